"""A playbook of CACAO 2.0 read as a list of steps for people.

Law: nothing in a playbook is ever executed, fetched or decoded; its steps are walked once each, and what runs in a
circle, leads nowhere or has no end is refused by name. Passwords in it are never shown.
Not here: the list (task_list.py), its labels (cacao_label.py), playbooks out (cacao_writing.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from battlebox.share.foreign.cacao_label import playbook_label
from battlebox.share.foreign.errors import Code, ForeignError
from battlebox.share.foreign.json_text import read_json
from battlebox.share.foreign.task_list import Step, TaskList

BYTES_MOST: Final = 1024 * 1024
STEPS_MOST: Final = 500
LETTERS_MOST: Final = 2_000
TURNS_MOST: Final = 5_000
BRANCHES_DEEP_MOST: Final = 40
_SPEC: Final = "cacao-2.0"
_VARIABLE: Final = re.compile(r"(__[A-Za-z0-9_-]{1,100}__):value")


def read_cacao(body: bytes) -> TaskList:
    """The playbook as a list of steps. Raises ForeignError."""
    says = read_json(body, bytes_most=BYTES_MOST)
    if not isinstance(says, Mapping) or says.get("type") != "playbook":
        raise ForeignError.of(Code.NOT_THIS, kind="a CACAO playbook")
    if says.get("spec_version") != _SPEC:
        raise ForeignError.of(Code.NOT_THIS, kind="a playbook of CACAO 2.0")
    if says.get("revoked") is True:
        raise ForeignError.of(Code.REVOKED)
    for name in ("id", "name", "workflow_start"):
        if not isinstance(says.get(name), str) or not says[name].strip():
            raise ForeignError.of(Code.MISSING, name=name)
    workflow = says.get("workflow")
    if not isinstance(workflow, Mapping) or not all(isinstance(step, Mapping) for step in workflow.values()):
        raise ForeignError.of(Code.MISSING, name="workflow")
    if len(workflow) > STEPS_MOST:
        raise ForeignError.of(Code.TOO_MANY, most=STEPS_MOST, what="steps")
    walk = _Walk(says, workflow)
    walk.from_step(says["workflow_start"], (), "", "workflow_start")
    if not walk.steps:
        raise ForeignError.of(Code.NO_STEPS)
    label, said = playbook_label(says)
    return TaskList(
        id=says["id"],
        title=_words(says["name"]),
        steps=tuple(walk.steps),
        description=_words(says.get("description")),
        label=label,
        notes=(*said, *walk.notes()),
        version=_words(says.get("modified")),
    )


@dataclass
class _Walk:
    """The way through a workflow: each step becomes a task once, with the tasks it comes after."""

    says: Mapping[str, Any]
    workflow: Mapping[str, Any]
    steps: list[Step] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    ends: dict[str, tuple[int, ...]] = field(default_factory=dict)
    turns: int = 0
    deep: int = 0
    commands: int = 0

    def from_step(self, start: str, after: tuple[int, ...], when: str, place: str) -> tuple[int, ...]:
        """Walk on from a step to its end; the numbers of the tasks that were last on the way.

        A step that two ways lead to is told once, after the first of them.
        """
        walked: list[str] = []
        at, name = start, place
        try:
            while at:
                self.turns += 1
                if self.turns > TURNS_MOST:
                    raise ForeignError.of(Code.TOO_MANY, most=TURNS_MOST, what="turns")
                if at in self.open:
                    raise ForeignError.of(Code.CIRCLE)
                if at not in self.workflow:
                    raise ForeignError.of(Code.UNKNOWN_STEP, name=name)
                if at in self.ends:
                    return after if self.workflow[at].get("type") == "end" else self.ends[at] or after
                self.open.append(at)
                walked.append(at)
                step = self.workflow[at]
                after = self._step(step, after, when)
                self.ends[at] = after
                if step.get("type") == "end":
                    return after
                at, name, when = self._next(step, after), f"step {len(walked)}", ""
            return after
        finally:
            del self.open[len(self.open) - len(walked) :]

    def _step(self, step: Mapping[str, Any], after: tuple[int, ...], when: str) -> tuple[int, ...]:
        kind = step.get("type")
        if kind in ("start", "end"):
            return after
        condition = _words(step.get("condition") or step.get("switch"))
        if kind == "if-condition":
            yes = self._branch(step.get("on_true"), after, _both(when, f"if {condition}"))
            no = self._branch(step.get("on_false"), after, _both(when, f"unless {condition}"))
            return tuple(dict.fromkeys((*yes, *no)))
        if kind == "while-condition":
            return self._branch(step.get("on_true"), after, _both(when, f"again and again while {condition}"))
        if kind == "switch-condition":
            cases = step.get("cases")
            found = [
                self._branch(to, after, _both(when, f"if {condition} is {_words(case)}"))
                for case, to in (cases.items() if isinstance(cases, Mapping) else ())
            ]
            return tuple(dict.fromkeys(number for each in found for number in each)) or after
        if kind == "parallel":
            branches = [self._branch([one], after, when) for one in _list(step.get("next_steps"))]
            return tuple(dict.fromkeys(number for each in branches for number in each)) or after
        return (self._task(step, after, when),)

    def _next(self, step: Mapping[str, Any], after: tuple[int, ...]) -> str:
        """The step that follows; what is to be done when it fails is walked as a branch of its own."""
        for name in ("on_failure", "on_success"):
            if step.get(name):
                words = "if the step before failed" if name == "on_failure" else "if the step before was done"
                self._branch(step[name], after, words)
        found = step.get("on_completion")
        return found if isinstance(found, str) else ""

    def _branch(self, to: Any, after: tuple[int, ...], when: str) -> tuple[int, ...]:  # noqa: ANN401 - any JSON
        found = after
        self.deep += 1
        if self.deep > BRANCHES_DEEP_MOST:
            raise ForeignError.of(Code.TOO_DEEP, most=BRANCHES_DEEP_MOST)
        for one in to if isinstance(to, list) else [to]:
            if one:
                found = self.from_step(str(one), found, when, "a branch")
        self.deep -= 1
        return found

    def _task(self, step: Mapping[str, Any], after: tuple[int, ...], when: str) -> int:
        number = len(self.steps) + 1
        what = _words(step.get("name")) or _words(step.get("description")) or "A step without a name"
        if step.get("type") == "playbook-action":
            what = f"{what} (another playbook, which is not in this file)"
        self.steps.append(
            Step(
                number=number,
                what=what,
                who=tuple(self._named("agent_definitions", [step.get("agent")])),
                why=_words(step.get("description")),
                how=tuple(self._commands(step)),
                on=tuple(self._named("target_definitions", _list(step.get("targets")))),
                after=after,
                when=when,
            )
        )
        return number

    def _commands(self, step: Mapping[str, Any]) -> Iterator[str]:
        variables = {**_values(self.says.get("playbook_variables")), **_values(step.get("step_variables"))}
        for command in _list(step.get("commands")):
            if not isinstance(command, Mapping):
                continue
            kind, text = _words(command.get("type")), command.get("command")
            written = _words(text) if isinstance(text, str) else ""
            written = _words(_VARIABLE.sub(lambda found: variables.get(found[1], found[0]), written))
            if kind == "manual":
                yield written
                continue
            self.commands += 1
            yield f"a command for {kind or 'some machine'}, which a person may run or not" + (
                f": {written}" if written else ""
            )

    def _named(self, where: str, ids: list[Any]) -> Iterator[str]:
        there = self.says.get(where)
        for one in ids:
            found = there.get(one) if isinstance(there, Mapping) and isinstance(one, str) else None
            if isinstance(found, Mapping) and _words(found.get("name")):
                yield _words(found["name"])

    def notes(self) -> Iterator[str]:
        """What somebody should know of it."""
        if self.commands:
            many = "1 command in it is" if self.commands == 1 else f"{self.commands} commands in it are"
            yield f"{many} shown as words; none was run, and none ever is"
        if lost := sum(
            one not in self.ends and step.get("type") not in ("start", "end") for one, step in self.workflow.items()
        ):
            yield f"{lost} steps that nothing leads to were left out"
        if self.says.get("signatures"):
            yield "it carries a signature that was not checked"


def _values(variables: Any) -> dict[str, str]:  # noqa: ANN401 - any JSON
    """The values of variables that may be shown."""
    if not isinstance(variables, Mapping):
        return {}
    return {
        name: _words(one["value"])
        for name, one in variables.items()
        if isinstance(one, Mapping) and isinstance(one.get("value"), str)
    }


def _both(first: str, second: str) -> str:
    return f"{first}, and {second}" if first else second


def _list(found: Any) -> list[Any]:  # noqa: ANN401 - any JSON
    return found if isinstance(found, list) else []


def _words(text: Any) -> str:  # noqa: ANN401 - any JSON
    """Words on one line, without what cannot be seen, and not longer than somebody reads."""
    if not isinstance(text, str):
        return ""
    seen = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(seen.split())[:LETTERS_MOST]
