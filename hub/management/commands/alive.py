"""``manage.py alive web|worker``: exit code 0 if it is, for health checks."""

from __future__ import annotations

import os
import urllib.request
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Pulse
from hub.health import WORKER

OLDEST = timedelta(seconds=60)


class Command(BaseCommand):
    help = "Say whether a part is alive; the exit code is not 0 if it is not."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("part", choices=["web", "worker"])

    def handle(self, *_args: Any, part: str, **_options: Any) -> None:
        if part == "web":
            ask_web()
        else:
            ask_worker()
        self.stdout.write(f"The {part} is alive.")


def ask_worker() -> None:
    """Look at its pulse, which comes only where beat asked for it: it tells of both.

    Raises CommandError when it is old, or was never there.
    """
    seen = Pulse.last(WORKER)
    if seen is None or timezone.now() - seen > OLDEST:
        raise CommandError(f"the worker was last seen: {seen or 'never'}")


def ask_web() -> None:
    """Ask as a proxy would, by a name that is allowed. Raises CommandError."""
    name = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
    address = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/health/"
    request = urllib.request.Request(address, headers={"Host": name})
    try:
        urllib.request.urlopen(request, timeout=5).close()  # nosec B310 # our own address
    except OSError as error:
        raise CommandError(f"the web does not answer: {error}") from error
