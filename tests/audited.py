"""A middleware of the tests: whoever changes a row by a button leaves a line of it.

Every button that any test presses in this process is asked, so that no new one can
come without its line, whatever the state it was pressed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

SILENT = {
    "claim": "a lease that ends by itself; whose it is, the card says",
    "release": "the same lease, given back",
    "text": "what one types is kept, and leaves nothing yet",
    "around_seen": "how far one has read",
    "webmention": "a site tells us of a link; nobody here decides",
    "account_login": "the sign-in itself is a line of its own",
    "account_logout": "the same",
    "login": "the admin's, the same",
    "logout": "the same",
}
"""Buttons that change a row and need no line, by the name of their address; and why."""
CHANGES = re.compile(
    r'(?:INSERT INTO|UPDATE|DELETE FROM) "((?:accounts|engagement)_\w+)"'
)
AUDIT = "accounts_activity"
WORKS = {"accounts_pulse", "accounts_attempt", "accounts_spend", "engagement_met"}
"""Nobody decides these: a sign of life, the steps of a way to a network, of which only
the end connects something, and what it cost to ask the network. Who met which boundary
is a record of its own, for owners: a line would tell others."""


class Silent(AssertionError):
    """Somebody changed something, and the audit does not know."""


class Noted:
    """Tables that were changed, without what was rolled back."""

    def __init__(self) -> None:
        self.changed: list[str] = []
        self.kept = 0

    def note(self, execute: Any, sql: str, told: Any, many: bool, context: Any) -> Any:
        done = execute(sql, told, many, context)
        found = CHANGES.match(sql)
        # An INSERT that gives back its id does not tell how many it were.
        if found and (sql.startswith("INSERT") or context["cursor"].rowcount):
            self.changed.append(found[1])
        elif sql.startswith("SAVEPOINT"):
            self.changed.append(sql)
        elif sql.startswith("ROLLBACK TO SAVEPOINT"):
            del self.changed[self.changed.index(sql.removeprefix("ROLLBACK TO ")) :]
        return done

    @contextmanager
    def noting(self) -> Iterator[set[str]]:
        """What is in the set afterwards was changed."""
        found: set[str] = set()
        commit, rollback = connection.commit, connection.rollback

        def keep() -> None:
            commit()
            self.kept = len(self.changed)

        def forget() -> None:
            rollback()
            del self.changed[self.kept :]

        own: Any = connection
        own.commit, own.rollback = keep, forget
        try:
            with connection.execute_wrapper(self.note):
                yield found
        finally:
            del own.commit, own.rollback
            found |= {one for one in self.changed if not one.startswith("SAVEPOINT")}


class Audited:
    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.answer(request)
        with Noted().noting() as changed:
            response = self.answer(request)
        name = request.resolver_match.url_name if request.resolver_match else ""
        request.META["CHANGED"] = changed
        # Where nothing could be decided, what was typed is kept, and no more.
        decided = response.status_code < 400
        silent = AUDIT not in changed and name not in SILENT
        if decided and changed - {AUDIT} - WORKS and silent:
            raise Silent(f"{name} changed {sorted(changed)} without a line")
        return response
