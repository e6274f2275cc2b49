"""The questions of a talk, each with its buttons, drawn from the talk as it stands. Pure."""

from collections.abc import Callable, Sequence

from bot.core.model.delivery import Question, QuestionForm, Receipt, Shelf
from bot.core.model.dialogue import Dialogue, Readers, Step, Verb
from bot.core.model.language import SPOKEN
from bot.core.ports.catalogue import Texts
from bot.core.stated import EXPECTATIONS, FEELINGS, MORE_FEELINGS, shuffled
from bot.digest.blocks import Labels
from handlers.telegram.buttons import PRIVACY, REMOVE, shelf_data, talk_data
from handlers.telegram.message import Button, Message, in_pairs

Rows = Sequence[Sequence[Button]]

_STORY_KEYS = {
    QuestionForm.OTHER_TEAM: "talk-story-other-team",
    QuestionForm.FILE: "talk-story-file",
    QuestionForm.VOICE: "voice-listening",
}


def said(content: Question | Receipt, key: str, texts: Texts) -> str:
    """Return a sentence of a talk, or of the receipt at its end."""
    return texts.text(
        content.language,
        key,
        team=content.team,
        share=content.share,
        identity=content.identity,
        number=content.number,
    )


class Drawing:
    """Draws one question."""

    def __init__(
        self, content: Question, dialogue: Dialogue, texts: Texts, labels: Labels
    ) -> None:
        """Take what is asked, the talk as it stands, and the words."""
        self._content = content
        self._dialogue = dialogue
        self._texts = texts
        self._labels = labels

    def message(self) -> Message:
        """Return the question."""
        if self._dialogue.is_stopping:
            return self._stop()
        draw: dict[Step, Callable[[], Message]] = {
            Step.NOTICE: self._notice,
            Step.STORY: self._story,
            Step.FEELING: self._feeling,
            Step.EXPECTATION: self._expectation,
            Step.SHARE: self._share,
            Step.HELPED: self._help,
        }
        return draw[self._dialogue.step]()

    def _notice(self) -> Message:
        form = self._content.form
        if form is QuestionForm.WAITING:
            return Message(self._say("talk-notice-waiting"), self._notice_rows())
        is_other = form is QuestionForm.OTHER_TEAM
        key = "talk-notice-other-team" if is_other else "talk-notice"
        return Message(self._say(key), self._notice_rows())

    def _notice_rows(self) -> Rows:
        others = [
            self._button(f"language-{language}", Verb.SPEAK, language)
            for language in SPOKEN
            if language != self._content.language
        ]
        privacy = Button(self._say("button-privacy"), PRIVACY)
        return ((self._button("button-accept", Verb.ACCEPT), privacy), others)

    def _story(self) -> Message:
        cancel = self._button("button-cancel", Verb.CANCEL)
        done = self._button("button-done", Verb.DONE)
        if self._content.form is QuestionForm.REMINDER:
            go_on = self._button("button-go-on", Verb.GO_ON)
            return Message(self._say("talk-reminder"), ((done, go_on),))
        if self._dialogue.texts:
            return Message(self._say("talk-more"), ((done, cancel),))
        key = _STORY_KEYS.get(self._content.form, "talk-story")
        return Message(self._say(key), ((cancel,),))

    def _feeling(self) -> Message:
        dialogue = self._dialogue
        known = MORE_FEELINGS if dialogue.shows_more else FEELINGS
        # What was chosen before stays before one's eyes.
        keys = [key for key in dialogue.feelings if key not in known]
        keys += shuffled(known, dialogue.teller)
        buttons = [self._feeling_button(key) for key in keys]
        if not dialogue.shows_more:
            buttons.append(self._button("feeling-other", Verb.MORE))
        skip = "button-next" if dialogue.feelings else "button-skip"
        buttons.append(self._button(skip, Verb.NEXT))
        key = "talk-feeling-second" if dialogue.feelings else "talk-feeling"
        return Message(self._say(key), in_pairs(buttons))

    def _feeling_button(self, key: str) -> Button:
        language = self._content.language
        label = (
            self._texts.text(language, f"feeling-{key}")
            if key in FEELINGS
            else self._labels.label("feeling", key, language)
        )
        mark = "✓ " if key in self._dialogue.feelings else ""
        return Button(mark + label, talk_data(self._dialogue.id, Verb.FEEL, key))

    def _expectation(self) -> Message:
        buttons = [self._button(f"expectation-{key}", Verb.EXPECT, key) for key in EXPECTATIONS]
        buttons.append(self._button("button-skip", Verb.NEXT))
        return Message(self._say("talk-expectation"), in_pairs(buttons))

    def _share(self) -> Message:
        buttons = [self._button(f"readers-{each}", Verb.SHARE, each) for each in Readers]
        buttons.append(self._button("button-discard", Verb.DISCARD))
        return Message(self._say("talk-share"), [[button] for button in buttons])

    def _stop(self) -> Message:
        go_on = self._button("button-go-on", Verb.GO_ON)
        if self._content.form is QuestionForm.DELETION:
            draft = self._button("button-discard-draft", Verb.DISCARD)
            told = Button(self._say("button-told"), shelf_data(Shelf.DELETE, 0))
            return Message(self._say("talk-delete"), ((draft, go_on), (told,)))
        discard = self._button("button-discard", Verb.DISCARD)
        rows: Rows = ((discard, go_on),)
        if self._dialogue.is_accepted:
            rows = ((self._button("button-save", Verb.SAVE), go_on), (discard,))
        return Message(self._say("talk-stop"), rows)

    def _help(self) -> Message:
        number = self._content.number
        if not number:
            return Message(self._say("talk-help"))
        remove = Button(self._say("button-remove"), REMOVE + number)
        return Message(f"{self._say('talk-help')}\n\n{self._say('talk-help-saved')}", ((remove,),))

    def _button(self, key: str, verb: Verb, value: str = "") -> Button:
        return Button(self._say(key), talk_data(self._dialogue.id, verb, value))

    def _say(self, key: str) -> str:
        return said(self._content, key, self._texts)
