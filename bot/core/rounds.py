"""A round over teams: what cannot be done for one of them stops no other's."""

from collections.abc import Awaitable, Callable, Iterable

from bot.core.errors import StorageUnavailableError
from bot.core.model.team import Team


async def claim_for_each(
    teams: Iterable[Team], claim: Callable[[Team], Awaitable[bool]], complaint: str
) -> int:
    """Return for how many something was claimed here.

    Raise StorageUnavailableError at once, and at the end an ExceptionGroup of that complaint with
    whatever else was raised.
    """
    claimed = 0
    failures: list[Exception] = []
    for team in teams:
        try:
            claimed += await claim(team)
        except StorageUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  # raised below, with those of the others
            failures.append(error)
    if failures:
        raise ExceptionGroup(complaint, failures)
    return claimed
