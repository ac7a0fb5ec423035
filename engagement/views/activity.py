"""The page Activity: who did what, when and from where; and the same as a file."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, member_required
from accounts.models import Account, Activity, Member
from accounts.tabs import tab
from engagement.activity import (
    AREAS,
    WORDS,
    WORKER,
    Asked,
    Mark,
    every,
    lines_for,
    page_of,
)
from engagement.activity_things import KINDS, things_of
from engagement.views.figures import plain_cell

A_PAGE = 50
HEAD = ("When", "Who", "What", "Thing", "Id", "Account", "Details")


class AskedForm(forms.Form):
    """What is to be seen of the audit; choices are the Center's own alone."""

    who = forms.ChoiceField(required=False, label="Who")
    area = forms.ChoiceField(required=False, label="What")
    thing = forms.ChoiceField(required=False, label="About")
    account = forms.TypedChoiceField(required=False, label="Account", coerce=int)
    first = forms.DateField(
        required=False, label="From", widget=forms.DateInput({"type": "date"})
    )
    last = forms.DateField(
        required=False, label="To", widget=forms.DateInput({"type": "date"})
    )

    def __init__(
        self, data: Any, *, members: Iterable[Member], accounts: Iterable[Account]
    ) -> None:
        super().__init__(data)
        chosen: dict[str, list[tuple[str, str]]] = {
            "who": [(WORKER, "Kindred itself")],
            "area": [(key, label) for key, (label, _) in AREAS.items()],
            "thing": [*KINDS.items()],
            "account": [(str(one.pk), str(one)) for one in accounts],
        }
        chosen["who"] += [(str(one.pk), one.name) for one in members]
        for name, choices in chosen.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 declared above
            field.choices = [("", "All"), *choices]
        for name in ("first", "last"):
            self.fields[name].widget.attrs["max"] = "9998-12-31"

    def asked(self) -> Asked:
        """As far as it could be read: what is wrong narrows nothing."""
        self.is_valid()
        told = {name: one for name, one in self.cleaned_data.items() if one}
        last = told.get("last")
        if last and last.year > 9998:
            del told["last"]
        return Asked(**told)


def asked_of(request: MemberRequest) -> tuple[AskedForm, dict[int, Account]]:
    """The form as the address fills it, and the Center's accounts by id."""
    members = Member.objects.of(request.center).select_related("user")
    accounts = {one.pk: one for one in Account.objects.of(request.center)}
    form = AskedForm(
        request.GET,
        members=sorted(members, key=lambda one: one.name.casefold()),
        accounts=accounts.values(),
    )
    return form, accounts


@member_required
@require_safe
@never_cache
def activity(request: MemberRequest) -> HttpResponse:
    """Newest first, as far as the address narrows it."""
    form, accounts = asked_of(request)
    rows = lines_for(request.member, form.asked())
    before = Mark.read(request.GET.get("before", ""))
    found, mark = page_of(rows, before, A_PAGE)
    things = things_of(request.center, found, accounts)
    query = request.GET.copy()
    query.pop("before", None)
    csv_url = reverse("activity_csv", args=[request.center.slug])
    context = {
        "form": form,
        "lines": [
            {
                "line": one,
                "words": WORDS.get(one.verb, f"{one.verb}:"),
                "thing": things[one.target_kind, one.target_id],
                "kind": KINDS.get(one.target_kind, one.target_kind),
                "account": accounts.get(one.account_id or 0),
            }
            for one in found
        ],
        "narrowed": bool(query),
        "before": before,
        "newest": f"?{query.urlencode()}",
        "older": f"?{query.urlencode()}&before={mark}".replace("+", "%2B")
        if mark
        else "",
        "csv_url": f"{csv_url}?{query.urlencode()}",
        "shows_ip": is_owner(request.member),
    }
    return tab(request, "activity", "engagement/activity.html", context)


def is_owner(member: Member) -> bool:
    """From where somebody did something is for owners."""
    return member.role == Member.Role.OWNER


@member_required
@require_safe
@never_cache
def activity_csv(request: MemberRequest) -> HttpResponse:
    """The same lines as a file, however many: ids and our own words alone."""
    form, accounts = asked_of(request)
    rows = lines_for(request.member, form.asked())
    lines = written(
        rows_of(every(rows), accounts, request.center.tz, is_owner(request.member)),
        is_owner(request.member),
    )
    name = f"activity-{request.center.slug}.csv"
    return StreamingHttpResponse(  # type: ignore[return-value] # no subclass of it
        lines,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def rows_of(
    lines: Iterable[Activity], accounts: dict[int, Account], zone: ZoneInfo, owner: bool
) -> Iterator[list[str]]:
    """A row each; times are the Center's own."""
    for one in lines:
        account = accounts.get(one.account_id or 0)
        yield [
            one.at.astimezone(zone).isoformat(timespec="seconds"),
            one.actor_label,
            one.verb,
            one.target_kind,
            str(one.target_id),
            str(account or ""),
            json.dumps(one.detail, sort_keys=True) if one.detail else "",
            *([one.ip or ""] if owner else []),
        ]


class Echo:
    """A file that gives back what is written, for whoever streams it."""

    def write(self, value: str) -> str:
        return value


def written(rows: Iterable[list[str]], owner: bool) -> Iterator[str]:
    """Lines of the file, no cell of which is a formula."""
    write = csv.writer(Echo()).writerow
    # Spreadsheets take a file without this mark for one of another alphabet.
    yield "\ufeff" + write([*HEAD, *(["From where"] if owner else [])])
    for row in rows:
        yield write([plain_cell(cell) for cell in row])
