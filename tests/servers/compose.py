"""Reads docker-compose.yml as Docker Compose would, where there is no Docker."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
# $$ is a dollar; ${NAME:?why} must be there; ${NAME:-else} has a value instead.
VARIABLE = re.compile(r"\$(?:(\$)|\{(\w+)(?::([?-])([^}]*))?\}|(\w+))")


class Unset(Exception):
    """A variable that the file demands is not there. ``str()`` names it."""


def fill(text: str, told: Mapping[str, str]) -> str:
    """Put in the variables. Raises Unset."""

    def value(found: re.Match[str]) -> str:
        dollar, name, sign, rest, bare = found.groups()
        if dollar:
            return "$"
        if given := told.get(name or bare, ""):
            return given
        if sign == "?":
            raise Unset(f"{name}: {rest}")
        return rest or ""

    return VARIABLE.sub(value, text)


def filled(part: Any, told: Mapping[str, str]) -> Any:
    """The same at every depth of the file."""
    if isinstance(part, str):
        return fill(part, told)
    if isinstance(part, dict):
        return {name: filled(one, told) for name, one in part.items()}
    if isinstance(part, list):
        return [filled(one, told) for one in part]
    return part


def services(told: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Every service by name, its variables put in. Raises Unset."""
    text = (ROOT / "docker-compose.yml").read_text()
    read: dict[str, dict[str, Any]] = filled(yaml.safe_load(text)["services"], told)
    return read


def command(service: Mapping[str, Any]) -> list[str]:
    """Its very command, as words."""
    words = service["command"]
    return shlex.split(words) if isinstance(words, str) else [*words]
