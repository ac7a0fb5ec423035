"""The worlds to begin with: our account and app, and in the demo the peers around."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from sandbox.store import now, put_setting
from sandbox.x import oauth, rows
from sandbox.x.texts.people import PEERS, STRANGERS, Person
from sandbox.x.texts.posts import OURS, PAST, Past

CREDIT = 100_000_000
CLIENT, SECRET = "center-app", "center-secret"
CENTER_BIO = (
    "Teaching, research and practice for people who do social work. A university"
    " center. Posts are written by students and read by faculty. Automated: replies"
    " are prepared by software and sent by a person."
)


def seed(db: sqlite3.Connection, kind: str) -> None:
    """``empty``: our account, its app and tokens, a student's own account, a list."""
    put_setting(db, "credit_micro", CREDIT)
    put_setting(db, "acting", "center")
    _ourselves(db)
    if kind == "demo":
        _around(db, now())


def _ourselves(db: sqlite3.Connection) -> None:
    rows.add_user(
        db,
        "CenterSW",
        "Center for Social Work Practice",
        user_id=rows.CENTER,
        bio=CENTER_BIO,
        url="https://center.example.edu",
        location="Cleveland, Ohio",
        kind="organization",
        verified=True,
    )
    rows.add_user(
        db,
        "sam_writes",
        "Sam",
        user_id=rows.ME,
        bio="MSW student. Walks, bread, second-hand books. Opinions are mine.",
    )
    db.execute(
        "INSERT INTO x_list VALUES (?, 'Peers', ?)", (rows.PEERS_LIST, rows.CENTER)
    )
    db.execute("INSERT INTO x_app VALUES (?, ?, ?)", (CLIENT, SECRET, rows.CENTER))
    db.execute(
        "INSERT INTO x_keys VALUES ('x1-access-center', 'x1-secret-center', ?, ?)",
        (rows.CENTER, CLIENT),
    )
    oauth.add_token(
        db,
        user=rows.CENTER,
        client_id=CLIENT,
        access="x-access-center",
        refresh="x-refresh-center",
    )


def _around(db: sqlite3.Connection, today: datetime) -> None:
    for person in (*PEERS, *STRANGERS):
        _add(db, person, today)
    for person in PEERS:
        found = rows.user(db, f"@{person.handle}")
        if found is None:
            continue
        db.execute(
            "INSERT INTO x_list_member VALUES (?, ?)", (rows.PEERS_LIST, found["id"])
        )
        rows.follow(db, rows.CENTER, found["id"], today - timedelta(days=200))
    for person in (*PEERS, *STRANGERS):
        found = rows.user(db, f"@{person.handle}")
        if person.follows_us and found is not None:
            rows.follow(db, found["id"], rows.CENTER, today - timedelta(days=100))
    for past in (*OURS, *PAST):
        _tell(db, past, today)


def _add(db: sqlite3.Connection, person: Person, today: datetime) -> None:
    rows.add_user(
        db,
        person.handle,
        person.name,
        bio=person.bio,
        url=person.url,
        location=person.location,
        kind=person.kind,
        verified=person.kind == "organization",
        since=today - timedelta(days=900),
    )


def _tell(db: sqlite3.Connection, past: Past, today: datetime) -> None:
    found = rows.user(db, f"@{past.handle}")
    if found is not None:
        at = today - timedelta(hours=past.hours_ago)
        rows.add_post(db, found["id"], past.text, at=at)
