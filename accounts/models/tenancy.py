"""What every table of a Center has: its center, and look-ups through it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

if TYPE_CHECKING:
    from accounts.models.center import Center

Row = TypeVar("Row", bound=models.Model, covariant=True)


class OfCenter(models.QuerySet[Row]):
    """Rows of one Center. Pages look up by ``of`` and by nothing else."""

    def of(self, center: Center) -> Self:
        """Only what belongs to this Center; a stranger's id is simply not there."""
        return self.filter(center=center)


Table = TypeVar("Table", bound=type[models.Model])


def checked(model: Table) -> Table:
    """Give each column with choices its CHECK, so that plain SQL can trust the words.

    A new word is then a migration, on purpose.
    """
    options = model._meta
    checks = []
    for field in options.local_fields:
        if not field.choices:
            continue
        words = [str(word) for word, _ in field.flatchoices] + [""] * field.blank
        checks.append(
            models.CheckConstraint(
                condition=models.Q(**{f"{field.name}__in": words}),
                name=f"{options.model_name}_{field.name}_known",
            )
        )
    options.constraints = [*options.constraints, *checks]
    # Migrations look at a model's options only where its Meta named them.
    options.original_attrs.setdefault("constraints", options.constraints)
    return model
