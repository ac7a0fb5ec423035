"""allauth's hooks, all of them: what happens at the door becomes an audit line."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.door import note
from accounts.models import User

ANSWERED = "second factor failed"
CHANGES = {
    mfa.authenticator_added: "second factor added",
    mfa.authenticator_removed: "second factor removed",
    mfa.authenticator_reset: "recovery codes made anew",
}


@receiver(account.user_logged_in)
def signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    how = [one["method"] for one in get_authentication_records(request)]
    note(user, "signed in", how=how)


@receiver(user_logged_out)
def signed_out(user: User | None, **_: Any) -> None:
    if user is not None:
        note(user, "signed out")


@receiver([account.password_changed, account.password_set])
def password_changed(user: User, **_: Any) -> None:
    note(user, "changed the password")


@receiver(account.password_reset)
def password_reset(user: User, **_: Any) -> None:
    note(user, "took a new password by mail")


@receiver(account.email_changed)
def email_changed(user: User, **_: Any) -> None:
    note(user, "changed the e-mail address")


@receiver([*CHANGES])
def second_factor_changed(
    signal: Any, user: User, authenticator: Any, **_: Any
) -> None:
    note(user, CHANGES[signal], kind=str(authenticator.type))


@receiver(mfa.authentication_failed)
def second_factor_failed(user: User, **_: Any) -> None:
    note(user, ANSWERED, by="somebody")
