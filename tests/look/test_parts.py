"""The page that shows the parts: whole, of our own making, and usable by everybody."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from hub.parts import show

ROOT = Path(__file__).parents[2]
STYLES = sorted((ROOT / "static/css").glob("*.css"))
SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))
ERRORS = ["400", "403", "403_csrf", "404", "500"]


@pytest.fixture
def page() -> str:
    answer = show(RequestFactory().get("/parts/"))
    return answer.content.decode()


def test_nothing_on_the_page_comes_from_a_third_party(page: str) -> None:
    loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]*)"', page)
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)
    for style in STYLES:
        assert "url(" not in style.read_text()
        assert "@import" not in style.read_text()


def test_nothing_on_the_page_is_inline_for_a_strict_policy(page: str) -> None:
    assert not re.findall(r'\s(?:style|on\w+)="', page)
    assert not re.findall(r"<style|<script(?![^>]* src=)", page)


def test_no_name_for_an_element_is_given_twice(page: str) -> None:
    ids = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert [name for name, times in ids.items() if times > 1] == []


def test_everything_that_names_another_element_finds_it(page: str) -> None:
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    naming = r'\s(?:for|aria-labelledby|aria-describedby|form)="([^"]+)"'
    named = {one for found in re.findall(naming, page) for one in found.split()}
    assert named <= ids


def test_who_may_need_help_is_shown_as_on_the_queue(page: str) -> None:
    card = page.split('id="a9"')[1].split("</article>")[0]
    for words in ("I take it", "Say what was done", "No call for help", "988"):
        assert words in card


def test_a_template_comment_is_never_seen(page: str) -> None:
    assert "{#" not in page
    assert "#}" not in page


def test_the_page_has_one_title_and_a_way_past_the_places(page: str) -> None:
    assert page.count("<h1") == 1
    assert 'class="skip" href="#main"' in page


def test_the_page_stays_light(page: str) -> None:
    assert len(page.encode()) < 100_000


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_needs_nothing_to_be_shown(name: str) -> None:
    shown = render_to_string(f"{name}.html")
    assert "<h1>" in shown
    assert 'class="button button-main"' in shown


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS], ids=lambda path: path.name)
def test_no_style_and_no_script_grows_beyond_three_hundred_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


def test_movement_is_only_for_those_who_want_it() -> None:
    css = (ROOT / "static/css/base.css").read_text()
    assert "prefers-reduced-motion: reduce" in css
