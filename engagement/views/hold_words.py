"""Settings, Words: which words hold a text, and where who needs help can turn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import MemberRequest, member_required
from accounts.tabs import tab
from engagement import attentions, decide
from engagement.models import HoldWord
from engagement.views.answers import done
from engagement.word_forms import LONGEST, TurnToForm, WordForm
from engagement.words import taken_out, words_of

Side = HoldWord.Side
SIDES = (
    (
        Side.NEED,
        "May need help",
        "Who writes one of these may need help: it stands above everything on the "
        "queue, and nobody is thanked. Kindred knows many ways to say it by itself, in "
        "English and Spanish; these are beside them.",
    ),
    (
        Side.IN,
        "Read by a person first",
        "What others write with one of these in it is never thanked for by itself.",
    ),
    (
        Side.OUT,
        "Held for a supervisor",
        "A text of ours with one of these in it does not leave before a supervisor "
        "lets it go.",
    ),
    (
        Side.STOP,
        "Leave me alone",
        "Who answers us with one of these is opted out for good.",
    ),
)


@member_required
@require_safe
@never_cache
def words(request: MemberRequest) -> HttpResponse:
    """The tab: everybody reads where to turn; the lists are the supervisors'."""
    return _page(request)


def _page(
    request: MemberRequest,
    status: int = 200,
    wrong: dict[str, WordForm] | None = None,
    turn_to: TurnToForm | None = None,
) -> HttpResponse:
    center = request.center
    text = attentions.turn_to(center)
    context: dict[str, Any] = {
        "turn_to": text,
        "turn_to_form": turn_to or TurnToForm({"text": text}),
        "sides": [],
    }
    if request.member.supervises:
        context["sides"] = [
            {
                "side": side.value,
                "title": title,
                "lead": lead,
                "words": sorted(words_of(center, side)),
                "out": taken_out(center, side),
                "form": (wrong or {}).get(side) or WordForm(auto_id=f"{side}_%s"),
            }
            for side, title, lead in SIDES
        ]
    return tab(request, "words", "engagement/hold_words.html", context, status)


def _side(request: MemberRequest) -> str:
    """The list that a form is about; "" for one that there is not: a word must never
    land in another list than the page showed."""
    side = request.POST.get("side", "")
    return side if side in {one for one, _, _ in SIDES} else ""


def _no_such_list(request: MemberRequest) -> HttpResponse:
    messages.error(request, "There is no such list of words. Nothing was changed.")
    return redirect("words", request.center.slug)


@member_required
@require_POST
def add_word(request: MemberRequest) -> HttpResponse:
    """One word or phrase more, or one of ours back."""
    side = _side(request)
    if not side:
        return _no_such_list(request)
    form = WordForm(request.POST, auto_id=f"{side}_%s")
    if not form.is_valid():
        return _page(request, 422, wrong={side: form})
    told = {"side": side, "word": form.cleaned_data["word"]}
    return done(
        request,
        "words",
        lambda: decide.add_word(request.center, by=request.member, **told),
        f"“{told['word']}” counts from now on.",
    )


@member_required
@require_POST
def drop_word(request: MemberRequest) -> HttpResponse:
    """This word no longer counts."""
    told = {"side": _side(request), "word": request.POST.get("word", "")}
    if not told["side"]:
        return _no_such_list(request)
    if len(told["word"]) > LONGEST:
        messages.error(request, "No word in the lists is as long as that.")
        return redirect("words", request.center.slug)
    return done(
        request,
        "words",
        lambda: decide.drop_word(request.center, by=request.member, **told),
        f"“{told['word']}” no longer counts.",
    )


@member_required
@require_POST
def turn_to(request: MemberRequest) -> HttpResponse:
    """What to say to who may need help."""
    form = TurnToForm(request.POST)
    if not form.is_valid():
        return _page(request, 422, turn_to=form)
    text = form.cleaned_data["text"]
    decide.say_where_to_turn(request.center, by=request.member, text=text)
    messages.success(request, "Kept. It stands beside whoever may need help.")
    return redirect("words", request.center.slug)
