"""One Center never sees nor changes another: each address, field, export and search.

The addresses are those of the URL configuration, the fields those that the product
reads while they are walked: neither can be forgotten.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as configured
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern
from pytest_django import Settings

from accounts import permissions
from accounts.models import Member
from engagement.models import Suggestion
from tests.access.addresses import everywhere, of_a_center
from tests.access.foreign import IDS, MARK, NO_IDS, foreign, marked, rows_of
from tests.access.test_strangers import ROWS, address, opens, row_of, signed_in
from tests.access.worlds import NOWHERE, another_world, full_town
from tests.engagement.rows import Town

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def quiet(settings: Settings) -> Iterator[None]:
    """The networks are nowhere; and of thousands of refusals nothing is logged."""
    settings.ADDRESSES = NOWHERE
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def here() -> Town:
    """The Center whose rows nobody else may see; each name in it bears the mark."""
    return marked(full_town())


@pytest.fixture
def there() -> Town:
    return full_town("elsewhere", "2002")


@pytest.fixture
def theirs(there: Town) -> Client:
    """An owner of the other Center, who began to connect there: to them every page of
    it is open."""
    return signed_in(there.supervisor)


@pytest.fixture
def ours(here: Town) -> Client:
    return signed_in(here.supervisor)


def leaking(
    here: Town, there: Town, theirs: Client, patterns: list[URLPattern]
) -> list[str]:
    """Names of the addresses where an id of ours, under their own path, is not 404;
    or where an id of their own is."""
    found = []
    for one in patterns:
        if "pk" not in one.pattern.converters:
            continue
        foreign_id = opens(theirs, address(one, here, under=there))
        with another_world():
            # The positive control: the very same request with a row of their own.
            own = opens(theirs, address(one, there, under=there))
        if 404 not in foreign_id or not foreign_id <= {404, 405} or 404 in own:
            found.append(str(one.name))
    return found


def test_an_id_of_ours_is_404_at_each_of_their_addresses(
    here: Town, there: Town, theirs: Client
) -> None:
    before = rows_of(here)
    assert leaking(here, there, theirs, of_a_center()) == []
    assert rows_of(here) == before


class Heard:
    """Each name of a field that the product asks a form or an address for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: set[str] = set()
        for verb in ("__getitem__", "get", "getlist", "__contains__"):
            monkeypatch.setattr(QueryDict, verb, self._also(getattr(QueryDict, verb)))

    def _also(self, asked: object) -> object:
        def ask(data: QueryDict, name: str, *rest: object) -> object:
            self.names.add(name)
            return asked(data, name, *rest)  # type: ignore[operator]

        return ask


def spilling(
    here: Town, there: Town, theirs: Client, patterns: list[URLPattern]
) -> list[str]:
    """Addresses of theirs that show a name of ours, or change a row of ours, when each
    field that takes an id is given one of ours."""
    asked, before, found = foreign(here), rows_of(here), []
    for one in patterns:
        url = address(one, there, under=there)
        with another_world():
            # Without a field first: an odd one may make a page of it that says so.
            answers = [theirs.get(url), theirs.get(url, asked)]
            answers.append(theirs.post(url, asked | VALID))
            if any(MARK in body_of(answer) for answer in answers):
                found.append(f"{one.name} shows it")
            if rows_of(here) != before:
                found.append(f"{one.name} changes it")
    return found


VALID = {"direction": "in", "kind": "mention", "do": "nothing", "text": "Thank you."}
"""With these other fields the forms are well, and what they name is looked up."""


def body_of(answer: Any) -> str:
    """Its text, also of a file that comes bit by bit, and where it leads."""
    body = b"".join(answer) if answer.streaming else answer.content
    return str(body.decode("utf-8", "replace") + answer.get("Location", ""))


def test_no_field_search_export_or_feed_spills_over(
    here: Town, there: Town, theirs: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard(monkeypatch)
    assert spilling(here, there, theirs, of_a_center()) == []

    numbered = ("confirmed_", "mark_", "day")
    new = {one for one in heard.names if not one.startswith(numbered)}
    new -= {*IDS, *NO_IDS, "csrfmiddlewaretoken"}
    assert new == set(), (
        f"tests/access/foreign.py does not know the fields {sorted(new)}: write into "
        "IDS what of ours another Center may try there, or into NO_IDS that there is "
        "no id."
    )
    assert {*IDS} - heard.names == set(), "nothing reads these any more"


def test_the_mark_is_on_our_own_pages(here: Town, ours: Client) -> None:
    """The positive control: whoever belongs here sees by the same requests what the
    others must not."""
    asked, shown = foreign(here), set()
    for one in of_a_center():
        with another_world():
            url = address(one, here, under=here)
            if any(MARK in body_of(ours.get(url, data)) for data in ({}, asked)):
                shown.add(str(one.name))
    assert {
        "queue",
        "changes",
        "suggestion",
        "beside",
        "contacts",
        "contact",
        "outbox",
        "around",
        "whole_text",
        "report_rows",
        "report_csv",
        "sources",
        "attention",
        "people",
        "departure",
        "settings",
        "by_hand",
    } <= shown


@pytest.fixture
def leaky(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[URLPattern]:
    """Two pages of the product that were made without ``.of(center)``."""
    settings.ROOT_URLCONF = "tests.access.leaky_urls"
    roles = permissions.least_roles() | dict.fromkeys(
        ("leak", "leak_field"), Member.Role.POSTER
    )
    monkeypatch.setattr("accounts.permissions.least_roles", lambda: roles)
    monkeypatch.setitem(ROWS, "leak/", lambda here: row_of(here).pk)
    return [one for one in of_a_center() if str(one.name).startswith("leak")]


def test_a_page_that_looks_up_by_the_id_alone_is_found(
    here: Town, there: Town, theirs: Client, leaky: list[URLPattern]
) -> None:
    assert leaking(here, there, theirs, leaky) == ["leak"]


def test_a_field_that_takes_any_id_is_found(
    here: Town, there: Town, theirs: Client, leaky: list[URLPattern]
) -> None:
    field = [one for one in leaky if one.name == "leak_field"]
    assert spilling(here, there, theirs, field) == [
        "leak_field shows it",
        "leak_field changes it",
    ]


def test_a_search_of_theirs_finds_nobody_of_ours(
    here: Town, there: Town, theirs: Client, ours: Client
) -> None:
    found = {"q": MARK[:-2]}
    assert MARK not in theirs.get("/c/elsewhere/contacts/", found).text
    assert MARK in ours.get("/c/csw/contacts/", found).text


def test_error_pages_name_no_center(
    here: Town, there: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """404, 403 and 500 are the same to everybody, whatever was asked for."""
    client = signed_in(there.poster)
    client.raise_request_exception = False
    pages = [
        client.get(f"/c/csw/s/{row_of(here).pk}/"),
        client.get(f"/c/elsewhere/s/{row_of(here).pk}/"),
        client.post("/c/elsewhere/outbox/freeze/"),
    ]

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(f"{here.center.name} {Suggestion.objects.first()}")

    monkeypatch.setattr("engagement.views.queue.sections", breaks)
    pages.append(client.get("/c/elsewhere/"))

    assert [page.status_code for page in pages] == [404, 404, 403, 500]
    for page in pages:
        assert MARK not in page.text
        assert "The elsewhere Center" not in page.text


def test_no_file_of_a_center_is_served_beside_its_pages() -> None:
    """There is no upload yet; whoever adds one adds a page of the Center's for it."""
    assert not configured.MEDIA_ROOT
    assert not any("media" in one.route for one in everywhere())
    assert all("path:" not in one.route for one in everywhere() if one.in_a_center)
