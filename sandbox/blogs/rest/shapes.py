"""The JSON that WordPress makes of posts, comments, people and topics."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from sandbox.blogs import rows
from sandbox.blogs.addresses import blog_url, comment_url, guid, post_url, rest_url
from sandbox.blogs.addresses import settled as here
from sandbox.blogs.rest.errors import json_answer
from sandbox.blogs.schema import Comment, Person, Post, Site
from sandbox.blogs.words import (
    curly,
    rendered_comment,
    rendered_post,
    short,
    slug_of,
)

Json = dict[str, Any]


def wp_time(seconds: int) -> str:
    """A time as WordPress writes it: UTC, and no word of it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def shown(raw: str, rendered: str, edit: bool) -> Json:
    return (
        {"raw": here(raw), "rendered": here(rendered)}
        if edit
        else {"rendered": here(rendered)}
    )


def post_json(db: sqlite3.Connection, post: Post, edit: bool = False) -> Json:
    excerpt = rendered_post(post.excerpt or short(post.content))
    content = shown(post.content, rendered_post(post.content), edit)
    body: Json = {
        "id": post.id,
        **dict.fromkeys(("date", "date_gmt"), wp_time(post.published_at)),
        "guid": shown(guid(post), guid(post), edit),
        **dict.fromkeys(("modified", "modified_gmt"), wp_time(post.modified_at)),
        "slug": post.slug,
        "status": post.status,
        "type": "post",
        "link": post_url(post),
        "title": shown(post.title, curly(post.title), edit),
        "content": content
        | {"protected": False}
        | ({"block_version": 0} if edit else {}),
        "excerpt": shown(post.excerpt, excerpt, edit) | {"protected": False},
        "author": post.author_id,
        "featured_media": 0,
        "comment_status": "open" if post.comments_open else "closed",
        "ping_status": "open",
        "sticky": False,
        "template": "",
        "format": "standard",
        "meta": [],
        "categories": [pk for pk, _ in rows.topics_of(db, post.id)],
        "tags": [],
    }
    return body | (for_editors(post) if edit else {}) | {"_links": post_links(post)}


def for_editors(post: Post) -> Json:
    """What only somebody sees who may change the post."""
    return {
        "password": "",
        "permalink_template": f"{blog_url(post.site)}%postname%/",
        "generated_slug": slug_of(post.title),
    }


def post_links(post: Post) -> Json:
    root = rest_url(post.site)
    return {
        "self": [{"href": f"{root}wp/v2/posts/{post.id}"}],
        "collection": [{"href": f"{root}wp/v2/posts"}],
        "about": [{"href": f"{root}wp/v2/types/post"}],
        "author": [{"embeddable": True, "href": f"{root}wp/v2/users/{post.author_id}"}],
        "replies": [
            {"embeddable": True, "href": f"{root}wp/v2/comments?post={post.id}"}
        ],
        "wp:term": [
            {
                "taxonomy": "category",
                "embeddable": True,
                "href": f"{root}wp/v2/categories?post={post.id}",
            }
        ],
        "curies": [
            {"name": "wp", "href": "https://api.w.org/{rel}", "templated": True}
        ],
    }


def comment_json(post: Post, comment: Comment, edit: bool = False) -> Json:
    body: Json = {
        "id": comment.id,
        "post": comment.post_id,
        "parent": comment.parent,
        "author": comment.user_id,
        "author_name": comment.author_name,
        "author_url": here(comment.author_url),
        "date": wp_time(comment.made_at),
        "date_gmt": wp_time(comment.made_at),
        "content": shown(comment.content, rendered_comment(comment.content), edit),
        "link": comment_url(post, comment),
        "status": comment.status,
        "type": comment.type,
        "author_avatar_urls": avatars(comment.author_email),
        "meta": [],
    }
    if edit:
        body |= {"author_email": comment.author_email, "author_ip": "127.0.0.1"}
        body["author_user_agent"] = ""
    root = rest_url(post.site)
    links: Json = {
        "self": [{"href": f"{root}wp/v2/comments/{comment.id}"}],
        "collection": [{"href": f"{root}wp/v2/comments"}],
        "up": [
            {
                "embeddable": True,
                "post_type": "post",
                "href": f"{root}wp/v2/posts/{post.id}",
            }
        ],
    }
    if comment.user_id:
        href = f"{root}wp/v2/users/{comment.user_id}"
        links["author"] = [{"embeddable": True, "href": href}]
    if comment.parent:
        href = f"{root}wp/v2/comments/{comment.parent}"
        links["in-reply-to"] = [{"embeddable": True, "href": href}]
    return body | {"_links": links}


def person_json(person: Person, edit: bool = False) -> Json:
    root = rest_url(person.site)
    body: Json = {
        "id": person.id,
        "name": person.name,
        "url": here(person.url),
        "description": person.bio,
        "link": f"{blog_url(person.site)}author/{person.login}/",
        "slug": person.login,
        "avatar_urls": avatars(person.email),
        "meta": [],
    }
    if edit:
        body |= {"username": person.login, "email": person.email}
        body |= {"roles": [person.role], "locale": "en_US", "nickname": person.login}
        writes = person.role != "contributor"
        able = {"publish_posts": writes, "edit_posts": True, "upload_files": writes}
        more = {"moderate_comments": person.moderates}
        more |= {"unfiltered_html": person.moderates}
        body["capabilities"] = able | {one: True for one, has in more.items() if has}
    return body | {
        "_links": {
            "self": [{"href": f"{root}wp/v2/users/{person.id}"}],
            "collection": [{"href": f"{root}wp/v2/users"}],
        }
    }


def topic_json(site: Site, row: Json) -> Json:
    return {
        "id": row["id"],
        "count": row["count"],
        "description": "",
        "link": f"{blog_url(site.name)}category/{row['slug']}/",
        "name": row["name"],
        "slug": row["slug"],
        "taxonomy": "category",
        "parent": 0,
        "meta": [],
    }


def avatars(email: str) -> Json:
    # Served by the sandbox itself: a make-believe blog calls nobody else.
    digest = hashlib.sha256(email.lower().encode()).hexdigest()[:16]
    return {
        str(size): f"{request.host_url}blog/avatar/{digest}.svg?s={size}"
        for size in (24, 48, 96)
    }


def narrowed(body: Any) -> Any:
    """Only what ``_fields`` names: ``id,title.rendered`` keeps these two."""
    asked = [one.strip() for one in request.args.get("_fields", "").split(",")]
    asked = [one for one in asked if one]
    if not asked:
        return body
    if isinstance(body, list):
        return [narrowed(one) for one in body]
    kept: Json = {}
    for path in asked:
        name, _, inner = path.partition(".")
        if name in body and inner and isinstance(body[name], dict):
            part = {inner: body[name][inner]} if inner in body[name] else {}
            kept[name] = kept.get(name, {}) | part
        elif name in body:
            kept[name] = body[name]
    return kept


def answer(body: Any, status: int = 200, **headers: str) -> Response:
    response = json_answer(narrowed(body), status)
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = value
    return response


def listing(
    site: Site, path: str, found: list[Json], total: int, page: int, size: int
) -> Response:
    """A page of a list, with its count and the way to the next one."""
    pages = -(-total // size)
    response = answer(found)
    response.headers["X-WP-Total"] = str(total)
    response.headers["X-WP-TotalPages"] = str(pages)
    base = f"{rest_url(site.name)}{path}"
    links = []
    for rel, number in (("prev", min(page - 1, pages)), ("next", page + 1)):
        if 1 <= number <= pages:
            query = urlencode(request.args.to_dict() | {"page": number})
            links.append(f'<{base}?{query}>; rel="{rel}"')
    if links:
        # PHP's header() replaces: the link to the API is gone on such a page.
        response.headers.setlist("Link", links)
    return response


def wants_edit(params: Json) -> bool:
    return params.get("context") == "edit"
