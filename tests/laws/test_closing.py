"""What a role may still do in a closed incident can be written there: no form takes an hour's work and refuses it."""

from __future__ import annotations

import ast
from pathlib import Path

from battlebox.desk.officer import AFTER_CLOSING as ACTS
from battlebox.desk.officer import Act
from battlebox.desk.record.closing import AFTER_CLOSING as KINDS
from battlebox.journal import Kind

ROOM = Path(__file__).parents[2] / "src" / "battlebox" / "desk"
# These choose their kind by what is asked: opening is of a new record, closing of an open one, closing a task is taken.
BY_WHAT_IS_ASKED = {"open_incident": "INCIDENT_OPENED", "stand": "INCIDENT_CLOSED", "change_task": "TASK_CHANGED"}
LEAST = 40


def use_cases():
    """Each use case that asks for an act, with the names of the acts it asks for and of the kinds it writes."""
    for path in sorted(ROOM.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        own = {each.name: each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}
        for name, function in own.items():
            if name.startswith("_"):
                continue
            acts, kinds = names(own, function, "Act"), names(own, function, "Kind")
            if acts and kinds:
                yield name, acts, kinds


def names(own, function, owner, seen=()):
    """`X` of every `owner.X` in a function and in the module's own helpers that it calls."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == owner:
            found.add(node.attr)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            called = node.func.id
            if called.startswith("_") and called in own and called not in seen:
                found |= names(own, own[called], owner, (*seen, called))
    return found


def test_an_act_that_a_closed_incident_allows_writes_only_what_it_takes():
    found = list(use_cases())
    assert len(found) >= LEAST
    late = [
        (name, act, kind)
        for name, acts, kinds in found
        for act in acts & set(Act.__members__)
        for kind in kinds & set(Kind.__members__)
        if Act[act] in ACTS and Kind[kind] not in KINDS and BY_WHAT_IS_ASKED.get(name) != kind
    ]
    assert late == []
