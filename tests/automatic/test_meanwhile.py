"""Between the announcing and the leaving: what changes keeps it here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Account, Activity, Center
from accounts.platforms.base import Unsupported
from engagement import automatic, decide, deliver
from engagement.automatic import why_no_longer
from engagement.decide import hours
from engagement.models import (
    Delivery,
    HoldWord,
    Interaction,
    Post,
    Profile,
    Rule,
    Suggestion,
)
from tests.automatic.ground import (
    PRAISE,
    announced,
    card_of,
    is_kind,
    left,
    rule,
    sweep,
    the_line,
    wrote,
)
from tests.engagement.outside import Outside, ours
from tests.engagement.rows import Town, peer

pytestmark = pytest.mark.django_db

CHANGES: dict[str, Callable[[Delivery], object]] = {
    "the rule is switched off": lambda line: Rule.objects.update(on=False),
    "they are private after all": lambda line: is_kind(
        line.suggestion.profile, "private"
    ),
    "nobody knows them after all": lambda line: is_kind(
        line.suggestion.profile, "unknown"
    ),
    "they asked us to stop": lambda line: Profile.objects.update(
        opted_out_at=timezone.now()
    ),
    "a word is held": lambda line: HoldWord.objects.create(
        center=line.center, side="in", word="wonderful"
    ),
    "a word of ours is held": lambda line: HoldWord.objects.create(
        center=line.center, side="out", word=line.text
    ),
    "their post is gone": lambda line: Post.objects.update(gone_at=timezone.now()),
    "it is not to be thanked for": lambda line: Interaction.objects.update(
        not_kind=True
    ),
    "the account has no key any more": lambda line: Account.objects.update(
        granted={"tier": ""}
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_meanwhile_keeps_it_here(
    csw: Town, outside: Outside, change: str
) -> None:
    """Asked in the moment before it leaves, whatever the sweeps have seen."""
    wrote(csw)
    sweep()
    line = the_line(csw)
    CHANGES[change](line)

    # Over, as when a sweep gives it back: no "send again" for what no person wrote.
    assert left(line).state == "cancelled"
    assert (line.error_code, bool(line.error)) == ("NotByItself", True)
    assert outside.said == []
    assert card_of(line).state == "open"
    assert Activity.objects.filter(verb="gave back", target_id=line.pk).exists()


@pytest.mark.parametrize("change", CHANGES)
def test_and_the_next_sweep_gives_it_back(csw: Town, change: str) -> None:
    wrote(csw)
    sweep()
    line = the_line(csw)
    CHANGES[change](line)
    decide.announce(timezone.now())
    line.refresh_from_db()
    assert line.state == "cancelled"
    assert card_of(line).state == "open"
    # Positive control below: without a change it stays.


def test_without_a_change_it_stays(csw: Town) -> None:
    wrote(csw)
    sweep()
    decide.announce(timezone.now())
    assert announced(csw.center)


def test_they_wrote_again_and_a_person_answers_all_of_it(
    csw: Town, outside: Outside
) -> None:
    wrote(csw, by=(who := peer(csw.center)))
    sweep()
    line = the_line(csw)
    wrote(csw, "When is the next one?", by=who)
    sweep()

    line.refresh_from_db()
    assert line.state == "cancelled"
    card = Suggestion.objects.get(state="open")
    assert card.kindnesses.count() == 2
    assert sweep() == 0


def test_a_break_holds_it_until_its_end(csw: Town, outside: Outside) -> None:
    wrote(csw)
    sweep()
    line = the_line(csw)
    until = timezone.now() + timedelta(days=3)
    Center.objects.update(paused_until=until)

    line = left(line)
    assert (line.state, outside.said) == ("queued", [])
    assert line.due_at >= until
    # And when the Center is back, there is an hour to look at what waits.
    decide.announce(timezone.now())
    line.refresh_from_db()
    assert line.due_at >= until + timedelta(hours=1)


def test_when_a_break_is_over_early_there_is_an_hour_to_object(
    csw: Town, outside: Outside
) -> None:
    wrote(csw)
    sweep()
    line = the_line(csw)
    day = timezone.localdate() + timedelta(days=14)
    hours.pause(csw.center, by=csw.supervisor, back_on=day, reason="Rest")
    sweep()
    assert left(line).state == "queued"
    sweep()
    hours.lift_pause(csw.center, by=csw.supervisor)
    back = timezone.now()
    sweep()

    line = the_line(csw)
    hour = timedelta(hours=1)
    assert back + hour <= line.due_at + timedelta(seconds=1) <= back + 2 * hour
    assert left(line).state == "sent"


LET_GO: dict[str, Callable[[Town, Delivery], object]] = {
    "all at once": lambda csw, line: decide.release_all(csw.center, by=csw.poster),
    "this line": lambda csw, line: decide.release_held(line, by=csw.poster),
}


@pytest.mark.parametrize("how", LET_GO)
def test_let_go_after_a_freeze_it_may_be_objected_to_once_more(
    csw: Town, outside: Outside, how: str
) -> None:
    wrote(csw)
    sweep()
    line = the_line(csw)
    decide.freeze(csw.center, by=csw.supervisor, reason="x")
    decide.unfreeze(csw.center, by=csw.supervisor)
    line.refresh_from_db()
    LET_GO[how](csw, line)

    line = the_line(csw)
    assert line.due_at > timezone.now() + timedelta(minutes=59)
    assert deliver.due(timezone.now()) == []
    decide.stop(line, by=csw.colleague)
    assert outside.said == []


def test_a_freeze_holds_it(csw: Town, outside: Outside) -> None:
    wrote(csw)
    sweep()
    line = the_line(csw)
    decide.freeze(csw.center, by=csw.supervisor, reason="x")
    assert left(line).state == "held"
    assert outside.said == []


def test_a_colleague_answers_in_the_networks_own_app(
    csw: Town, outside: Outside
) -> None:
    deed = wrote(csw)
    sweep()
    line = the_line(csw)
    ours(csw, "Thanks from Tom!", reply_to_key=deed.key)
    deliver.match_own(timezone.now())
    line.refresh_from_db()
    assert line.state == "cancelled"
    assert card_of(line).state == "elsewhere"
    assert sweep() == 0


def test_what_the_network_refuses_goes_to_people(csw: Town, outside: Outside) -> None:
    wrote(csw)
    sweep()
    outside.answers.append(Unsupported("X wants a person for this."))
    line = left(the_line(csw))
    assert line.state == "failed"
    assert card_of(line).state == "open"
    assert sweep() == 0


def test_praise_is_what_these_tests_take_for_plain(csw: Town) -> None:
    wrote(csw, PRAISE)
    wrote(csw, f"{PRAISE} But why so late?")
    assert sweep() == 1


def test_a_line_that_cannot_be_judged_goes_to_people_and_stops_no_other(
    csw: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd, gone = wrote(csw).profile, wrote(csw).profile
    sweep()
    Profile.objects.filter(pk=gone.pk).update(gone_at=timezone.now())

    def breaks(line: Delivery) -> str:
        if line.suggestion.profile_id == odd.pk:
            raise ValueError("their words")
        return why_no_longer(line)

    monkeypatch.setattr(automatic, "why_no_longer", breaks)
    assert sweep() == 0

    told = {one.suggestion.profile_id: one for one in Delivery.objects.all()}
    assert {one.state for one in told.values()} == {"cancelled"}
    assert "could not be told" in told[odd.pk].error
    assert {card_of(one).state for one in told.values()} == {"open"}


@pytest.mark.parametrize("address", ["https://twitter.com/a/status/123?s=20", ""])
def test_a_quote_is_read_to_its_last_word(csw: Town, address: str) -> None:
    """Its address may stand on a line of its own: what stands above it is theirs."""
    rule(csw, "auto_quote")
    said = f"Thank you for this wonderful thread.\nhelp?\n{address}"
    wrote(csw, said, did="quote", quotes_key="x:123")
    sweep()
    assert announced(csw.center) == []
    kind = f"Thank you for this wonderful thread.\n{address}"
    wrote(csw, kind, did="quote", quotes_key="x:123")
    sweep()
    assert len(announced(csw.center)) == 1
