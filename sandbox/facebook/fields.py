"""What a caller wants to see: ``fields=a,b{c,d},e.limit(5).summary(true)``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sandbox.facebook.problems import GraphError, invalid

_PIECE = re.compile(r"[a-z0-9_#]+|[{},.]|\([^()]*\)")


@dataclass(slots=True)
class Field:
    """One field: what was said after it, and what is wanted inside it."""

    name: str
    said: dict[str, str] = field(default_factory=dict)
    inside: Fields = field(default_factory=dict)


Fields = dict[str, Field]


def parse(text: str) -> Fields:
    """The wanted fields by name. Raises GraphError when it is none."""
    pieces = _PIECE.findall(text)
    if "".join(pieces) != text.replace(" ", ""):
        raise _broken(text)
    found, rest = _several(pieces, text)
    if rest:
        raise _broken(text)
    return found


def _several(pieces: list[str], text: str) -> tuple[Fields, list[str]]:
    found: Fields = {}
    while pieces and pieces[0] != "}":
        if not re.match(r"\w", pieces[0]):
            raise _broken(text)
        one, pieces = Field(pieces[0]), pieces[1:]
        while len(pieces) > 2 and pieces[0] == "." and pieces[2][0] == "(":
            one.said[pieces[1]] = pieces[2][1:-1]
            pieces = pieces[3:]
        if pieces and pieces[0] == "{":
            one.inside, pieces = _several(pieces[1:], text)
            if not pieces:
                raise _broken(text)
            pieces = pieces[1:]
        found[one.name] = one
        if pieces and pieces[0] == ",":
            pieces = pieces[1:]
    return found, pieces


def _broken(text: str) -> GraphError:
    return invalid(f"Syntax error in the fields: {text[:80]}")
