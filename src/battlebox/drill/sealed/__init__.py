"""The folder of a drill, sealed from every real desk's: its mark, its copy of the estate, its clock.

Law: a folder is a drill's before it is anything else, and no folder that holds anything becomes one.
Not here: serving it (web), the clock itself (drill.pace).
"""

from battlebox.drill.sealed.folder import Code as SealedCode
from battlebox.drill.sealed.folder import SealedDrill, SealedError, exercise_copy, make_sealed, sealed_in

__all__ = ["SealedCode", "SealedDrill", "SealedError", "exercise_copy", "make_sealed", "sealed_in"]
