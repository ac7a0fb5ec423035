"""The do-not-engage list: owners put somebody on it, and take them off again.

The audit tells that the list was changed and by whom; never whom it names.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Account, Activity, Center, Member
from engagement.keep_outs import key_of, mark
from engagement.left_alone import leave_alone
from engagement.models import Conflict, Contact, KeepOut, Profile, Rule
from engagement.rules.names import fingerprint, name_of

CHANGED = "changed the do-not-engage list"


@transaction.atomic
def keep_out(contact: Contact, *, by: Member) -> KeepOut:
    """Put somebody we know on the list, with all their profiles, also later ones.

    Raises Conflict where they are on it.
    """
    there = KeepOut.objects.of(by.center).filter(profile__contact=contact)
    profile = contact.profiles.order_by("pk").first()
    if profile is None or there.exists():
        raise Conflict(f"{contact.name} is on the list already.")
    try:
        with transaction.atomic():
            entry = KeepOut.objects.create(center=by.center, profile=profile, by=by)
    except IntegrityError as error:
        raise Conflict(f"{contact.name} is on the list already.") from error
    mark(by.center, [contact.pk])
    Activity.record(by, CHANGED, by.center, entry=entry.pk)
    return entry


@transaction.atomic
def keep_out_names(
    names: Iterable[str], *, by: Member, readable: bool
) -> tuple[int, list[str]]:
    """Put names on the list; how many were new, and which lines are no names.

    ``readable``: kept beside the fingerprint, sealed, for owners to read. Raises
    Conflict where the list cannot be opened.
    """
    key = key_of(by.center)
    wrong, rows = [], {}
    for line in names:
        name = name_of(line)
        if name is None:
            wrong.append(line)
            continue
        rows[fingerprint(key, name.letters)] = KeepOut(
            center=by.center,
            hash=fingerprint(key, name.letters),
            words=name.words,
            name=" ".join(line.split())[:200] if readable else "",
            by=by,
        )
    known = KeepOut.objects.of(by.center).filter(hash__in=rows)
    for there in known.values_list("hash", flat=True):
        del rows[there]
    before = _last(by.center)
    KeepOut.objects.bulk_create(rows.values(), ignore_conflicts=True)
    made = list(
        KeepOut.objects.of(by.center)
        .filter(pk__gt=before, hash__in=rows)
        .values_list("pk", flat=True)
    )
    if made:
        mark(by.center, _everybody(by.center))
        Activity.record(by, CHANGED, by.center, entries=sorted(made))
    return len(made), wrong


def entries_of(names: Iterable[str], *, by: Member) -> list[KeepOut]:
    """The entries of these very names."""
    key = by.center.list_key
    found = [name_of(line) for line in names] if key else []
    hashes = [fingerprint(key, name.letters) for name in found if name]
    return list(KeepOut.objects.of(by.center).filter(hash__in=hashes).order_by("pk"))


def _last(center: Center) -> int:
    row = KeepOut.objects.of(center).order_by("-pk").first()
    return row.pk if row else 0


def _everybody(center: Center) -> list[int]:
    """Whom a new name may be the name of: it is compared as every text is."""
    here = Contact.objects.of(center).filter(kept_out=False, merged_into=None)
    return list(here.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def let_in(entry: KeepOut, *, by: Member) -> list[Contact]:
    """Take an entry off the list; who is not kept out any longer.

    Raises Conflict if a colleague was first.
    """
    marked = Contact.objects.of(by.center).filter(kept_out=True)
    before = list(marked.values_list("pk", flat=True))
    if not KeepOut.objects.of(by.center).filter(pk=entry.pk).delete()[0]:
        raise Conflict("It is off the list already.")
    mark(by.center, before)
    Activity.record(by, CHANGED, by.center, entry=entry.pk)
    free = Contact.objects.filter(pk__in=before, kept_out=False)
    return list(free.select_related("center"))


@transaction.atomic
def opt_out(contact: Contact, *, by: Member) -> None:
    """Leave somebody alone who said so elsewhere. Raises Conflict where we do."""
    if not leave_alone(contact, timezone.now()):
        raise Conflict(f"{contact.name} is left alone already.")
    Activity.record(by, "opted out", contact)


@transaction.atomic
def take_opt_out_back(contact: Contact, *, by: Member) -> None:
    """They may be answered again; what they wrote until now is no opt-out.

    Suggest then weighs anew what they did. Raises Conflict if a colleague was first.
    """
    theirs = Profile.objects.filter(center=by.center, contact=contact)
    now = timezone.now()
    if not theirs.exclude(opted_out_at=None).update(opted_out_at=None):
        raise Conflict(f"{contact.name} may be answered already.")
    theirs.update(opt_out_undone_at=now)
    Activity.record(by, "took an opt-out back", contact)


@transaction.atomic
def set_quiet_hours(
    center: Center, *, by: Member, begin: time | None, end: time | None
) -> None:
    """Nothing leaves by itself from one to the other; None and None: at no time."""
    rows = Center.objects.filter(pk=center.pk)
    if rows.filter(quiet_from=begin, quiet_to=end).exists():
        return
    rows.update(quiet_from=begin, quiet_to=end)
    told = f"{begin:%H:%M}–{end:%H:%M}" if begin and end else "none"
    Activity.record(by, "changed the quiet hours", center, quiet=told)


@transaction.atomic
def set_cap(account: Account, kind: str, *, by: Member, cap: int | None) -> None:
    """So many of this kind a day leave as this account; None: as many as there are."""
    rows = Rule.objects.of(by.center).filter(account=account, kind=kind)
    if list(rows.values_list("cap", flat=True)) == ([] if cap is None else [cap]):
        return
    if cap is None:
        rows.filter(on=True).delete()
        rows.update(cap=None)
    else:
        Rule.objects.update_or_create(
            center=by.center,
            account=account,
            kind=kind,
            defaults={"cap": cap, "by": by, "since": timezone.now()},
        )
    Activity.record(by, "set a daily limit", account, kind=kind, cap=cap)
