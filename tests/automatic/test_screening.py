"""Which words a machine may answer: plain thanks and praise, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engagement.drafting.alone import Moment, thanks_alone
from engagement.drafting.sentences_alone import SAID
from engagement.rules.automatic import TABLE, allowed
from engagement.rules.screening import Heard, May, Never, screen
from engagement.rules.starting_words import IN

pytestmark = pytest.mark.once

PLAIN = Heard(
    "Thank you @CenterSW for the wonderful workshop.",
    "organization",
    ours=("CenterSW", "Center for Social Work Practice"),
    hold=frozenset(IN),
)


def answer(text: str, **more: object) -> May | Never:
    return screen(replace(PLAIN, text=text, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PLAIN.text, "en"),
        ("Thank you so much for hosting us yesterday!", "en"),
        ("Thanks for the talk :)", "en"),
        ("Thanks to everyone who was there today 💙", "en"),
        ("Proud to partner with @CenterSW on the youth summit. Thank you!", "en"),
        ("Grateful to the Center for Social Work Practice.", "en"),
        ("Thank you, from all of us at Harbor House.", "en"),
        ("Thanks for the RT, friends!", "en"),
        ("Gracias, equipo del Centro. Un taller precioso.", "es"),
        ("¡Muchas gracias por la invitación!", "es"),
    ],
)
def test_plain_thanks_may(text: str, language: str) -> None:
    assert answer(text) == May(language)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Thank you! Is there a recording?", "question"),
        ("Thank you ¿hay otro", "question"),
        ("Thank you, wondering about the next workshop.", "wants an answer"),
        ("Thank you, please send the slides.", "a person must see"),
        ("Thank you https://example.org/a", "link"),
        ("Thank you, see example.org", "link"),
        ("Thank you, write to us at a@example.org", "address"),
        ("We are not grateful for the workshop.", "“not”"),
        ("Thank you. Nobody else was kind.", "“not”"),
        ("Thank you for the workshop, but the room was full.", "takes back"),
        ("It would be lovely to thank the speakers.", "takes back"),
        ("Thanks for the “help”", "opposite"),
        ("Thanks ‘friends’", "opposite"),
        ("Thanks ... really", "opposite"),
        ("*Thank* you", "opposite"),
        ("Thanks 🙃", "sign"),
        ("Thank you!!! 😡", "sign"),
        ("Thanks ;)", "sign"),
        ("Thank you for the $5", "sign"),
        ("THANK YOU SO MUCH", "shouts"),
        ("Great job, team!", "a person must see"),
        ("👏👏❤️", "signs"),
        ("", "no words"),
        ("   ", "no words"),
        ("Thank you. " * 50, "long"),
        ("Thanks @HarborYouth", "names"),
        ("Thank you to all, and to Grace.", "names"),
        ("Thank you for my wonderful marriage.", "more than a machine"),
        ("Thank you for making our students work on Sunday.", "more than a machine"),
        ("Thank you for cancelling the workshop.", "more than a machine"),
        ("Thank you. The room was cold.", "more than a machine"),
        ("Thank you. The workshop was on Sunday.", "beside its thanks"),
        ("It was a wonderful workshop.", "no thanks"),
        ("So much for the wonderful workshop. Thanks!", "a person must see"),
        ("Thank you all. Our condolences.", "trouble"),
        ("Merci pour la belle conférence", "more than a machine"),
        ("Gracias a the team", "no wording"),
        ("Danke", "no wording"),
        ("1234", "no wording"),
    ],
)
def test_all_else_is_for_a_person(text: str, why: str) -> None:
    found = answer(text)
    assert isinstance(found, Never)
    assert why in found.reason, found.reason


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for the great workshop, will you share the slides",
        "Thank you for the great workshop—will there be another",
        "Thank you for the wonderful panel. Great work, have you shared the slides",
        "Thanks for a great talk, were there handouts",
        "Thanks for a great talk 🙏 were there handouts",
        "Thanks for the great talk, is it open to students",
        "Thanks for the great talk and is it open to students",
        "Thank you, great work. Did you post the wonderful slides",
        "Thanks, are the great workshops open to everyone",
        "Thanks for the great webinar, send it to us",
        "Thanks for the great webinar send it to us",
        "Thank you send the great slides",
        "Thanks for the great workshop, send the slides to everyone today",
        "Thanks for the great work, meet us tomorrow at the office",
        "Thanks for posting our picture, great, forward it to our director",
        "Thanks for the great food, bring more food tonight to our family",
        "Thanks for the great talk, share the handouts",
        "Thanks for following! Visit our great site for more",
        "Thank you for the great event. Who is the wonderful speaker next week",
        "Thank you for the great invite, happy to join you tomorrow evening",
        "Gracias por el excelente taller, tienen los materiales",
        "Gracias por el excelente taller, que hora es",
        "Gracias, excelente taller y comparten los materiales",
    ],
)
def test_a_question_or_an_order_needs_no_mark(text: str) -> None:
    assert answer(text) == Never("It wants an answer.")


@pytest.mark.parametrize(
    "text",
    [
        "Great work, thanks, we did all the work and you had all the fun",
        "Thanks for the great day, we did all the work",
        "Thanks so much for the million messages tonight",
        "Thank you for the great talk, you did share our participants on your page",
        "Gracias por el excelente taller, somos del centro",
    ],
)
def test_thanks_are_not_enough_beside_what_else_is_said(text: str) -> None:
    assert isinstance(answer(text), Never)


@pytest.mark.parametrize(
    "text",
    [
        "What a great workshop, thank you!",
        "Had a great time, thanks to the speakers, the organizers and the volunteers",
        "Thank you, friends, and everybody at the Center",
        "Honored to have you with us. Proud to share the stage, thank you",
        "We loved the workshop and are so grateful",
        "Gracias por el taller, la comida y la charla",
        "Muchas gracias, fue un placer",
    ],
)
def test_what_only_sounds_like_asking_may(text: str) -> None:
    assert isinstance(answer(text), May)


@pytest.mark.parametrize("who", ["unknown", "private", "spam", ""])
def test_whom_we_do_not_know_is_for_a_person(who: str) -> None:
    assert isinstance(answer(PLAIN.text, who=who), Never)
    assert isinstance(answer(PLAIN.text, who="professional"), May)


def test_a_picture_is_for_a_person() -> None:
    assert isinstance(answer(PLAIN.text, pictures=True), Never)


def test_the_network_has_a_say_on_the_language() -> None:
    assert isinstance(answer(PLAIN.text, language="fr"), Never)
    for told in ("en", "en-GB", "und", "qme", ""):
        assert isinstance(answer(PLAIN.text, language=told), May)


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("did", ["mention", "quote", "comment", "reply", "other"])
def test_there_are_more_than_thirty_wordings_of_each(language: str, did: str) -> None:
    texts = thanks_alone(Moment("seed", did, language))
    assert len(set(texts)) > 30
    for text in texts:
        assert "{" not in text
        assert "@" not in text


def test_a_true_fact_comes_first() -> None:
    moment = Moment("x:1", "comment", "en", "Thank you for the workshop on kinship.")
    assert "workshop on kinship" in thanks_alone(moment)[0]
    about_ours = replace(moment, text="Thank you!", title="First Mondays")
    assert "“First Mondays”" in thanks_alone(about_ours)[0]
    assert "«First Mondays»" in thanks_alone(replace(about_ours, language="es"))[0]
    assert thanks_alone(replace(moment, language="fr")) == []


def test_the_table_allows_this_and_no_more() -> None:
    assert {(one.platform, one.did) for one in TABLE} == {
        ("twitter", "mention"),
        ("twitter", "quote"),
        ("facebook", "mention"),
        ("facebook", "comment"),
        ("facebook", "reply"),
        ("blog", "comment"),
    }
    for did in ("reply", "follow", "share", "like", "link"):
        assert allowed("twitter", did) is None
    assert all(one.verb in ("reply", "comment") and one.confirm for one in TABLE)
