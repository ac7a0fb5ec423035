"""Django's settings as the tests and the type checker use them: those of the demo."""

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
os.environ.setdefault("KINDRED_DEMO", "1")
os.environ.setdefault("KINDRED_DATA", str(HERE / "build" / "test-data"))

from hub.env import DATA  # noqa: E402
from hub.settings import *  # noqa: E402, F403
from hub.settings import DATABASES  # noqa: E402

DATA.mkdir(parents=True, exist_ok=True)
# Threads of one test share it, which a database in memory does not allow with WAL.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
