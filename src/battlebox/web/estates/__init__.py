"""Pages of the estate: what is in it, its gaps, changes while the incident runs, the printed pack, and before it all.

Law: a change is a new revision; nothing is written over.
Not here: estates themselves (estate), which of them an incident may choose (estates_to_choose.py).
"""
