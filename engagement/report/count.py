"""Counting: from the rows of a span to the numbers of its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median

from accounts.models import Center
from engagement.models import Contact, Suggestion
from engagement.report import cards, deeds, posts, spend
from engagement.report.cards import TESTS, Card
from engagement.report.deeds import Deed
from engagement.report.members import members
from engagement.report.numbers import Line, Number, Report
from engagement.report.posts import Ours
from engagement.report.span import Span
from engagement.report.spend import Presence
from engagement.worktime import Stopwatch, Week

HOUR = timedelta(hours=1)
BECAME = ("seen", "said", "nothing", "open")
POSTS = ("own", "others", "conversation")
Reason = Suggestion.Reason
ORGANIZATION = Contact.Kind.ORGANIZATION
NOWHERE = "On no account: others’ blogs, in person, by mail"


def report(center: Center, span: Span, week: Week, now: datetime) -> Report:
    """Everything there is to say of these days."""
    ours = spend.presences(center, span)
    owed = cards.read(center, span)
    passed = deeds.read(center, span)
    out = posts.read(center, span, [one.pk for one in ours])
    return Report(
        span=span,
        thanks=thanks(owed, week, now),
        reasons=reasons(owed),
        passed=Line("Everybody", both(Counter(one.of for one in passed), {})),
        weeks=weeks(span, passed),
        organizations=organizations(passed),
        posts=Line("All accounts", _posts(Counter(one.of for one in out), {})),
        accounts=accounts(ours, passed, out),
        members=members(passed, owed),
        spent=Number("spent", sum(one.micro for one in ours)),
    )


def thanks(owed: Sequence[Card], week: Week, now: datetime) -> Line:
    """What was owed and what became of it; how quickly, and how often in time."""
    counts = Counter(card.became for card in owed)
    numbers = [Number("owed", len(owed))]
    numbers += [Number(word, counts[word]) for word in BECAME]
    if counts["passed"]:
        numbers.append(Number("passed", counts["passed"]))
    return Line("Thanks", (*numbers, in_time(owed, now), hours(owed, week)))


def in_time(owed: Iterable[Card], now: datetime) -> Number:
    """The share of what was answered in time, in whole percent."""
    told = [card for card in owed if can_be_told(card, now)]
    good = sum(card.in_time for card in told)
    share = round(100 * good / len(told)) if told else None
    return Number("in_time", share, out_of=len(told))


def can_be_told(card: Card, now: datetime) -> bool:
    """Whether it is known by now if it was answered in time."""
    return bool(card.answered_at) or card.became == "passed" or card.late(now)


def hours(owed: Iterable[Card], week: Week) -> Number:
    """The median of working hours until the answer, to a tenth of an hour."""
    pairs = [(one.noticed_at, one.answered_at) for one in owed if one.answered_at]
    if not pairs:
        return Number("hours", None)
    watch = Stopwatch(week, min(a for a, _ in pairs), max(b for _, b in pairs))
    middle = median(watch.between(begin, end) / HOUR for begin, end in pairs)
    return Number("hours", round(middle, 1))


def reasons(owed: Iterable[Card]) -> Line:
    """Why nothing was needed, the reasons in the order of their list."""
    counts = Counter(card.reason for card in owed if TESTS["nothing"](card))
    numbers = (
        Number("nothing", counts[word], {"reason": word}, label=str(Reason(word).label))
        for word in Reason.values
        if counts[word]
    )
    return Line("Nothing needed", tuple(numbers))


def both(counts: Mapping[str, int], narrow: Mapping[str, str]) -> tuple[Number, ...]:
    """Received and given."""
    return tuple(
        Number(word, counts.get(word, 0), narrow) for word in ("received", "given")
    )


def weeks(span: Span, passed: Iterable[Deed]) -> tuple[Line, ...]:
    """Received and given, week by week; each links to its own days."""
    counts = Counter((span.week_of(one.at), one.of) for one in passed)
    return tuple(
        Line(
            f"{week.first.day} {week.first:%b}",
            tuple(
                Number(word, counts[place, word], span=week)
                for word in ("received", "given")
            ),
        )
        for place, week in enumerate(span.weeks)
    )


def organizations(passed: Sequence[Deed]) -> tuple[Line, ...]:
    """One line each, who passed the most with us first; everybody else together."""
    counts = Counter(
        (one.contact, one.of) for one in passed if one.what == ORGANIZATION
    )
    names = {one.contact: one.name for one in passed if one.what == ORGANIZATION}

    def place(pk: int) -> tuple[int, str]:
        return -counts[pk, "received"] - counts[pk, "given"], names[pk].casefold()

    found = [
        Line(names[pk], _of_contact(pk, counts)) for pk in sorted(names, key=place)
    ]
    rest = Counter(one.of for one in passed if one.what != ORGANIZATION)
    if rest:
        found.append(Line("Professionals and others", both(rest, {"group": "others"})))
    return tuple(found)


def _of_contact(pk: int, counts: Mapping[tuple[int, str], int]) -> tuple[Number, ...]:
    told = {of: counts[pk, of] for of in ("received", "given")}
    return both(told, {"contact": str(pk)})


def _posts(counts: Mapping[str, int], narrow: Mapping[str, str]) -> tuple[Number, ...]:
    return tuple(Number(word, counts.get(word, 0), narrow) for word in POSTS)


def accounts(
    ours: Sequence[Presence], passed: Iterable[Deed], out: Iterable[Ours]
) -> tuple[Line, ...]:
    """One line an account, and one for what passed without any."""
    counts: dict[int, Counter[str]] = {}
    pairs = [(one.account, one.of) for one in passed]
    pairs += [(one.account, one.of) for one in out]
    for account, of in pairs:
        counts.setdefault(account, Counter())[of] += 1
    found = [_account(one, counts.get(one.pk, Counter())) for one in ours]
    if 0 in counts:
        narrow = {"account": "0"}
        numbers = (*both(counts[0], narrow), *_posts({}, narrow))
        nothing = Number("spent", 0, narrow)
        found.append(Line(NOWHERE, (*numbers, nothing), "person"))
    return tuple(found)


def _account(one: Presence, counts: Mapping[str, int]) -> Line:
    narrow = {"account": str(one.pk)}
    numbers = (*both(counts, narrow), *_posts(counts, narrow))
    money = Number("spent", one.micro, narrow)
    return Line(one.name, (*numbers, money), one.platform)
