"""A journal's store on PostgreSQL, for a region with several web processes; the same tables and the same tests.

Law: one writer at a time by an advisory lock, so that arrival numbers have no gap; the writing role may only
insert.
Not here: SQL of the store (sql.py), the server's own settings (docs/formats/journal.md names the ones that matter).

`psycopg` comes with the extra `postgres`; nothing else of Battlebox imports this module.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg import sql as compose

from battlebox.journal.errors import Code, JournalError
from battlebox.journal.sql import GUARDED, TABLES, Cells, SqlStore
from battlebox.journal.store import SCHEMA_VERSION

_DIALECT: Final = {"integer": "BIGINT", "blob": "BYTEA", "rowless": ""}
_LOCK: Final = 0x42425831
_REFUSE: Final = """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is never changed', TG_TABLE_NAME; END $$"""
_ONLY_ERASED: Final = """CREATE FUNCTION only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM erased WHERE erased.s = OLD.s AND erased.place = OLD.place) THEN
    RAISE EXCEPTION 'part is only erased by redaction';
  END IF;
  RETURN OLD;
END $$"""
# The writing role has no right to delete; this function does it for it, and only for a part noted as erased.
_ERASE: Final = """CREATE FUNCTION erase_part(arrival BIGINT, at BIGINT) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DELETE FROM part WHERE s = arrival AND place = at $$"""


def schema() -> Iterator[str]:
    """The statements that make an empty store in the schema that the connection is set to."""
    for table in TABLES:
        yield table.format(**_DIALECT)
    yield from (_REFUSE, _ONLY_ERASED, _ERASE)
    for table in GUARDED:
        yield f"CREATE TRIGGER never BEFORE UPDATE OR DELETE ON {table} EXECUTE FUNCTION refuse_change()"
    yield "CREATE TRIGGER never BEFORE UPDATE ON part FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    yield "CREATE TRIGGER erased BEFORE DELETE ON part FOR EACH ROW EXECUTE FUNCTION only_erased()"
    yield f"INSERT INTO meta (name, value) VALUES ('schema', '{SCHEMA_VERSION}')"  # noqa: S608 - a number of ours


def new_store(address: str, schema_name: str, *, writer: str = "") -> None:
    """Make an empty store in a new schema; `writer` is the role that may then read and insert, and nothing else."""
    with _connect(address) as connection:
        name = compose.Identifier(schema_name)
        connection.execute(compose.SQL("CREATE SCHEMA {}").format(name))
        connection.execute(compose.SQL("SET search_path TO {}").format(name))
        for statement in schema():
            connection.execute(compose.SQL(statement))
        if writer:
            role = compose.Identifier(writer)
            for grant in (
                "GRANT USAGE ON SCHEMA {schema} TO {role}",
                "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {schema} TO {role}",
                "GRANT UPDATE ON {schema}.witnessed TO {role}",
                "GRANT EXECUTE ON FUNCTION {schema}.erase_part TO {role}",
            ):
                connection.execute(compose.SQL(grant).format(schema=name, role=role))


def open_store(address: str, schema_name: str) -> SqlStore:
    """Open a store. Raises JournalError if it is not there or of a newer Battlebox."""
    database = PostgresDatabase(address, schema_name)
    found = next(database.rows("SELECT to_regclass('meta')::text"))[0]
    if found is None:
        database.close()
        raise JournalError.of(Code.STORE_MISSING, name=database.name)
    version = str(next(database.rows("SELECT value FROM meta WHERE name = 'schema'"))[0])
    if version != str(SCHEMA_VERSION):
        database.close()
        raise JournalError.of(Code.STORE_NEWER, name=database.name, found=version, known=SCHEMA_VERSION)
    return SqlStore(database)


class PostgresDatabase:
    """One connection, set to one incident's schema."""

    def __init__(self, address: str, schema_name: str) -> None:
        self._name = f"PostgreSQL schema {schema_name}"
        self._address, self._schema = address, schema_name
        self._spelt: dict[str, Any] = {}
        self.wake()

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        return self._name

    def run(self, sql: str, cells: Cells = ()) -> None:
        """Run one statement."""
        try:
            self._connection.execute(self._spell(sql), cells or None)
        except psycopg.Error as wrong:
            raise self._told(wrong) from wrong

    def rows(self, sql: str, cells: Cells = ()) -> Iterator[Any]:
        """Run one query; rows are fetched as one result."""
        try:
            yield from self._connection.execute(self._spell(sql), cells or None)
        except psycopg.Error as wrong:
            raise self._told(wrong) from wrong

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction by one writer."""
        try:
            with self._connection.transaction():
                self._connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(current_schema()))", (_LOCK,))
                yield
        except psycopg.Error as wrong:
            raise self._told(wrong) from wrong

    def erase(self, s: int, place: int) -> None:
        """Delete one part, by the function that may."""
        next(self.rows("SELECT erase_part(?, ?)", (s, place)))

    def wipe_traces(self) -> None:
        """Do nothing: PostgreSQL frees the bytes at its next VACUUM and WAL recycling, which the operator sets."""

    def faults(self) -> list[str]:
        """Guards that are gone."""
        sql = """SELECT tgrelid::regclass::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE NOT tgisinternal AND tgenabled <> 'D' AND relnamespace = current_schema()::regnamespace"""
        held = [str(row[0]).rpartition(".")[2] for row in self.rows(sql)]
        return [f"guard {table}" for table in (*GUARDED, "part", "part") if held.count(table) < 1 + (table == "part")]

    def rest(self) -> None:
        """Let go until `wake`."""
        self._connection.close()

    def wake(self) -> None:
        """Connect to the server anew."""
        self._connection = _connect(self._address)
        self._connection.execute(compose.SQL("SET search_path TO {}").format(compose.Identifier(self._schema)))
        self._connection.execute("SET synchronous_commit TO on")

    def close(self) -> None:
        """Let go."""
        self._connection.close()

    def _spell(self, sql: str) -> Any:  # noqa: ANN401 - psycopg's type for a query is private
        known = self._spelt.get(sql)
        if known is None:
            known = self._spelt[sql] = sql.replace("%", "%%").replace("?", "%s") if "?" in sql else sql
        return known

    def _told(self, wrong: psycopg.Error) -> JournalError:
        kinds = (
            (psycopg.errors.DiskFull, Code.STORE_FULL),
            (psycopg.errors.ReadOnlySqlTransaction, Code.STORE_READ_ONLY),
            (psycopg.errors.InsufficientPrivilege, Code.STORE_READ_ONLY),
            (psycopg.errors.DataCorrupted, Code.STORE_DAMAGED),
        )
        code = next((code for kind, code in kinds if isinstance(wrong, kind)), Code.STORE_FAILED)
        return JournalError.of(
            code, name=self._name, why=str(wrong).splitlines()[0] if str(wrong) else "no reason given"
        )


def _connect(address: str) -> psycopg.Connection[Any]:
    try:
        return psycopg.connect(address, autocommit=True)
    except psycopg.Error as wrong:
        why = str(wrong).splitlines()[0] if str(wrong) else "no reason given"
        raise JournalError.of(Code.STORE_FAILED, name="the PostgreSQL server", why=why) from wrong
