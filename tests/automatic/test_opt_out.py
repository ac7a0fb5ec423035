"""Who asks us to stop is left alone, for good."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Member
from engagement import decide, deliver
from engagement.models import Conflict, Delivery, HoldWord, Profile, Suggestion
from engagement.report import deeds
from engagement.report.span import month_of
from engagement.rules.stop import asks_to_stop
from tests.automatic.ground import announced, card_of, due_now, sweep, wrote
from tests.engagement.outside import Outside
from tests.engagement.rows import Town, peer, queued

BACKEND = "django.contrib.auth.backends.ModelBackend"
STOP = "@CenterSW Please stop replying to me."


@pytest.mark.once
@pytest.mark.parametrize(
    "text",
    [
        STOP,
        "STOP",
        "@CenterSW stop.",
        "Please stop!",
        "unsubscribe",
        "Leave me alone.",
        "please don’t tag me",
        "Stop the automated replies, please",
        "Take us off your list.",
        "No more automatic messages",
        "¡Basta ya!",
        "Por favor, no me escriban más",
        "Dejen de mencionarme",
        "Déjenme en paz",
        "Please stop tagging us",
        "@CenterSW: stop tagging me!",
        "Hi all, could you please stop mentioning us in your posts?",
        "I asked you to stop writing to me",
        "Quit commenting on our posts.",
        "Please stop messaging.",
        "I told you before. Leave us alone!",
        "Enough\nStop thanking us",
        "Never contact me again!",
        "Don't reply to me, please",
        "Please do not tag us in posts like this",
        "unsubscribe me",
        "Remove us from your mailing list please",
        "We would like to opt out.",
        "I want to opt out of these messages, thanks",
        "Please opt us out",
        "No more replies, please.",
        "Hola, no nos etiqueten",
        "Ya no me contesten más",
        "Quiero darme de baja de su lista",
        "No más mensajes, gracias",
    ],
)
def test_these_ask_us_to_stop(text: str) -> None:
    assert asks_to_stop(text)


@pytest.mark.once
@pytest.mark.parametrize(
    "text",
    [
        "",
        "Don't stop!",
        "Never stop doing this great work.",
        "Please don't stop replying to me",
        "Stop by any time, the kettle is on.",
        "We must stop the stigma.",
        "The bus stop is right in front.",
        "I could not stop reading.",
        "Pon un alto al fuego",
        "Basta con leer la primera página.",
        "Thank you for the non-stop kindness",
        "This workshop will take us from theory to practice. Thank you!",
        "Take us from theory to practice!",
        "Landlords never answer us, you always do.",
        "People never thank us, you did!",
        "Never thank us, we thank you.",
        "Don't thank us, thank the volunteers!",
        "Don't thank us! It was a joy.",
        "Don't answer us if you are busy",
        "Don't write to us, call!",
        "There were no more messages from the court. Thanks",
        "No more messages from the court!",
        "the county keeps trying to remove us from the list, thanks for standing "
        "with us",
        "They try to remove us from the list, thanks for help",
        "Great talk on how to stop the spam calls that target seniors",
        "Stop the spam!",
        "We can stop naming victims. Great post",
        "Stop naming victims!",
        "Stop writing grants at midnight, use this template",
        "We would like to opt out of the gala but will come on Sunday to help "
        "you tidy up.",
        "We would like to opt out of the gala but come later",
        "“Leave me alone” was the best scene. Thank you",
        "My landlord said leave me alone and you helped",
        "Los caseros no nos contesten nunca, ustedes sí",
        "No nos mencionen, mencionen a las voluntarias",
        "Dejen de escribir cartas y vengan a la marcha",
        "No más mensajes del tribunal, ¡gracias!",
    ],
)
def test_these_do_not(text: str) -> None:
    assert not asks_to_stop(text)


@pytest.mark.once
def test_a_center_has_words_of_its_own() -> None:
    assert not asks_to_stop("Hör auf!")
    assert asks_to_stop("Hör auf!", {"hör auf"})
    assert asks_to_stop("Genug.", {"genug"})
    assert not asks_to_stop("Das ist gut genug.", {"genug"})


def page(member: Member, profile: Profile) -> str:
    client = Client()
    client.force_login(member.user, BACKEND)
    return client.get(f"/c/csw/contacts/{profile.contact_id}/").text


def twin_of(csw: Town, profile: Profile) -> Profile:
    twin = peer(csw.center)
    Profile.objects.filter(pk=twin.pk).update(contact=profile.contact)
    return Profile.objects.get(pk=twin.pk)


def test_nothing_is_sent_to_them_any_more(csw: Town, outside: Outside) -> None:
    who = peer(csw.center)
    twin = twin_of(csw, who)
    wrote(csw, by=who)
    sweep()
    (line,) = announced(csw.center)
    wrote(csw, STOP, by=twin)
    sweep()

    line.refresh_from_db()
    assert line.state == "cancelled"
    assert not Suggestion.objects.filter(state="open").exists()
    assert not Profile.objects.filter(opted_out_at=None).exists()
    deliver.send(due_now(line).pk)
    assert outside.said == []

    # For good: kindness is no reason to begin anew.
    wrote(csw, by=who)
    wrote(csw, "Is somebody there?", by=twin)
    assert sweep() == 0
    assert not Suggestion.objects.filter(state="open").exists()


def test_a_request_to_be_left_alone_is_in_no_number(csw: Town) -> None:
    who = peer(csw.center)
    wrote(csw, by=who)
    row = wrote(csw, STOP, by=who, did="reply")
    sweep()

    who.contact.refresh_from_db()
    assert who.contact.received_count == 1
    now = timezone.localtime()
    found = deeds.read(csw.center, month_of(now.date(), csw.center.tz))
    assert row.pk not in [one.pk for one in found]
    assert len(found) == 1


@pytest.mark.parametrize("did", ["mention", "reply", "quote", "comment"])
def test_however_they_say_it(csw: Town, did: str) -> None:
    wrote(csw, STOP, by=(who := peer(csw.center)), did=did)
    sweep()
    who.refresh_from_db()
    assert who.opted_out_at
    assert not Suggestion.objects.exists()


def test_others_are_thanked_as_before(csw: Town) -> None:
    wrote(csw, STOP)
    other = wrote(csw).profile
    assert sweep() == 1
    assert Profile.objects.get(pk=other.pk).opted_out_at is None


def test_what_a_person_has_sent_off_is_called_back_too(
    csw: Town, outside: Outside
) -> None:
    wrote(csw, "Who is on?", by=(who := peer(csw.center)))
    sweep()
    line = queued(csw, Suggestion.objects.get())
    wrote(csw, STOP, by=who)
    sweep()
    line.refresh_from_db()
    assert line.state == "cancelled"
    assert card_of(line).state == "expired"


def test_on_its_way_in_that_moment_it_goes_to_nobody_again(
    csw: Town, outside: Outside
) -> None:
    """The worker has claimed it: asked once more, it stays; and no card comes back."""
    wrote(csw)
    sweep()
    (line,) = announced(csw.center)
    Profile.objects.update(opted_out_at=timezone.now())
    deliver.send(due_now(line).pk)
    assert outside.said == []
    sweep()
    assert card_of(line).state == "expired"


def test_a_supervisor_cannot_let_it_go(csw: Town, outside: Outside) -> None:
    wrote(csw, "Who is on?", by=(who := peer(csw.center)))
    sweep()
    line = queued(csw, Suggestion.objects.get())
    Profile.objects.filter(pk=who.pk).update(opted_out_at=timezone.now())
    deliver.send(line.pk)
    line.refresh_from_db()
    assert line.state == "held"
    with pytest.raises(Conflict):
        decide.release_held(Delivery.objects.get(pk=line.pk), by=csw.supervisor)


def test_a_supervisor_reads_it_and_a_poster_does_not(csw: Town) -> None:
    wrote(csw, STOP, by=(who := peer(csw.center)))
    before = page(csw.supervisor, who)
    sweep()
    assert "They asked us to stop" not in before
    assert "They asked us to stop" in page(csw.supervisor, who)
    assert "They asked us to stop" not in page(csw.poster, who)


def test_a_word_of_the_centers_own(csw: Town) -> None:
    HoldWord.objects.create(center=csw.center, side="stop", word="genug")
    wrote(csw, "@CenterSW Genug!", by=(who := peer(csw.center)))
    sweep()
    who.refresh_from_db()
    assert who.opted_out_at
