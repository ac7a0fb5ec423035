"""What the ways to connect a blog share: the address, and which of our blogs it is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms

from accounts.connecting.keeping import ELSEWHERE, live_elsewhere
from accounts.models import Account, Attempt, Member
from accounts.models.account import Network
from accounts.names import blog_in
from accounts.platforms.base import Refused
from accounts.platforms.blog.keys import site_of
from accounts.platforms.blog.site import Site


class AddressForm(forms.Form):
    """Where the blog is; any page of it will do."""

    fixed = ("address",)

    address = forms.CharField(
        max_length=500,
        label="Address of the blog",
        help_text="As it stands in the browser’s address line; any page of it will do.",
        error_messages={"required": "The address of the blog. Like blog.example.org"},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
    )

    def clean_address(self) -> str:
        typed = str(self.cleaned_data["address"]).strip()
        try:
            blog_in(typed)
        except Refused as error:
            raise forms.ValidationError(str(error)) from error
        return typed


def known(account: Account) -> dict[str, Any]:
    """Its address need not be typed again."""
    return {"address": account.web_url}


def which(site: Site, attempt: Attempt, by: Member) -> str:
    """The id that this blog has, or will have, among our accounts.

    Raises Refused with a sentence where it is not the blog that is connected again,
    or another Center's.
    """
    again = attempt.account
    if again is not None:
        if _bare(site.home) != _bare(again.web_url):
            raise Refused(
                f"That leads to {site_of(site.home)}. What you connect again is "
                f"{again}, at {site_of(again.web_url)}: type its address. Nothing was "
                "changed."
            )
        return again.external_id
    found = _known_as(site, by)
    if live_elsewhere(by, Network.BLOG, found):
        raise Refused(ELSEWHERE)
    return found


def _known_as(site: Site, by: Member) -> str:
    """With and without www is one blog: whoever was here first gave it its name."""
    bare = _bare(site.home)
    names = (site_of(site.home), bare, f"www.{bare}")
    rows = Account.objects.filter(platform=Network.BLOG, external_id__in=names)
    live = rows.filter(disconnected_at=None)
    first = live.first() or rows.filter(center=by.center).first()
    return first.external_id if first else names[0]


def _bare(url: str) -> str:
    return site_of(url).removeprefix("www.")


def host_of(url: str) -> str:
    return urlsplit(url).netloc.lower()[:200]
