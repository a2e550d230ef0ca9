"""The pages about how ready a council is between drills.

Law: an officer sees the book of the body acted for and no other; an owner with a link sees one thing.
Not here: what counts (desk.readiness).
"""
