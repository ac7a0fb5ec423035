"""The table for our Facebook Page: fault → state → the sentence people see, and after.

As for X: a thanks is sent and what is said on our Page is read, both into the fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone

from accounts import presences
from accounts.models import Account
from accounts.platforms import wire
from engagement import deliver, ingest
from engagement.models import Delivery, Interaction, Suggestion, Watch
from tests.engagement.page import OnPage, addresses_of, page_of
from tests.engagement.rows import queued, town
from tests.faults.table import (
    DEADLINE,
    HELD_BACK,
    LOST,
    PERHAPS,
    Case,
    it_strikes_and_passes,
)
from tests.sandbox.running import Sandbox, sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BACKEND = "django.contrib.auth.backends.ModelBackend"
TEXT = "Thank you for telling us; it will be read at breakfast."
SLOWER = "Facebook asks us to slow down."
CUT = "The connection to Facebook was cut."
LATE = "Facebook did not answer in time."
UNREADABLE = "Facebook's answer could not be read."
TROUBLE = "Facebook is in trouble (it answered 502)."
PASSWORD = "has changed their Facebook password. Connect the Page again."
BLOCKED = "Facebook has blocked what this Page does"
RIGHTS = "Facebook's permissions do not let our connection do this."
SAME = "the Page has published the same text before."
HOUR = timedelta(minutes=59)


def graph(said: str, state: str, says: str, reads: str = "", **more: Any) -> Case:
    """One of Graph's codes, with its subcode."""
    how = {"field": said}
    return Case("graph_error", state, says, reads or says, how=how, **more)


CASES = [
    Case("rate_limited", "queued", SLOWER, SLOWER, waits=timedelta(minutes=9)),
    Case("rate_limited_blind", "queued", SLOWER, SLOWER, waits=HOUR),
    graph("4", "queued", SLOWER, waits=HOUR),
    graph("613", "queued", SLOWER, waits=HOUR),
    Case("revoked", "queued", PASSWORD, PASSWORD, held="account"),
    graph("190.458", "queued", "The app was removed", held="account"),
    graph("190.463", "queued", "has run out. Connect", held="account"),
    graph("190.492", "queued", "has no role on it any more", held="account"),
    Case("no_credit", "queued", BLOCKED, BLOCKED, held="account"),
    # A right that was not given: a person does it, and nothing is lost.
    Case("forbidden", "by_hand", RIGHTS, RIGHTS, ends="by_hand"),
    graph("10", "by_hand", RIGHTS, ends="by_hand"),
    Case("duplicate", "failed", SAME, SAME, card="open", ends="failed"),
    graph("100", "failed", "did not accept it", card="open", ends="failed"),
    graph("100.33", "failed", "does not have it any more", card="open", ends="failed"),
    # Nobody knows whether it was done; it was not, which only a person may conclude.
    graph("1", LOST, "it answered 500" + ").", "it answered 500", ends=LOST),
    graph("2", LOST, "it answered 503", ends=LOST),
    Case("server_error_html", LOST, TROUBLE + PERHAPS, TROUBLE, ends=LOST),
    Case("html_200", LOST, UNREADABLE + PERHAPS, UNREADABLE, ends=LOST),
    Case("cut_before", LOST, CUT + PERHAPS, CUT, ends=LOST),
    Case("hold_before", LOST, LATE + PERHAPS, LATE, ends=LOST, how=HELD_BACK),
    Case("endless", LOST, LATE + PERHAPS, LATE, ends=LOST),
    # It was done, and is found under their comment.
    Case("cut_after", LOST, CUT + PERHAPS, CUT, public=1),
    Case("hold_after", LOST, LATE + PERHAPS, LATE, public=1, how=HELD_BACK),
    Case("half_answer", LOST, CUT + PERHAPS, CUT, public=1, how={"ms": 50}),
    Case("cut_json", LOST, UNREADABLE + PERHAPS, UNREADABLE, public=1),
    Case(
        "missing_field",
        LOST,
        UNREADABLE + PERHAPS,
        "Facebook left out “id”, which was asked for.",
        public=1,
        how={"field": "id"},
    ),
    # These are none, for whoever reads well.
    Case("slow", "sent", "", "", public=1, how={"ms": 300}),
    Case("plain_times", "sent", "", "", public=1),
]


class Ground(OnPage):
    """One comment to be thanked for, and one that waits to be read."""

    text = TEXT
    card: Suggestion
    delivery: Delivery
    comments: Watch

    def prepare(self) -> None:
        self.look()
        self.play("comment", who="lena.hoff", text="I read this to my mother.")
        self.look()
        self.card = self.weigh()["Lena Hoff"]
        self.delivery = queued(self.town, self.card, TEXT)
        self.comments = Watch.objects.get(account=self.page, kind="comments")
        self.play("comment", who="ed.kowalczyk", text="My student came prepared.")

    def strikes(self, fault: str, **how: Any) -> None:
        self.net.tell(
            "faults", network="facebook", call="*", fault=fault, times=-1, **how
        )
        deliver.send(self.delivery.pk)
        self.read()

    def read(self) -> None:
        self.look("comments")
        for row in (self.delivery, self.card, self.comments, self.page):
            row.refresh_from_db()

    def passes(self) -> None:
        """The trouble is over, and as much time goes by as each row asked for."""
        self.net.mend()
        long_ago = timezone.now() - timedelta(seconds=configured.SEND_LEASE + 5)
        Delivery.objects.filter(state="queued").update(due_at=timezone.now())
        Delivery.objects.filter(state=LOST).update(claimed_at=long_ago)
        Account.objects.update(next_send_at=None)

    def goes_on(self) -> None:
        """The worker's sweeps, until nothing is left to do."""
        self.look("own", "comments")
        deliver.match_own(timezone.now())
        deliver.note_looks(timezone.now())
        for pk in deliver.due(timezone.now()):
            deliver.send(pk)
        self.read()

    def reconnects(self) -> None:
        account = Account.objects.select_related("app").get(pk=self.page.pk)
        presences.connect_again(account, by=self.town.supervisor, user="", token="")
        ingest.wake_reconnected(timezone.now())

    def sees(self, page: str) -> str:
        """A page as the poster sees it, without its markup's escapes."""
        client = Client()
        client.force_login(self.town.poster.user, BACKEND)
        return " ".join(unescape(client.get(f"/c/csw/{page}").text).split())

    @property
    def public(self) -> int:
        return self.said().count(TEXT)

    @property
    def watch(self) -> Watch:
        return self.comments

    @property
    def held(self) -> str:
        return "account" if self.page.held_at else ""

    @property
    def caught_up(self) -> bool:
        rows = Interaction.objects.filter(kind="comment", direction="in")
        return rows.filter(first_look=False).count() == 2


@pytest.fixture(scope="module")
def networks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with sandbox(tmp_path_factory.mktemp("page"), SANDBOX_MOVES="0") as running:
        yield running


@pytest.fixture
def ground(
    networks: Sandbox, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ground]:
    """A fresh world, and an outbox that waits seconds where it would wait a minute."""
    networks.tell("reset", seed="demo")
    settings.ADDRESSES = addresses_of(networks.url)
    csw = town()
    found = Ground(networks, csw, page_of(csw))
    found.prepare()
    told = {"limit": wire.LIMIT, "seconds": DEADLINE}
    monkeypatch.setattr(wire.Wire.start, "__kwdefaults__", told)
    yield found
    networks.mend()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_has_its_state_and_its_sentence_and_then_all_goes_on(
    ground: Ground, case: Case
) -> None:
    it_strikes_and_passes(ground, case)
