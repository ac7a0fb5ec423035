"""The table for our Facebook Page: fault → state → the sentence people see, and after.

As for X: a thanks is sent and what is said on our Page is read, both into the fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from html import unescape
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone

from accounts.models import Account
from accounts.platforms import wire
from engagement import deliver
from engagement.models import Delivery, Interaction, Suggestion, Watch
from tests.engagement.page import OnPage, addresses_of, page_of
from tests.engagement.rows import queued, town
from tests.sandbox.running import Sandbox, sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BACKEND = "django.contrib.auth.backends.ModelBackend"
TEXT = "Thank you for telling us; it will be read at breakfast."
DEADLINE = 0.8
HELD_BACK = {"ms": int(DEADLINE * 3000)}
PERHAPS = " It may be out all the same."
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
LOST = "unconfirmed"


@dataclass(frozen=True)
class Case:
    """As in the table of X. ``ends``: the state of the thanks once it is over."""

    fault: str
    state: str
    says: str
    reads: str
    public: int = 0
    held: bool = False
    card: str = "accepted"
    ends: str = "sent"
    waits: timedelta = timedelta()
    how: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.fault} {self.how.get('field', '')}".strip()


def graph(said: str, state: str, says: str, reads: str = "", **more: Any) -> Case:
    """One of Graph's codes, with its subcode."""
    how = {"field": said}
    return Case("graph_error", state, says, reads or says, how=how, **more)


CASES = [
    Case("rate_limited", "queued", SLOWER, SLOWER, waits=timedelta(minutes=9)),
    Case("rate_limited_blind", "queued", SLOWER, SLOWER, waits=HOUR),
    graph("4", "queued", SLOWER, waits=HOUR),
    graph("613", "queued", SLOWER, waits=HOUR),
    Case("revoked", "queued", PASSWORD, PASSWORD, held=True),
    graph("190.458", "queued", "The app was removed", held=True),
    graph("190.463", "queued", "has run out. Connect", held=True),
    graph("190.492", "queued", "has no role on it any more", held=True),
    Case("no_credit", "queued", BLOCKED, BLOCKED, held=True),
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
        client = Client()
        client.force_login(self.town.supervisor.user, BACKEND)
        typed = {"user": "", "token": "", "app_id": "9001", "app_secret": ""}
        page = f"/c/csw/sources/account/{self.page.pk}/again/"
        assert "goes on by itself" in client.post(page, typed, follow=True).text

    def sees(self, page: str) -> str:
        """A page as the poster sees it, without its markup's escapes."""
        client = Client()
        client.force_login(self.town.poster.user, BACKEND)
        return " ".join(unescape(client.get(f"/c/csw/{page}").text).split())

    @property
    def public(self) -> int:
        return self.said().count(TEXT)

    @property
    def noticed_both(self) -> bool:
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
    monkeypatch.setattr(wire, "Trip", partial(wire.Trip, DEADLINE))
    yield found
    networks.mend()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_has_its_state_and_its_sentence_and_then_all_goes_on(
    ground: Ground, case: Case
) -> None:
    began = timezone.now()

    ground.strikes(case.fault, **case.how)
    it_is_told(ground, case, began)

    ground.passes()
    if case.held:
        ground.goes_on()
        assert (ground.delivery.state, ground.public) == ("queued", 0)
        ground.reconnects()
    ground.goes_on()
    it_went_on(ground, case)


def it_is_told(ground: Ground, case: Case, began: datetime) -> None:
    """While the trouble lasts: the states, and the sentences where people look."""
    delivery, watch = ground.delivery, ground.comments
    assert delivery.state == case.state, delivery.error
    assert case.says in delivery.error
    assert bool(case.says) == bool(delivery.error)
    assert ground.card.state == case.card
    assert ground.card.draft == TEXT
    assert ground.public == case.public
    assert bool(ground.page.held_at) == case.held
    assert case.reads in watch.error
    assert bool(case.reads) == bool(watch.error)
    assert watch.lease_until is None
    if not case.held:
        assert watch.next_at >= began + case.waits
    if case.state == "queued" and not case.held:
        assert delivery.due_at >= began + case.waits
    if case.says:
        # A person reads it where they look, word for word.
        assert case.says in ground.sees("outbox/")
        assert case.reads in ground.sees("sources/")


def it_went_on(ground: Ground, case: Case) -> None:
    """Once it is over."""
    assert ground.delivery.state == case.ends
    # Never twice; once wherever Facebook had taken it, or took it now.
    assert ground.public == int(case.ends == "sent")
    assert ground.noticed_both
    assert (ground.comments.error, ground.comments.fails) == ("", 0)
    if case.ends == LOST:
        assert ground.delivery.looked_at
        assert "and it was not there" in ground.sees("outbox/")
    if case.ends == "sent":
        assert ground.delivery.error == ""
        assert ground.delivery.receipt_url
