"""A region that does not exist: bodies, systems, needs, paths and orders made up to order, in any size.

Law: everything follows from the sizes and the seed; nothing here is read from a real council.
Not here: the estates that are shipped (shipped), a first estate for one council to fill in (template.py).
"""

from battlebox.estate.region.figures import Figure, figures_of, figures_text
from battlebox.estate.region.generate import (
    BODIES_MOST,
    PATHS_MOST,
    PATHS_PER_SYSTEM,
    SYSTEMS_MOST,
    generate,
)

__all__ = [
    "BODIES_MOST",
    "PATHS_MOST",
    "PATHS_PER_SYSTEM",
    "SYSTEMS_MOST",
    "Figure",
    "figures_of",
    "figures_text",
    "generate",
]
