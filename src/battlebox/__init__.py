"""Battlebox: the cyber-emergency desk for public bodies that share IT.

Law: a room imports only from rooms below it (see docs/for-developers.md).
Not here: anything to call; import from a room's front door instead.
"""

__version__ = "0.1.0"
