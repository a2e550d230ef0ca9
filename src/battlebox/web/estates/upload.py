"""An estate that is sent in: checked whole, and kept on this desk; or every mistake in it, with what to write instead.

Law: nothing is half taken: an upload with a mistake leaves everything as it was. A real desk takes none of a drill;
what a drill's desk takes says in its title that it is one.
Not here: adopting one (estates/change.py), reading it (estate).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act, DeskError, Officer
from battlebox.drill.sealed import exercise_copy
from battlebox.estate import SETTINGS_FILE, TABLES, EstateError, EstateFaults, Mistake, take_upload
from battlebox.journal import EXERCISE
from battlebox.web.forms import DeskForm
from battlebox.web.gds.templatetags.gds import printable
from battlebox.web.records import installation
from battlebox.web.rights import capital, sentence
from battlebox.web.saving import Recorded, saved

FILES_MAX: Final = 40
MISTAKES_SHOWN: Final = 200
_HEADS: Final = ("Table", "Row", "Column", "What was written", "What is wrong", "Write instead")


class ManyFiles(forms.FileInput):
    """The field for files: several at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked as one; gives a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Every file. Raises ValidationError."""
        several = data if isinstance(data, list | tuple) else [data]
        if len(several) > FILES_MAX:
            raise forms.ValidationError(f"Send at most {FILES_MAX} files: an estate has {len(TABLES)} tables.")
        return [super(FilesField, self).clean(each, initial) for each in several]


class BringForm(DeskForm):
    """An estate from a file."""

    sent = FilesField(
        label="The estate",
        help_text="One .xlsx workbook, one .zip of the CSV tables, or the CSV tables themselves with estate.toml.",
        allow_empty_file=True,
    )
    source = forms.CharField(
        label="Where it came from", max_length=200, help_text="Such as: the planner's stick, as of last Monday."
    )


def take_in(
    request: HttpRequest, form: BringForm, officer: Officer, where: Callable[[str], str]
) -> HttpResponse | tuple[Mistake, ...]:
    """Keep what was sent, and go to `where` of its digest; else the mistakes, with a sentence in the form."""
    if not form.is_ready():
        return ()
    try:
        return _keep(request, form, officer, where)
    except EstateFaults as faults:
        count = len(faults.mistakes)
        form.add_error("sent", f"Nothing was taken: {count} mistake{'s' if count > 1 else ''}, listed below.")
        return faults.mistakes
    except (EstateError, DeskError) as wrong:
        names = [_bare(each.name) for each in form.cleaned_data["sent"]]
        form.add_error("sent", sentence(wrong, *names))
    except forms.ValidationError as refused:
        form.add_error(None, refused)
    return ()


def mistakes_shown(mistakes: tuple[Mistake, ...]) -> dict[str, Any]:
    """What a page shows of them: their table, and how many more there are."""
    return {
        "heads": _HEADS,
        "mistakes": [_mistake(each) for each in mistakes[:MISTAKES_SHOWN]],
        "more": max(0, len(mistakes) - MISTAKES_SHOWN),
    }


def _keep(request: HttpRequest, form: BringForm, officer: Officer, where: Callable[[str], str]) -> HttpResponse:
    """Check what was sent, and keep it; nothing is kept unless all of it can be used."""
    officer.must(Act.ESTATE)
    files = {_bare(each.name): each.read() for each in form.cleaned_data["sent"]}
    if len(files) != len(form.cleaned_data["sent"]):
        raise forms.ValidationError("Two of the files have one name. Nothing was taken.")
    drill = settings.DESK.drill
    raw, estate = take_upload(files, drill_words=EXERCISE, practice=drill)
    raw = exercise_copy(raw) if drill else raw
    if officer.body not in estate.body_by_id:
        here = ", ".join(sorted(estate.body_by_id)[:10])
        raise forms.ValidationError(
            f"Your body, {officer.body}, is not in it: it has {here}. Nothing was taken. Write your body into its "
            "bodies table; if the desk was set up under a mistyped id, begin again in a new data folder."
        )

    def record() -> Recorded:
        return Recorded("", where(installation().shelf.keep(raw)))

    return saved(request, form, record)


def _bare(name: str | None) -> str:
    return (name or "").replace("\\", "/").rpartition("/")[2]


def _mistake(each: Mistake) -> tuple[str, ...]:
    row = "" if each.row is None else str(each.row)
    # What was found is shown as it was written, but for letters that no page can hold.
    said, hint = capital(each.message, each.found, SETTINGS_FILE), capfirst(each.hint)
    return tuple(printable(text) for text in (each.table, row, each.column or "", each.found, said, hint))
