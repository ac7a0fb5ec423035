"""Spam that cries for help is heard, and no page of a poster tells of the mark."""

from __future__ import annotations

import pytest
from django.utils import timezone

from engagement import suggest
from engagement.models import Attention, Profile
from tests.access.test_marks import (
    addresses,
    differing,
    in_another_world,
    mark,
    pages,
)
from tests.engagement.rows import Town, mention, peer, town, wrote

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def lee(csw: Town) -> Profile:
    """Marked as spam, by a slip perhaps."""
    lee = peer(csw.center, "unknown", handle="lee_k")
    mention(csw, by=lee)
    mark(csw, lee.contact, "spam")
    return lee


@pytest.fixture
def csw() -> Town:
    here = town()
    mention(here)
    return here


@pytest.mark.once
def test_spam_that_cries_for_help_changes_no_page_of_a_poster(
    csw: Town, lee: Profile
) -> None:
    paths = addresses(csw)

    def look() -> tuple[dict[str, str], dict[str, str]]:
        first = ["/c/csw/"]
        return pages(csw.poster, paths), pages(csw.supervisor, first)

    def says(text: str) -> None:
        wrote(csw, text, by=lee)
        suggest.sweep(timezone.now())

    plain, _ = in_another_world(lambda: says("Buy followers now"), look)
    cry, supervisors = in_another_world(lambda: says("I want to die"), look)

    assert not Attention.objects.exists()
    assert "want to die" in supervisors["/c/csw/"]
    assert differing(plain, cry) == []
    assert not any("want to die" in page for page in cry.values())
