"""Which boundaries a delivery meets: asked when it is accepted, and before it leaves.

Who met which is written down for the Center's owners, and stands nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.models import Center, Member
from engagement.attentions import turn_to
from engagement.bounds import QUIET
from engagement.keep_outs import entries_in, names_of
from engagement.models import Delivery, HoldWord, KeepOut, Met, Profile, Suggestion
from engagement.rules.ways_to_reach import country_of, is_own, mails_in, phones_in
from engagement.settling import companions_of
from engagement.words import says_held_word, words_of

Kind = Met.Kind
Meeting = tuple[str, int | None]
"""The kind of boundary, and the entry of the list where it is one of its."""
FOR_OWNERS = (Kind.NAME,)
"""A supervisor does not know whom the list names, and cannot let that go."""


@dataclass(frozen=True, slots=True)
class People:
    """All whom a card is about, whatever profile it was made for."""

    opted_out: bool = False
    quiet: bool = False
    kept_out: bool = False
    entries: tuple[int, ...] = ()
    called: list[str] = field(default_factory=list)


def people_of(suggestion: Suggestion) -> People:
    """Who would be answered, thanked with them or introduced, as the rows are now."""
    named = {suggestion.profile_id, suggestion.other_profile_id} - {None}
    named |= set(companions_of(suggestion).values_list("profile", flat=True))
    rows = list(
        Profile.objects.filter(contact__profiles__in=named)
        .values_list(
            *("pk", "contact_id", "opted_out_at"),
            *("contact__kind", "contact__kept_out"),
        )
        .distinct()
    )
    entries = KeepOut.objects.filter(profile__in=[row[0] for row in rows])
    called = names_of({row[1] for row in rows})
    return People(
        opted_out=any(row[2] for row in rows),
        quiet=any(row[3] in QUIET for row in rows),
        kept_out=any(row[4] for row in rows),
        entries=tuple(entries.order_by("pk").values_list("pk", flat=True)),
        called=[name for names in called.values() for name in names],
    )


def meets(delivery: Delivery) -> tuple[Meeting, ...]:
    """Every boundary that this line meets as the rows are now; each once."""
    center = delivery.center
    people = people_of(delivery.suggestion)
    listed, named = entries_in(center, people.called, [delivery.text])
    met = _met_by(people, listed)
    met += [(Kind.NAME, entry) for entry in named]
    met += [(kind, None) for kind in in_text(center, delivery.text)]
    return tuple(met)


def met_by(suggestion: Suggestion, center: Center) -> tuple[Meeting, ...]:
    """Which boundaries a card meets by whom it is about."""
    people = people_of(suggestion)
    return tuple(_met_by(people, entries_in(center, people.called)[0]))


def _met_by(people: People, listed: list[int]) -> list[Meeting]:
    met: list[Meeting] = []
    if people.opted_out:
        met.append((Kind.OPTED_OUT, None))
    if listed or people.entries or people.kept_out:
        met.append((Kind.LISTED, next(iter((*people.entries, *listed)), None)))
    if people.quiet:
        met.append((Kind.QUIET, None))
    return met


def in_text(center: Center, text: str) -> list[str]:
    """What holds a text whoever it is to, but for the names on the list."""
    if not text.strip():
        return []
    found = []
    country = country_of(center.holidays_of, center.zone)
    own = words_of(center, HoldWord.Side.OWN)
    turn = turn_to(center)
    if not _all_own(phones_in(text, country), own | phones_in(turn, country)):
        found.append(Kind.PHONE)
    if not _all_own(mails_in(text), own | mails_in(turn)):
        found.append(Kind.EMAIL)
    if says_held_word(center, text):
        found.append(Kind.WORD)
    return [str(kind) for kind in found]


def _all_own(found: Iterable[str], own: frozenset[str] | set[str]) -> bool:
    return all(is_own(one, own) for one in found)


def note_met(
    center_id: int,
    met: Iterable[Meeting],
    *,
    suggestion: Suggestion,
    delivery: Delivery | None = None,
    by: Member | None = None,
) -> None:
    """Write down who met which: once a line of the outbox and kind."""
    known = Met.objects.filter(center=center_id, suggestion=suggestion)
    known = known.filter(delivery=delivery) if delivery else known.filter(member=by)
    there = set(known.values_list("kind", "keep_out"))
    Met.objects.bulk_create(
        Met(
            center_id=center_id,
            kind=kind,
            keep_out_id=entry,
            suggestion=suggestion,
            delivery=delivery,
            member=by,
        )
        for kind, entry in dict.fromkeys(met)
        if (kind, entry) not in there
    )
