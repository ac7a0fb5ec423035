"""Who may do what, over HTTP: every address of the installation, by every role.

The table is written by hand and knows nothing of ``accounts.permissions``: who changes
one line there must come here, too.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from http.cookies import SimpleCookie

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from accounts import permissions
from accounts.models import Account, Member
from tests.access.addresses import CENTER, Address, everywhere, of_a_center
from tests.access.permission_table import TABLE
from tests.access.test_strangers import address, signed_in
from tests.access.worlds import NOWHERE, another_world, full_town
from tests.engagement.rows import Town, member

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WHO = ("anonymous", "stranger", "poster", "supervisor", "owner")
SAMPLES = {"key": "MQ:x", "app_label": "auth"}
"""What stands in an address outside every Center; "1" for whatever is not here."""
DOORS = ("/account/login/", "/admin/login/")
Clients = dict[str, Client]


@pytest.fixture
def here(settings: Settings) -> Iterator[Town]:
    """A Center with a row of everything; its networks are nowhere."""
    settings.ADDRESSES = NOWHERE
    # A refusal is a warning in the log, with what pytest keeps of it: thousands here.
    logging.disable(logging.ERROR)
    made = full_town()
    Account.objects.create(
        center=made.center, platform="blog", external_id="ours", title="Our blog"
    )
    yield made
    logging.disable(logging.NOTSET)


@pytest.fixture
def clients(here: Town) -> Clients:
    there = full_town("elsewhere", "2002")
    return {
        "anonymous": Client(),
        "stranger": signed_in(member(there.center, "Nora", "owner")),
        "poster": signed_in(here.poster),
        "supervisor": signed_in(member(here.center, "Iris", "supervisor")),
        "owner": signed_in(here.supervisor),
    }


def url_of(one: Address, here: Town) -> str:
    """The address with a row of the Center's in it, or with a sample."""
    if one.in_a_center:
        return address(one.pattern, here, under=here)
    blog = Account.objects.get(center=here.center, platform="blog").pk
    known = SAMPLES | {"pk": str(blog), "slug": here.center.slug}
    return "/" + re.sub(
        r"<(?:\w+:)?(\w+)>", lambda hit: known.get(hit[1], "1"), one.route
    )


def said(answer: HttpResponseBase) -> str:
    """How it was answered: a page (also with a word that it is too late, or what is
    wrong with a form), the door, or the number of a refusal."""
    status = answer.status_code
    if status in (301, 302):
        return "door" if answer["Location"].startswith(DOORS) else "yes"
    return "yes" if status in (200, 202, 204, 400, 409, 422) else str(status)


def ask(client: Client, method: str, url: str) -> str:
    """What is answered; signed in as before it, whatever it was."""
    kept = {name: one.value for name, one in client.cookies.items()}
    answer = client.generic(method, url)
    client.cookies = SimpleCookie(kept)
    return said(answer)


def expected(route: str) -> dict[str, list[str]]:
    """By method, what each of WHO is answered; a method that is not taken is refused
    as the others are, or else is none."""
    lines = TABLE[line_of(route)]
    found = {method: line.split() for method, line in lines.items()}
    other = ["405" if one == "yes" else one for one in next(iter(found.values()))]
    return {"GET": other, "POST": other} | found


def differences(
    here: Town, clients: Clients, addresses: Iterable[Address]
) -> dict[str, str]:
    """Where an answer is not what the table says; by method, role and route."""
    found = {}
    for one in addresses:
        url, answers = url_of(one, here), expected(one.route)
        for place, who in enumerate(WHO):
            right = {method: line[place] for method, line in answers.items()}
            # What is refused changes nothing; what is done must not have happened.
            # Who signs out is led to the door, too.
            done = {"yes"} if who == "anonymous" else {"yes", "door"}
            with another_world() if done & {*right.values()} else nullcontext():
                for method, wanted in right.items():
                    if (answer := ask(clients[who], method, url)) != wanted:
                        found[f"{method} {one.route} by {who}"] = (
                            f"{answer}, not {wanted}"
                        )
    return found


def line_of(route: str) -> str:
    """The line of the table for a route: its own, or that of all under it."""
    if route in TABLE:
        return route
    under = (one for one in TABLE if one.endswith("*") and route.startswith(one[:-1]))
    return next(under, route)


def test_every_address_has_its_line_and_every_line_its_address() -> None:
    routes = {line_of(one.route) for one in everywhere()}
    missing, left_over = routes - {*TABLE}, {*TABLE} - routes
    assert not missing, (
        f"{sorted(missing)}: no line in tests/access/permission_table.py. Write one by "
        "hand: the methods it takes, then what anonymous, stranger, poster, "
        "supervisor and owner are answered: yes, door, 403 or 404. A page of a Center "
        "needs a line in accounts/permissions.py, too."
    )
    assert not left_over, f"No address has these lines of the table: {left_over}"


def test_every_page_of_a_center_stands_in_one_line_of_the_products_table() -> None:
    pages = Counter(name for line in permissions.PERMISSIONS for name in line.pages)
    names = {str(one.name) for one in of_a_center()}
    assert [name for name, times in pages.items() if times > 1] == []
    assert names - {*pages} == set(), "add them to accounts/permissions.py"
    assert {*pages} - names == set(), "accounts/permissions.py names what is not there"


def test_each_role_is_let_in_and_kept_out_as_the_table_says(
    here: Town, clients: Clients
) -> None:
    assert differences(here, clients, everywhere()) == {}


def test_a_role_that_is_let_in_too_far_is_found(
    here: Town, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line of the product's table changed: the walk names it."""
    roles = permissions.least_roles() | {"freeze": Member.Role.POSTER}
    monkeypatch.setattr("accounts.permissions.least_roles", lambda: roles)
    freeze = [one for one in everywhere() if one.pattern.name == "freeze"]
    assert differences(here, clients, freeze) == {
        f"GET {CENTER}outbox/freeze/ by poster": "405, not 403",
        f"POST {CENTER}outbox/freeze/ by poster": "yes, not 403",
    }


def test_a_page_without_a_line_is_nobodys(here: Town, clients: Clients) -> None:
    known = permissions.least_roles()
    with pytest.MonkeyPatch.context() as patch:
        less = {name: role for name, role in known.items() if name != "queue"}
        patch.setattr("accounts.permissions.least_roles", lambda: less)
        clients["owner"].raise_request_exception = False
        assert clients["owner"].get("/c/csw/").status_code == 500
