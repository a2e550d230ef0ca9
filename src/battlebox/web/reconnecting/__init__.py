"""The pages of links between bodies: how each stands, letters of assurance, decisions on them, opening one again.

Law: as on every page: one use case of the desk for each form.
Not here: the rules (desk).
"""
