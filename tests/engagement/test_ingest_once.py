"""Each thing is noticed once, whatever pages, workers and failures do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.platforms.base import Cursor, Kind, Refused, TryLater
from engagement.models import Interaction, Post, Watch
from tests.engagement.script import (
    Killed,
    Stage,
    a_watch,
    an_account,
    deed,
    dying,
    ledger,
    noticed,
    play,
    poll_until_done,
    post,
)

pytestmark = pytest.mark.django_db

SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
FAULTS = [Killed, TryLater, Refused, RuntimeError]


@dataclass
class Trouble:
    """What happens at each call, before or after the network did its part."""

    faults: list[tuple[int, bool, type[BaseException]]]
    calls: int = 0

    def before(self, verb: str, cursor: Cursor) -> None:
        self.calls += 1
        self._strike(after=False)

    def after(self, verb: str, cursor: Cursor) -> None:
        self._strike(after=True)

    def _strike(self, *, after: bool) -> None:
        for at, late, kind in self.faults:
            if at == self.calls and late is after:
                raise kind("The network is in trouble.")


@st.composite
def paged(draw: st.DrawFn, count: int) -> list[list[int]]:
    """Numbers on pages: shuffled, overlapping, all of them somewhere."""
    order = draw(st.permutations(range(count)))
    size = draw(st.integers(1, 7))
    pages = [list(order[at : at + size]) for at in range(0, count, size)]
    for page in pages:
        page += draw(st.lists(st.integers(0, count - 1), max_size=3))
    return pages


faults = st.lists(
    st.tuples(st.integers(1, 8), st.booleans(), st.sampled_from(FAULTS)), max_size=4
)
deaths = st.lists(st.integers(1, 60), max_size=3)
KINDS = [Kind.MENTION, Kind.REPLY, Kind.QUOTE, Kind.SHARE, Kind.LIKE]


def on_stage(
    verb: str, pages: Sequence[Sequence[Any]], trouble: Trouble, patch: Any
) -> None:
    stage = Stage({verb: list(pages)}, before=trouble.before, after=trouble.after)
    play(stage, patch)


@SLOW
@given(
    pages=paged(12),
    faults=faults,
    deaths=deaths,
    whose=st.lists(st.integers(0, 3), min_size=12, max_size=12),
    kinds=st.lists(st.sampled_from(KINDS), min_size=12, max_size=12),
)
def test_whoever_did_something_for_us_is_noticed_once(
    monkeypatch: pytest.MonkeyPatch,
    pages: list[list[int]],
    faults: list[Any],
    deaths: list[int],
    whose: list[int],
    kinds: list[Kind],
) -> None:
    account = an_account()
    deeds = [deed(10 + n, whose[n], kinds[n]) for n in range(12)]
    script = [[deeds[n] for n in page] for page in pages]
    on_stage("mentions", script, Trouble(faults), monkeypatch)

    watch = a_watch(account, Watch.Kind.MENTIONS)
    with dying(*deaths):
        poll_until_done(watch)

    # A share or like has no key of its own: it is this person's, of that post
    facts = {
        (one.kind, one.by.external_id, one.about_key)
        if one.kind in (Kind.SHARE, Kind.LIKE)
        else (one.kind, one.by.external_id, one.key)
        for one in deeds
    }
    assert len(noticed(account)) == len(set(noticed(account))) == len(facts)
    counted = Counter(who for _, who, _ in facts)
    assert ledger(account) == counted
    assert not Interaction.objects.filter(center=account.center, first_look=True)


@SLOW
@given(pages=paged(12), faults=faults, deaths=deaths)
def test_every_comment_on_our_blog_is_noticed_once(
    monkeypatch: pytest.MonkeyPatch,
    pages: list[list[int]],
    faults: list[Any],
    deaths: list[int],
) -> None:
    account = an_account(platform="blog")
    script = [[deed(n, n % 3, Kind.COMMENT) for n in page] for page in pages]
    on_stage("comments", script, Trouble(faults), monkeypatch)

    watch = a_watch(account, Watch.Kind.COMMENTS)
    with dying(*deaths):
        poll_until_done(watch)

    assert noticed(account) == sorted(f"x:{n}" for n in range(12))
    assert ledger(account) == {"5000": 4, "5001": 4, "5002": 4}


@SLOW
@given(pages=paged(12), faults=faults, deaths=deaths)
def test_every_post_of_a_peer_is_stored_once(
    monkeypatch: pytest.MonkeyPatch,
    pages: list[list[int]],
    faults: list[Any],
    deaths: list[int],
) -> None:
    account = an_account()
    script = [[post(n, n % 4) for n in page] for page in pages]
    on_stage("peers", script, Trouble(faults), monkeypatch)

    watch = a_watch(account, Watch.Kind.LIST)
    with dying(*deaths):
        poll_until_done(watch)

    posts = Post.objects.filter(center=account.center, peer=True, weighed_at=None)
    keys = sorted(posts.values_list("key", flat=True))
    assert keys == sorted(f"x:{n}" for n in range(12))


@SLOW
@given(pages=paged(12), faults=faults, deaths=deaths)
def test_every_post_of_ours_is_stored_once(
    monkeypatch: pytest.MonkeyPatch,
    pages: list[list[int]],
    faults: list[Any],
    deaths: list[int],
) -> None:
    account = an_account()
    script = [[post(n) for n in page] for page in pages]
    on_stage("own", script, Trouble(faults), monkeypatch)

    watch = a_watch(account, Watch.Kind.OWN)
    with dying(*deaths):
        watch = poll_until_done(watch)

    posts = Post.objects.filter(account=account, weighed_at=None)
    keys = sorted(posts.values_list("key", flat=True))
    assert keys == sorted(f"x:{n}" for n in range(12))
    assert watch.ok_at is not None
