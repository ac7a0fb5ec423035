"""No template has an inline script or style, and no address of strangers goes unasked.

The pages themselves are walked in tests/trust; this finds what no test opens.
"""

from __future__ import annotations

import re

import pytest

from tests.rules.tree import ROOT

pytestmark = pytest.mark.once

PAGES = sorted((ROOT / "templates").rglob("*.html"))
COMMENT = re.compile(r"{#.*?#}|{% comment.*?endcomment %}", re.S)
INLINE = {
    "a script without src": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "a style": re.compile(r"<style|\sstyle\s*=", re.I),
    "an on… attribute": re.compile(
        r"\s(?:hx-)?on(?:[:-]+)?[a-z:-]+\s*=\s*[\"'{]", re.I
    ),
    "a link that is a program": re.compile(r"javascript:", re.I),
    "what is not escaped": re.compile(r"\|\s*safe\b|autoescape\s+off"),
}
OUT = re.compile(
    r"<a\b(?=[^>]*(?:target=|rel=))[^>]*href=\"(\{\{[^}]*\}\})\"(?![^>]*aria-current)"
)
FROM_SCRIPTS = re.compile(
    r"insertAdjacentHTML|document\.write|\beval\(|new Function|\.cssText"
    r"|setAttribute\(\s*[\"']style"
)
PYTHON = re.compile(r"\bstyle=|<script|mark_safe\(|SafeString\(")
ESCAPED = {"engagement/widgets.py", "accounts/second_factor.py"}
"""Where it stands beside what it is made of: each piece is escaped there; the picture
of a second factor is drawn there, of squares alone, and has no word in it."""


def lines_with(found: re.Pattern[str], folder: str, kind: str) -> list[str]:
    return [
        f"{one.relative_to(ROOT)}: {line.strip()[:100]}"
        for one in sorted((ROOT / folder).rglob(f"*.{kind}"))
        if "vendor" not in one.parts
        for line in one.read_text().splitlines()
        if found.search(line)
    ]


@pytest.mark.parametrize("what", INLINE)
def test_no_template_has_what_must_not_run(what: str) -> None:
    found = {
        str(one.relative_to(ROOT)): here.group()
        for one in PAGES
        if (here := INLINE[what].search(COMMENT.sub("", one.read_text())))
    }
    assert found == {}


def test_links_that_leave_us_ask_what_they_lead_to() -> None:
    """In a new window or with a rel: a stranger wrote it, so it goes through |web."""
    found = {
        f"{one.relative_to(ROOT)}: {address}"
        for one in PAGES
        for address in OUT.findall(COMMENT.sub("", one.read_text()))
        if "|web" not in address and address not in OURS
    }
    assert found == set()


OURS = {"{{ presence.network_rule.source }}"}
"""Addresses that stand in our own code."""


def test_a_new_window_knows_nothing_of_ours() -> None:
    links = re.compile(r"<a\b[^>]*target=\"_blank\"[^>]*>")
    found = [
        f"{one.relative_to(ROOT)}: {link[:100]}"
        for one in PAGES
        for link in links.findall(one.read_text())
        if "noopener" not in link
    ]
    assert found == []


def test_no_script_of_ours_makes_markup_or_programs_of_words() -> None:
    assert lines_with(FROM_SCRIPTS, "static/js", "js") == []


def test_no_python_of_ours_writes_what_must_not_run() -> None:
    found = [
        line
        for folder in ("hub", "accounts", "engagement")
        for line in lines_with(PYTHON, folder, "py")
        if line.partition(":")[0] not in ESCAPED
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "html"),
    [
        ("a script without src", "<script>x()</script>"),
        ("a style", '<p style="x">'),
        ("an on… attribute", '<p onclick="x()">'),
        ("an on… attribute", '<p hx-on:click="x()">'),
        ("what is not escaped", "{{ name|safe }}"),
    ],
)
def test_the_rule_finds_each(what: str, html: str) -> None:
    assert INLINE[what].search(html)
    assert not INLINE[what].search('<script src="/x.js" defer></script><b id="on">')
