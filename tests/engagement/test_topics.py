"""Which word is a topic of ours, and which we only happened to use."""

from __future__ import annotations

import pytest

from engagement.ranking import Ours, common


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Bring photos, we bring the letters and a printer.", ""),
        ("A site supervisor keeps a list of what each student taught her.", "site"),
        ("Supper for kinship carers.", "supper"),
    ],
)
def test_a_word_that_we_used_once_is_no_topic_of_ours(text: str, topic: str) -> None:
    posts = [
        "The printer in the library is broken.",
        "Every site supervisor is paid.",
        *["Soup, bread and a word of welcome: supper is at six."] * 2,
        "Applications close in March.",
        "Field days begin on Monday.",
    ]

    assert common(text, Ours.of(posts)).topic.startswith(topic)
    assert bool(common(text, Ours.of(posts)).topic) is bool(topic)
    assert common(text, Ours.of(posts[:4])).topic
