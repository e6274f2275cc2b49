"""The `kuule` command. Exit status 0, 1 (it failed) or 2 (used or set wrongly)."""

from bot.cli.commands import main

__all__ = ["main"]
