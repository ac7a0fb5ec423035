"""What the world and the log of the networks tell: what came, and what of ours went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hub.demo import KNOWN, ORGANIZATION

Json = dict[str, Any]
NEED = "I want to die"
US_ON_X, US_ON_FACEBOOK, OUR_BLOG = "1001", 7001, "center"
X, FACEBOOK, BLOG = "@CenterSW", "Facebook", "Blog"
ORGANIZATIONS = frozenset(
    {name for _, name, kind in KNOWN if kind == ORGANIZATION}
    | {"Riverside Family Network", "Harbor House Notes"}
)
NAMEABLE = ORGANIZATIONS | {name for _, name, _ in KNOWN}


@dataclass(frozen=True)
class Came:
    """What somebody did for us; ``about`` is the post of ours that they shared."""

    at: datetime
    who: str
    name: str
    kind: str
    network: str
    thing: str
    text: str = ""
    about: str = ""


@dataclass(frozen=True)
class Ours:
    """What stands under our name. ``to`` is whose words it answers or passes on."""

    at: datetime
    network: str
    sort: str
    text: str
    to: str = ""
    by_api: bool = False


def when(said: Any) -> datetime:
    if isinstance(said, int | float):
        return datetime.fromtimestamp(said, UTC)
    return datetime.fromisoformat(said)


def came(world: Json) -> list[Came]:
    """All that others did for us, on every network, whenever it was.

    A text of somebody in need is no kindness.
    """
    found = (*_came_x(world["x"]), *_came_fb(world["facebook"]), *_on_blog(world))
    return [one for one in found if NEED not in one.text]


def ours(world: Json) -> list[Ours]:
    """All that stands under our name, on every network."""
    return [*_ours_x(world["x"]), *_ours_fb(world["facebook"]), *_ours_blog(world)]


def _by(rows: list[Json], key: str = "id") -> Mapping[Any, Json]:
    return {row[key]: row for row in rows}


def _came_x(x: Json) -> Iterator[Came]:
    users, posts = _by(x["users"]), _by(x["posts"])
    for post in x["posts"]:
        if post["author"] == US_ON_X:
            continue
        above = {
            kind: posts.get(post[kind] or "")
            for kind in ("shares", "quotes", "reply_to")
        }
        about = [k for k, one in above.items() if one and one["author"] == US_ON_X]
        if about or (not post["shares"] and "@centersw" in post["text"].lower()):
            kind = {"shares": "share", "quotes": "quote", "reply_to": "reply"}.get(
                about[0] if about else "", "mention"
            )
            who, name = post["author"], users[post["author"]]["name"]
            told = (post["id"], post["text"], post["shares"] or "")
            yield Came(when(post["created_at"]), f"x:{who}", name, kind, X, *told)
    for one in x["follows"]:
        if one["followed"] == US_ON_X:
            who = one["follower"]
            name = users[who]["name"]
            yield Came(when(one["at"]), f"x:{who}", name, "follow", X, who)


def _ours_x(x: Json) -> Iterator[Ours]:
    posts = _by(x["posts"])
    for post in x["posts"]:
        if post["author"] != US_ON_X:
            continue
        target = post["shares"] or post["reply_to"] or post["quotes"]
        to = f"x:{posts[target]['author']}" if target in posts else ""
        sort = "own"
        if target:
            sort = "conversation" if post["reply_to"] else "others"
        by_api = bool(post["by_api"])
        at = when(post["created_at"])
        yield Ours(at, X, sort, post["text"], to, by_api)


def _came_fb(fb: Json) -> Iterator[Came]:
    actors, posts = _by(fb["actors"]), _by(fb["posts"])
    tagged = {one["post"] for one in fb["tags"] if one["page"] == US_ON_FACEBOOK}
    for post in fb["posts"]:
        if post["author"] == US_ON_FACEBOOK or post["hidden"]:
            continue
        shared = posts.get(post["shares"])
        if shared and shared["author"] == US_ON_FACEBOOK:
            kind = "share"
        elif post["wall"] == US_ON_FACEBOOK or post["id"] in tagged:
            kind = "mention"
        else:
            continue
        yield _fb(actors, post, kind)
    for one in fb["comments"]:
        wall = posts[one["post"]]["wall"] if one["post"] in posts else 0
        if one["author"] != US_ON_FACEBOOK and wall == US_ON_FACEBOOK:
            yield _fb(actors, one, "reply" if one["parent"] else "comment")


def _fb(actors: Mapping[Any, Json], row: Json, kind: str) -> Came:
    name, who = actors[row["author"]]["name"], f"fb:{row['author']}"
    told = (str(row["id"]), row["message"], str(row.get("shares") or ""))
    return Came(when(row["created_at"]), who, name, kind, FACEBOOK, *told)


def _ours_fb(fb: Json) -> Iterator[Ours]:
    posts, comments = _by(fb["posts"]), _by(fb["comments"])
    for post in fb["posts"]:
        if post["author"] == US_ON_FACEBOOK and post["wall"] == US_ON_FACEBOOK:
            shared = posts.get(post["shares"])
            sort = "others" if shared else "own"
            to = f"fb:{shared['author']}" if shared else ""
            at = when(post["created_at"])
            yield Ours(at, FACEBOOK, sort, post["message"], to, bool(post["by_api"]))
    for one in fb["comments"]:
        if one["author"] == US_ON_FACEBOOK:
            above = comments.get(one["parent"]) or posts[one["post"]]
            at, to = when(one["created_at"]), f"fb:{above['author']}"
            api = bool(one["by_api"])
            yield Ours(at, FACEBOOK, "conversation", one["message"], to, api)


def _on_blog(world: Json) -> Iterator[Came]:
    blog = world["blog"]
    posts, sites = _by(blog["post"]), _by(blog["site"], "name")
    us = {one["id"] for one in blog["user"] if one["login"] == "kindred"}
    for one in blog["comment"]:
        under = posts[one["post_id"]]
        if under["site"] != OUR_BLOG or one["user_id"] in us:
            continue
        at = when(one["made_at"])
        kind, name, where = "comment", one["author_name"], BLOG
        if one["type"] == "pingback":
            # That of it which is read first is their own feed, which is on no account.
            site = one["author_url"].split("/blog/")[1].split("/")[0]
            kind, name, where = "link", sites[site]["title"], ""
        text = one["content"]
        yield Came(at, f"blog:{name}", name, kind, where, str(one["id"]), text)


def _ours_blog(world: Json) -> Iterator[Ours]:
    blog = world["blog"]
    comments = _by(blog["comment"])
    us = {one["id"] for one in blog["user"] if one["login"] == "kindred"}
    for post in blog["post"]:
        if post["site"] == OUR_BLOG and post["status"] == "publish":
            yield Ours(when(post["published_at"]), BLOG, "own", post["title"])
    for one in blog["comment"]:
        if one["user_id"] in us or one["author_url"].endswith("/blog/center/"):
            above = comments.get(one["parent"])
            to = f"blog:{above['author_name']}" if above else ""
            # By the API, here and there: no hand of ours comments on a blog.
            at = when(one["made_at"])
            yield Ours(at, BLOG, "conversation", one["content"], to, True)


def spent(log: list[Json]) -> list[tuple[datetime, int]]:
    """What each request cost, in millionths of a dollar."""
    return [(when(one["at"]), one["micro"]) for one in log if one["micro"]]
