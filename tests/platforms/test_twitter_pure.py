"""X's words, texts, errors, keys and cursors: pure, without a network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.platforms.base import (
    AccessRevoked,
    Cursor,
    NoCredit,
    PlatformError,
    Refused,
    TryLater,
    Unconfirmed,
    Unsupported,
    Verb,
)
from accounts.platforms.twitter import keys, words
from accounts.platforms.twitter.errors import Answer, error_of, silence
from accounts.platforms.twitter.text import fits, has_link, said
from accounts.platforms.twitter.timeline import Look

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RESET = int((NOW + timedelta(minutes=4)).timestamp())
PROBLEMS = "https://api.twitter.com/2/problems/"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Thank you", 9),
        ("Grüße – “so”…", 14),
        ("日本語", 6),
        ("see https://example.org/a/very/long/path?with=a&query=too", 27),
        ("see example.org now", 31),
        ("family 👨‍👩‍👧 and flag 🇺🇸", 21),
        ("e\u0301", 1),
    ],
)
def test_a_text_is_counted_as_x_counts_it(text: str, length: int) -> None:
    assert fits(text, reply=False) == (length, 280)


def test_the_names_that_lead_a_reply_are_free() -> None:
    assert fits("@RiversideFood @other Thanks, @other!", reply=True)[0] == 15
    assert fits("@RiversideFood @other Thanks, @other!", reply=False)[0] == 37
    assert fits("@RiversideFood", reply=True)[0] == 14


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("no link.Xyzzy", False),
        ("a https://e.org/y", True),
        ("at example.org", True),
    ],
)
def test_x_sees_links_where_we_do(text: str, linked: bool) -> None:
    assert has_link(text) is linked


def test_a_text_comes_back_as_it_was_written() -> None:
    text = "@RiversideFood Fish &amp; chips https://t.co/a1 https://t.co/b2"
    links = [
        {
            "start": 31,
            "end": 46,
            "url": "https://t.co/a1",
            "expanded_url": "https://e.org/",
        },
        {
            "start": 47,
            "end": 62,
            "url": "https://t.co/b2",
            "expanded_url": "https://x.com/a/status/1/photo/1",
            "media_key": "3_1",
        },
    ]
    start = text.index("https://t.co/a1")
    for link in links:
        link["start"] = int(str(link["start"])) + start - 31
        link["end"] = int(str(link["end"])) + start - 31
    one = {"text": text, "entities": {"urls": links}}

    assert said(one, reply=True) == "Fish & chips https://e.org/"
    assert said(one, reply=False) == "@RiversideFood Fish & chips https://e.org/"


@pytest.mark.parametrize(
    "text",
    ["2026-11-03T10:00:00.000Z", "2026-11-03T10:00:00Z", "2026-11-03T12:00:00+02:00"],
)
def test_times_with_and_without_fractions_are_the_same_instant(text: str) -> None:
    assert words.time(text) == datetime(2026, 11, 3, 10, tzinfo=UTC)


def body(**changes: Any) -> dict[str, Any]:
    """A page with one quote, in the words of before the renaming."""
    post = {
        "id": "20",
        "text": "So good",
        "author_id": "7",
        "conversation_id": "20",
        "created_at": "2026-11-03T10:00:00.000Z",
        "lang": "qme",
        "public_metrics": {"retweet_count": 3, "quote_count": 1},
        "referenced_tweets": [{"type": "quoted", "id": "10"}],
    }
    user = {
        "id": "7",
        "name": "Ruth &amp; Co",
        "username": "ruth",
        "public_metrics": {"followers_count": 9},
    }
    return {
        "data": [{**post, **changes}],
        "includes": {"users": [user], "tweets": [{"id": "10", "author_id": "1001"}]},
        "meta": {"result_count": 1},
    }


def test_old_and_new_words_make_the_same_post() -> None:
    old = body()
    new = body(
        public_metrics={"repost_count": 3, "quote_count": 1},
        referenced_posts=[{"type": "quoted", "id": "10"}],
    )
    del new["data"][0]["referenced_tweets"]
    new["includes"]["posts"] = new["includes"].pop("tweets")

    (first, _, about), (second, _, other) = (
        *words.posts(old, "https://x.com"),
        *words.posts(new, "https://x.com"),
    )
    assert first == second
    assert first.quotes_key == "x:10"
    assert first.shares == 3
    assert first.author.name == "Ruth & Co"
    assert first.language == ""
    assert first.url == "https://x.com/ruth/status/20"
    assert about.author_id("x:10") == other.author_id("x:10") == "1001"


@pytest.mark.parametrize(
    "missing",
    ["id", "text", "author_id", "created_at", "conversation_id", "public_metrics"],
)
def test_a_field_that_did_not_come_stores_nothing(missing: str) -> None:
    page = body()
    del page["data"][0][missing]
    with pytest.raises(TryLater, match="left out"):
        tuple(words.posts(page, ""))


def test_an_author_who_is_gone_takes_the_post_along() -> None:
    page = body(author_id="8")
    page["errors"] = [{"resource_type": "user", "resource_id": "8", "title": "Gone"}]
    assert not tuple(words.posts(page, ""))


def answer(status: int, headers: dict[str, str] | None = None, **body: str) -> Answer:
    return Answer(status, headers or {}, body)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (answer(401, title="Unauthorized"), AccessRevoked),
        (answer(402, title="CreditsDepleted"), NoCredit),
        (answer(403, detail="because you have not been mentioned"), Unsupported),
        (
            answer(403, type=PROBLEMS + "client-forbidden", title="Enterprise"),
            Unsupported,
        ),
        (answer(403, detail="… with duplicate content."), Refused),
        (answer(403, detail="Your account is suspended."), Refused),
        (answer(400, detail="Too long"), Refused),
        (answer(404, detail="Not found"), Refused),
        (answer(429), TryLater),
        (answer(502), Unconfirmed),
        (answer(302), Unconfirmed),
    ],
)
def test_a_reply_that_failed_says_what_to_do_next(
    given: Answer, expected: type[PlatformError]
) -> None:
    error = error_of(given, Verb.REPLY, NOW)
    assert type(error) is expected or isinstance(error, expected)
    assert str(error).endswith(".")


@pytest.mark.parametrize(
    ("headers", "body", "at"),
    [
        ({"x-rate-limit-reset": str(RESET)}, {}, NOW + timedelta(minutes=4)),
        ({}, {}, NOW + timedelta(minutes=15)),
        ({"x-rate-limit-reset": "soon"}, {}, NOW + timedelta(minutes=15)),
        ({"x-rate-limit-reset": "1000"}, {}, NOW + timedelta(minutes=15)),
        ({}, {"type": PROBLEMS + "usage-capped"}, datetime(2026, 12, 1, tzinfo=UTC)),
    ],
)
def test_when_x_limits_us_it_is_later_at_a_time(
    headers: dict[str, str], body: dict[str, str], at: datetime
) -> None:
    error = error_of(Answer(429, headers, body), Verb.MENTIONS, NOW)
    assert isinstance(error, TryLater)
    assert error.at == at


@pytest.mark.parametrize(
    ("verb", "departed", "expected"),
    [
        (Verb.REPLY, True, Unconfirmed),
        (Verb.POST, True, Unconfirmed),
        (Verb.REPLY, False, TryLater),
        (Verb.SHARE, True, TryLater),
        (Verb.FOLLOW, True, TryLater),
        (Verb.UPLOAD, True, TryLater),
        (Verb.MENTIONS, True, TryLater),
    ],
)
def test_what_silence_means_belongs_to_the_verb(
    verb: Verb, departed: bool, expected: type[PlatformError]
) -> None:
    assert type(silence(verb, "Cut.", departed=departed)) is expected


def test_keys() -> None:
    assert keys.post_key("20") == "x:20"
    assert keys.post_id("x:20") == "20"
    assert keys.follow_key("1001", "7") == "follow:1001:7"
    assert keys.like_key("x:20", "7") == "like:x:20:7"
    assert keys.share_key("x:20", "7") == "share:x:20:7"
    for wrong in ("20", "wp:a:20", "x:", "x:2a"):
        with pytest.raises(ValueError, match="no key"):
            keys.post_id(wrong)


@given(
    arriving=st.lists(st.integers(0, 12), min_size=1, max_size=5),
    pages=st.lists(st.integers(0, 4), max_size=5),
    size=st.integers(1, 5),
)
def test_no_post_is_missed_wherever_a_look_stops(
    arriving: list[int], pages: list[int], size: int
) -> None:
    """Posts arrive between looks, and a look may stop after any of its pages."""
    newest, seen = 20, set(range(1, 21))
    cursor, _ = Look().after(range(20, 20 - size, -1), "more")
    for count, stops_after in zip_longest(arriving, pages, fillvalue=99):
        newest += count if count != 99 else 0
        for _ in range(stops_after):
            cursor, ids, goes_on = read_a_page(cursor, newest, size)
            seen |= ids
            if not goes_on:
                break
        since = Look.at(cursor).since
        assert set(range(1, since + 1)) <= seen


def read_a_page(
    cursor: Cursor, newest: int, size: int
) -> tuple[Cursor, set[int], bool]:
    """A page as X hands it out; its token is the id below which it goes on."""
    look = Look.at(cursor)
    first = int(look.token) - 1 if look.token else newest
    ids = range(first, max(look.since, first - size), -1)
    token = str(ids[-1]) if ids and ids[-1] > look.since + 1 else ""
    where, more = look.after(ids, token)
    return where, set(ids), more
