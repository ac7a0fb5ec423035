"""What is tried at one address of many, and then never happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from tests.tenancy import strays


@contextmanager
def another_world() -> Iterator[None]:
    """The rows as they are now, for whoever tries something; then as they were.

    Of what is done in it, no row may point into another Center.
    """
    with transaction.atomic():
        yield
        assert strays() == []
        transaction.set_rollback(True)
