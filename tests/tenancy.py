"""Rows whose Center is not their parent's: there must be none, after any test.

The database cannot tie child and parent, so every test is also a test of this.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from weakref import WeakSet

from django.apps import apps
from django.db import connection, models
from django.db.models import F, Q

from accounts.models import Center

PRODUCT = ("accounts", "engagement")
prepared: WeakSet[Any] = WeakSet()
"""The connections that know the question by name."""


def center_of(model: type[models.Model]) -> str:
    """The column that says whose a row is; "" where it is nobody's."""
    if model is Center:
        return "pk"
    names = {field.name for field in model._meta.local_fields}
    return "center_id" if "center" in names else ""


def ties(model: type[models.Model]) -> list[str]:
    """Foreign keys of a model to rows that are a Center's too."""
    return [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and field.related_model is not Center
        and center_of(field.related_model)
    ]


def astray(model: type[models.Model], ties: list[str]) -> Q:
    """Of another Center than what one of these keys points to."""
    found = Q()
    for name in ties:
        found |= Q(**{f"{name}__isnull": False}) & ~Q(
            **{f"{name}__center_id": F(center_of(model))}
        )
    return found


def tied() -> dict[type[models.Model], list[str]]:
    """Every model of ours that points to what is a Center's."""
    ours = [one for app in PRODUCT for one in apps.get_app_config(app).get_models()]
    return {model: ties(model) for model in ours if center_of(model) and ties(model)}


@cache
def question() -> tuple[str, tuple[Any, ...]]:
    """One statement that asks all tables: it is asked after every test."""
    parts: list[str] = []
    told: list[Any] = []
    for model, names in tied().items():
        rows = model._default_manager.filter(astray(model, names)).order_by()
        rows = rows.exclude(**{f"{center_of(model)}__isnull": True})
        sql, params = rows.values("pk").query.sql_with_params()
        name = f"{model.__name__} ({', '.join(names)})"
        parts.append(f"SELECT '{name}', one.* FROM ({sql}) one")  # noqa: S608
        told += params
    return " UNION ALL ".join(parts), tuple(told)


def strays() -> list[str]:
    """Each row that belongs to one Center and points into another, in words."""
    sql, told = question()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # To plan it takes a hundred times as long as to answer it.
            if connection.connection not in prepared:
                cursor.execute(f"PREPARE strays AS {sql}", told)
                prepared.add(connection.connection)
            cursor.execute("EXECUTE strays")
        else:
            cursor.execute(sql, told)
        return [f"{name}: {pk}" for name, pk in cursor.fetchmany(20)]
