"""The two blueprints of the blogs: ``blog`` for machines, ``blog_web`` for hands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

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

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PLAIN = "sandbox.plain"
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
    if not g.site.rest_off:
        link = f'<{rest_url(name)}>; rel="https://api.w.org/"'
        response.headers.add("Link", link)
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


def closed_api() -> Response | None:
    """A plugin has switched the API off, or the server does not rewrite addresses."""
    if "site" not in g or "/wp-json" not in request.path:
        return None
    if g.site.rest_off or (g.site.plain and not request.environ.get(PLAIN)):
        return Response("<!doctype html><title>Page not found</title>", 404)
    return None


class PlainAddresses:
    """``/blog/x/?rest_route=/wp/v2/posts`` is what ``/blog/x/wp-json/…`` is."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        asked = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
        route = dict(asked).get("rest_route", "")
        home = re.fullmatch(r"/blog/[^/]+/?", environ.get("PATH_INFO", ""))
        if home and route.startswith("/"):
            environ[PLAIN] = True
            environ["PATH_INFO"] = f"{home[0].rstrip('/')}/wp-json{route}"
            rest = [pair for pair in asked if pair[0] != "rest_route"]
            environ["QUERY_STRING"] = urlencode(rest)
        return self.app(environ, start_response)


bp.before_request(closed_api)
for one in (bp, web):
    one.url_value_preprocessor(load_site)
    one.after_request(discovery)
    one.register_error_handler(WpError, say_no)
