"""Faults: what is wrong with one row because of the others, in a draft whose cells have been read.

Law: all are reported together; a table that could not be read is not held against the rows that name it.
Not here: single cells (reading.py), what is legal but worth knowing (gaps.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, Final

from battlebox.estate.cells import hours_text
from battlebox.estate.column import THINGS, Column, Form, Table
from battlebox.estate.columns import TABLES
from battlebox.estate.errors import Code
from battlebox.estate.mistakes import Mistake
from battlebox.estate.reading import FALLBACK, Draft, field_of
from battlebox.estate.rota_faults import rota_faults
from battlebox.estate.selectors import paths_of, things_of
from battlebox.estate.things import Action, PathKind

RESERVED: Final = "everything"
"""The id of the plan in which every council shuts down; no row may take it."""
_SINGULAR: Final = {"bodies": "body", "people": "person", "availability": "availability"}
_THING_FORMS: Final = ("system:ID", "service:ID", "channel:ID", "segment:ID", "body:ID")
_PATH_FORMS: Final = ("path:ID", "paths:BODY/BODY", "kind:KIND")
_THING_KINDS: Final = {form.partition(":")[0] for form in _THING_FORMS}
_PATH_KINDS: Final = {form.partition(":")[0] for form in _PATH_FORMS}
_TABLE_OF: Final = {"system": "systems", "service": "services", "channel": "channels", "segment": "segments"} | {
    "body": "bodies",
    "path": "paths",
}


def singular(table: str) -> str:
    """One row of a table, in a word."""
    return _SINGULAR.get(table, table.removesuffix("s"))


def faults(draft: Draft) -> list[Mistake]:
    """Every mistake between rows."""
    looker = _Faults(draft)
    return [
        *looker.ids(),
        *looker.references(),
        *looker.needs(),
        *looker.selectors(),
        *looker.conflicts(),
        *looker.lasting(),
        *rota_faults(draft),
    ]


class _Faults:
    """The looks, over one draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.estate = draft.estate

    def ids(self) -> Iterator[Mistake]:
        """Ids used twice, and the reserved one."""
        taken: dict[str, tuple[str, int]] = {}
        for table in TABLES.values():
            for row, name in self._cells(table.name, table.key) if table.key else ():
                if name == RESERVED:
                    yield Mistake.at(table.name, row, table.key, Code.RESERVED_ID, found=name)
                elif name in taken:
                    other, number = taken[name]
                    yield Mistake.at(
                        table.name, row, table.key, Code.ID_TWICE, found=name, other=other, other_row=number
                    )
                elif name is not None:
                    taken[name] = (table.name, row)

    def references(self) -> Iterator[Mistake]:
        """Ids named and not there. Posts of an estate without a table of shifts name theirs in words."""
        for table in TABLES.values():
            for column in table.columns:
                in_words = (table.name, column.name) == ("posts", "shifts") and not self._ids["shifts"]
                if column.refers and not in_words and not self._unread & set(column.refers):
                    yield from self._dangling(table, column)

    def needs(self) -> Iterator[Mistake]:
        """Needs on itself, twice, or slowing what cannot be slowed."""
        seen: dict[tuple[str, str, str | None], int] = {}
        services = self.estate.service_by_id
        for row, need in zip(self.draft.numbers.get("needs", ()), self.estate.needs, strict=True):
            if need.of is not None and need.of == need.on:
                yield Mistake.at("needs", row, "on", Code.NEEDS_ITSELF, found=need.on)
            key = (need.of, need.on, need.any_of)
            if None not in key[:2]:
                first = seen.setdefault(key, row)
                if first != row:
                    yield Mistake.at("needs", row, "on", Code.NEED_TWICE, found=need.on, of=need.of, other_row=first)
            if need.slows is None:
                continue
            if need.of is not None and need.of not in services and not self._unread & {"services"}:
                yield Mistake.at("needs", row, "slows", Code.SLOWS_NOT_SERVICE, found=need.of)
            if need.any_of is not None:
                yield Mistake.at("needs", row, "slows", Code.SLOWS_WITH_ANY_OF, found=need.any_of)

    def selectors(self) -> Iterator[Mistake]:
        """Selectors that do not belong in their column, or name nothing."""
        for row, action in self._actions():
            for column in ("isolates", "cuts", "stops"):
                for selector in getattr(action, column):
                    yield from self._selector(row, column, selector)

    def conflicts(self) -> Iterator[Mistake]:
        """Actions in conflict with themselves."""
        for row, action in self._actions():
            if action.action is not None and action.action in action.conflicts:
                yield Mistake.at("actions", row, "conflicts", Code.CONFLICTS_WITH_ITSELF, found=action.action)

    def lasting(self) -> Iterator[Mistake]:
        """Actions too short to be true, or as long as their twin is not."""
        least = self.estate.cyber.evict_microhours
        twins: dict[tuple[frozenset[str], ...], tuple[int, Action]] = {}
        for row, action in self._actions():
            lasts = action.lasts_microhours
            if ("actions", row, "lasts_h") in self.draft.wrong:
                continue
            if lasts < least:
                yield Mistake.at(
                    "actions",
                    row,
                    "lasts_h",
                    Code.LASTS_TOO_SHORT,
                    found=hours_text(lasts),
                    least=hours_text(least),
                )
            effect = self._effect(action)
            if not any(effect):
                continue
            first, twin = twins.setdefault(effect, (row, action))
            if twin.lasts_microhours != lasts:
                yield Mistake.at(
                    "actions",
                    row,
                    "lasts_h",
                    Code.LASTS_DISAGREE,
                    found=hours_text(lasts),
                    action=action.action,
                    other=twin.action,
                    other_row=first,
                    other_lasts=hours_text(twin.lasts_microhours),
                )

    @cached_property
    def _ids(self) -> Mapping[str, frozenset[str]]:
        return {
            table.name: frozenset(self._values(table.name, table.key)) - {None}
            for table in TABLES.values()
            if table.key
        }

    @cached_property
    def _unread(self) -> frozenset[str]:
        """Tables whose ids are not known, so that nothing can be said about who names them."""
        nameless = {name for name, ids in self._ids.items() if not ids and self.draft.numbers.get(name)}
        return self.draft.unread | nameless

    @cached_property
    def _kind_of(self) -> Mapping[str, str]:
        """What each id of the estate is, in a word."""
        return {name: singular(table) for table, ids in self._ids.items() for name in ids}

    def _cells(self, table: str, column: str) -> Iterable[tuple[int, str | None]]:
        return zip(self.draft.numbers.get(table, ()), self._values(table, column), strict=True)

    def _values(self, table: str, column: str) -> list[Any]:
        return list(map(attrgetter(field_of(table, column)), getattr(self.estate, table)))

    def _actions(self) -> Iterable[tuple[int, Action]]:
        return zip(self.draft.numbers.get("actions", ()), self.estate.actions, strict=True)

    def _dangling(self, table: Table, column: Column) -> Iterator[Mistake]:
        real = [name for name in column.refers if name != "fallback"]
        pool: set[str | None] = {None}.union(*(self._ids[name] for name in real))
        if "fallback" in column.refers:
            pool.update(FALLBACK + name for name in self._ids["services"])
        values = self._values(table.name, column.name)
        is_list = column.form is Form.LIST
        if pool.issuperset(chain.from_iterable(items or () for items in values) if is_list else values):
            return
        cells = list(self._cells(table.name, column.name))
        if is_list:
            cells = [(row, item) for row, items in cells for item in items or ()]
        names = {name for name in pool if name is not None}
        kinds = " or ".join(singular(name) for name in real)
        for row, value in cells:
            if value is not None and value not in pool:
                found = value.removeprefix(FALLBACK)
                kind = self._kind_of.get(found)
                if value.startswith(FALLBACK) and kind is not None:
                    words = {"found": found, "kind": f"a {kind}"}
                    yield Mistake.at(table.name, row, column.name, Code.FALLBACK_NOT_SERVICE, **words)
                    continue
                near = self.draft.near.words(found, names)
                tables = " or ".join(real)
                yield Mistake.at(
                    table.name, row, column.name, Code.DANGLING, found=found, kinds=kinds, tables=tables, near=near
                )

    def _selector(self, row: int, column: str, selector: str) -> Iterator[Mistake]:
        takes_paths = column == "cuts"
        forms = _PATH_FORMS if takes_paths else _THING_FORMS
        matched = (paths_of if takes_paths else things_of)(self.estate, (selector,))
        kind, colon, name = selector.partition(":")
        if not colon:
            kind, name = self._kind_of.get(selector, ""), selector
        allowed, barred = (_PATH_KINDS, _THING_KINDS) if takes_paths else (_THING_KINDS, _PATH_KINDS)
        if kind in barred or (kind and not colon and kind not in allowed):
            takes = "paths" if takes_paths else "systems, services and channels"
            words = {"found": selector, "kind": f"a {kind}", "takes": takes, "forms": ", ".join(forms)}
            yield Mistake.at("actions", row, column, Code.SELECTOR_NOT_HERE, **words)
        elif not matched and not self._cannot_say(kind):
            code = Code.SELECTOR_EMPTY if self._is_there(kind, name) else Code.SELECTOR_UNKNOWN
            near = self._near_selector(kind, name, forms)
            yield Mistake.at("actions", row, column, code, found=selector, near=near)

    def _cannot_say(self, kind: str) -> bool:
        wanted = {_TABLE_OF.get(kind, "paths")} if kind else {*THINGS, "segments", "bodies"}
        if kind in ("segment", "body", "paths", "kind"):
            wanted |= {"systems", "services", "channels", "paths"}
        return bool(self._unread & wanted)

    def _is_there(self, kind: str, name: str) -> bool:
        if kind == "paths":
            return all(one in self._ids["bodies"] for one in name.split("/")) and name.count("/") == 1
        if kind == "kind":
            return name in tuple(PathKind)
        return name in self._ids.get(_TABLE_OF.get(kind, ""), ())

    def _near_selector(self, kind: str, name: str, forms: Iterable[str]) -> str:
        written = f"write one of {', '.join(forms)}, or a bare id"
        if kind not in (*_THING_KINDS, *_PATH_KINDS, ""):
            return written
        if kind in _TABLE_OF and name in self._kind_of:
            return f"{name} is a {self._kind_of[name]}: write {self._kind_of[name]}:{name}"
        pool: Collection[str] = self._ids.get(_TABLE_OF.get(kind, ""), self._kind_of.keys())
        if kind in ("paths", "kind"):
            pool = tuple(PathKind) if kind == "kind" else ()
        return self.draft.near.words(name, pool, "did you mean {}?") or written

    def _effect(self, action: Action) -> tuple[frozenset[str], ...]:
        return (
            things_of(self.estate, action.isolates),
            paths_of(self.estate, action.cuts),
            things_of(self.estate, action.stops),
        )
