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
# Of its own, for runs may go side by side; on SQLite a file, for threads and processes
# share it.
DATABASES["default"]["TEST"] = {
    "NAME": str(DATA / f"test-{os.getpid()}.sqlite3")
    if DATABASES["default"]["ENGINE"].endswith("sqlite3")
    else f"test_{os.getpid()}"
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Whatever a test presses: a change leaves a line in the audit.
MIDDLEWARE = [*MIDDLEWARE, "tests.audited.Audited"]  # noqa: F405
