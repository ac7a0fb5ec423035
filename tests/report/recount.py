"""The month counted once more: from the networks' world and log, and from the clicks.

Nothing of the product's tables or its counting is used here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.report.desk import Click
from tests.report.seen import NAMEABLE, Came, Ours

DAY = timedelta(days=1)
WRITTEN = ("mention", "reply", "quote", "comment")


@dataclass
class Owed:
    """One thanks, as it went."""

    who: str
    noticed: datetime
    became: str = "open"
    answered: datetime | None = None
    reason: str = ""
    by: str = ""
    did: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Given:
    """One kindness of ours; ``by`` is "" where nobody knows who did it."""

    at: datetime
    who: str
    name: str
    kind: str
    network: str
    by: str


@dataclass(frozen=True)
class Step:
    """One thing that happened between somebody and us, at its moment."""

    at: datetime
    what: str
    thing: Any = None


class Recount:
    """All that passed since the first look; ``quiet`` are left out of everything."""

    def __init__(
        self,
        came: Iterable[Came],
        ours: Iterable[Ours],
        clicks: list[Click],
        looks: list[datetime],
        quiet: frozenset[str] = frozenset(),
    ) -> None:
        self.looks, self.begin = looks, looks[0]
        since = [one for one in came if one.at > self.begin]
        left_out = {one.who for one in since if one.name in quiet}
        # Who shares one post of ours twice has done us one kindness.
        self.came = once(one for one in since if one.who not in left_out)
        self.ours = [
            one for one in ours if one.at > self.begin and one.to not in left_out
        ]
        self.clicks = [one for one in clicks if one.name not in quiet]
        self.names = {one.who: one.name for one in self.came}
        self.names |= {one.who: one.name for one in self.clicks}
        self.owed: list[Owed] = []
        self.none: list[Came | Click] = []
        self.given: list[Given] = list(self._noted())
        for who in sorted(self.names):
            self._person(who)
        self.received = list(self._received())

    def noticed(self, at: datetime) -> datetime | None:
        """When the worker looked next; None where it has not looked since."""
        return next((look for look in self.looks if look >= at), None)

    # What passed without a network

    def _noted(self) -> Iterator[Given]:
        for click in self.clicks:
            if click.what == "noted out":
                told = (click.who, click.name, click.text, "", click.by)
                yield Given(click.at, *told)

    def _received(self) -> Iterator[tuple[datetime, Came | Click]]:
        for one in self.came:
            at = self.noticed(one.at)
            if at is not None and one not in self.none:
                yield at, one
        for click in self.clicks:
            if click.what == "noted in" and click not in self.none:
                yield click.at, click

    # One person after the other

    def _person(self, who: str) -> None:
        """Their thanks in order: opened by what they did, closed by what we did."""
        card: Owed | None = None
        last: datetime | None = None
        begun: Click | None = None
        for step in self._steps(who):
            if begun and step.at > begun.at + DAY + timedelta(hours=1):
                # Begun by hand and never confirmed: after a day it is back.
                begun = None
            waits = card is not None and card.became == "open"
            if step.what == "came":
                if card is None or not (waits or (last and step.at < last + DAY)):
                    card = Owed(who, step.at)
                    self.owed.append(card)
                card.did.append(step.thing)
            elif step.what == "click" and card is not None:
                begun = self._click(card, step.thing)
                last = self._last(card, step.thing, last)
            elif step.what == "app" and card is not None:
                self._in_the_app(card, step.thing, step.at)
                last = step.at

    def _last(self, card: Owed, click: Click, last: datetime | None) -> datetime | None:
        if click.what in ("accept", "elsewhere"):
            found = [at for at in (card.answered, click.at) if at is not None]
            return max(found)
        return last

    def _steps(self, who: str) -> list[Step]:
        found = [
            Step(at, "came", one)
            for one in self.came
            if one.who == who and owes(one) and (at := self.noticed(one.at))
        ]
        undone = self._undone()
        for click in self.clicks:
            if click.who != who or click in undone:
                continue
            if click.what == "noted in":
                found += [Step(click.at, "came", click)]
            elif not click.what.startswith("noted") and click.text != "share":
                found.append(Step(click.at, "click", click))
        for one in self.ours:
            if one.to == who and not one.by_api and one.text.find("Thanks! No.") >= 0:
                at = self.noticed(one.at)
                found += [Step(at, "app", one)] if at else []
        shares = [one for one in self.ours if one.to == who and one.sort == "others"]
        for one in shares:
            self._shared(one, who)
        return sorted(found, key=lambda step: (step.at, step.what != "app"))

    def _undone(self) -> list[Click]:
        """Clicks that were taken back, with those that took them back."""
        found = []
        for place, click in enumerate(self.clicks):
            if click.what == "undo":
                found += [self.clicks[place - 1], click]
        return found

    def _click(self, card: Owed, click: Click) -> Click | None:
        """What became of the card by it; the click itself where it is only begun."""
        if click.what == "no":
            card.became, card.reason, card.by = "nothing", click.text, click.by
            if click.text == "not_kind":
                self.none += card.did
        elif click.what == "elsewhere":
            card.became, card.answered = "said", click.at
            self._give(click.at, click, "")
        elif click.what == "accept":
            return self._accepted(card, click)
        return None

    def _accepted(self, card: Owed, click: Click) -> Click | None:
        thing = next((one for one in self.ours if click.text in one.text), None)
        done = next(
            (
                one
                for one in self.clicks
                if one.what == "done"
                and one.who == click.who
                and one.at >= click.at
                and one.at < click.at + timedelta(minutes=5)
            ),
            None,
        )
        if thing is not None:
            known = thing.at if thing.by_api else self.noticed(thing.at)
            known = done.at if done else known
            if known is None:
                return click
            card.became, card.answered = "seen", thing.at
            self._give(known, click, thing.network)
        elif done is not None:
            card.became, card.answered = "said", done.at
            self._give(done.at, click, network_of(click.who))
        else:
            return click
        return None

    def _in_the_app(self, card: Owed, thing: Ours, at: datetime) -> None:
        """Answered in the network's own app, found on our timeline."""
        card.became, card.answered = "seen", thing.at
        told = (card.who, self.names[card.who], "thanks", thing.network, "")
        self.given.append(Given(at, *told))

    def _give(self, at: datetime, click: Click, network: str) -> None:
        told = (click.who, click.name, "thanks", network, click.by)
        self.given.append(Given(at, *told))

    def _shared(self, thing: Ours, who: str) -> None:
        """A post of theirs that we passed on, as somebody accepted."""
        by = [
            one.by
            for one in self.clicks
            if one.who == who and one.text == "share" and one.at <= thing.at
        ]
        told = (who, self.names[who], "share", thing.network, by[-1] if by else "")
        self.given.append(Given(thing.at, *told))


def once(came: Iterable[Came]) -> list[Came]:
    """Without the second share of the same post by the same person."""
    found: dict[tuple[str, ...], Came] = {}
    for one in sorted(came, key=lambda one: one.at):
        share = one.kind == "share"
        found.setdefault((one.who, one.kind, one.about if share else one.thing), one)
    return list(found.values())


def owes(one: Came) -> bool:
    """Words are answered in place; thanks for the rest name somebody."""
    return one.kind in WRITTEN or one.name in NAMEABLE


def network_of(who: str) -> str:
    return {"x": "@CenterSW", "fb": "Facebook", "blog": "Blog"}[who.partition(":")[0]]
