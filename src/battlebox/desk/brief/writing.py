"""Write the brief: every section from one set of findings.

Law: a pure function of the findings; the test of the guesses may come later and changes no other section.
Not here: asking the engine (findings.py), layout (cli, share).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from battlebox.desk.brief.around import channels, confidence, dates, standing, unknowns
from battlebox.desk.brief.brief import Brief, Holding
from battlebox.desk.brief.choices import choices
from battlebox.desk.brief.counsel import counsel, tested
from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.firm import firm_more, firm_orders, firm_summary, waiting_error, waiting_words
from battlebox.desk.brief.given import given_lines
from battlebox.desk.brief.known import going_down, known, ordered
from battlebox.desk.brief.lengths import SHORT, Lengths
from battlebox.desk.brief.orders import orders
from battlebox.desk.brief.reach import reach
from battlebox.desk.brief.saying import span
from battlebox.desk.brief.stops import ahead, already, if_suspects
from battlebox.desk.brief.sure import how_sure
from battlebox.engine import Pivot, Postponed, Redrawn, Rerun, Restaged
from battlebox.estate import MICROHOURS


def write_brief(found: Findings, lengths: Lengths = SHORT) -> Brief:
    """The brief in words, before its guesses are tested; WHOLE lengths name everything."""
    shown = choices(found, lengths)
    return Brief(
        title=f"Hour-one brief: {found.estate.title}",
        at=found.at,
        question=_question(found),
        confidence=confidence(found),
        standing=standing(found),
        known=known(found),
        ordered=ordered(found),
        going_down=going_down(found),
        already=already(found, lengths),
        ahead=ahead(found, lengths),
        if_suspects=if_suspects(found, lengths),
        reach=reach(found, lengths) if found.advice else (),
        choices=shown,
        orders=orders(found, shown, lengths),
        counsel=counsel(found, shown, lengths),
        tested=None,
        channels=channels(found, lengths),
        dates=dates(found, lengths),
        unknowns=unknowns(found, lengths),
        how_sure=how_sure(found, shown),
    )


def with_tests(
    brief: Brief, found: Findings, reruns: Sequence[Rerun], lengths: Lengths = SHORT, *, pivots: Sequence[Pivot] = ()
) -> Brief:
    """The same brief with the guesses tested, and those that would turn the answer named."""
    if not reruns and not pivots:
        return brief
    return replace(brief, tested=tested(found, brief.choices, reruns, pivots, lengths))


def with_holding(
    brief: Brief,
    found: Findings,
    *,
    late: Postponed | None = None,
    redraws: Redrawn | None = None,
    given: Restaged | None = None,
) -> Brief:
    """The same brief with what an hour's waiting costs, how firm each order is, and what becomes of those given before.

    Each as far as it is known.
    """
    holding = Holding(
        orders=firm_orders(redraws),
        more=firm_more(found.estate, redraws),
        firm=firm_summary(found.estate, redraws),
        wait=waiting_words(late),
        error=waiting_error(late),
        given=given_lines(found.estate, given),
    )
    return replace(brief, holding=holding)


def _question(found: Findings) -> str:
    whom = "every body together" if found.partner is None else found.estate.body_by_id[found.partner.body].name
    return f"For {whom}, looking {span(found.question.hours_microhours / MICROHOURS)} ahead"
