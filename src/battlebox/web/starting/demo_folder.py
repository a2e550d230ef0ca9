"""The folder of a demonstration: one of its own, and no other.

Law: a demonstration never touches a folder that holds anything else, and a real desk never opens one of these.
Not here: what is in it (demo.py).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from battlebox.share.sending import PRACTICE_MARK
from battlebox.web.errors import Code, WebError
from battlebox.web.starting.desk_settings import DeskSettings

MARK: Final = "demonstration"
_WORDS: Final = "Everything in this folder is a demonstration. Delete the folder to begin it anew.\n"


def demo_folder(desk: DeskSettings, *, named: bool) -> DeskSettings:
    """The settings with a folder for the demonstration: the one that was named, else one beside the desk's own.

    Raises WebError for a folder that holds anything but a demonstration.
    """
    folder = desk.data if named else desk.data / MARK
    mark = folder / PRACTICE_MARK
    if not mark.exists():
        if folder.is_dir() and any(folder.iterdir()):
            raise WebError.of(Code.NOT_A_DEMO, folder=folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            mark.write_text(_WORDS, encoding="utf-8")
        except OSError as wrong:
            raise WebError.of(Code.FOLDER_REFUSED, folder=folder, why=(wrong.strerror or "").lower()) from wrong
    return replace(desk, data=folder)


def refuse_demo_folder(desk: DeskSettings) -> None:
    """A real desk never opens a demonstration. Raises WebError."""
    if not desk.demo and (desk.data / PRACTICE_MARK).exists():
        raise WebError.of(Code.IS_A_DEMO, folder=desk.data)
