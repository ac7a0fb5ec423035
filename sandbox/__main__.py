"""Start the sandbox: ``python -m sandbox``; with ``--port``, only say which port."""

from __future__ import annotations

import logging
import os
import socket
import sys
from pathlib import Path

from werkzeug.serving import make_server

from sandbox import moves
from sandbox.app import create_app

HOST = "127.0.0.1"


def home() -> Path:
    """Where the world lies."""
    return Path(os.environ.get("KINDRED_DATA") or "var") / "sandbox"


def chosen_port(folder: Path) -> int:
    """The port that was set, or remembered, or else a free one, now remembered."""
    folder.mkdir(parents=True, exist_ok=True)
    memory = folder / "port"
    known = os.environ.get("SANDBOX_PORT") or (
        memory.read_text().strip() if memory.exists() else ""
    )
    if known:
        port = int(known)
    else:
        with socket.socket() as trial:
            trial.bind((HOST, 0))
            port = int(trial.getsockname()[1])
    memory.write_text(f"{port}\n")
    return port


def main() -> int:
    folder = home()
    try:
        port = chosen_port(folder)
    except (OSError, ValueError) as error:
        print(f"The sandbox cannot use the folder {folder}: {error}", file=sys.stderr)
        return 1
    if "--port" in sys.argv[1:]:
        print(port)
        return 0
    app = create_app(folder)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    try:
        server = make_server(HOST, port, app, threaded=True)
    except (OSError, SystemExit):
        print(
            f"Port {port} is taken; the sandbox needs it. Set SANDBOX_PORT to another.",
            file=sys.stderr,
        )
        return 1
    if os.environ.get("SANDBOX_MOVES", "0") == "1":
        moves.start(app)
    print(f"The sandbox is at http://{HOST}:{port}/", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
