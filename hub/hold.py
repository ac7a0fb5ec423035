"""Hold a data folder for one start at a time, and say who holds it."""

from __future__ import annotations

import fcntl
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import IO


class Held(Exception):
    """Somebody else holds it. ``str()`` is a sentence for people."""


def hold(path: Path, who: str) -> IO[str]:
    """Lock ``path`` until the returned file is closed or the process ends.

    The kernel lets go of the lock when its holder dies, however it dies; a file
    with a pid in it would outlive a kill. Raises Held with the holder's pid and
    since when.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        holder = file.read().strip() or "another process"
        file.close()
        raise Held(
            f"The data in {path.parent} is in use by {holder}. "
            "Stop that first, or choose another folder with KINDRED_DATA."
        ) from None
    file.truncate(0)
    since = datetime.now(UTC).astimezone()
    file.write(f"{who} (pid {os.getpid()}, since {since:%Y-%m-%d %H:%M %Z})\n")
    file.flush()
    return file
