"""What a teller gets for a message: the receipt of a story with at most one question, or a word on
what became of a part.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from bot.core.followup import question
from bot.core.model.delivery import Address, Note, Receipt
from bot.core.model.incoming import IncomingMessage
from bot.core.model.language import Language
from bot.core.model.platforms import Platform, Route
from bot.core.model.tag import Reading
from bot.core.ports.deliveries import NewDelivery

_AMONG_OTHERS = frozenset({Route.CHANNEL, Route.MENTION, Route.REACTION})
"""Where the receipt is shown in place, to the teller alone, and vanishes."""
_QUESTION, _ECHO = "follow-up", "follow-up-echo"


def private_address(message: IncomingMessage) -> Address:
    """Return where the message's writer reads alone."""
    return Address(
        platform=message.platform,
        channel=message.channel if message.route in {Route.DM, Route.GROUP} else message.user,
    )


def is_question(delivery: NewDelivery) -> bool:
    """True for the one question about a story."""
    return isinstance(delivery.content, Note) and delivery.content.key in {_QUESTION, _ECHO}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipts:
    """Makes the deliveries about one message, which belong to that story."""

    message: IncomingMessage
    story: UUID
    now: datetime

    def of_story(self, receipt: Receipt, reading: Reading) -> Sequence[NewDelivery]:
        """Return the receipt, in place too where others read, and the question, if one is due."""
        kept = replace(self._private("receipt", receipt), shortcut=self.message.shortcut)
        return [*self._in_place(receipt), kept, *self._asking(receipt, reading)]

    def of_answer(self, number: str, language: Language, *, chosen: bool) -> NewDelivery:
        """Return the word that the message was added to the story with that number."""
        note = Note(
            key="answer-added", language=language, chosen=chosen, arguments={"number": number}
        )
        return self._private("receipt", note)

    def of_dropped_file(self, language: Language, *, chosen: bool) -> NewDelivery:
        """Return the word that the file of a part is not kept."""
        return self._private("file", Note(key="receipt-file", language=language, chosen=chosen))

    def _in_place(self, receipt: Receipt) -> Sequence[NewDelivery]:
        message = self.message
        if message.route not in _AMONG_OTHERS:
            return []
        here = Address(platform=message.platform, channel=message.channel, user=message.user)
        shown = self._private("receipt", replace(receipt, elsewhere=True))
        return [replace(shown, dedup=(*shown.dedup, "here"), address=here)]

    def _asking(self, receipt: Receipt, reading: Reading) -> Sequence[NewDelivery]:
        asked = question(reading) if self.message.platform is Platform.SLACK else None
        if asked is None:
            return []
        note = Note(
            key=_ECHO if asked.word else _QUESTION,
            language=receipt.language,
            chosen=receipt.chosen,
            arguments={"number": receipt.number, "missing": asked.missing, "word": asked.word},
        )
        return [self._private("follow-up", note)]

    def _private(self, what: str, content: Receipt | Note) -> NewDelivery:
        return NewDelivery(
            dedup=(*self.message.key, what),
            address=private_address(self.message),
            content=content,
            not_before=self.now,
            story=self.story,
        )
