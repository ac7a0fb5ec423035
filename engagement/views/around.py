"""Around us: what peers published, newest first, each a tap from share or comment."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.models import Account, Member
from accounts.platforms.base import ModeKind
from engagement.aim import main_way
from engagement.bounds import loud
from engagement.models import Conflict, Contact, Post, Suggestion
from engagement.views.paging import Newest

A_PAGE = 20


@member_required
@require_safe
@never_cache
def around(request: MemberRequest) -> HttpResponse:
    """What is new since this member last looked has an edge."""
    found = (
        Post.objects.of(request.center)
        .filter(peer=True, gone_at=None)
        .exclude(profile__contact__kind__in=(Contact.Kind.PRIVATE, Contact.Kind.SPAM))
        .select_related("profile__contact")
        .order_by("-published_at", "-pk")
    )
    network = request.GET.get("network", "")
    if network in ("twitter", "blog"):
        found = found.filter(profile__platform=network)
    page = Newest(found, A_PAGE).get_page(request.GET.get("page"))
    last = request.member.looked_around_at
    posts = [(post, bool(last and post.noticed_at > last)) for post in page]
    context = {
        "page": page,
        "posts": posts,
        "first": last is None,
        "tabs": [
            {
                "label": label,
                "url": f"{request.path}?network={key}" if key else request.path,
                "current": key == network,
            }
            for label, key in (("All", ""), ("X", "twitter"), ("Blogs", "blog"))
        ],
        "unread": sum(new for _, new in posts),
    }
    return render(request, "engagement/around.html", context)


@member_required
@require_POST
def seen(request: MemberRequest) -> HttpResponse:
    """Everything up to now counts as read; a page that is only looked at writes
    nothing, so this is a button."""
    Member.objects.filter(pk=request.member.pk).update(looked_around_at=timezone.now())
    return HttpResponseRedirect(reverse("around", args=[request.center.slug]))


@member_required
@require_POST
def take(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    """Make a card of it and open it: pass it on, or comment on it. It is free for a
    colleague until its text is touched, or it is accepted."""
    post = get_object_or_404(
        Post.objects.of(request.center).select_related("profile"),
        loud(request.member),
        pk=pk,
        peer=True,
    )
    refused = _refused(request, post, kind)
    if refused:
        messages.warning(request, refused)
        return redirect("around", request.center.slug)
    suggestion = _suggestion(request, post, kind)
    url = reverse("suggestion", args=[request.center.slug, suggestion.pk])
    return HttpResponseRedirect(url)


def _account(request: MemberRequest, post: Post) -> Account | None:
    """As whom we would do it: our own on the network where the post stands."""
    assert post.profile is not None  # noqa: S101 a peer's post is never ours
    live = Account.objects.of(request.center).select_related("app")
    return live.filter(platform=post.profile.platform, disconnected_at=None).first()


def _refused(request: MemberRequest, post: Post, kind: str) -> str:
    """Why this kind of thing cannot be done with this post; "" where it can."""
    account = _account(request, post)
    if account is None:
        return ""
    way = main_way(
        Suggestion(account=account, profile=post.profile, post=post, kind=kind)
    )
    no = way is not None and way.mode.kind == ModeKind.NOT_ALLOWED
    return way.mode.reason if way and no else ""


def _suggestion(request: MemberRequest, post: Post, kind: str) -> Suggestion:
    """The card for this post and kind: the one there is, opened anew if it expired."""
    profile = post.profile
    assert profile is not None  # noqa: S101 a peer's post is never ours
    account = _account(request, post)
    key = f"{kind}:{post.key}"
    try:
        made, _ = Suggestion.objects.get_or_create(
            center=request.center,
            key=key,
            defaults={
                "account": account,
                "profile": profile,
                "post": post,
                "kind": kind,
                "owed": False,
                "reason": f"{request.member.name} picked it from Around us.",
                "noticed_at": post.noticed_at,
            },
        )
    except IntegrityError:
        made = Suggestion.objects.get(center=request.center, key=key)
    if made.state in (Suggestion.State.EXPIRED, Suggestion.State.DISMISSED):
        try:
            made.move(Suggestion.State.OPEN, expires_at=None, hidden_until=None)
        except Conflict:
            made.refresh_from_db()
    return made
