"""The modal in which a story is told. Pure: fields in, a view out, within Slack's limits for
any text.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.core.model.language import Language
from bot.core.model.story import Identity, Share
from bot.core.ports.catalogue import Texts
from bot.core.previews import Preview
from bot.digest.blocks import Labels
from handlers.slack import form, limits
from handlers.slack.blocks import (
    SlackBlock,
    actions,
    button,
    plain_section,
    plain_text,
    quotation,
    small_print,
)
from handlers.slack.form import Fields, Opening

VIEW = "tell_story"
"""The modal's callback_id."""
MORE = "more_fields"
"""The button that shows the other fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Modal:
    """Draws the modal in one language."""

    language: Language
    texts: Texts
    labels: Labels

    def view(self, opening: Opening, fields: Fields, preview: Preview | None = None) -> SlackBlock:
        """Return the view. With a preview it can be saved, without one it can be previewed.

        Ids of blocks and fields stay the same, so that Slack keeps what was typed.
        """
        shown = self._preview(preview, fields) if preview is not None else []
        blocks = [*shown, *small_print([self.say("form-advice")]), self._story(fields)]
        blocks.append(self._radio("about", form.ABOUT, fields.about))
        if opening.more:
            blocks += [self._feeling(fields), self._energy(fields)]
        blocks.append(self._radio("share", form.SHARE, fields.share))
        blocks.append(self._flags(fields) if opening.more else self._more())
        submit = "form-save" if preview is not None else "form-preview"
        return {
            "type": "modal",
            "callback_id": VIEW,
            "private_metadata": form.written(opening),
            "title": plain_text(self.say("form-title"), limits.VIEW_TITLE),
            "submit": plain_text(self.say(submit), limits.VIEW_BUTTON),
            "close": plain_text(self.say("form-close"), limits.VIEW_BUTTON),
            "blocks": blocks,
        }

    def complaints(self, fields: Fields) -> dict[str, str]:
        """Return what is wrong, by block id; empty when nothing is."""
        found = form.complaints(fields)
        return {
            block: self.texts.text(self.language, key, least=form.SHORTEST, most=form.LONGEST)
            for block, key in found.items()
        }

    def say(self, key: str, **arguments: str) -> str:
        """Return a sentence."""
        return self.texts.text(self.language, key, **arguments)

    def _preview(self, preview: Preview, fields: Fields) -> list[SlackBlock]:
        identity, share = form.SHARE[fields.share]
        reader = "counted" if share is Share.STORE else identity.value
        return [
            plain_section(self.say("form-readers", reader=reader, team=preview.team.name)),
            quotation(preview.shown),
            *small_print([self.say("masking"), self.say("form-save-hint")]),
            {"type": "divider"},
        ]

    def _story(self, fields: Fields) -> SlackBlock:
        element: SlackBlock = {
            "type": "plain_text_input",
            "action_id": "story",
            "multiline": True,
            "min_length": form.SHORTEST,
            "max_length": form.LONGEST,
            "placeholder": self._short("form-story-placeholder"),
        }
        if fields.text:
            element["initial_value"] = fields.text[: form.LONGEST]
        return self._input("story", element)

    def _feeling(self, fields: Fields) -> SlackBlock:
        def name(key: str) -> str:
            return self.labels.label("feeling", key, self.language)

        options = _options(form.FEELINGS, name)
        element: SlackBlock = {
            "type": "multi_static_select",
            "action_id": "feeling",
            "max_selected_items": form.MOST_FEELINGS,
            "placeholder": self._short("form-feeling-placeholder"),
            "options": options,
        }
        return self._input("feeling", _chosen(element, options, fields.feelings), optional=True)

    def _energy(self, fields: Fields) -> SlackBlock:
        block = self._radio("energy", form.ENERGY, fields.energy, optional=True)
        return block | {"hint": plain_text(self.say("form-energy-hint"), limits.HINT)}

    def _flags(self, fields: Fields) -> SlackBlock:
        options = _options(form.FLAGS, lambda key: self.say(f"form-flags-{key}"))
        element: SlackBlock = {"type": "checkboxes", "action_id": "flags", "options": options}
        return self._input("flags", _chosen(element, options, fields.flags), optional=True)

    def _more(self) -> SlackBlock:
        return actions([button(MORE, "more", self.say("form-more"))]) | {"block_id": "more"}

    def _radio(
        self, name: str, keys: Iterable[str], chosen: str, *, optional: bool = False
    ) -> SlackBlock:
        options = _options(keys, lambda key: self.say(f"form-{name}-{key}"))
        element: SlackBlock = {"type": "radio_buttons", "action_id": name, "options": options}
        initial = [option for option in options if option["value"] == chosen]
        if initial:
            element["initial_option"] = initial[0]
        return self._input(name, element, optional=optional)

    def _input(self, name: str, element: SlackBlock, *, optional: bool = False) -> SlackBlock:
        return {
            "type": "input",
            "block_id": name,
            "optional": optional,
            "label": plain_text(self.say(f"form-{name}"), limits.LABEL),
            "element": element,
        }

    def _short(self, key: str) -> SlackBlock:
        return plain_text(self.say(key), limits.PLACEHOLDER)


def preselected(identity: Identity, share: Share) -> str:
    """Return the choice that a team's settings mean."""
    if share is Share.STORE:
        return "counted"
    return "named" if identity is Identity.NAMED else "unnamed"


def _options(keys: Iterable[str], name: Callable[[str], str]) -> list[SlackBlock]:
    return [{"text": plain_text(name(key), limits.OPTION), "value": key} for key in keys]


def _chosen(element: SlackBlock, options: Sequence[SlackBlock], keys: Sequence[str]) -> SlackBlock:
    initial = [option for option in options if option["value"] in keys]
    return element | {"initial_options": initial} if initial else element
