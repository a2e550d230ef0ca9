"""The place Tell: whom to tell and by when, what is said, what went out, and who has not answered.

Law: a page asks the desk and lays out what it says; it decides nothing. What may not be seen is not there.
Not here: the outbox (composing/outbox.py), what each clock means (desk).
"""
