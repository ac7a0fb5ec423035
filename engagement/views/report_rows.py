"""The rows behind a number of the report, a page of them at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, member_required
from accounts.models import Account, Center, Member, Spend
from engagement.models import Contact, Delivery, Interaction, Post, Suggestion
from engagement.report import (
    KEYS,
    WORDS,
    Card,
    Ours,
    Span,
    WrongSpan,
    lines,
    rows,
)
from engagement.views.beside import entry
from engagement.views.figures import Shown, address, said
from engagement.views.report import asked_span, wrong
from engagement.views.words import without_time

A_PAGE = 50
LONGEST_KEY = 18
"""Digits of an id; what is longer is none."""
BECAME = {of: word.label for of, word in WORDS.items()}
BY = {"worker": "by Kindred, by a rule", "nobody": "in the networks’ own apps"}


@member_required
@require_safe
@never_cache
def listed(request: MemberRequest) -> HttpResponse:
    """What one number was counted from, the newest first."""
    of = request.GET.get("of", "owed")
    if of not in WORDS:
        raise Http404
    try:
        span = asked_span(request)
    except WrongSpan as error:
        return wrong(request, error)
    center = request.center
    narrow = {key: word for key in KEYS if (word := request.GET.get(key, ""))}
    found, told = _found(center, span, of, narrow)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "word": WORDS[of],
        "of": of,
        "said": said(span),
        "zone": str(span.zone),
        "narrowed": _narrowed(center, narrow),
        "page": page,
        "rows": told(center, page),
        "back": address(center, span),
    }
    return render(request, "engagement/report_rows.html", context)


def _found(
    center: Center, span: Span, of: str, narrow: Mapping[str, str]
) -> tuple[Any, Any]:
    """The rows of a number, and how a page of them is told."""
    if of == "spent":
        return lines(center, span, _number(narrow.get("account"))), _spent
    found = rows(center, span, of, narrow, timezone.now())
    return found, TOLD[WORDS[of].rows]


def _number(said: str | None) -> int | None:
    """An id as an address has it; 0, which nothing has, for what is none."""
    if said is None:
        return None
    return int(said) if said.isdecimal() and len(said) <= LONGEST_KEY else 0


def _narrowed(center: Center, narrow: Mapping[str, str]) -> list[str]:
    """In words, by what the rows are narrowed."""
    return [word for key, said in narrow.items() if (word := _word(center, key, said))]


def _word(center: Center, key: str, said: str) -> str:
    if key == "group":
        return "professionals and others"
    if key == "by":
        return BY.get(said, "")
    if key == "reason":
        return str(dict(Suggestion.Reason.choices).get(said, ""))
    if key == "kind":
        return str(dict(Interaction.Kind.choices).get(said, ""))
    tables: dict[str, Any] = {"account": Account, "contact": Contact, "member": Member}
    rows = tables[key].objects.of(center)
    return str(rows.filter(pk=_number(said)).first() or "")


def _by_key(rows: QuerySet[Any], keys: Sequence[int]) -> Mapping[int, Any]:
    return {one.pk: one for one in rows.filter(pk__in=keys)}


def _cards(center: Center, page: Page[Card]) -> list[Shown]:
    known = _by_key(
        Suggestion.objects.of(center).select_related("profile__contact"),
        [one.pk for one in page],
    )
    return [
        {
            "card": known[one.pk],
            "why": without_time(known[one.pk].reason),
            "noticed": one.noticed_at,
            "due": one.due_at,
            "answered": one.answered_at,
            "in_time": one.in_time,
            "became": _became(one),
        }
        for one in page
        if one.pk in known
    ]


def _became(one: Card) -> str:
    reason = dict(Suggestion.Reason.choices).get(one.reason)
    return f"{BECAME[one.became]}: {reason}" if reason else BECAME[one.became]


def _deeds(center: Center, page: Page[Any]) -> list[Shown]:
    related = ("profile", "post", "delivery", "by_member__user", "account")
    known = _by_key(
        Interaction.objects.of(center).select_related(*related),
        [one.pk for one in page],
    )
    return [
        {"line": known[one.pk], "noticed": one.at, **entry(known[one.pk])}
        for one in page
        if one.pk in known
    ]


def _posts(center: Center, page: Page[Ours]) -> list[Shown]:
    tables: dict[str, QuerySet[Any]] = {
        "post": Post.objects.of(center).select_related("account"),
        "delivery": Delivery.objects.of(center).select_related("account"),
    }
    known: dict[tuple[str, int], Model] = {}
    for name, table in tables.items():
        keys = [one.pk for one in page if one.table == name]
        for pk, row in _by_key(table, keys).items() if keys else ():
            known[name, pk] = row
    return [
        {"at": one.at, **_post(known[one.table, one.pk])}
        for one in page
        if (one.table, one.pk) in known
    ]


def _post(row: Any) -> Shown:
    title = getattr(row, "title", "")
    url = row.receipt_url if isinstance(row, Delivery) else row.url
    return {"account": row.account, "text": title or row.text[:300], "url": url}


def _spent(center: Center, page: Page[Spend]) -> list[Shown]:
    known = {one.pk: one for one in Account.objects.of(center)}
    return [{"line": one, "account": known.get(one.account_id)} for one in page]


TOLD = {"cards": _cards, "deeds": _deeds, "posts": _posts}
