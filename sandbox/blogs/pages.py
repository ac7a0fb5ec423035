"""What people see: the front page, a post with its comments, and the comment form."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from sandbox import log
from sandbox.blogs import acts, rows
from sandbox.blogs.acts import CommentRefused, NewComment
from sandbox.blogs.addresses import (
    blog_url,
    comment_url,
    post_url,
    rest_url,
    settled,
    webmention_url,
)
from sandbox.blogs.blueprint import site, web
from sandbox.blogs.notes import die
from sandbox.blogs.schema import Comment, Post
from sandbox.blogs.texts import ORIGIN
from sandbox.blogs.words import curly, harmless, plain, rendered_comment, rendered_post
from sandbox.store import db, get_setting, put_setting

PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody who is at the keyboard, as a comment form knows them."""

    key: str
    name: str
    email: str
    url: str


FACES = {
    "me": Face("me", "Sam Whitfield", "sam.whitfield@students.example", ""),
    "center": Face(
        "center",
        "Center for Social Work Practice",
        "hello@center.example",
        f"{ORIGIN}/blog/center/",
    ),
}


def acting(world: sqlite3.Connection) -> Face:
    """Who is at the keyboard, the same on all pages of the sandbox."""
    return FACES.get(str(get_setting(world, "acting", "center")), FACES["center"])


def facts(world: sqlite3.Connection) -> dict[str, Any]:
    """What the frame of every page needs."""
    return {
        "site": site(),
        "home": blog_url(site().name),
        "rest": rest_url(site().name),
        "webmention": webmention_url(site().name),
        "others": [one for one in rows.sites(world) if one.name != site().name],
        "faces": FACES.values(),
        "acting": acting(world),
        "held": len(rows.held(world, site().name)),
        "here": request.full_path.rstrip("?"),
        "curly": curly,
        "plain": plain,
        "settled": settled,
        "post_url": post_url,
    }


@web.get("/", strict_slashes=False)
def front() -> AnyResponse | str:
    """The newest posts; ``?p=12`` is the short address of a post."""
    with db() as world:
        if pk := request.args.get("p", 0, int):
            found = rows.post(world, site().name, pk)
            if found is None or found.status != "publish":
                abort(404)
            return redirect(post_url(found), 301)
        page = max(request.args.get("page", 1, int), 1)
        posts = rows.shown_posts(
            world, site().name, PER_PAGE + 1, (page - 1) * PER_PAGE
        )
        listed = [described(world, one) for one in posts[:PER_PAGE]]
        return render_template(
            "blogs/front.html",
            posts=listed,
            page=page,
            more=len(posts) > PER_PAGE,
            **facts(world),
        )


def described(world: sqlite3.Connection, post: Post) -> dict[str, Any]:
    author = rows.person(world, post.author_id)
    return {
        "post": post,
        "url": post_url(post),
        "author": author,
        "topics": [name for _, name in rows.topics_of(world, post.id)],
        "comments": rows.comment_count(world, post.id),
        "body": settled(harmless(rendered_post(post.content))),
        "opening": " ".join(plain(harmless(post.content)).split()[:42]),
    }


@web.get("/<slug>/", strict_slashes=False)
def post(slug: str) -> Response:
    """A post with its comments; somebody's own held one shows while it waits."""
    with db() as world:
        found = rows.post_by_slug(world, site().name, slug)
        if found is None:
            abort(404)
        mine = request.args.get("unapproved", 0, int)
        seen = rows.comments_of(world, found.id)
        seen += [
            one for one in rows.comments_of(world, found.id, "hold") if one.id == mine
        ]
        page = render_template(
            "blogs/post.html",
            thread=threaded(seen),
            rendered_comment=rendered_comment,
            comment_url=comment_url,
            waiting=rows.held(world, site().name),
            reply_to=request.args.get("replytocom", 0, int),
            **described(world, found),
            **facts(world),
        )
    response = make_response(page)
    response.headers["X-Pingback"] = f"{blog_url(site().name)}xmlrpc.php"
    response.headers.add(
        "Link", f"<{blog_url(site().name)}?p={found.id}>; rel=shortlink"
    )
    return response


def threaded(comments: list[Comment]) -> list[tuple[Comment, int]]:
    """Comments with their depth, answers below what they answer, oldest first."""
    known = {one.id for one in comments}
    children: dict[int, list[Comment]] = {}
    for one in sorted(comments, key=lambda each: (each.made_at, each.id)):
        children.setdefault(one.parent if one.parent in known else 0, []).append(one)
    found: list[tuple[Comment, int]] = []
    waiting = [(one, 0) for one in reversed(children.get(0, []))]
    while waiting:
        one, depth = waiting.pop()
        found.append((one, depth))
        waiting += [(each, depth + 1) for each in reversed(children.get(one.id, []))]
    return found


def new_comment(world: sqlite3.Connection) -> NewComment:
    """What the form says; ``acting`` fills in a name where none was typed."""
    form = request.form
    face = FACES.get(form.get("acting", ""), acting(world))
    typed = bool(form.get("author") or form.get("email"))
    log.bill().actor = form.get("author", "") if typed else face.key
    return NewComment(
        post_id=form.get("comment_post_ID", 0, int),
        author_name=form.get("author", "").strip() if typed else face.name,
        author_email=form.get("email", "").strip() if typed else face.email,
        author_url=(form.get("url", "") if typed else settled(face.url)).strip(),
        content=form.get("comment", "").strip(),
        parent=form.get("comment_parent", 0, int),
    )


def refuse_incomplete(new: NewComment) -> None:
    if not (new.author_name and new.author_email):
        raise CommentRefused(
            "require_name_email",
            "<strong>Error:</strong> Please fill the required fields.",
            200,
        )
    if "@" not in new.author_email:
        raise CommentRefused(
            "require_valid_email",
            "<strong>Error:</strong> Please enter a valid email address.",
            200,
        )
    if not new.content:
        raise CommentRefused(
            "require_valid_comment",
            "<strong>Error:</strong> Please type your comment text.",
            200,
        )


@web.post("/wp-comments-post.php")
def comment_form() -> AnyResponse:
    """Take the form, and go back to the comment, also to one that is held."""
    try:
        with db() as world:
            new = new_comment(world)
            under = rows.post(world, site().name, new.post_id)
            if under is None or under.status != "publish":
                return make_response("", 200)
            if not under.comments_open:
                return die("Sorry, comments are closed for this item.", 403)
            refuse_incomplete(new)
            made = acts.add_comment(world, site(), new)
            if request.form.get("acting") in FACES:
                put_setting(world, "acting", request.form["acting"])
    except CommentRefused as error:
        return die(error.sentence, error.status)
    place = post_url(under)
    if made.status == "hold":
        place += f"?unapproved={made.id}&moderation-hash=sandbox"
    return redirect(f"{place}#comment-{made.id}", 302)
