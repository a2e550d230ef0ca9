"""What things may be called.

Law: no module, folder or class is named for being a help, a manager or a "service layer"; a service is what a council
gives people.
Not here: one word per idea (docs/glossary.md).
"""

from __future__ import annotations

import ast
import re

from laws.tree import Module, modules, source, told

FORBIDDEN = frozenset({"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"})
LAYER = re.compile(r"service_?layer|(?<![a-z])services?_?(impl|provider|base|facade)(?![a-z])", re.IGNORECASE)


def words_of(name: str) -> set[str]:
    """The words in a name, whichever way it joins them."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def _names(module: Module):
    yield 1, module.path.stem
    yield 1, module.path.parent.name
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            yield node.lineno, node.name


def test_nothing_is_named_for_being_a_help_or_a_manager():
    faults = [
        f"{module.name}:{line}: {name}: say what it is, not that it helps"
        for module in modules()
        for line, name in _names(module)
        if FORBIDDEN & words_of(name)
    ]
    assert not faults, told(faults)


def test_a_service_is_what_a_council_gives_people():
    faults = [
        f"{module.name}:{line}: {name}: a service here is what a council gives people"
        for module in source()
        for line, name in _names(module)
        if LAYER.search(name)
    ]
    assert not faults, told(faults)


def test_names_are_read_word_by_word():
    assert words_of("CacheManager") == {"cache", "manager"}
    assert words_of("date_utils") == {"date", "utils"}
    assert not FORBIDDEN & words_of("commonwealth")
    assert LAYER.search("ServiceLayer")
