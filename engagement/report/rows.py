"""The rows behind a number: found by the same reading that counted it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from accounts.models import Center
from engagement.models import Contact
from engagement.report import cards, deeds, posts, spend
from engagement.report.cards import TESTS, Card
from engagement.report.count import can_be_told
from engagement.report.deeds import Deed
from engagement.report.numbers import Narrow
from engagement.report.posts import Ours
from engagement.report.span import Span
from engagement.report.words import CARDS, DEEDS, POSTS, WORDS

Row = Card | Deed | Ours


def rows(
    center: Center, span: Span, of: str, narrow: Narrow, now: datetime
) -> list[Row]:
    """The rows of this number, the newest first; not for what was spent."""
    found: Iterable[Row] = _read(center, span, of, narrow)
    kept = [row for row in found if _is(row, of, now) and _fits(row, narrow)]
    return kept[::-1]


def _read(center: Center, span: Span, of: str, narrow: Narrow) -> Iterable[Row]:
    table = WORDS[of].rows
    if table == CARDS:
        return cards.read(center, span)
    if table == DEEDS:
        return deeds.read(center, span)
    if table == POSTS:
        ours = [one.pk for one in spend.presences(center, span)]
        return posts.read(center, span, ours)
    raise ValueError(f"{of} is read elsewhere")


def _is(row: Row, of: str, now: datetime) -> bool:
    """Whether it is what the number counts. Of a share: what it is a share of."""
    if isinstance(row, Card):
        return can_be_told(row, now) if of == "in_time" else TESTS[of](row)
    return row.of == of


def _fits(row: Row, narrow: Narrow) -> bool:
    return all(KEYS[key](row, said) for key, said in narrow.items())


def _same(name: str) -> Callable[[Row, str], bool]:
    """Whether the row says the same under this name."""
    return lambda row, said: str(getattr(row, name, "")) == said


def _by(row: Row, said: str) -> bool:
    if not isinstance(row, Deed) or row.member:
        return False
    return row.worker == (said == "worker")


def _group(row: Row, said: str) -> bool:
    return isinstance(row, Deed) and row.what != Contact.Kind.ORGANIZATION


KEYS: Mapping[str, Callable[[Row, str], bool]] = {
    "account": _same("account"),
    "contact": _same("contact"),
    "member": _same("member"),
    "kind": _same("kind"),
    "reason": _same("reason"),
    "by": _by,
    "group": _group,
}
"""By what the rows of a number can be narrowed."""
