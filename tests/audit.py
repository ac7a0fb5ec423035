"""The audit in tests: emptied with the other tables, and lines of long ago.

The product has no way around its triggers; a test between two worlds needs one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from accounts.models import Activity

TABLE = Activity._meta.db_table


@contextmanager
def audit_open() -> Iterator[None]:
    """Its lines can be changed and deleted, by who does this alone."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master"
                " WHERE type = 'trigger' AND tbl_name = %s",
                [TABLE],
            )
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _, sql in triggers:
                cursor.execute(sql)
        else:
            # As a copy of a database takes its rows; it needs the superuser of tests
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")


def backdate(at: datetime) -> None:
    """Every line was written then."""
    with audit_open(), connection.cursor() as cursor:
        told = connection.ops.adapt_datetimefield_value(at)
        cursor.execute(f"UPDATE {TABLE} SET at = %s", [told])  # noqa: S608


def let_tests_flush() -> None:
    """Django empties all tables after a test with transactions; this one, too."""
    ops: Any = type(connection.ops)
    usual = ops.execute_sql_flush

    def flush(self: object, statements: list[str]) -> None:
        with audit_open():
            usual(self, statements)

    ops.execute_sql_flush = flush
