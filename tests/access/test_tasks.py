"""Each task acts in the Center of its row alone, whoever else is there."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Account
from engagement import deliver
from engagement.models import Delivery, Linkback, Suggestion, Watch
from hub.celery import app
from tests.access.foreign import pks, rows_of
from tests.access.worlds import NOWHERE, full_town
from tests.engagement.rows import Town, mention, queued, wrote

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROW: dict[str, Callable[[Town], int] | None] = {
    "engagement.tasks.check_one": lambda here: here.x.pk,
    "engagement.tasks.deliver_one": lambda here: pks(Delivery, here)[-1],
    "engagement.tasks.look_at_linkback": lambda here: link(here, "in"),
    "engagement.tasks.poll_one": lambda here: pks(Watch, here)[0],
    "engagement.tasks.pulse": None,
    "engagement.tasks.refresh_one": lambda here: here.x.pk,
    "engagement.tasks.sweep_deliveries": None,
    "engagement.tasks.sweep_letters": None,
    "engagement.tasks.sweep_polls": None,
    "engagement.tasks.tell_linkback": lambda here: link(here, "out"),
    "engagement.tasks.warn": None,
    "engagement.tasks.weigh": None,
}
"""Whose id a task is given; None where it looks itself what is due, in any Center."""


@pytest.fixture(autouse=True)
def at_once(settings: Settings) -> Iterator[None]:
    """What a task hands on is done in its place; the networks are nowhere."""
    settings.ADDRESSES = NOWHERE
    eager = app.conf.task_always_eager
    app.conf.task_always_eager = True
    logging.disable(logging.ERROR)
    yield
    app.conf.task_always_eager = eager
    logging.disable(logging.NOTSET)


@pytest.fixture
def here() -> Town:
    return full_town()


@pytest.fixture
def there() -> Town:
    return full_town("elsewhere", "2002")


def link(here: Town, direction: str) -> int:
    row, _ = Linkback.objects.get_or_create(
        center=here.center,
        account=here.x,
        direction=direction,
        key=f"{direction}:{here.center.pk}",
        defaults={"source": "http://127.0.0.1:9/a", "target": "http://127.0.0.1:9/b"},
    )
    return row.pk


def names() -> list[str]:
    return sorted(one for one in app.tasks if not one.startswith("celery."))


def run(name: str, here: Town) -> None:
    find = ROW[name]
    app.tasks[name].apply(args=[find(here)] if find else [], throw=True)


def reaching(here: Town, there: Town, tasks: list[str]) -> list[str]:
    """The tasks that change the other Center, though all that is new is ours."""
    found = []
    for name in tasks:
        queued(here, mention(here))
        wrote(here, "Thank you for the notes, they helped.")
        before = rows_of(there)
        run(name, here)
        if rows_of(there) != before:
            found.append(name)
    return found


def test_each_task_is_known_here() -> None:
    app.loader.import_default_modules()
    assert names() == sorted(ROW), "write into ROW whose id it takes, or None"


def test_no_task_reaches_into_another_center(here: Town, there: Town) -> None:
    # What is due in both is done first: then nothing is to be done in the other.
    for name in names():
        run(name, there)
        run(name, here)
    before = rows_of(here)
    assert reaching(here, there, names()) == []
    # The positive control: something was done, and in ours.
    assert rows_of(here) != before


def test_a_task_that_reaches_over_is_found(
    here: Town, there: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = deliver.send

    def sloppy(pk: int) -> None:
        send(pk)
        Suggestion.objects.update(touched_at=timezone.now())

    monkeypatch.setattr(deliver, "send", sloppy)
    name = "engagement.tasks.deliver_one"
    assert reaching(here, there, [name]) == [name]


def test_what_is_told_at_one_blogs_door_is_that_centers_alone(
    here: Town, there: Town
) -> None:
    """Also where it leads to a page of the other's; nobody need sign in for it."""
    for town in (here, there):
        Account.objects.create(
            center=town.center,
            platform="blog",
            external_id=f"http://{town.center.slug}.example/",
            host=f"{town.center.slug}.example",
            web_url=f"http://{town.center.slug}.example/",
        )
    blog = Account.objects.get(center=here.center, platform="blog")
    before = rows_of(there)
    told = {"source": "http://a.example/", "target": "http://csw.example/1"}
    stray = told | {"target": "http://elsewhere.example/1"}

    type_ = "application/x-www-form-urlencoded"
    answers = [
        Client()
        .post(
            f"/webmention/{blog.pk}/",
            "&".join(f"{name}={word}" for name, word in one.items()),
            content_type=type_,
        )
        .status_code
        for one in (told, stray)
    ]

    assert answers == [202, 400]
    assert [one.center for one in Linkback.objects.all()] == [here.center]
    assert rows_of(there) == before
