"""The four times that matter first: partners warned, contained, first words in public, first report to an authority.

Law: a time ends with an entry, and a note that somebody was told ends nothing: it is found by nobody who looks for it.
Not here: each clock of the law (clocks.py), whom words reached (reach.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from battlebox.desk.command import Reply, asks_of, duty_office
from battlebox.desk.picture import touched
from battlebox.desk.tell import Outlet
from battlebox.drill.play import Deed, minutes_words
from battlebox.drill.report.effect import SeenOff, seen_off, undone_before_it_worked, undone_by, works_at
from battlebox.drill.report.lack import Lack
from battlebox.drill.report.measure import Came, Mark, Measure
from battlebox.drill.report.played import Played, when
from battlebox.journal import Kind

WARNING: Final = frozenset({Kind.BULLETIN_SENT, Kind.PARTNER_ASKED, Kind.FACT_RELEASED, Kind.CONTACT_RUNG})
_PUBLIC: Final = frozenset({Kind.STATUS_PUBLISHED, Kind.FACT_RELEASED})
"""An answer to the press that holds a fact releases it; one that holds none, *we will ring back*, tells nobody."""
TO_PARTNERS: Final = frozenset({Outlet.PARTNER_CALL, Outlet.PARTNER_FILE, Outlet.PARTNER_FEED})
_IN_PUBLIC: Final = frozenset(
    {Outlet.PUBLIC_PAGE, Outlet.PRESS, Outlet.SOCIAL, Outlet.PHONE_MESSAGE, Outlet.POSTER, Outlet.RADIO}
)
_PRIVATE: Final = frozenset({"insurer", "acquirer"})
_AUTHORITIES: Final = frozenset({"care-regs", "psn", "nis-2018"})
"""Clocks whose recipient is an authority and has no word of its own in the library."""
_DOUBT: Final = ("confirmed", "suspected")


@dataclass(frozen=True, slots=True)
class _Asked:
    """A time that is asked for: what it is called, until what it counts, and which entries can end it."""

    key: str
    title: str
    counts: str
    kinds: frozenset[Kind]
    outlets: frozenset[Outlet] = frozenset()
    """Where words must go, where it is words that end it."""

    def answered(self, came: Came, missing: str, *, began: Mark | None = None, value: str = "") -> Measure:
        """The measure where there is no time to say."""
        return Measure(
            self.key, self.title, came, value or came.value, self.counts, began=began, missing=(Lack(missing),)
        )


def firsts(played: Played) -> tuple[Measure, ...]:
    """The times, in the order in which they are asked for."""
    return (_warned(played), _first_cut(played), _all_cut(played), _in_public(played), _to_authority(played))


def warned_bodies(played: Played) -> dict[str, Mark]:
    """The other bodies that somebody told, each with the first entry that shows it."""
    found: dict[str, Mark] = {}
    people = {duty_office(played.estate, each.body): each.body for each in played.estate.bodies}
    people |= {each.person: each.body for each in played.estate.people}
    silent = _silent(played)
    for deed in played.of(WARNING):
        for body in _told(deed, people):
            is_silent = deed.kind == Kind.PARTNER_ASKED and body in silent
            if body != played.body and body not in found and not is_silent:
                found[body] = played.mark(deed, f"{played.names.body(body)} was told")
    return found


def struck(played: Played) -> tuple[str, ...]:
    """Systems of this body that it held to be hit, or perhaps hit, when the drill ended."""
    last: dict[str, str] = {}
    for deed in played.of({Kind.SUSPICION_STATED}):
        last[str(deed.said.get("id", ""))] = str(deed.said.get("state", ""))
    systems = played.estate.system_by_id
    return tuple(name for name, state in last.items()
                 if state in _DOUBT and name in systems and systems[name].body == played.body)  # fmt: skip


def _warned(played: Played) -> Measure:
    counts = "until a bulletin, a fact, an ask or an answered call went to another body"
    first = min(warned_bodies(played).values(), key=lambda each: each.at, default=None)
    missing = "no bulletin, no fact to a partner, no ask and no answered call to another body is in the record"
    asked = _Asked("warn-partners", "Time to warn partners", counts, WARNING, TO_PARTNERS)
    return _timed(played, asked, first, missing)


def _first_cut(played: Played) -> Measure:
    counts = (
        "until an order to isolate, cut or stop a system that was held to be hit, and that was not undone before it "
        "worked; and until it works"
    )
    asked = _Asked("contain-first", "Time to contain: the first order", counts, frozenset({Kind.SYSTEM_ISOLATED}))
    hit = _doubted_ever(played)
    if not hit:
        missing = "nobody wrote down that a system of ours was hit or suspected, so no order can be held against it"
        return asked.answered(Came.NOT_KNOWN, missing)
    orders = [each for each in played.of({Kind.SYSTEM_ISOLATED}) if _holds(played, each, hit)]
    if not orders:
        return _timed(played, asked, None, f"no order for {_names(played, hit)}")
    stood = [each for each in orders if not undone_before_it_worked(played, each)]
    order = (stood or orders)[0]
    found = _timed(played, asked, _ordered(played, order), "")
    if found.began is None:
        return found
    said = _worked(played, order, found.began), _stood_then(played, order, stood), _in_vain(played, order, orders)
    return replace(found, value=found.value + "".join(said))


def _worked(played: Played, order: Deed, began: Mark) -> str:
    """When the order works, where that is not at once, and by what it was undone: its time is the estate's."""
    takes = played.estate.action_by_id[str(order.said["action"])].takes_microhours
    works, undone = works_at(played, order), undone_by(played, order)
    if undone is not None and undone_before_it_worked(played, order):
        return f", and it was undone before it worked ({undone.number})"
    if takes and works > played.ended and not played.is_running:
        return ", and it did not work before the end"
    after = f", and it works after {minutes_words(played.minutes(began.at, works))}" if takes else ""
    return after if undone is None else f"{after}, and it was undone at T+{_minute(played, undone)} ({undone.number})"


def _stood_then(played: Played, order: Deed, stood: list[Deed]) -> str:
    """Of one that was undone: the next that was not; blank where there is none."""
    if undone_by(played, order) is None:
        return ""
    kept = next((each for each in stood if each is not order and undone_by(played, each) is None), None)
    return "" if kept is None else f"; {kept.number} stands since T+{_minute(played, kept)}"


def _in_vain(played: Played, order: Deed, orders: list[Deed]) -> str:
    """Orders from before the one that counts, which were undone before they worked."""
    early = [(each, undone) for each in orders[: orders.index(order)] if (undone := undone_by(played, each))]
    return "".join(
        f"; {each.number} at T+{_minute(played, each)} was undone before it worked ({undone.number})"
        for each, undone in early
    )


def _all_cut(played: Played) -> Measure:
    counts = (
        "until each system held to be hit at the end was seen to be isolated, by a second means, and its order works"
    )
    asked = _Asked("contain-all", "Time to contain: all seen isolated", counts, frozenset({Kind.SYSTEM_VERIFIED}))
    hit = struck(played)
    if not hit:
        missing = "no system of ours was held to be hit when the drill ended"
        return asked.answered(Came.NOTHING if _doubted_ever(played) else Came.NOT_KNOWN, missing)
    words = [seen_off(played, each) for each in played.of({Kind.SYSTEM_VERIFIED})]
    said = {name: [each for each in words if _holds(played, each.word, {name})] for name in hit}
    seen = {name: min(those, key=lambda each: each.counts) for name in hit
            if (those := [each for each in said[name] if each.counts_by(played.ended)])}  # fmt: skip
    left = [name for name in hit if name not in seen]
    marks = [_seen_mark(played, name, each) for name, each in seen.items()]
    missing = f"not seen isolated: {', '.join(_unseen(played, name, said[name]) for name in left)}"
    found = _timed(played, asked, None if left else max(marks, key=lambda each: each.at), missing)
    if left and seen:
        value = f"not all: {len(seen)} of {len(hit)}"
        found = asked.answered(Came.PARTLY, missing, began=found.began, value=value)
    early = [_early(played, name, each) for name, each in seen.items() if each.is_early]
    open_again = [f"{played.names.thing(name)} ({each.undone.number})" for name, each in seen.items()
                  if each.undone and all(one.undone for one in said[name])]  # fmt: skip
    since = f", and undone since: {', '.join(open_again)}" if open_again else ""
    return replace(found, value=found.value + since, doubt="; ".join(filter(None, (found.doubt, *early))))


def _seen_mark(played: Played, name: str, seen: SeenOff) -> Mark:
    thing = played.names.thing(name)
    if seen.order is None or not seen.is_early:
        return played.mark(seen.word, f"{thing} was seen to be isolated")
    words = f"the order for {thing} worked, after {seen.word.number} had said that it was verified off"
    return Mark(seen.counts, played.minutes(played.began, seen.counts), words, seen.order.number)


def _early(played: Played, name: str, seen: SeenOff) -> str:
    """What is to be said of a word that came before the order worked."""
    said = played.minutes(played.began, when(seen.word))
    order = seen.order.number if seen.order else ""
    return (
        f"{seen.word.number} said at T+{said} that {played.names.thing(name)} was verified off; its order ({order}) "
        f"was not working before T+{played.minutes(played.began, seen.works)}, and counts from then"
    )


def _unseen(played: Played, name: str, said: list[SeenOff]) -> str:
    """The name, and of one that was said to be off too early, why that does not count."""
    thing = played.names.thing(name)
    if not said:
        return thing
    last = said[-1]
    why = (
        f"its order works at T+{played.minutes(played.began, last.works)}"
        if last.undone is None
        else f"its order was undone before it worked ({last.undone.number})"
    )
    return f"{thing} ({last.word.number} said verified off, and {why})"


def _minute(played: Played, deed: Deed) -> int:
    return played.minutes(played.began, deed.at)


def _in_public(played: Played) -> Measure:
    counts = (
        "until the page was published, or a fact went out: a post, a recorded message, a poster, a script, a press line"
    )
    first = next((played.mark(each, _public_words(each)) for each in played.of(_PUBLIC) if _is_public(each)), None)
    missing = "no page was published and no fact went out to the public; an answer to the press without one is none"
    asked = _Asked("first-statement", "Time to the first public statement", counts, _PUBLIC, _IN_PUBLIC)
    return _timed(played, asked, first, missing)


def _to_authority(played: Played) -> Measure:
    counts = "until a clock to a regulator or another authority was met, by the time at which they were told"
    outside = {
        each.id: each.to
        for each in played.library.clocks
        if (each.whom and each.whom not in _PRIVATE) or each.id in _AUTHORITIES
    }
    met = (each for each in played.of({Kind.CLOCK_MET}) if each.said.get("clock") in outside)
    first = next((played.mark(each, _authority(each, outside)) for each in met), None)
    missing = "no clock to a regulator or an authority was met; a note in the log that they were told does not count"
    kinds = frozenset({Kind.CLOCK_MET, Kind.CLOCK_STARTED})
    asked = _Asked("first-regulator", "Time to the first report to an authority", counts, kinds)
    return _timed(played, asked, first, missing)


def _timed(played: Played, asked: _Asked, ended: Mark | None, missing: str) -> Measure:
    begins = played.begins(asked.kinds, asked.outlets)
    if ended is None:
        came = played.undone(asked.kinds, asked.outlets)
        if came is Came.NOTHING:
            return asked.answered(came, "the short exercise does not ask for it", value="not asked for")
        return asked.answered(came, missing, began=begins[0])
    began = next((each for each in begins if each.at <= ended.at), None)
    if began is None:
        why = "the entry that ended it lies before the drill began: look at the desk's time"
        return replace(asked.answered(Came.NOT_KNOWN, why), ended=ended)
    minutes = max(0, played.minutes(began.at, ended.at))
    doubt, value = played.doubt(began.at, ended.at), minutes_words(minutes)
    return Measure(asked.key, asked.title, Came.DONE, value, asked.counts, minutes, began, ended, doubt=doubt)


def _silent(played: Played) -> frozenset[str]:
    """Bodies of which every answer to what they were asked is that nobody answered."""
    replies: dict[str, set[Reply | None]] = {}
    for each in asks_of(played.end):
        if each.asked.body == played.body:
            replies.setdefault(each.asked.value.of, set()).add(each.reply)
    return frozenset(body for body, said in replies.items() if said == {Reply.NO_REPLY})


def _told(deed: Deed, people: dict[str, str]) -> Iterable[str]:
    said = deed.said
    if deed.kind == Kind.BULLETIN_SENT:
        return tuple(said.get("to") or ())
    if deed.kind == Kind.PARTNER_ASKED:
        return (str(said.get("of", "")),)
    if deed.kind == Kind.CONTACT_RUNG:
        body = people.get(str(said.get("whom", "")), "") if said.get("outcome") == "answered" else ""
        return (body,) if body else ()
    body = str(said.get("whom") or "")
    return (body,) if body and said.get("outlet") in TO_PARTNERS and not said.get("withdraws") else ()


def _is_public(deed: Deed) -> bool:
    said = deed.said
    if deed.kind == Kind.STATUS_PUBLISHED:
        return not said.get("failed") and not said.get("test")
    return said.get("outlet") in _IN_PUBLIC and not said.get("withdraws")


def _authority(deed: Deed, outside: Mapping[str, str]) -> str:
    return "; ".join(filter(None, (f"told: {outside[str(deed.said['clock'])]}", deed.told)))


def _public_words(deed: Deed) -> str:
    if deed.kind == Kind.STATUS_PUBLISHED:
        return "the public page was published"
    return f"words went out: {deed.said['outlet']}"


def _doubted_ever(played: Played) -> frozenset[str]:
    systems = played.estate.system_by_id
    named = {str(each.said.get("id", "")) for each in played.of({Kind.SUSPICION_STATED})
             if each.said.get("state") in _DOUBT}  # fmt: skip
    return frozenset(name for name in named if name in systems and systems[name].body == played.body)


def _holds(played: Played, deed: Deed, hit: Collection[str]) -> bool:
    row = played.estate.action_by_id.get(str(deed.said.get("action", "")))
    return row is not None and not touched(played.estate, row).isdisjoint(hit)


def _ordered(played: Played, deed: Deed) -> Mark:
    return played.mark(deed, f"ordered: {played.estate.action_by_id[str(deed.said['action'])].name}")


def _names(played: Played, hit: Iterable[str]) -> str:
    return ", ".join(sorted(played.names.thing(name) for name in hit))
