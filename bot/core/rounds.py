"""A round over teams: what cannot be done for one of them stops no other's."""

from collections.abc import Awaitable, Callable, Iterable

from bot.core.errors import StorageUnavailableError
from bot.core.model.team import Team


async def for_each_team(
    teams: Iterable[Team], do: Callable[[Team], Awaitable[bool]], complaint: str
) -> int:
    """Return for how many it did something.

    Raise StorageUnavailableError at once, and at the end an ExceptionGroup of that complaint with
    whatever else was raised.
    """
    done = 0
    failures: list[Exception] = []
    for team in teams:
        try:
            done += await do(team)
        except StorageUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  # raised below, with those of the others
            failures.append(error)
    if failures:
        raise ExceptionGroup(complaint, failures)
    return done
