"""Who follows us: reading stops at the known, unless that explains too little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models.spend import spent_this_month
from accounts.platforms.base import (
    Kind,
    Page,
    Platform,
    PlatformError,
    ProfileData,
    Refused,
)
from engagement.ingest.deeds import Deed, keep_deeds
from engagement.ingest.inbox import line, place_of
from engagement.ingest.look import PAGES, Look, time_of
from engagement.ingest.pages import TRIES
from engagement.ingest.people import keep_profiles
from engagement.ingest.watches import still_ours
from engagement.keys import follow_key
from engagement.models import Interaction, Profile
from engagement.pace import affords

PEEK, SMALL, LARGE = 5, 20, 100
"""People in a page: nothing seems new; somebody does; reading far."""
FULL_PASS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Pass:
    """One reading of the list from the top, which may take several polls.

    ``total`` is the network's count when it began, ``expected`` its change since the
    last pass. ``found`` were new, ``met`` says that somebody known was seen. Whoever
    was noticed since ``began`` was found by this very pass, and is not known. ``far``
    reads to the end.
    """

    began: datetime
    total: int | None = None
    expected: int = 0
    found: int = 0
    met: bool = False
    far: bool = False
    pages: int = 0
    at: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def saved(cls, cursor: dict[str, Any]) -> Pass | None:
        """The pass that an earlier poll did not end, if there is one."""
        values = dict(cursor.get("pass") or {})
        began = time_of(values.pop("began", None))
        return cls(began, **values) if began else None

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"began": self.began.isoformat()}

    @property
    def explained(self) -> bool:
        """Reading on would, as far as anybody can tell, find nobody new."""
        return not self.far and self.met and self.found >= self.expected

    @property
    def size(self) -> int:
        if self.far or self.met:
            return LARGE
        return PEEK if self.expected <= 0 and not self.pages else SMALL


def read_followers(look: Look, platform: Platform) -> None:
    """Read from the newest on, at most some pages a poll, and note who is new.

    A first look is one small page.
    """
    run = Pass.saved(look.watch.cursor) or _begin(look, platform)
    for _ in range(PAGES):
        page = _ask(look, platform, run)
        run = replace(run, at=dict(page.cursor), pages=run.pages + 1)
        run, over = _keep(look, page, run)
        look.more = not over
        if over or not look.may_ask:
            break


def _begin(look: Look, platform: Platform) -> Pass:
    total = look.ask(platform.me).followers
    before = look.watch.cursor.get("total")
    if look.first:
        return Pass(look.began, total=total, expected=SMALL)
    expected = total - before if total is not None and before is not None else 0
    last = look.watch.full_pass_at
    due = last is None or look.began - last > FULL_PASS
    far = due and _affords_all(look, total)
    return Pass(look.began, total=total, expected=expected, far=far)


def _affords_all(look: Look, total: int | None) -> bool:
    """Whether the whole list may be read, at the price that the last page had."""
    app = look.us.account.app if look.us.account else None
    if app is None:
        return True
    price = float(look.watch.cursor.get("price") or 0) * (total or 0)
    return affords(price, spent_this_month(app), app.budget_micro)


def _ask(look: Look, platform: Platform, run: Pass) -> Page[ProfileData]:
    try:
        return look.ask(platform.followers, run.at, run.size)
    except PlatformError as error:
        stuck = isinstance(error, Refused) or look.watch.fails + 1 >= TRIES
        if stuck and run.at:
            # From the top again: who was found is not found twice, nobody is missed.
            again = replace(run, at={}).as_json()
            still_ours(look.watch, cursor=look.watch.cursor | {"pass": again})
        raise


def _keep(look: Look, page: Page[ProfileData], run: Pass) -> tuple[Pass, bool]:
    """Store a page; the pass after it, and whether it is over."""
    ids = [one.external_id for one in page.items]
    known, mine = _noticed(look, ids, run.began)
    complete = bool(look.watch.cursor.get("complete"))
    run, owed = sift(run, ids, known, mine, complete=complete)
    over = look.first or not page.more or run.explained
    if run.met and not run.far and run.pages >= PAGES:
        # What is missing may never show (suspended, hidden): bounded by its price.
        over = over or not _affords_all(look, run.total)
    saved: dict[str, Any] = {"cursor": _cursor(look, run, page, over=over)}
    if over:
        saved["ok_at"] = run.began
    if look.first or not page.more:
        saved["full_pass_at"] = run.began
    if look.first:
        owed = frozenset()
    look.keep(page.items, lambda items: keep_followers(look, items, owed), **saved)
    return run, over


def _noticed(
    look: Look, ids: Sequence[str], began: datetime
) -> tuple[frozenset[str], frozenset[str]]:
    """Of these followers, who was known before the pass began, and whom it found."""
    rows = Interaction.objects.filter(
        center_id=look.us.center_id,
        account=look.us.account,
        kind=Interaction.Kind.FOLLOW,
        direction=Interaction.Direction.IN,
        profile__external_id__in=ids,
    ).values_list("profile__external_id", "noticed_at")
    known = frozenset(one for one, at in rows if at < began)
    return known, frozenset(one for one, _ in rows) - known


def sift(
    run: Pass,
    ids: Sequence[str],
    known: frozenset[str],
    mine: frozenset[str],
    *,
    complete: bool,
) -> tuple[Pass, frozenset[str]]:
    """The pass after these ids, and who of them is owed. Pure.

    Ahead of all that is known, an unknown follower is new. Behind it they are new only
    if we once knew everybody (``complete``); else they followed before we looked.
    """
    met, found, owed = run.met, run.found, set()
    for one in ids:
        if one in known:
            met = True
        elif one not in mine:
            found += 1
            if complete or not met:
                owed.add(one)
    return replace(run, met=met, found=found), frozenset(owed)


def _cursor(
    look: Look, run: Pass, page: Page[ProfileData], *, over: bool
) -> dict[str, Any]:
    """What the watch remembers: the count explained, the price, the pass under way."""
    cursor = {key: look.watch.cursor.get(key) for key in ("total", "complete", "price")}
    usage = look.used[-1] if look.used else None
    if usage and usage.resources:
        cursor["price"] = usage.micro / usage.resources
    if not over:
        return cursor | {"pass": run.as_json()}
    cursor["total"] = run.total
    cursor["complete"] = bool(cursor["complete"]) or not page.more
    return cursor


def keep_followers(
    look: Look, people: Sequence[ProfileData], owed: frozenset[str]
) -> list[str]:
    """Store who follows; a line for each whose follow is new and owed."""
    now, account = timezone.now(), look.watch.account_id or 0
    theirs = [one for one in people if not look.us.are(one)]
    profiles = keep_profiles(place_of(look.us), theirs, now)
    ids = [one.pk for one in profiles.values()]
    Profile.objects.filter(pk__in=ids, they_follow_at=None).update(they_follow_at=now)
    deeds = [
        Deed(
            kind=Kind.FOLLOW,
            key=follow_key(account, profile.pk),
            profile=profile,
            owed=external_id in owed,
        )
        for external_id, profile in profiles.items()
    ]
    return [line(one) for one in keep_deeds(look.us, deeds, now)]
