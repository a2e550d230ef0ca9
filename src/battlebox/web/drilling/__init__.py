"""The pages of a drill: the control room of whoever runs it, and what players are handed.

Law: on a desk that plays no drill they are not there (404); players see what was handed to their roles, and nothing of
what is to come, of the truth behind it, or of how they are marked.
Not here: what is due and what was done (drill).
"""
