"""No link to a new password stands in a log: without mail a page says so."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.rules import PRODUCTION, ROOT

TOLD = "import django; django.setup(); from django.conf import settings as s; "
TOLD += "print(s.EMAIL_BACKEND.rsplit('.', 2)[1], s.CAN_MAIL)"


@pytest.mark.once
@pytest.mark.parametrize(
    ("address", "said"),
    [("", "dummy False"), ("smtp://user:pass@mail.example.edu:25", "smtp True")],
)
def test_outside_the_demo_mail_needs_an_address(address: str, said: str) -> None:
    told = {"EMAIL_URL": address, "DJANGO_SETTINGS_MODULE": "hub.settings"}
    done = subprocess.run(
        [sys.executable, "-c", TOLD],
        cwd=ROOT,
        env={**os.environ, **PRODUCTION, **told},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == said


@pytest.mark.django_db
@pytest.mark.parametrize("can", [True, False])
def test_without_it_nobody_asks_for_a_new_password(
    settings: Settings, can: bool
) -> None:
    settings.CAN_MAIL = can
    User.objects.create_user("ada@csw.example", name="Ada")
    path = "/account/password/reset/"

    asked = Client().get(path)
    answer = Client().post(path, {"email": "ada@csw.example"})

    assert len(mail.outbox) == can
    assert ("No letter can come" in asked.text) is not can
    assert answer.status_code == (302 if can else 503)
