"""allauth's hooks, all of them: what happens at the door becomes an audit line."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.door import note
from accounts.models import User
from accounts.second_factor import COUNTS

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


@receiver(mfa.authenticator_added)
def others_sign_in_anew(
    request: HttpRequest, user: User, authenticator: Any, **_: Any
) -> None:
    """Whoever came in elsewhere by the password alone shows the new factor, too.

    Else a session that somebody else has would stay, and could remove the factor.
    """
    if authenticator.type in COUNTS:
        end_other_sessions(request, user)


@receiver(mfa.authentication_failed)
def second_factor_failed(user: User, **_: Any) -> None:
    note(user, ANSWERED, by="somebody")
