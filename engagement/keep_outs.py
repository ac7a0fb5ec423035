"""The do-not-engage list, as rows: whom it names, and which contacts it speaks of.

A name on it is a keyed hash: nobody can be looked for in it, so whatever may be a name
in a text is looked up. ``Contact.kept_out`` says of a contact what the list says of
it, so that a page asks no more where somebody is on it than where nobody is.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Center
from engagement.models import Conflict, Contact, KeepOut, Profile, Suggestion
from engagement.rules.names import fingerprint, runs

AT_ONCE = 500
MOST_ASKED = 10_000
"""Hashes that one statement asks for; a text of 10 000 characters has few more."""
NO_KEY = (
    "The list cannot be opened: its key was sealed with another KINDRED_TOKEN_KEYS. "
    "Start Kindred with the old key beside the new one."
)


def key_of(center: Center) -> str:
    """The key of this Center's hashes; a random one is made when it is first needed.

    Raises Conflict where there is one that none of our keys opens.
    """
    fresh = Center.objects.filter(pk=center.pk, list_key="")
    fresh.update(list_key=secrets.token_urlsafe(32))
    center.refresh_from_db(fields=["list_key"])
    if not center.list_key:
        raise Conflict(NO_KEY)
    return center.list_key


def entries_in(center: Center, *groups: Sequence[str]) -> list[list[int]]:
    """Ids of the entries by name that each group of texts holds; one statement."""
    names = KeepOut.objects.of(center).exclude(hash="").order_by("pk")
    if not center.list_key:
        # None was ever needed; or none of our keys opens it, and all may be listed.
        return [list(names.values_list("pk", flat=True)[:1])] * len(groups)
    asked = [_hashes(center.list_key, texts) for texts in groups]
    found: list[list[int]] = [[] for _ in groups]
    for pk, name, words in _rows(names, {one for hashes in asked for one in hashes}):
        for at, hashes in enumerate(asked):
            if hashes.get(name, words + 1) <= words:
                found[at].append(pk)
    return found


def _hashes(key: str, texts: Sequence[str]) -> dict[str, int]:
    """By hash, in how many parts it stands there at least."""
    letters: dict[str, int] = {}
    for text in texts:
        for one, parts in runs(text).items():
            letters[one] = min(parts, letters.get(one, parts))
    return {fingerprint(key, one): parts for one, parts in letters.items()}


def _rows(names: QuerySet[KeepOut], asked: Iterable[str]) -> list[tuple[int, str, int]]:
    hashes = sorted(asked)
    return [
        row
        for at in range(0, max(len(hashes), 1), MOST_ASKED)
        for row in names.filter(hash__in=hashes[at : at + MOST_ASKED]).values_list(
            "pk", "hash", "words"
        )
    ]


def names_of(contacts: Iterable[int]) -> dict[int, list[str]]:
    """By contact, all they are called: names, handles and addresses."""
    called: dict[int, list[str]] = defaultdict(list)
    pks = list(contacts)
    for pk, name in Contact.objects.filter(pk__in=pks).values_list("pk", "name"):
        called[pk].append(name)
    theirs = Profile.objects.filter(contact__in=pks).order_by("pk")
    for pk, *names in theirs.values_list("contact", "name", "handle", "url"):
        called[pk] += filter(None, names)
    return called


def mark(center: Center, contacts: Iterable[int]) -> int:
    """Say of these contacts what the list says of them now; how many changed.

    Runs in the caller's transaction.
    """
    changed = 0
    pks = list(contacts)
    for at in range(0, len(pks), AT_ONCE):
        some = pks[at : at + AT_ONCE]
        kept_out = _by_profile(center, some) | _by_name(center, some)
        here = Contact.objects.of(center).filter(pk__in=some).order_by()
        moved = {
            True: here.filter(pk__in=kept_out, kept_out=False),
            False: here.filter(kept_out=True).exclude(pk__in=kept_out),
        }
        for said, rows in moved.items():
            ones = list(rows.values_list("pk", flat=True))
            Contact.objects.filter(pk__in=ones).update(kept_out=said)
            _touch(ones)
            changed += len(ones)
    return changed


def _by_profile(center: Center, contacts: list[int]) -> set[int]:
    rows = KeepOut.objects.of(center).filter(profile__contact__in=contacts)
    return {pk for pk in rows.values_list("profile__contact", flat=True) if pk}


def _by_name(center: Center, contacts: list[int]) -> set[int]:
    called = names_of(contacts)
    listed = entries_in(center, *called.values())
    return {pk for pk, entries in zip(called, listed, strict=True) if entries}


def _touch(contacts: list[int]) -> None:
    """Pages that are open leave out, or show, what changed of these."""
    now = timezone.now()
    cards = Suggestion.objects.filter(profile__contact__in=contacts)
    cards.filter(state__in=("open", "accepted")).update(touched_at=now)
