"""What a send costs is written with what came of it: never lost, and never twice."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import Spend
from accounts.platforms.base import Receipt
from engagement import deliver
from engagement.deliver import outbox
from engagement.models import Conflict, Delivery
from engagement.settling import Proof, sent
from tests.engagement.outside import Outside, play, send
from tests.engagement.rows import Town, mention, queued, town

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """Nothing of ours runs after it."""


@pytest.fixture
def csw() -> Town:
    return town()


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    outside = Outside()
    play(outside, monkeypatch)
    return outside


def bill() -> tuple[int, int]:
    """(calls, micro-dollars)."""
    row = Spend.objects.get()
    return row.calls, row.micro


@pytest.mark.usefixtures("outside")
def test_who_dies_after_settling_leaves_the_bill(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = outbox._settle

    def settled(*told: object) -> None:
        settle(*told)  # type: ignore[arg-type]
        # Dead: what would come afterwards never does.
        monkeypatch.setattr(Spend, "record", lambda *_: None)
        raise Killed

    monkeypatch.setattr(outbox, "_settle", settled)
    delivery = queued(csw, mention(csw))
    with pytest.raises(Killed):
        deliver.send(delivery.pk)

    assert Delivery.objects.get().state == "sent"
    assert bill() == (1, 15_000)


def test_settled_meanwhile_it_is_paid_once(csw: Town, outside: Outside) -> None:
    delivery = queued(csw, mention(csw))

    def found() -> None:
        row = Delivery.objects.select_related("suggestion__profile").get()
        sent(row, Proof(key="x:7", url="https://x.example/7"))

    outside.meanwhile = found

    assert send(delivery).receipt_key == "x:7"
    assert bill() == (1, 15_000)


def test_known_by_another_line_it_is_paid_once_each(
    csw: Town, outside: Outside
) -> None:
    lines = [queued(csw, mention(csw), "A"), queued(csw, mention(csw), "B")]
    Delivery.objects.update(verb="share", target_key="x:1", text="")
    outside.answers = [Receipt("share:1", "https://x.example/1") for _ in lines]

    assert [send(one).state for one in lines] == ["sent", "sent"]
    assert bill() == (2, 30_000)


@pytest.mark.usefixtures("outside")
def test_what_could_not_be_settled_is_paid_all_the_same(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise Conflict("settled meanwhile")

    monkeypatch.setattr(outbox, "_settle_receipt", lost)
    delivery = send(queued(csw, mention(csw)))

    assert delivery.state == "sending"
    assert bill() == (1, 15_000)
    assert deliver.due(timezone.now()) == []
