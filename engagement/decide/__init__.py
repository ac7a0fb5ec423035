"""Decide: what a person does with a suggestion. Each verb is one transaction."""

from engagement.decide.accept import MayNotLeave, accept, is_for_supervisor, undo
from engagement.decide.attention import (
    close_attention,
    give_attention_back,
    needs_help,
    no_call_for_help,
    open_attention_again,
    take_attention,
    take_attention_over,
)
from engagement.decide.by_rule import announce, stop, switch_off, switch_on
from engagement.decide.byhand import could_not, done, not_done, took_down
from engagement.decide.center import freeze, release_all, unfreeze
from engagement.decide.claims import claim, claim_over, keep_text, release, take_over
from engagement.decide.dismiss import (
    dismiss,
    not_elsewhere,
    snooze,
    thanked_elsewhere,
    undo_dismiss,
    undo_snooze,
)
from engagement.decide.outbox import cancel, found, release_held, send_again
from engagement.decide.pick import pick
from engagement.decide.words import add_word, drop_word, say_where_to_turn

__all__ = [
    "MayNotLeave",
    "accept",
    "add_word",
    "announce",
    "cancel",
    "claim",
    "claim_over",
    "close_attention",
    "could_not",
    "dismiss",
    "done",
    "drop_word",
    "found",
    "freeze",
    "give_attention_back",
    "is_for_supervisor",
    "keep_text",
    "needs_help",
    "no_call_for_help",
    "not_done",
    "not_elsewhere",
    "open_attention_again",
    "pick",
    "release",
    "release_all",
    "release_held",
    "say_where_to_turn",
    "send_again",
    "snooze",
    "stop",
    "switch_off",
    "switch_on",
    "take_attention",
    "take_attention_over",
    "take_over",
    "thanked_elsewhere",
    "took_down",
    "undo",
    "undo_dismiss",
    "undo_snooze",
    "unfreeze",
]
