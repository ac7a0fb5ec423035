"""Answers to new followers that need words: thanks to up to three, or a comment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.access import MemberRequest, member_required
from accounts.platforms.base import Verb
from engagement.aim import Way, latest_of, other_ways
from engagement.drafting import (
    MOST_NAMES,
    BlogPost,
    Follower,
    comments,
    handles_in,
    listed,
    pick,
    together,
)
from engagement.forms import AcceptForm
from engagement.models import Conflict, Suggestion
from engagement.views import followers
from engagement.views.answers import suggestion_of
from engagement.views.card import Card
from engagement.views.cards import cards, rows
from engagement.views.sending import ask_first, put_in_outbox, their_page
from engagement.views.waiting import BY_WORTH, is_number

AT_MOST = 30
"""So many may be chosen from; the longest due come first."""


@dataclass
class Writing:
    """A text on its way to one or more: what the page is made of."""

    card: Card
    way: Way
    text: str
    companions: list[Card]
    error: str = ""
    warned: str = ""

    @property
    def used(self) -> int:
        return self.way.fits(self.text)[0]

    @property
    def limit(self) -> int:
        return self.way.fits(self.text)[1]

    @property
    def names(self) -> str:
        return listed([card.name for card in (self.card, *self.companions)])


@member_required
@never_cache
def thank_together(request: MemberRequest) -> HttpResponse:
    """One text that names up to three, and settles what is owed to each of them."""
    now = timezone.now()
    owing = followers.debts(request.member, now).values("pk")[:AT_MOST]
    ordered = Suggestion.objects.filter(pk__in=owing).order_by(*BY_WORTH)
    found = cards(rows(ordered), request.member)
    free = [card for card in found if card.main and not card.held_by]
    asked = {int(pk) for pk in _asked(request) if is_number(pk)}
    chosen = sorted((one for one in free if one.pk in asked), key=lambda card: card.pk)
    gone = len(asked) - len(chosen)
    context = {"free": free, "asked": asked, "most": MOST_NAMES}
    wrong = _wrong(request, len(asked), chosen, gone)
    if wrong or not chosen:
        typed = request.POST.get("text", "")
        status = 422 if request.method == "POST" or wrong else 200
        return _page(request, context | {"wrong": wrong, "typed": typed}, status)
    lead, *others = chosen
    assert lead.main is not None  # noqa: S101 only such are free
    writing = Writing(lead, lead.main, "", others)
    if request.method == "POST":
        return _send(request, writing, context)
    writing.text = _draft(writing)
    return _page(request, context | {"writing": writing})


def _asked(request: MemberRequest) -> list[str]:
    sent = request.POST if request.method == "POST" else request.GET
    return sent.getlist("who")[:AT_MOST]


def _wrong(request: MemberRequest, asked: int, chosen: list[Card], gone: int) -> str:
    if not asked and (request.method == "POST" or "asked" in request.GET):
        return "Choose whom to thank: one, two or three."
    if asked > MOST_NAMES:
        return f"Choose three at most: {asked} names in one text would pester them."
    if gone and asked:
        who = "one of them" if gone == 1 else f"{gone} of them"
        return f"A colleague answered {who} first. Choose again; your text is kept."
    if len({card.suggestion.account_id for card in chosen}) > 1:
        return "They follow different accounts of ours. Choose those of one."
    return ""


def _draft(writing: Writing) -> str:
    """What was written for just these before, else what is true of them."""
    every = [card.suggestion for card in (writing.card, *writing.companions)]
    names = {one.profile.handle.lower() for one in every}
    for one in every:
        if one.draft and set(handles_in(one.draft)) == names:
            return one.draft
    people = [Follower(one.profile.handle, one.profile.bio) for one in every]
    return pick(together(people), fits=_fits(writing.way), taken=lambda text: False)


def _fits(way: Way) -> Any:
    def fits(text: str) -> bool:
        length, limit = way.fits(text)
        return not limit or length <= limit

    return fits


def _send(
    request: MemberRequest, writing: Writing, context: dict[str, Any]
) -> HttpResponse:
    form = AcceptForm(request.POST, way=writing.way)
    writing.text = request.POST.get("text", "")
    if form.is_valid():
        writing.text = form.cleaned_data["text"]
        writing.error = _misnamed(writing)
    else:
        writing.error = " ".join(str(e) for some in form.errors.values() for e in some)
    if not writing.error:
        done = _accept(request, writing)
        if done:
            return done
    return _page(request, context | {"writing": writing}, 422)


def _misnamed(writing: Writing) -> str:
    """What is wrong with the names in it: each who is chosen, and nobody else."""
    if writing.way.verb != Verb.MENTION:
        return ""
    every = (writing.card, *writing.companions)
    wanted = [card.suggestion.profile.handle for card in every]
    named = handles_in(writing.text)
    missing = [f"@{one}" for one in wanted if one.lower() not in named]
    if missing:
        return f"Name {listed(missing)} in it, or leave them out above."
    if len(named) > len(wanted):
        return "Name nobody but those who are chosen; each name calls somebody."
    return ""


def _accept(request: MemberRequest, writing: Writing) -> HttpResponse | None:
    """Put it in the outbox; None, with the reason, where that could not be."""
    said = request, writing.card, writing.way, writing.text
    writing.error, writing.warned = ask_first(*said)
    if writing.error:
        return None
    try:
        line = put_in_outbox(*said, [one.suggestion for one in writing.companions])
    except Conflict:
        writing.error = "A colleague answered one of them first. Your text is kept."
        return None
    if isinstance(line, str):
        writing.error = line
        return None
    page = their_page(request, writing.way, line)
    if page is None:
        messages.success(request, f"{writing.names}: on its way.")
    return page or redirect("queue", request.center.slug)


def _page(
    request: MemberRequest, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, "engagement/together.html", context, status=status)


@member_required
@never_cache
def comment(request: MemberRequest, pk: int) -> HttpResponse:
    """A comment under their latest post, which settles what is owed to them."""
    suggestion = suggestion_of(request, pk)
    theirs = latest_of(suggestion.profile)
    ways = other_ways(suggestion, theirs)
    way = next((one for one in ways if one.verb == Verb.COMMENT), None)
    if way is None or suggestion.state != Suggestion.State.OPEN or theirs is None:
        return redirect("suggestion", request.center.slug, pk)
    card = cards([suggestion], request.member)[0]
    post = BlogPost(suggestion.key, text=theirs.text, language=theirs.language)
    writing = Writing(card, way, "", [])
    context = {"post": theirs}
    if request.method == "POST":
        return _send(request, writing, context)
    writing.text = pick(comments(post), fits=_fits(way), taken=lambda text: False)
    return _page(request, context | {"writing": writing})
