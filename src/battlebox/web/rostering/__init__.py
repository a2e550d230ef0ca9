"""Pages of who covers what: who goes home, three shifts, people who are asked to take a post, rosters.

Law: every rule is the desk's or the engine's; a person's name stands in no address.
Not here: what the rules are (desk, engine).
"""
