"""Studies: which links and systems are worth cutting or hardening before anything happens, over many first hits.

Law: what is found is a pure function of (estate, first hits, worlds, seed): the same for any block, thread or worker.
Not here: what a plan is worth once something is hit (contain), words and tables (cli, web).
"""

from battlebox.engine.study.folder import StudyFolder
from battlebox.engine.study.ranking import Advice
from battlebox.engine.study.stamp import stamp
from battlebox.engine.study.study import BLOCK, WORLDS, answer_now, begin, finish, taken_up

__all__ = ["BLOCK", "WORLDS", "Advice", "StudyFolder", "answer_now", "begin", "finish", "stamp", "taken_up"]
