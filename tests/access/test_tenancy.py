"""The check that runs after every test can fail, and looks at all there is."""

from __future__ import annotations

import pytest
from django.apps import apps

from accounts.models import Account, Center, Departure, Hands
from engagement.models import Delivery, Interaction, Suggestion
from tests.engagement.rows import mention, queued, town
from tests.tenancy import PRODUCT, center_of, strays, tied

pytestmark = pytest.mark.django_db

OF_NO_CENTER = {"accounts.User", "accounts.Pulse"}
"""Ours, and the installation's: who signs in, and whether a worker is alive."""
NOT_OURS = {
    "account",
    "admin",
    "auth",
    "contenttypes",
    "mfa",
    "sessions",
    "socialaccount",
    "usersessions",
}
"""Applications of Django's and allauth's, whose rows hang on a user."""


def test_it_sees_a_row_that_points_into_another_center() -> None:
    here, there = town(), town("other", "2002")
    card = mention(here)
    queued(here, card)
    assert strays() == []

    Suggestion.objects.update(account=there.x)
    Center.objects.filter(pk=here.center.pk).update(frozen_by=there.supervisor)
    Hands.objects.create(center=here.center, account=here.x, member=there.poster)
    left = Departure.objects.create(center=here.center, member=there.poster)
    left.removals.create(center=there.center, account=here.x, kind="hands")

    found = " ".join(strays())
    assert "Suggestion" in found
    assert "Center" in found
    assert "Hands" in found
    assert "Departure" in found
    assert "Removal" in found
    Suggestion.objects.update(account=here.x)
    Center.objects.update(frozen_by=None)
    Hands.objects.all().delete()
    Departure.objects.all().delete()


def test_it_sees_every_table_of_a_center() -> None:
    """Also those of tomorrow: it walks the models, not a list."""
    checked = {model.__name__: names for model, names in tied().items()}
    assert {"Activity", "Account", "Spend", "Watch", "Post", "Rule"} <= {*checked}
    assert {"suggestion", "account", "by_member"} <= {*checked[Delivery.__name__]}
    assert {"profile", "delivery"} <= {*checked[Interaction.__name__]}
    assert "app" in checked[Account.__name__]


def test_no_table_is_without_a_center_but_those_named_here() -> None:
    models = [one for one in apps.get_models() if one._meta.app_label not in NOT_OURS]
    without = {one._meta.label for one in models if not center_of(one)}
    assert without == OF_NO_CENTER, "give it a center, or say here whose it is"
    assert {one._meta.app_label for one in models} <= {*PRODUCT}


def test_in_every_table_the_center_must_be_there() -> None:
    """Without one a row would be in nobody's walk. The audit has lines of no Center."""
    loose = [
        one._meta.label
        for app in PRODUCT
        for one in apps.get_app_config(app).get_models()
        if center_of(one) == "center_id" and one._meta.get_field("center").null
    ]
    assert loose == ["accounts.Activity"]
