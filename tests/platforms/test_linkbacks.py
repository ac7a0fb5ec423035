"""What is read of a page that links to us, beside the link itself. Pure."""

from __future__ import annotations

import pytest

from accounts.platforms.blog.linkbacks import Reader, without_site

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("A year on – Harbor House Notes", "A year on"),
        ("A year on | Harbor House Notes", "A year on"),
        ("Harbor House Notes", "Harbor House Notes"),
        ("A year on", "A year on"),
    ],
)
def test_a_title_is_told_without_the_name_of_its_blog(title: str, left: str) -> None:
    assert without_site(title, "Harbor House Notes") == left
    assert without_site(title, "") == title


def test_the_words_around_a_link_are_cut_between_words() -> None:
    reader = Reader("https://a.example/", lambda url: url == "https://us.example/")
    words = "one two three " * 40
    reader.feed(f"<p>{words}<a href='//us.example/'>here</a> {words}</p>")

    assert reader.words.startswith("… ")
    assert " here " in reader.words
    assert len(reader.words) < 340
    assert set(reader.words.split()) == {"…", "one", "two", "three", "here"}
