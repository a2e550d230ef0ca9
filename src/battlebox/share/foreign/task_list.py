"""A list of things to do, by people: what a playbook becomes here, and what one is written from.

Law: a step is done by somebody who reads it; nothing here can be executed.
Not here: playbooks (cacao.py), the desk's tasks (desk).
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.marking import Tlp


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `after` are the numbers of the steps before it; `when` is its condition in words, if any."""

    number: int
    what: str
    who: tuple[str, ...] = ()
    why: str = ""
    how: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    after: tuple[int, ...] = ()
    when: str = ""


@dataclass(frozen=True, slots=True)
class TaskList:
    """The steps, in an order in which they can be done. Without a label it is unmarked, and goes no further."""

    id: str
    title: str
    steps: tuple[Step, ...]
    description: str = ""
    label: Tlp | None = None
    notes: tuple[str, ...] = ()
    version: str = ""
    """When it was last changed, as it says itself; blank where it does not."""
