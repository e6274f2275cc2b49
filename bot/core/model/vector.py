"""The vector of a shown text: which short stretches of letters it holds, in a fixed size.

It stands beside the text, so that thousands of stories can be compared without being read again.
Each stretch fills the cell of its hash; a vector says which cells are full, a bit for each, the
first cell in the highest bit. Those of several texts together fill what any of them fills.
"""

CELLS = 2048
"""Of one vector: 256 bytes. With half of them the error of a likeness is half as great again, with
twice as many a third less (docs/adr/0044).
"""
