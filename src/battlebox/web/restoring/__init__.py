"""The pages of coming back: the order of return, gates, going live, interim access; what is to be keyed back.

Law: a page shows what the desk worked out, in the same words, and writes through its use cases alone.
Not here: any rule (desk.restore, desk.gate, desk.backlog), reconnecting with partners, the roster.
"""
