"""Thanks owed in a span, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from accounts.models import Center
from engagement.bounds import quiet
from engagement.models import Delivery, Interaction, Suggestion
from engagement.report.span import Span

State = Suggestion.State
Reason = Suggestion.Reason
Evidence = Interaction.Evidence
Line = dict[str, Any]
Answer = tuple[datetime, str]
"""When it was out, and how we know."""


@dataclass(frozen=True, slots=True)
class Card:
    """One thanks owed. ``became`` is seen, said, nothing, passed or open.

    ``answered_at`` is when the answer was out, as the network says or a member;
    ``reason`` why nothing was needed, and ``member`` who said so.
    """

    pk: int
    became: str
    noticed_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
    account: int
    contact: int
    member: int
    who: str
    reason: str

    @property
    def at(self) -> datetime:
        """The moment by which it belongs to a span."""
        return self.noticed_at

    @property
    def in_time(self) -> bool:
        """Answered by the time it was due; where nothing was due, any time is."""
        if self.answered_at is None:
            return False
        return self.due_at is None or self.answered_at <= self.due_at

    def late(self, now: datetime) -> bool:
        """Past due, and still open."""
        return self.became == "open" and self.due_at is not None and self.due_at < now


TESTS: Mapping[str, Callable[[Card], bool]] = {
    "owed": lambda card: True,
    "seen": lambda card: card.became == "seen",
    "said": lambda card: card.became == "said",
    "nothing": lambda card: card.became == "nothing",
    "open": lambda card: card.became == "open",
    "passed": lambda card: card.became == "passed",
    "in_time": lambda card: card.in_time,
    "hours": lambda card: card.answered_at is not None,
}


def read(center: Center, span: Span) -> list[Card]:
    """Every thanks owed in these days, the first first."""
    lines: dict[int, Line] = {}
    for line in _told(_owed(center, span)):
        _keep(line, lines)
    leaders = {line["together_with_id"] for line in lines.values()} - {None}
    others: dict[int, Line] = {}
    if missing := leaders - set(lines):
        for line in _told(Suggestion.objects.of(center).filter(pk__in=missing)):
            _keep(line, others)
    cards = [
        _card(line, lines | others if others else lines) for line in lines.values()
    ]
    return sorted(cards, key=attrgetter("noticed_at", "pk"))


def _keep(line: Line, lines: dict[int, Line]) -> None:
    """What thanks several at once is a line for each of them: the earliest counts."""
    there, answer = lines.get(line["pk"]), _own_answer(line)
    before = _own_answer(there) if there else None
    if there is None or (answer and before and answer < before):
        lines[line["pk"]] = line


def _owed(center: Center, span: Span) -> QuerySet[Suggestion]:
    theirs = Interaction.objects.filter(
        suggestion=OuterRef("pk"), direction=Interaction.Direction.IN
    ).order_by()
    # What a member said is no kindness came up all the same. A text of somebody in need
    # never was one, and is on no card; and a card whose kindnesses wait on another, or
    # turned out to be such a text, is none.
    counts = Exists(theirs.filter(not_kind=False)) | (
        Q(state=State.DISMISSED) & Exists(theirs)
    )
    return (
        Suggestion.objects.of(center)
        .filter(counts, owed=True, noticed_at__gte=span.begin, noticed_at__lt=span.end)
        .exclude(quiet("profile__contact"))
    )


def _told(rows: QuerySet[Suggestion]) -> Iterable[Line]:
    """These cards with what answered them: a line of the outbox, or a kindness."""
    sent = Q(deliveries__state=Delivery.State.SENT)
    given = Q(kindnesses__direction=Interaction.Direction.OUT)
    found: Iterable[Line] = (
        rows.annotate(
            line=FilteredRelation("deliveries", condition=sent),
            beside=FilteredRelation(
                "kindnesses", condition=given & Q(kindnesses__retracted_at=None)
            ),
        )
        .annotate(
            who=F("decided_by__user__name"),
            mail=F("decided_by__user__email"),
            contact=F("profile__contact"),
            sent_at=F("line__state_since"),
            sent_as=F("line__evidence"),
            happened_at=F("line__interactions__happened_at"),
            beside_at=F("beside__happened_at"),
            beside_as=F("beside__evidence"),
        )
        .order_by()
        .values(
            *("pk", "state", "state_since", "noticed_at", "due_at", "account_id"),
            *("contact", "decided_by_id", "who", "mail", "dismiss_reason"),
            *("sent_at", "sent_as", "happened_at", "beside_at", "beside_as"),
            "together_with_id",
        )
    )
    return found


def _own_answer(line: Line) -> Answer | None:
    if line["sent_at"]:
        return line["happened_at"] or line["sent_at"], line["sent_as"]
    if line["state"] != State.ELSEWHERE:
        return None
    # A member says that it was done another way; the worker saw it.
    said = Evidence.SAID if line["decided_by_id"] else Evidence.SEEN
    return line["beside_at"] or line["state_since"], line["beside_as"] or said


def _card(line: Line, lines: Mapping[int, Line]) -> Card:
    answer = _own_answer(line)
    leader = lines.get(line["together_with_id"] or 0)
    if answer is None and leader is not None:
        answer = _own_answer(leader)
    became = _became(line["state"], answer)
    no = became == "nothing"
    return Card(
        pk=line["pk"],
        became=became,
        noticed_at=line["noticed_at"],
        due_at=line["due_at"],
        answered_at=answer[0] if answer and became in ("seen", "said") else None,
        account=line["account_id"] or 0,
        contact=line["contact"],
        member=(line["decided_by_id"] or 0) if no else 0,
        who=named(line["who"], line["mail"]) if no else "",
        reason=_reason(line["dismiss_reason"]) if no else "",
    )


def _became(state: str, answer: Answer | None) -> str:
    if state == State.DISMISSED:
        return "nothing"
    if answer:
        return "seen" if answer[1] == Evidence.SEEN else "said"
    return "passed" if state == State.EXPIRED else "open"


def _reason(said: str) -> str:
    """That somebody was called private is told to nobody by a number."""
    return Reason.NOTHING if said in ("", Reason.PRIVATE) else said


def named(name: str | None, mail: str | None) -> str:
    """What colleagues read, as ``Member.name`` has it."""
    return name or (mail or "").partition("@")[0]
