"""Around us: what peers published, newest first, each a tap from share or comment."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.models import Member
from accounts.platforms.base import ModeKind
from engagement import decide
from engagement.aim import main_way
from engagement.attentions import of_somebody_in_need
from engagement.boundaries import met_by, note_met
from engagement.bounds import quiet, shows_history
from engagement.decide.pick import as_whom
from engagement.may_leave import KEPT_BACK
from engagement.models import Post, Suggestion
from engagement.views.paging import Newest
from engagement.views.way_back import with_way_back

A_PAGE = 20
TABS = (("All", ""), ("X", "twitter"), ("Facebook", "facebook"), ("Blogs", "blog"))


@member_required
@require_safe
@never_cache
def around(request: MemberRequest) -> HttpResponse:
    """What is new since this member last looked has an edge."""
    found = (
        Post.objects.of(request.center)
        .filter(peer=True, gone_at=None)
        .exclude(quiet("profile__contact"))
        .exclude(pk__in=of_somebody_in_need(request.center.pk).values("post"))
        .select_related("profile__contact")
        .order_by("-published_at", "-pk")
    )
    network = request.GET.get("network", "")
    if network in ("twitter", "facebook", "blog"):
        found = found.filter(profile__platform=network)
    page = Newest(found, A_PAGE).get_page(request.GET.get("page"))
    last = request.member.looked_around_at
    posts = [(post, bool(last and post.noticed_at > last)) for post in page]
    context = {
        "page": page,
        "posts": posts,
        "first": last is None,
        "network": network,
        "tabs": [
            {
                "label": label,
                "url": f"{request.path}?network={key}" if key else request.path,
                "current": key == network,
            }
            for label, key in TABS
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
    return redirect("around", request.center.slug)


@member_required
@require_POST
def take(request: MemberRequest, pk: int, kind: str) -> HttpResponse:
    """Make a card of it and open it: pass it on, comment on it, or link to it. It is
    free for a colleague until its text is touched, or it is accepted."""
    post = get_object_or_404(
        Post.objects.of(request.center).select_related("profile__contact", "center"),
        pk=pk,
        peer=True,
    )
    here = request.POST.get("back", "")
    return open_card(request, post, kind, "picked it from Around us", here)


def open_card(
    request: MemberRequest, post: Post, kind: str, did: str, here: str
) -> HttpResponse:
    """The card for this post; ``did``: how this member came to it; ``here``: the page
    on which they did, for the way back."""
    refused = _refused(request, post, kind)
    if refused:
        messages.warning(request, refused)
        return redirect("around", request.center.slug)
    card = decide.pick(post, kind, by=request.member, did=did)
    if not shows_history(card.profile.contact, request.member):
        # The page it was picked from was older than the boundary. It waits as a text
        # does; and nothing says for what.
        met = met_by(card, request.center)
        note_met(request.center.pk, met, suggestion=card, by=request.member)
        messages.warning(request, f"{KEPT_BACK}.")
        return redirect("around", request.center.slug)
    url = reverse("suggestion", args=[request.center.slug, card.pk])
    return HttpResponseRedirect(with_way_back(url, here))


def _refused(request: MemberRequest, post: Post, kind: str) -> str:
    """Why this kind of thing cannot be done with this post; "" where it can."""
    account = as_whom(post)
    if account is None:
        return ""
    way = main_way(
        Suggestion(account=account, profile=post.profile, post=post, kind=kind)
    )
    no = way is not None and way.mode.kind == ModeKind.NOT_ALLOWED
    return way.mode.reason if way and no else ""
