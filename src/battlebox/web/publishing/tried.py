"""When publishing was last tried from this desk, and the test of it: no page is changed, and its date is recorded.

Law: what stands in this laptop's own folder is read by nobody, and proves nothing; a test that failed is no test.
Not here: the test itself (target.py, share.status), the gap in an estate (estate).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import HttpResponse

from battlebox.desk import DeskError
from battlebox.desk.publish import Going, PublicEdition, editions_of, note_published
from battlebox.desk.record import Stated
from battlebox.estate import PUBLISHING_DAYS
from battlebox.share.status import ShareError, is_away
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm
from battlebox.web.incident.jobs import ask_job, officer_of
from battlebox.web.jobs import Answer, Progress, Refused, add_kind
from battlebox.web.pages import page
from battlebox.web.publishing.elsewhere import other_sights
from battlebox.web.publishing.shown import target_at
from battlebox.web.publishing.target import is_practice, target_of, try_target
from battlebox.web.records import installation
from battlebox.web.rights import sentence
from battlebox.web.saving import Recorded, saved

TRY: Final = "try-publishing"


@dataclass(frozen=True, slots=True)
class Tried:
    """When publishing last worked from this desk, by whatever was published or tested; and where the login is held."""

    at: datetime | None = None
    held: str = ""

    def words(self, now: datetime) -> str:
        """In a sentence."""
        if self.at is None:
            return "Nobody has yet published from this desk, or tested it, where residents would read it."
        day, days = self.at.astimezone().date(), (now - self.at).days
        late = f" That is more than {PUBLISHING_DAYS} days: test it." if days > PUBLISHING_DAYS else ""
        ago = "today" if not days else "yesterday" if days == 1 else f"{days} days ago"
        return f"Publishing last worked {ago}, on {day.day} {day:%B %Y}.{late}"

    def is_late(self, now: datetime) -> bool:
        """Whether nobody can be sure any more that it works."""
        return self.at is None or (now - self.at).days > PUBLISHING_DAYS


class TestForm(PlainForm):
    """Where the keys to it are held."""

    held = forms.CharField(
        label="Where are the login, the address and its DNS held, off the council's own systems?",
        max_length=200,
        required=False,
        help_text="A place, never the words themselves, such as: go-bag, card 3. Blank: nobody knows yet.",
    )


def tried_at(desk: AtDesk) -> Tried:
    """When it last worked for the officer's body, in this incident or in another one."""
    said = [*editions_of(desk.sight, desk.officer.body)]
    for sight in other_sights(desk.record, desk.officer):
        said += editions_of(sight, desk.officer.body)
    said.sort(key=lambda each: each.at, reverse=True)
    worked = next((each.at for each in said if _counts(each)), None)
    return Tried(worked, next((each.value.held for each in said if each.value.held), ""))


def published_on(desk: AtDesk) -> frozenset[tuple[str, date]]:
    """The officer's body with that day, for the gaps of the estate; nothing where it never worked."""
    at = tried_at(desk).at
    return frozenset() if at is None else frozenset({(desk.officer.body, at.date())})


def _counts(said: Stated[PublicEdition]) -> bool:
    value = said.value
    return not value.failed and not value.doubt and _is_elsewhere(value.target)


def _is_elsewhere(target: str) -> bool:
    """Whether it is not this laptop's own folder, which nobody reads."""
    return is_away(target) or not Path(target).is_relative_to(settings.DESK.data)


@in_incident
def test(request: OfficerRequest) -> HttpResponse:
    """Ask for a test."""
    desk = AtDesk.of(request)
    target, tried = target_at(desk), tried_at(desk)
    form = TestForm.asked(request, initial={"held": tried.held})
    if form.is_ready():
        held = " ".join(str(form.cleaned_data["held"]).split())

        def ask() -> Recorded:
            job = ask_job(desk, TRY, held=held, exercise=request.incident.exercise)
            return Recorded("", desk.at("publishing", job.pk))

        return saved(request, form, ask, asked="Publishing is being tested.")
    return page(
        request,
        "places/entry_form.html",
        here="tell",
        form=form,
        title="Test publishing",
        cancel=desk.at("publish"),
        button="Test it now",
        words=(
            "This desk practises: the test stays in its own folder, and says nothing of where residents would read."
            if is_practice(target)
            else "A small file goes where the public page goes, is read back and taken away. No page is changed. "
            "What came of it is recorded with its date."
        ),
        rows=[("Where", target.where), ("So far", tried.words(desk.sight.now))],
    )


def _try(asked: dict[str, Any], progress: Progress) -> Answer:
    """Test it, and write down what came of it."""
    officer, data = officer_of(asked), settings.DESK.data
    target = target_of(settings.DESK, officer.body, exercise=asked["exercise"])
    failed = ""
    try:
        try_target(target, data, progress.tell)
    except ShareError as wrong:
        failed = str(wrong)[:300]
    record = installation().record(asked["incident"])
    done = PublicEdition(0, "", target.where, 0, 0, failed=failed, test=True, held=asked["held"])
    try:
        saved = note_published(record, officer, done, Going())
    except DeskError as wrong:
        # A body that takes part and writes at another desk has no key here.
        raise Refused(sentence(wrong)) from wrong
    came = "failed" if failed else "works"
    found = {"came": came, "why": failed, "where": target.where, "number": saved.number, "entry": saved.entry,
             "own": not _is_elsewhere(target.where)}  # fmt: skip
    return Answer(found, words="Tested.")


add_kind(TRY, _try)
