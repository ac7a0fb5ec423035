"""What each member did, as a plain list: nobody is put against anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from engagement.models import Interaction
from engagement.report.cards import Card
from engagement.report.deeds import Deed
from engagement.report.numbers import Line, Narrow, Number

Kind = Interaction.Kind
DID: Mapping[str, str] = {
    Kind.THANKS: "thanked",
    Kind.SHARE: "passed on",
    Kind.COMMENT: "commented",
    Kind.REPLY: "replied",
    Kind.QUOTE: "quoted",
    Kind.FOLLOW: "followed",
    Kind.LINK: "linked",
    Kind.MENTION: "named",
    Kind.INTRODUCTION: "introduced",
    Kind.LIKE: "liked",
    Kind.OTHER: "other kindness",
}
NOTED, NO = "noted for others", "nothing needed"
WORKER, NOBODY = "Kindred, by a rule", "In the networks’ own apps, nobody knows who"


def members(passed: Iterable[Deed], owed: Iterable[Card]) -> tuple[Line, ...]:
    """A line each who did something, by name; then what no member is known to."""
    names: dict[int, str] = {}
    did: dict[int, Counter[str]] = {}
    alone: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for one in passed:
        if one.member:
            names[one.member] = one.who
            kind = one.kind if one.of == "given" else NOTED
            did.setdefault(one.member, Counter())[kind] += 1
        elif one.of == "given":
            (alone if one.worker else unknown)[one.kind] += 1
    for card in owed:
        if card.member:
            names[card.member] = card.who
            did.setdefault(card.member, Counter())[NO] += 1
    found = [
        Line(names[pk], _numbers(did[pk], {"member": str(pk)}))
        for pk in sorted(names, key=lambda pk: (names[pk].casefold(), pk))
    ]
    if alone:
        found.append(Line(WORKER, _numbers(alone, {"by": "worker"})))
    if unknown:
        found.append(Line(NOBODY, _numbers(unknown, {"by": "nobody"})))
    return tuple(found)


def _numbers(counts: Mapping[str, int], narrow: Narrow) -> tuple[Number, ...]:
    numbers = [
        Number("given", counts[kind], {**narrow, "kind": kind}, label=label)
        for kind, label in DID.items()
        if counts.get(kind)
    ]
    for of, label in (("received", NOTED), ("nothing", NO)):
        if counts.get(label):
            numbers.append(Number(of, counts[label], narrow, label=label))
    return tuple(numbers)
