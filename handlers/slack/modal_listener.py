"""The modal's steps: opened, shown in full, previewed, saved."""

from dataclasses import dataclass, replace
from uuid import uuid4

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.core.intake import Intake
from bot.core.model.incoming import IncomingCommand
from bot.core.model.team import Teams
from bot.core.payload import Payload, read_mapping, read_string
from bot.core.ports.catalogue import Texts
from bot.core.ports.clock import Clock
from bot.core.previews import Previews
from bot.core.talk import Talk
from bot.digest.blocks import Labels
from handlers.slack.blocks import SlackBlock
from handlers.slack.form import Fields, Filled, Opening, read_form, to_message
from handlers.slack.languages import Languages
from handlers.slack.modal import Modal, preselected
from handlers.slack.modals import Modals
from handlers.slack.parse import FormWish, Self
from handlers.slack.parse_shortcut import parse_global_shortcut
from handlers.slack.private import answered
from handlers.slack.profiles import Profiles
from handlers.slack.reader_presses import turned_away
from handlers.slack.refusals import OUTSIDER, refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalListener:
    """Lets people of one workspace tell in a modal."""

    me: Self
    teams: Teams
    intake: Intake
    previews: Previews
    talk: Talk
    texts: Texts
    labels: Labels
    profiles: Profiles
    languages: Languages
    modals: Modals
    clock: Clock

    async def on_shortcut(self, body: Payload, ack: AsyncAck) -> None:
        """The global shortcut, or a button that opens the modal."""
        wish = parse_global_shortcut(body, self.me, self.teams)
        wish = wish or turned_away(body, self.me, OUTSIDER)
        if isinstance(wish, FormWish):
            await self.open(wish)
        elif wish is not None:
            await self.talk.answer(wish)
        await ack()

    async def open(self, wish: FormWish) -> None:
        """Open the modal; who cannot get it is told where else to write."""
        team = self.teams.by_channel(wish.channel) or self.teams.first
        answer = wish.shortcut
        opening = Opening(
            nonce=uuid4().hex,
            channel=wish.channel,
            url=answer.url if answer else "",
            until=answer.until.timestamp() if answer else 0,
        )
        fields = Fields(share=preselected(team.identity, team.share))
        refused = refusal(await self.profiles.of(wish.user))
        if refused:
            await self.talk.answer(_not_opened(wish, self.me, refused))
            return
        modal = await self._modal(wish.user)
        if not await self.modals.open(wish.trigger, modal.view(opening, fields)):
            await self.talk.answer(_not_opened(wish, self.me, "form-not-opened"))

    async def on_more(self, body: Payload, ack: AsyncAck) -> None:
        """The button for the other fields: what is filled in stays."""
        filled = read_form(body, self.me)
        if filled is not None:
            view = read_mapping(body, "view")
            opening = replace(filled.opening, more=True, previewed="")
            modal = await self._modal(filled.user)
            await self.modals.update(
                read_string(view, "id"),
                read_string(view, "hash"),
                modal.view(opening, filled.fields),
            )
        await ack()

    async def on_submit(self, body: Payload, ack: AsyncAck) -> None:
        """Show what others will see; once that was shown, save and close."""
        filled = read_form(body, self.me)
        if filled is None:
            await ack()
            return
        modal = await self._modal(filled.user)
        wrong = modal.complaints(filled.fields)
        if wrong:
            await ack(response_action="errors", errors=wrong)
        elif filled.opening.previewed != filled.fields.mark:
            await ack(response_action="update", view=await self._previewed(filled, modal))
        else:
            await self.intake.submit(to_message(filled, self.me, self.clock.now()))
            await ack(response_action="clear")

    async def _previewed(self, filled: Filled, modal: Modal) -> SlackBlock:
        fields, opening = filled.fields, filled.opening
        person = ("slack", self.me.workspace, filled.user)
        preview = await self.previews.preview(fields.text.strip(), opening.channel, person)
        return modal.view(replace(opening, previewed=fields.mark), fields, preview)

    async def _modal(self, user: str) -> Modal:
        language = await self.languages.of(user)
        return Modal(language=language, texts=self.texts, labels=self.labels)


def _not_opened(wish: FormWish, me: Self, note: str) -> IncomingCommand:
    key = ("slack", me.workspace, "not opened", wish.trigger)
    return answered(key, wish.user, note, wish.shortcut)
