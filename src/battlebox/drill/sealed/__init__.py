"""The folder of a drill: its mark, the copy of the estate, its clock.

Law: no half of a drill can be taken for a real desk.
Not here: serving it (web), who plays and what happens.
"""

from battlebox.drill.sealed.errors import Code as SealedCode
from battlebox.drill.sealed.errors import SealedError
from battlebox.drill.sealed.folder import Original, SealedDrill, exercise_copy, make_sealed, sealed_in

__all__ = ["Original", "SealedCode", "SealedDrill", "SealedError", "exercise_copy", "make_sealed", "sealed_in"]
