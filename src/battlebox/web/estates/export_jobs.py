"""An export brought in: read at once where it is small, else as a job beside the pages, with the same end.

Law: nothing is kept unless the estate that it makes can be used; what was sent lies in a folder of the desk's own until
it is read, and no longer.
Not here: the form and the report (exports.py), what becomes of each thing (estate.inventory).
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from battlebox.desk import DeskError
from battlebox.drill.sealed import exercise_copy
from battlebox.estate import EstateError, RawTables
from battlebox.estate.inventory import Asked, Brought, Tool, bring, mapping_name
from battlebox.journal import EXERCISE
from battlebox.web.asking import OfficerRequest, in_body
from battlebox.web.estates_to_choose import KEPT, body_name, chosen
from battlebox.web.gds.templatetags.gds import printable
from battlebox.web.jobs import Answer, Progress, Refused, add_kind, ask, of_owner
from battlebox.web.models import Job, JobState, Officer
from battlebox.web.pages import page
from battlebox.web.records import installation
from battlebox.web.rights import sentence
from battlebox.web.starting.desk_settings import EXPORTS_WAITING

EXPORT: Final = "export"
NEW: Final = "new"
AT_ONCE_MOST: Final = 2_000_000
"""So many bytes of plain text are read within the request: a second or so on a slow machine."""
_GROWS: Final = {".zip": 20, ".xlsx": 10, ".yaml": 20, ".yml": 20}
"""How much more a byte of these takes than one of plain text: it is packed, or read slowly."""
_LEFT_SECONDS: Final = 3600


def is_large(files: Mapping[str, bytes]) -> bool:
    """Whether reading it would hold a page for longer than a second or two."""
    return sum(len(data) * _GROWS.get(Path(name).suffix.lower(), 1) for name, data in files.items()) > AT_ONCE_MOST


def keep_export(asked: Mapping[str, Any], files: Mapping[str, bytes]) -> str:
    """Bring files in, and keep the estate that they make; its digest.

    `asked` says `tool`, `into`, `bodies`, `replaces`, and the `body` for which. Raises EstateError and DeskError for
    what cannot be read, ValidationError for what would not be kept.
    """
    tool, body, shelf, drill = Tool(asked["tool"]), asked["body"], installation().shelf, settings.DESK.drill
    picked = None if asked["into"] == NEW else chosen(asked["into"], body)
    last = shelf.beside(asked["into"].removeprefix(KEPT), mapping_name(tool)) if picked else b""
    said = Asked(body_name(body), asked["bodies"], asked["replaces"], "" if drill else EXERCISE, body=body)
    brought = bring(tool, files, picked.raw if picked else RawTables({}), said, last=last)
    _refuse(brought)
    tables = exercise_copy(brought.tables) if drill else brought.tables
    return shelf.keep(tables, {mapping_name(tool): brought.report.to_bytes()})


def _refuse(brought: Brought) -> None:
    """Keep nothing that cannot be used, or that is here already. Raises ValidationError."""
    report = brought.report
    if not report.took_any:
        whys = dict.fromkeys(f"{each.kind}: {each.why}" for each in report.left)
        raise ValidationError(printable(f"Nothing in it was taken. {'. '.join([*whys][:5])}"[:600]))
    if not report.changed_any:
        raise ValidationError("The estate says all this already. Nothing new was kept.")
    if report.mistakes:
        first = report.mistakes[0]
        raise ValidationError(
            printable(f"The estate that came of it cannot be used: {first.place}: {first.message}. Nothing was kept.")
        )


def ask_export(owner: Officer, asked: Mapping[str, Any], files: Mapping[str, bytes]) -> Job:
    """Have files be read beside the pages. Raises ValidationError where another of this officer's still is."""
    waiting = Job.objects.filter(kind=EXPORT, state__in=(JobState.WAITING, JobState.RUNNING))
    if waiting.filter(owner=owner).exists():
        raise ValidationError("An export that you sent before is still being read. Wait until it is, then send this.")
    _sweep({str(each.asked["folder"]) for each in waiting})
    folder = _place() / uuid4().hex
    folder.mkdir(mode=0o700, parents=True)
    with ExitStack() as undone:
        undone.callback(shutil.rmtree, folder, ignore_errors=True)
        for number, data in enumerate(files.values()):
            (folder / str(number)).write_bytes(data)
        job = ask(EXPORT, owner, {**asked, "folder": folder.name, "names": [*files]}, body=asked["body"])
        undone.pop_all()
    return job


def _place() -> Path:
    return Path(settings.DESK.data) / EXPORTS_WAITING


def _sweep(awaited: set[str]) -> None:
    """Take away what a desk that was stopped left unread."""
    with suppress(FileNotFoundError):
        for folder in _place().iterdir():
            if folder.name not in awaited and time.time() - folder.stat().st_mtime > _LEFT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _read(asked: dict[str, Any], progress: Progress) -> Answer:
    folder = _place() / asked["folder"]
    try:
        files = {name: (folder / str(number)).read_bytes() for number, name in enumerate(asked["names"])}
        size = sum(map(len, files.values())) / 1_000_000
        progress.tell(0.1, f"Reading {size:.1f} MB of files and working out what each thing becomes.")
        digest = keep_export(asked, files)
    except FileNotFoundError:
        raise Refused("What was sent is not here any more. Send it again.") from None
    except (EstateError, DeskError) as wrong:
        raise Refused(printable(f"{sentence(wrong, *asked['names'])} Nothing was kept.")) from wrong
    except ValidationError as wrong:
        raise Refused(" ".join(wrong.messages)) from wrong
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Answer({"digest": digest, "tool": asked["tool"]}, words="The export was brought in.")


add_kind(EXPORT, _read)


@in_body
def export_job(request: OfficerRequest, job: str) -> HttpResponse:
    """How far one's own export is; once it is in, its report."""
    found = of_owner(request.officer, job)
    if found is None or found.kind != EXPORT or found.body != request.body_id:
        raise Http404
    if found.state == JobState.DONE and found.answer:
        return redirect("estate_mapping", found.answer["digest"], found.answer["tool"])
    return page(request, "desk/estate_job.html", job=found, again=reverse("estate_export"))
