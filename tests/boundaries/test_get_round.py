"""Ways round the do-not-engage list and the checks of a text: none leads out."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import Member
from accounts.platforms.base import Platform
from engagement import decide
from engagement.aim import main_way
from engagement.decide import keep_out
from engagement.models import (
    Conflict,
    Delivery,
    Met,
    Profile,
    Suggestion,
)
from tests.boundaries.desk import HELD, browser, list_contact, list_name, state
from tests.engagement.outside import Net, Outside, send
from tests.engagement.rows import Town, follow_owed, mention, queued

pytestmark = pytest.mark.django_db

FOUND_OUT = ["Thank you, Jane Doe.", "Call +1 201 555 0123.", "Write to jd@host.org."]


def entry(by: Member, jane: Profile, how: str) -> None:
    if how == "profile":
        list_contact(by, jane)
    else:
        list_name(by, "Jane Doe" if how == "name" else "Jd Notes")


@pytest.mark.parametrize("how", ["profile", "name", "handle"])
def test_a_row_that_is_queued_already_is_held(
    csw: Town, olga: Member, jane: Profile, outside: Outside, how: str
) -> None:
    line = queued(csw, mention(csw, by=jane))
    entry(olga, jane, how)

    send(line)

    assert (state(line), outside.said) == (("held", HELD), [])
    assert [(one.kind, one.member) for one in Met.objects.all()] == [
        ("listed", csw.poster)
    ]
    # Looked at twice, it is written down once.
    Delivery.objects.filter(pk=line.pk).update(state="queued")
    send(line)
    assert Met.objects.count() == 1


def test_without_an_entry_it_leaves(csw: Town, jane: Profile, outside: Outside) -> None:
    assert send(queued(csw, mention(csw, by=jane))).state == "sent"


def test_another_profile_of_the_same_person_is_no_way_round(
    csw: Town, olga: Member, jane: Profile, outside: Outside
) -> None:
    blog = Profile.objects.create(
        center=csw.center,
        contact_id=jane.contact_id,
        platform="blog",
        external_id="jd.example",
    )
    line = queued(csw, mention(csw, by=jane))
    list_contact(olga, blog)
    send(line)
    assert state(line) == ("held", HELD)


def test_an_entry_that_is_made_while_the_worker_holds_the_row_counts(
    csw: Town, olga: Member, jane: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is asked after the claim."""
    line = queued(csw, mention(csw, by=jane))
    outside = Outside()

    def connect(account: object) -> Platform:
        list_name(olga, "Jane Doe")
        net = Net.__new__(Net)
        net.outside = outside
        return net

    monkeypatch.setattr("engagement.deliver.outbox.connect", connect)
    send(line)
    assert (state(line), outside.said) == (("held", HELD), [])


def test_an_old_form_is_asked_about_and_then_held(
    csw: Town, olga: Member, jane: Profile, outside: Outside
) -> None:
    card = mention(csw, by=jane)
    client, path = browser(csw.poster), f"/c/csw/s/{card.pk}/accept/"
    list_contact(olga, jane)

    asked = client.post(path, {"text": "Thank you."})
    assert asked.status_code == 422
    assert "A supervisor reads this first" in asked.text
    assert "engage" not in asked.text
    client.post(path, {"text": "Thank you.", "same": _key(asked.text)})

    line = Delivery.objects.get()
    assert state(line) == ("held", HELD)
    mine = client.get("/c/csw/outbox/?show=held").text
    assert HELD in mine
    assert "engage" not in mine
    assert browser(csw.colleague).get(f"/c/csw/s/{card.pk}/").status_code == 404


def test_who_tries_whether_a_name_is_listed_leaves_a_trace(
    csw: Town, olga: Member
) -> None:
    """The question comes before anything is sent, and nothing need follow it."""
    list_name(olga, "Jane Doe")
    path = f"/c/csw/s/{mention(csw).pk}/accept/"
    for _ in range(2):
        asked = browser(csw.poster).post(path, {"text": "Thank you, Jane Doe."})
        assert asked.status_code == 422
    assert not Delivery.objects.exists()
    assert [(one.kind, one.member) for one in Met.objects.all()] == [
        ("name", csw.poster)
    ]


def _key(page: str) -> str:
    return page.partition('name="same" value="')[2].partition('"')[0]


def test_by_hand_is_no_way_round_and_the_text_is_kept(
    csw: Town, olga: Member, jane: Profile
) -> None:
    csw.hands(csw.poster)
    card = mention(csw, by=jane, summons=False)
    list_contact(olga, jane)

    page = browser(csw.poster).post(
        f"/c/csw/s/{card.pk}/accept/", {"text": "Thank you."}
    )

    assert "Held: a supervisor reads it first. Your text is kept." in page.text
    assert not Delivery.objects.exists()
    card.refresh_from_db()
    assert card.draft == "Thank you."
    met = Met.objects.get()
    assert (met.kind, met.suggestion, met.member) == ("listed", card, csw.poster)


def test_nobody_lets_go_who_is_listed(
    csw: Town, olga: Member, jane: Profile, outside: Outside
) -> None:
    line = queued(csw, mention(csw, by=jane))
    made = list_contact(olga, jane)
    send(line)

    for who in (csw.supervisor, olga):
        with pytest.raises(Conflict):
            decide.release_held(line, by=who)
        page = browser(who).post(f"/c/csw/d/{line.pk}/let-go/", follow=True)
        assert "so it stays here" in page.text
    assert state(line) == ("held", HELD)
    # Nor a word that was given before the entry.
    Delivery.objects.filter(pk=line.pk).update(
        state="queued", released_by=csw.supervisor
    )
    send(line)
    assert state(line) == ("held", HELD)

    keep_out.let_in(made, by=olga)
    line.refresh_from_db()
    decide.release_held(line, by=csw.supervisor)
    assert send(line).state == "sent"


def test_a_listed_name_in_a_text_is_for_an_owner_to_let_go(
    csw: Town, olga: Member, outside: Outside
) -> None:
    list_name(olga, "Jane Doe")
    line = queued(csw, mention(csw), "We met #JaneDoe there.")
    assert state(line) == ("held", HELD)

    with pytest.raises(Conflict, match="An owner"):
        decide.release_held(line, by=csw.supervisor)
    decide.release_held(line, by=olga)
    assert send(line).state == "sent"
    assert {one.kind for one in Met.objects.all()} == {"name"}


def test_a_supervisors_own_text_with_a_listed_name_waits_for_an_owner(
    csw: Town, olga: Member, outside: Outside
) -> None:
    list_name(olga, "Jane Doe")
    card = mention(csw)
    way = main_way(card)
    assert way is not None
    line = decide.accept(card, by=csw.supervisor, way=way, text="With Jane Doe.")
    assert state(line) == ("held", HELD)


@pytest.mark.parametrize("text", FOUND_OUT)
def test_a_text_that_is_changed_after_the_check_is_read_again(
    csw: Town, olga: Member, outside: Outside, text: str
) -> None:
    list_name(olga, "Jane Doe")
    line = queued(csw, mention(csw))
    Delivery.objects.filter(pk=line.pk).update(text=text)
    send(line)
    assert (state(line), outside.said) == (("held", HELD), [])


@pytest.mark.parametrize(
    "text",
    ["With J\u200bane D\u043ee.", "With JANE&nbsp;DOE.", "With Ja<i></i>ne Doe."],
)
def test_signs_that_nobody_sees_are_no_way_round(
    csw: Town, olga: Member, text: str
) -> None:
    list_name(olga, "Jane Doe")
    assert state(queued(csw, mention(csw), text)) == ("held", HELD)


def test_a_number_of_ours_may_stand_in_a_text(csw: Town, outside: Outside) -> None:
    line = queued(csw, mention(csw), "Call us: (212) 736-5000, help@center.org.")
    csw.center.holidays_of = "US"
    csw.center.save(update_fields=["holidays_of"])
    send(line)
    assert state(line) == ("held", HELD)

    boss = browser(csw.supervisor)
    for own in ("(212) 736-5000", "@center.org"):
        boss.post("/c/csw/settings/boundaries/own/", {"own": own})
    Delivery.objects.filter(pk=line.pk).update(state="queued", released_by=None)
    assert send(line).state == "sent"


def test_thanks_to_several_are_held_for_one_of_them(
    csw: Town, olga: Member, jane: Profile, outside: Outside
) -> None:
    first, second = follow_owed(csw), follow_owed(csw)
    Suggestion.objects.filter(pk=second.pk).update(profile=jane)
    way = main_way(mention(csw))
    assert way is not None
    second.refresh_from_db()
    line = decide.accept(
        first, by=csw.poster, way=way, text="Thank you both.", companions=[second]
    )
    list_contact(olga, jane)
    Delivery.objects.filter(pk=line.pk).update(due_at=timezone.now())
    send(line)
    assert state(line) == ("held", HELD)


def test_several_at_once_is_refused_for_one_who_is_listed(
    csw: Town, olga: Member, jane: Profile
) -> None:
    first, second = follow_owed(csw), follow_owed(csw)
    Suggestion.objects.filter(pk=second.pk).update(profile=jane)
    second.refresh_from_db()
    list_contact(olga, jane)
    way = main_way(mention(csw))
    assert way is not None
    with pytest.raises(decide.MayNotLeave):
        decide.accept(first, by=csw.poster, way=way, text="Both.", companions=[second])
    assert not Delivery.objects.exists()


def test_bulk_reaches_no_card_of_who_is_listed(
    csw: Town, olga: Member, jane: Profile
) -> None:
    card = mention(csw, by=jane)
    list_contact(olga, jane)
    browser(csw.poster).post("/c/csw/bulk/", {"do": "nothing", "ticked": [card.pk]})
    card.refresh_from_db()
    assert card.state == "open"
