"""Reads the posts and comments that the blogs come with, a file a post.

A file opens with ``Title:``, ``By:`` and ``Topics:`` lines, then a blank line, then
paragraphs; ``## `` opens a heading, ``- `` a list, and ``[words](center:slug)`` links
to a post of the Center's blog.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sandbox.blogs.words import slug_of

HERE = Path(__file__).parent
ORIGIN = "https://origin.invalid"
"""Stands in stored texts for the address of this sandbox, which is not known yet."""

LINK = re.compile(r"\[([^]]+)]\(([^)\s]+)\)")
EMPHASIS = re.compile(r"(?<!\w)\*([^*]+)\*(?!\w)")


@dataclass(frozen=True, slots=True)
class Text:
    """One post as written. ``links_home`` says that it links to the Center's blog."""

    name: str
    title: str
    by: str
    topics: tuple[str, ...]
    content: str
    links_home: bool

    @property
    def slug(self) -> str:
        return slug_of(self.title)


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment as written: on which post of the Center's blog, by whom."""

    slug: str
    name: str
    email: str
    url: str
    text: str


def address(target: str) -> str:
    """The whole address of ``<blog>:<slug>``; others are left as they are."""
    blog, colon, slug = target.partition(":")
    if not colon or slug.startswith("//"):
        return target
    return f"{ORIGIN}/blog/{blog}/{slug}/" if slug else f"{ORIGIN}/blog/{blog}/"


def inline(text: str) -> str:
    escaped = html.escape(" ".join(text.split()), quote=False)
    linked = LINK.sub(
        lambda found: f'<a href="{address(found[2])}">{found[1]}</a>', escaped
    )
    return EMPHASIS.sub(r"<em>\1</em>", linked)


def block(chunk: str) -> str:
    if chunk.startswith("## "):
        return f"<h2>{inline(chunk[3:])}</h2>"
    if chunk.startswith("> "):
        return f"<blockquote><p>{inline(chunk[2:])}</p></blockquote>"
    if chunk.startswith("- "):
        items = re.split(r"^- ", chunk, flags=re.M)[1:]
        return "<ul>" + "".join(f"<li>{inline(one)}</li>" for one in items) + "</ul>"
    return f"<p>{inline(chunk)}</p>"


def read_text(path: Path) -> Text:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    chunks = [one.strip() for one in re.split(r"\n\s*\n", body.strip())]
    return Text(
        name=path.stem,
        title=facts["Title"],
        by=facts["By"],
        topics=tuple(facts["Topics"].split(", ")),
        content="\n\n".join(block(chunk) for chunk in chunks),
        links_home="](center:" in body,
    )


@cache
def texts(folder: str) -> tuple[Text, ...]:
    """The posts of one folder, in the order of their file names."""
    return tuple(read_text(path) for path in sorted((HERE / folder).glob("*.md")))


@cache
def remarks(name: str = "remarks") -> tuple[Remark, ...]:
    """The comments kept in one file: a line of ``|`` facts, then the text."""
    raw = (HERE / f"{name}.txt").read_text(encoding="utf-8").strip()
    found = []
    for chunk in re.split(r"\n\s*\n", raw):
        head, _, text = chunk.partition("\n")
        slug, person, email, url = (part.strip() for part in head.split("|"))
        found.append(Remark(slug, person, email, address(url), " ".join(text.split())))
    return tuple(found)
