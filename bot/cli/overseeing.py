"""`kuule digest --test`, `--hold` and `--release`: what an owner does with buttons."""

from bot.app import Program
from bot.cli.opening import Opening, span_in, team_in
from bot.cli.platformless import this_week, with_program
from bot.config import ConfigError
from bot.core.gate import operator_address
from bot.core.ports.audit import Cause

_NO_OWNER = (
    "The team {} has no owner to send it to: write the owner's Slack user id, or the id of their "
    'chat on Telegram, under [[teams]], like owner = "U0123".'
)


def try_digest(opening: Opening, team: str, week: str) -> bool:
    """Send the owner a digest on trial; return False when it does not pass the checks."""

    async def send(program: Program) -> bool:
        which = team_in(program.teams, team)
        owner = operator_address(which.owner)
        if owner is None:
            raise ConfigError(_NO_OWNER.format(which.id))
        when = span_in(week, this_week(program, which))
        occasion = program.clock.now().isoformat()
        return await program.trying.send(which, when, owner, occasion)

    return with_program(opening, send)


def oversee(opening: Opening, team: str, week: str, *, hold: bool) -> bool:
    """Hold a week's digest, or let it go; return False when there is nothing to do."""

    async def work(program: Program) -> bool:
        which = team_in(program.teams, team)
        when = span_in(week, this_week(program, which))
        act = program.overseeing.hold if hold else program.overseeing.release
        return await act(which, when, Cause.ADMINISTRATOR)

    return with_program(opening, work)
