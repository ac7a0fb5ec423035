"""A database with all tables and no rows, made once and then copied.

``tests/run.py`` makes one of each size, and names it in KINDRED_TEST_TEMPLATE. Whoever
runs pytest alone has none: then the migrations are run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATE = os.environ.get("KINDRED_TEST_TEMPLATE", "")
NAME = "kindred_template"


def migrate(url: str) -> None:
    """Run the migrations on an empty database. Raises CalledProcessError."""
    env = {**os.environ, "KINDRED_DEMO": "1", "DATABASE_URL": url}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=env, check=True)


def migrated(file: Path) -> str:
    """Make the template in this file; its name."""
    file.unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    migrate(f"sqlite:///{file}")
    return str(file)


def migrated_on(server: str) -> str:
    """Make the template on a PostgreSQL; its name."""
    create(server, NAME)
    migrate(address(server, NAME))
    return NAME


def address(server: str, name: str) -> str:
    """One database of a server, as a DATABASE_URL."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def create(server: str, name: str, template: str = "template1") -> None:
    """A new database on a server."""
    execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")


def execute(server: str, statement: str) -> None:
    """One statement outside of a transaction."""
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


def copied(settings: Mapping[str, Any]) -> None:
    """Make the test database that these settings speak of."""
    name = settings["TEST"]["NAME"]
    if settings["ENGINE"].endswith("sqlite3"):
        shutil.copyfile(TEMPLATE, name)
    else:
        create(os.environ["DATABASE_URL"], name, TEMPLATE)
