"""The pages of coming back: gates, going live, interim access, indicators; what is to be keyed back afterwards.

Law: a page shows what the desk worked out, in the same words, and writes through its use cases alone.
Not here: any rule (desk.restore).
"""
