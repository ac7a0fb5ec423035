"""All that somebody wrote: fetched into its card on a tap, or a page of its own."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import escape
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import MemberRequest, member_required
from accounts.platforms.blog.markup import text_of
from engagement.attentions import of_somebody_in_need
from engagement.bounds import loud
from engagement.models import Post

MOST = 70_000
"""Bytes on the page; who reads more than that reads it where it stands."""
MARKUP = 30
HEADING = re.compile(r"<h[1-6]>(.*?)</h[1-6]>", re.S)
"""In sanitized HTML, where each is closed."""


@member_required
@require_safe
@never_cache
def whole_text(request: MemberRequest, pk: int) -> HttpResponse:
    """The plain words of a post of theirs."""
    apart = of_somebody_in_need(request.center.pk).values("post")
    post = get_object_or_404(
        Post.objects.of(request.center).exclude(pk__in=apart).select_related("profile"),
        loud(request.member),
        pk=pk,
        profile__isnull=False,
    )
    paragraphs, cut = shown(post.text)
    heads = {text_of(one) for one in HEADING.findall(post.html)}
    context = {
        "post": post,
        "paragraphs": [(one, one in heads) for one in paragraphs],
        "cut": cut,
    }
    template = "engagement/_words.html" if request.htmx else "engagement/words.html"
    return render(request, template, context)


def shown(text: str) -> tuple[list[str], bool]:
    """(as many paragraphs as a page takes, whether there are more)."""
    found: list[str] = []
    left = MOST
    for paragraph in filter(None, text.split("\n\n")):
        size = len(escape(paragraph).encode()) + MARKUP
        if size > left:
            # A sign may take six bytes once it is escaped
            return [*found, paragraph[: left // 6]] if left > 600 else found, True
        found.append(paragraph)
        left -= size
    return found, False
