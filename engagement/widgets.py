"""A choice of hundreds, written in one go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

SELECTED = mark_safe(" selected")  # nosec B308 # our own word


class LongSelect(forms.Select):
    """A select like Django's, which asks a template for every option: of 400 time
    zones that alone took longer than the rest of the page."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        del renderer  # Django hands it to every widget; this one asks no template.
        chosen = self.format_value(value)[:1]
        wanted = {"name": name, **self.build_attrs(self.attrs, attrs)}
        parts: list[SafeString] = []
        for key, label in self.choices:
            if isinstance(label, list | tuple):
                of_group = _options(label, chosen)
                parts.append(
                    format_html('<optgroup label="{}">{}</optgroup>', key, of_group)
                )
            else:
                parts.append(_options([(key, label)], chosen))
        inside = mark_safe("".join(parts))  # noqa: S308 each part is escaped # nosec B703 B308
        return format_html("<select{}>{}</select>", flatatt(wanted), inside)


def _options(choices: Iterable[tuple[Any, Any]], chosen: list[str]) -> SafeString:
    rows = [("" if key is None else key, label) for key, label in choices]
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((key, SELECTED if str(key) in chosen else "", label) for key, label in rows),
    )
