"""What every page of an incident starts from: the record as this officer may see it, and how a form becomes an entry.

Law: everything a page shows comes through one `Sight`; everything a form writes goes through one use case of the desk.
Not here: any one page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import quote

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from battlebox.desk import DeskCode, DeskError, Officer
from battlebox.desk.backlog import Recovery, recoveries_of
from battlebox.desk.command import trusted_channels
from battlebox.desk.gate import SystemGates, live_board
from battlebox.desk.picture import (
    Channels,
    InUse,
    Knowledge,
    Named,
    Names,
    Picture,
    estate_in_use,
    known_of,
    live_picture,
    revision_of,
)
from battlebox.desk.record import Handling, Record, Saved, Sight, Stated, course_of
from battlebox.estate import Channel, Estate, EstateError
from battlebox.journal import JournalError
from battlebox.marking import Tlp
from battlebox.web.asking import OfficerRequest
from battlebox.web.forms import DeskForm
from battlebox.web.records import installation, record_of
from battlebox.web.rights import acting, sentence
from battlebox.web.saving import Recorded, saved
from battlebox.web.without_estate import NoEstate

_GAP: Final = "0-gap-0"
_SAFE: Final = ":@!$&'()*+,;=~"
OURS, ALL_OF_US = "ours", "shared"
SHARES: Final = ((ALL_OF_US, "Everybody in this incident"), (OURS, "Our own body only"))


@dataclass
class AtDesk:
    """One officer at one incident, for the length of one request."""

    request: OfficerRequest
    record: Record
    officer: Officer
    sight: Sight

    @classmethod
    def of(cls, request: OfficerRequest) -> AtDesk:
        """Who asks, for which body, in which roles."""
        record = record_of(request.incident)
        if not record.has_pens:
            # It came on a stick: what is written here is kept, under a key that the body's admin has yet to enrol.
            installation().take_up(request.incident.id, request.membership.body)
        officer = acting(request)
        return cls(request, record, officer, Sight.of(record, officer))

    @property
    def is_closed(self) -> bool:
        """Whether the incident is closed: then little is left to be written."""
        return self.officer.is_late

    @cached_property
    def _found(self) -> InUse | str:
        """The estate in use; where there is none, which was chosen and is not on this laptop, blank where none was."""
        try:
            return estate_in_use(self.sight, installation().shelf)
        except DeskError:
            return ""
        except EstateError:
            return _elsewhere(revision_of(self.sight))

    @property
    def used(self) -> InUse:
        """The estate in use. A page that needs one when there is none says so, and where to choose one."""
        if isinstance(self._found, str):
            raise NoEstate(self._found)
        return self._found

    @property
    def has_estate(self) -> bool:
        """Whether an estate was adopted that may be seen."""
        return not isinstance(self._found, str)

    @property
    def estate_elsewhere(self) -> str:
        """Which estate was chosen, where it is not on this laptop; blank where none was, or it is here."""
        return self._found if isinstance(self._found, str) else ""

    @property
    def estate(self) -> Estate:
        """The estate as it is believed now."""
        return self.used.estate

    @cached_property
    def picture(self) -> Picture:
        """The live picture; how each service stands was worked out within this minute, or since the last statement."""
        return live_picture(self.sight, self.used)

    @cached_property
    def gates(self) -> tuple[SystemGates, ...]:
        """The board of gates."""
        return live_board(self.sight, self.used)

    @cached_property
    def recoveries(self) -> Mapping[str, Recovery]:
        """How far each service that was out is back."""
        return self.sight.lately(("recoveries", self.used.digest), lambda: recoveries_of(self.sight, self.picture))

    @cached_property
    def channels(self) -> Channels:
        """Which phone, page, desk or account works now."""
        return self.sight.lately_together(("channels", self.used.digest), lambda: Channels(self.picture))

    @cached_property
    def trusted(self) -> tuple[Channel, ...]:
        """Channels of the officer's body that stand on nothing confirmed or suspected."""
        body = self.officer.body
        return self.sight.lately(
            ("trusted", self.used.digest), lambda: trusted_channels(self.sight, self.channels, body)
        )

    @cached_property
    def known(self) -> tuple[Knowledge, ...]:
        """What is known of each body; nothing where there is no estate."""
        if not self.has_estate:
            return ()
        return self.sight.lately_together(("known", self.used.digest), lambda: known_of(self.sight, self.estate))

    @property
    def channels_if_any(self) -> Channels | None:
        """The channels; None where no estate names any."""
        return self.channels if self.has_estate else None

    @cached_property
    def names(self) -> Names:
        """Plain names for the ids of the estate."""
        return Names(self.estate)

    def name_of(self, person: str) -> str:
        """The name an officer's id stands for; where it may not be seen, `an officer of` that body by its name."""
        return self.sight.name_of(person, self.body_name)

    def body_name(self, body: str) -> str:
        """A body's plain name, where the estate has it."""
        return self.names.body(body) if self.has_estate else body

    def at(self, name: str, *args: object) -> str:
        """The address of a page of this incident. A table of thousands asks for each: the pattern is looked up once."""
        if not args:
            return reverse(name, args=(self.request.incident.short,))
        key = (name, *args[:-1])
        if key not in self._patterns:
            address = reverse(name, args=(self.request.incident.short, *args[:-1], _GAP))
            before, _, after = address.rpartition(_GAP)
            self._patterns[key] = (before, after)
        before, after = self._patterns[key]
        return f"{before}{quote(str(args[-1]), safe=_SAFE)}{after}"

    @cached_property
    def _patterns(self) -> dict[tuple[object, ...], tuple[str, str]]:
        return {}

    def handling(self, form: DeskForm) -> Handling:
        """How far what a form writes may travel: as far as the incident itself, or to the officer's body alone."""
        if form.cleaned_data.get("share") == OURS:
            return Handling(Tlp.AMBER_STRICT)
        header = self.record.line(course_of(self.sight).entry).header
        return Handling(Tlp(header.tlp), frozenset(header.audience))

    def write(  # noqa: PLR0913 - what is recorded, shown, said and done besides
        self,
        form: DeskForm,
        act: Callable[[], Saved],
        address: str | Callable[[Saved], str],
        words: Callable[[], str] = str,
        *,
        show: Callable[[], HttpResponse] | None = None,
        then: Callable[[], object] | None = None,
    ) -> HttpResponse | None:
        """Record what a form asks for, and go on; None if the desk refuses, with the sentence at the form.

        `address` may depend on what was made; `words` say afterwards what was done, where no number does; `show`
        says in its own words what was recorded, the first time; `then` is done in the tables once it is recorded.
        """

        def record() -> Recorded:
            done = act()
            where = address if isinstance(address, str) else address(done)
            return Recorded(done.number, where, self.at("entry", done.entry) if done.entry else "", words())

        try:
            return saved(self.request, form, record, show, then=then)
        except (DeskError, JournalError, EstateError) as wrong:
            if isinstance(wrong, DeskError) and wrong.code is DeskCode.NOT_SEEN:
                raise Http404 from wrong
            late = isinstance(wrong, DeskError) and wrong.code is DeskCode.LATE and "late" in form.fields
            names = [each.name for name in form.files for each in form.files.getlist(name)]
            form.add_error("late" if late else None, self.refusal(wrong, *names))
            return None

    def refusal(self, wrong: DeskError | JournalError | EstateError, *names: str | None) -> str:
        """Why not, with plain names for bodies where an estate has them; one of `names` stays as it was given."""
        if isinstance(wrong, DeskError) and self.has_estate:
            wrong = wrong.with_bodies(self.names.body)
        return sentence(wrong, *names)


def figures_address(desk: AtDesk, entry: str) -> str:
    """Where the figures of a decision or proposal are read; blank where there are none, or none for this reader."""
    try:
        return desk.at("figures", entry) if entry and desk.sight.line(entry) else ""
    except DeskError:
        return ""


class DeskEntryForm(DeskForm):
    """A form that writes an entry: the last question is always who may see it."""

    share = forms.ChoiceField(label="Who may see this", choices=SHARES, initial=ALL_OF_US, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "share"])


def _elsewhere(chosen: Stated[Named]) -> str:
    named = chosen.value
    return (
        f"{chosen.number} chose the estate \u201c{named.title}\u201d ({named.digest[:12]}), and it is not on this "
        "laptop: estates do not travel with the record. Bring the same file in, from the stick or from the other desk."
    )
