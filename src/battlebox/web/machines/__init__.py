"""What machines that watch systems tell a desk, and ask it: keys, addresses, their description.

Law: a key is of one body and opens that body's things alone; deny by default; a drill's desk answers no machine.
Not here: what is recorded (desk.monitoring), partners' machines (web.taxii).
"""
