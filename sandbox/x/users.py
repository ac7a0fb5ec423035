"""The API about people: me, look-ups, followers, following."""

from __future__ import annotations

import sqlite3
from typing import Any

from sandbox.store import db, get_setting
from sandbox.x import ask, prices, render_users, rows
from sandbox.x.gate import about, bp, caller, charge_read, charge_write
from sandbox.x.problems import Problem, invalid, missing, not_enrolled

Json = dict[str, Any]


@bp.get("/2/users/me")
def me() -> Json:
    about(caller().user)
    return _one(str(caller().user), "id")


@bp.get("/2/users/<user_id>")
def one_user(user_id: str) -> Json:
    return _one(user_id, "id")


@bp.get("/2/users/by/username/<username>")
def user_by_name(username: str) -> Json:
    return _one(f"@{username}", "username")


@bp.get("/2/users")
def users() -> Json:
    return _many(ask.listed("ids"), "ids", "")


@bp.get("/2/users/by")
def users_by() -> Json:
    return _many(ask.listed("usernames"), "usernames", "@")


@bp.get("/2/users/<user_id>/followers")
def followers(user_id: str) -> Json:
    """Newest first, or oldest first, by the switch ``followers_order``."""
    with db() as world:
        return _follows(world, _existing(world, user_id), "followed", "follower")


@bp.get("/2/users/<user_id>/following")
def following(user_id: str) -> Json:
    with db() as world:
        return _follows(world, _existing(world, user_id), "follower", "followed")


@bp.post("/2/users/<user_id>/following")
def follow(user_id: str) -> Json:
    """Enterprise only since 2026-04."""
    target = str(ask.body().get("target_user_id", ""))
    with db() as world:
        be_self(user_id)
        if not caller().enterprise:
            raise not_enrolled(caller().client_id)
        found = _existing(world, target)
        rows.follow(world, caller().user, found)
    charge_write(prices.WRITES["x.follow"])
    return {"data": {"following": True, "pending_follow": False}}


def be_self(user_id: str) -> None:
    """Raises Problem 403 unless the id in the path is the caller's own."""
    if user_id != str(caller().user):
        raise Problem(
            403, "Forbidden", "The `id` must be the id of the authenticating user."
        )


def _existing(world: sqlite3.Connection, user_id: str) -> int:
    found = rows.user(world, user_id) if user_id.isdigit() else None
    if found is None:
        raise invalid("id", user_id, f"The `id` value [{user_id}] is no user")
    return int(found["id"])


def _one(who: str, parameter: str) -> Json:
    value = who.removeprefix("@")
    wanted = ask.wanted(users=True)
    if parameter == "id" and not value.isdigit():
        raise invalid("id", value, f"The `id` value [{value}] is not a number")
    with db() as world:
        row = rows.user(world, who)
        if row is None:
            return {"errors": [missing("user", parameter, value)]}
        shown = render_users.users(world, [row], wanted.user, seen_by=caller().user)
    charge_read(1)
    return {"data": shown[0]}


def _many(said: list[str], parameter: str, prefix: str) -> Json:
    wanted = ask.wanted(users=True)
    with db() as world:
        found = [(one, rows.user(world, prefix + one)) for one in said]
        there = [row for _, row in found if row is not None]
        data = render_users.users(world, there, wanted.user, seen_by=caller().user)
    errors = [missing("user", parameter, one) for one, row in found if row is None]
    charge_read(len(data))
    answer = {"data": data, "errors": errors}
    return {key: value for key, value in answer.items() if value}


def _follows(world: sqlite3.Connection, user_id: int, whose: str, other: str) -> Json:
    wanted, size = ask.wanted(users=True), ask.size(1, 1000, 100)
    oldest = get_setting(world, "followers_order", "newest") == "oldest"
    letter = "o" if oldest else "n"
    start = ask.page(letter)
    if start is None:
        start = 0 if oldest else 1 << 62
    found = world.execute(
        f"SELECT f.seq, u.* FROM x_follow f JOIN x_user u ON u.id = f.{other}"
        f" WHERE f.{whose} = ? AND f.seq {'>' if oldest else '<'} ?"
        f" ORDER BY f.seq {'ASC' if oldest else 'DESC'} LIMIT ?",
        (user_id, start, size + 1),
    ).fetchall()
    there = found[:size]
    data = render_users.users(world, there, wanted.user, seen_by=caller().user)
    meta: Json = {"result_count": len(data)}
    if len(found) > size:
        meta["next_token"] = ask.token(letter, there[-1]["seq"])
    about(user_id)
    charge_read(len(data))
    return {"data": data, "meta": meta} if data else {"meta": meta}
