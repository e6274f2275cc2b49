"""The composition root: here the concrete classes are chosen, made and handed to each other."""

from bot.app.composition import open_program
from bot.app.program import Program

__all__ = ["Program", "open_program"]
