"""Who cannot be told as things are: people whose means rest on something that does not work now.

Law: it is said before anything is sent, and nobody is left out for it: what is dead in the model may work all the same.
Not here: means that this desk does not have at all (roll.py), how a channel is (picture).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from battlebox.desk.message.means import Means
from battlebox.desk.message.roll import Addressee
from battlebox.desk.picture import NOTHING, Channels, Mark


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Somebody of whose means some rest on what does not work: which and why, and the means that are left."""

    person: Addressee
    dead: tuple[tuple[Means, Mark], ...]
    left: tuple[Means, ...]

    @property
    def words(self) -> str:
        """Why, means by means."""
        return "; ".join(f"{means.words}: {mark.words}" for means, mark in self.dead)


def doubtful(people: Iterable[Addressee], channels: Channels | None, own: Mapping[Means, str]) -> tuple[Doubtful, ...]:
    """People some of whose means are dead now, those with nothing left first; without an estate nobody knows.

    `own` is from where this desk sends by each means, as its settings have it: a relay may itself be what is down.
    """
    if channels is None:
        return ()
    of_means = {means: means_now(means, channels, own) for means in Means}
    marks: dict[str, Mark] = {}
    found = []
    for each in people:
        dead, left = [], []
        for address in each.addresses:
            if address.at not in marks:
                marks[address.at] = channels.mark_on(address.at)
            mark = of_means[address.means] if of_means[address.means].dead else marks[address.at]
            if mark.dead:
                dead.append((address.means, mark))
            else:
                left.append(address.means)
        if dead:
            found.append(Doubtful(each, tuple(dead), tuple(left)))
    return tuple(sorted(found, key=lambda each: bool(each.left)))


def means_now(means: Means, channels: Channels | None, own: Mapping[Means, str]) -> Mark:
    """What is to be said of a means as a whole: whether what this desk sends it by rests on something dead."""
    text = own.get(means, "")
    return channels.mark_on(text) if channels is not None and text else NOTHING
