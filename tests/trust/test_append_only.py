"""The audit can be added to; nobody changes it, not even around the application."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import Activity
from accounts.models.activity import Unchangeable
from tests.audit import backdate
from tests.engagement.rows import Town, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def line(csw: Town) -> Activity:
    return Activity.record(csw.poster, "tried", csw.center)


def test_the_application_changes_no_line(line: Activity) -> None:
    line.verb = "did nothing"
    for attempt in (
        line.save,
        line.delete,
        lambda: Activity.objects.update(verb="x"),
        lambda: Activity.objects.all().update(verb="x"),
        lambda: Activity.objects.all().delete(),
        lambda: Activity.objects.bulk_update([line], ["verb"]),
        lambda: Activity.objects.update_or_create({"verb": "x"}, pk=line.pk),
        lambda: line.center and line.center.activity.filter(pk=line.pk).delete(),
    ):
        with pytest.raises(Unchangeable):
            attempt()

    assert Activity.objects.get().verb == "tried"


COLUMNS: list[tuple[str, str | int | None]] = [
    ("verb", "x"),
    ("actor_label", "x"),
    ("at", "2020-01-01 00:00:00+00:00"),
    ("target_kind", "x"),
    ("target_id", 7),
    ("detail", '{"x": 1}'),
    ("member_id", None),
    ("center_id", None),
    ("account_id", None),
    ("ip", "203.0.113.9"),
]


@pytest.mark.parametrize(("column", "value"), COLUMNS)
def test_the_database_changes_no_column(
    csw: Town, column: str, value: str | int | None
) -> None:
    Activity.record(csw.poster, "tried", csw.x)
    backdate(timezone.now() - timedelta(days=200))
    statement = f"UPDATE accounts_activity SET {column} = %s"  # noqa: S608
    refused(statement, value)


def test_every_column_is_tried() -> None:
    columns = {field.column for field in Activity._meta.local_fields}
    assert columns == {"id", *(column for column, _ in COLUMNS)}


def test_the_database_lets_no_line_go(line: Activity) -> None:
    refused("DELETE FROM accounts_activity WHERE id = %s", line.pk)
    refused("UPDATE accounts_activity SET id = id + %s", 1)
    if connection.vendor == "sqlite":
        refused(
            "INSERT OR REPLACE INTO accounts_activity"
            " (id, at, actor_label, verb, target_kind, target_id, detail)"
            " VALUES (%s, '2026-01-01', 'x', 'x', 'x', 1, '{}')",
            line.pk,
        )
    else:
        # It asks first whether anything is still to be checked.
        connection.check_constraints()
        refused("TRUNCATE accounts_activity CASCADE")


def refused(statement: str, *told: str | int | None) -> None:
    before = list(Activity.objects.values())
    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, told or None)
    assert list(Activity.objects.values()) == before


def test_a_center_with_a_past_is_not_deleted(csw: Town, line: Activity) -> None:
    with pytest.raises(ProtectedError):
        csw.center.delete()
    with pytest.raises(ProtectedError):
        csw.poster.delete()


def test_an_address_is_forgotten_after_its_days_and_nothing_else(csw: Town) -> None:
    Activity.objects.create(
        center=csw.center,
        at=timezone.now() - timedelta(days=91),
        actor_label="Maya",
        verb="tried",
        target_kind="center",
        target_id=csw.center.pk,
        ip="203.0.113.9",
    )
    young = Activity.objects.create(
        center=csw.center,
        actor_label="Maya",
        verb="tried",
        target_kind="center",
        target_id=csw.center.pk,
        ip="203.0.113.10",
    )

    assert Activity.objects.forget_addresses(timezone.now() - timedelta(days=90)) == 1

    kept = Activity.objects.order_by("at")
    assert [one.ip for one in kept] == [None, "203.0.113.10"]
    # The positive control: of a young line the database keeps the address, too.
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.forget_addresses(timezone.now() + timedelta(seconds=1))
    young.refresh_from_db()
    assert young.ip == "203.0.113.10"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_between_two_tests_the_triggers_stand_again(csw: Town, time: str) -> None:
    """What empties the tables after a test lays them down, and lifts them again."""
    assert Activity.objects.count() == 0
    Activity.record(csw.poster, time, csw.center)
    refused("DELETE FROM accounts_activity WHERE id > %s", 0)
