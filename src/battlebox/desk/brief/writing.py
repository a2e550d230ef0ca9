"""Write the brief: every section from one set of findings.

Law: a pure function of the findings; the test of the guesses may come later and changes no other section.
Not here: asking the engine (brief_findings.py), layout (cli, share).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from battlebox.desk.brief.around import channels, confidence, dates, standing, unknowns
from battlebox.desk.brief.brief import Brief
from battlebox.desk.brief.choices import choices
from battlebox.desk.brief.counsel import counsel, horizon_words, tested
from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.known import known
from battlebox.desk.brief.orders import orders
from battlebox.desk.brief.reach import reach
from battlebox.desk.brief.stops import ahead, already, if_suspects
from battlebox.desk.brief.sure import how_sure
from battlebox.engine import Rerun


def write_brief(found: Findings) -> Brief:
    """The brief in words, before its guesses are tested."""
    shown = choices(found)
    return Brief(
        title=f"Hour-one brief: {found.estate.title}",
        at=found.at,
        question=_question(found),
        confidence=confidence(found),
        standing=standing(found),
        known=known(found),
        already=already(found),
        ahead=ahead(found),
        if_suspects=if_suspects(found),
        reach=reach(found) if found.advice else (),
        choices=shown,
        orders=orders(found),
        counsel=counsel(found, shown),
        tested=None,
        channels=channels(found),
        dates=dates(found),
        unknowns=unknowns(found),
        how_sure=how_sure(found),
    )


def with_tests(brief: Brief, found: Findings, reruns: Sequence[Rerun]) -> Brief:
    """The same brief with the guesses tested."""
    return replace(brief, tested=tested(found, reruns)) if reruns else brief


def _question(found: Findings) -> str:
    if found.partner is None:
        return f"For every body together, looking {horizon_words(found)} ahead"
    name = found.estate.body_by_id[found.partner.body].name
    return f"For {name}, looking {horizon_words(found)} ahead"
