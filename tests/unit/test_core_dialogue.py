"""What a word, a tap and silence do to a talk."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from statistics import median
from typing import Any
from uuid import UUID

import pytest

from bot.core.dialogue import Says, Turn, silent, stopped, tapped, told
from bot.core.model.dialogue import LIFE, SILENCE, Dialogue, Readers, Step, Verb
from bot.core.stated import EXPECTATIONS, FEELINGS, MORE_FEELINGS, polarity_of
from tests.core_builders import WEDNESDAY

NOW = WEDNESDAY
LATER = NOW + timedelta(seconds=30)


def a_talk(step: Step = Step.STORY, **fields: Any) -> Dialogue:
    return Dialogue(
        id=UUID(int=1), teller=UUID(int=2), step=step, language="fi", heard_at=NOW, **fields
    )


def tap(talk: Dialogue, verb: Verb, value: str = "") -> Turn:
    return tapped(talk, verb, value, LATER)


def after(turn: Turn) -> Dialogue:
    assert turn.dialogue is not None
    return turn.dialogue


# The script


def test_each_tap_of_the_script_leads_on() -> None:
    taps = [
        (Verb.ACCEPT, ""),
        (Verb.DONE, ""),
        (Verb.FEEL, "heard"),
        (Verb.NEXT, ""),
        (Verb.EXPECT, "exceeded"),
        (Verb.SHARE, "reply"),
    ]
    talk = after(told(a_talk(Step.NOTICE), NOW))
    steps = []
    for verb, value in taps[:-1]:
        talk = after(tap(talk, verb, value))
        steps.append(talk.step)

    assert steps == [Step.STORY, Step.FEELING, Step.FEELING, Step.EXPECTATION, Step.SHARE]
    assert tap(talk, *taps[-1]) == Turn(Says.SAVED, readers=Readers.TEAM_REPLY)


def ways() -> Iterator[list[tuple[Verb, str]]]:
    """Yield the taps of every straight way through a talk."""
    skip = ((Verb.NEXT, ""),)
    shown = [((Verb.FEEL, one), *skip) for one in FEELINGS]
    two = [((Verb.FEEL, one), (Verb.FEEL, other)) for one, other in product(FEELINGS, repeat=2)]
    others = [((Verb.MORE, ""), (Verb.FEEL, one), *skip) for one in MORE_FEELINGS]
    feelings = [skip, *shown, *(pair for pair in two if pair[0] != pair[1]), *others]
    expectations = [skip, *(((Verb.EXPECT, each),) for each in EXPECTATIONS)]
    for feeling, expectation, readers in product(feelings, expectations, Readers):
        yield [(Verb.ACCEPT, ""), (Verb.DONE, ""), *feeling, *expectation, (Verb.SHARE, readers)]


def test_half_of_all_ways_through_a_talk_take_six_taps_or_fewer_and_none_more_than_seven() -> None:
    counts = []
    for taps in ways():
        talk = after(told(a_talk(Step.NOTICE), NOW))
        for verb, value in taps[:-1]:
            talk = after(tap(talk, verb, value))
        assert tap(talk, *taps[-1]).says is Says.SAVED
        counts.append(len(taps))

    assert median(counts) <= 6
    assert max(counts) == 7


def test_every_question_after_the_story_can_be_skipped() -> None:
    talk = a_talk(texts=1)
    for verb in (Verb.DONE, Verb.NEXT, Verb.NEXT):
        talk = after(tap(talk, verb))

    assert (talk.step, talk.feelings, talk.expectation) == (Step.SHARE, (), "")


def test_two_feelings_at_most_and_the_second_leads_on() -> None:
    talk = after(tap(a_talk(Step.FEELING, texts=1), Verb.FEEL, "heard"))
    talk = after(tap(talk, Verb.FEEL, "relieved"))

    assert (talk.step, talk.feelings) == (Step.EXPECTATION, ("heard", "relieved"))


def test_a_feeling_that_is_tapped_again_is_taken_back() -> None:
    talk = a_talk(Step.FEELING, texts=1, feelings=("heard",))

    assert after(tap(talk, Verb.FEEL, "heard")).feelings == ()


def test_more_feelings_are_offered_and_taken() -> None:
    talk = after(tap(a_talk(Step.FEELING, texts=1), Verb.MORE))

    assert talk.shows_more
    assert after(tap(talk, Verb.FEEL, "hurried")).feelings == ("hurried",)


@pytest.mark.parametrize(
    ("step", "verb", "value"),
    [
        (Step.NOTICE, Verb.DONE, ""),
        (Step.NOTICE, Verb.SHARE, "team"),
        (Step.STORY, Verb.ACCEPT, ""),
        (Step.STORY, Verb.FEEL, "heard"),
        (Step.STORY, Verb.SAVE, ""),
        (Step.STORY, Verb.DISCARD, ""),
        (Step.FEELING, Verb.FEEL, "no_feeling"),
        (Step.FEELING, Verb.DONE, ""),
        (Step.EXPECTATION, Verb.EXPECT, "nothing"),
        (Step.EXPECTATION, Verb.FEEL, "heard"),
        (Step.SHARE, Verb.SHARE, "public"),
        (Step.SHARE, Verb.EXPECT, "met"),
        (Step.HELPED, Verb.SHARE, "team"),
        (Step.HELPED, Verb.DISCARD, ""),
    ],
)
def test_a_button_that_is_not_of_the_present_question_shows_that_question_again(
    step: Step, verb: Verb, value: str
) -> None:
    turn = tap(a_talk(step, texts=1), verb, value)

    assert turn.says is Says.QUESTION
    assert after(turn).step is step
    assert after(turn).feelings == ()


def test_a_story_without_words_is_not_done() -> None:
    assert after(tap(a_talk(), Verb.DONE)).step is Step.STORY


# Words


@pytest.mark.parametrize("step", [Step.NOTICE, Step.STORY])
def test_only_the_first_words_bring_a_question(step: Step) -> None:
    first = told(a_talk(step), LATER)
    second = told(after(first), LATER)

    assert (first.says, second.says) == (Says.QUESTION, Says.NOTHING)
    assert after(second).texts == 2


@pytest.mark.parametrize("step", [Step.FEELING, Step.EXPECTATION, Step.SHARE])
def test_words_at_a_later_step_are_added_and_the_step_stays(step: Step) -> None:
    turn = told(a_talk(step, texts=1), LATER)

    assert (turn.says, after(turn).step, after(turn).texts) == (Says.ADDED, step, 2)


# Stopping


def test_a_talk_without_words_is_left_at_once() -> None:
    assert stopped(a_talk(), LATER) == Turn(Says.LEFT)
    assert tap(a_talk(), Verb.CANCEL) == Turn(Says.LEFT)


def test_a_story_told_in_distress_is_not_asked_about_again() -> None:
    helped = a_talk(Step.HELPED, texts=1)

    assert stopped(helped, LATER) == Turn(Says.QUESTION, helped)


def test_words_go_only_by_a_second_word() -> None:
    asked = tap(a_talk(texts=1), Verb.CANCEL)

    assert asked.says is Says.QUESTION
    assert after(asked).is_stopping
    assert tap(after(asked), Verb.DISCARD) == Turn(Says.DISCARDED)


@pytest.mark.parametrize("step", list(Step)[:5])
def test_whoever_goes_on_is_where_they_were(step: Step) -> None:
    talk = a_talk(step, texts=1)
    again = after(tap(after(stopped(talk, LATER)), Verb.GO_ON))

    assert (again.step, again.is_stopping) == (step, False)
    assert after(told(after(stopped(talk, LATER)), LATER)).is_stopping is False


def test_what_was_told_can_be_saved_at_once_where_the_notice_was_accepted() -> None:
    accepted = a_talk(Step.FEELING, texts=1, is_stopping=True)
    unaccepted = a_talk(Step.NOTICE, texts=1, is_stopping=True)

    assert tap(accepted, Verb.SAVE) == Turn(Says.SAVED)
    assert tap(unaccepted, Verb.SAVE).says is Says.QUESTION


# Silence


def test_silence_is_three_minutes_and_a_talk_lives_for_a_day() -> None:
    assert (timedelta(minutes=3), timedelta(hours=24)) == (SILENCE, LIFE)


def test_a_talk_that_nobody_looked_at_for_a_day_is_not_asked_any_more() -> None:
    assert silent(a_talk(texts=1), NOW + LIFE) == Turn(Says.SAVED)


def test_silence_asks_once_whether_there_is_more() -> None:
    talk = a_talk(texts=1)

    assert silent(talk, NOW + SILENCE - timedelta(seconds=1)) is None
    turn = silent(talk, NOW + SILENCE)
    assert turn is not None
    assert turn.says is Says.QUESTION
    assert silent(after(turn), NOW + SILENCE * 3) is None
    again = after(told(after(turn), NOW + SILENCE))
    assert silent(again, NOW + SILENCE * 3) is None


@pytest.mark.parametrize(
    "talk",
    [
        a_talk(),
        a_talk(Step.NOTICE, texts=1),
        a_talk(Step.FEELING, texts=1),
        a_talk(texts=1, is_stopping=True),
        a_talk(Step.HELPED, texts=1),
    ],
)
def test_silence_elsewhere_asks_nothing(talk: Dialogue) -> None:
    assert silent(talk, NOW + SILENCE) is None


@pytest.mark.parametrize(
    ("talk", "says"),
    [
        (a_talk(texts=1, was_reminded=True), Says.SAVED),
        (a_talk(texts=1, is_stopping=True), Says.SAVED),
        (a_talk(Step.SHARE, texts=1), Says.SAVED),
        (a_talk(Step.SHARE, texts=1, is_stopping=True), Says.SAVED),
        (a_talk(Step.NOTICE, texts=1), Says.EXPIRED),
        (a_talk(Step.NOTICE), Says.NOTHING),
        (a_talk(), Says.NOTHING),
        (a_talk(Step.HELPED, texts=1), Says.NOTHING),
    ],
)
def test_after_a_day_a_talk_ends_as_the_notice_allows(talk: Dialogue, says: Says) -> None:
    assert silent(talk, NOW + LIFE - timedelta(seconds=1)) is None
    assert silent(talk, NOW + LIFE) == Turn(says)


def test_three_good_and_three_bad_feelings_are_offered() -> None:
    polarities = [polarity_of("feeling", key) for key in FEELINGS]

    assert sorted(polarities) == [-1, -1, -1, 1, 1, 1]
