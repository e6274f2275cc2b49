"""What a word, a tap and silence do to a guided talk. Pure: a talk in, a turn out.

The script is three steps that can be skipped: the story, how it felt and compared with what was
expected, and who may read it. A button of an earlier step changes nothing, so that a tap may come
late or twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.model.dialogue import LIFE, Dialogue, Readers, Step, Verb
from bot.core.stated import EXPECTATIONS, FEELINGS, MORE_FEELINGS

MOST_FEELINGS = 2


MANY = 30
"""Messages of one talk after which no more of them are answered one by one."""


class Says(StrEnum):
    """What Kuule answers."""

    NOTHING = "nothing"
    QUESTION = "question"
    """The question as the talk stands, with its buttons."""
    ADDED = "added"
    """That the words were added, while another question stands."""
    MANY = "many"
    """That everything is kept, and that there is no hurry."""
    SAVED = "saved"
    DISCARDED = "discarded"
    """That what was told is gone."""
    EXPIRED = "expired"
    """The same, because nobody accepted the notice in time."""
    LEFT = "left"
    """That nothing was told."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The talk after it, and the answer. Without a talk it has ended."""

    says: Says
    dialogue: Dialogue | None = None
    readers: Readers | None = None
    """Who may read what is saved; None when the teller did not say, and the team's rule holds."""


def told(dialogue: Dialogue, at: datetime) -> Turn:
    """One more message of the story, at any step."""
    heard = replace(dialogue, texts=dialogue.texts + 1, heard_at=at, is_stopping=False)
    return Turn(_says_of(dialogue, heard.texts), heard)


def brought(dialogue: Dialogue, count: int, at: datetime) -> Turn:
    """A file without words, at any step, the `count`-th message that is held. It tells nothing."""
    return Turn(_says_of(dialogue, count), replace(dialogue, heard_at=at, is_stopping=False))


def stopped(dialogue: Dialogue, at: datetime) -> Turn:
    """The teller wants to end the talk. What was told goes only by a second word."""
    if dialogue.step is Step.HELPED:
        # Its words are told already.
        return _asks(dialogue)
    if dialogue.texts == 0:
        return Turn(Says.LEFT)
    return _asks(replace(dialogue, is_stopping=True, heard_at=at))


def tapped(dialogue: Dialogue, verb: Verb, value: str, at: datetime) -> Turn:
    """A button. One that does not belong to the present question shows that question again."""
    heard = replace(dialogue, heard_at=at)
    if heard.is_stopping:
        return _stopping(heard, verb)
    if verb is Verb.CANCEL:
        return stopped(dialogue, at)
    tap = _TAPS.get(heard.step)
    return tap(heard, verb, value) if tap else _asks(heard)


def silent(dialogue: Dialogue, now: datetime) -> Turn | None:
    """Nobody has said anything; None while it is too early for anything to happen."""
    if now < dialogue.wakes_at:
        return None
    if dialogue.may_remind and now < dialogue.heard_at + LIFE:
        return _asks(replace(dialogue, was_reminded=True))
    if dialogue.texts == 0 or dialogue.step is Step.HELPED:
        return Turn(Says.NOTHING)
    return Turn(Says.SAVED if dialogue.is_accepted else Says.EXPIRED)


def _says_of(before: Dialogue, count: int) -> Says:
    """Return the answer to one more message, the talk's `count`-th."""
    if count >= MANY:
        # Said once: who floods is not flooded in turn, and all is kept all the same.
        return Says.MANY if count == MANY else Says.NOTHING
    if before.texts == 0:
        return Says.QUESTION
    is_asked = before.is_stopping or before.step not in {Step.NOTICE, Step.STORY}
    return Says.ADDED if is_asked else Says.NOTHING


def _asks(dialogue: Dialogue) -> Turn:
    return Turn(Says.QUESTION, dialogue)


def _stopping(dialogue: Dialogue, verb: Verb) -> Turn:
    if verb is Verb.DISCARD:
        return Turn(Says.DISCARDED)
    if verb is Verb.SAVE and dialogue.is_accepted:
        return Turn(Says.SAVED)
    is_back = verb is Verb.GO_ON
    return _asks(replace(dialogue, is_stopping=not is_back))


def _notice(dialogue: Dialogue, verb: Verb, _: str) -> Turn:
    return _asks(replace(dialogue, step=Step.STORY) if verb is Verb.ACCEPT else dialogue)


def _story(dialogue: Dialogue, verb: Verb, _: str) -> Turn:
    is_done = verb is Verb.DONE and dialogue.texts > 0
    return _asks(replace(dialogue, step=Step.FEELING) if is_done else dialogue)


def _feeling(dialogue: Dialogue, verb: Verb, value: str) -> Turn:
    if verb is Verb.NEXT:
        return _asks(replace(dialogue, step=Step.EXPECTATION))
    if verb is Verb.MORE:
        return _asks(replace(dialogue, shows_more=True))
    if verb is not Verb.FEEL or value not in FEELINGS + MORE_FEELINGS:
        return _asks(dialogue)
    if value in dialogue.feelings:
        left = tuple(each for each in dialogue.feelings if each != value)
        return _asks(replace(dialogue, feelings=left))
    feelings = (*dialogue.feelings, value)
    is_full = len(feelings) == MOST_FEELINGS
    step = Step.EXPECTATION if is_full else Step.FEELING
    return _asks(replace(dialogue, feelings=feelings, step=step))


def _expectation(dialogue: Dialogue, verb: Verb, value: str) -> Turn:
    if verb is Verb.NEXT:
        return _asks(replace(dialogue, step=Step.SHARE))
    if verb is Verb.EXPECT and value in EXPECTATIONS:
        return _asks(replace(dialogue, expectation=value, step=Step.SHARE))
    return _asks(dialogue)


def _share(dialogue: Dialogue, verb: Verb, value: str) -> Turn:
    if verb is Verb.DISCARD:
        return Turn(Says.DISCARDED)
    if verb is Verb.SHARE and value in set(Readers):
        return Turn(Says.SAVED, readers=Readers(value))
    return _asks(dialogue)


_TAPS: Mapping[Step, Callable[[Dialogue, Verb, str], Turn]] = {
    Step.NOTICE: _notice,
    Step.STORY: _story,
    Step.FEELING: _feeling,
    Step.EXPECTATION: _expectation,
    Step.SHARE: _share,
}
