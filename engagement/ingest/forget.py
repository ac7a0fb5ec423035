"""Let go of texts that X wants gone: kept only while a card or a page needs them."""

from __future__ import annotations

from datetime import datetime

from engagement.models import Post

AT_ONCE = 200


def forget_texts(now: datetime) -> int:
    """Blank the texts whose time is over, some at a time; id, link and time stay."""
    over = Post.objects.filter(text_until__lte=now).order_by("text_until")
    keys = list(over.values_list("pk", flat=True)[:AT_ONCE])
    return Post.objects.filter(pk__in=keys).update(
        text="", html="", title="", media=[], text_until=None
    )
