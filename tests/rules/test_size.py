"""No file and no function is longer than one can keep in mind."""

from __future__ import annotations

import ast

import pytest

from tests.rules.tree import ROOT, code

pytestmark = pytest.mark.once

LINES, FUNCTION = 300, 40
Definition = ast.FunctionDef | ast.AsyncFunctionDef


def test_no_code_file_is_over_300_lines() -> None:
    long = {
        str(one.relative_to(ROOT)): count
        for one in code()
        if (count := len(one.read_text().splitlines())) > LINES
    }
    assert long == {}


def test_no_function_is_over_40_lines() -> None:
    long = {
        f"{one.relative_to(ROOT)}:{node.lineno} {node.name}": length
        for one in code()
        for node in ast.walk(ast.parse(one.read_text()))
        if isinstance(node, Definition)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION
    }
    assert long == {}


def test_every_module_opens_with_a_sentence_on_what_it_is_for() -> None:
    silent = [
        str(one.relative_to(ROOT))
        for one in code()
        if one.read_text().strip() and not ast.get_docstring(ast.parse(one.read_text()))
    ]
    assert silent == []


def test_nothing_is_called_utils_helper_or_manager() -> None:
    names = [
        str(one.relative_to(ROOT))
        for one in code()
        if one.stem in ("utils", "helpers", "managers", "common", "misc")
    ]
    assert names == []
