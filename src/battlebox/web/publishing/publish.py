"""The public page at the desk: what it would say now, what would change, what stays out, and the one click.

Law: what is published is what was on the screen: where anything moved meanwhile it is shown again first.
Not here: its words (words.py), where it is put (target.py).
"""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse

from battlebox.desk import Act
from battlebox.desk.publish import (
    Going,
    Intent,
    PublicDraft,
    PublicEdition,
    ServiceDraft,
    draft_of,
    editions_of,
    note_published,
)
from battlebox.desk.record import Saved, Stated
from battlebox.desk.tell import corrections_due
from battlebox.share.status import (
    Published,
    ShareError,
    ShareMistakes,
    State,
    StatusPage,
    changes,
    clear,
    differences,
    document_of,
    page_of_draft,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.places.at_desk import AtDesk
from battlebox.web.places.entry import PlainForm
from battlebox.web.places.said import few_of
from battlebox.web.places.saying import when_said
from battlebox.web.publishing.pending import digest_of, intend, let_go, settle
from battlebox.web.publishing.target import Target, doubt_of, is_practice, put_edition, stands_at, target_of
from battlebox.web.records import installation
from battlebox.web.tables import Cell, Column, Kind, Table, table_page
from battlebox.web.telling.fact_words import why_it_stays

COLUMNS: Final = (
    Column("name", "Service"),
    Column("state", "Residents read", Kind.CHOICE),
    Column("words", "Words", Kind.CHOICE),
    Column("picture", "The picture says", Kind.CHOICE),
)
COLOURS: Final = {
    "usual": "green",
    "delays": "yellow",
    "instead": "orange",
    "unavailable": "red",
    "unknown": "grey",
}
EDITIONS_MOST: Final = 12
_ONE_AT_A_TIME: Final = threading.Lock()


class PublishForm(PlainForm):
    """Nothing to fill in: what is published stands above the button."""

    takes_back = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What would be published: the page, or why there is none yet; `digest` is that of what is on the screen."""

    draft: PublicDraft
    page: StatusPage | None
    lacking: tuple[str, ...]

    @property
    def digest(self) -> str:
        """What the page says, whenever it was drawn."""
        said: dict[str, Any] = {} if self.page is None else {**document_of(self.page), "updated": ""}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


@in_incident
def publish_page(request: OfficerRequest) -> HttpResponse:
    """The draft, what changes for residents, and the button."""
    desk = AtDesk.of(request)
    target = _target(desk)
    shown = shown_now(desk, target)
    form = PublishForm.asked(request, seen=(shown.digest,))
    if form.is_ready():
        if shown.lacking:
            form.add_error(None, f"Not yet: {'; '.join(shown.lacking)}")
        elif not form.overtaken((shown.digest,)):
            answer = desk.write(form, lambda: _publish(desk, shown, target), desk.at("publish"))
            if answer is not None:
                return answer
    stood = stands_at(target)
    rows = [_row(desk, row) for row in shown.draft.services]
    table = Table("services", "Services", COLUMNS, rows, empty="This body gives no service in the estate.")
    return table_page(
        request,
        "publishing/publish.html",
        table,
        here="tell",
        form=form,
        may=desk.officer.may(Act.PUBLISH),
        body=desk.body_name(desk.officer.body),
        said=None if shown.draft.words is None else shown.draft.words.value,
        next_update=when_said(shown.draft.words.value.next_update) if shown.draft.words else "",
        lacking=shown.lacking,
        changes=() if shown.page is None else changes(stood, shown.page),
        is_first=stood is None,
        parts=() if shown.page is None or stood is None else differences(stood, shown.page),
        goes=[(each.standing.fact.outward, each.corrects) for each in shown.draft.goes],
        stays=[
            (
                each.standing.fact.wording,
                why_it_stays(each.answer),
                few_of(desk, each.answer.ask) if each.answer.ask else "",
            )
            for each in shown.draft.stays
        ],
        practice=is_practice(target),
        folder=str(target.folder),
        words=desk.at("public_words"),
        document=desk.at("public_document"),
        went=desk.at("went"),
        preview=desk.at("public_preview", "index.html"),
        due=len(corrections_due(desk.sight)),
        editions=[_edition(desk, each) for each in editions_of(desk.sight, desk.officer.body)[:EDITIONS_MOST]],
    )


@in_incident
def public_document(request: OfficerRequest) -> HttpResponse:
    """The draft as the document from which `battlebox status build` makes the same pages on any laptop."""
    desk = AtDesk.of(request)
    shown = shown_now(desk, _target(desk))
    if shown.page is None:  # There is no draft yet, and the page says what it lacks.
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    answer = JsonResponse(document_of(shown.page), json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer.headers["Content-Disposition"] = 'attachment; filename="status.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def shown_now(desk: AtDesk, target: Target) -> Shown:
    """The page as it would be published at this moment, or what it lacks."""
    draft = draft_of(desk.sight, desk.picture, desk.officer.body)
    if draft.lacking:
        return Shown(draft, None, draft.lacking)
    now = desk.sight.now
    try:
        name = desk.body_name(draft.body)
        made = page_of_draft(draft, body=name, now=now, illustrative=is_practice(target))
        clear(made, now)
    except ShareMistakes as wrong:
        return Shown(draft, None, tuple(str(each) for each in wrong.mistakes))
    except ShareError as wrong:
        return Shown(draft, None, (str(wrong),))
    return Shown(draft, made, ())


def _publish(desk: AtDesk, shown: Shown, target: Target) -> Saved:
    """Put it where residents read it, and write down what came of it, whatever it was."""
    # Asked before anything stands in public: what is written down comes after.
    desk.officer.must(Act.PUBLISH)
    if shown.page is None:
        raise Http404
    where, data, officer = str(target.folder), settings.DESK.data, desk.officer
    going = Going.of(shown.draft.goes)

    def edition(made: Published) -> PublicEdition:
        pages = sum(name.endswith(".html") for name in made.files)
        return PublicEdition(made.edition.number, digest_of(made.manifest), where, pages, len(going.carried))

    def keep(made: Published) -> None:
        intend(data, Intent(desk.record.incident, officer.id, officer.name, officer.body, edition(made), going))

    with _ONE_AT_A_TIME:
        settle(installation(), data)
        try:
            made = put_edition(target, shown.page, data, desk.sight.now, keep)
        except ShareError as wrong:
            let_go(data, officer.body)
            messages.warning(desk.request, f"It was not published: {wrong}. What stood there still stands.")
            failed = PublicEdition(0, "", where, 0, 0, failed=str(wrong)[:300])
            return note_published(desk.record, officer, failed, Going())
        done = replace(edition(made), doubt=doubt_of(target, made)[:300])
        saved = note_published(desk.record, officer, done, going)
        let_go(data, officer.body)
        return saved


def _target(desk: AtDesk) -> Target:
    return target_of(settings.DESK, desk.officer.body, exercise=desk.request.incident.exercise)


def _row(desk: AtDesk, row: ServiceDraft) -> dict[str, object]:
    proposed = State(row.proposed.value).words
    words = "Not written" if row.written is None else "The picture has moved" if row.has_moved else "Written"
    return {
        "name": Cell(row.service.name, link=desk.at("public_service", row.service.service)),
        "state": Cell(
            State(row.state.value).words,
            tag=COLOURS[row.state.value],
            note="Say what to do instead" if row.lacks_steps else "",
        ),
        "words": words,
        "picture": proposed,
    }


def _edition(desk: AtDesk, said: Stated[PublicEdition]) -> tuple[str, str, str, str]:
    """When, what came of it, its number and digest, and the entry's page."""
    value = said.value
    came = (
        f"Failed: {value.failed}"
        if value.failed
        else "Tried"
        if value.test
        else f"Published, but look at it: {value.doubt}"
        if value.doubt
        else "Published"
    )
    number = "" if value.failed else f"edition {value.number}, {value.facts} facts, digest {value.digest[:16]}"
    return when_said(said.at), came, number, desk.at("entry", said.entry)
