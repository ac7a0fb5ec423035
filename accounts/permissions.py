"""Who may do what: the one table of roles, asked at every door and shown as a page.

A page is named as in the urls files. What a role may do, the roles above it may, too:
poster < supervisor < owner. A page that stands in no line is nobody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from accounts.models import Member

Role = Member.Role
RANK = (Role.POSTER, Role.SUPERVISOR, Role.OWNER)


@dataclass(frozen=True, slots=True)
class Permission:
    """One line of the table: from which role on, what in words, on which pages."""

    least: Member.Role
    words: str
    pages: tuple[str, ...]


PERMISSIONS: tuple[Permission, ...] = (
    Permission(
        Role.POSTER,
        "Read the queue, and take, answer, put off and decline what stands there",
        (
            "queue",
            "changes",
            "bulk",
            "suggestion",
            "beside",
            "accept",
            "text",
            "claim",
            "release",
            "take_over",
            "dismiss",
            "snooze",
            "undo",
            "elsewhere",
            "not_elsewhere",
            "comment_instead",
        ),
    ),
    Permission(
        Role.POSTER,
        "Call for help, and see to a call that one has taken",
        (
            "needs_help",
            "attention",
            "attention_take",
            "attention_take_over",
            "attention_give_back",
            "attention_done",
            "attention_no_call",
        ),
    ),
    Permission(
        Role.POSTER,
        "Stop an automatic thanks; say what became of one's own work by hand",
        (
            "outbox",
            "stop",
            "done",
            "not_done",
            "could_not",
            "took_down",
            "again",
            "found",
            "cancel",
            "let_go",
            "release_all",
        ),
    ),
    Permission(
        Role.POSTER,
        "Read what peers publish, pass it on, comment and link",
        (
            "around",
            "around_seen",
            "around_share",
            "around_comment",
            "around_link",
            "whole_text",
        ),
    ),
    Permission(
        Role.POSTER,
        "Know the contacts, say what they are, note what was done by hand",
        (
            "contacts",
            "contact_add",
            "contact",
            "contact_kind",
            "their_post",
            "by_hand",
            "followers",
            "followers_together",
            "followers_pass",
            "followers_undo_pass",
            "follower_kind",
            "follower_take_back",
        ),
    ),
    Permission(
        Role.POSTER,
        "Go on duty and hand over",
        ("duty", "come_on", "hand_over", "caught_up"),
    ),
    Permission(
        Role.POSTER,
        "Read the report, the hours, the words and what may leave by itself",
        (
            "report",
            "report_rows",
            "report_csv",
            "settings",
            "settings_automatic",
            "words",
        ),
    ),
    Permission(
        Role.POSTER,
        "Listen to a blog, pause a source, say that one may act for an account",
        ("sources", "add_feed", "pause", "my_hands"),
    ),
    Permission(Role.POSTER, "Read who may do what", ("permissions",)),
    Permission(
        Role.POSTER,
        "See how the accounts fare and whose hands reach them; say it of one’s own",
        ("account_health", "hands", "lend_hands", "end_hands"),
    ),
    Permission(
        Role.SUPERVISOR,
        "Read the calls for help that were seen to, and open one again",
        ("attentions", "attention_again"),
    ),
    Permission(Role.SUPERVISOR, "Freeze, and lift the freeze", ("freeze", "unfreeze")),
    Permission(
        Role.SUPERVISOR,
        "Set the hours, the days off and a break",
        (
            "set_hours",
            "keep_holidays",
            "close_on",
            "open_on",
            "take_break",
            "end_break",
        ),
    ),
    Permission(
        Role.SUPERVISOR,
        "Switch on what leaves by itself, and off",
        ("automatic_on", "automatic_off"),
    ),
    Permission(
        Role.SUPERVISOR,
        "Choose the words that hold a text, ask for help or stop",
        ("add_word", "drop_word", "turn_to"),
    ),
    Permission(
        Role.SUPERVISOR,
        "See the people and whose hands act where; tick off what was removed of who "
        "left",
        ("people", "departure", "removal_done", "removal_undo"),
    ),
    Permission(
        Role.OWNER,
        "Give another role, and end the access of who leaves",
        ("member_role", "people_leave"),
    ),
    Permission(
        Role.SUPERVISOR,
        "See how the accounts fare and what each can do, and test one",
        ("accounts", "account", "account_test", "ask_account"),
    ),
    Permission(
        Role.OWNER,
        "Connect the accounts, connect them again, disconnect them",
        (
            "connect",
            "connect_step",
            "connect_callback",
            "account_connect_again",
            "account_disconnect",
        ),
    ),
    Permission(
        Role.SUPERVISOR,
        "Read what the networks cost, and listen to what costs money",
        ("budget", "budget_csv", "add_list"),
    ),
    Permission(
        Role.OWNER,
        "Set a month’s limit, and say that there is credit again",
        ("set_budget", "credit_added"),
    ),
    Permission(
        Role.SUPERVISOR,
        "Set quiet hours and daily limits, try a text, leave somebody alone or not",
        (
            "boundaries",
            "quiet_hours",
            "caps",
            "add_own",
            "drop_own",
            "try_text",
            "opt_out",
            "opt_in",
        ),
    ),
    Permission(
        Role.OWNER,
        "Keep the do-not-engage list, and read who met which boundary",
        ("keep_outs", "keep_out_names", "keep_out_contact", "keep_out_drop", "met"),
    ),
    Permission(
        Role.OWNER,
        "Invite people, and say who needs a second factor to sign in",
        (
            "invitations",
            "invite",
            "invitation_withdraw",
            "invitation_again",
            "second_factor",
        ),
    ),
    Permission(
        Role.SUPERVISOR,
        "Read who did what and when; from where is for owners",
        ("activity", "activity_csv"),
    ),
)
"""In the order of the page: by role, and what is done most first."""


@cache
def least_roles() -> dict[str, Member.Role]:
    """By the name of a page: from which role on it opens."""
    return {name: line.least for line in PERMISSIONS for name in line.pages}


def may(member: Member, page: str) -> bool:
    """Whether this member's role opens the page of this name; none: KeyError."""
    return reaches(member.role, least_roles()[page])


def reaches(role: str, least: Member.Role) -> bool:
    """Whether this role is that one, or above it."""
    return RANK.index(Role(role)) >= RANK.index(least)
