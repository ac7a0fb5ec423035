"""Reads the parameters of a REST request, with WordPress's complaints."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from flask import request

from sandbox.blogs.rest.errors import WpError, invalid


def given() -> dict[str, Any]:
    """All parameters: those of the address, under those of the body."""
    found: dict[str, Any] = dict(request.args.items())
    if request.is_json:
        body = request.get_json(silent=True)
        if body is None and request.get_data():
            raise WpError(
                "rest_invalid_json",
                "Invalid JSON body passed.",
                400,
                json_error_code=4,
                json_error_message="Syntax error",
            )
        if isinstance(body, dict):
            found |= body
    else:
        found |= dict(request.form.items())
    return found


def number(
    params: dict[str, Any], name: str, default: int, low: int, high: int | None = None
) -> int:
    value = params.get(name, default)
    if isinstance(value, bool) or not re.fullmatch(r"\s*-?\d+\s*", str(value)):
        raise invalid(
            name,
            "rest_invalid_type",
            f"{name} is not of type integer.",
            {"param": name},
        )
    found = int(value)
    if high is not None and not low <= found <= high:
        sentence = f"{name} must be between {low} (inclusive) and {high} (inclusive)"
        raise invalid(name, "rest_out_of_bounds", sentence)
    if found < low:
        sentence = f"{name} must be greater than or equal to {low}"
        raise invalid(name, "rest_out_of_bounds", sentence)
    return found


def numbers(params: dict[str, Any], name: str) -> list[int]:
    """A list of ids: ``1,2`` in an address, or a JSON list."""
    value = params.get(name)
    if value is None or value == "":
        return []
    parts = value if isinstance(value, list) else re.split(r"[\s,]+", str(value))
    if not all(re.fullmatch(r"\d+", str(part)) for part in parts):
        raise invalid(
            name,
            "rest_invalid_type",
            f"{name}[0] is not of type integer.",
            {"param": f"{name}[0]"},
        )
    return [int(part) for part in parts]


def words(params: dict[str, Any], name: str) -> list[str]:
    value = params.get(name)
    if value is None:
        return []
    parts = value if isinstance(value, list) else str(value).split(",")
    return [str(part).strip() for part in parts if str(part).strip()]


def choice(
    params: dict[str, Any], name: str, default: str, choices: tuple[str, ...]
) -> str:
    value = str(params.get(name, default))
    if value not in choices:
        comma = "," if len(choices) > 2 else ""
        listed = ", ".join(choices[:-1]) + f"{comma} and {choices[-1]}"
        raise invalid(name, "rest_not_in_enum", f"{name} is not one of {listed}.")
    return value


def moment(params: dict[str, Any], name: str) -> int | None:
    """Epoch seconds of a time as RFC 3339; one without zone is in UTC here."""
    value = params.get(name)
    if value is None or value == "":
        return None
    try:
        found = datetime.fromisoformat(str(value).replace(" ", "+", 1))
    except ValueError as error:
        raise invalid(name, "rest_invalid_date", "Invalid date.") from error
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return int(aware.timestamp())


def text(params: dict[str, Any], name: str) -> str | None:
    """A text given plainly or as ``{"raw": …}``; None where it was left out."""
    value = params.get(name)
    if value is None:
        return None
    if isinstance(value, dict):
        value = value.get("raw", value.get("rendered", ""))
    if not isinstance(value, str | int | float):
        raise invalid(
            name,
            "rest_invalid_type",
            f"{name} is not of type object.",
            {"param": name},
        )
    return str(value)
