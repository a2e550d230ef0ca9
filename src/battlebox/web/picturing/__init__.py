"""Pages of the picture: Now, services, systems, what is suspected and seen, London's authorities.

Law: what the model says and what people saw stand side by side.
Not here: the picture itself (desk.picture), drawings (drawing).
"""
