"""What the heart needs from the other rooms. Each module bears the name of the one that meets it.

Each operation is atomic; none is a get followed by a set.
"""
