"""``manage.py setup_link``: the link by which the first Center is made."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.founding import link
from accounts.models import Center

SAID = """
  Open this within 24 hours to make {what} and its owner:
  {link}
  It works once.
"""


class Command(BaseCommand):
    help = "Print the link by which the first Center is made; it works once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--center", action="store_true", help="one more Center, beside others"
        )
        parser.add_argument(
            "--if-empty", action="store_true", help="say nothing where there is one"
        )

    def handle(
        self, *_args: Any, center: bool, if_empty: bool, **_options: Any
    ) -> None:
        there = Center.objects.exists()
        if there and if_empty:
            return
        if there and not center:
            raise CommandError(
                "There is a Center already: its owners invite people on its page "
                "Invitations. For one more Center: setup_link --center"
            )
        what = "one more Center" if there else "the first Center"
        self.stdout.write(SAID.format(what=what, link=link()))
