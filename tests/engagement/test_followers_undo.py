"""Undo of a tap asks again, and tells nobody of a mark that came in between."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from accounts.models import Member
from engagement.models import Contact, Interaction
from tests.engagement.newcomers import QUEUE, at, open_town, section, tap
from tests.engagement.rows import Town, follow, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def csw() -> Town:
    return open_town()


@pytest.mark.parametrize("kind", ["private", "spam"])
@pytest.mark.parametrize("marked_by", ["supervisor", "colleague"])
def test_undo_of_a_tap_shows_the_same_row_whether_or_not_there_is_a_mark(
    csw: Town, kind: str, marked_by: str
) -> None:
    """At once, after a reload, on the queue, and to the other posters."""
    plain, marked = follow(csw), follow(csw)
    other = csw.poster if marked_by == "colleague" else csw.colleague
    viewers = (csw.poster, member(csw.center, "Zoe"), other)
    for line in (plain, marked):
        tap(csw.poster, line, "professional")
    tap(getattr(csw, marked_by), marked, kind)
    rows = [taken_back(csw.poster, one) for one in (plain, marked)]

    assert rows[0] == rows[1]
    for viewer in viewers:
        for page in (at(viewer).get(f"{QUEUE}followers/").text, section(viewer)):
            assert row_of(page, plain) == row_of(page, marked) != ""
    # Who may know is not asked, and the mark stands.
    theirs = row_of(at(csw.supervisor).get(f"{QUEUE}followers/").text, marked)
    assert 'class="taps"' not in theirs
    assert Contact.objects.get(pk=marked.profile.contact_id).kind == kind
    # And "nothing needed" is for both.
    day = timezone.localdate().isoformat()
    until = timezone.now().isoformat()
    at(csw.poster).post(f"{QUEUE}followers/pass/", {"day": day, "until": until})
    for viewer in viewers:
        page = at(viewer).get(f"{QUEUE}followers/").text
        assert row_of(page, plain) == row_of(page, marked) == ""


def test_a_mark_that_comes_after_the_undo_takes_the_row_away(csw: Town) -> None:
    line = follow(csw)
    tap(csw.poster, line, "professional")
    taken_back(csw.poster, line)
    tap(csw.supervisor, line, "private")
    assert line.profile.name not in section(csw.poster)


def taken_back(who: Member, line: Interaction) -> str:
    """The row that answers the undo of "professional"."""
    url = f"{QUEUE}followers/{line.profile.contact_id}/take-back/"
    told = at(who).post(url, {"said": "professional"}, headers={"hx-request": "true"})
    assert told.status_code == 200
    return row_of(told.text, line)


def row_of(page: str, line: Interaction) -> str:
    """Their row on a page, without what is theirs alone; "" for none."""
    pk = line.profile.contact_id
    found = re.search(rf'<li class="newcomer[^>]*id="f{pk}".*?</li>', page, re.S)
    if found is None:
        return ""
    row = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|hue-\d+', "", found[0])
    for own in (line.profile.name, line.profile.handle):
        row = row.replace(own, "")
    return re.sub(rf"\b(f|followers/|contacts/){pk}\b", r"\g<1>", row)
