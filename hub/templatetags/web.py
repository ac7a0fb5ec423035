"""Addresses that strangers wrote, before they become a link of ours."""

from __future__ import annotations

from django import template

register = template.Library()

SCHEMES = ("https://", "http://")


@register.filter
def web(address: object) -> str:
    """The address if it is one of the web, or ""; never a program or a page in itself.

    What comes in is checked at the door; this stands where it would do harm.
    """
    text = str(address or "").strip()
    return text if text.lower().startswith(SCHEMES) else ""
