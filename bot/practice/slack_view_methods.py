"""The `views.*` methods: modals for who has just done something, and the App Home."""

from typing import Any

from bot.practice.arguments import parsed
from bot.practice.clock import PracticeClock
from bot.practice.ledger import Ledger, Post
from bot.practice.limits import Rates
from bot.practice.slack_arguments import Arguments, SlackError, need
from bot.practice.slack_method import Method, Methods
from bot.practice.slack_team import SlackTeam
from bot.practice.slack_triggers import Triggers
from bot.practice.slack_view_schema import Content, read_view
from bot.practice.slack_views import View, Views


class SlackViewMethods:
    """Carries out what the app shows in views."""

    def __init__(
        self,
        views: Views,
        triggers: Triggers,
        team: SlackTeam,
        ledger: Ledger,
        clock: PracticeClock,
        rates: Rates,
    ) -> None:
        self._views = views
        self._triggers = triggers
        self._team = team
        self._ledger = ledger
        self._clock = clock
        self._rate = rates.slack_other

    def methods(self) -> Methods:
        return {
            "views.open": Method(self.open, rate=self._rate),
            "views.push": Method(self.push, rate=self._rate),
            "views.update": Method(self.update, rate=self._rate),
            "views.publish": Method(self.publish, rate=self._rate),
        }

    def open(self, arguments: Arguments) -> dict[str, Any]:
        content = _content(arguments, "modal")
        trigger = self._triggers.find(need(arguments, "trigger_id"))
        view = self._views.open(trigger.user, content)
        trigger.is_used = True
        return self._shown("views.open", view, arguments)

    def push(self, arguments: Arguments) -> dict[str, Any]:
        content = _content(arguments, "modal")
        trigger = self._triggers.find(need(arguments, "trigger_id"))
        if trigger.view_id not in {view.id for view in self._views.stack(trigger.user)}:
            raise SlackError("not_found")
        view = self._views.push(trigger.user, content)
        trigger.is_used = True
        return self._shown("views.push", view, arguments)

    def update(self, arguments: Arguments) -> dict[str, Any]:
        view_id = str(arguments.get("view_id") or "")
        external_id = str(arguments.get("external_id") or "")
        if not view_id and not external_id:
            need(arguments, "view_id")
        view = self._views.find(view_id, external_id)
        content = _content(arguments, view.content["type"])
        _match(view, arguments)
        self._views.replace(view, content)
        return self._shown("views.update", view, arguments)

    def publish(self, arguments: Arguments) -> dict[str, Any]:
        user = str(need(arguments, "user_id"))
        if not self._team.people.is_employee(user):
            raise SlackError("user_not_found")
        content = _content(arguments, "home")
        if user in self._views.homes:
            _match(self._views.homes[user], arguments)
        view = self._views.publish(user, content)
        return self._shown("views.publish", view, arguments)

    def _shown(self, method: str, view: View, arguments: Arguments) -> dict[str, Any]:
        self._ledger.post(
            Post(
                method=method,
                destination=view.user,
                ref=view.id,
                arguments=arguments,
                at=self._clock.now(),
            )
        )
        return {"view": view.as_json()}


def _content(arguments: Arguments, kind: str) -> Content:
    try:
        value = parsed(need(arguments, "view"))
    except ValueError:
        value = None
    return read_view(value, kind)


def _match(view: View, arguments: Arguments) -> None:
    """Raise SlackError when the app has another state of the view in mind."""
    if arguments.get("hash") and arguments["hash"] != view.hash:
        raise SlackError("hash_conflict")
