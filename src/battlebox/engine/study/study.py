"""Run a study, go on with one, say what it found.

Law: whatever stops it, what was done is kept; going on is refused where the blocks would not fit together.
Not here: words and tables (cli, web).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.errors import Code, EngineError
from battlebox.engine.study.block import Merged
from battlebox.engine.study.cluster import by_cluster
from battlebox.engine.study.folder import StudyFolder, content_of
from battlebox.engine.study.ground import Ground
from battlebox.engine.study.question import StudyQuestion, unit_for
from battlebox.engine.study.ranking import answer_of
from battlebox.engine.study.stamp import stamp
from battlebox.engine.study.workers import by_threads

FIRST_HITS_LEAST: Final = 1000
"""Where nobody says how many: every system once, small estates so often that there are as many as this."""
WORLDS: Final = 16
BLOCK: Final = 64

Step = Callable[[float, str], None]


def begin(
    path: Path,
    arrays: EstateArrays,
    *,
    first_hits: int | None = None,
    worlds: int = WORLDS,
    seed: int = 1,
    block: int = BLOCK,
) -> StudyFolder:
    """Write a new study down, with nothing done. Raises EngineError."""
    ground = Ground.of(arrays)
    systems = len(ground.systems)
    hits = systems * -(-FIRST_HITS_LEAST // systems) if first_hits is None else first_hits
    # Said with the least unit first, so that what is out of range is refused before anything is reckoned with it.
    asked = StudyQuestion("", hits, worlds, seed, block, 1, stamp())
    unit = unit_for(ground.weights, asked.first_hits, asked.worlds)
    question = StudyQuestion(content_of(ground), hits, worlds, seed, block, unit, stamp())
    return StudyFolder.begun(path, ground, question)


def taken_up(path: Path, arrays: EstateArrays) -> StudyFolder:
    """A study to go on with. Raises EngineError where the estate or the program is not what it was begun with."""
    folder = StudyFolder(path)
    question = folder.question()
    if question.stamp != stamp():
        raise EngineError.of(Code.STUDY_OTHER_PROGRAM, where="this Battlebox", found=stamp(), stamp=question.stamp)
    if question.ground != content_of(Ground.of(arrays)):
        raise EngineError.of(Code.STUDY_OTHER_ESTATE, folder=path)
    folder.ground()
    return folder


def finish(
    folder: StudyFolder, step: Step, *, threads: int | None = None, scheduler: str | None = None
) -> dict[str, Any]:
    """Do every block that is not done, and write the answer down. Raises EngineError."""
    question = folder.question()
    every = question.blocks
    missing = [block for block in every if folder.block(*block) is None]
    done = len(every) - len(missing)
    if missing:
        rest = by_cluster(scheduler, folder, missing) if scheduler else by_threads(folder, missing, threads=threads)
        for each, _ in enumerate(rest, start=1):
            step((done + each) / len(every), f"{done + each:,} of {len(every):,} blocks")
    answer = answer_now(folder)
    folder.put_answer(answer)
    return answer


def answer_now(folder: StudyFolder) -> dict[str, Any]:
    """What the blocks say. Raises EngineError where one is missing."""
    question, ground = folder.question(), folder.ground()
    merged = Merged(ground, question)
    done = 0
    for low, high in question.blocks:
        found = folder.block(low, high)
        if found is not None:
            merged.add(low, found)
            done += 1
    if done < len(question.blocks):
        of = len(question.blocks)
        raise EngineError.of(Code.STUDY_UNFINISHED, folder=folder.path, done=done, of=of)
    return answer_of(ground, question, merged)
