"""The numbers of a report, as frozen values: each knows the rows it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engagement.report.span import Span
from engagement.report.words import WORDS, Word

Narrow = Mapping[str, str]
"""By what its rows are narrowed: account, contact, member, kind, reason, by, group."""


@dataclass(frozen=True, slots=True)
class Number:
    """One figure. ``value`` is None where nothing can be said.

    Money is in millionths of a US dollar, a share in percent, times in hours.
    ``out_of`` is what a share is of; ``label`` what it is called on its line.
    """

    of: str
    value: float | None
    narrow: Narrow = field(default_factory=dict)
    span: Span | None = None
    label: str = ""
    out_of: int = 0

    @property
    def word(self) -> Word:
        """Its definition."""
        return WORDS[self.of]


@dataclass(frozen=True, slots=True)
class Line:
    """Numbers that belong together: of an account, an organization, a week."""

    name: str
    numbers: tuple[Number, ...]
    platform: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All of it, in the order in which it is read."""

    span: Span
    thanks: Line
    reasons: Line
    passed: Line
    weeks: tuple[Line, ...]
    organizations: tuple[Line, ...]
    posts: Line
    accounts: tuple[Line, ...]
    members: tuple[Line, ...]
    spent: Number

    def parts(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """Every number once, under the name of its part."""
        yield "Thanks", (self.thanks,)
        yield "Nothing needed, by reason", (self.reasons,)
        yield "Received and given", (self.passed,)
        yield "By week", self.weeks
        yield "By organization", self.organizations
        yield "Our posts", (self.posts,)
        yield "By account", self.accounts
        yield "By member", self.members
        yield "Spent", (Line("All accounts", (self.spent,)),)
