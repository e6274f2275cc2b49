"""The commands: parse, call, print.

What takes long to load is imported by the command that needs it, once its options and settings
are known to be right: help and a mistake are answered at once.
"""

import base64
import os
import secrets as random_source
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot import doctor as checks
from bot import forms
from bot.cli import opening, terminal
from bot.cli.month import month
from bot.cli.options import (
    BackupFile,
    Config,
    JsonOption,
    PostOption,
    PrintOption,
    TeamOption,
    WeekOption,
)
from bot.cli.terminal import put, put_json, put_stories, say, working
from bot.config import ConfigError, config_path, has_secrets, settings_in
from bot.core.errors import KeyMismatchError, KuuleError

_UNUSED = (
    "Practice has settings of its own and does not use {}: write a config.toml to use them, or "
    "run `kuule practice --port N` for another port of the page."
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command that the arguments, else those of the process, name. Every failure is one
    sentence, never a stack trace.
    """
    terminal.prepare()
    try:
        build(rich=terminal.is_terminal())(arguments)
    except ConfigError as error:
        terminal.fail(str(error), 2)
    except KeyMismatchError as error:
        terminal.fail(terminal.sentence(error), 2)
    except KuuleError as error:
        terminal.fail(terminal.sentence(error), 1)
    except OSError as error:
        terminal.fail(terminal.of_system(error), 1)
    except Exception as error:  # noqa: BLE001  # the last boundary
        terminal.fail(terminal.of_defect(error), 1)


def build(*, rich: bool) -> typer.Typer:
    """Return the commands; `rich` draws the help in boxes."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich" if rich else None,
        help="Kuule listens to the stories of employees and customers and posts a weekly digest.",
    )
    slack = typer.Typer(no_args_is_help=True, help="What concerns Slack alone.")
    for group, commands in ((app, COMMANDS), (slack, SLACK_COMMANDS)):
        for command, example in commands.items():
            group.command(epilog=f"Example: {example}")(command)
    app.add_typer(slack, name="slack")
    return app


def run(
    config: Config = None,
    migrate: Annotated[
        bool,
        typer.Option(
            "--migrate", help="Bring a PostgreSQL database to this program's schema first."
        ),
    ] = False,
) -> None:
    """Listen, answer and post the digests.

    Until SIGTERM or Ctrl+C. Without any settings this is practice.
    """
    if config_path(config, os.environ) is None and not has_secrets(os.environ):
        if migrate:
            raise typer.BadParameter("There are no settings, so there is nothing to migrate.")
        say("There is no config.toml and no KUULE_ secret is set, so this is practice.")
        if unused := settings_in(os.environ):
            say(_UNUSED.format(", ".join(unused)))
        practice()
        return
    ready = opening.to_listen(config)
    from bot.cli import service  # noqa: PLC0415  # loads the whole program

    service.serve(ready, migrate=migrate)


def doctor(
    config: Config = None,
    seen: Annotated[
        bool,
        typer.Option(
            "--seen",
            help="Tell no more of the messages that are unknown or refused now, and of the "
            "parked inputs.",
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Say what is wrong and what to do about it. Exit status 1 when something is."""
    from bot.cli.examination import examine  # noqa: PLC0415  # loads the whole program

    with working("Looking"):
        found = examine(config, seen=seen)
    if as_json:
        put_json(checks.as_json(found))
    else:
        put(checks.as_text(found))
    if not all(check.ok for check in found):
        raise typer.Exit(1)


def stories(
    config: Config = None,
    team: TeamOption = "",
    week: WeekOption = "this",
    as_json: JsonOption = False,
) -> None:
    """List a week's stories, also those that are only counted."""
    ready = opening.to_read(config)
    from bot.cli.reading import stories_of  # noqa: PLC0415  # loads the whole program

    which, when, found = stories_of(ready, team, week)
    if as_json:
        put_json(forms.stories_json(which, when, found))
    elif not found:
        say(f"There are no stories of {when}.")
    elif terminal.is_terminal():
        put_stories(f"{which.name} {when}", found)
    else:
        put(forms.stories_text(found))


def digest(
    config: Config = None,
    team: TeamOption = "",
    week: WeekOption = "last",
    as_text: PrintOption = False,
    as_json: JsonOption = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Print it as a Markdown file.")
    ] = False,
    as_html: Annotated[
        bool, typer.Option("--html", help="Print it as a page of HTML, with its picture.")
    ] = False,
    post: PostOption = False,
    test: Annotated[
        bool, typer.Option("--test", help="Send the owner one on trial, marked as such.")
    ] = False,
    hold: Annotated[
        bool,
        typer.Option("--hold", help="In the hour before it leaves, hold it for a day at most."),
    ] = False,
    release: Annotated[bool, typer.Option("--release", help="Let a held one go.")] = False,
) -> None:
    """Show a week's digest, post it, try it, hold it or let it go."""
    if as_text + as_json + as_markdown + as_html + post + test + hold + release > 1:
        raise typer.BadParameter(
            "Choose one of --print, --json, --markdown, --html, --post, --test, --hold and"
            " --release."
        )
    ready = opening.to_read(config)
    from bot.cli import overseeing, reading  # noqa: PLC0415  # loads the whole program

    if test:
        put(forms.tested_text(overseeing.try_digest(ready, team, week)))
        return
    if hold or release:
        done = overseeing.oversee(ready, team, week, hold=hold)
        put(forms.overseen_text(done, hold=hold))
        return
    if post:
        posted, was_claimed = reading.post_digest(ready, team, week)
        put(forms.posted_text(posted, was_claimed=was_claimed))
        return
    which, found = reading.digest_of(ready, team, week)
    if as_json:
        put_json(forms.digest_json(which, found))
    elif as_markdown and found.lines:
        put(reading.markdown_of(found))
    elif as_html and found.lines:
        put(reading.page_of(found))
    else:
        put(forms.digest_text(found))


def tag(
    text: Annotated[
        str,
        typer.Argument(
            metavar="[TEXT]",
            help="What is told; - reads a JSON object with a text from each line of the input.",
        ),
    ] = "-",
    config: Config = None,
    team: TeamOption = "",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say on which words each tag rests.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Show what the tagger reads in a text. Nothing is kept.

    With - it writes one JSON object a line, in the order of the input.
    """
    from bot.cli import tagging  # noqa: PLC0415  # loads the tagger

    which = tagging.team_of(config, team)
    if text == "-":
        if sys.stdin.isatty():
            say('Write lines like {"text": "..."}; Ctrl+D ends.')
        if not tagging.tag_lines(sys.stdin.buffer, which, explain=explain):
            raise typer.Exit(1)
        return
    reading = tagging.read(text, which)
    if as_json:
        put_json(forms.reading_json(reading, explain=explain))
    else:
        put(forms.reading_text(reading, explain=explain))


def learned(
    config: Config = None,
    team: TeamOption = "",
    roll_back: Annotated[
        bool, typer.Option("--roll-back", help="Use the version before the present one.")
    ] = False,
) -> None:
    """Show what was learned from corrections, or go back a version."""
    ready = opening.to_read(config)
    from bot.cli import reading  # noqa: PLC0415  # loads the whole program

    if roll_back:
        put(forms.rolled_back_text(reading.roll_back(ready, team)))
        return
    which, in_use, versions = reading.learned_of(ready, team)
    put(forms.learned_text(which, in_use, versions))


def qr(
    config: Config = None,
    team: TeamOption = "",
    touchpoint: Annotated[
        str, typer.Option("--touchpoint", metavar="K", help="Where the code hangs, like phone.")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="code.svg, code.png, or poster.html of size A5."
        ),
    ] = None,
) -> None:
    """Print a team's link for Telegram, and draw its QR code."""
    ready = opening.to_read(config)
    from bot.cli import qr as drawing  # noqa: PLC0415  # loads what speaks to Telegram

    put(drawing.make(ready, team, touchpoint, out))


def practice(
    once: Annotated[
        bool,
        typer.Option("--once", help="Play four weeks at once, print the last digest and end."),
    ] = False,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", metavar="N", min=0, max=65535, help="0 is any free port; else 8090."
        ),
    ] = None,
) -> None:
    """Try Kuule out, without Slack and Telegram.

    A local stand-in takes their places, and everything is gone at the end.
    """
    from bot.cli import stage  # noqa: PLC0415  # loads the whole program and the stand-in

    if once:
        put(forms.digest_text(stage.play_once()))
    else:
        stage.play(port)


def backup(file: BackupFile, config: Config = None) -> None:
    """Copy the database while Kuule runs.

    The keys of the originals go to FILE.keys.
    """
    database = opening.settings_of(config).kuule.database
    from bot.cli import keeping  # noqa: PLC0415  # loads the drivers

    put(keeping.back_up(database, file))


def restore(file: BackupFile, config: Config = None) -> None:
    """Put a backup in the place of the database. What tellers removed since stays removed."""
    database = opening.settings_of(config).kuule.database
    from bot.cli import keeping  # noqa: PLC0415  # loads the drivers

    put(keeping.restore(file, database))


def migrate(config: Config = None) -> None:
    """Bring the database to this program's schema, after a copy."""
    database = opening.settings_of(config).kuule.database
    from bot.cli import keeping  # noqa: PLC0415  # loads the drivers

    put(keeping.migrate(database))


def manifest(
    config: Config = None,
    http: Annotated[
        bool, typer.Option("--http", help="For HTTP mode, also where the settings say socket.")
    ] = False,
    url: Annotated[
        str,
        typer.Option("--url", metavar="URL", help="Where Slack reaches Kuule, for HTTP mode."),
    ] = "",
    private: Annotated[
        bool, typer.Option("--private", help="Some of the listened channels are private.")
    ] = False,
    yaml: Annotated[
        bool, typer.Option("--yaml", help="Print YAML, with a reason beside each scope.")
    ] = False,
) -> None:
    """Print the manifest of the Slack app.

    With as few scopes and events as the settings need; why each is there goes to stderr.
    """
    settings = opening.settings_of(config)
    from bot.cli import slack  # noqa: PLC0415  # loads the catalogue

    slack.put_manifest(settings, http=http, url=url, private=private, yaml=yaml)


def key() -> None:
    """Print a new KUULE_KEY. Without it nothing that is sealed can be read again: keep it safe."""
    put(base64.b64encode(random_source.token_bytes(32)).decode())


COMMANDS: dict[Callable[..., None], str] = {
    run: "kuule run --config /etc/kuule/config.toml",
    doctor: "kuule doctor --json",
    stories: "kuule stories --week 2026-W46 --json",
    digest: "kuule digest --week last --post",
    month: "kuule month --month 2026-11 --html page.html",
    tag: 'kuule tag "Sain kiitosta nopeasta avusta" --explain',
    learned: "kuule learned --team palvelu --roll-back",
    qr: "kuule qr --team palvelu --touchpoint phone --out poster.html",
    practice: "kuule practice --once",
    backup: "kuule backup /backups/kuule-2026-11-22.db",
    restore: "kuule restore /backups/kuule-2026-11-22.db",
    migrate: "kuule migrate",
    key: 'export KUULE_KEY="$(kuule key)"',
}
"""Every command with an example of its use."""

SLACK_COMMANDS: dict[Callable[..., None], str] = {manifest: "kuule slack manifest --yaml"}
"""Those of `kuule slack`."""
