"""What comes of the app's acknowledgements, and of its silence, before a person's eyes."""

from typing import Any

from bot.practice.ledger import Event, Ledger
from bot.practice.response_urls import ResponseUrls, UrlRefusedError
from bot.practice.slack_arguments import SlackError
from bot.practice.slack_team import SLACKBOT, Message, SlackTeam
from bot.practice.slack_view_schema import read_view
from bot.practice.slack_views import TROUBLE, View, Views


class Answers:
    """Shows the answers to commands and to submissions of modals."""

    def __init__(self, team: SlackTeam, urls: ResponseUrls, views: Views, ledger: Ledger) -> None:
        self._team = team
        self._urls = urls
        self._views = views
        self._ledger = ledger
        self._submitted: dict[str, View] = {}
        self._acted: dict[str, tuple[str, Message | View]] = {}

    def expect_submission(self, key: str, view: View) -> None:
        """Remember which modal was submitted by the event of that key."""
        self._submitted[key] = view

    def expect_action(self, key: str, user: str, place: Message | View) -> None:
        """Remember where that person pressed or chose something."""
        self._acted[key] = (user, place)

    def take(self, event: Event) -> None:
        """Act on an acknowledgement that came in time."""
        view = self._submitted.pop(event.key, None)
        if view is not None:
            self._after_submission(view, event.answer or {})
        elif event.key in self._acted:
            self._show_trouble(*self._acted.pop(event.key), "")
        elif event.kind == "slash_commands" and event.answer:
            self._show_answer(event, event.answer)

    def miss(self, event: Event) -> None:
        """Tell the person that no acknowledgement came in time."""
        view = self._submitted.pop(event.key, None)
        if view is not None:
            self._show_trouble(view.user, view, TROUBLE)
        elif event.key in self._acted:
            self._show_trouble(*self._acted.pop(event.key), TROUBLE)
        elif event.kind == "slash_commands":
            self._show_failure(event, "operation_timeout")

    def _show_trouble(self, user: str, place: Message | View, text: str) -> None:
        if isinstance(place, View):
            place.trouble = text
        elif place.troubles.get(user, "") != text:
            place.troubles[user] = text
            place.revision += 1
        self._ledger.changed()

    def _after_submission(self, view: View, answer: dict[str, Any]) -> None:
        if view not in self._views.stack(view.user):
            return
        try:
            self._carry_out(view, answer)
        except SlackError:
            view.trouble = TROUBLE
        self._ledger.changed()

    def _carry_out(self, view: View, answer: dict[str, Any]) -> None:
        match answer.get("response_action"):
            case None:
                self._views.close(view)
            case "clear":
                self._views.clear(view.user)
            case "errors":
                view.errors = _errors(view, answer.get("errors"))
            case "update":
                self._views.replace(view, read_view(answer.get("view"), "modal"))
            case "push":
                self._views.push(view.user, read_view(answer.get("view"), "modal"))
            case _:
                raise SlackError("invalid_arguments")

    def _show_answer(self, event: Event, answer: dict[str, Any]) -> None:
        # What comes with the acknowledgement of a command is shown like a use of its response_url.
        url = event.payload.get("response_url")
        try:
            if isinstance(url, str):
                self._urls.carry_out(url, answer)
        except UrlRefusedError as error:
            self._show_failure(event, error.error)

    def _show_failure(self, event: Event, error: str) -> None:
        self._team.add(
            Message(
                channel=event.payload["channel_id"],
                ts=self._team.new_ts(),
                user=SLACKBOT,
                text=f"{event.payload['command']} failed with the error “{error}”",
                to=event.payload["user_id"],
            )
        )
        self._ledger.changed()


def _errors(view: View, errors: object) -> dict[str, str]:
    """Return the app's errors, each for an input that is there. Raise SlackError."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise SlackError("invalid_arguments")
    return {block_id: str(text) for block_id, text in errors.items()}
