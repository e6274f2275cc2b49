"""One input of a talk, or silence, within one transaction: what changes and what is answered."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import uuid4

from bot.core.dialogue import Says, Turn
from bot.core.model.delivery import Content, Note, Question, QuestionForm, Receipt
from bot.core.model.dialogue import Dialogue, Readers, Step
from bot.core.model.language import Language
from bot.core.model.platforms import NaturalKey
from bot.core.model.team import Team
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.store import Transaction
from bot.core.telling import Saved, Teller, Telling
from bot.core.waiting import Words

_GONE = frozenset({Says.LEFT, Says.DISCARDED, Says.EXPIRED})
"""What says that nothing is kept, so that nothing may be, of a voice message either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who is here, and what came from them."""

    tx: Transaction
    telling: Telling
    teller: Teller
    key: NaturalKey
    """Of the input: its answer is sent once."""
    now: datetime
    patience: timedelta = timedelta(0)
    """How long the answer waits for what belongs to the input and comes apart from it."""

    def led_by(self, team: Team) -> "Visit":
        """Return it with that team listening."""
        return replace(self, teller=replace(self.teller, team=team))

    def in_language(self, language: Language) -> "Visit":
        """Return it in that language."""
        return replace(self, teller=replace(self.teller, language=language))

    def begun(self) -> Dialogue:
        """Return a talk that begins now: with the notice for whoever has not accepted it."""
        return Dialogue(
            id=uuid4(),
            teller=self.teller.person.id,
            step=Step.STORY if self.teller.person.noticed else Step.NOTICE,
            language=self.teller.language,
            heard_at=self.now,
        )

    def of_album(self, album: NaturalKey | None, patience: timedelta) -> "Visit":
        """Return it as one of several that are answered once, if there is an album."""
        return replace(self, key=album, patience=patience) if album else self

    def take(self, before: Dialogue, turn: Turn, form: QuestionForm = QuestionForm.PLAIN) -> bool:
        """Answer and keep the talk; return False when this input was answered before, and
        nothing is changed.
        """
        # Before anything is told: a press may come again when the talk has moved on.
        if self.tx.deliveries.has(self._effect) or not self._answer(before, turn, form):
            return False
        if turn.dialogue is None:
            # What was not saved: all of it, or files to which no words came.
            self.telling.discard(self.tx, self.teller, before, self.now)
            self.tx.dialogues.end(before.id)
            if turn.says in _GONE:
                self.tx.recordings.forget(self.teller.person.id)
        else:
            self._keep(turn.dialogue)
        return True

    def hold(self, before: Dialogue, turn: Turn, form: QuestionForm) -> None:
        """Keep the talk in which a message was held, and answer unless its album was answered."""
        self._answer(before, turn, form)
        self._keep(turn.dialogue or before)

    def join(self, dialogue: Dialogue, key: bytes, words: Words) -> bool:
        """Add words to the story that a sign of distress has told; return False when it is gone,
        and the talk with it.
        """
        if not self.telling.join(self.tx, self.teller, dialogue, key, words, self.now):
            self.tx.dialogues.end(dialogue.id)
            return False
        self._keep(replace(dialogue, texts=dialogue.texts + 1, heard_at=self.now))
        self.say("talk-added-help")
        return True

    def help(self, dialogue: Dialogue) -> None:
        """Leave the script: keep the words for those who answer, and say where help is."""
        saved = self.telling.save(self.tx, self.teller, dialogue, Readers.SERVICE, self.now)
        helped = replace(dialogue, step=Step.HELPED, story=saved.id, is_stopping=False)
        self._keep(helped)
        self.answer(self._question(helped, QuestionForm.PLAIN, saved.number))

    def warn(self) -> None:
        """Help a teller whose story shows a sign of distress only now."""
        self.say("talk-help")

    def say(self, key: str) -> bool:
        """Answer with a sentence; return False when this input was answered before."""
        return self.answer(Note(key=key, language=self.teller.language))

    def answer(self, content: Content, about: Saved | None = None) -> bool:
        """Answer with that; return False when this input was answered before."""
        if not self.teller.person.is_reachable:
            return True
        return self.tx.deliveries.add(
            NewDelivery(
                dedup=self._effect,
                address=self.teller.address,
                content=content,
                not_before=self.now + self.patience,
                story=None if about is None else about.id,
            )
        )

    @property
    def _effect(self) -> NaturalKey:
        return (*self.key, "answer")

    def _keep(self, dialogue: Dialogue) -> None:
        self.tx.dialogues.save(replace(dialogue, language=self.teller.language))

    def _answer(self, before: Dialogue, turn: Turn, form: QuestionForm) -> bool:
        if turn.says is Says.NOTHING:
            return True
        if turn.says is Says.SAVED:
            return self._save(before, turn)
        if turn.says is Says.QUESTION and turn.dialogue is not None:
            return self.answer(self._question(turn.dialogue, form, self._number(turn.dialogue)))
        return self.say(f"talk-{turn.says}")

    def _save(self, before: Dialogue, turn: Turn) -> bool:
        saved = self.telling.save(self.tx, self.teller, before, turn.readers, self.now)
        receipt = Receipt(
            number=saved.number,
            language=self.teller.language,
            team=self.teller.team.name,
            share=saved.share,
            identity=saved.identity,
            file_dropped=saved.has_files and not self.teller.team.attachments,
            file_awaited=saved.has_files and self.teller.team.attachments,
            read_by=saved.read_by,
        )
        return self.answer(receipt, saved)

    def _number(self, dialogue: Dialogue) -> str:
        story = self.tx.stories.by_id(dialogue.story) if dialogue.story else None
        return story.number if story else ""

    def _question(self, dialogue: Dialogue, form: QuestionForm, number: str) -> Question:
        team = self.teller.team
        return Question(
            talk=dialogue.id,
            language=self.teller.language,
            team=team.name,
            share=team.share,
            identity=team.identity,
            form=form,
            number=number,
        )
