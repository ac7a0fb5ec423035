"""A text that a member sends: asked about once, then put in the outbox, or kept."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from django.http import HttpResponseRedirect

from accounts.access import MemberRequest
from engagement import decide
from engagement.aim import Way
from engagement.keys import text_key
from engagement.models import Conflict, Delivery, Suggestion
from engagement.views.card import Card
from engagement.views.remarks import remark_question
from engagement.views.twice import question, said_before, word_question


def ask_first(
    request: MemberRequest, card: Card, way: Way, text: str
) -> tuple[str, str]:
    """What is asked about it, and what the second press says so that it is sent; ""
    and "" where nothing is asked, or was answered.

    Said before in the same words, with a word that waits for a supervisor, or with
    nothing of their post in it.
    """
    said = card.suggestion, way, text, request.member
    before = said_before(*said)
    asked = question(before) if before else word_question(*said)
    asked = asked or remark_question(card.suggestion, way, text)
    # A link alone has no key, and can be asked about all the same
    key = text_key(text) or "none"
    if not asked or card.shown != "open" or request.POST.get("same") == key:
        return "", ""
    return asked, key


def put_in_outbox(
    request: MemberRequest,
    card: Card,
    way: Way,
    text: str,
    companions: Sequence[Suggestion] = (),
) -> Delivery | str:
    """The line of the outbox; or, in a sentence, why it may not leave: then the text
    is kept on the card. Raises Conflict where a colleague was first.
    """
    try:
        return decide.accept(
            card.suggestion,
            by=request.member,
            way=way,
            text=text,
            hands=card.doer,
            companions=companions,
        )
    except decide.MayNotLeave as error:
        with suppress(Conflict):
            # For the supervisor to read on the card; nobody has it meanwhile.
            decide.keep_text(card.suggestion, by=request.member, text=text)
            decide.release(card.suggestion, by=request.member)
        return f"{error}. Your text is kept."


def their_page(
    request: MemberRequest, way: Way, line: Delivery
) -> HttpResponseRedirect | None:
    """To the network's own page, where it is this member who does it by hand."""
    mine = line.for_member_id == request.member.pk
    if line.state != Delivery.State.BY_HAND or not mine:
        return None
    return HttpResponseRedirect(way.page(line.text))
