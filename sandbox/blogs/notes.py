"""WordPress's bare page for a person whose form it could not take (wp_die)."""

from __future__ import annotations

from flask import Response, make_response, render_template


def die(sentence: str, status: int) -> Response:
    """An HTML page with one sentence; ``sentence`` may hold entities and tags."""
    page = render_template("blogs/die.html", sentence=sentence)
    return make_response(page, status)
