"""The sections of the queue beside its cards: what each shows, and when it changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict

from accounts.models import Member
from engagement.keys import digest
from engagement.views import attention, automatic, followers

MARK_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Section:
    """``shown`` gives what the template ``engagement/_<name>.html`` is rendered with,
    as ``section``; {} is nothing to show. ``mark`` changes when that would; where
    ``shown`` tells it as well, it is not asked for twice.
    """

    name: str
    shown: Callable[[Member, datetime], dict[str, Any]]
    mark: Callable[[Member, datetime], str]

    @property
    def template(self) -> str:
        return f"engagement/_{self.name}.html"


SECTIONS = (
    Section("attention", attention.shown, attention.mark),
    Section("automatic", automatic.shown, automatic.mark),
    Section("followers", followers.shown, followers.mark),
)


def sections(member: Member, now: datetime) -> dict[str, dict[str, Any]]:
    """Each section of the page by its name."""
    return {one.name: _filled(one, member, now) for one in SECTIONS}


def section(name: str, member: Member, now: datetime) -> dict[str, Any]:
    """One of them, to answer a tap in it."""
    return _filled(next(one for one in SECTIONS if one.name == name), member, now)


def changed(member: Member, now: datetime, asked: QueryDict) -> list[dict[str, Any]]:
    """The sections that are not as the page has them, to be replaced in place."""
    marks = {one.name: _mark(one, member, now) for one in SECTIONS}
    return [
        _filled(one, member, now)
        for one in SECTIONS
        if asked.get(f"mark_{one.name}", marks[one.name]) != marks[one.name]
    ]


def _filled(one: Section, member: Member, now: datetime) -> dict[str, Any]:
    shown = one.shown(member, now)
    mark = shown["mark"] if "mark" in shown else one.mark(member, now)
    return {"name": one.name, "template": one.template, **shown, "mark": _short(mark)}


def _mark(one: Section, member: Member, now: datetime) -> str:
    return _short(one.mark(member, now))


def _short(mark: str) -> str:
    return digest(mark)[:MARK_LENGTH]
