"""Fills fresh tables with the blogs, their writers, posts, comments and blogrolls."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import fields

from sandbox.blogs import acts, rows
from sandbox.blogs.acts import NewComment, insert
from sandbox.blogs.schema import Person, Post, Site
from sandbox.blogs.texts import ORIGIN, Text, remarks, texts

HOUR = 3600
DAY = 24 * HOUR

SITES = (
    Site(
        "center",
        "Center for Social Work Practice",
        "Practice, teaching and research with the communities around us",
        205, 0, 0, 0, 0, 0,
    ),
    Site(
        "riverside",
        "Riverside Family Network",
        "Kin, neighbors and the people who stand beside them",
        152, 0, 1, 0, 0, 0,
    ),
    Site(
        "harbor",
        "Harbor House Notes",
        "From a community center by the docks",
        268, 1, 0, 0, 0, 0,
    ),
)  # fmt: skip

PEOPLE = (
    Person(
        0, "center", "kindred", "blog-pass-center", "Center for Social Work Practice",
        "hello@center.example", f"{ORIGIN}/blog/center/", "", "author",
    ),
    Person(
        0, "center", "amara", "", "Amara Osei", "amara@center.example", "",
        "who teaches field education", "editor",
    ),
    Person(
        0, "riverside", "lucia", "", "Lucía Márquez", "lucia@riverside.example",
        f"{ORIGIN}/blog/riverside/", "kinship navigator", "administrator",
    ),
    Person(
        0, "riverside", "devon", "", "Devon Pryce", "devon@riverside.example", "",
        "who runs the Tuesday group", "author",
    ),
    Person(
        0, "harbor", "ingrid", "", "Ingrid Solheim", "ingrid@harbor.example",
        f"{ORIGIN}/blog/harbor/", "director", "administrator",
    ),
    Person(
        0, "harbor", "marcus", "", "Marcus Bell", "marcus@harbor.example", "",
        "community organizer", "author",
    ),
    Person(
        0, "center", "ruth", "", "Ruth Lindqvist", "ruth@center.example", "", "",
        "administrator",
    ),
    Person(
        0, "center", "sana", "", "Sana Iqbal", "sana@center.example", "", "",
        "contributor",
    ),
)  # fmt: skip

# How long ago each seeded post came out, newest first.
AGES = {
    "center": (2 * DAY, 9 * DAY, 17 * DAY, 26 * DAY, 38 * DAY, 55 * DAY),
    "riverside": (20 * HOUR, 4 * DAY, 11 * DAY, 19 * DAY, 33 * DAY),
    "harbor": (30 * HOUR, 6 * DAY, 13 * DAY, 24 * DAY, 41 * DAY),
}


def seed(db: sqlite3.Connection, kind: str) -> None:
    """``demo``: three blogs with posts; ``empty``: the same blogs with nothing in."""
    for site in SITES:
        insert(
            db, "blog_site", {one.name: getattr(site, one.name) for one in fields(Site)}
        )
    for person in PEOPLE:
        values = {one.name: getattr(person, one.name) for one in fields(Person)}
        del values["id"]
        insert(db, "blog_user", values)
    for site in SITES:
        link_neighbors(db, site)
    if kind == "demo":
        for site in SITES:
            fill(db, site.name)
        for remark in remarks("seeded"):
            under = rows.post_by_slug(db, "center", remark.slug)
            if under is None:
                raise LookupError(f"no post called {remark.slug}")
            new = NewComment(
                under.id, remark.name, remark.email, remark.url, remark.text,
                made_at=under.published_at + 26 * HOUR,
            )  # fmt: skip
            acts.add_comment(db, SITES[0], new)


def link_neighbors(db: sqlite3.Connection, site: Site) -> None:
    for other in SITES:
        if other.name != site.name:
            home = f"{ORIGIN}/blog/{other.name}/"
            feed = f"{home}feed/atom/" if other.atom_first else f"{home}feed/"
            row = {"site": site.name, "title": other.title, "path": home, "feed": feed}
            insert(db, "blog_roll", dict(row))


def fill(db: sqlite3.Connection, blog: str) -> None:
    """The posts of one blog, the oldest first so that their numbers rise."""
    now = int(time.time())
    pairs = list(zip(texts(blog), AGES[blog], strict=True))
    for text, age in reversed(pairs):
        # Nobody publishes on the full second of a round number of days.
        publish(db, blog, text, now - age - (len(text.content) * 7) % HOUR)


def publish(db: sqlite3.Connection, blog: str, text: Text, at: int) -> Post:
    """Put one written text on a blog, under the name of its writer there."""
    author = rows.person_by_login(db, blog, text.by) or rows.people(db, blog)[0]
    title = text.title.replace("&", "&amp;").replace("<", "&lt;")
    draft = Post(
        0, blog, author.id, title, text.slug, text.content, "", "publish", at, at, 1
    )
    return acts.save_post(db, draft, text.topics)
