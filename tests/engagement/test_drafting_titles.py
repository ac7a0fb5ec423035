"""Titles of pages that link to us: quoted where they are titles at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engagement.drafting import Act, Kindnesses, thanks


def link(act: Act) -> Kindnesses:
    return Kindnesses("seed", (act,), in_place=True)


@pytest.mark.parametrize("title", ["127.0.0.1:8872", "harbor.example", "a.b/c"])
def test_the_address_of_a_page_is_no_title(title: str) -> None:
    act = Act("link", title=title, about="post “First days”")
    for text in thanks(link(act)):
        assert title not in text
        assert "our post “First days”" in text
    assert thanks(link(replace(act, about=""))) == []
