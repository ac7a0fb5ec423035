"""Who is asking over REST: basic auth with an application password."""

from __future__ import annotations

import re
import sqlite3

from flask import request

from sandbox import log
from sandbox.blogs import rows
from sandbox.blogs.schema import Person, Site


def bare(password: str) -> str:
    """WordPress ignores the spaces that it shows an application password with."""
    return re.sub(r"[^a-z\d]", "", password, flags=re.I)


def opens(db: sqlite3.Connection, person: Person, password: str) -> bool:
    """Whether it is one of the person's application passwords."""
    sql = "SELECT password FROM blog_password WHERE user_id=?"
    known = [row["password"] for row in rows.rows(db, sql, person.id)]
    return bool(bare(password)) and bare(password) in {
        bare(one) for one in (*known, person.password)
    }


def who(db: sqlite3.Connection, site: Site) -> Person | None:
    """The one who asks, or None for anybody.

    A wrong password makes a stranger, who may read on: WordPress 6.1 looks at it too
    late to complain (seen on a real one). Sites where a plugin looks earlier say
    ``incorrect_password``: that is the fault ``revoked``.
    """
    given = request.authorization
    if given is None or given.type != "basic" or site.strips_login:
        return None
    person = rows.person_by_login(db, site.name, given.username or "")
    if person is None or not opens(db, person, given.password or ""):
        return None
    log.bill().actor = person.login
    return person
