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
    if person is None or not person.password:
        return None
    if bare(given.password or "") != bare(person.password):
        return None
    log.bill().actor = person.login
    return person
