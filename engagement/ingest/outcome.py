"""What becomes of a watch whose poll went wrong: held, put off, never stuck."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone

from accounts.connect import hold
from accounts.platforms.base import AccessRevoked, PlatformError, TryLater, Unsupported
from engagement.ingest.watches import Lost, fail
from engagement.models import Watch

logger = logging.getLogger(__name__)

# What changes that (a tier bought, a right given) changes elsewhere, unheard here.
CANNOT = timedelta(days=1)
BROKEN = "Something broke on our side while reading. It will be tried again."


@contextmanager
def settling(watch: Watch) -> Iterator[None]:
    """Whatever goes wrong inside is noted on the watch, with a sentence for people."""
    try:
        yield
    except Lost as error:
        logger.info("%s", error)
    except PlatformError as error:
        settle(watch, error)
    except Exception:
        # Whatever it was, the watch must not stand still, nor be asked at once.
        logger.exception("watch %s broke", watch.pk)
        fail(watch, BROKEN)


def settle(watch: Watch, error: PlatformError) -> None:
    """Keep the sentence for people; hold what cannot go on by itself."""
    if isinstance(error, AccessRevoked) and watch.account:
        hold(watch.account, error)
    at = error.at if isinstance(error, TryLater) else None
    if isinstance(error, Unsupported):
        at = timezone.now() + CANNOT
    fail(watch, str(error), at)
