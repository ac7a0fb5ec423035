"""What WordPress does to texts: cleaning, curly quotes, paragraphs, slugs."""

from __future__ import annotations

import html
import re
import unicodedata

import nh3

COMMENT_TAGS = {
    *("a", "abbr", "b", "blockquote", "cite", "code", "del"),
    *("em", "i", "q", "s", "strike", "strong"),
}
TAG = re.compile(r"(<[^>]*>)")
BLOCK = re.compile(r"^\s*<(p|h\d|ul|ol|blockquote|div|figure|table|pre|hr)\b", re.I)
BARE_URL = re.compile(r"(?<![\"'>=/\w])https?://[^\s<>\"']*[^\s<>\"'.,;:!?)]")
CURLY = (
    (re.compile(r"&(?!#\d+;|#x[0-9a-f]+;|[a-z]\w{1,8};)", re.I), "&#038;"),
    (re.compile(r"\.\.\."), "&#8230;"),
    (re.compile(r"---|(?<=\s)--(?=\s)"), "&#8212;"),
    (re.compile(r"(?<=\s)-(?=\s)|--"), "&#8211;"),
    (re.compile(r"(?<![^\s(\[>])\""), "&#8220;"),
    (re.compile(r"\""), "&#8221;"),
    (re.compile(r"(?<![^\s(\[>])'"), "&#8216;"),
    (re.compile(r"'"), "&#8217;"),
)


def curly(text: str) -> str:
    """Typographic quotes and dashes outside of tags, as wptexturize makes them."""
    parts = TAG.split(text)
    for index in range(0, len(parts), 2):
        for pattern, sign in CURLY:
            parts[index] = pattern.sub(sign, parts[index])
    return "".join(parts)


def clean_post(text: str) -> str:
    """What an author may store: a script loses its tags and keeps its text."""
    # WordPress drops the tags only, so the script's words stay readable.
    return nh3.clean(
        text, clean_content_tags=set(), link_rel=None, strip_comments=False
    )


def harmless(text: str) -> str:
    """What may be shown in a visitor's browser; the feed keeps what was written."""
    return nh3.clean(text, link_rel=None)


def clean_comment(text: str) -> str:
    """What anybody may store in a comment: the few inline tags of wp_kses_data."""
    return nh3.clean(
        text,
        tags=COMMENT_TAGS,
        clean_content_tags=set(),
        attributes={"a": {"href", "title"}},
        link_rel=None,
    ).strip()


def paragraphs(text: str) -> str:
    """Blank lines become paragraphs and single ones breaks, as wpautop does."""
    chunks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(one_paragraph(chunk) for chunk in chunks if chunk.strip())


def one_paragraph(chunk: str) -> str:
    if BLOCK.match(chunk):
        return f"{chunk}\n"
    return "<p>" + chunk.strip().replace("\n", "<br />\n") + "</p>\n"


def rendered_post(content: str) -> str:
    return curly(paragraphs(content))


def rendered_comment(content: str) -> str:
    """A comment as shown: bare addresses become links that pass on no credit."""
    return curly(paragraphs(BARE_URL.sub(as_link, content)))


def as_link(match: re.Match[str]) -> str:
    url = match[0].replace("&amp;", "&#038;")
    return f'<a href="{url}" rel="nofollow ugc">{url}</a>'


def plain(text: str) -> str:
    """The words of some HTML, on one line."""
    return " ".join(html.unescape(TAG.sub(" ", text)).split())


def short(text: str, words: int = 55) -> str:
    """The first words of some HTML, and a sign if it goes on; not a paragraph."""
    parts = plain(text).split()
    end = " [&hellip;]" if len(parts) > words else ""
    return curly(html.escape(" ".join(parts[:words]), quote=False)) + end


def slug_of(text: str) -> str:
    """The part of an address that a title becomes."""
    bare = re.sub(r"['’\"“”]", "", plain(text))
    folded = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore")
    return re.sub(r"[^a-z0-9]+", "-", folded.decode().lower()).strip("-")[:180]
