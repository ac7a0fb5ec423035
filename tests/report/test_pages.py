"""The report's pages: every number leads to its rows, and the file has the same."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, time, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Center, Hours, Member, Spend
from engagement.models import Contact, Interaction
from engagement.report import LEFT_OUT, WORDS
from tests.engagement.rows import Town, peer, town
from tests.report.rows import NOON, answer, given, month_at_work, owed, published

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
NOVEMBER = {"from": "2026-11-01", "to": "2026-11-30"}
LINKED = re.compile(r'<a[^>]* href="(/c/csw/report/rows/[^"]+)">([^<]+)</a>')


@pytest.fixture
def csw() -> Town:
    here = town()
    month_at_work(here)
    return here


def client_of(member: Member) -> Client:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def page(member: Member, path: str = "", **asked: str) -> str:
    answer = client_of(member).get(f"/c/csw/report/{path}", asked or NOVEMBER)
    assert answer.status_code == 200
    return answer.text


def in_file(member: Member, **asked: str) -> list[dict[str, str]]:
    text = page(member, "csv/", **asked)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def counted(text: str) -> str:
    """How many rows a page of rows says there are."""
    found = re.search(r'report-lead"><b>(\d+)</b>', text)
    assert found
    return found[1]


def test_every_number_leads_to_as_many_rows(csw: Town) -> None:
    """But for shares, medians and money, which lead to what they were counted from."""
    client = client_of(csw.poster)
    links = LINKED.findall(page(csw.poster))
    assert len(links) > 40
    for url, text in links:
        rows = client.get(unescape(url))
        assert rows.status_code == 200
        if "of=in_time" in url:
            assert counted(rows.text) == "3"
        elif "of=hours" in url:
            assert counted(rows.text) == "2"
        elif "of=spent" in url:
            assert counted(rows.text) == ("1" if text != "$0.00" else "0")
        else:
            assert counted(rows.text) == text, url


def test_the_page_and_the_file_have_the_same_numbers(csw: Town) -> None:
    shown = {
        (of, text)
        for url, text in LINKED.findall(page(csw.poster))
        for of in re.findall(r"of=(\w+)", url)
    }
    by_label = {word.label: of for of, word in WORDS.items()}
    for row in in_file(csw.poster):
        of = by_label.get(row["figure"])
        if of and row["number"]:
            text = {"%": "{} %", "h": "{} h"}.get(row["unit"], "{}")
            number = row["number"]
            if row["unit"] == "USD":
                text, number = "${}", f"{float(number):.2f}"
            assert (of, text.format(number)) in shown, row


def test_every_number_has_its_meaning_beside_it(csw: Town) -> None:
    text = unescape(page(csw.poster))
    for of, word in WORDS.items():
        if of != "passed":
            assert word.meaning in text, of
    assert {row["meaning"] for row in in_file(csw.poster)} <= {
        word.meaning for word in WORDS.values()
    }


def test_money_is_in_dollars(csw: Town) -> None:
    assert "$1.23" in page(csw.poster)
    money = [one["number"] for one in in_file(csw.poster) if one["part"] == "Spent"]
    assert money == ["1.234567"]
    assert "reply" in page(csw.poster, "rows/", of="spent", **NOVEMBER)


def test_a_name_that_would_be_a_formula_is_none_in_the_file(csw: Town) -> None:
    evil = peer(csw.center)
    Contact.objects.filter(pk=evil.contact_id).update(name='=HYPERLINK("x")')
    given(csw, evil, NOON)
    names = {row["name"] for row in in_file(csw.poster)}
    assert '\'=HYPERLINK("x")' in names
    assert not any(name.startswith(("=", "@", "+", "-")) for name in names)


def test_a_poster_and_a_supervisor_read_the_same(csw: Town) -> None:
    jane = peer(csw.center, "private")
    owed(csw, by=jane)
    Contact.objects.filter(pk=jane.contact_id).update(name="Jane Client")
    assert in_file(csw.poster) == in_file(csw.supervisor)
    assert "Jane Client" not in page(csw.supervisor)


def test_the_rows_of_a_private_person_are_as_those_of_nobody(csw: Town) -> None:
    jane, other = peer(csw.center, "private"), peer(csw.center)
    owed(csw, by=jane)
    asked = {"of": "received", **NOVEMBER}
    found = [
        page(csw.poster, "rows/", contact=str(one.contact_id), **asked).replace(
            one.contact.name, "somebody"
        )
        for one in (jane, other)
    ]
    strip = re.compile(r'contact=\d+|"X-CSRFToken": "\w+"|value="\w{64}"|[\d-]+T[^"]+')
    assert strip.sub("", found[0]) == strip.sub("", found[1])
    assert counted(found[0]) == "0"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"from": "2026-11-30", "to": "2026-11-01"}, "Swap them"),
        ({"from": "soon"}, "“soon” is no day. Write it like 2026-11-30."),
        ({"from": "2024-01-01", "to": "2026-01-01"}, "a year at most"),
    ],
)
@pytest.mark.parametrize("path", ["", "csv/", "rows/"])
def test_days_that_make_no_report_are_asked_for_again(
    csw: Town, asked: dict[str, str], sentence: str, path: str
) -> None:
    answer = client_of(csw.poster).get(f"/c/csw/report/{path}", asked)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert f'value="{asked["from"]}"' in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        {"of": "no such number"},
        {"of": "owed", "account": "9" * 40},
        {"of": "given", "member": "x", "kind": "<b>", "by": "?", "group": "y"},
        {"of": "spent", "account": "-1"},
        {"of": "owed", "page": "x"},
    ],
)
def test_rubbish_is_no_error(csw: Town, asked: dict[str, str]) -> None:
    status = client_of(csw.poster).get("/c/csw/report/rows/", asked).status_code
    assert status == (404 if asked["of"] == "no such number" else 200)


def test_many_rows_come_in_pages(csw: Town) -> None:
    for _ in range(60):
        given(csw, peer(csw.center), NOON)
    first = page(csw.poster, "rows/", of="given", **NOVEMBER)
    last = page(csw.poster, "rows/", of="given", page="2", **NOVEMBER)
    assert counted(first) == counted(last) == "66"
    assert first.count("<tr>") == 51
    assert last.count("<tr>") == 17


def test_the_pages_ask_few_questions_and_stay_small(
    csw: Town, django_assert_max_num_queries: Any
) -> None:
    year = {"from": "2026-01-01", "to": "2026-12-31"}
    for _ in range(30):
        given(csw, peer(csw.center), NOON)
        published(csw.x, NOON)
    client = client_of(csw.poster)
    for path in ("", "csv/", "rows/"):
        with django_assert_max_num_queries(12):
            answer = client.get(f"/c/csw/report/{path}", year)
        assert len(answer.content) < 100_000


def test_nothing_at_all_is_a_page_too() -> None:
    here = town()
    text = page(here.poster, **{"from": "2026-11-01", "to": "2026-11-07"})
    assert "Nothing passed in these days." in text
    assert Spend.objects.count() == Interaction.objects.count() == 0
    assert Center.objects.count() == 1


def test_the_documents_say_the_same() -> None:
    text = (Path(__file__).parents[2] / "docs" / "report.md").read_text()
    for word in WORDS.values():
        assert word.label in text
        assert f"| {word.meaning} |" in text
    assert LEFT_OUT in text


def test_the_chart_ends_with_this_week(csw: Town) -> None:
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    weeks = [monday + timedelta(days=7 * step) for step in (-1, 0, 1, 2)]
    asked = {"from": f"{weeks[0]}", "to": f"{weeks[3]}"}
    chart = page(csw.poster, **asked).partition('class="chart-table"')[2]
    drawn = [f">{day.day} {day:%b}</th>" in chart for day in weeks]
    assert drawn == [True, True, False, False]

    ahead = {"from": f"{weeks[2]}", "to": f"{weeks[3]}"}
    assert 'class="chart' not in page(csw.poster, **ahead)


def test_a_holiday_of_years_ago_is_closed_too(csw: Town) -> None:
    """Noticed before Christmas and answered after it, three years ago."""
    for day in range(5):
        Hours.objects.create(
            center=csw.center, weekday=day, opens=time(9), closes=time(17)
        )
    noticed = datetime(2023, 12, 22, 15, tzinfo=UTC)
    answer(csw, owed(csw, noticed), datetime(2023, 12, 26, 10, tzinfo=UTC))
    asked = {"from": "2023-12-01", "to": "2023-12-31"}

    assert median_of(in_file(csw.poster, **asked)) == "11"
    Center.objects.update(holidays_of="US")
    assert median_of(in_file(csw.poster, **asked)) == "3"


def median_of(lines: list[dict[str, str]]) -> str:
    """Working hours until the answer."""
    return next(line["number"] for line in lines if line["unit"] == "h")
