"""The buttons below a digest on Telegram: some lead into the private chat, two are answered where
they are. Pure.
"""

from collections.abc import Sequence

from bot.core.model.digest import Digest
from bot.core.model.team import Team
from bot.core.ports.catalogue import Texts
from handlers.telegram.message import Button
from handlers.telegram.reader_words import (
    Wanted,
    digest_word,
    rating_data,
    start_link,
    start_word,
    team_word,
)

Rows = Sequence[Sequence[Button]]


def digest_buttons(digest: Digest, team: Team, username: str, texts: Texts) -> Rows:
    """Return the rows; the first only where the team has a start word of its own."""

    def say(key: str) -> str:
        return texts.text(digest.language, key)

    def leading(key: str, word: str) -> Button:
        return Button(say(key), url=start_link(username, word))

    read = leading("button-read-all", start_word(Wanted.DIGEST, digest_word(digest.id)))
    search = leading("button-search", start_word(Wanted.SEARCH, team_word(team)))
    opinions = [
        Button(say("button-useful"), rating_data(digest.id, is_useful=True)),
        Button(say("button-not-useful"), rating_data(digest.id, is_useful=False)),
    ]
    vote = leading("button-vote", start_word(Wanted.VOTE, digest_word(digest.id)))
    method = leading("menu-method", start_word(Wanted.METHOD, digest_word(digest.id)))
    rows = [[read, search], opinions, [vote, method]]
    if not team.telegram_start:
        return rows
    return [[leading("button-tell", team.telegram_start)], *rows]
