"""The receipt: what others see of a story, and what its teller may say about it in one tap."""

from collections.abc import Callable

from bot.core.model.delivery import Receipt
from bot.core.model.language import Language
from bot.core.model.story import Story
from bot.core.model.tag import Source
from bot.core.ports.catalogue import Texts
from bot.core.stated import EXPECTATIONS, FEELINGS, shuffled
from bot.core.text import is_blank
from bot.digest.blocks import Labels
from handlers.slack import action_ids, limits
from handlers.slack.blocks import (
    Message,
    SlackBlock,
    actions,
    button,
    confirmed,
    fallback,
    plain_section,
    plain_text,
    quotation,
    small_print,
)
from handlers.slack.form import SHARE

CHIPS = ("kind", "feeling", "expectation", "touchpoint", "empathy", "quality", "stage")
"""The facets that a teller reads and corrects, in this order."""
OTHER = "other"
FORTNIGHT = "fortnight"
"""How often somebody may be asked for a story, who wants it."""

Say = Callable[..., str]


def receipt(
    content: Receipt, story: Story | None, language: Language, texts: Texts, labels: Labels
) -> Message:
    """Return the receipt. Without its story there is only what `content` says."""

    about = {
        "number": content.number,
        "team": content.team,
        "share": content.share,
        "identity": content.identity,
        "bell": "yes" if content.bell else "no",
    }

    def say(key: str, **arguments: str) -> str:
        return texts.text(
            language,
            key,
            **about | arguments,
        )

    thanks = say("receipt")
    keys = ["receipt-file"] if content.file_dropped else []
    if content.file_awaited:
        keys.append("receipt-file-awaited")
    if content.first:
        keys += ["receipt-privacy", "receipt-out"]
    keys.append("receipt-elsewhere" if content.elsewhere else "receipt-remove-hint")
    opening = plain_section(f"{thanks} {' '.join(say(key) for key in keys)}")
    told = [] if story is None else _about(story, language, say, labels)
    return Message(
        text=fallback(thanks, limits.TEXT),
        blocks=[
            opening,
            *told,
            *_offer(content, say),
            actions(_last_row(content.number, say, story)),
        ],
    )


def _offer(content: Receipt, say: Say) -> list[SlackBlock]:
    """Return the offer to be asked now and then, where it does not vanish with the message."""
    if content.elsewhere or not content.offers_asking:
        return []
    name = action_ids.ASKING + FORTNIGHT
    return [
        *small_print([say("asking-offer")]),
        actions([button(name, name, say("asking-fortnight"))]),
    ]


def own_buttons(number: str, say: Say) -> list[SlackBlock]:
    """Return the buttons that edit and remove a story."""
    remove = button(
        action_ids.REMOVE, number, say("button-remove"), say("button-remove-label", number=number)
    )
    question = say("button-remove-confirm", number=number)
    asked = confirmed(remove, say("button-remove"), question, say("button-yes"), say("button-no"))
    edit = button(
        action_ids.EDIT, number, say("button-edit"), say("button-edit-label", number=number)
    )
    return [edit, asked]


def _last_row(number: str, say: Say, story: Story | None) -> list[SlackBlock]:
    edit, remove = own_buttons(number, say)
    return [remove] if story is None else [edit, remove]


def _about(story: Story, language: Language, say: Say, labels: Labels) -> list[SlackBlock]:
    return [
        *_seen_by_others(story, say),
        _chips(story, language, say, labels),
        *small_print([say("receipt-feeling")]),
        actions(_feelings(story, say)),
        *small_print([say("receipt-expectation")]),
        actions(_expectations(story, say)),
        *small_print([say("receipt-share")]),
        actions(_shares(story, say)),
    ]


def _seen_by_others(story: Story, say: Say) -> list[SlackBlock]:
    if not story.share.is_quotable:
        return [plain_section(say("receipt-counted"))]
    quoted = [] if is_blank(story.text) else [quotation(story.text, limits.PREVIEW)]
    return [*small_print([say("receipt-shown", share=story.share)]), *quoted]


def _chips(story: Story, language: Language, say: Say, labels: Labels) -> SlackBlock:
    found = dict.fromkeys(
        (tag.facet, tag.key) for facet in CHIPS for tag in story.tags if tag.facet == facet
    )
    names = " · ".join(labels.label(facet, key, language) for facet, key in found)
    # A catalogue takes no argument of more than a thousand characters.
    names = limits.cut(names, limits.CHIPS)
    said = say("receipt-tags", tags=names) if names else say("receipt-tags-none")
    correct = button(
        action_ids.CORRECT, story.number, say("button-correct"), say("button-correct-label")
    )
    return {
        "type": "section",
        "text": plain_text(said, limits.CHIPS_LINE),
        "accessory": correct,
    }


def _feelings(story: Story, say: Say) -> list[SlackBlock]:
    chosen = _own_keys(story, "feeling")
    known = [
        _choice(
            action_ids.FEELING + key,
            story.number,
            say(f"feeling-{key}"),
            say,
            is_chosen=key in chosen,
        )
        for key in shuffled(FEELINGS, story.teller)
    ]
    other = _choice(
        action_ids.FEELING + OTHER,
        story.number,
        say("feeling-other"),
        say,
        is_chosen=bool(chosen - set(FEELINGS)),
    )
    return [*known, other]


def _expectations(story: Story, say: Say) -> list[SlackBlock]:
    chosen = _own_keys(story, "expectation")
    return [
        _choice(
            action_ids.EXPECTATION + key,
            story.number,
            say(f"expectation-{key}"),
            say,
            is_chosen=key in chosen,
        )
        for key in EXPECTATIONS
    ]


def _shares(story: Story, say: Say) -> list[SlackBlock]:
    return [
        _choice(
            action_ids.SHARE + key,
            story.number,
            say(f"form-share-{key}"),
            say,
            is_chosen=(story.identity, story.share) == meaning,
        )
        for key, meaning in SHARE.items()
    ]


def _choice(action_id: str, number: str, label: str, say: Say, *, is_chosen: bool) -> SlackBlock:
    if not is_chosen:
        return button(action_id, number, label)
    return button(action_id, number, label, say("button-chosen", label=label)) | {
        "style": "primary"
    }


def _own_keys(story: Story, facet: str) -> set[str]:
    return {tag.key for tag in story.tags if tag.facet == facet and tag.source is Source.TELLER}
