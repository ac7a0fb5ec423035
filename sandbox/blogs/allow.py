"""WordPress's page where a person lets an application in, with a password of its own.

As ``wp-admin/authorize-application.php`` of 6.1 without scripts; the sandbox asks in
place of a login who it is.
"""

from __future__ import annotations

import secrets
import string
from urllib.parse import urlencode, urlsplit

from flask import redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from sandbox.blogs import rows
from sandbox.blogs.addresses import blog_url
from sandbox.blogs.blueprint import site, web
from sandbox.blogs.notes import die
from sandbox.blogs.pages import facts
from sandbox.store import db

LETTERS = string.ascii_letters + string.digits
PATH = "/wp-admin/authorize-application.php"


@web.get(PATH)
def authorize() -> AnyResponse | str:
    """Who is logged in, which application, yes or no."""
    if site().no_passwords:
        return die("Application passwords are not available.", 501)
    with db() as world:
        return render_template(
            "blogs/authorize.html",
            people=rows.people(world, site().name),
            asked=request.args,
            made="",
            **facts(world),
        )


@web.post(PATH)
def answer() -> AnyResponse | str:
    """Make a password, and go where the application wants to be told of it."""
    form = request.form
    back, no = form.get("success_url", ""), form.get("reject_url", "")
    if "approve" not in form:
        return redirect(no or _with(back, {"success": "false"}))
    with db() as world:
        person = rows.person(world, form.get("user", 0, int))
        if person is None or person.site != site().name:
            return die("Who are you?", 403)
        same = "SELECT 1 FROM blog_password WHERE user_id=? AND name=?"
        name = form.get("app_name", "")
        if world.execute(same, (person.id, name)).fetchone():
            return die("Each application name should be unique.", 409)
        made = "".join(secrets.choice(LETTERS) for _ in range(24))
        row = (person.id, name, made)
        world.execute("INSERT INTO blog_password VALUES (?, ?, ?)", row)
        home = blog_url(site().name).rstrip("/")
        if back:
            told = {"site_url": home, "user_login": person.login, "password": made}
            return redirect(_with(back, told))
        shown = " ".join(made[at : at + 4] for at in range(0, 24, 4))
        return render_template(
            "blogs/authorize.html", made=shown, person=person, **facts(world)
        )


def _with(url: str, said: dict[str, str]) -> str:
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(said)}"
