"""What a person is told who waits while the database is away."""

import json
from typing import Any

import pytest

from bot.core.errors import StorageUnavailableError
from bot.core.preferences import Preferences
from bot.i18n.catalogue import Catalogue
from bot.sealing import KeyedSealer
from handlers.slack.languages import Languages
from handlers.slack.not_saved import NotSaved
from tests.core_builders import TEAMS

TEXTS = Catalogue()


class AwayStore:
    """A database that cannot even be read."""

    async def read(self, _: Any) -> Any:
        raise StorageUnavailableError("away")

    write = read


class Swedes:
    """Everybody has Swedish in Slack."""

    async def language(self, _: str) -> str:
        return "sv"


class Strangers:
    """Nobody's language is known."""

    async def language(self, _: str) -> None:
        return


def submission(**fields: Any) -> dict[str, Any]:
    view = {"blocks": [{"type": "input", "block_id": "story"}]}
    return {"type": "view_submission", "view": view} | fields


@pytest.mark.parametrize(
    ("profiles", "person", "language"),
    [
        (Swedes(), {"user": {"id": "U1"}}, "sv"),
        (Swedes(), {"user_id": "U1"}, "sv"),
        (Strangers(), {"user": {"id": "U1"}}, "fi"),
        (Swedes(), {}, "fi"),
    ],
)
async def test_who_cannot_be_looked_up_is_told_in_slacks_or_the_teams_language(
    profiles: Any, person: dict[str, Any], language: Any
) -> None:
    preferences: Any = Preferences(AwayStore(), KeyedSealer(bytes(32)))
    not_saved = NotSaved(TEXTS, Languages("T1", preferences, profiles, TEAMS))

    response = await not_saved.in_view(submission(**person))

    assert response is not None
    assert json.loads(response.body)["errors"] == {"story": TEXTS.text(language, "not-saved")}
