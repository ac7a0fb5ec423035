"""Webmentions and pingbacks: somebody says that their page links to one of ours."""

from __future__ import annotations

import html
import re
import sqlite3
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from xmlrpc.client import Fault, dumps

import defusedxml.ElementTree as ET
import requests
from flask import Response, request

from sandbox.blogs import acts, rows
from sandbox.blogs.acts import CommentRefused, NewComment
from sandbox.blogs.addresses import blog_url, origin
from sandbox.blogs.blueprint import bp, site
from sandbox.blogs.login import opens
from sandbox.blogs.schema import Post
from sandbox.blogs.texts import ORIGIN
from sandbox.blogs.words import plain
from sandbox.store import db

LINKS = re.compile(r"""\b(?:href|src)\s*=\s*["']?([^"'\s>]+)""", re.I)
TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.I | re.S)
GONE = {404, 410}


class NoLink(Exception):
    """The mention is not taken; ``code`` is pingback's number for why."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def target_post(world: sqlite3.Connection, target: str) -> Post:
    """The post of this blog at this address, its short address, or NoLink."""
    parts = urlsplit(target)
    home = f"/blog/{site().name}/"
    if f"{parts.scheme}://{parts.netloc}" != origin() or not parts.path.startswith(
        home
    ):
        raise NoLink(33, "The specified target URL is not on this blog.")
    short = re.fullmatch(r"p=(\d+)", parts.query)
    slug = parts.path.removeprefix(home).strip("/")
    found = (
        rows.post(world, site().name, int(short[1]))
        if short
        else rows.post_by_slug(world, site().name, slug)
    )
    if found is None or found.status != "publish":
        raise NoLink(32, "The specified target URL does not exist.")
    return found


def fetched(source: str) -> tuple[str, bool]:
    """The page at the source, and whether it is gone.

    Only this very origin is asked: the sandbox never reaches out.
    """
    parts = urlsplit(source)
    if f"{parts.scheme}://{parts.netloc}" != origin():
        raise NoLink(16, "The source is not in this make-believe world.")
    try:
        answer = requests.get(
            source,
            timeout=5,
            allow_redirects=False,
            headers={"User-Agent": "WordPress/6.1.9; sandbox"},
        )
    except requests.RequestException as error:
        raise NoLink(16, "The source URL does not exist.") from error
    return answer.text, answer.status_code in GONE


def links_to(page: str, source: str, target: str) -> bool:
    found = (urljoin(source, html.unescape(one)) for one in LINKS.findall(page))
    wanted = urldefrag(target)[0]
    return any(urldefrag(one)[0] == wanted for one in found)


def take(source: str, target: str, kind: str) -> int:
    """Verify a link and keep it as a comment of its kind; its id comes back.

    Told again, it is checked again: what is gone is taken away.
    """
    if not source or not target or urldefrag(source)[0] == urldefrag(target)[0]:
        raise NoLink(0, "Source and target must be two addresses.")
    with db() as world:
        post = target_post(world, target)
    page, gone = fetched(source)
    linked = not gone and links_to(page, source, target)
    with db() as world:
        known = known_link(world, post, source)
        if not linked:
            if known:
                acts.set_comment_status(world, known, "trash")
                return known
            raise NoLink(17, "The source URL does not contain a link to the target.")
        if known and kind == "pingback":
            raise NoLink(48, "The pingback has already been registered.")
        return known or keep(world, post, source, page, kind)


def known_link(world: sqlite3.Connection, post: Post, source: str) -> int:
    sql = """SELECT id FROM blog_comment WHERE post_id=? AND author_url IN (?, ?)
             AND type IN ('pingback', 'webmention') AND status<>'trash'"""
    # Links that the world came with are stored under the stand-in address.
    stored = source.replace(origin(), ORIGIN)
    found = rows.rows(world, sql, post.id, source, stored)
    return int(found[0]["id"]) if found else 0


def keep(
    world: sqlite3.Connection, post: Post, source: str, page: str, kind: str
) -> int:
    title = TITLE.search(page)
    name = plain(title[1]) if title else urlsplit(source).netloc
    text = f"[&#8230;] {html.escape(around_link(page, source))} [&#8230;]"
    new = NewComment(post.id, name, "", source, text, type=kind)
    try:
        return acts.add_comment(world, site(), new).id
    except CommentRefused as error:
        raise NoLink(48, error.sentence) from error


def around_link(page: str, source: str) -> str:
    """A few words of the page, as a reader would quote it."""
    body = re.search(r'class="e-content">(.*?)</div>', page, re.S)
    return " ".join(plain(body[1] if body else page).split()[:30])


@bp.post("/webmention")
def webmention() -> Response:
    """W3C Webmention, verified at once: 200, or 400 with the reason."""
    source, target = request.form.get("source", ""), request.form.get("target", "")
    try:
        pk = take(source.strip(), target.strip(), "webmention")
    except NoLink as error:
        return Response(str(error), 400, mimetype="text/plain")
    return Response(f"Webmention {pk} taken.", 200, mimetype="text/plain")


@bp.post("/xmlrpc.php")
def xmlrpc() -> Response:
    """``pingback.ping(source, target)``, and ``wp.getUsersBlogs(user, password)``."""
    try:
        call = ET.fromstring(request.get_data())
    except ET.ParseError:
        return xml_answer(Fault(-32700, "parse error. not well formed"))
    method = call.findtext("methodName", "")
    values = ["".join(one.itertext()).strip() for one in call.iter("value")]
    if method == "wp.getUsersBlogs":
        return blogs_of(*values[:2])
    if method != "pingback.ping":
        return xml_answer(Fault(-32601, f"server error. requested method {method}"))
    try:
        source, target = values
        take(source, target, "pingback")
    except ValueError:
        return xml_answer(Fault(-32602, "server error. invalid method parameters"))
    except NoLink as error:
        return xml_answer(Fault(error.code, str(error)))
    sentence = f"Pingback from {source} to {target} registered. Keep the web talking!"
    return xml_answer((sentence,))


def blogs_of(user: str, password: str) -> Response:
    """The login is in the body here: no server can strip it."""
    with db() as world:
        person = rows.person_by_login(world, site().name, user)
        known = person is not None and opens(world, person, password)
    if not known:
        return xml_answer(Fault(403, "Incorrect username or password."))
    found = [{"blogName": site().title, "url": blog_url(site().name)}]
    return xml_answer((found,))


def xml_answer(value: tuple[Any] | Fault) -> Response:
    return Response(dumps(value, methodresponse=True), mimetype="text/xml")
