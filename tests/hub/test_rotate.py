"""A new key for the tokens: sealed anew while all runs, and nothing is forgotten."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone
from pytest_django import Settings

from accounts import rotation
from accounts.connect import sealed, tokens_of
from accounts.models import Account, App, Attempt, Center
from accounts.platforms.base import Tokens
from accounts.vault import SecretField
from engagement.models import KeepOut
from tests.engagement.rows import Town, town
from tests.races.duel import duel

pytestmark = pytest.mark.django_db


def new_key() -> str:
    return Fernet.generate_key().decode()


def rotated(**how: bool) -> str:
    out = StringIO()
    call_command("rotate_tokens", stdout=out, **how)
    return out.getvalue()


def every_secret(csw: Town) -> dict[str, str]:
    """Something sealed in every such column, by table and column."""
    Center.objects.update(list_key="the key of the list")
    Attempt.objects.create(
        center=csw.center,
        member=csw.supervisor,
        platform="twitter",
        told="a verifier",
        ends_at=timezone.now(),
    )
    KeepOut.objects.create(center=csw.center, hash="a" * 64, words=1, name="A name")
    return {
        "account.tokens": Account.objects.get().tokens,
        "app.secret": "center-secret",
        "center.list_key": "the key of the list",
        "attempt.told": "a verifier",
        "keepout.name": "A name",
    }


def read() -> dict[str, str]:
    return {
        f"{model._meta.model_name}.{name}": str(
            model._base_manager.values_list(name, flat=True).get()
        )
        for model, name in rotation.columns()
    }


def test_every_column_is_sealed_anew_and_the_old_key_may_go(settings: Settings) -> None:
    kept = every_secret(town())
    new = new_key()
    settings.TOKEN_KEYS = [new, *settings.TOKEN_KEYS]

    said = rotated()

    assert "5 sealed anew with the first key; 5 are kept" in said
    assert "may now be taken out" in said
    settings.TOKEN_KEYS = [new]
    assert read() == kept
    # Once more: there is nothing to do, and it says so.
    assert "0 sealed anew" in rotated()
    assert "There is one key" in rotated()


@pytest.mark.once
def test_a_new_column_cannot_be_forgotten() -> None:
    class Diary(models.Model):  # noqa: DJ008
        page = SecretField()

        class Meta:
            app_label = "accounts"

    try:
        assert (Diary, "page") in rotation.columns()
    finally:
        del apps.all_models["accounts"]["diary"]
        apps.clear_cache()


def test_what_no_key_opens_is_named_and_nothing_is_touched(settings: Settings) -> None:
    csw, other = town(), town("other", "2002")
    other.x.handle = "OtherCenter"
    other.x.save()
    old, lost = settings.TOKEN_KEYS[0], new_key()
    settings.TOKEN_KEYS = [lost]
    Account.objects.filter(pk=other.x.pk).update(tokens="sealed with another")
    settings.TOKEN_KEYS = [new := new_key(), old]

    with pytest.raises(CommandError) as refused:
        rotated()

    assert "the account @OtherCenter (X) of The other Center" in str(refused.value)
    assert "@CenterSW" not in str(refused.value)
    settings.TOKEN_KEYS = [new]
    assert Account.objects.get(pk=csw.x.pk).tokens == ""
    # It may be passed over: it has to be connected again anyway.
    settings.TOKEN_KEYS = [new, old]
    assert "3 sealed anew" in rotated(leave_lost=True)
    settings.TOKEN_KEYS = [lost]
    assert Account.objects.get(pk=other.x.pk).tokens == "sealed with another"


def test_what_others_keep_sealed_is_sealed_anew_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rotation, "OTHERS", [lambda: 7])
    assert rotation.rotate().anew == 7


@pytest.mark.django_db(transaction=True)
def test_a_token_renewed_in_the_same_moment_wins(settings: Settings) -> None:
    """Renewed by who was started before the new key, and by who was started after."""
    csw = town()
    old = settings.TOKEN_KEYS[0]
    new = new_key()
    settings.TOKEN_KEYS = [new, old]
    rows = Account.objects.filter(pk=csw.x.pk)

    def renew(number: int) -> str:
        before = tokens_of(rows.get()).access
        text = sealed(Tokens(access=f"access-{number}", refresh="r"))
        key = Fernet(old if number % 2 else new)
        raw = models.Value(key.encrypt(text.encode()).decode())
        rows.update(tokens=models.functions.Cast(raw, models.TextField()))
        return before

    rounds = duel(range(30), renew, lambda _: rotation.rotate())
    found = [before for _, before, _ in rounds]
    assert found[1:] == [f"access-{number}" for number in range(29)]
    assert tokens_of(rows.get()).access == "access-29"
    rotation.rotate()
    settings.TOKEN_KEYS = [new]
    assert tokens_of(rows.get()).access == "access-29"


def test_a_row_that_was_written_since_it_was_read_keeps_what_was_written(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    csw = town()
    settings.TOKEN_KEYS = [new_key(), *settings.TOKEN_KEYS]
    stored = rotation._stored

    def and_then_renewed(model: Any, name: str) -> Any:
        for pk, text in stored(model, name):
            if model is Account:
                Account.objects.update(tokens=sealed(Tokens(access="renewed")))
            yield pk, text

    monkeypatch.setattr(rotation, "_stored", and_then_renewed)
    rotation.rotate(leave_lost=True)

    csw.x.refresh_from_db()
    assert tokens_of(csw.x).access == "renewed"


def test_it_goes_in_short_reads_and_single_writes(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    csw = town()
    App.objects.bulk_create(
        App(center=csw.center, platform="facebook", client_id=str(n), secret=f"s{n}")
        for n in range(7)
    )
    monkeypatch.setattr(rotation, "BATCH", 3)
    settings.TOKEN_KEYS = [new := new_key(), *settings.TOKEN_KEYS]

    done = rotation.rotate()

    assert done.by_column["app.secret"] == 8
    settings.TOKEN_KEYS = [new]
    secrets = App.objects.filter(platform="facebook").order_by("pk")
    assert [one.secret for one in secrets] == [f"s{n}" for n in range(7)]
