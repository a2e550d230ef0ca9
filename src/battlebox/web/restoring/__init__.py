"""The pages of coming back: gates, going live, interim access, indicators.

Law: a page shows what the desk worked out and writes through its use cases alone.
Not here: any rule (desk.restore).
"""
