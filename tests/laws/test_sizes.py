"""Small enough to be read at 3 a.m.: the laws of size.

Law: a function has at most 70 lines, a module at most 400.
Not here: what things are called (test_names.py).
"""

from __future__ import annotations

import ast

from laws.tree import Module, modules, told

FUNCTION_LINES = 70
MODULE_LINES = 400


def _functions(module: Module):
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            yield node, first, (node.end_lineno or first) - first + 1


def test_no_function_is_longer_than_seventy_lines():
    faults = [
        f"{module.name}:{first}: {node.name} has {lines} lines: give a part of it a name"
        for module in modules()
        for node, first, lines in _functions(module)
        if lines > FUNCTION_LINES
    ]
    assert not faults, told(faults)


def test_no_module_is_longer_than_four_hundred_lines():
    faults = [
        f"{module.name}:1: {lines} lines: split it by noun"
        for module in modules()
        if "migrations" not in module.path.parts and (lines := module.text.count("\n")) > MODULE_LINES
    ]
    assert not faults, told(faults)


def test_the_counts_count():
    long = Module(modules()[0].path, "", ast.parse("@a\ndef f():\n" + "    x = 1\n" * 69))
    assert [lines for _, _, lines in _functions(long)] == [71]
