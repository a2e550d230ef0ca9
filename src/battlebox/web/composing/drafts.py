"""Drafts at the desk: a template of this desk filled for one reader, as every page of composing needs it.

Law: a council's own file that cannot be used is said on the page, and the desk goes on with what came with Battlebox.
Not here: the pages (words.py), letting words go (leave.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.http import urlencode
from django.utils.text import capfirst

from battlebox.desk import DeskError
from battlebox.desk.compose import (
    DRAFT,
    FILE,
    Composed,
    Field,
    KeptDraft,
    OwnWords,
    Resting,
    Spoken,
    Template,
    TemplateKind,
    compose,
    draft_of,
    own_words_of,
    read_templates,
    report_values,
    spoken,
    with_own,
)
from battlebox.desk.message import message_of
from battlebox.desk.tell import Bar, Outlet, Standing, Stays, Whom
from battlebox.web.asking import OfficerRequest
from battlebox.web.composing.catalogues import tongues
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import seen_or_404
from battlebox.web.incident.said import few_of, in_names
from battlebox.web.tables import Cell
from battlebox.web.telling.courses import courses_of

_OURS: Final = frozenset({Outlet.STAFF_MEMO, Outlet.MEMBERS})
_THEIRS: Final = frozenset({Outlet.PARTNER_CALL, Outlet.PARTNER_FILE})


@dataclass(frozen=True, slots=True)
class Shelf:
    """The templates of this desk by id, and what is wrong with its own file; blank where nothing is."""

    templates: dict[str, Template]
    fault: str = ""

    def template(self, name: str) -> Template:
        """One of them, or the page is not there."""
        if name not in self.templates:
            raise Http404
        return self.templates[name]


def shelf() -> Shelf:
    """The templates as they are now: the file is read again when it was changed."""
    path = settings.DESK.data / FILE
    try:
        found = path.stat()
    except OSError:
        return Shelf(with_own(()))
    return _read(path, found.st_mtime_ns, found.st_size)


@cache
def _read(path: Path, _changed: int, _size: int) -> Shelf:
    try:
        return Shelf(with_own(read_templates(path.read_text("utf-8"), FILE)))
    except DeskError as wrong:
        return Shelf(with_own(()), f"{wrong}: {wrong.hint}. Until then the templates of Battlebox are used.")
    except (OSError, UnicodeDecodeError) as wrong:
        why = f"{FILE} cannot be read ({type(wrong).__name__}). The templates of Battlebox are used."
        return Shelf(with_own(()), why)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a draft asks for: for which partner, of which message's facts alone, and which were chosen.

    Blank for all; `chosen` is None where nobody chose. `draft` is a draft that was kept, whose words are to go;
    `language` one of the desk's other than English.
    """

    to: str = ""
    of: str = ""
    chosen: tuple[str, ...] | None = None
    draft: str = ""
    language: str = ""

    @classmethod
    def from_request(cls, request: HttpRequest) -> Asked:
        """As it stands after the question mark."""
        chosen = tuple(request.GET.getlist("fact")) if "chosen" in request.GET else None
        to, of, draft, language = (request.GET.get(name, "") for name in ("to", "of", "draft", "in"))
        return cls(to, of, chosen, draft, language)

    def to_query(self, **more: str) -> str:
        """The same for another address; blank where nothing is asked."""
        asks = {"to": self.to, "of": self.of, "draft": self.draft, "in": self.language, **more}
        asked = [(key, value) for key, value in asks.items() if value]
        if self.chosen is not None:
            asked += [("chosen", "1"), *(("fact", each) for each in self.chosen)]
        return f"?{urlencode(asked)}" if asked else ""


def draft_for(desk: AtDesk, template: Template, asked: Asked) -> Composed:
    """A template filled from the register, from what the body wrote for all messages, and from the record."""
    to = asked.to if is_for_partner(template) else ""
    values = _values(desk, template, to)
    facts, kept = _of_message(desk, asked.of), kept_of(desk, template, asked)
    choice = asked.chosen if kept is None else kept.facts
    return compose(desk.sight, template, whom_of(desk, template, to), values, facts=facts, choice=choice)


def _values(desk: AtDesk, template: Template, to: str) -> dict[Field, str]:
    return {
        **written_by(desk, template),
        **(_of_record(desk, template) if template.kind is not TemplateKind.MESSAGE else {}),
        Field.BODY: desk.body_name(desk.officer.body),
        Field.TO: desk.body_name(to) if to else "",
    }


def written_by(desk: AtDesk, template: Template) -> dict[Field, str]:
    """What the body wrote once for all its messages, as a template's readers have it; blank where it has not."""
    own = own_words_of(desk.sight, desk.officer.body)
    return (own[0].value if own else OwnWords("", "", "", "")).fields(template)


def spoken_for(desk: AtDesk, found: Composed, asked: Asked) -> Spoken:
    """The same in the language that was asked for; in English it is whole as it stands."""
    template = found.filled.template
    if not asked.language or template.kind is not TemplateKind.MESSAGE:
        return Spoken(found, (), ())
    values = _values(desk, template, asked.to if is_for_partner(template) else "")
    return spoken(desk.sight, tongues().language(asked.language), found, values)


def kept_of(desk: AtDesk, template: Template, asked: Asked) -> KeptDraft | None:
    """The draft whose words are to go, as it was written last; None where none was asked for."""
    if not asked.draft:
        return None
    latest = seen_or_404(lambda: draft_of(desk.sight, f"{DRAFT}/{asked.draft}"))[0].value
    if latest.template != template.id:
        raise Http404
    return latest


def draft_asked(request: OfficerRequest, name: str) -> tuple[AtDesk, Composed, Asked]:
    """The message that an address asks for, as it would go now; what is no message is not there."""
    desk, template, asked = AtDesk.of(request), shelf().template(name), Asked.from_request(request)
    if template.kind is not TemplateKind.MESSAGE:
        raise Http404
    return desk, whole_draft(desk, template, asked), asked


def whole_draft(desk: AtDesk, template: Template, asked: Asked) -> Composed:
    """A template as it would go now, in the language asked for; what cannot be said whole in it is not there."""
    said = spoken_for(desk, draft_for(desk, template, asked), asked)
    if not said.is_whole:
        raise Http404  # Its page says what is missing, and offers nothing else.
    return said.composed


def _of_message(desk: AtDesk, name: str) -> tuple[str, ...] | None:
    """The facts of one message of this body; None for all of the register."""
    if not name:
        return None
    said = seen_or_404(lambda: message_of(desk.sight, f"message/{name}"))
    if said.body != desk.officer.body:
        raise Http404
    return tuple(each.fact for each in said.value.carried)


def whom_of(desk: AtDesk, template: Template, to: str) -> Whom:
    """Who would have it."""
    if template.whom:
        return Whom(template.whom)
    if template.outlet in _OURS:
        return Whom(desk.officer.body)
    if template.outlet in _THEIRS and to:
        if to not in partners(desk):
            raise Http404
        return Whom(to)
    return Whom()


def partners(desk: AtDesk) -> tuple[str, ...]:
    """The other bodies that take part."""
    return tuple(sorted(set(desk.record.standing.orgs) - {desk.officer.body}))


def is_for_partner(template: Template) -> bool:
    """Whether somebody has to say for which body it is."""
    return template.outlet in _THEIRS


def stay_rows(desk: AtDesk, found: Composed) -> list[tuple[Cell, str, str, str]]:
    """Each fact that stays: its number and page, its words, why, and whom to ask."""
    return [_stays(desk, each, each.answer) for each in found.stays if isinstance(each.answer, Stays)]


_OWN_TO_ASK: Final = {
    Bar.TWO_VERSIONS: "Your own body chooses one, on its page",
    Bar.SUPERSEDED: "Your own body said it otherwise: see its page",
    Bar.REFUSED: "Your own body refused it: see its page",
}


def _stays(desk: AtDesk, each: Resting, answer: Stays) -> tuple[Cell, str, str, str]:
    others = tuple(name for name in answer.ask if name != desk.officer.body)
    is_ours = len(others) < len(answer.ask)
    if answer.bar is Bar.LABEL:
        asked = [_label_words(desk, each.standing, is_ours=is_ours)]
    else:
        asked = [_OWN_TO_ASK.get(answer.bar, "Your own body clears it, on its page")] if is_ours else []
        asked += [f"Ask {few_of(desk, others)}"] if others else []
    number = Cell(each.standing.said[0].number, link=desk.at("fact", each.standing.thing.partition("/")[2]))
    return (number, each.standing.fact.outward, capfirst(in_names(desk, answer.why)), ". ".join(asked))


def _label_words(desk: AtDesk, fact: Standing, *, is_ours: bool) -> str:
    """Of a fact that its label bars: clearing it changes nothing, and who may change the label."""
    cleared = "It is cleared already: its" if not fact.waiting_for else "Clearing alone changes nothing: its"
    who = (
        "whoever of your own body may change the fact, on its page" if is_ours else f"only {desk.body_name(fact.owner)}"
    )
    return f"{cleared} label or its readers would have to change, which is for {who}. Then it is cleared anew"


def _of_record(desk: AtDesk, template: Template) -> dict[Field, str]:
    if desk.has_estate:
        return report_values(desk.sight, desk.picture, desk.officer.body, template.whom, courses_of(desk))
    return {field: f"Not yet known: {field.words}" for field in Field if field.is_of_record}
