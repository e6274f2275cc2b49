"""A moment in a delivery is written as its reader's language writes it, after a store too."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from bot.core.erasing import counted_stories
from bot.core.model.delivery import Address, Note, Oversight
from bot.core.model.digest import DigestState
from bot.core.model.language import Language
from bot.core.model.platforms import Platform
from bot.i18n.catalogue import Catalogue
from bot.i18n.sentences import note_sentence, oversight_sentence
from storage.contents import decode, encode
from tests.contract.builders import a_digest

TEXTS = Catalogue()
NINE = datetime(2026, 11, 16, 9, 0, tzinfo=ZoneInfo("Europe/Helsinki"))
PLACE = Address(platform=Platform.SLACK, channel="U0")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", "16.11.2026 klo 9.00 – 16.11.2026 klo 13.05"),
        ("en", "16 Nov 2026, 09:00 to 16 Nov 2026, 13:05"),
        ("sv", "16.11.2026 kl. 9.00 – 16.11.2026 kl. 13.05"),
    ],
)
def test_a_gap_in_listening_is_told_with_date_and_time(language: Language, expected: str) -> None:
    moments = {"since": NINE, "until": NINE.replace(hour=13, minute=5)}
    note = Note(key="operator-gap-slack", language=language, moments=moments)
    _, kept = decode(encode(PLACE, note))

    assert kept == note
    assert isinstance(kept, Note)
    assert expected in note_sentence(kept, language, TEXTS)


@pytest.mark.parametrize(
    ("language", "leaves", "held"),
    [
        ("fi", "klo 9.00", "17.11.2026 klo 8.00"),
        ("en", "at 09:00", "on 17 Nov 2026, 08:00"),
        ("sv", "kl. 9.00", "17.11.2026 kl. 8.00"),
    ],
)
def test_an_owner_is_told_when_a_digest_leaves(language: Language, leaves: str, held: str) -> None:
    content = Oversight(
        digest_id=UUID(int=1),
        team="A",
        week="46",
        leaves=NINE,
        last_chance=NINE.replace(hour=8, minute=55),
        language=language,
    )
    _, kept = decode(encode(PLACE, content))
    assert kept == content
    assert isinstance(kept, Oversight)
    until = NINE.replace(day=17, hour=8)
    open_digest = a_digest(state=DigestState.COMPOSED)
    held_digest = replace(open_digest, held_until=until)
    _, held_content = decode(encode(PLACE, replace(kept, held_until=until)))
    assert isinstance(held_content, Oversight)

    assert leaves in oversight_sentence(kept, open_digest, language, TEXTS)
    assert held in oversight_sentence(held_content, held_digest, language, TEXTS)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fi", "sinulla on nyt yksi tarina."),
        ("en", "there is one story of yours now."),
        ("sv", "nu finns det en berättelse av dig."),
    ],
)
def test_a_first_story_since_the_button_was_drawn_is_told_of_as_one(
    language: Language, expected: str
) -> None:
    note = Note(key="erase-anew", language=language, arguments=counted_stories(1))

    assert expected in note_sentence(note, language, TEXTS)
