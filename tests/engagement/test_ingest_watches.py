"""Every account with a key is watched, by what its platform can have, once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from engagement import ingest
from engagement.models import Watch
from tests.engagement.script import a_watch, an_account

pytestmark = pytest.mark.django_db


def kinds(account_id: int) -> set[str]:
    rows = Watch.objects.filter(account=account_id)
    return set(rows.values_list("kind", flat=True))


def test_an_account_gets_the_watches_it_lacks_and_no_more() -> None:
    x, blog = an_account(), an_account(platform="blog", external_id="7")
    mine = Watch.objects.create(
        center=x.center, account=x, kind=Watch.Kind.MENTIONS, target_key="as it was"
    )
    for _ in range(2):
        ingest.make_missing_watches()

    assert kinds(x.pk) == {"own", "mentions", "followers"}
    assert kinds(blog.pk) == {"own", "comments"}
    assert Watch.objects.count() == 5
    assert mine.pk in ingest.due(timezone.now())


def test_without_a_key_nothing_is_watched() -> None:
    an_account(tokens="")
    an_account(external_id="1002", disconnected_at=timezone.now())
    ingest.make_missing_watches()
    assert not Watch.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"held_at": timezone.now()},
        {"disconnected_at": timezone.now()},
    ],
)
def test_an_account_that_is_held_or_gone_is_not_asked(
    fields: dict[str, object],
) -> None:
    a_watch(an_account(**fields), Watch.Kind.OWN)
    assert ingest.due(timezone.now()) == []


def test_looking_for_what_is_due_writes_nothing(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    """Every two to fifteen seconds, for ever."""
    a_watch(an_account(), Watch.Kind.OWN)
    ingest.make_missing_watches()
    with django_assert_num_queries(3):  # type: ignore[operator]
        ingest.make_missing_watches()
        ingest.due(timezone.now())
