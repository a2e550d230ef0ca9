"""A module opens by saying what it is, its law, and what it leaves out.

Law: every module of the product has all three, and every public class and function a docstring; what an opening sends a
reader to is there.
Not here: whether what it says is true.
"""

from __future__ import annotations

import ast
import re

from laws.tree import SOURCE, source, told


def test_every_module_says_what_it_is_its_law_and_what_it_leaves_out():
    faults = []
    for module in source():
        opening = ast.get_docstring(module.tree) or ""
        lines = [line.strip() for line in opening.splitlines()]
        faults += [
            f"{module.name}:1: the opening has no '{mark}' line"
            for mark in ("Law:", "Not here:")
            if not any(line.startswith(mark) for line in lines)
        ]
        if opening.startswith(("Law:", "Not here:")):
            faults.append(f"{module.name}:1: the opening first says what the module is")
    assert not faults, told(faults)


def test_every_file_that_an_opening_names_is_there():
    faults = []
    for module in source():
        opening = ast.get_docstring(module.tree) or ""
        # Beside the module, within its room, or within the product.
        places = (module.path.parent, SOURCE / module.room, SOURCE)
        faults += [
            f"{module.name}:1: the opening names {name}, and there is no such file"
            for name in re.findall(r"[\w/]+\.py\b", opening)
            if not any((place / name).exists() for place in places)
        ]
    assert not faults, told(faults)


def test_every_room_of_the_contract_has_a_front_door():
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert rooms == {"estate", "marking", "engine", "journal", "desk", "drill", "share", "web", "cli"}
