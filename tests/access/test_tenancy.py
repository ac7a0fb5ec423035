"""The check that runs after every test can fail, and looks at all there is."""

from __future__ import annotations

import pytest

from accounts.models import Account, Center, Hands
from engagement.models import Delivery, Interaction, Suggestion
from tests.engagement.rows import mention, queued, town
from tests.tenancy import strays, tied

pytestmark = pytest.mark.django_db


def test_it_sees_a_row_that_points_into_another_center() -> None:
    here, there = town(), town("other", "2002")
    card = mention(here)
    queued(here, card)
    assert strays() == []

    Suggestion.objects.update(account=there.x)
    Center.objects.filter(pk=here.center.pk).update(frozen_by=there.supervisor)
    Hands.objects.create(center=here.center, account=here.x, member=there.poster)

    found = " ".join(strays())
    assert "Suggestion" in found
    assert "Center" in found
    assert "Hands" in found
    Suggestion.objects.update(account=here.x)
    Center.objects.update(frozen_by=None)
    Hands.objects.all().delete()


def test_it_sees_every_table_of_a_center() -> None:
    """Also those of tomorrow: it walks the models, not a list."""
    checked = {model.__name__: names for model, names in tied().items()}
    assert {"Activity", "Account", "Spend", "Watch", "Post", "Rule"} <= {*checked}
    assert {"suggestion", "account", "by_member"} <= {*checked[Delivery.__name__]}
    assert {"profile", "delivery"} <= {*checked[Interaction.__name__]}
    assert "app" in checked[Account.__name__]
