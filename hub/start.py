"""What must hold before a start, and the demo's environment.

Each thing that is amiss ends in one sentence for people and an exit code, never in
a traceback.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from hub.hold import Held, hold


def writable(folder: Path) -> None:
    """Make the data folder, or exit saying why not."""
    try:
        # whitenoise warns of a folder that collectstatic has not made.
        (folder / "static").mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        sys.exit(
            f"The folder {folder} cannot be written ({error.strerror}). "
            "Choose another: make run KINDRED_DATA=/path/to/folder"
        )


def alone(folder: Path) -> IO[str]:
    """One start a data folder; what comes back holds it as long as it is open."""
    try:
        return hold(folder / "lock", "make run")
    except Held as error:
        sys.exit(str(error))


def free_port(text: str) -> int:
    """The number of a port nobody listens on, or exit saying how to choose another."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT is {text!r}; it must be a number from 1 to 65535.")
    port = int(text)
    if why := taken(port):
        sys.exit(f"Port {port} {why}. Choose another: make run PORT=8001")
    return port


def taken(port: int) -> str:
    """Why nobody can listen on this port; "" if one can."""
    with socket.socket() as door:
        # As the web server does: a port that is only being given back is free.
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except PermissionError:
            return "needs more rights than you have"
        except OSError:
            return "is taken by another program"
    return ""


def sandbox_site() -> str:
    """Where the make-believe networks will answer; their port is chosen once."""
    asked = subprocess.run(  # nosec B603 # our own words
        [sys.executable, "-m", "sandbox", "--port"], capture_output=True, text=True
    )
    port = asked.stdout.strip()
    if asked.returncode or not port.isdecimal():
        last = (asked.stderr.strip() or "no port came back").splitlines()[-1]
        sys.exit(f"The make-believe networks could not choose a port: {last}")
    if why := taken(int(port)):
        # It cannot be another one: the accounts and feeds of the demo point to it.
        sys.exit(
            f"Port {port}, where the make-believe networks were, {why}. "
            "Stop that one, or begin anew: make run KINDRED_DATA=/path/to/folder"
        )
    return f"http://127.0.0.1:{port}"


def demo_environment(site: str, port: int) -> dict[str, str]:
    """What the demo's processes are told, beside the environment, which wins.

    Polls come quickly, so that a person who tries Kindred sees it live.
    """
    environment = {
        "KINDRED_DEMO": "1",
        "PORT": str(port),
        "TWITTER_API_URL": f"{site}/x-api",
        "TWITTER_WEB_URL": f"{site}/x",
        "TWITTER_CONSOLE_URL": f"{site}/x/developer",
        "FACEBOOK_API_URL": f"{site}/facebook-api",
        "FACEBOOK_WEB_URL": f"{site}/facebook",
        "ALLOWED_PRIVATE_HOSTS": site.removeprefix("http://"),
        "KINDRED_OIDC_ISSUER": f"{site}/university",
        "KINDRED_OIDC_CLIENT_ID": "kindred",
        "KINDRED_OIDC_SECRET": "university-secret",
        "KINDRED_OIDC_NAME": "Make-believe University",
        "KINDRED_POLL_STEPS": "4,8,20",
        "KINDRED_SWEEP": "1,2",
        "KINDRED_BY_HAND_WAIT": "25",
        "KINDRED_SECOND_LOOK": "90",
        "KINDRED_OBJECTION": "60",
        "SANDBOX_MOVES": "1",
        "PYTHONUNBUFFERED": "1",
    } | os.environ
    beside = str(Path(sys.executable).parent)
    environment["PATH"] = os.pathsep.join([beside, environment.get("PATH", "")])
    return environment
