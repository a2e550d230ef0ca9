"""What is PostgreSQL's own: a role that may only insert, guards, and refusals in sentences."""

from __future__ import annotations

import psycopg
import pytest

from battlebox.journal import (
    Draft,
    Founding,
    JournalError,
    Kind,
    agree_removal,
    ask_removal,
    begin,
    open_journal,
    verify,
)
from battlebox.journal import postgres as room
from sim.region import FixedWatch, MemoryTip, key_of

ADMIN = key_of("admin northmere")


def founded(address: str, name: str, writer: str = ""):
    room.new_store(address, name, writer=writer)
    founding = Founding(orgs={"northmere": ADMIN.public}, org="northmere", name="web")
    return begin(room.open_store(address, name), founding, key_of("web"), lambda *_: MemoryTip(), FixedWatch())


def test_the_writing_role_can_write_and_redact_and_change_nothing(postgres: str) -> None:
    with psycopg.connect(postgres, autocommit=True) as root:
        root.execute("CREATE ROLE writer LOGIN")
    founded(postgres, "roled", writer="writer").store.close()
    as_writer = postgres.replace("user=desk", "user=writer")
    store = room.open_store(as_writer, "roled")
    journal = open_journal(store, key_of("web"), lambda *_: MemoryTip(), FixedWatch())
    said = journal.append(Draft(Kind.NOTE_WRITTEN, text="to be removed"))
    asked = ask_removal(journal, said.id, 0, "art. 17")
    agree_removal(journal, asked.id, admin=ADMIN, org="northmere")
    assert journal.entry(said.id).parts == {}
    assert verify(store).ok
    with psycopg.connect(as_writer, autocommit=True) as raw:
        raw.execute("SET search_path TO roled")
        for sql in ("UPDATE entry SET n = 9", "DELETE FROM entry", "DELETE FROM part", "TRUNCATE entry"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                raw.execute(sql)
    with pytest.raises(JournalError, match="PostgreSQL schema roled cannot be written to"):
        store._database.run("DELETE FROM entry")
    store.close()


def test_what_the_server_refuses_is_told_in_our_words(postgres: str) -> None:
    store = founded(postgres, "refusing").store
    with pytest.raises(JournalError, match=r"could not be written: relation .* does not exist"):
        list(store._database.rows("SELECT * FROM nowhere"))
    with pytest.raises(JournalError, match="could not be written: ") as wrong, store.writing():
        store._database._connection.execute("SELECT * FROM nowhere")
    assert wrong.value.hint.startswith("nothing of the last entry was recorded")
    assert store.count() == 1
    store.close()


def test_even_the_owner_is_refused_by_the_guards_and_a_lost_guard_shows(postgres: str) -> None:
    journal = founded(postgres, "guarded")
    journal.append(Draft(Kind.NOTE_WRITTEN, text="kept"))
    with psycopg.connect(postgres, autocommit=True) as raw:
        raw.execute("SET search_path TO guarded")
        for sql in ("UPDATE entry SET n = 9", "DELETE FROM entry", "UPDATE part SET data = ''", "DELETE FROM part"):
            with pytest.raises(psycopg.errors.RaiseException, match=r"is never changed|only erased by redaction"):
                raw.execute(sql)
        assert verify(journal.store).ok
        raw.execute("DROP TRIGGER never ON entry")
        (wrong,) = verify(journal.store).problems
        assert "the guard entry was taken out of PostgreSQL schema guarded" in wrong.message
    journal.store.close()


def test_two_connections_number_arrivals_without_a_gap(postgres: str) -> None:
    journal = founded(postgres, "shared")
    other = open_journal(room.open_store(postgres, "shared"), key_of("web-2"), lambda *_: MemoryTip(), FixedWatch())
    for i in range(5):
        journal.append(Draft(Kind.NOTE_WRITTEN, text=f"one {i}"))
        other.append(Draft(Kind.NOTE_WRITTEN, text=f"two {i}"))
    assert [row.s for row in journal.store.rows()] == list(range(1, 12))
    assert journal.digest() == other.digest()
    for one in (journal, other):
        one.store.close()


def test_what_is_not_there_or_newer_is_refused_in_a_sentence(postgres: str) -> None:
    with pytest.raises(JournalError, match="there is no journal at PostgreSQL schema nowhere"):
        room.open_store(postgres, "nowhere")
    founded(postgres, "newer").store.close()
    with psycopg.connect(postgres, autocommit=True) as raw:
        raw.execute("UPDATE newer.meta SET value = '2'")
    with pytest.raises(JournalError, match="was written by a newer Battlebox"):
        room.open_store(postgres, "newer")
    with pytest.raises(JournalError, match="the journal the PostgreSQL server could not be written"):
        room.open_store(postgres + " port=1", "nowhere")


def test_a_store_that_was_let_go_of_is_connected_to_anew(postgres: str) -> None:
    journal = founded(postgres, "resting")
    said = journal.append(Draft(Kind.NOTE_WRITTEN, text="before"))
    journal.store.rest()
    with pytest.raises(JournalError, match="PostgreSQL schema resting"):
        journal.row(said.id)
    journal.store.wake()
    assert journal.row(said.id).id == said.id
    assert journal.append(Draft(Kind.NOTE_WRITTEN, text="after")).header.prev == said.id
    journal.store.close()
