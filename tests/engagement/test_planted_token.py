"""Tokens are planted, a bad day is worked, and then everything is searched for them.

The day: reads, answers, refusals that tell with what we asked, renewals, a revoked
token, connecting again with a wrong and a right one, and something that breaks.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import requests
from django.contrib import admin
from django.core import mail
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone
from django.views.debug import get_exception_reporter_class
from pytest_django import Settings

from accounts import connect
from accounts.center_urls import urlpatterns as of_accounts
from accounts.models import Account, Activity
from accounts.platforms.base import Tokens
from engagement import deliver
from engagement.models import Delivery
from engagement.tasks import sweep_letters
from engagement.urls import urlpatterns as of_engagement
from tests.engagement.bad_day import Day, at, work
from tests.engagement.page import addresses_of, page_of
from tests.engagement.rows import member, mention, queued, town
from tests.sandbox.running import Sandbox

pytestmark = pytest.mark.django_db

PLANTED = {
    "x-access-center",
    "x-refresh-center",
    "center-secret",
    "fb-page-center",
    "fb-secret-center",
    "blog-pass-center",
    "typed-and-wrong-token",
}
CODE = "planted-code-of-an-authorization"
IN_AN_ADDRESS = ("input_token=", "access_token=", "client_secret=", "password=")


class Ear(logging.Handler):
    """Hears every logger at DEBUG, with the tracebacks."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.heard: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{self.format(record)} {record.args!r}")


@pytest.fixture
def ear() -> Iterator[Ear]:
    ear, root = Ear(), logging.getLogger()
    names = [*logging.root.manager.loggerDict, "tweepy.client"]
    loggers = [root, *(logging.getLogger(name) for name in names)]
    before = [(one, one.level) for one in loggers]
    for one in loggers:
        one.setLevel(logging.DEBUG)
    root.addHandler(ear)
    story = logging.getLogger("kindred.story")
    story.addHandler(ear)
    yield ear
    root.removeHandler(ear)
    story.removeHandler(ear)
    for one, level in before:
        one.setLevel(level)


@pytest.fixture
def day(_net: Sandbox, settings: Settings, ear: Ear) -> Iterator[Day]:
    _net.tell("reset", seed="demo")
    settings.ADDRESSES = addresses_of(_net.url)
    csw = town()
    home = f"{_net.url}/blog/center"
    blog = Account.objects.create(
        center=csw.center,
        platform="blog",
        host=home.partition("://")[2],
        external_id=home,
        title="Our blog",
        web_url=f"{home}/",
        tokens=connect.sealed(Tokens(user="kindred", access="blog-pass-center")),
        granted={"tier": "author"},
    )
    yield Day(_net, csw, page_of(csw), blog, member(csw.center, "Olga", "owner"))
    _net.mend()


def breaks(day: Day, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something of ours breaks with tokens in its hands, also on Django's own page."""

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("broke")

    monkeypatch.setattr(requests.Session, "request", broken)
    delivery = queued(day.town, mention(day.town))
    Account.objects.update(held_at=None, held_reason="", next_send_at=None)
    deliver.send(delivery.pk)
    delivery.refresh_from_db()
    assert "broke while sending" in delivery.error
    for act in (day.town.x, day.page):
        try:
            connect.platform_of(Account.objects.get(pk=act.pk)).me()
        except RuntimeError:
            request = RequestFactory().post(f"/x/?code={CODE}", {"a": "b"})
            kind: Any = get_exception_reporter_class(request)
            report = kind(request, *sys.exc_info())
            day.seen[f"report {act}"] = report.get_traceback_html()
            day.seen[f"mail {act}"] = report.get_traceback_text()
    settings.DEBUG = True
    client = at(day.owner)
    client.raise_request_exception = False
    typed = {"token": "typed-and-wrong-token", "user": "", "app_secret": ""}
    path = f"/c/csw/accounts/{day.page.pk}/test/?code={CODE}"
    client.cookies["kept"] = "x-access-center"
    page = client.post(path, typed)
    assert page.status_code == 500
    assert "RuntimeError" in page.text
    # A frame of the account's own call is shown, and of its variables the kind alone
    assert "&lt;Account&gt;" in page.text
    assert "&lt;Meter&gt;" in page.text or "&lt;Facebook&gt;" in page.text
    day.seen["Django's own page"] = page.text
    settings.DEBUG = False
    monkeypatch.undo()


def look_at_everything(day: Day) -> None:
    """Every page and file without an id, those of the rows there are, and the admin."""
    day.owner.user.is_staff = day.owner.user.is_superuser = True
    day.owner.user.save()
    client = at(day.owner)
    paths = [
        f"/c/csw/{one.pattern}"
        for one in (*of_accounts, *of_engagement)
        if "<" not in str(one.pattern)
    ]
    paths += [f"/c/csw/s/{one.suggestion_id}/" for one in Delivery.objects.all()]
    paths += ["/admin/", "/health/", "/c/csw/outbox/?show=held"]
    for model in admin.site._registry:
        label = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        rows = [*model._default_manager.values_list("pk", flat=True)[:3]]
        paths += [label, *(f"{label}{pk}/change/" for pk in rows)]
    for path in paths:
        answer = client.get(path, follow=True)
        day.seen[path] = "" if answer.streaming else answer.text
    assert "stands still" in day.seen["/c/csw/sources/health/"] or day.seen


def dump() -> str:
    """All that the database holds, as it holds it."""
    out = StringIO()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {name}")  # noqa: S608 a table of ours
            for row in cursor.fetchall():
                print(table, *map(repr, row), file=out)
    return out.getvalue()


def found_in(seen: dict[str, str], secrets: set[str]) -> set[tuple[str, str]]:
    return {
        (where, secret)
        for where, text in seen.items()
        for secret in secrets
        if secret in text
    }


def everything(day: Day, ear: Ear) -> dict[str, str]:
    """By where it stands, all that anybody could ever read."""
    letters = [f"{one.subject} {one.body} {one.to}" for one in mail.outbox]
    lines = [
        f"{one.actor_label} {one.verb} {one.detail}" for one in Activity.objects.all()
    ]
    asked = [f"{one['path']}?{one['query']}" for one in day.net.log("")]
    assert asked
    assert not [one for one in asked for name in IN_AN_ADDRESS if name in one]
    return day.seen | {
        "log": "\n".join(ear.heard),
        "letters": "\n".join(letters),
        "activity": "\n".join(lines),
        "addresses": "\n".join(asked),
        "database": dump(),
    }


def all_tokens(day: Day) -> set[str]:
    """What was planted, and what the networks gave out since."""
    world = day.net.world()
    given = {
        one[name] for one in world["x"]["tokens"] for name in ("access", "refresh")
    }
    return {one for one in PLANTED | given if one}


def test_no_token_is_anywhere_after_a_bad_day(
    day: Day, ear: Ear, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(day)
    breaks(day, settings, monkeypatch)
    Account.objects.filter(pk=day.blog.pk).update(
        held_at=timezone.now(), held_reason="The blog said no."
    )
    sweep_letters()
    look_at_everything(day)

    secrets, places = all_tokens(day), everything(day, ear)

    assert found_in(places, secrets) == set()
    assert found_in(day.seen, {CODE}) == set()
    # It looked where something stands, and at answers that did tell.
    assert len(secrets) > len(PLANTED)
    assert "You may not, with …" in "".join(places.values())
    assert "urllib3" in places["log"]
    assert mail.outbox
    for name in ("log", "database", "addresses", "activity"):
        assert len(places[name]) > 200, name


@pytest.mark.parametrize(
    "where", ["log", "error", "page", "letter", "activity", "table", "address"]
)
def test_a_planted_leak_is_found(day: Day, ear: Ear, where: str) -> None:
    secret = "x-refresh-center"
    csw = day.town
    if where == "log":
        logging.getLogger("tweepy").debug("Headers: %s", {"Authorization": secret})
    if where == "error":
        Delivery.objects.filter(pk=queued(csw, mention(csw)).pk).update(error=secret)
    if where == "page":
        day.seen["/c/csw/"] = f"<p>{secret}</p>"
    if where == "letter":
        mail.send_mail("Hello", secret, None, ["ruth@csw.example"])
    if where == "activity":
        Activity.record("worker", "held", csw.x, reason=secret)
    if where == "table":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_account SET tokens = %s", [secret])
    if where == "address":
        requests.get(f"{day.net.url}/x-api/2/users/me?who={secret}", timeout=20)
    else:
        requests.get(f"{day.net.url}/x-api/2/users/me", timeout=20)
    assert {found for _, found in found_in(everything(day, ear), PLANTED)} == {secret}
