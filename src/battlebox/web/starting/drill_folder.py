"""The folder of a drill, as a desk is started on it: a drill's and nothing else, and no drill in any other.

Law: a drill's folder opened as a real desk is refused, and the reverse; so is a record that lies in the folder of the
other kind, and a drill whose scenario cannot be played, in the words of `battlebox drill check`.
Not here: making such a folder (drill), who signs in there (drill_cast.py).
"""

from __future__ import annotations

from battlebox.drill.control import SCENARIO, Stage
from battlebox.drill.pace import PaceError, PaceFile
from battlebox.drill.sealed import SealedError, sealed_in
from battlebox.journal import DRILL_MARK, DataFolder, JournalCode, JournalError, must_suit, open_store
from battlebox.web.errors import Code, WebError
from battlebox.web.starting.desk_settings import FILE_NAME, DeskSettings


def refuse_other_folder(desk: DeskSettings) -> None:
    """Refuse a drill's folder for a real desk or a demonstration, and any other for a drill. Raises WebError.

    For a scenario that was spoiled it raises what `Stage.opened` does, so that it is told as `drill check` tells it.
    """
    is_drill = (desk.data / DRILL_MARK).exists()
    if is_drill and not desk.drill:
        raise WebError.of(Code.IS_A_DRILL, folder=desk.data)
    if not desk.drill:
        return
    if desk.demo:
        raise WebError.of(Code.DEMO_OF_DRILL)
    if not is_drill:
        raise WebError.of(Code.NOT_A_DRILL, folder=desk.data)
    if desk.tables:
        # The real desk's accounts, partners and credentials may be kept there.
        raise WebError.of(Code.DRILL_ELSEWHERE, file=desk.data / FILE_NAME)
    try:
        sealed_in(desk.data)
        PaceFile.in_folder(desk.data).pace()
    except (SealedError, PaceError) as wrong:
        raise WebError.of(Code.BAD_DRILL, why=wrong, advice=wrong.hint) from wrong
    if (desk.data / SCENARIO).exists():
        Stage.opened(desk.data)


def refuse_other_records(desk: DeskSettings) -> None:
    """Refuse to start beside a record of the other kind. Raises WebError."""
    for path in DataFolder(desk.data).incidents():
        try:
            store = open_store(path)
        except JournalError:
            # What cannot be read at all is told where it is opened; it is no reason to keep the others shut.
            continue
        try:
            must_suit(store, drill=desk.drill)
        except JournalError as wrong:
            if wrong.code in (JournalCode.IS_EXERCISE, JournalCode.NOT_EXERCISE):
                raise WebError.of(Code.OTHER_RECORD, why=wrong, file=path) from wrong
        finally:
            store.close()
