"""A listed name is found in a text however it is written, and not where it is not."""

from __future__ import annotations

import time

import pytest

from engagement.rules.lookalikes import LATIN, OTHER_SCRIPTS
from engagement.rules.names import fingerprint, name_of, runs

WRITTEN = [
    ("Jane Doe", "Thanks, jane   DOE!"),
    ("Jane Doe", "Thanks, Jane\nDoe."),
    ("Jane Doe", "We met Jane Doe’s class"),
    ("Jane Doe", "Jane Does class came"),
    ("Jane Doe", "Jane M. Doe came"),
    ("Dr. Jane M. Doe", "Jane Doe came"),
    ("Jane Doe", "Doe, Jane"),
    ("Jane Doe", "Jane-Doe"),
    ("Jane Doe", "#JaneDoe"),
    ("Jane Doe", "#janedoe"),
    ("Jane Doe", "@jane_doe99"),
    ("Jane Doe", "see https://x.example/jane.doe"),
    ("Jane Doe", "J\u200bane D\u00adoe"),
    ("Jane Doe", "J\u0430ne D\u043ee"),
    ("Jane Doe", "J\u03acne Doe"),
    ("Jane Doe", "Jan\u0451 D\u04e7e"),
    ("Jane Doe", "Ja\u0578e D\u0585e"),
    ("Jane Doe", "\u13abane \u13a0oe"),
    ("Jane Doe", "J\u0250ne D\u0275e"),
    ("Jane Kim", "Jane \u03baim"),
    ("Jane Doe", "𝐉𝐚𝐧𝐞 Ｄｏｅ"),
    ("Jane Doe", "ᴊᴀɴᴇ ᴅᴏᴇ"),
    ("Jane Doe", "J&#97;ne&nbsp;Doe"),
    ("Jane Doe", "J&amp;#97;ne Doe"),
    ("Jane Doe", "Ja<b></b>ne Doe"),
    ("Jane Doe", "J a n e D.o.e"),
    ("Jane Doe", "J4ne D0e"),
    ("Jane Doe", "Ja🙂ne Doe"),
    ("José Muñoz-Ørsted", "jose munoz orsted"),
    ("O'Neil", "Mr ONeil"),
    ("ONeil", "O’Neil’s talk"),
    ("Mary-Ann O'Brien", "Maryann OBrien"),
    ("J.R. Smith", "J. R. Smith, JR"),
    ("Вера Петрова", "вера петрова"),
]
OTHERS = [
    ("Theresa", "There's a lot of it"),
    ("Noah", "There is no ah in it"),
    ("Jane Doe", "Jane and Doe"),
    ("Jane Doe", "Jane came, and the doe ran"),
    ("Jane Doe", "Janet Doe"),
    ("Ann Lee", "Ann Leeds"),
]


def is_in(name: str, text: str) -> bool:
    listed = name_of(name)
    assert listed is not None
    return runs(text).get(listed.letters, 9) <= listed.words


@pytest.mark.parametrize(("name", "text"), WRITTEN)
def test_a_name_is_found_as_people_write_it(name: str, text: str) -> None:
    assert is_in(name, text)


def test_a_kappa_hides_no_name_and_every_lookalike_is_read_as_latin() -> None:
    assert "mikejones" in runs("With Mi\u03bae Jones yesterday")
    assert [one for one in (OTHER_SCRIPTS | LATIN).values() if not one.isascii()] == []


@pytest.mark.parametrize(("name", "text"), OTHERS)
def test_another_word_is_not_taken_for_a_name(name: str, text: str) -> None:
    assert not is_in(name, text)


@pytest.mark.parametrize("typed", ["", "  ", "…", "J", "one two three four five"])
def test_what_is_no_name_of_up_to_four_words_is_refused(typed: str) -> None:
    assert name_of(typed) is None


def test_the_fingerprint_depends_on_the_key_and_says_nothing_of_the_name() -> None:
    one, other = fingerprint("key", "janedoe"), fingerprint("another", "janedoe")
    assert one != other
    assert len(one) == 64
    assert one == fingerprint("key", "janedoe")


@pytest.mark.parametrize(
    "piece", ["1", "1a", "a ", "a.", "aB", "<", "A", "&amp;", "é", "Jane Doe's 99 "]
)
def test_no_text_keeps_the_outbox_busy(piece: str) -> None:
    began = time.process_time()
    runs((piece * 10_000)[:10_000])
    assert time.process_time() - began < 1
