"""The rest of the API: its front door, people, categories, and what is not there."""

from __future__ import annotations

from typing import Any

from flask import Response

from sandbox.blogs import rows
from sandbox.blogs.addresses import blog_url
from sandbox.blogs.blueprint import bp, site
from sandbox.blogs.login import who
from sandbox.blogs.rest import params
from sandbox.blogs.rest.errors import WpError
from sandbox.blogs.rest.shapes import (
    answer,
    listing,
    person_json,
    topic_json,
    wants_edit,
)
from sandbox.store import db

ROUTES = {
    "/": ["GET"],
    "/wp/v2": ["GET"],
    "/wp/v2/posts": ["GET", "POST"],
    r"/wp/v2/posts/(?P<id>[\d]+)": ["GET", "POST", "PUT", "PATCH", "DELETE"],
    "/wp/v2/comments": ["GET", "POST"],
    r"/wp/v2/comments/(?P<id>[\d]+)": ["GET", "POST", "PUT", "PATCH", "DELETE"],
    "/wp/v2/users": ["GET"],
    r"/wp/v2/users/(?P<id>[\d]+)": ["GET"],
    "/wp/v2/users/me": ["GET"],
    "/wp/v2/categories": ["GET"],
}
EVERY = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def routes() -> dict[str, Any]:
    return {
        path: {
            "namespace": "wp/v2" if path.startswith("/wp/v2") else "",
            "methods": methods,
            "endpoints": [{"methods": methods, "args": []}],
        }
        for path, methods in ROUTES.items()
    }


@bp.get("/wp-json/", strict_slashes=False)
def rest_root() -> Response:
    """What an API client reads first; a wrong password is told here already."""
    with db() as world:
        who(world, site())
    home = blog_url(site().name).rstrip("/")
    authorize = f"{home}/wp-admin/authorize-application.php"
    passwords = {"application-passwords": {"endpoints": {"authorization": authorize}}}
    return answer(
        {
            "name": site().title,
            "description": site().tagline,
            "url": home,
            "home": home,
            "gmt_offset": "0",
            "timezone_string": "",
            "namespaces": ["oembed/1.0", "wp/v2"],
            # WordPress writes an empty list where PHP has an empty array
            "authentication": [] if site().no_passwords else passwords,
            "routes": routes(),
            "site_logo": 0,
            "site_icon": 0,
            "site_icon_url": "",
            "_links": {"help": [{"href": "https://developer.wordpress.org/rest-api/"}]},
        },
    )


@bp.get("/wp-json/wp/v2/users/me", strict_slashes=False)
def me() -> Response:
    with db() as world:
        person = who(world, site())
    if person is None:
        raise WpError("rest_not_logged_in", "You are not currently logged in.", 401)
    return answer(person_json(person, wants_edit(params.given())))


@bp.get("/wp-json/wp/v2/users", strict_slashes=False)
def users() -> Response:
    """Everybody who has published, as the public may know."""
    with db() as world:
        who(world, site())
        found = rows.people(world, site().name)
    items = [person_json(one) for one in found]
    return listing(site(), "wp/v2/users", items, len(items), 1, max(len(items), 1))


@bp.get("/wp-json/wp/v2/users/<int:pk>", strict_slashes=False)
def user(pk: int) -> Response:
    with db() as world:
        who(world, site())
        found = rows.person(world, pk)
    if found is None or found.site != site().name:
        raise WpError("rest_user_invalid_id", "Invalid user ID.", 404)
    return answer(person_json(found))


@bp.get("/wp-json/wp/v2/categories", strict_slashes=False)
def categories() -> Response:
    given = params.given()
    size = params.number(given, "per_page", 10, 1, 100)
    page = params.number(given, "page", 1, 1)
    with db() as world:
        who(world, site())
        found = rows.topics(world, site().name, params.number(given, "post", 0, 0))
    items = [topic_json(site(), row) for row in found[(page - 1) * size : page * size]]
    return listing(site(), "wp/v2/categories", items, len(found), page, size)


@bp.get("/wp-json/wp/v2/categories/<int:pk>", strict_slashes=False)
def category(pk: int) -> Response:
    with db() as world:
        who(world, site())
        found = [row for row in rows.topics(world, site().name) if row["id"] == pk]
    if not found:
        raise WpError("rest_term_invalid", "Term does not exist.", 404)
    return answer(topic_json(site(), found[0]))


@bp.route("/wp-json/<path:_rest>", methods=EVERY)
def no_route(_rest: str) -> Response:
    raise WpError(
        "rest_no_route",
        "No route was found matching the URL and request method.",
        404,
    )
