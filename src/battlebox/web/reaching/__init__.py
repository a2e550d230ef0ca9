"""Pages of the lists of people to reach: opening them, bringing them in, call sheets, what came of each.

Law: names and addresses are shown while a list is held open, and kept nowhere by a page.
Not here: keys and lists (desk.reach).
"""
