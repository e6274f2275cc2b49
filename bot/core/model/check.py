"""What `kuule doctor` finds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    fix: str = ""
    """One sentence: what to do. Empty when all is in order."""
    is_remark: bool = False
    """True when the sentence is no fault: what could not be seen, or is good to know."""

    @property
    def ok(self) -> bool:
        """True when nothing has to be done."""
        return self.is_remark or not self.fix
