"""Whether the database answers and the worker was seen, for machines that watch us."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Pulse
from accounts.platforms.facebook.client import LIVES_UNTIL

WORKER = "worker"


@require_safe
@never_cache
def health(_request: HttpRequest) -> JsonResponse:
    """200 when pages can be served; the worker's age in seconds, null if never seen.

    A missing worker is no reason to take the web away, so it does not change the
    status code: the page has a strip for it.
    """
    try:
        connection.ensure_connection()
        seen = Pulse.last(WORKER)
    except DatabaseError:
        return JsonResponse({"database": False}, status=503)
    age = (timezone.now() - seen).total_seconds() if seen else None
    told = {"database": True, "worker_seconds": age and round(age, 1)}
    return JsonResponse(told | {"facebook": _facebook()})


def _facebook() -> dict[str, str | None]:
    """Which Graph we speak, and until when Facebook answers it; null if unknown."""
    version = settings.ADDRESSES.facebook_version
    ends = LIVES_UNTIL.get(version)
    return {"version": version, "ends": ends.isoformat() if ends else None}
