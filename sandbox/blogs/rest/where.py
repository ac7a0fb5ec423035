"""Turns the filters of a list into the WHERE of a query, bit by bit."""

from __future__ import annotations

from typing import Any

from sandbox.blogs.rest import params


class Where:
    """Clauses that must all hold, and the values of their question marks."""

    def __init__(self, given: dict[str, Any], blog: str) -> None:
        self.given = given
        self.clauses = ["p.site = ?"]
        self.values: list[object] = [blog]

    def __str__(self) -> str:
        return " AND ".join(self.clauses)

    def add(self, clause: str, *values: object) -> None:
        self.clauses.append(clause)
        self.values += values

    def ids(self, **columns: str) -> None:
        """Parameters that hold ids: ``include="p.id"``; ``{}`` marks their place."""
        for name, column in columns.items():
            if wanted := params.numbers(self.given, name):
                listed = ", ".join(map(str, wanted))
                clause = column if "{}" in column else f"{column} IN ({{}})"
                self.add(clause.format(listed))

    def times(self, **columns: str) -> None:
        """Parameters that hold a time: ``after="p.published_at >"``."""
        for name, column in columns.items():
            if (at := params.moment(self.given, name)) is not None:
                self.add(f"{column} ?", at)

    def search(self, columns: str) -> None:
        if words := str(self.given.get("search") or "").strip():
            self.add(f"{columns} LIKE ?", f"%{words}%")
