"""The make-believe world on disk: one SQLite file, one lock, tables of each network."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sandbox.network import Network

SCHEMA = """
CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS request (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    network TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    call TEXT NOT NULL,
    actor TEXT NOT NULL,
    status INTEGER NOT NULL,
    resources INTEGER NOT NULL,
    micro INTEGER NOT NULL,
    query TEXT NOT NULL,
    body TEXT NOT NULL,
    fault TEXT NOT NULL DEFAULT ''
);
"""

_lock = threading.RLock()
_connection: sqlite3.Connection | None = None
_networks: Sequence[Network] = ()


def open_world(folder: Path, networks: Sequence[Network]) -> None:
    """Open the world in this folder; an empty folder gets the demo world."""
    global _connection, _networks
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(
        folder / "world.sqlite3", check_same_thread=False, isolation_level=None
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    # A power cut may cost the last seconds of a make-believe world: never mind.
    connection.execute("PRAGMA synchronous = OFF")
    if _connection is not None:
        _connection.close()
    _connection, _networks = connection, networks
    with db() as world:
        _make_tables(world)
        kind = get_setting(world, "seed", "")
        if kind == "":
            _sow(world, "demo")
        else:
            _sow_what_is_new(world, kind)


@contextmanager
def db() -> Iterator[sqlite3.Connection]:
    """The connection, under the lock, in one transaction; an error undoes it all.

    Rows are read by name. A call inside another joins its transaction. Never wait
    for anything inside: every other request stands still meanwhile.
    """
    with _lock:
        if _connection is None:
            raise RuntimeError("open_world() comes first")
        if _connection.in_transaction:
            yield _connection
            return
        _connection.execute("BEGIN IMMEDIATE")
        try:
            yield _connection
        except BaseException:
            _connection.execute("ROLLBACK")
            raise
        _connection.execute("COMMIT")


def reset(kind: str) -> None:
    """Throw the world away and make a fresh one: ``demo`` or ``empty``."""
    with db() as world:
        names = world.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        for row in names:
            world.execute(f'DROP TABLE "{row["name"]}"')
        _make_tables(world)
        _sow(world, kind)


def get_setting(world: sqlite3.Connection, key: str, default: Any) -> Any:
    """A switch of the world, as JSON."""
    row = world.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return default if row is None else json.loads(row["value"])


def put_setting(world: sqlite3.Connection, key: str, value: Any) -> None:
    world.execute(
        "INSERT INTO setting VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, json.dumps(value)),
    )


def now() -> datetime:
    """The world's clock, in UTC."""
    return datetime.now(UTC)


def _make_tables(world: sqlite3.Connection) -> None:
    # executescript would commit the transaction we are in
    for schema in (SCHEMA, *(network.schema for network in _networks)):
        for statement in schema.split(";\n"):
            if statement.strip():
                world.execute(statement)


def _sow(world: sqlite3.Connection, kind: str) -> None:
    put_setting(world, "seed", kind)
    put_setting(world, "sown", [network.key for network in _networks])
    for network in _networks:
        network.seed(world, kind)


def _sow_what_is_new(world: sqlite3.Connection, kind: str) -> None:
    """A world that was made before a network was gets that network too."""
    sown = get_setting(world, "sown", ["x", "blog"])
    for network in _networks:
        if network.key not in sown:
            network.seed(world, kind)
    put_setting(world, "sown", [network.key for network in _networks])
