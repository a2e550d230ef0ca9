"""Errors are caught by name.

Law: nothing below a face's last handler catches `Exception`, and each face has one last handler.
Not here: what errors say (tests/laws/test_errors.py).
"""

from __future__ import annotations

import ast

from laws.tree import FACES, Module, source, told

WIDE = {"Exception", "BaseException"}


def _wide(module: Module):
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            named = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if any(each is None or (isinstance(each, ast.Name) and each.id in WIDE) for each in named):
                yield node.lineno


def test_nothing_below_a_faces_last_handler_catches_everything():
    faults = [
        f"{module.name}:{line}: name the error that is expected here"
        for module in source()
        if module.room not in FACES
        for line in _wide(module)
    ]
    assert not faults, told(faults)


def test_a_face_has_one_last_handler():
    for face in FACES:
        found = [f"{module.name}:{line}" for module in source() if module.room == face for line in _wide(module)]
        assert len(found) <= 1, told(found)


def test_a_bare_except_is_seen():
    bare = "try:\n    f()\nexcept:\n    g()\ntry:\n    f()\nexcept (ValueError, Exception):\n    g()\n"
    assert list(_wide(Module(source()[0].path, bare, ast.parse(bare)))) == [3, 7]
