"""The blogroll as OPML 2.0, and the little pictures that stand for people."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from sandbox.blogs import rows
from sandbox.blogs.addresses import blog_url, settled
from sandbox.blogs.blueprint import bp, site
from sandbox.store import db

avatars = Blueprint("blog_avatars", __name__, url_prefix="/blog/avatar")


@bp.get("/wp-links-opml.php")
def opml() -> Response:
    with db() as world:
        links = rows.blogroll(world, site().name)
    page = render_template(
        "blogs/opml.xml",
        site=site(),
        home=blog_url(site().name),
        links=links,
        settled=settled,
    )
    return Response(page, content_type="text/xml; charset=UTF-8")


@avatars.get("/<digest>.svg")
def avatar(digest: str) -> Response:
    """A quiet disc whose colour comes from the e-mail address."""
    hue = sum(digest.encode()) * 37 % 360
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">'
        f'<rect width="96" height="96" fill="hsl({hue} 35% 82%)"/>'
        f'<circle cx="48" cy="38" r="17" fill="hsl({hue} 35% 42%)"/>'
        f'<path d="M14 96a34 34 0 0 1 68 0z" fill="hsl({hue} 35% 42%)"/></svg>'
    )
    return Response(picture, mimetype="image/svg+xml")
