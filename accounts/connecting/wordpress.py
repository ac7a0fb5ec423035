"""Connect a WordPress: its address, then its own page, or a password pasted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils import timezone

from accounts.connecting import blogs, store
from accounts.connecting.keeping import Found, keep
from accounts.connecting.steps import NEXT, TEST, Path, Step
from accounts.letters import link
from accounts.models import Attempt, Member
from accounts.models.account import Network
from accounts.platforms.base import Refused, Tokens
from accounts.platforms.blog import login
from accounts.platforms.blog.site import Site, wordpress_at

SITE, MADE_FOR = "_site", "made_for"
"""What the address led to; for which user the blog itself made a password."""
FIRST = "Type the address of the blog first: the first step."
# They travel in the head of a request, which takes nothing else.
PLAIN = RegexValidator(
    r"^[\x20-\x7e]*$", "It has plain letters, digits and signs only."
)


class LoginForm(forms.Form):
    """A user of the blog, and an application password of theirs.

    Where the blog itself has made one, nothing is left to be typed.
    """

    # Filled in by the frame from what the attempt was told, and never shown
    made_for = forms.CharField(required=False)
    user = forms.CharField(
        max_length=200,
        label="User",
        validators=[PLAIN],
        help_text="The name one logs in with there.",
        error_messages={"required": "The name that one logs in with there."},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    password = forms.CharField(
        max_length=200,
        label="Application password",
        validators=[PLAIN],
        help_text="Spaces in it do not matter.",
        error_messages={"required": "Paste the application password."},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gone = [MADE_FOR]
        if self.initial.get(MADE_FOR):
            gone += ["user", "password"]
        for name in gone:
            del self.fields[name]


def _find(attempt: Attempt, said: Mapping[str, Any], by: Member) -> str:
    """The blog behind the address is a WordPress, and no other Center's."""
    site = wordpress_at(said["address"], settings.ADDRESSES)
    blogs.which(site, attempt, by)
    before = _site(attempt)
    store.tell(attempt, **{SITE: asdict(site), MADE_FOR: None})
    if before and before.home != site.home:
        # A password of the blog that was typed before goes nowhere else
        store.tell(attempt, user=None, password=None)
    return NEXT


def _site(attempt: Attempt) -> Site | None:
    kept = store.told(attempt).get(SITE)
    return Site(**kept) if kept else None


def _sure_site(attempt: Attempt) -> Site:
    site = _site(attempt)
    if site is None:
        raise Refused(FIRST)
    return site


def _allow(attempt: Attempt, said: Mapping[str, Any], by: Member) -> str:
    """Go to the blog's own page; where it cannot lead back, to what it shows."""
    site = _sure_site(attempt)
    back = link("connect_callback", attempt.center.slug, attempt.platform)
    if not site.authorize or not login.takes_us_back(site, back):
        return NEXT
    state = store.new_state()
    store.expect_back(attempt, state=state)
    return login.page(site, back, timezone.localtime(), state=state)


def back(
    attempt: Attempt, answer: Mapping[str, str], out: Mapping[str, str], by: Member
) -> str:
    """The blog made a password, and it is in the address: sealed, and off at once.

    No network is called here, for the address of this request holds the password.
    """
    site = _sure_site(attempt)
    user, password = answer.get("user_login", ""), answer.get("password", "")
    if not user or not password:
        raise Refused("The blog sent no password. Press the button once more.")
    login.refuse_foreign(site.home, answer.get("site_url", ""))
    store.tell(attempt, user=user, password=password, **{MADE_FOR: user})
    return NEXT


def _enter(attempt: Attempt, said: Mapping[str, Any], by: Member) -> str:
    """Ask the blog who this is, and keep it."""
    site = _sure_site(attempt)
    told = store.told(attempt)
    given = Tokens(user=told["user"].strip(), access=told["password"].strip())
    sure = told.get(MADE_FOR) == given.user
    who = login.enter(site, given, settings.ADDRESSES, sure=sure)
    found = Found(
        platform=Network.BLOG,
        external_id=blogs.which(site, attempt, by),
        host=blogs.host_of(site.home),
        handle=given.user,
        title=site.name,
        web_url=site.home,
        tokens=given,
        granted=who.granted,
        places={} if site.usual_root else {"api": site.rest_root},
    )
    store.connected(attempt, keep(found, by=by, again=attempt.account))
    return TEST


def _shows(attempt: Attempt) -> dict[str, Any]:
    """What was found, and whether the blog can lead back here."""
    site = _site(attempt)
    told = store.told(attempt)
    here = link("connect_callback", attempt.center.slug, attempt.platform)
    leads_back = bool(site and site.authorize and login.takes_us_back(site, here))
    its_page = ""
    if site and site.authorize:
        its_page = login.page(site, "", timezone.localtime())
    return {
        "blog": site,
        "leads_back": leads_back,
        # Where it cannot lead back it shows the password, to be copied
        "its_page": its_page,
        "made_for": told.get(MADE_FOR, ""),
    }


WORDPRESS: Final = Path(
    platform=Network.BLOG,
    way="wordpress",
    label="A WordPress blog",
    why="Kindred publishes, answers comments and sees them as a user of the blog.",
    needs=("The blog’s address", "A login there with the role Author"),
    minutes=3,
    steps=(
        Step(
            "address",
            "Which blog",
            "accounts/connect/wp_address.html",
            form=blogs.AddressForm,
            act=_find,
            button="Look for it",
        ),
        Step(
            "allow",
            "Let Kindred in",
            "accounts/connect/wp_allow.html",
            act=_allow,
            button="Go on",
            shows=_shows,
        ),
        Step(
            "enter",
            "Check the password",
            "accounts/connect/wp_enter.html",
            form=LoginForm,
            act=_enter,
            button="Check it and connect",
            shows=_shows,
        ),
    ),
    back=back,
    known=blogs.known,
)
