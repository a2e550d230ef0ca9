"""The public page at the desk: what it would say now, what would change, what stays out, and the one click.

Law: what is published is what was on the screen: where anything moved meanwhile it is shown again first.
Not here: its words (words.py), where it is put (target.py).
"""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from battlebox.desk import Act
from battlebox.desk.publish import (
    LACKS_WORDS,
    Going,
    Intent,
    Look,
    PublicEdition,
    Second,
    ServiceDraft,
    editions_of,
    lacks_steps,
    note_published,
)
from battlebox.desk.record import Saved, Stated
from battlebox.share.status import (
    Published,
    ShareError,
    State,
    document_of,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm
from battlebox.web.incident.said import few_of
from battlebox.web.incident.saying import when_said
from battlebox.web.publishing.away import ask_to_send
from battlebox.web.publishing.pending import intend, let_go, one_at_a_time, settle
from battlebox.web.publishing.second import Click, alarm_alone, moved_since, others_of, rule_words, second_at
from battlebox.web.publishing.shown import Shown, is_sent_for, laid_out, shown_now, target_at
from battlebox.web.publishing.target import LiveTarget, doubt_of, is_practice, put_edition
from battlebox.web.publishing.tried import tried_at
from battlebox.web.publishing.undone import undone_words
from battlebox.web.records import installation
from battlebox.web.rights import refusal
from battlebox.web.saving import SAVED_TAG, UNDONE_TAG, Recorded, saved
from battlebox.web.tables import Cell, Column, Kind, Table, table_page
from battlebox.web.telling.corrections import put_right, put_right_parts
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
NAMED_MOST: Final = 6
EXPECTED_NOTE: Final = "Expected, seen by nobody yet"


class PublishForm(PlainForm):
    """What is published stands above the button; only why, where no urgent help is named or nobody else has looked."""

    takes_back = False
    alone = forms.CharField(
        label="Nobody else can be had: why it cannot wait",
        max_length=200,
        required=False,
        help_text="It is recorded with your name, and every admin is alarmed.",
    )

    unhelped = forms.CharField(
        label="Why it goes without urgent help",
        max_length=200,
        required=False,
        help_text="Better: write it. If it must go without, the reason is recorded with your name.",
    )

    def __init__(self, *args: Any, asks: frozenset[str], **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("alone", "unhelped"):
            if name not in asks:
                del self.fields[name]

    def why(self, name: str) -> str:
        """What was said of one of them; blank where it was not asked."""
        return str(self.cleaned_data.get(name, "")).strip()


@in_incident
def publish_page(request: OfficerRequest) -> HttpResponse:
    """The draft, what changes for residents, and the button."""
    desk = AtDesk.of(request)
    target = target_at(desk)
    shown = shown_now(desk, target)
    second = second_at(desk, shown)
    unhelped = shown.draft.unhelped if not shown.lacking else ()
    asks = {"alone": second.is_missing and not shown.lacking, "unhelped": bool(unhelped)}
    form = PublishForm.asked(request, seen=(shown.digest,), asks=frozenset(name for name in asks if asks[name]))
    if is_sent_for(form, shown):
        if unhelped and not form.why("unhelped"):
            form.add_error("unhelped", f"{unhelped_words(unhelped)} Write it, or say here why the page goes without.")
        else:
            answer = _go(desk, form, Click(shown, target, second, form.why("alone"), form.why("unhelped")))
            if answer is not None:
                return answer
    tried = tried_at(desk)
    rows = [_row(desk, row) for row in shown.draft.services]
    table = Table(
        "services", "Services", COLUMNS, rows, empty="This body gives no service in the estate.", stacked=True
    )
    return table_page(
        request,
        "publishing/publish.html",
        table,
        here="tell",
        form=form,
        may=desk.officer.may(Act.PUBLISH),
        undone=undone_words(desk),
        second=_second(desk, second, shown),
        body=desk.body_name(desk.officer.body),
        said=None if shown.draft.words is None else shown.draft.words.value,
        next_update=when_said(shown.draft.words.value.next_update) if shown.draft.words else "",
        **laid_out(desk, shown, target),
        lacks=_lacks(desk, shown),
        left_out=[_left_out(desk, row) for row in shown.draft.left_out],
        left_heads=("Service", "Why", "Back"),
        unhelped=unhelped_words(unhelped) if unhelped else "",
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
        folder=target.where,
        tried=tried.words(desk.sight.now),
        test=desk.at("public_test") if desk.officer.may(Act.PUBLISH) else "",
        held=tried.held,
        words=desk.at("public_words"),
        unknown=sum(row.state.value == State.UNKNOWN.value for row in shown.draft.services),
        usual=desk.at("public_usual"),
        document=desk.at("public_document"),
        went=desk.at("went"),
        preview=desk.at("public_preview", "index.html"),
        wrong_here=[each for each in put_right(desk) if each.is_page],
        **put_right_parts(desk),
        editions=[_edition(desk, each) for each in editions_of(desk.sight, desk.officer.body)[:EDITIONS_MOST]],
    )


@require_safe
@in_incident
def public_document(request: OfficerRequest) -> HttpResponse:
    """The draft as the document from which `battlebox status build` makes the same pages on any laptop."""
    desk = AtDesk.of(request)
    shown = shown_now(desk, target_at(desk))
    if shown.page is None:  # There is no draft yet, and the page says what it lacks.
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    answer = JsonResponse(document_of(shown.page), json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer.headers["Content-Disposition"] = 'attachment; filename="status.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _go(desk: AtDesk, form: PublishForm, click: Click) -> HttpResponse | None:
    """Put it there, or have it sent there; None where that is refused, with the sentence at the form."""
    target = click.target
    if isinstance(target, LiveTarget) and target.away:
        refused = refusal(lambda: click.second.must_be(click.alone))
        if refused:
            form.add_error(None, refused)
            return None

        def ask() -> Recorded:
            return Recorded("", desk.at("publishing", ask_to_send(desk, click.shown, click.alone, click.unhelped).pk))

        return saved(desk.request, form, ask, asked=f"The page is being sent to {target.away}.")
    made: list[tuple[PublicEdition, Saved]] = []

    def act() -> Saved:
        made.append(_publish(desk, click))
        return made[0][1]

    return desk.write(form, act, desk.at("publish"), show=lambda: _say(desk, form, *made[0]))


def _say(desk: AtDesk, form: PublishForm, edition: PublicEdition, at: Saved) -> HttpResponse:
    """Whether the page that residents read is another one now: that first, and the number of the entry after it."""
    if edition.failed:
        words = (
            f"The public page did NOT change: {edition.failed}. What stood there still stands. "
            f"That it was tried is saved as {at.number}."
        )
        messages.error(desk.request, words, extra_tags=UNDONE_TAG)
    else:
        look = f" Look at it: {edition.doubt}." if edition.doubt else ""
        words = f"Published: edition {edition.number} stands there.{look} Saved as {at.number}"
        messages.success(desk.request, words, extra_tags=f"{SAVED_TAG} {form.draft_key}")
    return redirect(desk.at("publish"))


def _publish(desk: AtDesk, click: Click) -> tuple[PublicEdition, Saved]:
    """Put it where residents read it, and write down what came of it, whatever it was."""
    # Asked before anything stands in public: what is written down comes after.
    shown, target = click.shown, click.target
    desk.officer.must(Act.PUBLISH)
    click.second.must_be(click.alone)
    if shown.page is None:
        raise Http404
    where, data, officer = target.where, settings.DESK.data, desk.officer
    going = Going.of(shown.draft.carries)

    def keep(made: Published) -> None:
        done = click.edition(made)
        intend(data, Intent(desk.record.incident, officer.id, officer.name, officer.body, done, going))

    with one_at_a_time(installation()):
        settle(installation(), data)
        try:
            made = put_edition(target, shown.page, data, desk.sight.now, keep)
        except ShareError as wrong:
            let_go(data, officer.body)
            failed = PublicEdition(0, "", where, 0, 0, failed=str(wrong)[:300])
            return failed, note_published(desk.record, officer, failed, Going())
        done = replace(click.edition(made), doubt=doubt_of(target, made)[:300])
        at = note_published(desk.record, officer, done, going)
        let_go(data, officer.body)
    if done.alone:
        alarm_alone(officer, done.alone)
    return done, at


def unhelped_words(names: tuple[str, ...]) -> str:
    """Which services leave whoever needs them tonight with nothing to turn to, in a sentence."""
    named = ", ".join(names[:NAMED_MOST])
    more = f" and {len(names) - NAMED_MOST} more" if len(names) > NAMED_MOST else ""
    return f"No urgent help tonight is named, and lives or safety may hang on {named}{more}."


def _second(desk: AtDesk, second: Second, shown: Shown) -> dict[str, object]:
    """What the page says of the second look."""

    def said(look: Stated[Look] | None) -> str:
        return others_of(desk, when_said(look.at), look.by) if look is not None else ""

    return {
        "two": second.ruled.two,
        "rule": rule_words(desk, second.ruled),
        "missing": second.is_missing,
        "theirs": said(second.theirs),
        "mine": said(second.mine),
        "before": said(second.before),
        "moved": moved_since(desk, second, shown.page),
        "look": desk.at("public_look"),
        "change": desk.at("public_rule") if desk.officer.may(Act.RULE_PAGES) else "",
    }


def _row(desk: AtDesk, row: ServiceDraft) -> dict[str, object]:
    proposed = State(row.proposed.value).words
    words = "Not written" if row.written is None else "The picture has moved" if row.has_moved else "Written"
    said = None if row.written is None else row.written.value
    note = f"{said.looked_by} looked, {when_said(said.looked_at)}" if said is not None and said.looked_at else ""
    return {
        "name": Cell(row.service.name, link=desk.at("public_service", row.service.service)),
        "state": Cell(
            State(row.state.value).words,
            tag=COLOURS[row.state.value],
            note="Say what to do instead" if row.lacks_steps else EXPECTED_NOTE if row.is_expected else "",
        ),
        "words": Cell(words, note=note),
        "picture": proposed,
    }


def _lacks(desk: AtDesk, shown: Shown) -> list[tuple[str, str]]:
    """What the page lacks before it can be published, each with the form in which it is written, where one is known."""
    forms = {lacks_steps(row): desk.at("public_service", row.service.service) for row in shown.draft.services}
    forms[LACKS_WORDS] = desk.at("public_words")
    raw = shown.draft.lacking or shown.lacking
    return [(said, forms.get(each, "")) for each, said in zip(raw, shown.lacking, strict=True)]


def _left_out(desk: AtDesk, row: ServiceDraft) -> tuple[str, object, object]:
    """A service that residents do not read of, why, and the form that puts it back."""
    by = "" if row.written is None else f", said {when_said(row.written.at)} by {desk.name_of(row.written.by)}"
    who = {"staff": "Our staff turn to it, by the estate", "partner": "Partners turn to it, by the estate"}
    why = f"Left out{by}" if by else who.get(row.service.audience or "", "")
    back = Cell("Put it on the page", link=desk.at("public_service", row.service.service))
    return row.service.name, why, back if desk.officer.may(Act.PUBLISH) else ""


def _edition(desk: AtDesk, said: Stated[PublicEdition]) -> tuple[str, str, str, str]:
    """When, what came of it, its number and digest, and the entry's page."""
    value = said.value
    came = (
        f"{'Tested, and it does not work' if value.test else 'Failed'}: {value.failed}"
        if value.failed
        else "Tested: it works"
        if value.test
        else f"Published, but look at it: {value.doubt}"
        if value.doubt
        else "Published"
    )
    came += f", on one person's word: {value.alone}" if value.alone else ""
    came += f", with no urgent help named: {value.unhelped}" if value.unhelped else ""
    number = (
        "" if value.failed or value.test else f"edition {value.number}, {value.facts} facts, digest {value.digest[:16]}"
    )
    return when_said(said.at), came, number, desk.at("entry", said.entry)
