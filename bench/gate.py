"""How long the register is asked: many facts, and all the words of a large public page.

Law: facts and words come of one seed; what is timed is what a desk calls when somebody writes and when a page is drawn.
Not here: the page around it (pages.py), publishing (publishing.py).

Use: python bench/run.py gate, or gate:200:1500 with numbers of facts and of fields.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from time import perf_counter

from table import Row, best_of

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

_WORDS = """
council network screens housing records tenants copied attackers system mail phones rents payments library care
social school data staff office service open closed today tomorrow morning please ring counter help urgent number
card bank letter post desk form paper wait people residents adult children home street team police report
"""


def asked(facts: int = 200, fields: int = 1500, seed: int = 1) -> list[Row]:
    """The first reading of all wordings, and a page's fields asked of them, beside looking for the same letters."""
    from battlebox.desk.record import Sight
    from battlebox.desk.tell import Outlet, Status, Whom, Wordings, close_to
    from battlebox.desk.tell.replies import heard, warned
    from battlebox.desk.wording import letters_of, read
    from desk.facts import PLAIN, cleared, state, words_officer
    from desk.room import Room

    rng, known = Random(seed), _WORDS.split()

    def sentence() -> str:
        return " ".join(rng.choice(known) for _ in range(rng.randint(6, 14))).capitalize() + "."

    room = Room.opened()
    wordings = [sentence() for _ in range(facts)]
    for each in wordings:
        cleared(room, replace(PLAIN, wording=each, status=rng.choice((Status.CONFIRMED, Status.BELIEVED))))
    page = [(f"field {n}", " ".join(sentence() for _ in range(rng.randint(1, 3)))) for n in range(fields)]
    whole = "\n".join(text for _, text in page)

    def fresh() -> Wordings:
        return Wordings.of(Sight.of(room.record, words_officer("northmere")))

    def anew() -> None:
        for cached in (read, heard, warned, letters_of):
            cached.cache_clear()

    def one_more() -> float:
        state(room, replace(PLAIN, wording=sentence()))
        began = perf_counter()
        fresh()
        return perf_counter() - began

    def asked_anew() -> None:
        anew()
        register.in_fields(page)

    def looked_for() -> None:
        letters = whole.casefold()
        sum(each.casefold() in letters for each in wordings)

    register, peer = fresh(), best_of(looked_for, 5)
    size = f"{facts} facts, {fields:,} fields, {len(whole):,} letters"
    return [
        Row(f"all wordings found, {facts} facts", "when one was just stated", min(one_more() for _ in range(5))),
        Row(f"a page asked: {size}", "for the first time", best_of(asked_anew, 3),
            "the same letters, by str.find", peer, note="goal: 1 s"),
        Row(f"a page asked: {size}", "again, as each drawing of it does", best_of(lambda: register.in_fields(page), 3)),
        Row(f"what it comes close to: {size}", "all as one",
            best_of(lambda: close_to(register, whole, Outlet.PUBLIC_PAGE, Whom()), 3), note="goal: 1 s"),
    ]  # fmt: skip
