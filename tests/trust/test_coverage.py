"""Every button that changes something leaves a line of who pressed it.

The buttons are walked by the URL configuration, each pressed so that it does what it
is for. Beside this, tests/audited.py asks every button that any other test presses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Activity, Member
from engagement import decide
from engagement.decide import duty, hours
from engagement.models import Attention, Contact, Delivery, Suggestion
from tests.access.test_strangers import address, every_address
from tests.access.worlds import another_world, day_off, passed_over
from tests.audited import AUDIT, SILENT, Silent
from tests.engagement.rows import (
    Town,
    follow,
    in_need,
    mention,
    own_watch,
    queued,
    town,
)
from tests.trust.walk import owner, signed_in

pytestmark = pytest.mark.django_db

Press = dict[str, Any]


def open_card(here: Town) -> Press:
    return {"pk": mention(here).pk, "text": "Thank you very much."}


def a_colleagues_card(here: Town) -> Press:
    later = timezone.now() + timedelta(minutes=5)
    card = mention(here)
    Suggestion.objects.filter(pk=card.pk).update(
        claimed_by=here.colleague, claimed_until=later
    )
    return {"pk": card.pk}


def answered_elsewhere(here: Town) -> Press:
    card = mention(here)
    decide.thanked_elsewhere(card, by=here.supervisor)
    return {"pk": card.pk}


def line(**fields: Any) -> Callable[[Town], Press]:
    def prepare(here: Town) -> Press:
        made = queued(here, mention(here))
        Delivery.objects.filter(pk=made.pk).update(**fields)
        return {"pk": made.pk, "why": "No time", "link": ""}

    return prepare


def call(**fields: Any) -> Callable[[Town], Press]:
    def prepare(here: Town) -> Press:
        made = in_need(here)
        theirs = {name: getattr(here, who) for name, who in fields.items()}
        state = {"taken_by": "taken", "done_by": "done"}.get(next(iter(fields), ""), "")
        times = {f"{name[:-3]}_at": timezone.now() for name in fields}
        if state:
            Attention.objects.filter(pk=made.pk).update(state=state, **theirs, **times)
        return {"pk": made.pk, "what_done": "Called them."}

    return prepare


def frozen(here: Town) -> Press:
    queued(here, mention(here))
    decide.freeze(here.center, by=here.supervisor, reason="A complaint")
    return {}


def thawed(here: Town) -> Press:
    frozen(here)
    decide.unfreeze(here.center, by=here.supervisor)
    return {}


def a_break(here: Town) -> Press:
    later = timezone.localdate() + timedelta(days=5)
    hours.pause(here.center, by=here.supervisor, back_on=later, reason="")
    return {}


def newcomer(here: Town) -> Press:
    return {"pk": follow(here).profile.contact_id, "kind": "organization"}


def newcomers(here: Town) -> Press:
    follow(here)
    now = timezone.now()
    return {"day": str(timezone.localdate()), "until": now.isoformat()}


def passed(here: Town) -> Press:
    passed_over(here)
    return {}


def contact(here: Town) -> Press:
    return {"pk": Contact.objects.of(here.center).first(), "kind": "professional"}


def peers_post(here: Town) -> Press:
    post = mention(here).post
    assert post is not None
    type(post).objects.filter(pk=post.pk).update(peer=True)
    return {"pk": post.pk}


def on_duty(here: Town) -> Press:
    duty.come_on(here.center, by=here.supervisor)
    return {"note": "All quiet."}


def source(here: Town) -> Press:
    return {"pk": own_watch(here).pk, "pause": "1"}


def a_day_off(here: Town) -> Press:
    day_off(here)
    return {"pk": here.center.closed_days.get().pk}


def our_x(here: Town) -> Press:
    return {"pk": here.x.pk}


def says(**words: str) -> Callable[[Town], Press]:
    return lambda here: dict(words)


TOMORROW = str(timezone.localdate() + timedelta(days=1))
BLOG = {"platform": "blog", "name": "https://our.example", "user": "", "token": ""}
PRESSES: dict[str, Callable[[Town], Press]] = {
    "bulk": lambda here: {"do": "nothing", "ticked": [mention(here).pk]},
    "accept": open_card,
    "claim": open_card,
    "text": open_card,
    "take_over": a_colleagues_card,
    "dismiss": lambda here: open_card(here) | {"reason": "nothing"},
    "snooze": lambda here: open_card(here) | {"until": "tomorrow"},
    "undo": lambda here: {"pk": queued(here, mention(here)).suggestion_id},
    "elsewhere": open_card,
    "not_elsewhere": answered_elsewhere,
    "needs_help": open_card,
    "attention_take": call(),
    "attention_take_over": call(taken_by="colleague"),
    "attention_give_back": call(taken_by="supervisor"),
    "attention_done": call(taken_by="supervisor"),
    "attention_no_call": call(taken_by="supervisor"),
    "attention_again": call(done_by="colleague"),
    "done": line(state="by_hand", mode="hand"),
    "not_done": line(state="by_hand", mode="hand"),
    "could_not": line(state="by_hand", mode="hand"),
    "took_down": line(state="sent", mode="hand"),
    "again": line(state="unconfirmed"),
    "found": line(state="unconfirmed"),
    "cancel": line(state="queued"),
    "let_go": line(state="held"),
    "around_seen": says(),
    "around_share": peers_post,
    "around_comment": peers_post,
    "around_link": peers_post,
    "freeze": says(why="A complaint"),
    "unfreeze": frozen,
    "release_all": thawed,
    "contact_add": says(kind="organization", name="Harbor", handle="harbor"),
    "contact_kind": newcomer,
    "by_hand": says(direction="in", who="Harbor", kind="mention", note="Called us"),
    "followers_pass": newcomers,
    "followers_undo_pass": passed,
    "follower_kind": newcomer,
    "keep_holidays": says(country="US", part=""),
    "close_on": says(day=TOMORROW, name="Snow"),
    "open_on": a_day_off,
    "take_break": says(back_on=TOMORROW, reason="Semester"),
    "end_break": a_break,
    "add_word": says(side="out", word="zebra"),
    "turn_to": says(text="Call 988."),
    "come_on": says(),
    "hand_over": on_duty,
    "add_account": says(**BLOG),
    "pause": source,
    "my_hands": our_x,
}
"""How to press each button so that it does what it is for."""
ELSEWHERE = {
    "release": "a lease, as claim",
    "stop": "tests/automatic/test_stop.py",
    "their_post": "tests/engagement/test_facebook_peers.py",
    "followers_together": "tests/engagement/test_followers_together.py",
    "comment_instead": "tests/engagement/test_followers_ways.py",
    "follower_take_back": "tests/engagement/test_followers_undo.py",
    "set_hours": "tests/engagement/test_hours_page.py",
    "automatic_on": "tests/automatic/test_switches.py",
    "automatic_off": "tests/automatic/test_switches.py",
    "drop_word": "tests/engagement/test_hold_words.py",
    "caught_up": "tests/engagement/test_duty_page.py",
    "add_feed": "tests/engagement/test_quiet.py",
    "connect_again": "tests/engagement/test_connect_again.py",
}
"""Buttons that need more than a row; the tests that press them, before audited.py."""


def test_every_button_leaves_a_line() -> None:
    here = town()
    member = owner(here.center)
    client = signed_in(member)
    found, expected, told = {}, {}, list[str]()
    for pattern in every_address():
        name = str(pattern.name)
        if name not in PRESSES:
            continue
        with another_world():
            words = PRESSES[name](here)
            changed = press(client, name, here, words)
            found[name] = AUDIT in changed if changed else None
            expected[name] = name not in SILENT
            told += [f"{one.actor_label} {one.verb} {one.detail}" for one in lines()]
    assert found == expected
    # Whom it concerned is an id: no name and no text of theirs is in any line.
    assert len(told) > 50
    outside = re.compile(r"peer|harbor|first conversations|can’t go on|zebra", re.I)
    assert [one for one in told if outside.search(one)] == []


def lines() -> list[Activity]:
    return list(Activity.objects.order_by("pk"))


def press(client: Any, name: str, here: Town, words: Press) -> set[str]:
    """The tables in which this button changed something."""
    where = [here.center.slug]
    pattern = next(one for one in every_address() if one.name == name)
    if pattern.pattern.converters:
        if "pk" not in words:
            return changed_by(client.post(address(pattern, here, under=here), words))
        pk = words.pop("pk")
        where.append(str(getattr(pk, "pk", pk)))
    return changed_by(client.post(reverse(name, args=where), words))


def changed_by(answer: Any) -> set[str]:
    changed: set[str] = answer.wsgi_request.META["CHANGED"]
    return changed


def test_no_button_is_forgotten() -> None:
    """A new address is pressed here, or another test of it is named."""
    here = town()
    client = signed_in(owner(here.center))
    buttons = set()
    for pattern in every_address():
        where = [here.center.slug, *[0 for _ in pattern.pattern.converters]]
        answer = client.post(reverse(str(pattern.name), args=where))
        if answer.status_code != 405:
            buttons.add(str(pattern.name))
    assert buttons - {*PRESSES, *ELSEWHERE} == set()
    assert {*PRESSES, *ELSEWHERE} - buttons == set()


def test_a_button_without_a_line_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control: a verb that says nothing."""
    here = town()
    client = signed_in(owner(here.center))

    def silent(center: Any, *, by: Member, text: str) -> None:
        type(center).objects.filter(pk=center.pk).update(turn_to=text)

    monkeypatch.setattr(decide, "say_where_to_turn", silent)
    with pytest.raises(Silent, match="turn_to changed"):
        client.post("/c/csw/settings/words/turn-to/", {"text": "Call 988."})
