"""The composition root: the only room that names concrete classes."""

from bot.app.composition import open_program
from bot.app.program import Program

__all__ = ["Program", "open_program"]
