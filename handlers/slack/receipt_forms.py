"""The forms of a receipt: the story's own words, and its tags. Pure."""

from collections.abc import Sequence
from typing import Protocol

from bot.core.amending import OwnWords
from bot.core.model.language import Language
from bot.core.model.story import Story
from bot.core.ports.catalogue import Texts
from bot.digest.blocks import Labels
from handlers.slack import action_ids, limits
from handlers.slack.blocks import SlackBlock, plain_section, plain_text, small_print
from handlers.slack.presses import Form, metadata
from handlers.slack.receipt import CHIPS

_MOST_PARTS = 20
"""Our own, so that a form stays one: the first parts of a long talk."""
TAGS_BLOCK = "tags"


class Vocabulary(Labels, Protocol):
    """The names of tags, and which there are."""

    def keys(self, facet: str) -> list[str]:
        """Return the keys of that facet."""
        ...


def words_form(
    form: Form, words: Sequence[OwnWords], language: Language, texts: Texts
) -> SlackBlock:
    """Return the form with the teller's own words, an input for each part."""
    inputs = [_words_input(each, language, texts) for each in words[:_MOST_PARTS]]
    intro = small_print([texts.text(language, "words-intro")])
    return _modal(action_ids.WORDS_VIEW, "words-title", form, [*intro, *inputs], language, texts)


def tags_form(
    form: Form,
    story: Story,
    language: Language,
    texts: Texts,
    vocabulary: Vocabulary,
) -> SlackBlock:
    """Return the form with every tag that a teller may choose, those of the story chosen."""
    present = {(tag.facet, tag.key) for tag in story.tags}
    groups, chosen = [], []
    for facet in CHIPS:
        options = {
            key: _option(facet, key, vocabulary.label(facet, key, language))
            for key in vocabulary.keys(facet)[: limits.OPTIONS]
        }
        chosen += [option for key, option in options.items() if (facet, key) in present]
        label = plain_text(texts.text(language, f"facet-{facet}"), limits.OPTION)
        if options:
            groups.append({"label": label, "options": list(options.values())})
    menu: SlackBlock = {
        "type": "multi_static_select",
        "action_id": TAGS_BLOCK,
        "option_groups": groups,
    }
    block = {
        "type": "input",
        "block_id": TAGS_BLOCK,
        "optional": True,
        "label": plain_text(texts.text(language, "tags-intro"), limits.LABEL),
        "element": menu | ({"initial_options": chosen} if chosen else {}),
    }
    return _modal(action_ids.TAGS_VIEW, "tags-title", form, [block], language, texts)


def _words_input(words: OwnWords, language: Language, texts: Texts) -> SlackBlock:
    if len(words.text) > limits.INPUT:
        return plain_section(texts.text(language, "words-too-long"))
    return {
        "type": "input",
        "block_id": words.part.hex,
        "label": plain_text(texts.text(language, "words-label"), limits.LABEL),
        "element": {
            "type": "plain_text_input",
            "action_id": "text",
            "multiline": True,
            "min_length": 1,
            "max_length": limits.INPUT,
            "initial_value": words.text,
        },
    }


def _option(facet: str, key: str, label: str) -> SlackBlock:
    return {"text": plain_text(label, limits.OPTION), "value": f"{facet}:{key}"}


def _modal(
    callback_id: str,
    title: str,
    form: Form,
    blocks: Sequence[SlackBlock],
    language: Language,
    texts: Texts,
) -> SlackBlock:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": metadata(form),
        "title": plain_text(texts.text(language, title), limits.VIEW_TITLE),
        "submit": plain_text(texts.text(language, "form-save"), limits.VIEW_BUTTON),
        "close": plain_text(texts.text(language, "form-close"), limits.VIEW_BUTTON),
        "blocks": list(blocks),
    }
