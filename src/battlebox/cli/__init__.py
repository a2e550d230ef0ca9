"""The command line face of Battlebox.

Law: data on stdout, words on stderr, one exit code per kind of failure; heavy libraries are loaded by the command that needs them.
Not here: rules about estates, attacks or incidents (the rooms below).
"""

from battlebox.cli.program import main, program

__all__ = ["main", "program"]
