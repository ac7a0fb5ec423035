"""What becomes of the lines of the audit: they stay, and only their addresses go."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from accounts.models import Activity

TWO_CLOCKS = timedelta(minutes=1)
"""The database goes by its own, and lets no address go before a week is over."""


def forget_addresses(now: datetime) -> int:
    """Blank the addresses that were kept for their days; how many there were."""
    kept = timedelta(days=settings.KEEP_ADDRESSES) + TWO_CLOCKS
    return Activity.objects.forget_addresses(now - kept)
