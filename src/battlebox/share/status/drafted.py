"""From a body's draft at the desk to its status page: the same words, as the public site has them.

Law: nothing is added that nobody wrote, but the state that the live picture proposes, and whether anybody has looked;
a draft that lacks words is refused, with all that it lacks.
Not here: the draft (desk.publish), whether it may be published (clearance.py).
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final

from battlebox.desk.publish import FactGoes, PublicDraft, ServiceDraft
from battlebox.estate import Protects
from battlebox.marking import Marked, Tlp
from battlebox.share.errors import Code, ShareError, ShareMistakes
from battlebox.share.status.published import (
    GROUP_MAX,
    ID_LETTERS_MAX,
    NAME_LETTERS_MAX,
    Fact,
    FactStatus,
    ServicePage,
    State,
    StatusPage,
    Urgent,
)

HEADINGS: Final = {
    Protects.LIFE: "Care and safety",
    Protects.SAFETY: "Care and safety",
    Protects.LIBERTY: "Courts and rights",
    Protects.SHELTER: "Somewhere to live",
    Protects.MONEY: "Payments, benefits and bills",
    Protects.OTHER: "",
}
"""Where a service stands, by what the estate says that it protects: words of ours, so that none of the estate's own
goes out unasked."""
SERVICE_ID_SEPARATORS: Final = str.maketrans("._", "--")


def page_of_draft(draft: PublicDraft, *, body: str, now: datetime, illustrative: bool = False) -> StatusPage:
    """The page of a draft at the aware instant `now`; `body` is the name that residents know.

    Raises ShareMistakes naming all that the draft lacks; ShareError where words do not fit a page.
    """
    if draft.words is None or draft.lacking:
        raise ShareMistakes([ShareError.of(Code.MISSING, name=each) for each in draft.lacking])
    said, marking = draft.words.value, Marked(draft.body, Tlp.CLEAR)
    headings = Counter(HEADINGS[row.service.protects] for row in draft.services)
    many = max(headings.values(), default=0) > GROUP_MAX
    return StatusPage(
        site=_id(draft.body),
        body=body,
        headline=said.headline,
        updated=now,
        next_update=said.next_update,
        marking=marking,
        services=tuple(_service(row, marking, said.phone, many=many) for row in draft.services),
        summary=_paragraphs(said.summary),
        urgent=tuple(Urgent(each.who, each.do, each.phone) for each in said.urgent),
        facts=tuple(_fact(each) for each in draft.goes),
        payments=_paragraphs(said.payments),
        data=_paragraphs(said.data),
        scams=_paragraphs(said.scams),
        formats=_paragraphs(said.formats),
        accessibility=said.accessibility,
        address=said.address,
        illustrative=illustrative,
    )


def _service(row: ServiceDraft, marking: Marked, phone: str, *, many: bool) -> ServicePage:
    name = row.service.name[:NAME_LETTERS_MAX]
    # A heading that a phone can load at once: by their first letters, where there are too many for one list.
    group = f"Services that begin with {name[0].upper()}" if many else HEADINGS[row.service.protects]
    written = row.written
    if written is None:
        state = State(row.state.value)
        return ServicePage(_id(row.service.service), name, state, marking, group, phone=phone, expected=row.is_expected)
    words = written.value
    return ServicePage(
        service=_id(row.service.service),
        name=name,
        state=State(words.state.value),
        marking=marking,
        group=group,
        now=_paragraphs(words.now),
        do=_paragraphs(words.do),
        phone=words.phone or phone,
        hours=words.hours,
        place=words.place,
        web=words.web,
        updated=written.at,
    )


def _fact(each: FactGoes) -> Fact:
    fact = each.standing.fact
    return Fact(
        fact.wording, FactStatus(fact.status.value), fact.marked(each.standing.owner), fact.checked, each.corrects
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())


def _id(name: str) -> str:
    return name.lower().translate(SERVICE_ID_SEPARATORS)[:ID_LETTERS_MAX]
