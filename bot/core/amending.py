"""A teller changes what belongs to their own story: its words, its tags, and who may see it.

Whoever is not the teller learns nothing: their wish is answered as one about a story that does not
exist.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from bot.core.copies import present_receipt, refresh_copies
from bot.core.corrections import Corrections
from bot.core.editing import Editing
from bot.core.emptying import Redact
from bot.core.model.correction import TagChange
from bot.core.model.delivery import Note, Receipt
from bot.core.model.digest import Digest, Line
from bot.core.model.incoming import (
    IncomingAmendment,
    IncomingCorrection,
    NewWords,
    OwnTags,
    Sharing,
)
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.model.story import Story
from bot.core.model.tag import NOTHING, Source
from bot.core.model.team import Team, Teams
from bot.core.parts import place
from bot.core.persons import voice
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.people import Person
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.ports.stories import OwnStory
from bot.core.posts import edit_posts
from bot.core.precedence import visible
from bot.core.stated import polarity_of
from bot.core.text import storable


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A part in the teller's own words."""

    part: UUID
    text: str


@dataclass(frozen=True, slots=True)
class Amending:
    """Changes a story for its teller. The same change twice changes nothing the second time."""

    store: Store
    sealer: Sealer
    corrections: Corrections
    editing: Editing
    redact: Redact
    teams: Teams
    clock: Clock

    async def amend(self, wish: IncomingAmendment) -> bool:
        """Return True when it is the person's own story, after the commit."""
        now = self.clock.now()

        def unit(tx: Transaction) -> OwnStory | None:
            # Before any story's row, as a removal does and whoever claims a digest.
            tx.digests.lock()
            person = tx.people.find(self.sealer.keyed(wish.person))
            own = tx.stories.numbered(wish.number, person.id) if person else None
            if own is not None:
                self._apply(tx, own, wish, now)
                receipt = present_receipt(own, person, self._team(own))
                refresh_copies(tx, own, receipt, now, answered=wish.answer_to)
            self._answer(tx, wish, person, own, now)
            return own

        own = await self.store.write(unit)
        if own is not None and isinstance(wish.change, OwnTags):
            await self.corrections.take_up(self._team(own))
        return own is not None

    async def story(self, person: NaturalKey, number: str) -> Story | None:
        """Return the person's own story with that number."""

        def unit(tx: Transaction) -> Story | None:
            own = self._own(tx, person, number)
            return tx.stories.by_id(own) if own else None

        # Written, not read: whoever asks for a story of their own locks its row.
        return await self.store.write(unit)

    async def words(self, person: NaturalKey, number: str) -> Sequence[OwnWords]:
        """Return the person's own story as they wrote it, a part each; none when it is not
        theirs.
        """

        def unit(tx: Transaction) -> Sequence[OwnWords]:
            own = self._own(tx, person, number)
            return [
                OwnWords(told.id, self.sealer.open_original(told.original, place(told.id)))
                for told in (tx.stories.parts_of(own) if own else ())
            ]

        return await self.store.write(unit)

    def _own(self, tx: Transaction, person: NaturalKey, number: str) -> UUID | None:
        known = tx.people.find(self.sealer.keyed(person))
        own = tx.stories.numbered(number, known.id) if known else None
        return own.id if own else None

    def _apply(
        self, tx: Transaction, own: OwnStory, wish: IncomingAmendment, now: datetime
    ) -> None:
        change = wish.change
        if isinstance(change, OwnTags):
            for facet, keys in change.keys.items():
                self._signify(tx, own, wish, facet, keys, now)
        elif isinstance(change, NewWords):
            self._reword(tx, own, change, now)
        else:
            self._share(tx, own, change, now)

    def _signify(
        self,
        tx: Transaction,
        own: OwnStory,
        wish: IncomingAmendment,
        facet: str,
        keys: Sequence[str],
        now: datetime,
    ) -> None:
        """Let the teller's tags be those of the facet; what differs is a correction to learn
        from.
        """
        platform, workspace, user = wish.person
        for change in _steps(_keys(tx, own, facet), facet, keys):
            correction = IncomingCorrection(
                platform=Platform(platform),
                workspace=workspace,
                user=user,
                number=own.number,
                change=change,
            )
            self.corrections.apply(tx, correction, now)
        _confirm(tx, own, facet, now)

    def _reword(self, tx: Transaction, own: OwnStory, change: NewWords, now: datetime) -> None:
        team = self._team(own)
        for told in tx.stories.parts_of(own.id):
            text = storable(change.texts.get(told.id, ""))
            if text:
                part = self.editing.read(b"", text, told.told_at, team)
                self.editing.put(tx, own, told, text, part, now, now)

    def _share(self, tx: Transaction, own: OwnStory, change: Sharing, now: datetime) -> None:
        tx.stories.share_as(own.id, change.identity, change.share)

        def rewrite(digest: Digest) -> Sequence[Line]:
            # The team reads the digests of weeks, others the pages of months.
            has_leave = change.share.leaves_the_team or not digest.months
            if change.share.is_quotable and has_leave:
                return digest.lines
            return self.redact(digest.lines, own.number, digest.language)

        # What may not be read any more must not go on being read.
        edit_posts(tx, own, now, rewrite)

    def _team(self, own: OwnStory | None) -> Team:
        return self.teams.of(own.team if own else "")

    def _answer(
        self,
        tx: Transaction,
        wish: IncomingAmendment,
        person: Person | None,
        own: OwnStory | None,
        now: datetime,
    ) -> None:
        address = wish.answer_to or (wish.private if own is None else None)
        if address is None:
            return
        team = self._team(own)
        content: Receipt | Note
        if own is None:
            language, chosen = voice(person)
            content = Note(
                key="remove-not-found",
                language=language or team.language,
                chosen=chosen,
                arguments={"number": wish.number.upper()},
            )
        else:
            content = present_receipt(own, person, team, elsewhere=bool(address.user))
        tx.deliveries.add(
            NewDelivery(
                dedup=(*wish.key, "answer"),
                address=address,
                content=content,
                not_before=now,
                shortcut=wish.shortcut,
                story=own.id if own else None,
            )
        )


def _keys(tx: Transaction, own: OwnStory, facet: str) -> set[str]:
    """Return the keys of the facet that readers see."""
    parts = tx.tag_sets.of(own.id)
    return {
        tag.key
        for tag in visible(tag for part in parts for tag in part.tags if tag.facet == facet)
    }


def _steps(before: set[str], facet: str, keys: Sequence[str]) -> Iterator[TagChange]:
    for key in keys:
        if key not in before:
            yield TagChange(facet=facet, new=key, polarity=polarity_of(facet, key) or None)
    for key in sorted(before - set(keys)):
        yield TagChange(facet=facet, old=key)


def _confirm(tx: Transaction, own: OwnStory, facet: str, now: datetime) -> None:
    """Let what the teller left as it was be the teller's own: it is said now, not guessed."""
    parts = tx.tag_sets.of(own.id)
    said = [tag for part in parts for tag in part.tags if tag.facet == facet]
    if any(tag.source is Source.TELLER for tag in said):
        return
    seen = set(visible(said))
    for part in parts:
        own_tags = [
            tag._replace(source=Source.TELLER, confidence=1.0)
            for tag in part.tags
            if tag in seen and tag.key != NOTHING
        ]
        if own_tags:
            tx.tag_sets.replace(replace(part, tags=(*part.tags, *own_tags)), now)
