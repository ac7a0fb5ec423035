"""The audit as people read and narrow it: areas, words for each verb, and pages.

A page begins where the one before ended (``Mark``), so that the work on one does not
grow with what is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from accounts.models import Activity, Center, Member

# verb, and what somebody did in a sentence that ends in the thing it was done to
AREAS: dict[str, tuple[str, dict[str, str]]] = {
    "decided": (
        "Decisions",
        {
            "accepted": "accepted an answer to",
            "undid": "took back a decision on",
            "dismissed": "decided that nothing is needed for",
            "snoozed": "put off",
            "reopened": "opened again",
            "took over": "took over",
            "picked": "picked",
            "thanked elsewhere": "answered another way",
            "answered elsewhere": "found answered in the network’s own app:",
            "announced": "announced a thanks by itself to",
            "stopped": "stopped a thanks by itself to",
            "passed over followers": "said “nothing needed” for new followers of",
        },
    ),
    "sent": (
        "Sending",
        {
            "sent": "sent an answer to",
            "failed": "could not send an answer to",
            "held": "held",
            "released": "let go what was held for",
            "left to a hand": "left to a person what is for",
            "did by hand": "did by hand what is for",
            "did not do": "did not do by hand what is for",
            "could not": "could not do by hand what is for",
            "could not confirm": "could not confirm what was sent to",
            "took down": "took down what was sent to",
            "sent again": "sent again what is for",
            "found": "found on the network what was sent to",
            "cancelled": "cancelled what was for",
            "called back": "called back what was for",
            "gave back": "gave back to the queue what was for",
            "froze": "froze everything of",
            "unfroze": "lifted the freeze of",
        },
    ),
    "help": (
        "Calls for help",
        {
            "may need help": "called for help for",
            "took": "took the call of",
            "saw to": "saw to the call of",
            "no call for help": "found no call for help in",
            "opened again": "opened again the call of",
        },
    ),
    "contacts": (
        "Contacts",
        {
            "added": "added",
            "noted": "noted a kindness of",
            "said the kind": "said what they are:",
            "took the kind back": "took back what they are:",
            "brought a post of": "brought a post of",
            "opted out": "left in peace from now on:",
            "took an opt-out back": "no longer leaves in peace:",
        },
    ),
    "people": (
        "People and sign-in",
        {
            "signed in": "signed in as",
            "signed out": "signed out as",
            "sign-in failed": "tried to sign in, without the password, as",
            "second factor failed": "tried to sign in, without the second factor, as",
            "second factor added": "added a second factor for",
            "second factor removed": "removed a second factor of",
            "recovery codes made anew": "made new recovery codes for",
            "changed the name": "changed the name of",
            "changed the password": "changed the password of",
            "took a new password by mail": "took a new password by mail for",
            "changed the e-mail address": "changed the e-mail address of",
            "made the Center": "made",
            "invited": "sent",
            "sent the invitation again": "sent again",
            "withdrew the invitation": "withdrew",
            "joined": "joined as",
            "changed the role of": "gave another role to",
            "ended the access of": "ended the access of",
            "removed": "ticked off as removed:",
            "did not remove": "took back the tick for",
        },
    ),
    "accounts": (
        "Accounts and sources",
        {
            "connected": "connected",
            "connected again": "connected again",
            "disconnected": "disconnected",
            "tested": "tested",
            "asked about": "asked the network about",
            "went on with": "went on, after credit was added, with",
            "noted the hands of": "noted who may act for",
            "ended the hands of": "noted who no longer acts for",
            "listens to": "listens to",
            "paused": "paused",
            "goes on with": "goes on with",
        },
    ),
    "duty": (
        "Duty",
        {
            "came on duty": "came on",
            "took over duty": "took over",
            "handed over": "handed over",
            "read the note of": "read the note of",
        },
    ),
    "settings": (
        "Settings",
        {
            "changed hours": "changed the hours of",
            "changed holidays": "changed the holidays of",
            "closed": "closed for",
            "opened": "opened again on",
            "ended the break": "ended the break of",
            "added a word": "added a word to the lists of",
            "took a word out": "took a word out of the lists of",
            "said where to turn": "changed the words on where to turn of",
            "switched on": "switched on",
            "switched off": "switched off",
            "asked for a second factor": "set who needs a second factor in",
            "changed the quiet hours": "changed the quiet hours of",
            "set a daily limit": "set a daily limit for",
            "set the limit of": "set what a month may cost for",
            "changed the do-not-engage list": "changed the do-not-engage list of",
        },
    ),
}
WORDS = {verb: words for _, verbs in AREAS.values() for verb, words in verbs.items()}
FOR_OWNERS = (
    "opted out",
    "took an opt-out back",
    "changed the do-not-engage list",
)
"""Who met which boundary is for owners alone, and so is whom one is about."""
WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page ended: the moment of its last line, and the line's id."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.pk}"

    @classmethod
    def read(cls, text: str) -> Mark | None:
        """As an address has it; None for what is none."""
        at, _, pk = text.partition("~")
        try:
            mark = cls(datetime.fromisoformat(at), int(pk))
        except ValueError:
            return None
        return mark if mark.at.tzinfo and 0 < mark.pk < 2**62 else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be seen; empty is everything. Days are the Center's own."""

    who: str = ""
    area: str = ""
    thing: str = ""
    account: int = 0
    first: date | None = None
    last: date | None = None


def lines_for(viewer: Member, asked: Asked) -> QuerySet[Activity]:
    """The lines this member may read, newest first."""
    center = viewer.center
    rows = Activity.objects.of(center).filter(_days(center, asked))
    if viewer.role != Member.Role.OWNER:
        rows = rows.exclude(verb__in=FOR_OWNERS)
    if asked.who == WORKER:
        rows = rows.filter(member=None)
    elif asked.who:
        rows = rows.filter(member=int(asked.who))
    if asked.area:
        rows = rows.filter(verb__in=[*AREAS[asked.area][1]])
    if asked.thing:
        rows = rows.filter(target_kind=asked.thing)
    if asked.account:
        rows = rows.filter(account=asked.account)
    return rows.order_by("-at", "-pk")


def _days(center: Center, asked: Asked) -> Q:
    found = Q()
    if asked.first:
        found &= Q(at__gte=datetime.combine(asked.first, time(), center.tz))
    if asked.last:
        after = asked.last + timedelta(days=1)
        found &= Q(at__lt=datetime.combine(after, time(), center.tz))
    return found


def page_of(
    rows: QuerySet[Activity], before: Mark | None, many: int
) -> tuple[list[Activity], Mark | None]:
    """(so many lines, where they ended; None at the end of all)."""
    if before:
        # The first half is what the index can walk by
        older = Q(at__lt=before.at) | Q(pk__lt=before.pk)
        rows = rows.filter(older, at__lte=before.at)
    found = list(rows.select_related("member__user")[: many + 1])
    if len(found) <= many:
        return found, None
    last = found[many - 1]
    return found[:many], Mark(last.at, last.pk)


def every(rows: QuerySet[Activity], many: int = 500) -> Iterator[Activity]:
    """All of them, read so many at a time."""
    mark: Mark | None = None
    while True:
        found, mark = page_of(rows, mark, many)
        yield from found
        if mark is None:
            return
