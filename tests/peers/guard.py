"""Stops the servers of a test, however the test itself ends.

Started as its own process; reads process groups from its standard input, one a line.
The pipe closes when the test closes it or dies, also by kill -9: then the guard kills
each group and removes the folder. There is no other way to stop them.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from contextlib import suppress

PATIENCE = 10.0
"""Seconds until what was killed is gone; a zombie whose parent died may stay."""


def kill(group: int, signum: int) -> bool:
    """Signal a group; false when nothing of it is left."""
    with suppress(ProcessLookupError):
        os.killpg(group, signum)
        return True
    return False


def main(folder: str) -> None:
    """Wait for the end of the test, then clear away what it started."""
    # Nothing in the folder is worth a clean end: it is thrown away.
    groups = [int(line) for line in sys.stdin]
    left = [group for group in groups if kill(group, signal.SIGKILL)]
    ends = time.monotonic() + PATIENCE
    while left and time.monotonic() < ends:
        time.sleep(0.05)
        left = [group for group in left if kill(group, 0)]
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1])
