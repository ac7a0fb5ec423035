"""The two blueprints of the blogs: ``blog`` for machines, ``blog_web`` for hands."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, abort, g, request

from sandbox.blogs import rows
from sandbox.blogs.addresses import rest_url, webmention_url
from sandbox.blogs.rest.errors import WpError
from sandbox.blogs.schema import Site
from sandbox.store import db

bp = Blueprint("blog", __name__, url_prefix="/blog/<blog>")
web = Blueprint(
    "blog_web", __name__, url_prefix="/blog/<blog>", template_folder="templates"
)

PAGES = {"blog_web.front", "blog_web.post"}
POLICY = (
    "default-src 'none'; script-src 'none'; style-src 'unsafe-inline';"
    " img-src 'self' data:; form-action 'self'; base-uri 'none'"
)


def load_site(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Find the blog that the address names, once for all views."""
    name = (values or {}).pop("blog", "")
    with db() as world:
        found = rows.site(world, name)
    if found is None:
        abort(404, "No such blog here.")
    g.site = found


def site() -> Site:
    """The blog that the address names."""
    found: Site = g.site
    return found


def discovery(response: Response) -> Response:
    """The headers by which a visitor finds the API and the webmention endpoint."""
    if "site" not in g or request.endpoint not in PAGES:
        return response
    name = g.site.name
    response.headers.add("Link", f'<{rest_url(name)}>; rel="https://api.w.org/"')
    response.headers.add("Link", f'<{webmention_url(name)}>; rel="webmention"')
    # A hostile post shows as it is, but nothing in it may run in a visitor's browser.
    response.headers["Content-Security-Policy"] = POLICY
    return response


def say_no(error: WpError) -> Response:
    return error.answer()


@web.app_template_filter()
def wp_day(seconds: int) -> str:
    """A day as blogs write it: 3 November 2026."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%-d %B %Y")


@web.app_template_filter()
def wp_iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


for one in (bp, web):
    one.url_value_preprocessor(load_site)
    one.after_request(discovery)
    one.register_error_handler(WpError, say_no)
