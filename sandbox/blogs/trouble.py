"""How a blog goes wrong when that was ordered: WordPress's refusals, sick feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import Response

from sandbox.blogs.notes import die
from sandbox.blogs.rest.errors import WpError

HUGE = 10 * 1024 * 1024
PRIVATE = "http://127.0.0.1:1/"
BROKEN = """<?xml version="1.0"?><rss version="2.0"><channel><title>Half a feed & more
<item><title>It stops in the middle of a wo"""

HEAD = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>
<title>A feed that does not end soon</title><link>https://blog.invalid/</link>"""
ITEM = """<item><title>Number {n}</title><link>https://blog.invalid/{n}</link>
<guid isPermaLink="false">huge-{n}</guid><description>{text}</description></item>"""


def huge() -> Response:
    """A feed of ten megabytes that does not say how long it is."""

    def parts() -> Iterator[str]:
        sent = len(HEAD)
        yield HEAD
        number = 0
        while sent < HUGE:
            number += 1
            part = ITEM.format(n=number, text="All work and no play. " * 2_000)
            sent += len(part)
            yield part
        yield "</channel></rss>"

    return Response(parts(), content_type="application/rss+xml; charset=UTF-8")


def redirect_private() -> Response:
    """A redirect to an address that nobody outside has any business with."""
    return Response("", 302, {"Location": PRIVATE})


def broken_feed() -> Response:
    return Response(BROKEN, content_type="application/rss+xml; charset=UTF-8")


def rate_limited_blind() -> Response:
    """A limit put there by the host, with a page and no word on when it is over."""
    return die("Too many requests. Slow down.", 429)


def revoked() -> Response:
    return WpError(
        "incorrect_password",
        "The provided password is an invalid application password.",
        401,
    ).answer()


def forbidden() -> Response:
    return WpError(
        "rest_forbidden", "Sorry, you are not allowed to do that.", 403
    ).answer()


def no_credit() -> Response:
    return die("Payment required: this account's plan has run out.", 402)


def duplicate() -> Response:
    return WpError(
        "comment_duplicate",
        "Duplicate comment detected; it looks as though you&#8217;ve already said"
        " that!",
        409,
    ).answer()


ANSWERS: dict[str, Callable[[], Response]] = {
    "huge": huge,
    "redirect_private": redirect_private,
    "broken_feed": broken_feed,
    "rate_limited": rate_limited_blind,
    "rate_limited_blind": rate_limited_blind,
    "revoked": revoked,
    "forbidden": forbidden,
    "no_credit": no_credit,
    "duplicate": duplicate,
}


def refuse(fault: str, seconds: int) -> Response:
    """The blog's own words for a fault; ``seconds`` until a limit is over."""
    response = ANSWERS[fault]()
    if fault == "rate_limited":
        response.headers["Retry-After"] = str(seconds)
    return response
