"""What the desk tells one partner of its own state: the part of the record that this partner may be fed.

Law: each part is asked of the gate by itself; only what our own body wrote is told, of our own things and of the
partner's; what names a third council is not told; nothing is called clear while anything of ours is not.
Not here: the form in which it travels (share.situation), when it is told (web).

1. Look at the record as this partner may be fed it (fed.py).
2. Leave out what is not ours to say, and what names a third council (discreet.py).
3. Ask of each fact whether its words may leave (tell/leave.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar

from battlebox.desk.command.ask import Asking, Reply, asks_of
from battlebox.desk.command.task import Progress
from battlebox.desk.exchange.discreet import NOT_SAID, Discreet
from battlebox.desk.exchange.fed import SightFed, as_told
from battlebox.desk.exchange.partner_status import (
    AskSaid,
    FactSaid,
    OrderSaid,
    PartnerStatus,
    ServiceSaid,
    SignSaid,
    StateSaid,
    SystemSaid,
    worst,
)
from battlebox.desk.gate.indicator import indicators_of
from battlebox.desk.picture.containment import Order, orders_of, stages_of
from battlebox.desk.picture.known import known_of
from battlebox.desk.picture.outage import observed
from battlebox.desk.picture.revision import InUse
from battlebox.desk.picture.suspicion import Belief, Chance, Subject, Suspicion, beliefs_of, spoken_of
from battlebox.desk.record.sight import Sight, Stated
from battlebox.desk.tell.clearance import standing_of
from battlebox.desk.tell.fact import Fact, facts_of
from battlebox.desk.tell.leave import Goes, Outlet, Whom, may_leave
from battlebox.marking import Tlp, strictest

_PROGRESS: Final = {
    Reply.YES: Progress.DOING,
    Reply.NO: Progress.DROPPED,
    Reply.DONE: Progress.DONE,
}
T = TypeVar("T")


def told_to(sight: Sight, used: InUse, whom: Whom, now: datetime) -> PartnerStatus:
    """What may be told to a partner at the aware instant `now`: of our own state, and what is asked of that partner.

    `sight` is an officer's of our own body; what that officer may not see is not told. It is empty where nothing may
    be told. Cost: as the pages that show the same.
    """
    telling = _Telling.of(_at(sight, now), used, whom)
    systems = tuple(telling.systems())
    return PartnerStatus(
        body=telling.body,
        name=telling.name,
        state=telling.state(systems),
        systems=systems,
        services=tuple(telling.services()),
        orders=tuple(telling.orders()),
        asks=tuple(telling.asks()),
        facts=tuple(telling.facts()),
        signs=tuple(telling.signs()),
    )


def _at(sight: Sight, now: datetime) -> Sight:
    """The same eyes at another instant."""
    return Sight(sight.record, sight.officer, now, community=sight.community)


@dataclass(frozen=True, slots=True)
class _Telling:
    """Our own sight, what of it the partner may be fed, and who is who."""

    sight: Sight
    fed: SightFed
    used: InUse
    whom: Whom
    discreet: Discreet

    @classmethod
    def of(cls, sight: Sight, used: InUse, whom: Whom) -> _Telling:
        discreet = Discreet(used.estate, sight.officer.body, whom.body)
        return cls(sight, SightFed.with_partner(sight, whom), used, whom, discreet)

    @property
    def body(self) -> str:
        return self.sight.officer.body

    @property
    def name(self) -> str:
        row = self.used.estate.body_by_id.get(self.body)
        return row.name if row else self.body

    def state(self, systems: tuple[SystemSaid, ...]) -> StateSaid | None:
        """How we stand as a whole: the worst that is told of us or of a system of ours."""
        said = self.fed.own(spoken_of(self.fed, Subject.BODY).get(self.body, ()))
        of_us = [self._state(each, f"body/{self.body}") for each in said]
        ours = [each.state for each in systems if not each.is_yours]
        found = worst([*of_us, *ours])
        if found is None:
            return None
        found = replace(found, key=f"body/{self.body}")
        return self._unknown(found) if found.state is Suspicion.CLEAR and not self._is_clear() else found

    def _unknown(self, state: StateSaid) -> StateSaid:
        """What is told where `no sign found` was told before, and is no longer held by those who know more."""
        return replace(state, state=Suspicion.UNKNOWN, source=self.name, checked="", since=None)

    def _is_system_clear(self, name: str) -> bool:
        every = beliefs_of(self.sight, Subject.SYSTEM, name)
        return all(each.value.state is Suspicion.CLEAR for each in every)

    def _is_clear(self) -> bool:
        """Whether nothing of ours is in doubt or was not spoken of, the partner's share of it or not."""
        known = (each for each in known_of(self.sight, self.used.estate) if each.body.body == self.body)
        return all(each.worst is Suspicion.CLEAR for each in known)

    def systems(self) -> Iterator[SystemSaid]:
        """Systems of ours, and those of the partner of which we said something."""
        held = stages_of(self.used.estate, self._orders())
        for name, every in spoken_of(self.fed, Subject.SYSTEM).items():
            row, said = self.discreet.system(name), self.fed.own(every)
            if row is None or not said:
                continue
            state = worst(self._state(each, f"system/{name}") for each in said)
            if state is None:
                continue
            if state.state is Suspicion.CLEAR and not self._is_system_clear(name):
                state = self._unknown(state)
            order = held.get(name)
            label = strictest((state.tlp, self.fed.label(order))) if order else state.tlp
            moved = exact(order.value.at) if order else None
            yield SystemSaid(
                label or Tlp.RED,
                max(state.at, moved or state.at),
                f"system/{name}",
                self.discreet.code(row),
                row.name,
                replace(state, tlp=label or Tlp.RED),
                order.value.stage.value if order else NOT_SAID,
                moved,
                self.discreet.is_shared(row),
                row.body == self.whom.body,
            )

    def _state(self, said: Stated[Belief], key: str) -> StateSaid:
        belief = said.value
        return StateSaid(
            self.fed.label(said),
            exact(belief.as_of),
            key,
            belief.state,
            self.discreet.said(belief.source, otherwise=self.name),
            self._checked(belief),
            belief.chance if belief.state is Suspicion.SUSPECTED else Chance.MEDIUM,
            exact(belief.since) if belief.since else None,
        )

    def _checked(self, belief: Belief) -> str:
        """How far was looked: `no sign found` never goes without it."""
        return self.discreet.said(belief.checked, otherwise=NOT_SAID if belief.state is Suspicion.CLEAR else "")

    def services(self) -> Iterator[ServiceSaid]:
        """Services of ours as they were last seen."""
        for name, every in observed(self.fed, self.used.estate).items():
            row, said = self.used.estate.service_by_id.get(name), self.fed.own(every)
            if row is None or not said or row.body != self.body or self.discreet.keeps(row.name, row.service):
                continue
            seen = said[0].value
            yield ServiceSaid(
                self.fed.label(said[0]),
                exact(seen.since),
                f"service/{name}",
                self.discreet.code(row),
                row.name,
                seen.condition,
                self.discreet.said(seen.seen_by, otherwise=self.name),
            )

    def orders(self) -> Iterator[OrderSaid]:
        """Our own orders and how far each has got."""
        for action, said in self._orders().items():
            name = self.used.estate.action_by_id[action].name
            if not self.discreet.keeps(name, action):
                order = said.value
                label, given = self.fed.label(said), exact(order.given)
                yield OrderSaid(label, exact(order.at), f"order/{action}", name, order.stage, given)

    def _orders(self) -> dict[str, Stated[Order]]:
        actions = self.used.estate.action_by_id
        every = orders_of(self.fed).items()
        ours = ((action, said) for action, said in every if action in actions and actions[action].body == self.body)
        return {action: said for action, said in ours if said.body == self.body}

    def asks(self) -> Iterator[AskSaid]:
        """What we asked of this partner."""
        for each in asks_of(self.fed):
            ask = each.asked.value
            if each.asked.body != self.body or ask.of != self.whom.body or self.discreet.keeps(ask.what):
                continue
            yield AskSaid(
                self._label_of_ask(each),
                exact(each.answers[-1].value.at if each.answers else ask.at),
                each.thing,
                " ".join(ask.what.split()),
                self.discreet.said(ask.why, otherwise=NOT_SAID),
                _PROGRESS.get(each.reply, Progress.OPEN) if each.reply else Progress.OPEN,
            )

    def _label_of_ask(self, ask: Asking) -> Tlp:
        labels = (self.fed.label(ask.asked), *(self.fed.label(each) for each in ask.answers[-1:]))
        return strictest(labels) or Tlp.RED

    def facts(self) -> Iterator[FactSaid]:
        """Our facts whose words may leave by a feed, in the words in which they may."""
        for thing, _ in facts_of(self.sight):
            standing = standing_of(self.sight, thing)
            if standing.owner != self.body or self._is_of_a_third(standing.fact):
                continue
            answer = may_leave(standing, Outlet.PARTNER_FEED, self.whom, self.sight.now)
            if not isinstance(answer, Goes) or self.discreet.keeps(answer.words):
                continue
            fact = standing.fact
            yield FactSaid(
                as_told(standing.label, self.whom, fact.audience),
                exact(fact.checked),
                thing,
                " ".join(answer.words.split()),
                fact.status.value,
                fact.confidence.value,
            )

    def _is_of_a_third(self, fact: Fact) -> bool:
        rows = (self.used.estate.system_by_id.get(name) for name in fact.systems)
        return self.discreet.is_third((*fact.about, *(row.body for row in rows if row is not None)))

    def signs(self) -> Iterator[SignSaid]:
        """Signs of the attack that we saw and did not take back."""
        for thing, every in indicators_of(self.fed).items():
            said = self.fed.own(every)
            if not said or not said[0].value.counts or self.discreet.keeps(said[0].value.what, said[0].value.where):
                continue
            seen = said[0].value
            rows = (self.discreet.system(name) for name in seen.systems)
            yield SignSaid(
                self.fed.label(said[0]),
                exact(seen.at),
                thing,
                " ".join(seen.what.split()),
                " ".join(seen.where.split()),
                self.discreet.said(seen.source, otherwise=self.name),
                tuple(self.discreet.code(row) for row in rows if row is not None),
            )


def exact(instant: datetime) -> datetime:
    """The instant to the thousandth of a second, which is how it travels."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)
