"""Drafts that are kept: put aside, read by others with every version, changed, and sent through the gate or left.

Law: two versions at once are both shown; nothing goes from here: sending composes anew and asks the gate.
Not here: what a draft is (desk.compose), sending (post.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django import forms
from django.http import HttpResponse

from battlebox.desk import Act, DeskError
from battlebox.desk.compose import (
    DRAFT,
    Composed,
    KeptDraft,
    Resting,
    TemplateKind,
    draft_of,
    drafts_of,
    keep_draft,
    versions_of_draft,
)
from battlebox.desk.message import passed
from battlebox.desk.record import Saved, Stated
from battlebox.desk.tell import Stays
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.composing.catalogues import tongues
from battlebox.web.composing.drafts import Asked, draft_asked, draft_for, shelf, spoken_for
from battlebox.web.composing.leave import WordsForm, start_of
from battlebox.web.composing.plain import readers_row, rests_row
from battlebox.web.forms import Version
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import entry, seen_or_404
from battlebox.web.incident.said import in_names
from battlebox.web.incident.saying import when_said
from battlebox.web.pages import page


class ChangeForm(WordsForm):
    """The words anew, and what changed."""

    why = forms.CharField(label="What you changed, and why", max_length=300)


@in_incident
def keep(request: OfficerRequest, name: str) -> HttpResponse:
    """Put words aside as a draft."""
    desk, found, asked = draft_asked(request, name)
    form = WordsForm.asked(request, initial=start_of(desk, found, asked))

    def act() -> Saved:
        facts = tuple(each.standing.thing for each in found.goes)
        said = form.cleaned_data
        kept = KeptDraft(
            name, said["subject"], said["text"], facts, found.whom.body if asked.to else "", language=asked.language
        )
        return keep_draft(desk.record, desk.officer, kept)

    return entry(
        desk,
        form,
        act,
        desk.at("compose", name) + asked.to_query(),
        then=lambda saved: desk.at("kept_draft", saved.thing.partition("/")[2]),
        title=f"Keep as a draft: {found.filled.template.title.lower()}",
        here="tell",
        words="Others of your body read it, change it, or send it. Nothing goes before somebody sends it.",
        rows=[readers_row(desk, found), rests_row(found)],
        button="Keep it",
    )


@in_incident
def kept_draft(request: OfficerRequest, name: str) -> HttpResponse:
    """One draft: its words, every version, and what may go of its facts now."""
    desk, thing = AtDesk.of(request), f"{DRAFT}/{name}"
    standing = seen_or_404(lambda: draft_of(desk.sight, thing))
    latest, template = standing[0], shelf().templates.get(standing[0].value.template)
    usable = template if template is not None and template.kind is TemplateKind.MESSAGE else None
    asked = Asked(to=latest.value.to, draft=name, language=latest.value.language)
    query = asked.to_query()
    found = draft_for(desk, usable, asked) if usable else None
    whole = found is not None and _is_whole(desk, found, asked)
    goes = desk.officer.may(Act.SEND) and whole and len(standing) == 1
    changed = [] if found is None else [each for each in found.stays if each.standing.thing in latest.value.facts]
    return page(
        request,
        "desk/composing/kept.html",
        here="tell",
        title=latest.value.subject,
        what=template.title if template else f"{latest.value.template}, which is no template of this desk any more",
        standing=[_version(desk, each) for each in standing],
        versions=[_version(desk, each) for each in versions_of_draft(desk.sight, thing)],
        stays=[
            *_staying(changed),
            *(_refused(desk, found, asked, latest.value) if whole and found and not changed else ()),
        ],
        half="" if whole or not latest.value.language else latest.value.language,
        change=desk.at("change_draft", name) if desk.officer.may(Act.SEND) else "",
        send=desk.at("send_words", latest.value.template) + query if goes else "",
        release=desk.at("release_words", latest.value.template) + query if goes else "",
        anew=desk.at("compose", latest.value.template) if usable else "",
    )


@in_incident
def change(request: OfficerRequest, name: str) -> HttpResponse:
    """Write a new version; who writes meanwhile is shown first."""
    desk, thing = AtDesk.of(request), f"{DRAFT}/{name}"
    standing = seen_or_404(lambda: draft_of(desk.sight, thing))
    latest, seen = standing[0].value, [each.entry for each in standing]
    form = ChangeForm.asked(request, seen=seen, initial={"subject": latest.subject, "text": latest.words})
    if form.is_ready():
        form.overtaken(seen, [_meanwhile(desk, each, form) for each in standing])

    def act() -> Saved:
        said = form.cleaned_data
        kept = KeptDraft(
            latest.template, said["subject"], said["text"], latest.facts, latest.to, said["why"], latest.language
        )
        return keep_draft(desk.record, desk.officer, kept, thing=thing, over=frozenset(form.seen_entries))

    return entry(
        desk, form, act, desk.at("kept_draft", name), title="Change the draft", here="tell", button="Keep this version"
    )


def kept_rows(desk: AtDesk) -> list[tuple[str, str, str]]:
    """Each draft of this body: its subject, address, and how it stands."""
    rows, templates = [], shelf().templates
    for thing, standing in drafts_of(desk.sight):
        latest, name = standing[0], thing.partition("/")[2]
        template = templates.get(latest.value.template)
        count = len(versions_of_draft(desk.sight, thing))
        of = template.title if template else latest.value.template
        said = f"{of}, {count} {'version' if count == 1 else 'versions'}"
        said += ", two of them stand" if len(standing) > 1 else ""
        rows.append(
            (
                latest.value.subject,
                desk.at("kept_draft", name),
                f"{said}; last by {desk.name_of(latest.by)}, {when_said(latest.at)}",
            )
        )
    return rows


def _staying(changed: Iterable[Resting]) -> Iterator[str]:
    """The facts that it was to rest on and that may not go, each with why."""
    for each in changed:
        if isinstance(each.answer, Stays):
            yield f"{each.standing.said[0].number}: {each.standing.fact.outward} ({each.answer.why})"


def _refused(desk: AtDesk, found: Composed, asked: Asked, latest: KeptDraft) -> Iterator[str]:
    """What the gate would say of the words as somebody typed them; it will be asked anew when they go."""
    rests = spoken_for(desk, found, asked).composed.rests(why_none="a draft", own="a draft")
    try:
        passed(desk.sight, rests, f"{latest.subject}\n\n{latest.words}")
    except DeskError as wrong:
        yield in_names(desk, f"{wrong}: {wrong.hint}" if wrong.hint else str(wrong))


def _is_whole(desk: AtDesk, found: Composed, asked: Asked) -> bool:
    """Whether its message can still be said in its language; in English it can."""
    if asked.language and asked.language not in tongues().languages:
        return False
    return spoken_for(desk, found, asked).is_whole


def _version(desk: AtDesk, each: Stated[KeptDraft]) -> dict[str, str]:
    said = f"{when_said(each.at)}, by {desk.name_of(each.by)} ({each.number})"
    return {"said": said, "why": each.value.why, "subject": each.value.subject, "words": each.value.words}


def _meanwhile(desk: AtDesk, each: Stated[KeptDraft], form: ChangeForm) -> Version:
    theirs = f"{each.value.subject}\n\n{each.value.words}"
    ours = f"{form['subject'].value() or ''}\n\n{form['text'].value() or ''}"
    return Version("The draft", theirs, ours, desk.name_of(each.by), when_said(each.at))
