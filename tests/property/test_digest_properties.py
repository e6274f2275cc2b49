from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.edition import Edition, History
from bot.core.model.digest import COUNTING, Composition, Line, Period, Sheet
from bot.core.model.language import SPOKEN, Language
from bot.core.model.story import Role, Share, Status, Story, Waiting
from bot.core.model.tag import Sentiment
from bot.core.model.week import Week
from bot.core.publishable import is_publishable
from bot.digest.blocks import Labels, on_sheet
from bot.digest.choosing import SLOTS
from bot.digest.compose import compose, extract
from bot.digest.plain import plain, visible_characters
from bot.digest.prepare import prepare
from bot.digest.quote import cut_quote, one_line
from bot.digest.select import Side, on_side
from bot.digest.verifying.length import GREEN
from bot.digest.verifying.quotes import is_verbatim
from bot.digest.verifying.verify import verify
from bot.i18n.catalogue import Catalogue
from bot.i18n.sentences import choice_sentences
from tests.digest_builders import (
    MONDAY_8,
    WEEK_46,
    a_digest,
    a_message_of,
    a_story,
    a_team,
    an_edition,
    an_evidence,
    of_block,
    tells_nobody,
)

TEXTS = Catalogue()
SECRET = "SALAISUUS"
LIMITS = {
    "header": 60,
    "counts": 150,
    "quote": 280,
    "source": 60,
    "reason": 120,
    "delighted": 110,
    "hurt": 110,
    "waiting": 200,
    "question": 180,
    "caution": 200,
    "sentence": 200,
    "picture": 500,
    "rising": 120,
    "must_win_quote": 280,
    "must_win_source": 60,
    "idea": 240,
    "open": 120,
    "story": 120,
    "guide": 300,
    "method": 250,
    "number": 120,
    "risk": 120,
    "must_win": 120,
    "missing": 200,
}
CHOSEN = {
    *("reason", "delighted", "hurt", "rising", "moved", "question"),
    *("must_win_quote", "idea"),
}
QUOTING = {"quote", "delighted", "hurt", "reason", "idea", "story"}
TAGS = (
    "must_win:heard",
    "theme:closing_time",
    "service:billing",
    "empathy:listening",
    "empathy:rudeness",
    "quality:information",
    "touchpoint:invoice",
    "feeling:heard",
    "stage:use",
    "risk:billing",
    "risk:dignity",
    "risk:staff_wellbeing",
    "risk:urgent_person",
)
ODD_WORDS = ("T-9999", "”", "“", "[…]", "2 tarinaa.", "1 200", "a" * 300, "…", "\n\n")


@dataclass(frozen=True)
class Names:
    """The same words in the name of every theme."""

    words: str

    def label(self, facet: str, key: str, language: Language) -> str:
        return f"{facet} {key} {self.words}"


words = st.lists(st.text(max_size=20) | st.sampled_from(ODD_WORDS), max_size=30).map(" ".join)
names = words.map(Names)
plain_names = st.text("abcåäö ", max_size=200).map(Names)


@st.composite
def told(draw: st.DrawFn, number: int, week: Week | None = None) -> Story:
    story = a_story(
        f"T-{number}",
        teller=draw(st.sampled_from([None, *"abcdefg"])),
        tags=sorted(draw(st.sets(st.sampled_from(TAGS), max_size=5))),
        polarity=draw(st.sampled_from([None, -1, 0, 1])),
        sentiment=draw(st.sampled_from(Sentiment)),
        week=week or draw(st.sampled_from([WEEK_46, WEEK_46, WEEK_46.shifted(-3)])),
        told_at=MONDAY_8 - timedelta(hours=draw(st.integers(1, 300))),
        role=draw(st.sampled_from(Role)),
        share=draw(st.sampled_from([Share.STORE, Share.TEAM, Share.TEAM, Share.PUBLIC])),
        status=draw(st.sampled_from([Status.KEPT, Status.KEPT, Status.KEPT, Status.WITHDRAWN])),
        language=draw(st.sampled_from([*SPOKEN, "other"])),
        criticality=draw(st.integers(0, 5)),
    )
    text = draw(words)
    if not is_publishable(story):
        text = f"{SECRET} {text}".replace(" ", f" {SECRET} ")
    return replace(story, parts=(a_message_of(f"Alku {text}", story.told_at),))


@st.composite
def histories(draw: st.DrawFn) -> History:
    tellers = draw(st.integers(0, 300))
    themes = draw(
        st.dictionaries(st.sampled_from(TAGS[:7]), st.integers(1, max(tellers, 1)), max_size=7)
    )
    return History(
        weeks=draw(st.integers(0, 8)),
        tellers=tellers,
        customers=draw(st.none() | st.integers(0, tellers)),
        by_theme={
            (facet, key): min(told, tellers)
            for facet, _, key in (name.partition(":") for name in themes)
            for told in [themes[f"{facet}:{key}"]]
        },
    )


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    stories = tuple(draw(told(1000 + i)) for i in range(draw(st.integers(0, 14))))
    earlier = tuple(draw(told(5000 + i, Week(2025, 51))) for i in range(draw(st.integers(0, 2))))
    numbers = [story.number for story in (*stories, *earlier)] + ["T-7777"]
    waiting = draw(st.dictionaries(st.sampled_from(numbers), st.integers(0, 900), max_size=6))
    return an_edition(
        stories,
        team=a_team(
            language=draw(st.sampled_from(SPOKEN)), members=draw(st.sampled_from([0, 4, 5, 50]))
        ),
        period=Period(draw(st.sampled_from([WEEK_46, Week(2026, 45), Week(2025, 52)])), WEEK_46),
        earlier=earlier,
        waiting=tuple(
            Waiting(number, MONDAY_8 - timedelta(hours=hours)) for number, hours in waiting.items()
        ),
        history=draw(st.none() | histories()),
        chosen=draw(st.sampled_from(["", *numbers])),
        late=draw(st.booleans()),
        quiet_weeks=draw(st.integers(0, 3)),
        recently_used=frozenset(draw(st.sets(st.sampled_from(numbers)))),
    )


@given(editions(), names)
def test_no_line_and_no_digest_is_too_long(edition: Edition, labels: Labels) -> None:
    lines = compose(edition, TEXTS, labels)

    assert visible_characters(on_sheet(lines, Sheet.TOP)) <= GREEN
    assert not [line for line in lines if len(line.text) > LIMITS.get(line.block, 150)]


@given(editions(), plain_names)
def test_every_digest_is_sound(edition: Edition, labels: Labels) -> None:
    assert verify(Composition(compose(edition, TEXTS, labels)), an_evidence(edition, labels)) == ()
    assert verify(Composition(extract(edition, TEXTS, labels)), an_evidence(edition, labels)) == ()


@given(editions(), names)
def test_whatever_the_themes_are_called_what_is_sent_is_sound(
    edition: Edition, labels: Labels
) -> None:
    prepared = prepare(edition, TEXTS, labels, tells_nobody)

    assert prepared.findings == ()
    assert {"header", "counts"} <= {line.block for line in prepared.lines} or len(
        prepared.lines
    ) == 1


@given(editions(), names)
def test_every_id_exists_and_each_story_is_counted_once(edition: Edition, labels: Labels) -> None:
    lines = compose(edition, TEXTS, labels)
    known = {story.number for story in (*edition.kept, *edition.earlier)}
    waiting = {one.number for one in edition.waiting}

    for line in lines:
        assert set(line.ids) <= (waiting if line.block in {"waiting", "oldest"} else known)
    counted = Counter(number for line in of_block(lines, "counts") for number in line.ids)
    if len(lines) > 1:
        assert counted == Counter(story.number for story in edition.kept)


@given(editions(), names)
def test_both_sides_have_the_same_room(edition: Edition, labels: Labels) -> None:
    lines = compose(edition, TEXTS, labels)
    if not of_block(lines, "hurt_heading"):
        return

    for block, side in (("delighted", Side.DELIGHTED), ("hurt", Side.HURT)):
        items = [line for line in of_block(lines, block) if line.ids]
        used = {number for line in items for number in line.ids}
        unused = [one for one in on_side(edition.kept, side) if one.number not in used]
        assert len(items) == SLOTS or not unused
        assert len(of_block(lines, block)) == max(len(items), 1)


@given(editions(), names)
def test_nothing_that_is_only_counted_is_shown(edition: Edition, labels: Labels) -> None:
    lines = compose(edition, TEXTS, labels)
    hidden = {
        story.number for story in (*edition.stories, *edition.earlier) if not is_publishable(story)
    }
    ours = [line for line in lines if line.block not in QUOTING]

    assert SECRET not in plain(lines)
    assert not any(number in line.text for line in ours for number in hidden)
    assert not any(set(line.ids) & hidden for line in lines if line.block not in COUNTING)


@given(editions(), names)
def test_a_line_of_one_teller_claims_no_more(edition: Edition, labels: Labels) -> None:
    tellers = {story.number: story.teller for story in edition.kept}
    lines: list[Line] = [
        line
        for block in ("delighted", "hurt")
        for line in of_block(compose(edition, TEXTS, labels), block)
    ]

    for line in lines:
        assert len({tellers[number] for number in line.ids}) == len(line.ids)


@given(st.text(), st.integers(6, 300))
def test_a_quote_is_short_and_verbatim(text: str, limit: int) -> None:
    quote = cut_quote(text, limit)

    assert len(quote) <= limit
    if one_line(text).strip("[…] "):
        assert is_verbatim(quote, text)


@given(editions())
def test_the_same_edition_gives_the_same_digest(edition: Edition) -> None:
    shuffled = replace(edition, stories=edition.stories[::-1], waiting=edition.waiting[::-1])

    assert compose(edition, TEXTS, Names("")) == compose(shuffled, TEXTS, Names(""))


@given(editions())
def test_every_line_that_was_chosen_says_why_and_that_can_be_told(edition: Edition) -> None:
    lines = compose(edition, TEXTS, Names(""))
    digest = a_digest(lines)

    # Why the story of the week was chosen is not told twice.
    told_above = [
        line
        for line in lines
        if line.block in {"delighted", "hurt"} and line.ids == (digest.week_story,)
    ]
    chosen = [line for line in lines if line.block in CHOSEN and line.ids]
    assert all(line.reason for line in chosen if line not in told_above)
    told = choice_sentences(digest, "fi", TEXTS)
    # Why the story of the week was chosen, and which way a theme goes, stands in the digest.
    untold = {line.reason for line in lines if line.block in {"reason", "rising"}}
    assert len(told) == len(digest.choices.keys() - untold)
