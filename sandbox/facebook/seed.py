"""The worlds to begin with: our Page, app and tokens; in the demo the peers around."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from sandbox.facebook import login, rows
from sandbox.facebook.texts import acts
from sandbox.facebook.texts.people import PEERS, PEOPLE
from sandbox.store import now

APP, SECRET = "9001", "fb-secret-center"
PAGE_TOKEN, USER_TOKEN = "fb-page-center", "fb-user-sam"

Db = sqlite3.Connection


def seed(db: Db, kind: str) -> None:
    """``empty``: our Page, its app and tokens, and a student who may act for it."""
    _ourselves(db)
    if kind == "demo":
        _around(db, now())
    _logins(db)


def _ourselves(db: Db) -> None:
    rows.add_actor(
        db,
        "page",
        acts.CENTER,
        "CenterSW",
        number=rows.CENTER,
        about="Teaching, research and practice for people who do social work.",
        website="https://center.example.edu",
        fans=412,
    )
    rows.add_actor(db, "person", "Sam Whitfield", "sam.whitfield", number=rows.ME)
    _role(db, rows.CENTER, rows.ME)
    app = (APP, SECRET, "Center hub")
    db.execute("INSERT INTO fb_app (id, secret, name) VALUES (?, ?, ?)", app)
    login.add_token(db, "page", rows.CENTER, rows.ME, APP, access=PAGE_TOKEN)
    login.add_token(
        db, "user", rows.ME, rows.ME, APP, life=login.LONG, access=USER_TOKEN
    )


def _logins(db: Db) -> None:
    """Who may be logged in at the dialog: with two Pages, none, or too small a role."""
    office = rows.add_actor(db, "page", "Field Education Office", "FieldEdOffice")
    jo = rows.add_actor(db, "person", "Jo Park", "jo.park")
    nora = rows.add_actor(db, "person", "Nora Blum", "nora.blum")
    ali = rows.add_actor(db, "person", "Ali Reyes", "ali.reyes")
    abouts = {
        rows.ME: "with a role on our Page",
        jo: "with a role on our Page and a second one",
        nora: "with no Page",
        ali: "who may only look at our Page's numbers",
    }
    db.executemany("INSERT INTO fb_login VALUES (?, ?)", abouts.items())
    _role(db, rows.CENTER, jo)
    _role(db, office, jo, "ANALYZE CREATE_CONTENT")
    _role(db, rows.CENTER, ali, "ANALYZE")


def _role(db: Db, page: int, person: int, tasks: str = " ".join(login.TASKS)) -> None:
    row = (page, person, tasks)
    db.execute("INSERT INTO fb_role (page, person, tasks) VALUES (?, ?, ?)", row)


def _around(db: Db, today: datetime) -> None:
    for one in PEERS:
        rows.add_actor(
            db,
            "page",
            one.name,
            one.username,
            about=one.about,
            website=one.website,
            fans=one.fans,
        )
    for username, name in PEOPLE:
        rows.add_actor(db, "person", name, username)
    ours = [
        rows.add_post(db, rows.CENTER, text, link=link, at=_ago(today, hours))
        for hours, text, link in acts.OURS
    ]
    for username, hours, text in acts.THEIRS:
        who = rows.actor(db, username)
        if who is not None:
            rows.add_post(db, who["id"], text, at=_ago(today, hours))
    under = rows.post(db, ours[0])
    for username, text in acts.BEFORE:
        who = rows.actor(db, username)
        if who is not None and under is not None:
            rows.add_comment(db, who["id"], text, under, at=_ago(today, 150))


def _ago(today: datetime, hours: float) -> datetime:
    return today - timedelta(hours=hours)
