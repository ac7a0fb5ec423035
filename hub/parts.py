"""The page /parts/: every part of the look with made-up content, for development."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import Center, Member
from engagement.attentions import TURN_TO
from engagement.models import Attention, Post, Profile
from engagement.views.attention import Call

SLUG = "parts"
QUOTE = (
    "Our volunteers asked for something they could read on the bus, and this is it: "
    "ten short pages on first conversations by @CenterSW. We print it for every new "
    "colleague now, and the questions at the end have become the agenda of our Monday "
    "meetings. Thank you for making it free."
)
DRAFT = (
    "Thank you for passing our workshop on, and for telling us that the questions have "
    "become your Monday agenda. That is the best use of them."
)
NAV: list[dict[str, Any]] = [
    {"label": "Queue", "icon": "inbox", "count": 11, "current": True, "go": "q"},
    {"label": "Around us", "icon": "compass", "count": 4, "go": "a"},
    {"label": "Write", "icon": "pen-line"},
    {"label": "Calendar", "icon": "calendar", "more": True},
    {"label": "Contacts", "icon": "contact-round", "more": True},
    {"label": "Reports", "icon": "chart-column", "more": True},
    {"label": "Outbox", "icon": "send", "go": "o"},
    {"label": "Settings", "icon": "settings", "foot": True},
]
PEOPLE = [
    ("Riverside Family Services", "twitter"),
    ("Harbor Hospice Network", "blog"),
    ("Dr. Amara Osei", "twitter"),
    ("North Shore Food Bank", "facebook"),
    ("Lakeside Youth Shelter", "twitter"),
    ("Prof. Ellen Vance", "person"),
]
FOLLOWERS = [
    ("Hilltop Legal Aid", "Free advice for tenants, Tuesdays and Thursdays."),
    ("Dana Whitfield, LCSW", "Clinical social worker. Grief, teenagers, bicycles."),
]
TABS = [
    {"label": "On its way", "url": "#way", "count": 2, "current": True},
    {"label": "Needs a look", "url": "#look", "count": 1},
    {"label": "Sent", "url": "#sent"},
    {"label": "By hand", "url": "#hand"},
]
WEEKS = [
    ("12 Oct", 9, 4),
    ("19 Oct", 12, 10),
    ("26 Oct", 7, 8),
    ("2 Nov", 14, 12),
    ("9 Nov", 10, 13),
    ("16 Nov", 11, 11),
]
SWATCHES = ["surface", "sunken", "chosen", "accent", "owed", "offered", "danger", "ok"]


class FeedForm(forms.Form):
    """A form with every kind of field, one of them wrong."""

    address = forms.URLField(
        label="Address of the blog",
        assume_scheme="https",
        help_text="The page itself will do; we look for its feed.",
    )
    name = forms.CharField(label="What we call them", required=False)
    often = forms.ChoiceField(
        label="How often we look",
        choices=[("usual", "Every ten minutes"), ("quiet", "Every hour")],
    )
    note = forms.CharField(
        label="Note for colleagues", required=False, widget=forms.Textarea({"rows": 3})
    )
    offer = forms.BooleanField(label="Offer their posts for sharing", required=False)


def sample(now: datetime) -> dict[str, Any]:
    """What the page shows, around a moment in local time."""
    noon = now.replace(hour=12, minute=0)
    yesterday = (now - timedelta(days=1)).replace(hour=16, minute=40)
    return {
        "noon": noon if now < noon else now.replace(hour=23, minute=50),
        "morning": now.replace(hour=8, minute=10) if now.hour > 8 else yesterday,
        "yesterday": yesterday,
        "tomorrow": (now + timedelta(days=1)).replace(hour=10, minute=0),
        "lastweek": now - timedelta(days=8),
        "timeline": [
            {
                "direction": "in",
                "text": "Shared our workshop post",
                "when": yesterday,
                "url": "#post",
            },
            {
                "direction": "out",
                "text": "We thanked them for the visit",
                "when": now - timedelta(days=8),
                "by": "Maya Lindqvist",
                "quote": "It was good to see the new rooms. Come and see ours.",
            },
            {
                "direction": "in",
                "text": "Mentioned us",
                "when": now - timedelta(days=9),
            },
            {
                "direction": "in",
                "text": "We noticed that they follow us",
                "when": now - timedelta(days=31),
            },
        ],
    }


def call(now: datetime) -> Call:
    """Somebody who may need help; none of its rows is stored."""
    center = Center(slug=SLUG)
    who = Profile(
        center=center, contact_id=9, platform="twitter", name="jo_from_the_lake"
    )
    post = Post(
        center=center,
        text="does anybody there know who I can call tonight",
        url="https://x.example/9",
    )
    when = now - timedelta(minutes=20)
    told = now - timedelta(minutes=19)
    one = Attention(
        pk=9, center=center, profile=who, post=post, noticed_at=when, told_at=told
    )
    return Call(one, Member(pk=9, center=center))


def show(request: HttpRequest) -> HttpResponse:
    """The page itself; ``?theme=dark`` shows it as chosen by a person."""
    theme = request.GET.get("theme", "")
    form = FeedForm({"address": "htp:/riverside", "often": "usual"})
    context = {
        **sample(timezone.localtime()),
        "theme": theme if theme in {"light", "dark"} else "",
        "nav": [{"url": "#place", **item} for item in NAV],
        "center": {"name": "Center for Social Work Practice", "slug": SLUG},
        "call": call(timezone.now()),
        "turn_to": TURN_TO,
        "duty": {"name": "Maya Lindqvist", "until": timezone.localtime()},
        "quote": QUOTE,
        "draft": DRAFT,
        "people": PEOPLE,
        "tabs": TABS,
        "followers": FOLLOWERS,
        "weeks": WEEKS,
        "swatches": SWATCHES,
        "form": form,
    }
    return render(request, "parts.html", context)
