"""Answering a gate, with evidence and a reference that can be read.

Law: a pass says on what evidence; only Gold or Silver of the body that hosts a system waive; what somebody holds is not
answered; a decision is named that can be read.
Not here: whether an answer still counts (standing.py), going live (going_live.py).
"""

from __future__ import annotations

from dataclasses import replace

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.gate.answer import GATE, KINDS, GateAnswer, Refers, Result
from battlebox.desk.gate.cause import causes_of
from battlebox.desk.gate.gate import Gate, gate_of, system_of
from battlebox.desk.gate.standing import lacking_of, system_gates
from battlebox.desk.officer import Act, Officer
from battlebox.desk.picture.picture import picture_of
from battlebox.desk.picture.revision import InUse
from battlebox.desk.record.incident import not_sooner
from battlebox.desk.record.line import CORRECTS, Line
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.writing import done_by, draft, line, words
from battlebox.desk.tell import sharers_of
from battlebox.estate import Estate, GateKind, System
from battlebox.journal import Kind


def answer_gate(
    record: Record,
    used: InUse,
    officer: Officer,
    system: str,
    key: str,
    answer: GateAnswer,
    *,
    mends: bool = False,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Record an answer to one gate of one system; `mends`: what stands was written down wrongly.

    1. Refuse an officer who may not, a system or gate that is not there, another body's system.
    2. Refuse a blank (evidence, a reason to waive, whom to ask), a time ahead or long before the incident began, a
       reference that cannot be read.
    3. Append one entry `gate:passed`, `gate:failed`, `gate:waived` or `gate:held`; `over` is what was on the screen.
    Raises DeskError.
    """
    officer.must(Act.WAIVE if answer.result is Result.WAIVED else Act.GATE)
    row, gate = system_of(used.estate, system), gate_of(used.estate, system, key)
    _must_be_ours(used.estate, officer, row, gate, answer.result)
    with record.lock:
        sight = Sight.of(record, officer)
        now = system_gates(sight, picture_of(sight, used), system)
        kept = replace(
            _checked(sight, gate, answer),
            knowing=tuple(cause.key for cause in causes_of(sight).get(system, ())),
            unverified=lacking_of(now.needs) if gate.kind is GateKind.NEEDS else (),
        )
        thing = f"{GATE}/{system}"
        said = next(each.said for each in now.gates if each.gate.key == key)
        about: dict[str, str | int] = {"system": system, "gate": key, "result": kept.result.value}
        if mends and said:
            about[CORRECTS] = said[0].entry
        text = _said(row, gate, kept)
        written = draft(
            KINDS[kept.result], handling or Handling(), (thing, key, kept), words=text, about=about, over=over
        )
        return record.append(officer, written, thing=thing)


def may_answer(estate: Estate, officer: Officer, system: System, gate: Gate) -> bool:
    """Whether this officer's body answers a gate: the host; the data, whoever shares the system; roles apart."""
    if system.body == officer.body:
        return True
    return gate.kind is GateKind.DATA and officer.body in sharers_of(estate, system.system)


def entry_named(sight: Sight, number: str) -> Line | None:
    """The entry of this number (A-12), or the decision of this one (DA-3), where it may be read."""
    wanted = number.strip().casefold()
    for each in reversed(sight.record.lines()):
        of = each.header.about.get("number")
        is_decision = each.header.kind == Kind.DECISION_MADE and isinstance(of, str) and of.casefold() == wanted
        if is_decision or each.number.casefold() == wanted:
            return sight.seen(each)
    return None


def _must_be_ours(estate: Estate, officer: Officer, row: System, gate: Gate, result: Result) -> None:
    is_waived = result is Result.WAIVED
    if not may_answer(estate, officer, row, gate) or (is_waived and row.body != officer.body):
        act = "waive" if is_waived else "answer"
        what = f"a gate of `{row.name}`"
        raise DeskError.of(Code.NOT_YOURS, what=what, owner=row.body, body=officer.body, act=act)


def _checked(sight: Sight, gate: Gate, answer: GateAnswer) -> GateAnswer:
    needs_evidence = answer.result in (Result.PASSED, Result.FAILED)
    is_held, is_waived = answer.result is Result.HELD, answer.result is Result.WAIVED
    fields = {Result.WAIVED: "who waives it", Result.HELD: "who holds it"}
    refers = answer.refers if answer.reference.strip() else Refers.NOTHING
    if gate.kind is GateKind.DECISION and answer.result is Result.PASSED:
        refers = Refers.ENTRY
        line("the decision", answer.reference, what="the number of the decision, such as DA-3")
    return replace(
        answer,
        who=line(fields.get(answer.result, "who checked it"), answer.who),
        at=not_sooner("when", done_by("when", answer.at, sight.now), sight),
        evidence=words(
            "the evidence", answer.evidence, needed=needs_evidence, what=gate.asks[:1].lower() + gate.asks[1:-1]
        ),
        refers=refers,
        reference="" if refers is Refers.NOTHING else line("the reference", answer.reference),
        reason=words("why it is waived", answer.reason, needed=True, what="why it can be done without")
        if is_waived
        else "",
        ask=line("whom to ask", answer.ask, what="an office and how it is reached") if is_held else "",
        decision=_decision(sight, gate, answer) if refers is Refers.ENTRY else "",
    )


def _decision(sight: Sight, gate: Gate, answer: GateAnswer) -> str:
    """The thing of the decision that is referred to; blank where it is another entry. Raises DeskError if none is."""
    number = line("the reference", answer.reference)
    found = entry_named(sight, number)
    is_decision = found is not None and found.header.kind == Kind.DECISION_MADE and bool(found.words)
    if gate.kind is GateKind.DECISION and not is_decision:
        state = "no decision that you may read"
        hint = "take the number from the list of decisions, such as DA-2; log the decision first"
        raise DeskError.of(Code.WRONG_STATE, what=number[:20], state=state, act="named here", hint=hint)
    if found is None:
        state, hint = (
            "no entry that you may read",
            "take the number from the log, such as A-12, or say that it is a sheet",
        )
        raise DeskError.of(Code.WRONG_STATE, what=number[:20], state=state, act="referred to", hint=hint)
    return found.header.writes[0].thing if is_decision else ""


def _said(row: System, gate: Gate, answer: GateAnswer) -> str:
    said = f"{row.name}, gate {gate.short.lower()}: {answer.result.value}"
    said += f" by {answer.who}" if answer.result is not Result.HELD else f" by {answer.who}; ask {answer.ask}"
    more = [answer.evidence, f"because {answer.reason}" if answer.reason else ""]
    more += [f"see {answer.refers.value} {answer.reference}"] if answer.reference else []
    return "\n".join(filter(None, [said, *more]))
