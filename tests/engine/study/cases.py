"""The smallest estates to study, and a study of one.

Law: nothing needs anything and nothing leads anywhere until the case says so.
Not here: what a study says of them (test_study.py, test_weighing.py).
"""

from __future__ import annotations

from pathlib import Path as Folder

from battlebox.engine import EstateArrays
from battlebox.engine.study import begin, finish
from battlebox.estate import Body, BodyKind, Estate, System
from engine.cases import path

NORTHMERE = Body("northmere", "Northmere", BodyKind.COUNCIL)
EASTHOLT = Body("eastholt", "Eastholt", BodyKind.COUNCIL)


def estate(systems="abc", paths=(), needs=(), services=(), records=0) -> Estate:
    rows = tuple(System(each, each.upper(), "northmere", records=records) for each in systems)
    return Estate(title="t", bodies=(NORTHMERE, EASTHOLT), systems=rows, services=tuple(services), needs=tuple(needs),
                  paths=tuple(paths))  # fmt: skip


def studied(tmp_path: Folder, found: Estate, name="study", threads=1, **asked):
    return finish(begin(tmp_path / name, EstateArrays.of(found), **asked), lambda *_: None, threads=threads)


def by_name(rows, key="id"):
    return {row[key]: row for row in rows}


CHAIN = (path("a-b", "a", "b"), path("b-c", "b", "c"))
