"""An edition on its way to where residents read it, as a job: how far it is, and what came of it.

Law: what goes is what was on the screen, by whoever may, with whoever else had to look: all of it is asked again when
the job begins; where it was stopped or broke off, the record says whether the words before still stand.
Not here: the sending (share.status), a folder of this machine (publish.py), editions a desk left open (pending.py).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse

from battlebox.desk import Act, DeskError, Officer
from battlebox.desk.picture import Names, estate_in_use, picture_of
from battlebox.desk.publish import Going, Intent, PublicEdition, note_published, rule_of, second_look
from battlebox.desk.record import Record, Saved, Sight
from battlebox.estate import EstateError
from battlebox.share.status import Came, ShareError, deliver, manifest_in, store_at
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.jobs import ask_job, job_of, officer_of
from battlebox.web.jobs import Answer, Progress, Refused, Stopped, add_kind
from battlebox.web.models import Job
from battlebox.web.pages import page
from battlebox.web.publishing.elsewhere import other_sights
from battlebox.web.publishing.pending import intend, let_go, one_at_a_time, settle
from battlebox.web.publishing.second import Click, alarm_alone
from battlebox.web.publishing.shown import Shown, shown_of
from battlebox.web.publishing.target import LiveTarget, built_for, keep_mirror, target_of
from battlebox.web.publishing.tried import TRY
from battlebox.web.records import installation
from battlebox.web.rights import sentence

SEND: Final = "publish"
MOVED: Final = "Something on the page moved after you pressed the button, so nothing was sent. Look again."


def ask_to_send(desk: AtDesk, shown: Shown, alone: str, unhelped: str) -> Job:
    """Ask for an edition of what is on the screen to be sent."""
    return ask_job(desk, SEND, digest=shown.digest, alone=alone, unhelped=unhelped)


@in_incident
def publishing(request: OfficerRequest, job: str) -> HttpResponse:
    """How far it is, and what came of it."""
    desk = AtDesk.of(request)
    found = job_of(request, job, SEND, TRY)
    came = found.answer or {}
    return page(
        request,
        "publishing/sending.html",
        here="tell",
        job=found,
        found=came,
        is_test=found.kind == TRY,
        entry=desk.at("entry", came["entry"]) if came.get("entry") else "",
        publish=desk.at("publish"),
    )


def _send(asked: dict[str, Any], progress: Progress) -> Answer:
    officer = officer_of(asked)
    target = target_of(settings.DESK, officer.body)
    if not isinstance(target, LiveTarget) or not target.away:
        raise Refused("This desk sends its public page nowhere else any more. Open the page again.")
    record = installation().record(asked["incident"])
    with one_at_a_time(installation()):
        settle(installation(), settings.DESK.data)
        try:
            return _bring(record, officer, target, _asked_again(record, officer, target, asked), progress)
        except (DeskError, EstateError) as wrong:
            raise Refused(sentence(wrong)) from wrong


def _asked_again(record: Record, officer: Officer, target: LiveTarget, asked: dict[str, Any]) -> Click:
    """What was pressed for, as it stands now; refused where anything moved, or where somebody else must look first."""
    officer.must(Act.PUBLISH)
    sight = Sight.of(record, officer)
    used = estate_in_use(sight, installation().shelf)
    shown = shown_of(sight, picture_of(sight, used), Names(used.estate).body(officer.body), target)
    if shown.digest != asked["digest"]:
        raise Refused(MOVED)
    second = second_look(sight, rule_of(sight, other_sights(record, officer)), shown.digest)
    second.must_be(asked["alone"])
    return Click(shown, target, second, asked["alone"], asked["unhelped"])


def _bring(record: Record, officer: Officer, target: LiveTarget, click: Click, progress: Progress) -> Answer:
    shown = click.shown
    data, going = settings.DESK.data, Going.of(shown.draft.carries)
    if shown.page is None:
        raise Refused(MOVED)
    try:
        progress.tell(0.01, f"asking what stands at {target.away}")
        store = store_at(target.desk, target.away)
        held = manifest_in(store)
        made = built_for(target, shown.page, data, record.now(), held)
    except ShareError as wrong:
        failed = PublicEdition(0, "", target.where, 0, 0, failed=str(wrong)[:300])
        return _answer(Came.FAILED, failed.failed, target, note_published(record, officer, failed, Going()))
    edition = click.edition(made)
    intend(data, Intent(record.incident, officer.id, officer.name, officer.body, edition, going))
    came = deliver(store, held, made, progress.tell, stopped=Stopped)
    if came.came is Came.FAILED:
        saved = note_published(record, officer, replace(edition, number=0, failed=came.why[:300]), Going())
    else:
        if came.came is Came.STANDS:
            with suppress(ShareError, OSError):  # It is only what changes are reckoned from.
                keep_mirror(target, made)
        saved = note_published(record, officer, replace(edition, doubt=came.why[:300]), going)
        if edition.alone:
            alarm_alone(officer, edition.alone)
    let_go(data, officer.body)
    return _answer(came.came, came.why, target, saved)


def _answer(came: Came, why: str, target: LiveTarget, saved: Saved) -> Answer:
    found = {"came": came.name.lower(), "why": why, "where": target.where, "number": saved.number, "entry": saved.entry}
    return Answer(found, words=f"It {came.value}.")


add_kind(SEND, _send)
