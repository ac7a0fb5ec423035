"""Texts of X are kept for thirty days; what they were to us stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from engagement import ingest
from engagement.models import Interaction, Post
from tests.engagement.rows import mention, town

pytestmark = pytest.mark.django_db


def test_a_text_goes_when_its_time_is_over_and_the_kindness_stays() -> None:
    csw, now = town(), timezone.now()
    old, new = mention(csw).post, mention(csw).post
    assert old is not None
    assert new is not None
    Post.objects.filter(pk=old.pk).update(text_until=now - timedelta(minutes=1))
    Post.objects.filter(pk=new.pk).update(text_until=now + timedelta(days=1))

    assert ingest.forget_texts(now) == 1

    assert Post.objects.get(pk=old.pk).text == ""
    assert Post.objects.get(pk=old.pk).url
    assert Post.objects.get(pk=new.pk).text
    assert Interaction.objects.filter(direction="in").count() == 2
    assert ingest.forget_texts(now) == 0
