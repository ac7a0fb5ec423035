"""X's own OpenAPI document: what every answer must look like, when it is at hand."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema
import requests

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = ROOT.parent / "shared" / "specs" / "x-openapi-tweets.json"


@cache
def document() -> dict[str, Any]:
    """The document, or nothing where it is not there."""
    if not DOCUMENT.exists():
        return {}
    loaded: dict[str, Any] = json.loads(DOCUMENT.read_text())
    return loaded


def check_answer(answer: requests.Response, prefix: str = "") -> None:
    """Raises when X's document does not allow this answer, or knows no such call."""
    if not document():
        return
    said = operation(answer.request.method or "", answer.url, prefix)
    if said is None:
        return
    answers = said["responses"]
    wanted = answers.get(str(answer.status_code), answers["default"])["content"]
    kind = answer.headers["Content-Type"].partition(";")[0]
    assert kind in wanted, f"{kind} is not one of {sorted(wanted)}"
    validate(wanted[kind]["schema"], answer.json())


def operation(method: str, url: str, prefix: str = "") -> dict[str, Any] | None:
    """The call this address means; None for the token calls, which are not in it."""
    path = urlsplit(url).path.removeprefix(prefix)
    if path.startswith("/2/oauth2/"):
        return None
    # a fixed name wins over a place for any name: /2/users/me, /2/users/{id}
    for template in sorted(document()["paths"], key=lambda one: one.count("{")):
        if _pattern(template).fullmatch(path) and method.lower() in (
            found := document()["paths"][template]
        ):
            return dict(found[method.lower()])
    raise AssertionError(f"X has no {method} {path}")


def check_request(request: requests.PreparedRequest, prefix: str = "") -> None:
    """Raises when X would not know this request's parameters, or its body."""
    if not document():
        return
    said = operation(request.method or "", request.url or "", prefix)
    if said is None:
        return
    known = {one["name"]: one for one in map(_resolved, said.get("parameters", []))}
    for name, values in parse_qs(urlsplit(request.url or "").query).items():
        assert str(name) in known, f"X does not know the parameter {name}"
        _check_parameter(known[str(name)], str(values[0]))
    content = said.get("requestBody", {}).get("content", {})
    if "application/json" in content and request.body and _is_json(request):
        validate(content["application/json"]["schema"], json.loads(request.body))


def _is_json(request: requests.PreparedRequest) -> bool:
    return "json" in str(request.headers.get("Content-Type", ""))


def _check_parameter(parameter: dict[str, Any], value: str) -> None:
    schema = _resolved(parameter["schema"])
    if schema.get("type") == "array":
        validate(schema, value.split(","))
    elif schema.get("type") == "integer":
        validate(schema, int(value))
    else:
        validate(schema, value)


def validate(schema: dict[str, Any], value: Any) -> None:
    """Hold a value against a schema whose references lead into the document."""
    whole = {**schema, "components": document()["components"]}
    jsonschema.Draft202012Validator(whole).validate(value)


def _resolved(part: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in part:
        return part
    found: Any = document()
    for step in str(part["$ref"]).removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{[^}]+\}", "[^/]+", template))
