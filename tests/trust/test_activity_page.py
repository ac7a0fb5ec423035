"""The page Activity: who reads it, how it is narrowed, and what it never says."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from accounts.hooks import ANSWERED, CHANGES
from accounts.models import Activity, Member
from engagement.activity import AREAS, WORDS
from engagement.decide.keep_out import CHANGED
from engagement.notes import SAID_KIND
from engagement.triage import PASSED, TAKEN_BACK
from tests.engagement.rows import Town, mention, town
from tests.rules.tree import ROOT
from tests.trust.walk import owner, signed_in

PAGE, FILE = "/c/csw/settings/activity/", "/c/csw/settings/activity/csv/"
RECORDED = re.compile(
    r'Activity\.record\(\s*[^,]+,\s*"([^"]+)"(?:\s+if\s+\w+\s+else\s+"([^"]+)")?'
)
AT_THE_DOOR = re.compile(r'note\(user, "([^"]+)"')


@pytest.fixture
def csw(db: None) -> Town:
    return town()


def record(here: Town, verb: str = "accepted", by: Member | str = "worker") -> Activity:
    return Activity.record(by, verb, mention(here))


def file(client: Client, asked: str = "") -> str:
    return b"".join(client.get(f"{FILE}?{asked}")).decode()


def test_a_supervisor_reads_it_and_a_poster_must_not(csw: Town) -> None:
    for page in (PAGE, FILE):
        assert signed_in(csw.supervisor).get(page).status_code == 200
        assert signed_in(csw.poster).get(page).status_code == 403
    assert PAGE not in signed_in(csw.poster).get("/c/csw/settings/").text


def test_from_where_is_for_owners(csw: Town) -> None:
    card = mention(csw)
    Client(REMOTE_ADDR="203.0.113.77").get("/")
    client = signed_in(csw.poster)
    words = {"reason": "nothing"}
    client.post(f"/c/csw/s/{card.pk}/dismiss/", words, REMOTE_ADDR="203.0.113.77")

    supervisor = signed_in(csw.supervisor)
    assert "203.0.113.77" not in supervisor.get(PAGE).text + file(supervisor)
    boss = signed_in(owner(csw.center))
    assert "203.0.113.77" in boss.get(PAGE).text
    assert "203.0.113.77" in file(boss)


def test_it_says_in_words_who_did_what_with_a_link(csw: Town) -> None:
    line = record(csw, by=csw.poster)
    page = signed_in(csw.supervisor).get(PAGE).text
    assert re.search(
        rf'<b>Maya</b> accepted an answer to <a href="/c/csw/s/{line.target_id}/">Peer',
        page,
    )


def test_what_is_gone_is_said_to_be(csw: Town) -> None:
    line = record(csw)
    Activity.objects.create(
        center=csw.center,
        actor_label="Maya",
        verb="accepted",
        target_kind="suggestion",
        target_id=line.target_id + 999,
    )
    assert "a card that is gone" in signed_in(csw.supervisor).get(PAGE).text


def test_each_filter_leaves_out_the_others(csw: Town) -> None:
    record(csw, by=csw.poster)
    Activity.record("worker", "held", csw.x)
    Activity.objects.create(
        center=csw.center,
        at=datetime(2026, 1, 5, 12, tzinfo=csw.center.tz),
        actor_label="Old",
        verb="froze",
        target_kind="center",
        target_id=csw.center.pk,
    )
    client = signed_in(csw.supervisor)

    def verbs(asked: str) -> set[str]:
        return {row.split(",")[2] for row in file(client, asked).splitlines()[1:]}

    assert verbs("") == {"accepted", "held", "froze"}
    assert verbs(f"who={csw.poster.pk}") == {"accepted"}
    assert verbs("who=worker&thing=account") == {"held"}
    assert verbs("area=decided") == {"accepted"}
    assert verbs("area=sent") == {"held", "froze"}
    assert verbs(f"account={csw.x.pk}") == {"accepted", "held"}
    assert verbs("first=2026-01-05&last=2026-01-05") == {"froze"}
    # What is no choice narrows nothing, and breaks nothing.
    for rubbish in ("who=999999", "first=x&before=x~y", "last=9999-12-31", "account=x"):
        assert client.get(f"{PAGE}?{rubbish}").status_code == 200


def test_pages_follow_one_another_without_a_gap(csw: Town) -> None:
    card, now = mention(csw), timezone.now()
    # Many in one moment: the id goes on where the time does not.
    Activity.objects.bulk_create(
        Activity(
            center=csw.center,
            at=now - timedelta(minutes=n // 40),
            actor_label=f"n{n:03}.",
            verb="accepted",
            target_kind="suggestion",
            target_id=card.pk,
        )
        for n in range(120)
    )
    client, seen, url = signed_in(csw.supervisor), list[str](), PAGE
    while url:
        page = client.get(url).text
        seen += re.findall(r"<b>(n\d{3}\.)</b>", page)
        older = re.search(r'href="(\?[^"]*before=[^"]*)">Older', page)
        url = PAGE + older[1].replace("&amp;", "&") if older else ""
    assert len(seen) == len(set(seen)) == 120


def test_it_costs_the_same_however_much_there_is(
    csw: Town, django_assert_max_num_queries: object
) -> None:
    for verb in ("accepted", "dismissed"):
        for _ in range(30):
            record(csw, verb, by=csw.poster)
    client = signed_in(csw.supervisor)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert client.get(PAGE).status_code == 200


def test_no_cell_of_the_file_is_a_formula(csw: Town) -> None:
    record(csw, by='=HYPERLINK("https://x.example")')
    assert "'=HYPERLINK" in file(signed_in(csw.supervisor))


def test_who_asked_to_be_left_in_peace_is_for_owners(csw: Town) -> None:
    card = mention(csw)
    Activity.record("worker", "opted out", card.profile)
    told = "left in peace"
    assert told not in signed_in(csw.supervisor).get(PAGE).text
    assert told in signed_in(owner(csw.center)).get(PAGE).text


def test_another_centers_lines_are_not_there(csw: Town) -> None:
    there = town("elsewhere", "2002")
    Activity.record("Stranger", "accepted", mention(there))
    boss = signed_in(owner(csw.center))
    assert "Stranger" not in boss.get(PAGE).text + file(boss)


def test_each_verb_we_write_has_its_words() -> None:
    sources = {
        one: one.read_text()
        for folder in ("hub", "accounts", "engagement")
        for one in sorted(Path(ROOT / folder).rglob("*.py"))
    }
    written = {
        verb
        for source in sources.values()
        for pair in RECORDED.findall(source)
        for verb in pair
        if verb
    }
    # Those at the door and those with a name of their own
    hooks = sources[ROOT / "accounts" / "hooks.py"]
    written |= {ANSWERED, *CHANGES.values(), *AT_THE_DOOR.findall(hooks)}
    written |= {CHANGED, PASSED, TAKEN_BACK, SAID_KIND}
    written |= {"sign-in failed", "changed the name"}
    assert len(written) > 80
    assert written - {*WORDS} == set()
    assert {*WORDS} - written - {"paused", "came on duty"} == set()
    assert sum(len(verbs) for _, verbs in AREAS.values()) == len(WORDS)


def test_whose_role_was_changed_is_said_by_name(csw: Town) -> None:
    Activity.record(csw.supervisor, "changed the role of", csw.poster, to="owner")
    page = signed_in(csw.supervisor).get(PAGE).text
    assert re.search(r'gave another role to <a href="[^"]*/people/">Maya<', page)
