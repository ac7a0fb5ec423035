"""manage.py rotate_tokens: seal everything with the first of the token keys."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.rotation import Busy, CannotOpen, rotate


class Command(BaseCommand):
    help = (
        "Seals tokens and secrets with the first of KINDRED_TOKEN_KEYS, while all else "
        "runs; afterwards the other keys may be taken out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--leave-lost",
            action="store_true",
            help="pass over what no key opens: it has to be connected again anyway",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = rotate(leave_lost=options["leave_lost"])
        except CannotOpen as error:
            names = "\n".join(f"  {name}" for name in error.names)
            raise CommandError(
                "No key of KINDRED_TOKEN_KEYS opens these, so nothing was changed:\n"
                f"{names}\nPut the key back that they were stored with, behind a "
                "comma. If it is lost, connect these accounts again, or pass them "
                "over with --leave-lost."
            ) from error
        except Busy as error:
            raise CommandError(str(error)) from error
        for column, anew in done.by_column.items():
            self.stdout.write(f"{column}: {anew} sealed anew")
        self.stdout.write(
            f"{done.anew} sealed anew with the first key; "
            f"{done.seen} are kept in all columns."
        )
        self.stdout.write(_and_now(len(settings.TOKEN_KEYS)))


def _and_now(keys: int) -> str:
    if keys == 1:
        return "There is one key, and it opens everything."
    return (
        "The other keys may now be taken out of KINDRED_TOKEN_KEYS: first make sure "
        "that web and worker were started with the new one in front."
    )
