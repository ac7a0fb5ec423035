"""Who quoted a post of ours: read on as far as the count rose, and no further."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from accounts.platforms.base import Kind
from engagement.models import Interaction
from tests.engagement.script import Stage, an_account, play, post
from tests.engagement.test_ingest_own import counted, published

pytestmark = pytest.mark.django_db


def test_quotes_are_read_on_as_far_as_the_count_rose(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account, stage = an_account(), Stage()
    play(stage, monkeypatch)
    watch = published(account, stage)
    pages: list[Sequence[Any]] = [
        [post(n, n, quotes_key="x:1")] for n in range(20, 6, -1)
    ]

    stage.pages["quotes x:1"] = pages[-2:]
    counted(watch, stage, quotes=2)
    assert stage.looks("quotes x:1") == 2

    # One more came: the older ones are not read, and not paid for, again
    stage.pages["quotes x:1"] = pages[-3:]
    counted(watch, stage, quotes=3)
    assert stage.looks("quotes x:1") == 1

    # Five pages a poll at most
    stage.pages["quotes x:1"] = pages
    counted(watch, stage, quotes=14)
    assert stage.looks("quotes x:1") == 5
    assert Interaction.objects.filter(kind=Kind.QUOTE).count() == 3 + 5

    # What the mentions told of already is read once and no further
    counted(watch, stage, quotes=15)
    assert stage.looks("quotes x:1") == 1
