"""The API about posts, reading: timelines, mentions, lists, search, who shared."""

from __future__ import annotations

import re
import sqlite3
from datetime import timedelta
from typing import Any

from flask import request

from sandbox.store import db, get_setting, now
from sandbox.x import ask, render, render_users, rows
from sandbox.x.gate import about, bp, caller, charge_read
from sandbox.x.problems import invalid, missing

Json = dict[str, Any]
Db = sqlite3.Connection


@bp.get("/2/users/<int:user_id>/tweets")
def user_posts(user_id: int) -> Json:
    """Empty while the switch ``hide_timeline`` is on."""
    about(user_id)
    left_out = request.args.get("exclude", "").split(",")
    where, values = "author = ?", [user_id]
    where += " AND reply_to IS NULL" if "replies" in left_out else ""
    where += " AND shares IS NULL" if "retweets" in left_out else ""
    with db() as world:
        if get_setting(world, "hide_timeline", False):
            where += " AND 0"
        return _page(world, where, values, sizes=(5, 100, 10))


@bp.get("/2/users/<int:user_id>/mentions")
def mentions(user_id: int) -> Json:
    about(user_id)
    where = "id IN (SELECT post FROM x_mention WHERE user = ?)"
    with db() as world:
        return _page(world, where, [user_id], sizes=(5, 100, 10))


@bp.get("/2/lists/<int:list_id>/tweets")
def list_posts(list_id: int) -> Json:
    where = "author IN (SELECT user FROM x_list_member WHERE list = ?)"
    with db() as world:
        known = world.execute("SELECT 1 FROM x_list WHERE id = ?", (list_id,))
        if known.fetchone() is None:
            return {"errors": [missing("list", "id", str(list_id))]}
        return _page(world, where, [list_id], sizes=(1, 100, 100))


@bp.get("/2/tweets/<int:post_id>/quote_tweets")
def quotes(post_id: int) -> Json:
    with db() as world:
        return _page(world, "quotes = ?", [post_id], sizes=(10, 100, 10))


@bp.get("/2/tweets/search/recent")
def search() -> Json:
    """The last seven days, by the few operators that Kindred and its tests use."""
    query = request.args.get("query", "").strip()
    if not 1 <= len(query) <= 512:
        raise invalid("query", query[:80], "The query has 1 to 512 characters")
    where, values = _condition(query)
    where = f"({where}) AND id > {rows.post_id_at(now() - timedelta(days=7))}"
    with db() as world:
        return _page(
            world,
            where,
            values,
            sizes=(10, 100, 10),
            tokens=("next_token", "pagination_token"),
        )


@bp.get("/2/tweets")
def posts() -> Json:
    return _by_ids(ask.listed("ids"), "ids")


@bp.get("/2/tweets/<post_id>")
def one_post(post_id: str) -> Json:
    answer = _by_ids([post_id], "id")
    if "data" in answer:
        answer["data"] = answer["data"][0]
    return answer


@bp.get("/2/tweets/<int:post_id>/retweeted_by")
def sharers(post_id: int) -> Json:
    wanted, size = ask.wanted(users=True), ask.size(1, 100, 100)
    start = ask.page("s") or 1 << 62
    with db() as world:
        found = world.execute(
            "SELECT p.id AS share, u.* FROM x_post p JOIN x_user u ON u.id = p.author"
            " WHERE p.shares = ? AND p.id < ? ORDER BY p.id DESC LIMIT ?",
            (post_id, start, size + 1),
        ).fetchall()
        there = found[:size]
        data = render_users.users(world, there, wanted.user, seen_by=caller().user)
    meta: Json = {"result_count": len(data)}
    if len(found) > size:
        meta["next_token"] = ask.token("s", there[-1]["share"])
    charge_read(len(data))
    return {"data": data, "meta": meta} if data else {"meta": meta}


def _by_ids(said: list[str], parameter: str) -> Json:
    wanted = ask.wanted()
    for one in said:
        if not one.isdigit():
            raise invalid(parameter, one, f"The `{parameter}` value [{one}] is no id")
    with db() as world:
        found = [(one, rows.post(world, one)) for one in said]
        there = [row for _, row in found if row is not None]
        data, includes = render.posts(world, there, wanted, seen_by=caller().user)
    errors = [missing("tweet", parameter, one) for one, row in found if row is None]
    charge_read(len(data))
    answer = {"data": data, "includes": includes, "errors": errors}
    return {key: value for key, value in answer.items() if value}


def _page(
    world: Db,
    where: str,
    values: list[Any],
    *,
    sizes: tuple[int, int, int],
    tokens: tuple[str, ...] = ("pagination_token",),
) -> Json:
    """One page of posts, newest first. The token says below which id it goes on."""
    wanted, size = ask.wanted(), ask.size(*sizes)
    above, below = ask.between()
    start = ask.page("p", *tokens)
    below = below if start is None else min(below, start)
    found = world.execute(
        f"SELECT * FROM x_post WHERE ({where}) AND id > ? AND id < ?"
        " ORDER BY id DESC LIMIT ?",
        (*values, above, below, size + 1),
    ).fetchall()
    there = found[:size]
    data, includes = render.posts(world, there, wanted, seen_by=caller().user)
    meta: Json = {"result_count": len(data)}
    if data:
        meta |= {"newest_id": data[0]["id"], "oldest_id": data[-1]["id"]}
    if len(found) > size:
        meta["next_token"] = ask.token("p", there[-1]["id"])
    charge_read(len(data))
    answer = {"data": data, "includes": includes, "meta": meta}
    return {key: value for key, value in answer.items() if value}


_TERM = re.compile(r'-?(?:[a-z_]+:)?(?:"[^"]*"|[^\s()]+)|[()]', re.IGNORECASE)
_FROM = "author = (SELECT id FROM x_user WHERE handle = ?)"
_NAMES = (
    "id IN (SELECT post FROM x_mention WHERE user ="
    " (SELECT id FROM x_user WHERE handle = ?))"
)
_OPERATORS = {
    "from": _FROM,
    "to": "reply_to IN (SELECT id FROM x_post WHERE " + _FROM + ")",
    "quotes_of_tweet_id": "quotes = ?",
    "retweets_of_tweet_id": "shares = ?",
    "in_reply_to_tweet_id": "reply_to = ?",
    "conversation_id": "conversation = ?",
    "url": "text LIKE '%' || ? || '%'",
}
_IS = {
    "is:retweet": "shares IS NOT NULL",
    "is:reply": "reply_to IS NOT NULL",
    "is:quote": "quotes IS NOT NULL",
    "has:links": "text LIKE '%http%'",
}


def _condition(query: str) -> tuple[str, list[Any]]:
    """SQL for a search: terms side by side are AND, which binds closer than OR."""
    parts: list[str] = []
    values: list[Any] = []
    for term in _TERM.findall(query):
        if term == "OR":
            parts.append("OR")
            continue
        if parts and parts[-1] not in ("OR", "(") and term != ")":
            parts.append("AND")
        parts.append(term if term in "()" else _term(term, values))
    sql = " ".join(parts)
    if sql.count("(") != sql.count(")") or parts[-1] == "OR" or parts[0] == "OR":
        raise invalid("query", query[:80], "There were errors processing your request")
    return sql, values


def _term(term: str, values: list[Any]) -> str:
    if term.startswith("-"):
        return f"NOT {_term(term[1:], values)}"
    if term in _IS:
        return _IS[term]
    name, _, value = term.partition(":")
    if value and name in _OPERATORS:
        values.append(value.strip('"').removeprefix("@"))
        return f"({_OPERATORS[name]})"
    if term.startswith("@"):
        values.append(term[1:])
        return f"({_NAMES})"
    values.append(term.strip('"'))
    return "(text LIKE '%' || ? || '%')"
