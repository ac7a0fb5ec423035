"""What the door and the pages about oneself show: ways in, passwords, devices."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

from accounts.forms import STRONG
from accounts.models import Center
from accounts.university import label

register = template.Library()

DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)


@register.simple_tag
def university() -> str:
    """What people call the university's sign-in; "" where none is set up."""
    return label()


@register.simple_tag
def nobody_here() -> bool:
    """Whether this Kindred is new: it has no Center yet."""
    return not Center.objects.exists()


@register.filter
def json_text(value: Any) -> str:
    """As JSON, for an attribute: a page has no script of its own."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def password_help(field: str) -> str:
    """What to say beside a field where a new password is typed."""
    return STRONG if field == "password1" else ""


@register.filter
def device(agent: str) -> str:
    """ "Firefox on Windows", of what a browser says it is; else its first words."""
    what = next((said for sign, said in DEVICES if sign in agent), "")
    browser = next((said for sign, said in BROWSERS if sign in agent), "")
    if browser and what:
        return f"{browser} on {what}"
    return browser or what or agent[:40] or "Unknown"
