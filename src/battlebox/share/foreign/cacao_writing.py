"""A list of steps written as a CACAO 2.0 playbook of manual steps, for one recipient.

Law: the gate is asked first; every step is manual; what has no label is not written.
Not here: reading one (cacao.py).
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Final

import orjson

from battlebox.marking import Deny, Marked, Reason, Recipient, decide
from battlebox.share.foreign.cacao_label import PREFIX
from battlebox.share.foreign.errors import Code, ForeignError
from battlebox.share.foreign.task_list import Step, TaskList

_OURS: Final = uuid.UUID("1b8a6c51-6a0d-5c57-8a43-0f6a5d3c9e20")


def write_cacao(tasks: TaskList, marked: Marked, to: Recipient, now: datetime, *, author: str) -> bytes:
    """The playbook. `author` is the STIX identity of the body that gives it. Raises ForeignError."""
    verdict = decide(marked, to, now)
    if isinstance(verdict, Deny):
        raise ForeignError.of(Code.KEPT_BACK, why=verdict.reason)
    if marked.tlp is None or (tasks.label is not None and tasks.label.strictness > marked.tlp.strictness):
        raise ForeignError.of(Code.KEPT_BACK, why=Reason.UNMARKED)
    if not tasks.steps:
        raise ForeignError.of(Code.NO_STEPS)
    at = now.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    marking = f"{PREFIX}{marked.tlp.stix_id.partition('--')[2]}"
    start, end = _id("start", tasks.id), _id("end", tasks.id)
    ids = [_id("action", tasks.id, str(step.number)) for step in tasks.steps]
    agents = {who: _id("group", tasks.id, who) for step in tasks.steps for who in step.who}
    workflow: dict[str, Any] = {start: {"type": "start", "on_completion": ids[0]}}
    for step, own, following in zip(tasks.steps, ids, [*ids[1:], end], strict=True):
        workflow[own] = _action(step, following, agents, _id("group", tasks.id, ""))
    workflow[end] = {"type": "end"}
    nobody = {} if all(step.who for step in tasks.steps) else {_id("group", tasks.id, ""): "whoever does this step"}
    says = {
        "type": "playbook",
        "spec_version": "cacao-2.0",
        "id": _id("playbook", tasks.id),
        "name": tasks.title,
        "description": tasks.description or tasks.title,
        "created_by": author,
        "created": at,
        "modified": at,
        "markings": [marking],
        "workflow_start": start,
        "workflow": workflow,
        "agent_definitions": {
            **{own: {"type": "group", "name": who} for who, own in agents.items()},
            **{own: {"type": "group", "name": who} for own, who in nobody.items()},
        },
        "data_marking_definitions": {
            marking: {
                "type": "marking-tlp",
                "id": marking,
                "created_by": "identity--5abe695c-7bd5-4c31-8824-2528696cdbf1",
                "created": "2022-10-01T00:00:00.000Z",
                "tlpv2_level": marked.tlp.to_text(),
            }
        },
    }
    return orjson.dumps(says, option=orjson.OPT_INDENT_2)


def _action(step: Step, following: str, agents: dict[str, str], nobody: str) -> dict[str, Any]:
    """One manual step. Its condition and what it comes after are words in it: one person reads them in this order."""
    after = f" (after {', '.join(str(number) for number in step.after)})" if step.after else ""
    says = "; ".join(filter(None, (step.what, f"only {step.when}" if step.when else "", *step.how)))
    return {
        "type": "action",
        "name": step.what[:200],
        "description": (step.why or step.what) + after,
        "commands": [{"type": "manual", "command": says}],
        "agent": agents[step.who[0]] if step.who else nobody,
        "on_completion": following,
    }


def _id(kind: str, *seeds: str) -> str:
    return f"{kind}--{uuid.uuid5(_OURS, '|'.join((kind, *seeds)))}"
