"""This desk and its journal, found from `--data` and `--incident`.

Law: a journal is opened for writing only with a key that may still be used; if it may not, a new one is made.
Not here: what the commands do (journal_*.py), folders (journal room).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from platformdirs import user_data_path

from battlebox.cli.errors import CliError, Code
from battlebox.cli.exits import of_journal, of_marking, say

if TYPE_CHECKING:
    from battlebox.journal import DataFolder, Journal, Standing, Store, TipFile

F = TypeVar("F", bound=Callable[..., Any])

DATA_SETTING: Final = "BATTLEBOX_DATA"
SEALING_KEY: Final = "sealing.key"

_DATA: Final = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="DIR",
    help=f"The desk's data folder (default: ${DATA_SETTING}, else your user data folder).",
)
_INCIDENT: Final = click.option(
    "--incident", default="", metavar="ID", help="Which incident, if there are several: its first letters."
)


_PEN: Final = "battlebox.pen"


def _keep_pen(context: click.Context, _: click.Parameter, said: str) -> None:
    context.meta[_PEN] = said


_FOR: Final = click.option(
    "--for",
    "pen",
    default="",
    metavar="BODY",
    expose_value=False,
    callback=_keep_pen,
    help="Whose desk is meant, if this laptop writes for several bodies.",
)


def in_a_folder(command: F) -> F:
    """The option that finds a desk's data folder."""
    return _DATA(command)


def at_a_desk(command: F) -> F:
    """The options that find a desk's journal."""
    return _DATA(_INCIDENT(_FOR(command)))


class JournalGroup(click.Group):
    """A group that turns the journal's and marking's refusals into two lines and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - whatever click's own method gives
        """Run a command of the group."""
        from battlebox.journal import JournalError  # The journal loads libsodium; --version does not wait for it.
        from battlebox.marking import MarkingError  # The same.

        try:
            return super().invoke(ctx)
        except JournalError as wrong:
            ctx.exit(of_journal(wrong))
        except MarkingError as wrong:
            ctx.exit(of_marking(wrong))


def folder_of(data: Path | None) -> DataFolder:
    """The desk's data folder."""
    from battlebox.journal import DataFolder  # Loaded late, like all of the journal.

    named = data or (Path(os.environ[DATA_SETTING]) if os.environ.get(DATA_SETTING) else None)
    return DataFolder(named or user_data_path("battlebox"))


def folder_to_write(data: Path | None) -> DataFolder:
    """The desk's data folder, to write in. Raises CliError where root would write into another user's."""
    folder = folder_of(data)
    owner = folder.foreign_owner
    if owner:
        raise CliError.of(Code.OTHERS_FOLDER, folder=folder.path, owner=owner)
    return folder


def store_of(folder: DataFolder, incident: str) -> Path:
    """The store that `--incident` means. Raises JournalError if there is none, UsageError if several."""
    from battlebox.journal import JournalCode, JournalError  # Loaded late, like all of the journal.

    found = [path for path in folder.incidents() if path.stem.startswith(incident[:16])]
    if not found:
        raise JournalError.of(JournalCode.STORE_MISSING, name=folder.path)
    if len(found) > 1:
        names = ", ".join(path.stem[:8] for path in found)
        raise click.UsageError(f"there are several incidents here ({names}); choose one with --incident")
    return found[0]


def to_read(path: Path) -> Store:
    """A store to read; that it is a copy, because its disk cannot be written to, is said."""
    from battlebox.journal import open_to_read  # Loaded late, like all of the journal.

    store, can_write = open_to_read(path)
    click.get_current_context().call_on_close(store.close)
    if not can_write:
        say(f"the disk of {path} cannot be written to: a copy is read, and nothing can be entered")
    return store


def reading(data: Path | None, incident: str) -> Journal:
    """The journal, to read."""
    from battlebox.drill.pace import watch_of  # Late: it loads the journal.
    from battlebox.journal import must_suit, open_journal  # Loaded late, like all of the journal.

    folder = folder_of(data)
    store = to_read(store_of(folder, incident))
    must_suit(store, drill=folder.is_drill)
    mine = next(iter(_pens_of(folder, _standing_in(store))), folder)
    return open_journal(store, mine.key(), folder.tip, watch_of(folder.path))


def writing(data: Path | None, incident: str) -> Journal:
    """The journal, to write, with the keys that this folder's desk writes with, or new ones where they may not be used.

    Raises JournalError while a desk is open on the folder: two programs never write with one key.
    """
    from battlebox.drill.pace import watch_of  # Late: it loads the journal.
    from battlebox.journal import must_suit, open_journal, open_store  # Loaded late, like the rest.

    folder = folder_to_write(data)
    store = open_store(store_of(folder, incident))
    click.get_current_context().call_on_close(store.close)
    must_suit(store, drill=folder.is_drill)
    mine = pen_of(folder, _standing_in(store))
    key = mine.key()
    if key is None:
        key = mine.new_key()
        say(f"this desk had no key; it now has {key.public[:8]}: have it enrolled (battlebox journal card)")
    return with_a_good_key(mine, open_journal(store, key, folder.tip, watch_of(folder.path)))


def _standing_in(store: Store) -> Standing:
    """Who is believed there, without reading every entry. Raises JournalError if the store is empty."""
    from battlebox.journal import incident_of, standing_in  # Loaded late, like all of the journal.

    incident_of(store)
    return standing_in(store)


def pen_of(folder: DataFolder, standing: Standing) -> DataFolder:
    """The folder with the keys of the body it writes for. Raises JournalError, UsageError if that are several."""
    from battlebox.journal import JournalCode, JournalError  # Loaded late, like all of the journal.

    found, asked = _pens_of(folder, standing), str(click.get_current_context().meta.get(_PEN, ""))
    if folder.is_open:
        raise JournalError.of(JournalCode.IN_USE, name=folder.path)
    if asked:
        found = [each for each in found if each.pen == asked]
        if not found:
            raise click.UsageError(f"this laptop holds no key that writes for {asked} in this incident")
    if len(found) > 1:
        names = ", ".join(each.pen for each in found)
        raise click.UsageError(f"this laptop writes for several bodies ({names}); choose one with --for")
    return found[0] if found else folder


def _pens_of(folder: DataFolder, standing: Standing) -> list[DataFolder]:
    """Those whose keys are here, bodies and a desk made by these commands; if any are believed, those alone."""
    pens = [(mine, key) for mine in _pens(folder, standing) if (key := mine.key()) is not None]
    believed = [mine for mine, key in pens if key.public in standing.desks]
    return believed or [mine for mine, _ in pens]


def _pens(folder: DataFolder, standing: Standing) -> list[DataFolder]:
    """All that may hold keys of an incident on this laptop."""
    return [folder, *(folder.of(org) for org in sorted(standing.orgs))]


def with_a_good_key(folder: DataFolder, journal: Journal) -> Journal:
    """The same journal, with a new key if its own may not be used any more; that is said."""
    from battlebox.drill.pace import watch_of  # Late: it loads the journal.
    from battlebox.journal import needs_new_key, open_journal  # Loaded late, like all of the journal.

    key = journal.desk.public if journal.desk else ""
    why = needs_new_key(journal, folder.tip(journal.incident, key))
    if why is None:
        return journal
    say(f"warning: {why}")
    say(f"warning: {why.hint}")
    fresh = folder.new_key()
    say(f"this desk goes on with a new key, {fresh.public[:8]}: have it enrolled (battlebox journal card)")
    say("what is entered now is recorded under that key, and changes nothing until it is enrolled")
    return open_journal(journal.store, fresh, folder.tip, watch_of(folder.path))


def tips_of(folder: DataFolder, store: Store) -> tuple[tuple[str, TipFile], ...]:
    """Every key this laptop had in the incident of a store, for whichever body, with its tip note."""
    from battlebox.journal import incident_of, standing_in  # Loaded late, like all of the journal.

    incident = incident_of(store)
    return tuple(tip for pen in _pens(folder, standing_in(store)) for tip in pen.tips(incident))


def entry_id(journal: Journal, letters: str) -> str:
    """The whole id of the entry that these letters begin. Raises JournalError if it is none or several."""
    from battlebox.journal import JournalCode, JournalError  # Loaded late, like all of the journal.

    clean = letters.lower()
    found = journal.store.starting_with(clean) if clean and not clean.strip("0123456789abcdef") else []
    if len(found) != 1:
        raise JournalError.of(JournalCode.NO_ENTRY, entry=letters)
    return found[0]
