"""A WordPress's password is for one account, and stands nowhere; others are refused."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone
from django.views.debug import ExceptionReporter

from accounts.connect import sealed, tokens_of
from accounts.middleware import AnswerFromNetwork
from accounts.models import Account, Attempt
from accounts.platforms.base import Tokens
from tests.engagement.rows import town
from tests.engagement.walks import (
    asked,
    at_the_blog,
    to_wordpress,
)
from tests.engagement.wizard import Connecting, Walk, connecting

__all__ = ["connecting"]

pytestmark = pytest.mark.django_db

NAME = "Center for Social Work Practice"
PASTED = {"user": "kindred", "password": "blog pass cent er"}


def the_blog() -> Account:
    return Account.objects.get(platform="blog")


def connected(connecting: Connecting) -> Account:
    walk = to_wordpress(connecting)
    walk.at = walk.at.replace("/allow/", "/enter/")
    assert "is connected" in walk.say(**PASTED)
    return the_blog()


def test_a_password_of_another_site_is_not_taken(connecting: Connecting) -> None:
    walk = to_wordpress(connecting)
    back = at_the_blog(walk)
    home = f"{connecting.net.url}/blog/center".replace(":", "%3A").replace("/", "%2F")
    assert home in back
    said = walk.come_back(back.replace(home, "https%3A%2F%2Fe.vil"))
    assert "made by another site" in said
    assert walk.step == "allow"


def test_another_blog_does_not_take_its_place(connecting: Connecting) -> None:
    """Also where the address leads elsewhere than it did."""
    blog = connected(connecting)
    walk = connecting.walk()
    walk.begin("blog-wordpress", again=blog)
    attempt = Attempt.objects.exclude(account=None).latest("pk")
    other = f"{connecting.net.url}/blog/harbor/"
    attempt.told = attempt.told.replace(blog.web_url, other)
    attempt.save()

    assert "What you connect again is" in walk.say()
    assert tokens_of(the_blog()) == tokens_of(blog)


def test_an_empty_password_never_replaces_the_one_there_is(
    connecting: Connecting,
) -> None:
    blog = connected(connecting)
    walk = connecting.walk()
    walk.begin("blog-wordpress", again=blog)
    walk.say()
    walk.at = walk.at.replace("/allow/", "/enter/")
    assert "Paste the application password" in walk.say(user="kindred", password=" ")
    assert "sent no password" in _came_back_empty(walk)
    assert tokens_of(the_blog()) == tokens_of(blog)


def _came_back_empty(walk: Walk) -> str:
    walk.at = walk.at.replace("/enter/", "/allow/")
    back = at_the_blog(walk)
    head, _, _ = back.partition("&password=")
    return walk.come_back(f"{head}&password=")


def test_the_blog_of_another_center_is_refused_without_saying_whose(
    connecting: Connecting,
) -> None:
    other = town("zebra", "2002")
    home = f"{connecting.net.url}/blog/center".removeprefix("http://")
    Account.objects.create(
        center=other.center, platform="blog", external_id=home, title="Theirs"
    )
    said = to_wordpress(connecting).words
    assert "connected already, by another Center of this installation" in said
    assert "zebra" not in said.lower()


def test_the_password_stands_in_no_log_no_address_and_no_report(
    connecting: Connecting, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    walk = to_wordpress(connecting)
    back = at_the_blog(walk)
    password = asked(back)["password"]
    # Signed out meanwhile, wrong state, a strange network, and the real one
    stranger = Client().get(back)
    assert stranger.status_code == 302
    assert stranger["Location"] == f"/account/login/?next={back.partition('?')[0]}"
    assert walk.client.get(back.replace("state=", "state=x")).status_code == 400
    assert walk.client.get(back.replace("/blog/?", "/mars/?")).status_code == 404
    walk.come_back(back)
    walk.say()

    assert "is connected" in walk.words
    assert password not in caplog.text
    assert password not in str(walk.net.log())


def test_a_page_that_breaks_reports_no_password() -> None:
    reports = []

    def breaks(request: Any) -> Any:
        try:
            raise RuntimeError("here")
        except RuntimeError as error:
            told = ExceptionReporter(request, type(error), error, error.__traceback__)
            reports.append(told.get_traceback_text() + repr(request))
        return Client().get("/health/")

    request = RequestFactory().get(
        "/c/csw/accounts/callback/blog/", {"password": "planted"}
    )
    AnswerFromNetwork(breaks)(request)
    assert "planted" not in reports[0]
    assert request.answer["password"] == "planted"  # type: ignore[attr-defined]


def test_a_poster_and_a_supervisor_connect_nothing(connecting: Connecting) -> None:
    here = connecting.town
    for who in (here.poster, here.supervisor):
        walk = connecting.walk(who)
        for page in ("connect/", "callback/blog/?state=x"):
            assert walk.client.get(f"{walk.base}{page}").status_code == 403
        said = walk.client.post(f"{walk.base}connect/", {"path": "blog-wordpress"})
        assert said.status_code == 403
    assert not Attempt.objects.exists()


def test_what_was_begun_by_one_owner_is_not_anothers(connecting: Connecting) -> None:
    walk = to_wordpress(connecting)
    back = at_the_blog(walk)
    other = town("zebra", "2002")
    other.supervisor.role = "owner"
    other.supervisor.save()
    theirs = connecting.walk(other.supervisor)
    assert theirs.client.get(back).status_code == 404
    answer = theirs.client.get(back.replace("/c/csw/", "/c/zebra/"))
    assert answer.status_code == 400
    assert asked(back)["password"] not in answer.text


def test_what_was_stored_before_counts_as_the_same_blog(
    connecting: Connecting,
) -> None:
    """With and without www: whoever was here first gave it its name."""
    home = f"{connecting.net.url}/blog/center".removeprefix("http://")
    here = Account.objects.create(
        center=connecting.town.center,
        platform="blog",
        external_id=f"www.{home}",
        title="Ours",
        web_url=f"http://www.{home}/",
        disconnected_at=timezone.now(),
        tokens=sealed(Tokens(user="old", access="old")),
    )
    assert connected(connecting).pk == here.pk
