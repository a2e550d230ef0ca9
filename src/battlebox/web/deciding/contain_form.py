"""The question of containment as a form: what is hit, what is down, which orders count, for which body, how far ahead.

Law: it opens with what the record says, word for word; what is changed here changes the question and not the record.
Not here: the answer (contain.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from django import forms

from battlebox.desk.command import Asked, DoneAsked, DownAsked, HitAsked
from battlebox.estate import MICROHOURS, Action, Channel, Estate, Near, Service, System
from battlebox.web.forms import DeskForm
from battlebox.web.gds.ticks import LongTicks

LEAVE_OUT: Final = "out"
SINGLY_MOST: Final = 40
"""Up to so many systems each have questions of their own (a working value); nobody answers eight hundred."""
_MORE: Final = 3
_THOUSAND: Final = 1000
_HOURS_LEAST, _HOURS_MOST = 120, 2016


class QuestionForm(DeskForm):
    """What the engine is asked. `estate`, `asked` (what the record says) and `bodies` make its fields."""

    tucked: tuple[str, ...] = ("hours", "seed")
    tucked_words = "More: for how long each is hit, more systems, how far ahead, which draw of chances"

    def __init__(
        self, *args: Any, estate: Estate, asked: Asked, bodies: tuple[tuple[str, str], ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.estate, self.from_record = estate, asked
        likely = _likely(estate)
        self.singly = asked.hits if len(asked.hits) <= SINGLY_MOST else ()
        for hit in self.singly:
            name = estate.system_by_id[hit.system].name
            choice = str(hit.in_a_thousand)
            known = likely if choice in dict(likely) else ((choice, f"About {hit.in_a_thousand // 10} in 100"), *likely)
            self.fields[f"hit:{hit.system}"] = forms.ChoiceField(
                label=f"{name}: how likely is it hit?", choices=(*known, (LEAVE_OUT, "Leave it out")), initial=choice
            )
            self.fields[f"ago:{hit.system}"] = forms.DecimalField(
                label=f"{name}: for how many hours already?", min_value=0, max_value=9999, required=False,
                initial=None if hit.since_microhours is None else round(hit.since_microhours / MICROHOURS, 1),
                help_text="" if hit.since_microhours is not None else "Blank: not known, taken as the estate says.",
            )  # fmt: skip
        if not self.singly:
            self._add_together(asked, likely)
        self.tucked = (
            *(f"ago:{hit.system}" for hit in self.singly if hit.since_microhours is None),
            *(f"{name}{place}" for place in range(2, _MORE + 1) for name in ("more", "likely")),
            *self.tucked,
        )
        for place in range(1, _MORE + 1):
            self.fields[f"more{place}"] = forms.CharField(
                label=f"Another system that may be hit ({place})", required=False, max_length=200,
                help_text="Its name or id, as on the Systems page." if place == 1 else "",
            )  # fmt: skip
            self.fields[f"likely{place}"] = forms.ChoiceField(
                label=f"How likely ({place})", choices=likely, initial=likely[-2][0], required=False
            )
        if asked.downs:
            self._add_list("downs", "What is out now", [each.thing for each in asked.downs])
        self.fields["out"] = forms.CharField(
            label="Anything else that is out", required=False, widget=forms.Textarea(attrs={"rows": 2}),
            help_text="Systems, services or channels, one on each line, by name or id.",
        )  # fmt: skip
        if asked.dones:
            self._add_list("dones", "Which orders count as given", [each.action for each in asked.dones])
        self.fields["body"] = forms.ChoiceField(label="For which body", choices=bodies, initial=asked.body)
        self.fields["hours"] = forms.IntegerField(
            label="How many hours ahead to look", min_value=_HOURS_LEAST, max_value=_HOURS_MOST, initial=asked.hours,
            help_text="1,008 is six weeks.",
        )  # fmt: skip
        self.fields["seed"] = forms.IntegerField(
            label="Seed", min_value=0, max_value=2**31, initial=asked.seed,
            help_text="The same seed gives the same answer. Another one shows how much chance there is in it.",
        )  # fmt: skip

    def _add_together(self, asked: Asked, likely: tuple[tuple[str, str], ...]) -> None:
        """Where the record speaks of very many systems: for each likelihood one answer, and a list to leave out."""
        for chance in sorted({hit.in_a_thousand for hit in asked.hits}, reverse=True):
            held = [hit.system for hit in asked.hits if hit.in_a_thousand == chance]
            words = dict(likely).get(str(chance), f"About {chance // 10} in 100")
            known = likely if str(chance) in dict(likely) else ((str(chance), words), *likely)
            many = f"{len(held):,} system{'' if len(held) == 1 else 's'}"
            self.fields[f"level:{chance}"] = forms.ChoiceField(
                label=f"{words}, {many}: take them as", choices=(*known, (LEAVE_OUT, "Leave them all out")),
                initial=str(chance),
            )  # fmt: skip
            self._add_long(f"leave:{chance}", f"{words}: leave out of these {many}", held)

    def _add_list(self, name: str, label: str, ids: list[str]) -> None:
        """What counts, ticked beforehand; of very many, what does not count, to be ticked."""
        if len(ids) <= SINGLY_MOST:
            self.fields[name] = _ticks(label, [(each, self._name(each)) for each in ids])
        else:
            self._add_long(f"leave:{name}", f"{label}: leave out of these {len(ids):,}", ids)

    def _add_long(self, name: str, label: str, ids: list[str]) -> None:
        groups: dict[str, list[tuple[str, str]]] = {}
        for each in sorted(ids, key=lambda each: (self._row(each).body, self._name(each).casefold())):
            body = self.estate.body_by_id[self._row(each).body].name
            groups.setdefault(body, []).append((each, self._name(each)))
        self.fields[name] = forms.MultipleChoiceField(
            label=label, choices=tuple(groups.items()), required=False, widget=LongTicks,
            help_text="Tick what does not count. What is not ticked counts.",
        )  # fmt: skip

    def _row(self, name: str) -> System | Service | Channel | Action:
        return self.estate.action_by_id[name] if name in self.estate.action_by_id else self.estate.thing_by_id[name]

    def _name(self, name: str) -> str:
        return self._row(name).name

    def _counts(self, field: str, name: str) -> bool:
        """Whether something of a list counts: ticked in a short one, not ticked in a long one."""
        data = self.cleaned_data
        return name not in data[f"leave:{field}"] if f"leave:{field}" in self.fields else name in data.get(field, ())

    def clean(self) -> dict[str, Any]:
        """What was typed in words, found in the estate."""
        data = dict(super().clean() or {})
        for place in range(1, _MORE + 1):
            if data.get(f"more{place}"):
                data[f"more{place}"] = self._found(f"more{place}", data[f"more{place}"], systems=True)
        typed = [text.strip() for text in str(data.get("out", "")).splitlines() if text.strip()]
        data["out"] = [self._found("out", text, systems=False) for text in typed]
        return data

    def question(self) -> Asked:
        """What is asked."""
        data, record = self.cleaned_data, self.from_record
        hits = {hit.system: hit for hit in self._hits()}
        downs = [each for each in record.downs if self._counts("downs", each.thing)]
        have = {each.thing for each in downs}
        downs += [DownAsked(name, 0) for name in dict.fromkeys(data["out"]) if name and name not in have]
        dones = [
            DoneAsked(each.action, each.ago_microhours) for each in record.dones if self._counts("dones", each.action)
        ]
        return Asked(data["body"], tuple(hits.values()), tuple(downs), tuple(dones), data["hours"], data["seed"])

    def _hits(self) -> Iterator[HitAsked]:
        data = self.cleaned_data
        for hit in () if self.singly else self.from_record.hits:
            level = data[f"level:{hit.in_a_thousand}"]
            if level != LEAVE_OUT and hit.system not in data[f"leave:{hit.in_a_thousand}"]:
                yield replace(hit, in_a_thousand=int(level))
        for hit in self.singly:
            chosen, ago = data[f"hit:{hit.system}"], data.get(f"ago:{hit.system}")
            if chosen != LEAVE_OUT:
                yield HitAsked(hit.system, int(chosen), None if ago is None else int(ago * MICROHOURS))
        for place in range(1, _MORE + 1):
            if data.get(f"more{place}"):
                yield HitAsked(data[f"more{place}"], int(data[f"likely{place}"] or 0))

    def _found(self, field: str, text: str, *, systems: bool) -> str:
        """The id of what was meant; a mistake at the field where nothing is."""
        rows = self.estate.system_by_id if systems else self.estate.thing_by_id
        if text in rows:
            return text
        named = [key for key, row in rows.items() if row.name.casefold() == text.casefold()]
        if len(named) == 1:
            return named[0]
        near = Near().words(text, tuple(rows), " The nearest id is {}.")
        several = f"{len(named)} things have that name: write the id, such as {named[0]}." if named else ""
        self.add_error(field, several or f"The estate has nothing called {text}.{near}")
        return ""


def _likely(estate: Estate) -> tuple[tuple[str, str], ...]:
    chances = estate.cyber.chances
    named = [
        (str(round(value * _THOUSAND)), f"Suspected, {name}: about {round(value * 100)} in 100")
        for name, value in sorted(chances.items(), key=lambda pair: -pair[1])
    ]
    return ((str(_THOUSAND), "Confirmed"), *named, ("0", "No sign found"))


def _ticks(label: str, choices: list[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, initial=[key for key, _ in choices], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
