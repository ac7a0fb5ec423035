"""Which fields of a request were read: rubbish in all others changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.http import QueryDict

EVERY = "every field there is"
ONE = ("__getitem__", "__contains__", "getlist")
ALL = ("__iter__", "items", "keys", "lists", "values", "dict", "__deepcopy__")


@contextmanager
def reads() -> Iterator[set[str]]:
    """The names that are asked for in here, whether they were sent or not."""
    names: set[str] = set()
    ways: dict[str, Any] = {way: noting(names, way) for way in ONE}
    ways |= {way: noting(names, way, EVERY) for way in ALL}
    with patch.multiple(QueryDict, **ways):
        yield names


def noting(names: set[str], way: str, name: str = "") -> Callable[..., Any]:
    """This way of reading, which leaves the name behind."""
    plain = getattr(QueryDict, way)

    def read(fields: QueryDict, *told: Any, **more: Any) -> Any:
        # While one is being filled it is still mutable
        if not fields._mutable:
            names.add(name or told[0])
        return plain(fields, *told, **more)

    return read


def matters(names: set[str], sent: set[str]) -> bool:
    """Whether another value of these fields could change anything."""
    return EVERY in names or bool(names & sent)
