"""`kuule slack manifest`: what Slack makes the app from, and why it asks for what."""

import re

import typer

from bot.cli.terminal import put, say
from bot.config import Settings
from bot.i18n.catalogue import Catalogue
from handlers.slack import manifest as form
from handlers.slack.needs import events_of, needs, scopes_of

_ADDRESS = r"https://[^\s/?#@]+(?:/[^\s?#]*)?"
_NO_URL = "HTTP mode needs the address at which Slack reaches Kuule: add --url."
_WRONG_URL = "--url is no such address: write one like https://kuule.example.org."
_USELESS_URL = "--url belongs to HTTP mode: add --http, or leave it out."


def put_manifest(settings: Settings, *, http: bool, url: str, private: bool, yaml: bool) -> None:
    """Print it. JSON has no comments, so there the reasons go to stderr. Raise BadParameter for an
    address that does not fit.
    """
    teams = settings.to_teams()
    needed = needs(teams, private=private)
    reasons = scopes_of(needed) | events_of(needed)
    address = _address(url, is_http=http or settings.slack.mode == "http")
    made = form.manifest(teams, needed, Catalogue(), address)
    if yaml:
        put(form.as_yaml(made, reasons))
        return
    put(form.as_json(made))
    say(form.as_table(reasons))


def _address(url: str, *, is_http: bool) -> str:
    if not is_http:
        if url:
            raise typer.BadParameter(_USELESS_URL)
        return ""
    if not url:
        raise typer.BadParameter(_NO_URL)
    if not re.fullmatch(_ADDRESS, url):
        raise typer.BadParameter(_WRONG_URL)
    return url.rstrip("/")
