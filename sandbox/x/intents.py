"""X's intent pages: a post, repost, like or follow filled in, for a hand to confirm."""

from __future__ import annotations

import sqlite3
from typing import Any
from urllib.parse import urlencode

from flask import Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from sandbox.store import db
from sandbox.x import oauth, rows, words
from sandbox.x.console import app_name, known_callback
from sandbox.x.web import Missing, acting, back, bp, page, shown

Answer = str | tuple[str, int] | BaseResponse


@bp.route("/intent/tweet", methods=["GET", "POST"])
@bp.route("/intent/post", methods=["GET", "POST"])
@bp.route("/compose/post", methods=["GET", "POST"])
def intent_tweet() -> Answer:
    """Write a post, a reply (``in_reply_to``) or a quote (``quote``)."""
    asked = request.values
    text = asked.get("text", "").replace("\r\n", "\n").strip()
    if request.method == "GET":
        tags = [f"#{tag}" for tag in asked.get("hashtags", "").split(",") if tag]
        via = [f"via @{asked['via']}"] if asked.get("via") else []
        text = " ".join(one for one in [text, asked.get("url", ""), *tags, *via] if one)
    with db() as world:
        parent = _named_post(world, asked.get("in_reply_to", ""))
        quoted = _named_post(world, asked.get("quote", ""))
        wrong = _wrong(world, text, parent) if request.method == "POST" else ""
        if request.method == "POST" and not wrong:
            made = rows.add_post(
                world,
                acting(world)["id"],
                text,
                reply_to=parent["id"] if parent is not None else None,
                quotes=quoted["id"] if quoted is not None else None,
            )
            return _to(world, made)
        facts: dict[str, Any] = {
            "text": text,
            "wrong": wrong,
            "parent": shown(world, parent) if parent is not None else None,
            "quoted": shown(world, quoted) if quoted is not None else None,
        }
    answer = page("compose", title="Write", **facts)
    return (answer, 400) if wrong else answer


@bp.route("/intent/retweet", methods=["GET", "POST"])
def intent_retweet() -> Answer:
    """Pass a post on."""
    return _confirm("Repost", "tweet_id", rows.share)


@bp.route("/intent/like", methods=["GET", "POST"])
def intent_like() -> Answer:
    return _confirm("Like", "tweet_id", rows.like)


@bp.route("/intent/follow", methods=["GET", "POST"])
@bp.route("/intent/user", methods=["GET", "POST"])
def intent_follow() -> Answer:
    name = request.values.get("screen_name", "").removeprefix("@")
    with db() as world:
        who = rows.user(
            world, f"@{name}" if name else request.values.get("user_id", "0")
        )
        if who is None:
            raise Missing(f"There is no account @{name}.")
        if request.method == "POST":
            rows.follow(world, acting(world)["id"], who["id"])
            return redirect(f"/x/{who['handle']}", 303)
    return page("follow", title="Follow", who=who)


@bp.post("/unfollow/<handle>")
def unfollow(handle: str) -> Response:
    with db() as world:
        who = rows.user(world, f"@{handle}")
        if who is not None:
            rows.unfollow(world, acting(world)["id"], who["id"])
    return back()


@bp.post("/delete/<int:post_id>")
def delete(post_id: int) -> Answer:
    """Take down one of one's own."""
    with db() as world:
        row = rows.post(world, post_id)
        if row is None or row["author"] != acting(world)["id"]:
            raise Missing("That is not yours to take down, or it is gone already.")
        handle = acting(world)["handle"]
        rows.delete(world, post_id)
    return redirect(f"/x/{handle}", 303)


@bp.route("/i/oauth2/authorize", methods=["GET", "POST"])
def authorize() -> Answer:
    """Let an app act for the account that is signed in; back with a code."""
    asked = {key: str(value) for key, value in request.values.items()}
    with db() as world:
        app = world.execute(
            "SELECT * FROM x_app WHERE client_id = ?", (asked.get("client_id", ""),)
        ).fetchone()
        if app is None or not asked.get("redirect_uri"):
            raise Missing("Something went wrong: the app or its address is not known.")
        if not known_callback(world, app["client_id"], asked["redirect_uri"]):
            raise Missing(
                "Something went wrong: this callback address is not one of the app's."
            )
        if request.method == "GET":
            scopes = asked.get("scope", oauth.SCOPES).split()
            facts = {"asked": asked, "scopes": scopes, "app": app_name(world, app)}
            return page("authorize", title="Authorize", **facts)
        answer = {"state": asked.get("state", "")}
        if "allow" in asked:
            user = acting(world)["id"]
            answer["code"] = oauth.make_code(world, app["client_id"], user, asked)
        else:
            answer["error"] = "access_denied"
    mark = "&" if "?" in asked["redirect_uri"] else "?"
    return redirect(f"{asked['redirect_uri']}{mark}{urlencode(answer)}", 303)


def _named_post(world: sqlite3.Connection, said: str) -> sqlite3.Row | None:
    if not said:
        return None
    row = rows.post(world, said.rstrip("/").rpartition("/")[2])
    if row is None:
        raise Missing("The post you want to answer is not there.")
    return row


def _wrong(world: sqlite3.Connection, text: str, parent: sqlite3.Row | None) -> str:
    """What is wrong with this text, for a person; "" when nothing is."""
    if not text:
        return "Write something first."
    author = rows.user(world, parent["author"]) if parent is not None else None
    leading = [str(author["handle"]).lower()] if author is not None else []
    length = words.weight(text, leading)
    if length > words.LONGEST:
        return f"This is {length} characters; X takes {words.LONGEST}."
    if rows.said_before(world, acting(world)["id"], text, parent):
        return "Whoops! You already said that."
    return ""


def _to(world: sqlite3.Connection, post_id: int) -> BaseResponse:
    handle = acting(world)["handle"]
    return redirect(f"/x/{handle}/status/{post_id}?new=1", 303)


def _confirm(label: str, parameter: str, act: Any) -> Answer:
    with db() as world:
        row = _named_post(world, request.values.get(parameter, ""))
        if row is None:
            raise Missing("The address does not say which post.")
        if request.method == "POST":
            act(world, acting(world)["id"], row["id"])
            author = rows.user(world, row["author"])
            handle = author["handle"] if author is not None else "i"
            return redirect(f"/x/{handle}/status/{row['id']}?did={label}", 303)
        post = shown(world, row)
    return page("confirm", title=label, label=label, post=post)
