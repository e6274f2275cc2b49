"""Everything that Kuule keeps of a teller, as a file in their language. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.home import progress
from bot.core.model.language import SPOKEN, Language
from bot.core.model.tag import Tag
from bot.core.ports.catalogue import Texts
from bot.core.records import OpenTalk, Record, RecordedPart, RecordedStory
from bot.digest.blocks import Labels
from handlers.telegram.limits import CAPTION, cut


@dataclass(frozen=True, slots=True)
class File:
    """What sendDocument takes."""

    name: str
    content: bytes
    caption: str


class RecordFile:
    """Writes one record. Its keys are words of the teller's language, in one order in all."""

    def __init__(self, record: Record, language: Language, texts: Texts, labels: Labels) -> None:
        """Take what is kept, and the words."""
        self._record = record
        self._language = language
        self._texts = texts
        self._labels = labels

    def file(self) -> File:
        """Return the file with the sentences that go beside it."""
        content = json.dumps(self._all(), ensure_ascii=False, indent=2)
        # Half of a surrogate pair, which a sender may have typed, has no bytes of its own.
        encoded = content.encode("utf-8", "replace")
        day = self._record.at.astimezone(self._record.team.timezone).date()
        return File(f"{self._say('record-file')}-{day}.json", encoded, self._caption())

    def _caption(self) -> str:
        held = self._record.holdings
        sentences = [
            self._say("record-caption"),
            self._say("kept-stories", stories=held.stories, parts=held.parts),
            self._say("kept-tags", tags=held.own_tags),
            self._say("kept-address-telegram"),
        ]
        if held.attachments:
            sentences.append(self._say("record-without-attachments"))
        return cut(" ".join(sentences), CAPTION)

    def _all(self) -> dict[str, object]:
        record, person = self._record, self._record.person
        return self._named(
            {
                "made": self._moment(record.at),
                "address": record.user,
                "team": record.team.name,
                "language": self._language_name(person.language),
                "notice": person.noticed,
                "place": self._label("touchpoint", person.touchpoint),
                "scanned": self._moment(person.came_at),
                "unfinished": self._open_talk(record.open_talk),
                "stories": [self._story(each) for each in record.stories],
            }
        )

    def _story(self, recorded: RecordedStory) -> dict[str, object]:
        story, standing = recorded.own.story, recorded.own.standing
        week = str(standing.week.number) if standing.week else ""
        return self._named(
            {
                "number": story.number,
                "told": self._moment(story.told_at),
                "week": str(story.week),
                "role": self._say(f"record-role-{story.role}"),
                "identity": self._say(f"record-identity-{story.identity}"),
                "share": self._say(f"record-share-{story.share}"),
                "spoken": self._language_name(story.language),
                "receipt": self._moment(standing.receipt_at),
                "progress": [
                    self._say(f"progress-{step}", week=week) for step in progress(standing)
                ],
                "due": self._moment(standing.due),
                "criticality": story.criticality,
                "attachments": standing.attachments,
                "messages": [self._part(part) for part in recorded.parts],
                "tags": [self._tag(tag) for tag in story.tags],
            }
        )

    def _part(self, part: RecordedPart) -> dict[str, object]:
        return self._named(
            {
                "told": self._moment(part.told_at),
                "changed": self._moment(part.changed_at),
                "words": part.words,
                "shown": part.shown,
            }
        )

    def _tag(self, tag: Tag) -> dict[str, object]:
        return self._named(
            {
                "tag": self._label(tag.facet, tag.key),
                "source": self._say(f"record-source-{tag.source}"),
                "confidence": round(tag.confidence, 2),
            }
        )

    def _open_talk(self, open_talk: OpenTalk | None) -> dict[str, object] | None:
        if open_talk is None:
            return None
        talk = open_talk.dialogue
        expectation = talk.expectation
        return self._named(
            {
                "messages": [
                    self._named({"told": self._moment(each.told_at), "words": each.text})
                    for each in open_talk.words
                ],
                "feelings": [self._label("feeling", key) for key in talk.feelings],
                "expectation": self._say(f"expectation-{expectation}") if expectation else None,
            }
        )

    def _named(self, values: Mapping[str, object]) -> dict[str, object]:
        """Return what there is under the words of the language."""
        return {
            self._say(f"record-{name}"): value
            for name, value in values.items()
            if value not in (None, "")
        }

    def _moment(self, at: datetime | None) -> str | None:
        if at is None:
            return None
        return at.astimezone(self._record.team.timezone).isoformat(timespec="seconds")

    def _language_name(self, language: str | None) -> str | None:
        return self._say(f"language-{language}") if language in SPOKEN else None

    def _label(self, facet: str, key: str) -> str:
        return self._labels.label(facet, key, self._language) if key else ""

    def _say(self, key: str, **arguments: str | float) -> str:
        return self._texts.text(self._language, key, **arguments)
