"""How long the tests wait."""

HANGS = 120.0
"""Seconds after which what is waited for does not come, however slow the machine."""
