"""An account without any key: everything is done by hand, and still counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from accounts import presences
from accounts.connecting import store
from accounts.connecting.steps import TEST, Path, Step
from accounts.models import Attempt, Member
from accounts.models.account import Network

WHY = "No key and no money: Kindred opens the right page, and a person acts there."


class NameForm(forms.Form):
    """Which account it is."""

    name = forms.CharField(
        max_length=300,
        label="Handle or address",
        error_messages={
            "required": "The handle on X, or the address of the Page or blog."
        },
    )


class HandleForm(NameForm):
    """Which account on X it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Handle"
        self.fields["name"].help_text = "Like @YourCenter."


class AddressForm(NameForm):
    """Which Page or blog it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Address"
        self.fields["name"].help_text = "As it stands in the browser’s address line."


def _add(attempt: Attempt, said: Mapping[str, Any], by: Member) -> str:
    account = presences.add_account(
        by=by, platform=attempt.platform, name=said["name"], user="", token=""
    )
    store.connected(attempt, account)
    return TEST


def _path(platform: str, label: str, form: type[forms.Form]) -> Path:
    step = Step(
        "name",
        "Which account",
        "accounts/connect/by_hand.html",
        form=form,
        act=_add,
        button="Add it",
    )
    return Path(
        platform=platform,
        way="hand",
        label=label,
        why=WHY,
        needs=("Somebody who may act for it on the network",),
        minutes=1,
        steps=(step,),
        by_hand=True,
    )


X = _path(Network.TWITTER, "X by hand, without a key", HandleForm)
PAGE = _path(Network.FACEBOOK, "A Facebook Page by hand, without a key", AddressForm)
BLOG = _path(Network.BLOG, "A blog by hand, without a key", AddressForm)
