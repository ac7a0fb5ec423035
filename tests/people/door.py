"""How a person goes through the door in a test: password, code of the app, link."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.core import mail
from django.test import Client

from accounts.addresses import note_address
from accounts.models import Activity, Member, User

PASSWORD = "four words that never met"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def with_password(member: Member, password: str = PASSWORD) -> User:
    """Somebody who can sign in, by a proven address."""
    user = member.user
    user.set_password(password)
    user.save(update_fields=["password"])
    note_address(user, verified=True)
    return user


def signs_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    told = {"login": email, "password": password, **more}
    return client.post("/account/login/", told)


def inside(member: Member) -> Client:
    """Signed in already, by no door."""
    client = Client()
    client.force_login(member.user, BACKEND)
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def with_app(user: User) -> str:
    """An app that shows codes; its secret."""
    secret: str = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def link_in_mail(place: str = "/join/") -> str:
    """The path of the link in the last letter."""
    found = re.search(rf"https?://[^/\s]+({place}\S+)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def verbs(member: Member) -> list[str]:
    """What the audit says of this member, oldest first."""
    rows = Activity.objects.filter(target_kind="member", target_id=member.pk)
    return [*rows.order_by("pk").values_list("verb", flat=True)]
