"""The budget page: what was spent, how it ends, what would cost what, and no credit."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone

from accounts.connect import hold
from accounts.models import Activity, App, Member, Spend
from accounts.platforms.base import AccessRevoked, NoCredit
from engagement import costs, ingest, spending
from engagement.forecast import forecast
from engagement.models import Watch
from tests.engagement.conftest import Listening
from tests.engagement.rows import Town, member, town

BACKEND = "django.contrib.auth.backends.ModelBackend"
DOLLAR = 1_000_000


@pytest.fixture
def csw(db: None) -> Town:
    return town()


@pytest.fixture
def owner(csw: Town) -> Member:
    return member(csw.center, "Olga", "owner")


def at(who: Member) -> Client:
    client = Client()
    client.force_login(who.user, BACKEND)
    return client


def spend(csw: Town, day: date, micro: int, kind: str = "own read") -> None:
    Spend.objects.create(
        center=csw.center,
        app=csw.x.app,
        account=csw.x,
        day=day,
        kind=kind,
        calls=3,
        resources=7,
        micro=micro,
    )


# ---- who may


def test_supervisors_read_it_owners_set_it_and_posters_do_neither(
    csw: Town, owner: Member
) -> None:
    App.objects.update(budget_micro=25 * DOLLAR)
    limit = f"/c/csw/sources/budget/{csw.x.app_id}/limit/"
    for path in ("", "csv/"):
        assert at(csw.poster).get(f"/c/csw/sources/budget/{path}").status_code == 403
        assert at(csw.supervisor).get(f"/c/csw/sources/budget/{path}").status_code
    for who in (csw.poster, csw.supervisor):
        assert at(who).post(limit, {"limit": "1"}).status_code == 403
    assert App.objects.get().budget_micro == 25 * DOLLAR

    assert at(owner).post(limit, {"limit": "30.50"}).status_code == 302
    assert App.objects.get().budget_micro == 30_500_000
    line = Activity.objects.get(verb="set the limit of")
    assert line.detail == {"micro": 30_500_000}
    at(owner).post(limit, {"limit": ""})
    assert App.objects.get().budget_micro == 0


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("much", "That is no sum of money"),
        ("-1", "cannot be less than nothing"),
        ("1.005", "At most two digits"),
        ("1e9", "at most 100,000"),
        ("NaN", "That is no sum of money"),
    ],
)
def test_a_limit_that_is_none_is_refused_in_words(
    csw: Town, owner: Member, typed: str, why: str
) -> None:
    App.objects.update(budget_micro=25 * DOLLAR)
    page = at(owner).post(
        f"/c/csw/sources/budget/{csw.x.app_id}/limit/", {"limit": typed}
    )
    assert page.status_code == 422
    assert why in page.text
    assert App.objects.get().budget_micro == 25 * DOLLAR


# ---- what was spent


def test_the_month_stands_by_account_and_kind_and_the_months_below(csw: Town) -> None:
    App.objects.update(budget_micro=25 * DOLLAR)
    today = timezone.now().date()
    spend(csw, today, 4 * DOLLAR)
    spend(csw, today, DOLLAR, "reply")
    spend(csw, date(2026, 3, 31), 2 * DOLLAR)
    spend(csw, date(2026, 4, 1), 3 * DOLLAR)

    page = " ".join(at(csw.supervisor).get("/c/csw/sources/budget/").text.split())
    assert "<b>$5.00</b> of $25.00" in page
    assert "$5.00: where that is reached, nothing more is read" in page
    assert "March 2026" in page
    months = {one["month"]: one["micro"] for one in spending.months_of(csw.center)}
    assert months[date(2026, 3, 1)] == 2 * DOLLAR
    assert months[date(2026, 4, 1)] == 3 * DOLLAR

    file = at(csw.supervisor).get("/c/csw/sources/budget/csv/").text
    rows = list(csv.reader(StringIO(file.lstrip("\ufeff"))))
    march = ["2026-03", "'@CenterSW", "X", "own read", "3", "7", "2.000000"]
    assert march in rows
    assert len(rows) == 5


@pytest.mark.once
@pytest.mark.parametrize(
    ("spent", "limit", "day", "said"),
    [
        (0, 25, 10, "Nothing was spent yet"),
        (1, 25, 1, "too early in the month"),
        (5, 25, 11, "about $15.00 by the end of November: within the limit"),
        (5, 0, 11, "about $15.00 by the end of November. No limit is set."),
        (10, 25, 11, "reading stops around 21 November, when 80% of the limit"),
        (20, 25, 11, "Reading has stopped until 1 December"),
        (25, 25, 11, "The limit is used up"),
    ],
)
def test_how_it_ends_is_said_in_words(
    spent: int, limit: int, day: int, said: str
) -> None:
    now = datetime(2026, 11, day, tzinfo=UTC)
    assert said in forecast(spent * DOLLAR, limit * DOLLAR, now)


@pytest.mark.once
def test_the_month_after_december_is_january() -> None:
    assert spending.after(date(2026, 12, 1)) == date(2027, 1, 1)
    assert spending.after(date(2026, 11, 1)) == date(2026, 12, 1)


# ---- what would this cost


def test_what_a_list_would_cost_is_said_before_it_is_added(csw: Town) -> None:
    (list_, follows, mentions, own) = costs.costs_of(csw.x, a_day=10)
    # Five posts come with each look, known or not; every ten minutes, thirty days.
    assert (list_.empty, list_.each) == (25_000, 5_000)
    assert list_.usual == 144 * 30 * 25_000 + 10 * 30 * 5_000
    assert [one.looks for one in list_.paces] == [720, 144, 24]
    # How many follow, and the five newest, of our own app.
    assert (follows.empty, follows.each) == (6_000, 1_000)
    assert (mentions.empty, own.empty) == (0, 0)
    App.objects.update(owner_external_id="4711")
    csw.x.refresh_from_db()
    assert costs.costs_of(csw.x)[1].empty == 60_000

    page = " ".join(at(csw.supervisor).get("/c/csw/sources/").text.split())
    assert "What would this cost? Read by @CenterSW, about <b>$108.00 a month" in page
    assert "It costs nothing, and no key is needed" in page
    assert "What would this cost?" not in at(csw.poster).get("/c/csw/sources/").text


def test_it_costs_what_was_told(listening: Listening) -> None:
    """A list that has been read once: the next look brings five, new or not."""
    (cost, *_) = costs.costs_of(listening.x)
    watch = listening.list_of_peers()
    for _ in range(2):
        Watch.objects.filter(pk=watch.pk).update(next_at=timezone.now())
        before = sum(Spend.objects.values_list("micro", flat=True))
        ingest.poll(watch.pk)
    spent = sum(Spend.objects.values_list("micro", flat=True)) - before
    assert spent == cost.empty


def test_a_supervisor_adds_a_list_and_a_poster_must_not(csw: Town) -> None:
    told = {"account": str(csw.x.pk), "number": "https://x.com/i/lists/5001"}
    assert at(csw.poster).post("/c/csw/sources/list/", told).status_code == 403
    for _ in range(2):
        assert at(csw.supervisor).post("/c/csw/sources/list/", told).status_code == 302
    watch = Watch.objects.get(kind="list")
    assert (watch.target_key, watch.title) == ("5001", "List 5001")
    assert Activity.objects.filter(verb="listens to").count() == 1

    wrong = told | {"number": "https://x.com/CenterSW"}
    page = at(csw.supervisor).post("/c/csw/sources/list/", wrong)
    assert page.status_code == 422
    assert "That is no list." in page.text


def test_the_calculator_takes_numbers_alone(csw: Town) -> None:
    for typed in ("-1", "x", "99999999", ""):
        page = at(csw.supervisor).get("/c/csw/sources/budget/", {"a_day": typed})
        assert page.status_code == 200
        assert "field-error" in page.text
    assert (
        "25 new a day"
        in at(csw.supervisor).get("/c/csw/sources/budget/", {"a_day": "25"}).text
    )


# ---- no credit


def test_what_it_cost_to_let_an_account_in_again_is_on_the_bill(
    listening: Listening,
) -> None:
    ruth = member(listening.center, "Ruth", "supervisor")
    hold(listening.x, AccessRevoked("X no longer lets us in."))
    before = sum(Spend.objects.values_list("calls", flat=True))

    path = f"/c/{listening.center.slug}/accounts/{listening.x.pk}/test/"
    assert "is let in again" in at(ruth).post(path, follow=True).text

    assert sum(Spend.objects.values_list("calls", flat=True)) == before + 1


def test_a_supervisor_who_tests_an_account_lets_no_app_go(listening: Listening) -> None:
    ruth = member(listening.center, "Ruth", "supervisor")
    olga = member(listening.center, "Olga", "owner")
    hold(listening.x, NoCredit("The credit at X is used up."))
    path = f"/c/{listening.center.slug}/accounts/{listening.x.pk}/test/"

    said = at(ruth).post(path, follow=True).text

    assert "An owner says when there is more" in said
    assert App.objects.get(pk=listening.x.app_id or 0).held_at
    at(olga).post(path)
    assert App.objects.get(pk=listening.x.app_id or 0).held_at is None


def test_there_is_credit_again_and_an_owner_says_so(listening: Listening) -> None:
    owner = member(listening.center, "Olga", "owner")
    ruth = member(listening.center, "Ruth", "supervisor")
    app = listening.x.app
    assert app
    hold(listening.x, NoCredit("The credit at X is used up."))
    path = f"/c/{listening.center.slug}/sources/budget/{app.pk}/credit/"
    page = f"/c/{listening.center.slug}/sources/budget/"
    assert "What goes on: everything by hand" in at(ruth).get(page).text
    assert at(ruth).post(path).status_code == 403

    listening.net.tell("switch", credit_micro=0)
    said = at(owner).post(path, follow=True).text
    assert "Nothing was changed" in said
    app.refresh_from_db()
    assert app.held_at

    asked = len(listening.calls("x.me"))
    listening.net.tell("switch", credit_micro=5_000_000)
    assert "all goes on by itself" in at(owner).post(path, follow=True).text
    assert not App.objects.filter(pk=app.pk, held_at__isnull=False).exists()
    assert len(listening.calls("x.me")) <= asked + 1
    assert Activity.objects.filter(verb="went on with", target_id=app.pk).exists()
