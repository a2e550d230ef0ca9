"""How the desk's own tables came to be, step by step.

Law: a step that was released is never changed.
Not here: the tables (models).
"""
