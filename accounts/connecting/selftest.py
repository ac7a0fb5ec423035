"""What an account can do, in words: one click, by hand, not possible, and why."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from accounts.connect import connect, hold, platform_of
from accounts.models import Account, Activity, Member, Spend
from accounts.money import dollars
from accounts.platforms.base import (
    READING,
    AccessRevoked,
    ModeKind,
    Platform,
    Target,
    Verb,
)

OURS, THEIRS = Target(), Target(key="x", author_handle="somebody")
TO_US = Target(key="x", author_handle="somebody", summons_us=True)
ON_OURS = Target(key="x", author_handle="somebody", on_ours=True)

DEEDS: tuple[tuple[str, Verb, Target], ...] = (
    ("Answer who mentions or quotes us", Verb.REPLY, TO_US),
    ("Answer under a post of ours", Verb.REPLY, ON_OURS),
    ("Comment on somebody’s post", Verb.COMMENT, THEIRS),
    ("Pass somebody’s post on", Verb.SHARE, THEIRS),
    ("Publish a post of our own", Verb.POST, OURS),
    ("Add a picture", Verb.UPLOAD, OURS),
    ("Thank or introduce somebody by name", Verb.MENTION, THEIRS),
    ("Quote a post", Verb.QUOTE, THEIRS),
    ("Follow back", Verb.FOLLOW, THEIRS),
    ("Like a post", Verb.LIKE, THEIRS),
    ("Take down what we published", Verb.DELETE, OURS),
    ("Notice who mentions us", Verb.MENTIONS, OURS),
    ("Notice who comments", Verb.COMMENTS, OURS),
    ("Notice who follows us", Verb.FOLLOWERS, OURS),
    ("Notice who passes us on", Verb.SHARERS, OURS),
    ("Read what peers publish", Verb.PEERS, OURS),
    ("See what is out under our name", Verb.OWN, OURS),
)
"""The product's kindnesses and what it reads for them, most wanted first."""

WORDS = {
    ModeKind.ONE_CLICK: ("one click", "ok", "check"),
    ModeKind.BY_HAND: ("by hand", "offered", "hand"),
    ModeKind.NOT_ALLOWED: ("not possible", "", "circle-x"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the self-test; ``price`` is "" where nothing is charged.

    What is read needs no click at all: ``reads``.
    """

    words: str
    kind: ModeKind
    reason: str
    price: str = ""
    reads: bool = False

    @property
    def badge(self) -> dict[str, str]:
        """How a page shows the kind: text, kind of badge, icon."""
        text, kind, icon = WORDS[self.kind]
        if self.reads and self.kind is ModeKind.ONE_CLICK:
            text, icon = "by itself", "eye"
        return {"text": text, "kind": kind, "icon": icon}


def deeds(account: Account) -> list[Deed]:
    """Every line, from the account's own table of modes; no network is asked."""
    platform = platform_of(account)
    return [_deed(platform, *line) for line in DEEDS]


def remarks(account: Account) -> tuple[str, ...]:
    """What was not allowed, or is more than it should be; no network is asked."""
    return platform_of(account).remarks()


def _deed(platform: Platform, words: str, verb: Verb, target: Target) -> Deed:
    mode = platform.mode(verb, target)
    price = dollars(mode.price_micro) if mode.price_micro else ""
    return Deed(words, mode.kind, mode.reason, price, verb in READING)


def ask(account: Account, *, by: Member) -> str:
    """Ask the network who we are, now; what it said, in a sentence.

    Raises a PlatformError with a sentence; a token that is dead holds the account.
    """
    platform = connect(account)
    try:
        me = platform.me()
    except AccessRevoked as error:
        hold(account, error)
        raise
    finally:
        # Asked is asked, whatever came of it: it may have cost, and somebody pressed.
        Spend.record(account, platform.meter.take(), timezone.now())
        Activity.record(by, "tested", account)
    Account.objects.filter(pk=account.pk).update(checked_at=timezone.now())
    name = f"@{me.handle}" if platform.key == "twitter" else me.name or me.handle
    return f"{platform.label} answered: this is {name}."
