"""Whether the database answers and the worker was seen, for machines that watch us."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Pulse

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
    return JsonResponse({"database": True, "worker_seconds": age and round(age, 1)})
