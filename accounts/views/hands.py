"""Hands: who may act for which account on the network itself, how and since when."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import hands as lending
from accounts.access import MemberRequest, member_required
from accounts.hands_forms import HandsForm
from accounts.models import Account, Hands, Member
from accounts.tabs import of_accounts

ENDED = 20


@member_required
@require_safe
@never_cache
def hands(request: MemberRequest) -> HttpResponse:
    """By account: whose hands reach, and whose did."""
    return _page(request)


def _page(request: MemberRequest, wrong: HandsForm | None = None) -> HttpResponse:
    by_account: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in lending.now_of(request.center):
        by_account[row.account_id].append(
            {
                "row": row,
                "said": lending.said(row),
                "may_end": lending.may_change(request.member, row.member_id),
            }
        )
    people = _people(request.member)
    accounts: list[dict[str, Any]] = []
    rows = Account.objects.of(request.center).filter(disconnected_at=None)
    for account in rows.order_by("platform", "handle", "pk"):
        lines = by_account[account.pk]
        bad = wrong is not None and wrong.account == account
        form = wrong if bad else _form(account, request.member, lines, people)
        accounts.append(
            {"account": account, "lines": lines, "form": form, "wrong": bad}
        )
    ended = Hands.objects.of(request.center).exclude(until=None)
    context = {
        "accounts": accounts,
        "ended": ended.select_related("account", "member__user").order_by("-until")[
            :ENDED
        ],
        "tabs": of_accounts(request, "hands"),
    }
    return render(request, "accounts/hands.html", context, status=422 if wrong else 200)


def _people(by: Member) -> list[Member]:
    """Of whom this member may say it."""
    if not by.supervises:
        return [by]
    rows = Member.objects.of(by.center).filter(left_at=None)
    return list(rows.select_related("user").order_by("user__name", "pk"))


def _form(
    account: Account, by: Member, lines: list[dict[str, Any]], people: list[Member]
) -> HandsForm | None:
    """For who is not noted yet; None where nobody is left."""
    noted = {one["row"].member_id for one in lines}
    left = [one for one in people if one.pk not in noted]
    return HandsForm(account=account, by=by, people=left) if left else None


@member_required
@require_POST
def lend(request: MemberRequest, pk: int) -> HttpResponse:
    """Note that somebody may act for this account; a poster of themselves alone."""
    rows = Account.objects.of(request.center).filter(disconnected_at=None)
    account = get_object_or_404(rows, pk=pk)
    people = _people(request.member)
    form = HandsForm(request.POST, account=account, by=request.member, people=people)
    if not form.is_valid():
        return _page(request, form)
    told = form.cleaned_data
    member = next(one for one in people if one.pk == told["member"])
    try:
        lending.lend(
            account,
            member=member,
            by=request.member,
            how=told["how"],
            since=told["since"],
        )
    except lending.Already:
        messages.warning(request, f"{member.name} is noted for {account} already.")
    else:
        messages.success(request, f"Noted: {member.name} may act as {account}.")
    return redirect("hands", request.center.slug)


@member_required
@require_POST
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """They may not act for it any more: one's own, or as a supervisor anybody's."""
    rows = Hands.objects.of(request.center).select_related("account", "member__user")
    found = get_object_or_404(rows, pk=pk)
    if not lending.may_change(request.member, found.member_id):
        reason = f"{found.member.name} says so, or a supervisor. Nothing was changed."
        return render(request, "403.html", {"reason": reason}, status=403)
    if lending.end(found, by=request.member):
        said = f"Ended: {found.member.name} no longer acts as {found.account}. "
        there = "Take the access away on the network, too."
        messages.success(request, said + there)
    return redirect("hands", request.center.slug)
