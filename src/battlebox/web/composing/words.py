"""The pages of words: those of the first hours on one page, one template filled, and the same on paper.

Law: what goes and what stays stand side by side, with whom to ask; a page changes nothing.
Not here: the forms (leave.py), what is in a draft (drafts.py).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from django.http import HttpResponse

from battlebox.desk import Act
from battlebox.desk.compose import (
    FIRST_WORDS,
    Composed,
    Resting,
    Spoken,
    Template,
    TemplateKind,
    caution_of,
    hints_of,
    own_words_of,
    seconds_aloud,
    text_parts,
    wide_letters,
)
from battlebox.desk.tell import Outlet
from battlebox.share import LARGE_PT, ORDINARY_PT, WordsPage, words_paper
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.composing.catalogues import FOLDER, tongues
from battlebox.web.composing.drafts import (
    Asked,
    Shelf,
    draft_for,
    is_for_partner,
    partners,
    shelf,
    spoken_for,
    stay_rows,
    whole_draft,
)
from battlebox.web.composing.kept import kept_rows
from battlebox.web.composing.language import pot_answer
from battlebox.web.composing.leaking import NOT_LOOKED_FOR, learned, not_public_words
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.papers import paper_answer
from battlebox.web.incident.saying import when_said
from battlebox.web.pages import page

STAY_HEADS: Final = ("Entry", "Fact", "Why it stays out", "Whom to ask")
GOES_HEADS: Final = ("Entry", "Fact, as it goes", "Its own label")
HEADING: Final = "# "
_MINUTE: Final = 60
_STANDS: Final = {
    TemplateKind.MESSAGE: "DRAFT: has not left",
    TemplateKind.REPORT: "DRAFT: has not been given",
    TemplateKind.BRIEFING: "BRIEFING: stays here",
}
_MAY_NOT: Final = "DRAFT: MAY NOT GO AS IT STANDS"


_READ_OUT: Final = (Outlet.PHONE_MESSAGE, Outlet.RADIO)
_GOES_BY: Final = {
    Outlet.PHONE_MESSAGE: "Let it go: record it",
    Outlet.SOCIAL: "Let it go: post it",
    Outlet.POSTER: "Let it go: put it up",
    Outlet.RADIO: "Let it go: read it out",
}
"""The way that most messages of an outlet go, where it is not to a list of people."""


@in_incident
def words(request: OfficerRequest) -> HttpResponse:
    """First words: five messages from the same facts, and every other template."""
    desk, templates, spoken = AtDesk.of(request), shelf(), tongues()
    if request.GET.get("pot"):
        return pot_answer()
    own = own_words_of(desk.sight, desk.officer.body)
    first = [templates.templates[name] for name in FIRST_WORDS if name in templates.templates]
    return page(
        request,
        "desk/composing/words.html",
        here="tell",
        faults=[each for each in (templates.fault, *spoken.faults) if each],
        languages=[(each.name, desk.at("language", code)) for code, each in spoken.languages.items()],
        pot=f"{desk.at('words')}?pot=1",
        own=[
            [
                *each.value.named,
                ("Written", f"{when_said(each.at)}, by {desk.name_of(each.by)} ({each.number})"),
            ]
            for each in own
        ],
        write=desk.at("own_words") if desk.officer.may(Act.SEND) else "",
        first=[_shown(desk, each) for each in first],
        stay_heads=STAY_HEADS,
        kept=kept_rows(desk),
        groups=[(title, _others(desk, templates, kind)) for kind, title in _GROUPS.items()],
        facts=desk.at("facts"),
    )


_GROUPS: Final = {
    TemplateKind.MESSAGE: "More messages",
    TemplateKind.REPORT: "Drafts for regulators and others",
    TemplateKind.BRIEFING: "For command here",
}


def _others(desk: AtDesk, templates: Shelf, kind: TemplateKind) -> list[tuple[str, str]]:
    """Templates of one kind that are not among the first words."""
    rows = (each for each in templates.templates.values() if each.kind is kind and each.id not in FIRST_WORDS)
    return [(each.title, desk.at("compose", each.id)) for each in rows]


@in_incident
def compose_words(request: OfficerRequest, name: str) -> HttpResponse:
    """One template filled: its words, what they rest on, what could be plainer, and ways to let them go."""
    desk, templates = AtDesk.of(request), shelf()
    template, asked = templates.template(name), Asked.from_request(request)
    may, query = desk.officer.may(Act.SEND) and template.kind is TemplateKind.MESSAGE, asked.to_query()
    said = spoken_for(desk, draft_for(desk, template, asked), asked)
    if not said.is_whole:
        return _not_whole(request, desk, template, asked, said)
    found = said.composed
    return page(
        request,
        "desk/composing/compose.html",
        here="tell",
        note=template.note,
        aloud=_aloud(found.filled.words) if template.outlet in _READ_OUT and not asked.language else "",
        to_list=template.outlet not in _GOES_BY,
        goes_by=_GOES_BY.get(template.outlet, ""),
        letters_max=template.letters_max,
        own_file=template.file if template.file != "Battlebox" else "",
        **_shown(desk, template, found),
        lang=asked.language,
        others=_others_of(desk, template, asked),
        goes_heads=GOES_HEADS,
        goes=[_goes(each) for each in found.goes],
        left=[_goes(each)[:2] for each in found.left],
        left_heads=GOES_HEADS[:2],
        left_unknown=sum(each.is_unknown for each in found.left),
        choose=desk.at("choose_facts", name) + query
        if may and any(not each.is_needed for each in (*found.goes, *found.left))
        else "",
        every=desk.at("compose", name) + replace(asked, chosen=None).to_query() if found.left else "",
        stay_heads=STAY_HEADS,
        too_long=found.filled.too_long_by,
        parts=_parts(found.filled.words),
        is_message=template.kind is TemplateKind.MESSAGE,
        hints=hints_of(found.filled.words),
        text_parts=text_parts(found.filled.words),
        wide=" ".join(wide_letters(found.filled.words)),
        learns=learned(desk, f"{found.filled.subject}\n{found.filled.words}"),
        not_looked_for=NOT_LOOKED_FOR,
        strict=not_public_words(found),
        partners=[(desk.body_name(each), replace(asked, to=each).to_query()) for each in partners(desk)]
        if is_for_partner(template)
        else [],
        paper=desk.at("words_paper", name) + query,
        large=desk.at("words_paper", name) + asked.to_query(large="1"),
        send=desk.at("send_words", name) + query if may else "",
        release=desk.at("release_words", name) + query if may else "",
        keep=desk.at("keep_draft", name) + query if may else "",
        clocks=desk.at("clocks") if template.kind is TemplateKind.REPORT else "",
        write=desk.at("own_words") if desk.officer.may(Act.SEND) else "",
    )


def _others_of(desk: AtDesk, template: Template, asked: Asked) -> list[tuple[str, str, str]]:
    """The other languages of this desk that the message can be read in, English among them: name, code, address."""
    if template.kind is not TemplateKind.MESSAGE:
        return []
    names = {"": "English"} | {code: each.name for code, each in tongues().languages.items()}
    at = desk.at("compose", template.id)
    return [
        (name, code or "en", at + replace(asked, language=code).to_query())
        for code, name in names.items()
        if code != asked.language
    ]


def _not_whole(request: OfficerRequest, desk: AtDesk, template: Template, asked: Asked, said: Spoken) -> HttpResponse:
    """What a message still lacks in a language; nothing of it is shown in that language."""
    return page(
        request,
        "desk/composing/not_whole.html",
        here="tell",
        title=template.title,
        name=tongues().language(asked.language).name,
        lang=asked.language,
        fixed=said.missing_fixed,
        tonight=said.missing_tonight,
        others=_others_of(desk, template, asked),
        language=desk.at("language", asked.language),
        file=f"{FOLDER}/{asked.language}.mo",
    )


@in_incident
def paper(request: OfficerRequest, name: str) -> HttpResponse:
    """The draft as PDF, in large print with `?large=1`: it says on every page that it has not left."""
    desk = AtDesk.of(request)
    template = shelf().template(name)
    asked = Asked.from_request(request)
    found = whole_draft(desk, template, asked)
    caution = caution_of(desk.sight, found)
    own_note = "" if template.kind is TemplateKind.MESSAGE else template.note
    sheet = WordsPage(
        title=found.filled.subject,
        words=found.filled.words,
        body=desk.body_name(desk.officer.body),
        label=caution.label.to_text(),
        stands=_STANDS[template.kind] if caution.bar is None else _MAY_NOT,
        drawn=f"Drawn up {when_said(desk.sight.now)} from the record. Numbers in brackets are its entries.",
        note=own_note if caution.bar is None else f"{_MAY_NOT}. {desk.refusal(caution.bar)}",
        language=asked.language.partition("-")[0] or "en",
    )
    size = LARGE_PT if request.GET.get("large") else ORDINARY_PT
    return paper_answer(words_paper(sheet, desk.sight.now, size_pt=size), template.id)


def _shown(desk: AtDesk, template: Template, found: Composed | None = None) -> dict[str, Any]:
    found = found or draft_for(desk, template, Asked())
    bar = caution_of(desk.sight, found).bar
    return {
        "bar": "" if bar is None else desk.refusal(bar),
        "title": template.title,
        "subject": found.filled.subject,
        "words": found.filled.words,
        "count": len(found.goes),
        "stays": stay_rows(desk, found),
        "missing": [each.words for each in found.filled.missing],
        "address": desk.at("compose", template.id),
    }


def _aloud(text: str) -> str:
    """How long words take to be read aloud."""
    seconds = seconds_aloud(text)
    if seconds < _MINUTE:
        return f"About {seconds} seconds when it is read aloud."
    minutes = round(seconds / _MINUTE * 2) / 2
    return f"About {minutes:g} minute{'' if minutes == 1 else 's'} when it is read aloud."


def _goes(each: Resting) -> tuple[str, str, str]:
    return (each.standing.said[0].number, each.standing.fact.outward, each.standing.label.to_text())


def _parts(text: str) -> list[tuple[str, str]]:
    """The words under each of their headings; what stands before the first has none."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        if line.startswith(HEADING):
            found.append((line.removeprefix(HEADING), []))
        else:
            found[-1][1].append(line)
    return [(heading, "\n".join(lines).strip()) for heading, lines in found if heading or any(lines)]
