"""A new key for what is kept sealed: every such value is read and sealed anew.

Done row by row while web and worker run. Who writes a row meanwhile wins: it is read
again, and left alone where it is sealed with the first key by then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.functions import Cast

from accounts.models import Account, App, Attempt
from accounts.second_factor import sealed_again
from accounts.vault import SecretField, by_first_key, opens, vault

BATCH = 200
TRIES = 5
"""So often a row is read again that somebody else writes in the same moment."""

OTHERS: list[Callable[[], int]] = [sealed_again]
"""What is sealed with the same keys outside our own columns, a function each: it
seals anew what the first key did not seal, and tells how many that were."""

Model = type[models.Model]


class CannotOpen(Exception):
    """Some values open with no key that we have; ``names``: whose they are."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class Busy(Exception):
    """A row was written each time that we came to it; running it again mends that."""


@dataclass
class Rotated:
    """How many values there were by column, and how many were sealed anew."""

    seen: int = 0
    anew: int = 0
    by_column: dict[str, int] = field(default_factory=dict)


def columns() -> list[tuple[Model, str]]:
    """Every sealed column of every table, found by its kind: none can be forgotten."""
    return [
        (model, one.name)
        for model in apps.get_models()
        for one in model._meta.local_concrete_fields
        if isinstance(one, SecretField)
    ]


def rotate(*, leave_lost: bool = False) -> Rotated:
    """Seal all of it with the first key. Safe to run again, and beside others.

    Nothing is touched where anything opens with no key of ours: raises CannotOpen.
    With ``leave_lost`` that is passed over, as it was lost before. Raises Busy.
    """
    if not leave_lost and (names := lost()):
        raise CannotOpen(names)
    done = Rotated()
    for model, name in columns():
        column = f"{model._meta.model_name}.{name}"
        anew = 0
        for pk, sealed in _stored(model, name):
            done.seen += 1
            anew += _seal_anew(model, name, pk, sealed)
        done.by_column[column] = anew
        done.anew += anew
    for others in OTHERS:
        done.anew += others()
    return done


def lost() -> list[str]:
    """Whose values no key of ours opens, in words; what is over needs no key."""
    return [
        _whose(model, pk)
        for model, name in columns()
        for pk, sealed in _stored(model, name)
        if not opens(sealed)
    ]


def _stored(model: Model, name: str) -> Iterator[tuple[int, str]]:
    """(pk, as the column keeps it) of each row that has a value, in short reads."""
    rows = _as_stored(model, name).exclude(**{name: ""}).order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last).values_list("pk", "sealed")[:BATCH]):
        yield from batch
        last = batch[-1][0]


def _as_stored(model: Model, name: str) -> models.QuerySet[Any]:
    # Read as usual, what cannot be opened would be "".
    return model._base_manager.annotate(sealed=Cast(name, models.TextField()))


def _seal_anew(model: Model, name: str, pk: int, sealed: str) -> bool:
    """Seal one value with the first key, unless somebody does; whether we did."""
    rows = _as_stored(model, name).filter(pk=pk)
    for _ in range(TRIES):
        if by_first_key(sealed) or not opens(sealed):
            return False
        plain = vault().decrypt(sealed).decode()
        if rows.filter(sealed=sealed).update(**{name: plain}):
            return True
        # A token was renewed, or the row is gone; who still runs with the old order
        # of keys has sealed it with another one.
        now = rows.values_list("sealed", flat=True).first()
        if not now:
            return False
        sealed = now
    raise Busy(f"{_whose(model, pk)} was written each time. Run it again.")


def _whose(model: Model, pk: int) -> str:
    row = model._base_manager.get(pk=pk)
    center = row if model._meta.model_name == "center" else getattr(row, "center", None)
    of = f" of {center}" if center else ""
    if isinstance(row, Account):
        gone = ", which was disconnected" if row.disconnected_at else ""
        return f"the account {row} ({row.get_platform_display()}){of}{gone}"
    if isinstance(row, App):
        return f"the secret of the app {row}{of}"
    if isinstance(row, Attempt):
        return f"an attempt to connect an account{of}"
    return f"{model._meta.verbose_name} {pk}{of}"
