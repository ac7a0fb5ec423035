"""An application password about itself: which it is, and that it is no longer."""

from __future__ import annotations

import uuid

from flask import Response, request

from sandbox.blogs import rows
from sandbox.blogs.blueprint import bp, site
from sandbox.blogs.login import bare, who
from sandbox.blogs.rest.errors import WpError
from sandbox.blogs.rest.shapes import answer
from sandbox.store import db

PATH = "/wp-json/wp/v2/users/me/application-passwords"


def _own() -> dict[int, str]:
    """The passwords of who asks, by number. Raises WpError for nobody."""
    with db() as world:
        person = who(world, site())
        if person is None:
            raise WpError("rest_not_logged_in", "You are not currently logged in.", 401)
        sql = "SELECT rowid AS id, password FROM blog_password WHERE user_id=?"
        found = rows.rows(world, sql, person.id)
    return {int(row["id"]): str(row["password"]) for row in found}


def _uuid(number: int) -> str:
    return str(uuid.UUID(int=number))


@bp.get(f"{PATH}/introspect")
def introspect() -> Response:
    """Which of the passwords was shown."""
    given = request.authorization
    shown = bare(given.password or "") if given else ""
    for number, password in _own().items():
        if bare(password) == shown:
            return answer({"uuid": _uuid(number), "name": "Kindred", "app_id": ""})
    raise WpError(
        "rest_application_password_not_found", "Application password not found.", 404
    )


@bp.delete(f"{PATH}/<said>")
def revoke(said: str) -> Response:
    """It opens nothing any more."""
    for number in _own():
        if _uuid(number) == said:
            with db() as world:
                world.execute("DELETE FROM blog_password WHERE rowid=?", (number,))
            return answer({"deleted": True, "previous": {"uuid": said}})
    raise WpError(
        "rest_application_password_not_found", "Application password not found.", 404
    )
