"""Signs that turn letters around stay out of names and texts."""

from __future__ import annotations

import pytest

from engagement.ingest.people import clean

pytestmark = pytest.mark.once


def test_no_name_turns_our_sentence_around() -> None:
    assert clean("\u202egnp.exe\u2066 Maya\x00") == "gnp.exe Maya"
    # A name in Hebrew or Arabic is a name.
    assert clean("\u05e9\u05dc\u05d5\u05dd", 3) == "\u05e9\u05dc\u05d5"
