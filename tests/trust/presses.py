"""How each button is pressed so that it does what it is for: see test_coverage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Hands, Removal
from engagement import decide
from engagement.decide import duty, hours
from engagement.models import Attention, Delivery, HoldWord, Suggestion
from tests.access.worlds import day_off, gone, invited, kept_out, passed_over
from tests.engagement.rows import Town, follow, in_need, mention, own_watch, queued

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
    return {"pk": mention(here).profile.contact_id}


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


def an_invitation(here: Town) -> Press:
    invited(here)
    return {"pk": here.center.invitations.get().pk}


def listed(here: Town) -> Press:
    kept_out(here)
    return {"pk": here.center.keep_outs.get().pk}


def lent(here: Town) -> Press:
    here.hands(here.colleague)
    return {"pk": Hands.objects.of(here.center).get(member=here.colleague).pk}


def ours(here: Town) -> Press:
    told = {"side": HoldWord.Side.OWN, "word": "555 0100"}
    decide.add_word(here.center, by=here.supervisor, **told)
    return {"own": "555 0100"}


def to_remove(here: Town) -> Press:
    gone(here)
    return {"pk": Removal.objects.of(here.center).get().pk}


def says(**words: str) -> Callable[[Town], Press]:
    return lambda here: dict(words)


# Not tomorrow: the day may end while the tests run.
SOON = str(timezone.localdate() + timedelta(days=2))
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
    "close_on": says(day=SOON, name="Snow"),
    "open_on": a_day_off,
    "take_break": says(back_on=SOON, reason="Semester"),
    "end_break": a_break,
    "add_word": says(side="out", word="zebra"),
    "turn_to": says(text="Call 988."),
    "come_on": says(),
    "hand_over": on_duty,
    "pause": source,
    "my_hands": our_x,
    "lend_hands": lambda here: our_x(here) | {"member": here.poster.pk, "how": "login"},
    "end_hands": lent,
    "ask_account": our_x,
    "account_disconnect": our_x,
    "set_budget": lambda here: {"pk": here.x.app, "limit": "20"},
    "invite": says(email="new@college.example", name="Newcomer", role="poster"),
    "invitation_withdraw": an_invitation,
    "invitation_again": an_invitation,
    "second_factor": says(least="owner"),
    "member_role": lambda here: {"pk": here.colleague.pk, "role": "supervisor"},
    "removal_done": to_remove,
    "opt_out": contact,
    "keep_out_contact": contact,
    "keep_out_names": says(names="Harbor Lights", kept="hash"),
    "keep_out_drop": listed,
    "quiet_hours": says(begin="22:00", end="06:00"),
    "caps": lambda here: our_x(here) | {"reply": "5"},
    "add_own": says(own="help@center.example"),
    "drop_own": ours,
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
    "add_list": "tests/engagement/test_budget.py",
    "credit_added": "tests/engagement/test_budget.py",
    "connect": "tests/engagement/test_connecting_keys.py",
    "connect_step": "tests/engagement/test_connecting_keys.py",
    "account_connect_again": "tests/engagement/test_connecting_again.py",
    "account_test": "tests/engagement/test_connecting_keys.py",
    "people_leave": "tests/engagement/test_departure_page.py",
    "removal_undo": "tests/engagement/test_checklist.py",
    "opt_in": "tests/boundaries/test_times_and_limits.py",
    "try_text": "it changes nothing; tests/boundaries/test_times_and_limits.py",
}
"""Buttons that need more than a row; the tests that press them, before audited.py."""
