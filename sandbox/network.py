"""What a make-believe network gives to the rest of the sandbox."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response


@dataclass(frozen=True, slots=True)
class Network:
    """A package such as ``sandbox.x`` makes one, ``NETWORK``, listed in sandbox.app.

    key: "x", "facebook" or "blog".
    blueprints: all with their full url_prefix. The first one is named like the key; a
        request's ``call``, in the log and in faults, is its endpoint ("x.create").
        Pages for hands are in a second one whose name is the key and "_web".
    schema: SQL, each statement ended by a semicolon and a new line, IF NOT EXISTS.
    seed(db, kind): fills fresh tables; "demo", or "empty" (only what a tool needs to
        begin: our own account or blog, its tokens and passwords).
    play(db, what, who, text, target): the outside world does something; what is left
        "" is chosen here. ValueError with a sentence when it cannot be done.
    public(db): what the public sees now, newest first, at most 40 dicts for the
        people's page: ``at`` (ISO), ``who`` (name), ``handle``, ``text`` (plain),
        ``url`` (path in the sandbox), ``kind`` (post, reply, comment, …), ``ours``.
    world(db): everything there is, as JSON, for tests; secrets included.
    refuse(fault, seconds): the network's own words for rate_limited,
        rate_limited_blind, revoked, no_credit, forbidden, duplicate; on Facebook also
        graph_error.
    """

    key: str
    blueprints: tuple[Blueprint, ...]
    schema: str
    seed: Callable[[sqlite3.Connection, str], None]
    play: Callable[[sqlite3.Connection, str, str, str, str], dict[str, Any]]
    public: Callable[[sqlite3.Connection], list[dict[str, Any]]]
    world: Callable[[sqlite3.Connection], dict[str, Any]]
    refuse: Callable[[str, int], Response]
