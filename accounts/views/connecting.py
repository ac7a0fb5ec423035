"""The connect wizard: choose a way, walk its steps, come back from the network."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_safe,
)

from accounts import hands
from accounts.access import MemberRequest, member_required
from accounts.connecting import selftest, store
from accounts.connecting.forms import HandsForm, bound, said
from accounts.connecting.registry import PATHS, path, path_of
from accounts.connecting.steps import HANDS, NEXT, TEST, Path, Step
from accounts.letters import link
from accounts.models import Account, Attempt, Hands, Member
from accounts.models.account import Network
from accounts.platforms.base import PlatformError, TryLater

DECLINED = (
    "You did not allow it at the network, so nothing was connected and nothing was "
    "changed. To go on, press the button once more and allow it there."
)
AGAIN = "Nothing is lost: try again in a minute."
AWAY = ("https://", "http://")


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def connect(request: MemberRequest) -> HttpResponse:
    """Choose a network and a way; or go on with what one began."""
    if request.method == "POST":
        chosen = path(request.POST.get("path", ""))
        if chosen is None:
            messages.error(request, "Choose one of the ways.")
            return redirect("connect", request.center.slug)
        attempt = store.start(
            by=request.member,
            platform=chosen.platform,
            way=chosen.way,
            step=chosen.steps[0].key,
        )
        return _at(attempt, attempt.step)
    return _choice(request, PATHS)


def _choice(
    request: MemberRequest, paths: tuple[Path, ...], account: Account | None = None
) -> HttpResponse:
    networks = [
        (key, label, [one for one in paths if one.platform == key])
        for key, label in Network.choices
    ]
    begun = [
        {"attempt": one, "path": way, "step": way.step(one.step)}
        for one in store.mine(request.center, request.member)[: store.MOST]
        if (way := path_of(one))
    ]
    told = {
        "networks": [one for one in networks if one[2]],
        "begun": [] if account else begun,
        "account": account,
    }
    return render(request, "accounts/connect/choose.html", told)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def account_connect_again(request: MemberRequest, pk: int) -> HttpResponse:
    """The same account, by the way it was or by another; its history stays."""
    rows = Account.objects.of(request.center).select_related("app")
    account = get_object_or_404(rows, pk=pk)
    ways = tuple(p for p in PATHS if p.platform == account.platform and not p.by_hand)
    chosen = path(request.POST.get("path", ""))
    if request.method == "POST" and chosen in ways:
        known = chosen.known(account)
        attempt = store.start(
            by=request.member,
            platform=chosen.platform,
            way=chosen.way,
            step=chosen.begin(known),
            account=account,
        )
        store.tell(attempt, **{"handle": account.handle, **known})
        return _at(attempt, attempt.step)
    return _choice(request, ways, account)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def connect_step(request: MemberRequest, pk: int, step: str) -> HttpResponse:
    """One step. What is behind "connected" cannot be walked twice."""
    attempt = get_object_or_404(store.mine(request.center, request.member), pk=pk)
    way = path_of(attempt)
    here = way.step(step) if way else None
    if way is None or here is None:
        raise Http404
    closing = step in (TEST, HANDS)
    if closing is not store.is_connected(attempt):
        return _at(attempt, TEST if store.is_connected(attempt) else way.steps[0].key)
    if request.method != "POST":
        return _page(request, attempt, way, here)
    if step == TEST:
        return _moved(attempt, HANDS)
    if step == HANDS:
        return _hands(request, attempt, way, here)
    return _acted(request, attempt, way, here)


def _acted(
    request: MemberRequest, attempt: Attempt, way: Path, here: Step
) -> HttpResponse:
    """The step's form was sent: keep what it says, act, and go where that leads."""
    form = bound(here, attempt, request.POST)
    if not form.is_valid():
        return _page(request, attempt, way, here, form=form)
    spoken = said(form, attempt)
    store.tell(attempt, **{store.TROUBLE: None, **spoken})
    try:
        to = here.act(attempt, spoken, request.member)
    except PlatformError as error:
        form.add_error(None, sentence(error))
        return _page(request, attempt, way, here, form=form)
    if to.startswith(AWAY):
        store.move_to(attempt, here.key)
        store.bind(attempt, request.session.session_key or "")
        told = {"url": to, "network": attempt.get_platform_display()}
        return render(request, "accounts/connect/away.html", told)
    return _moved(attempt, way.after(here.key) if to == NEXT else to)


@member_required
@require_safe
@never_cache
def connect_callback(request: MemberRequest, platform: str) -> HttpResponse:
    """Back from the network: whose answer is it, and what does it say?"""
    if platform not in Network.values:
        raise Http404
    try:
        attempt, out = store.take_back(
            request.center,
            request.member,
            request.answer.get("state", ""),
            request.session.session_key or "",
        )
    except PlatformError as error:
        told = {"said": str(error)}
        return render(request, "accounts/connect/not_yours.html", told, status=400)
    way = path_of(attempt)
    if way is None or way.back is None or way.platform != platform:
        raise Http404
    try:
        to = _heard(request, attempt, way, out)
    except PlatformError as error:
        store.tell(attempt, **{store.TROUBLE: sentence(error)})
        return _at(attempt, attempt.step)
    return _moved(attempt, way.after(attempt.step) if to == NEXT else to)


def _heard(request: MemberRequest, attempt: Attempt, way: Path, out: Any) -> str:
    told = {name: str(value) for name, value in request.answer.items()}
    if told.get("error") or told.get("success") == "false":
        raise Declined(_declined(told.get("error", "")))
    assert way.back is not None  # noqa: S101 the caller saw to it
    return way.back(attempt, told, out, request.member)


class Declined(PlatformError):
    """Somebody pressed Cancel at the network, or the network did."""


def _declined(error: str) -> str:
    if error in ("", "access_denied"):
        return DECLINED
    known = error.replace("_", "").isalnum() and len(error) < 60
    code = f" ({error})" if known else ""
    return (
        f"The network did not let the app ask{code}. Look at the app’s settings there: "
        "its permissions and its callback address. Nothing was changed."
    )


def sentence(error: PlatformError) -> str:
    """What went wrong, and what to do."""
    text = str(error)
    return f"{text} {AGAIN}" if isinstance(error, TryLater) else text


def _hands(
    request: MemberRequest, attempt: Attempt, way: Path, here: Step
) -> HttpResponse:
    """Note whose hands, and end the walk."""
    account = _account(attempt)
    form = HandsForm(account, _without_hands(account), request.POST)
    if not form.is_valid():
        return _page(request, attempt, way, here, form=form)
    for member, how in form.chosen():
        hands.note(
            account, member=member, by=request.member, how=how, since=form.since()
        )
    store.end(attempt)
    messages.success(request, f"{account} is connected; it goes on by itself.")
    return redirect("account", request.center.slug, account.pk)


def _page(
    request: MemberRequest,
    attempt: Attempt,
    way: Path,
    here: Step,
    form: Any = None,
) -> HttpResponse:
    steps = list(way.every_step)
    at = steps.index(here)
    told: dict[str, Any] = {
        "attempt": attempt,
        "account": attempt.account,
        "path": way,
        "step": here,
        "steps": steps,
        "number": at + 1,
        "before": steps[at - 1] if 0 < at < len(way.steps) else None,
        "callback": link("connect_callback", request.center.slug, attempt.platform),
        "site": link("queue", request.center.slug),
        "trouble": store.told(attempt).get(store.TROUBLE, "") if not form else "",
        **here.shows(attempt),
    }
    if here.key == TEST:
        told["deeds"] = selftest.deeds(_account(attempt))
        told["remarks"] = selftest.remarks(_account(attempt))
    if here.key == HANDS:
        account = _account(attempt)
        told["hands"] = hands_of(account)
        form = form or HandsForm(account, _without_hands(account))
    told["form"] = form or bound(here, attempt, None)
    status = 422 if form is not None and form.is_bound else 200
    page = "hands" if here.key == HANDS else "step"
    return render(request, f"accounts/connect/{page}.html", told, status=status)


def hands_of(account: Account) -> list[Hands]:
    """Who may act for it now."""
    rows = Hands.objects.filter(account=account, until=None, member__left_at=None)
    return list(rows.select_related("member__user").order_by("since", "pk"))


def _without_hands(account: Account) -> list[Member]:
    have = {one.member_id for one in hands_of(account)}
    here = Member.objects.of(account.center).filter(left_at=None, user__is_active=True)
    rows = here.exclude(pk__in=have).select_related("user")
    return list(rows.order_by("user__name", "pk"))


def _account(attempt: Attempt) -> Account:
    if attempt.account is None:
        raise Http404
    return attempt.account


def _moved(attempt: Attempt, step: str) -> HttpResponse:
    store.move_to(attempt, step)
    return _at(attempt, step)


def _at(attempt: Attempt, step: str) -> HttpResponse:
    return redirect("connect_step", attempt.center.slug, attempt.pk, step)
