"""What a new Center does first: connect an account, invite somebody, hear a blog."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import Account, Invitation, Member
from accounts.permissions import may
from engagement.models import Watch

# What, why, the page that does it, its button, who does it where one may not oneself
STEPS = (
    (
        "account",
        "Connect an account",
        "The Center’s account on X, its Page on Facebook or its blog. You are led "
        "through it.",
        "connect",
        "Connect",
        "An owner of the Center connects it.",
    ),
    (
        "person",
        "Invite somebody",
        "Who shares the work, and a second owner, so that two can get in.",
        "invitations",
        "Invite",
        "An owner of the Center invites.",
    ),
    (
        "blog",
        "Listen to a blog",
        "What peers publish then stands under Around us. It costs nothing.",
        "sources",
        "Choose one",
        "",
    ),
)


def first_steps(member: Member) -> list[dict[str, Any]]:
    """The steps, with which of them are done; none once an account is connected and
    somebody else is here, or invited."""
    center = member.center
    done = {
        "account": Account.objects.of(center).filter(disconnected_at=None).exists(),
        "person": _somebody(member),
    }
    if all(done.values()):
        return []
    done["blog"] = Watch.objects.of(center).filter(kind=Watch.Kind.FEED).exists()
    steps: list[dict[str, Any]] = []
    for key, title, why, page, button, whose in STEPS:
        mine = may(member, page)
        url = reverse(page, args=[center.slug]) if mine else ""
        # The first that one can do oneself
        main = mine and not done[key] and not any(one["main"] for one in steps)
        steps.append(
            {
                "title": title,
                "why": why if mine else whose,
                "button": button,
                "url": url,
                "done": done[key],
                "main": main,
            }
        )
    return steps


def _somebody(member: Member) -> bool:
    """Whether anybody else is in the Center, or was asked to come."""
    others = Member.objects.of(member.center).filter(left_at=None).exclude(pk=member.pk)
    asked = Invitation.objects.of(member.center).filter(
        used_at=None, withdrawn_at=None, ends_at__gt=timezone.now()
    )
    return others.exists() or asked.exists()
