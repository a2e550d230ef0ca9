"""The command line face of Battlebox.

Law: data on stdout, words on stderr, one exit code per kind of failure; each command loads what it needs, late.
Not here: rules about estates, attacks or incidents (the rooms below).
"""

from battlebox.cli.program import main, program

__all__ = ["main", "program"]
