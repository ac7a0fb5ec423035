"""Migrate, and fill an empty database with the demo Center. ``make run`` calls it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError

from hub.demo import NotTheDemo, fill


class Command(BaseCommand):
    help = "Migrate, and fill an empty database with the demo Center."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("site", help="where the make-believe networks answer")

    def handle(self, *_args: Any, site: str, **_options: Any) -> None:
        try:
            call_command("migrate", verbosity=0)
            if fill(site):
                self.stdout.write("A demo Center was made.")
        except OperationalError as error:
            sys.exit(f"The database cannot be used: {str(error).strip()}")
        except NotTheDemo:
            sys.exit(
                "This database holds a Center of your own, and make run is for the "
                "demo: unset DATABASE_URL, or choose another KINDRED_DATA."
            )
