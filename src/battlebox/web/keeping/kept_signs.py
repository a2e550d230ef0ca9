"""How the tables and the records of a desk are, as a doctor looks at them.

Law: nothing is changed; every record is proved from its first entry to its last, with this desk's own tip notes.
Not here: the machine (doctor.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Final

from battlebox.journal import DataFolder, JournalError, open_to_read, verify
from battlebox.web.errors import WebError
from battlebox.web.keeping.gathering import pens_of
from battlebox.web.keeping.signs import Sign, broken, look, well
from battlebox.web.keeping.steps import ASKED, known_steps, steps_in
from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.starting.tables_at import tables_of, where_is

_CONNECT_SECONDS: Final = 5


def tables(desk: DeskSettings) -> Iterator[Sign]:
    """Whether they can be read, and are of this version."""
    if desk.tables:
        yield from _on_a_server(desk)
        return
    if not desk.database.exists():
        yield well("tables", "there are none yet: the first start makes them")
        return
    try:
        steps = steps_in(desk.database)
        with closing(sqlite3.connect(f"{desk.database.as_uri()}?mode=rw", uri=True)) as asked:
            fault = str(asked.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as wrong:
        steps, fault = (), str(wrong)
    if fault != "ok":
        yield broken("tables", f"desk.sqlite3 is damaged: {fault.splitlines()[0]}",
                     "copy the folder aside, untouched; then restore the last backup into a new folder")  # fmt: skip
        return
    yield _of_this_version(steps)


def _of_this_version(steps: tuple[str, ...]) -> Sign:
    known = known_steps()
    newer = sorted(set(steps) - set(known))
    if newer:
        return broken("tables", f"a newer Battlebox wrote them ({newer[-1]})", "start that version, and not this one")
    missing = [each for each in known if each not in steps]
    if missing:
        return look("tables", f"they are {len(missing)} steps behind this version", "run battlebox desk upgrade")
    return well("tables", f"they are of this version ({known[-1]})")


def _on_a_server(desk: DeskSettings) -> Iterator[Sign]:
    try:
        settings = tables_of(desk)
    except WebError as wrong:
        yield broken("postgresql", str(wrong), wrong.hint)
        return
    # It comes with the extra `postgres`; the address was read, so it is here.
    import psycopg

    options = {**settings["OPTIONS"], "connect_timeout": _CONNECT_SECONDS}
    try:
        with psycopg.connect(dbname=settings["NAME"], **options) as asked:
            is_there = asked.execute("SELECT to_regclass('django_migrations')").fetchone()
            steps = tuple(str(name) for (name,) in asked.execute(ASKED)) if is_there and is_there[0] else ()
    except psycopg.Error as wrong:
        # Its sentence names the address, and never a password.
        why = (str(wrong).strip().splitlines() or [type(wrong).__name__])[0].lower()
        yield broken("postgresql", f"{where_is(desk)} cannot be used: {why}", "start PostgreSQL, or correct desk.toml")
        return
    yield well("postgresql", f"{where_is(desk)} answers")
    yield _of_this_version(steps) if steps else well("tables", "there are none yet: the first start makes them")


def records(desk: DeskSettings) -> Iterator[Sign]:
    """Whether each record is what was signed."""
    folder = DataFolder(desk.data)
    pens = pens_of(desk.data)
    if not folder.incidents():
        yield well("records", "there is no incident yet")
    for path in folder.incidents():
        name = f"record {path.stem}"
        hint = "copy the folder aside, untouched; battlebox journal verify names each entry"
        try:
            tips = tuple(tip for pen in pens for tip in DataFolder(desk.data, pen).tips(path.stem))
            store, _ = open_to_read(path)
            with closing(store):
                report = verify(store, tips=tips)
        except JournalError as wrong:
            yield broken(name, str(wrong), wrong.hint)
            continue
        if report.problems:
            first = report.problems[0]
            yield broken(name, f"{len(report.problems)} things are wrong, the first: {first.message}", hint)
        else:
            yield well(name, f"{report.entries} entries, each as it was signed")
    unsealed = sorted(key.stem.removeprefix("admin-") for key in desk.keys.glob("admin-*.key"))
    if unsealed:
        yield look("admin keys", f"still on this machine: {', '.join(unsealed)}",
                   "at the desk, Who has access, Admin keys: print them, seal them, take them off")  # fmt: skip
