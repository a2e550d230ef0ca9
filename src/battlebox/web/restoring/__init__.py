"""Pages of coming back: what is to be keyed back and checked once a service works again.

Law: a page says what the desk says, in the same words.
Not here: when a service is restored (desk.restore).
"""
