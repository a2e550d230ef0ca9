"""Pages of coming back: the order of return, work on it, and how to go on after a slip.

Law: as everywhere in this face: a page asks one room and shows what it says.
Not here: reconnecting with partners, the roster.
"""
