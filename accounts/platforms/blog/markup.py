"""HTML of others: made safe to show, made plain to read, and searched for links."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from html import escape, unescape
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin

import nh3

from accounts.platforms.base import Refused

TAGS: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "cite",
        "code",
        "dd",
        "del",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "ins",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)
"""No pictures: to show one would be a request to somebody else's server."""

DROPPED: Final = frozenset({"script", "style", "title", "svg", "math", "textarea"})
"""What stands inside these is no text either."""

BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tr",
        "ul",
    ]
)
FORMATTING: Final = re.compile(
    r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s>/]", re.I
)
MOST_FORMATTING: Final = 5000
LONGEST_LINE: Final = 5000
"""What is read of a title: all of one, and too little to keep a parser busy."""
ADDRESS: Final = re.compile(r"https?://(?:[^\s<>\"]*[\w/=&#%~+-])")
WEB: Final = frozenset({"http", "https", "mailto"})


def clean(html: str, base: str) -> str:
    """HTML that can be shown: harmless, its links whole.

    Of a text with thousands of bold and slanted pieces only the words: unclosed, they
    make every parser that mends HTML as browsers do take minutes.
    """
    if len(FORMATTING.findall(html)) > MOST_FORMATTING:
        paragraphs = text_of(html).split("\n\n")
        return "\n".join(f"<p>{escape(one, quote=False)}</p>" for one in paragraphs)
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(DROPPED),
        attributes={"a": {"href", "title"}, "abbr": {"title"}},
        url_schemes=set(WEB),
        url_relative=lambda url: whole(url, base) or None,
        link_rel="noopener noreferrer nofollow ugc",
    )


def whole(url: str, base: str) -> str:
    """An absolute address of the web, or ""."""
    if not url.strip():
        return ""
    try:
        joined = urljoin(base, url.strip())
    except ValueError:
        return ""
    return joined if joined.startswith(("http://", "https://")) else ""


def text_of(html: str) -> str:
    """What a person reads: paragraphs and headings on lines of their own."""
    reader = _read(html)
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return unicodedata.normalize("NFC", text)


def line_of(html: str) -> str:
    """A title: one line, however it was escaped."""
    html = html[:LONGEST_LINE]
    text = text_of(nh3.clean(html, tags=set(), clean_content_tags=set(DROPPED)))
    return " ".join(unescape(text).split())


def links_of(html: str, base: str) -> tuple[str, ...]:
    """Where the HTML points to, each address once, in order."""
    reader = _read(html)
    found = (whole(url, base) for url in reader.links)
    return tuple(dict.fromkeys(url for url in found if url))


def html_of(text: str) -> str:
    """Our plain text as HTML for WordPress: nothing in it is markup."""
    blocks = [part.strip() for part in re.split(r"\n\s*\n", text.strip())]
    return "\n\n".join(escape(part, quote=False) for part in blocks if part)


def with_links(html: str) -> str:
    """The same, its addresses as links: WordPress makes none in a post."""
    return ADDRESS.sub(r'<a href="\g<0>">\g<0></a>', html)


def feed(parser: HTMLParser, html: str) -> None:
    """Give a parser a whole page. Raises Refused for what it cannot read.

    It is never closed: each tag that nobody finished would be read to the end of the
    page once more. A line's end is enough for it to let go of its last words.
    """
    try:
        parser.feed(f"{html}\n")
    except AssertionError as error:
        # The library's way to say that a declaration is none
        raise Refused("The page's HTML cannot be read.") from error


def _read(html: str) -> _Reader:
    reader = _Reader()
    with suppress(Refused):
        feed(reader, html)
    return reader


class _Reader(HTMLParser):
    """Collects text and links; HTML that is broken is read as far as it goes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[str] = []

    def handle_starttag(
        self, tag: str, attrs: Sequence[tuple[str, str | None]]
    ) -> None:
        if tag in BLOCKS:
            self.parts.append("\n" if tag in ("br", "li", "tr") else "\n\n")
        href = dict(attrs).get("href")
        if tag == "a" and href:
            self.links.append(href)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS and tag != "br":
            self.parts.append("\n\n" if tag not in ("li", "tr") else "\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data.replace("\r", "").replace("\n", " "))
