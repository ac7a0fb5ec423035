"""From the make-believe networks to the cards: what people did there is told here."""

from __future__ import annotations

import logging

import pytest
from django.utils import timezone

from engagement import suggest
from engagement.models import Contact, Suggestion
from tests.engagement.conftest import Listening

pytestmark = pytest.mark.django_db


def test_what_people_do_on_the_networks_becomes_cards(
    listening: Listening,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(logging.getLogger("kindred.story"), "propagate", True)
    caplog.set_level(logging.INFO, "kindred.story")
    listening.list_of_peers()
    listening.feed("riverside/feed/")
    listening.sweep()
    assert suggest.sweep(timezone.now()) == 0
    Contact.objects.update(kind="organization")

    net = listening.net
    net.play("mention", who="MercyElders")
    net.play("follow", who="OpenDoorHousing")
    net.play("share", who="RiversideFood")
    net.play("peer_post", who="dr_amara_okoye")
    net.play("peer_blog")
    net.play("blog_comment")
    listening.sweep()
    Contact.objects.update(kind="organization")
    made = suggest.sweep(timezone.now())

    cards = Suggestion.objects.filter(center=listening.center, state="open")
    kinds = sorted(cards.values_list("kind", flat=True))
    assert made == len(kinds) == 6
    assert kinds == ["comment", "share", "thank", "thank", "thank", "thank"]
    assert len(set(cards.exclude(draft="").values_list("draft", flat=True))) >= 3
    assert "suggested thanking @MercyElders: Mentioned us; " in caplog.text
    assert "suggested passing on a post of Dr. Amara Okoye: " in caplog.text
