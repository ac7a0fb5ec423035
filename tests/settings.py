"""Django's settings as the tests and the type checker use them: those of the demo."""

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
os.environ.setdefault("KINDRED_DEMO", "1")
os.environ.setdefault("KINDRED_DATA", str(HERE / "build" / "test-data"))
# An .env of this machine may name a database that people work with; not for tests.
os.environ.setdefault("DATABASE_URL", "")
os.environ.setdefault("REDIS_URL", "")

from hub.env import DATA  # noqa: E402
from hub.settings import *  # noqa: E402, F403
from hub.settings import DATABASES  # noqa: E402

# whitenoise warns of a folder that collectstatic has not made.
(DATA / "static").mkdir(parents=True, exist_ok=True)
# A file, for threads and processes share it; of its own, for runs may go side by side.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / f"test-{os.getpid()}.sqlite3")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
