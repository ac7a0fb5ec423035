"""Texts as people write them: each that is a call for help opens an attention."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engagement.rules.distress import in_need
from engagement.rules.starting_words import IN, NEED, OUT, STOP
from engagement.rules.words import holds, plain

pytestmark = pytest.mark.once

TEXTS = Path(__file__).resolve().parent.parent / "texts"


def texts(*, attention: bool) -> list[Any]:
    """Those of both lists, the one that was never looked at while building and it."""
    return [
        pytest.param(one["text"], id=f"{name}-{number}")
        for name in ("seen", "unseen")
        for number, one in enumerate(json.loads((TEXTS / f"{name}.json").read_text()))
        if one["attention"] is attention
    ]


@pytest.mark.parametrize("text", texts(attention=True))
def test_a_call_for_help_is_heard(text: str) -> None:
    assert in_need(text, NEED)


@pytest.mark.parametrize("text", texts(attention=False))
def test_what_is_none_is_not_taken_for_one(text: str) -> None:
    assert in_need(text, NEED) == ""


@pytest.mark.parametrize(
    "text",
    [
        "does anybody there know who i can call tonight",
        "My brother is talking about hurting himself again",
        "How do I help a friend who says he wants to disappear?",
        "He locked me out of the house with the baby and it’s freezing",
        "we are sleeping in our van with two kids",
        "I have nobody left. Thanks for everything, goodbye.",
        "My neighbor's kids are home alone for days and always hungry",
        "ICE took my husband this morning",
        "I WANT TO DIE",
        "I w\u200bant to d\u00adie",
        "Mi hija se está cortando y no sé qué hacer",
        "nos van a desalojar el viernes",
        "¿alguien sabe a dónde puede ir una mujer con niños esta noche? tengo miedo",
        "quisiera dormir y no despertar",
        "je veux mourir",
        "🆘",
    ],
)
def test_said_in_any_way(text: str) -> None:
    assert in_need(text, NEED)


@pytest.mark.parametrize(
    "text",
    [
        "I want to unalive myself",
        "gonna unalive",
        "kms tonight",
        "gonna kms",
        "I want 2 die",
        "want to d*e",
        "i want to d!e",
        "I wanna k!ll myself",
        "sewerslide",
        "suicidal rn",
        "#IWantToDie",
        "#iwanttodie",
        "I_want_to_die",
        "HELP",
        "@CenterSW help!!!",
        "SOS",
        "¡Auxilio!",
        "got raped last night",
        "I swallowed a bottle of tylenol",
        "I lost the will to live",
        "life isn't worth it",
        "I want to 😭 die",
        "I want to… die",
        "I want to -- die",
        "I want\u2063 to\u2063 die",
        "I want\u2063to\u2063die",
        "I wan\u2064t to die",
        "I want to\u034f die",
        "I want\u3164to die",
        "w\u0336a\u0336n\u0336t to die",
        "I don\u2032t want to live anymore",
        "I can\u201bt go on",
        "me quiero desvivir",
        "no quiero vivir",
        "no_quiero_vivir",
        "#QuieroMorir",
        "kiero morirme",
        "me tomé un frasco de pastillas",
        "perdí las ganas de vivir",
    ],
)
def test_said_past_the_filters_of_social_media(text: str) -> None:
    assert in_need(text, NEED)


@pytest.mark.parametrize(
    "text",
    [
        "this is killing me 😂",
        "dying of laughter 😂😂",
        "Help us spread the word",
        "SOS fundraiser tonight, join us",
        "#SOSFundraiser for the pantry",
        "Thanks for your help",
        "We ran 5 kms today for the shelter",
        "How many kms today",
        "I want to dye my hair",
        "I want 2 tickets",
        "going to catch the bus to your workshop",
        "I can't go, on Friday we teach",
        "Life is worth living",
        "New report on suicidal ideation among veterans",
        "#SuicidePrevention month starts today",
        "took a bottle of water to the walk",
        "Takes the pressure off myself and my team",
        "El equipo se desvive por las familias",
        "El equipo va a desvivirse por las familias",
        "La ayuda llegó a tiempo",
        "Rooms 2 share at the conference",
    ],
)
def test_ways_of_speaking_are_no_need(text: str) -> None:
    assert in_need(text, NEED) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Join us for our suicide prevention training next Thursday, free CEUs!",
        "My thesis is on suicide among veterans; your bibliography saved me weeks",
        "What a game! We killed it",
        "You are killing it this year, @CenterSW!",
        "I can't make it tonight, is there a recording?",
        "Your office never called me back, I am furious",
        "I need help with the registration form",
        "That talk hit me hard. Thank you",
        "Personas sin hogar en nuestra ciudad: nuevo informe",
        "No puedo esperar al próximo evento",
    ],
)
def test_work_about_need_is_no_need(text: str) -> None:
    assert in_need(text, NEED) == ""


def test_a_word_is_found_whatever_its_case_and_accents() -> None:
    assert holds("¡Qué VERGÜENZA!", {"verguenza"}) == "verguenza"
    assert holds("We can’t   stop", {"can't stop"}) == "can't stop"
    assert holds("unstoppable", {"stop"}) == ""
    assert holds("all is well", ()) == ""
    assert holds("año nuevo", {"ano"}) == ""


def test_the_lists_ship_filled_and_in_the_form_in_which_they_are_searched() -> None:
    for words in (IN, OUT, NEED, STOP):
        assert len(words) > 10
        assert [plain(word) for word in words] == [*words]
        assert len(set(words)) == len(words)
