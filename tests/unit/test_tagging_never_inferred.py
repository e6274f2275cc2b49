"""Health, ethnicity, belief and sexuality are never inferred: who says them gets the tags that
anybody else gets.
"""

from zoneinfo import ZoneInfo

import pytest

from bot.core.model.tag import Reading
from bot.core.model.team import Team
from bot.tagging.tagger import CueTagger

TAGGER = CueTagger()
TEAM = Team(id="t", name="t", language="fi", timezone=ZoneInfo("UTC"))

FRAMES = {
    "fi": ("Olen {} ja odotin puhelimessa tunnin, kiitos kuitenkin avusta.", "vaasalainen"),
    "en": ("I am {} and I waited an hour on the phone, thanks for the help.", "from Vaasa"),
    "sv": ("Jag är {} och väntade en timme i telefon, tack för hjälpen.", "vasabo"),
}
SAID = {
    "fi": ("diabeetikko", "syöpää sairastava", "romani", "saamelainen", "muslimi", "homo"),
    "en": ("diabetic", "autistic", "Roma", "Black", "a Muslim", "Jewish", "gay", "bisexual"),
    "sv": ("diabetiker", "cancersjuk", "rom", "same", "muslim", "jude", "bög", "bisexuell"),
}


def said(reading: Reading) -> tuple[object, ...]:
    tags = {(tag.facet, tag.key, tag.polarity) for tag in reading.tags}
    return tags, reading.sentiment, reading.criticality, reading.needs_reply, reading.signs


@pytest.mark.parametrize(
    ("language", "word"), [(language, word) for language in SAID for word in SAID[language]]
)
def test_what_somebody_is_changes_nothing(language: str, word: str) -> None:
    frame, anybody = FRAMES[language]

    assert said(TAGGER.read(frame.format(word), TEAM)) == said(
        TAGGER.read(frame.format(anybody), TEAM)
    )


@pytest.mark.parametrize(
    "text",
    [
        "En halua elää enää.",
        "Laite antoi sähköiskun ja myyjä Matti Virtanen nöyryytti minua.",
        "A customer threatened us with a knife.",
        "Jag vill inte leva längre.",
    ],
)
def test_a_sign_is_no_tag(text: str) -> None:
    reading = TAGGER.read(text, TEAM)

    assert reading.signs
    assert {tag.key for tag in reading.tags}.isdisjoint({"distress", "danger", "crime"})
    assert {tag.facet for tag in reading.tags}.isdisjoint({"sign", "signs"})
    assert {tag.key for tag in reading.tags}.isdisjoint({"grievance", "grieved"})
