"""``make run``: a demo Center on this machine, with make-believe networks."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from hub.demo import OWNER, PASSWORD, POSTER, SUPERVISOR, webmention_door
from hub.env import DATA, ROOT
from hub.start import alone, demo_environment, free_port, sandbox_site, writable
from hub.supervise import run

WELCOME = """
  Kindred is at      http://127.0.0.1:{port}/
  Sign in as         {poster} (a student who posts)
                  or {supervisor} (a supervisor)
                  or {owner} (the owner of the set-up)
  with the password  {password}
  The make-believe networks, and buttons to play the world: {site}/
  Ctrl-C stops everything.
"""


class Command(BaseCommand):
    help = "Start web, worker and make-believe networks with a demo Center."
    # They speak of production; and the sentences of hub.start come first.
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        writable(DATA)
        held = alone(DATA)
        # What we start must not go on holding the folder once we are gone.
        os.register_at_fork(after_in_child=held.close)
        port = free_port(os.environ.get("PORT") or "8000")
        site = sandbox_site()
        environment = demo_environment(site, port)
        # In a process of its own: it is told of the sandbox before it reads settings.
        filling = [sys.executable, "manage.py", "fill_demo", site]
        if failed := subprocess.run(filling, env=environment, cwd=ROOT).returncode:  # nosec B603 # our own words
            sys.exit(failed)
        environment.setdefault("SANDBOX_WEBMENTION", webmention_door(port))
        names = ["web", "worker", "sandbox"]
        if not settings.CELERY_BROKER_URL.startswith("memory:"):
            names.append("beat")
        welcome = WELCOME.format(
            port=port,
            site=site,
            poster=POSTER,
            supervisor=SUPERVISOR,
            owner=OWNER,
            password=PASSWORD,
        )
        sys.exit(run(ROOT / "Procfile", names, environment, welcome))
