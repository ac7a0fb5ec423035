"""Phone numbers and addresses in a text: found as people write them, and no prices."""

from __future__ import annotations

import time

import pytest

from engagement.rules.ways_to_reach import (
    country_of,
    is_own,
    mails_in,
    own_of,
    phones_in,
)

NUMBERS = [
    ("Call (201) 555-0123", "US", "+12015550123"),
    ("Call 201.555.0123 today", "US", "+12015550123"),
    ("Call ２０１-５５５-０１２３", "US", "+12015550123"),
    ("Call 201-5\u200b55-0123", "US", "+12015550123"),
    ("Call 201&#45;555&#45;0123", "US", "+12015550123"),
    ("Call +44 20 7946 0958", "US", "+442079460958"),
    ("Call +1 201 555 0123", "", "+12015550123"),
    ("tel:+12015550123", "", "+12015550123"),
]
ADDRESSES = [
    ("jane@host.org", "jane@host.org"),
    ("Write to Jane.Doe+x@mail.host.org.", "jane.doe+x@mail.host.org"),
    ("jane at host dot org", "jane@host.org"),
    ("jane (at) host [dot] org", "jane@host.org"),
    ("jane @ host . org", "jane@host.org"),
    ("jane＠host.org", "jane@host.org"),
    ("jane&#64;host.org", "jane@host.org"),
    ("jane@ho\u200bst.org", "jane@host.org"),
    ("jane at gmail.com", "jane@gmail.com"),
]


@pytest.mark.parametrize(("text", "country", "number"), NUMBERS)
def test_a_phone_number_is_found(text: str, country: str, number: str) -> None:
    assert phones_in(text, country) == {number}


@pytest.mark.parametrize(
    "text",
    ["Call or text 988", "In 2026 we had 1,200 guests", "$12,500.00", "9:00–17:00"],
)
def test_other_numbers_are_none(text: str) -> None:
    assert phones_in(text, "US") == set()


def test_without_a_country_only_a_prefix_tells_a_number() -> None:
    assert phones_in("Call (201) 555-0123", "") == set()


@pytest.mark.parametrize(("text", "address"), ADDRESSES)
def test_an_address_is_found(text: str, address: str) -> None:
    assert address in mails_in(text)


@pytest.mark.parametrize(
    "text", ["@CenterSW thanks.", "Read it at csw.edu", "We met at noon. Dot spoke."]
)
def test_other_words_are_no_address(text: str) -> None:
    assert mails_in(text) == set()


def test_the_country_is_that_of_the_holidays_else_of_the_zone() -> None:
    assert country_of("MX-OAX", "America/New_York") == "MX"
    assert country_of("", "America/New_York") == "US"
    assert country_of("", "UTC") == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("(212) 736-5000", "+12127365000"),
        ("Help@Center.org", "help@center.org"),
        ("@Center.org", "@center.org"),
        ("call us", ""),
        ("", ""),
    ],
)
def test_what_is_the_centers_own_is_kept_as_it_is_compared(
    typed: str, kept: str
) -> None:
    assert own_of(typed, "US") == kept


def test_a_host_stands_for_all_its_addresses_and_for_no_other() -> None:
    own = {"@center.org"}
    assert is_own("help@center.org", own)
    assert is_own("help@mail.center.org", own)
    assert not is_own("help@notcenter.org", own)
    assert not is_own("+12127365000", own)


@pytest.mark.parametrize("piece", ["1", "1 ", "+1-", "a@", "a at b dot ", "a at ", "("])
def test_no_text_keeps_the_outbox_busy(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    began = time.process_time()
    phones_in(text, "US")
    mails_in(text)
    assert time.process_time() - began < 1
