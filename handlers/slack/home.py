"""The Home tab: a person's own stories, choices, and the team's last digest. Pure."""

from collections.abc import Callable

from bot.core.erasing import counted_stories
from bot.core.home import Home, OwnStory, progress
from bot.core.model.delivery import DigestPost
from bot.core.model.language import SPOKEN, Language
from bot.core.model.platforms import Platform
from bot.core.ports.catalogue import Texts
from bot.core.sheets import lines_of
from bot.core.text import is_blank
from handlers.slack import action_ids, limits
from handlers.slack.blocks import (
    SlackBlock,
    actions,
    button,
    confirmed,
    header,
    plain_section,
    plain_text,
    small_print,
)
from handlers.slack.digest import sections
from handlers.slack.parse_shortcut import TELL
from handlers.slack.receipt import FORTNIGHT, own_buttons

PLATFORM = "platform"
"""The choice of a language that leaves it to Slack."""
NEVER = "never"

Say = Callable[..., str]


def home_view(home: Home, language: Language, texts: Texts) -> SlackBlock:
    """Return the view that views.publish takes."""

    def say(key: str, **arguments: str | float) -> str:
        return texts.text(language, key, **arguments)

    blocks = [
        plain_section(say("home-intro")),
        actions([button(TELL, "home", say("button-tell"))]),
        header(say("home-stories", stories=home.holdings.stories)),
        *_stories(home, language, texts, say),
        *_choices(home, say),
        *_kept(home, say),
        *_erasing(home, say),
        *_digest(home, say),
    ]
    return {"type": "home", "blocks": blocks[: limits.VIEW_BLOCKS]}


def _stories(home: Home, language: Language, texts: Texts, say: Say) -> list[SlackBlock]:
    if not home.stories:
        return [plain_section(say("home-none"))]
    blocks = [block for each in home.stories for block in _story(each, home, language, texts, say)]
    return blocks + _pager(home, say)


def _story(
    own: OwnStory, home: Home, language: Language, texts: Texts, say: Say
) -> list[SlackBlock]:
    story, standing = own.story, own.standing
    told_on = texts.date(language, story.told_at.astimezone(home.team.timezone).date())
    week = standing.week.number if standing.week else 0
    states = [say(f"progress-{step}", week=week) for step in progress(standing)]
    if standing.attachments:
        states.append(say("home-attachments", count=standing.attachments))
    text = "" if is_blank(story.text) else limits.cut(story.text, limits.EXCERPT)
    return [
        {
            "type": "section",
            "text": plain_text(f"{story.number} · {told_on}\n{text}", limits.SECTION),
        },
        *small_print([" ".join(states)]),
        actions(own_buttons(story.number, say)),
    ]


def _pager(home: Home, say: Say) -> list[SlackBlock]:
    if home.pages < 2:
        return []
    buttons = []
    if home.page > 0:
        name = action_ids.HOME_PAGE + "newer"
        buttons.append(button(name, str(home.page - 1), say("button-newer")))
    if home.page < home.pages - 1:
        name = action_ids.HOME_PAGE + "older"
        buttons.append(button(name, str(home.page + 1), say("button-older")))
    place = say("home-page", page=str(home.page + 1), pages=str(home.pages))
    return [*small_print([place]), actions(buttons)]


def _choices(home: Home, say: Say) -> list[SlackBlock]:
    languages = [
        _choice(action_ids.LANGUAGE + name, say(f"language-{name}"), say, is_chosen=is_chosen)
        for name, is_chosen in (
            (PLATFORM, home.language is None),
            *((each, home.language == each) for each in SPOKEN),
        )
    ]
    asking = [
        _choice(
            action_ids.ASKING + name,
            say(f"asking-{name}"),
            say,
            is_chosen=home.may_ask is (name == FORTNIGHT),
        )
        for name in (NEVER, FORTNIGHT)
    ]
    return [
        header(say("home-language")),
        actions(languages),
        header(say("home-asking")),
        actions(asking),
        *small_print([say("asking-rules")]),
    ]


def _choice(action_id: str, label: str, say: Say, *, is_chosen: bool) -> SlackBlock:
    if not is_chosen:
        return button(action_id, action_id, label)
    spoken = say("button-chosen", label=label)
    return button(action_id, action_id, label, spoken) | {"style": "primary"}


def _kept(home: Home, say: Say) -> list[SlackBlock]:
    held = home.holdings
    lines = [
        say("kept-stories", stories=held.stories, parts=held.parts),
        say("kept-tags", tags=held.own_tags),
        say("kept-asked", asked=home.asked),
    ]
    if held.attachments:
        lines.append(say("kept-attachments", count=held.attachments))
    if home.is_known:
        lines.append(say("kept-address"))
    lines.append(say("kept-removal"))
    lines.append(say("kept-erasing"))
    return [header(say("home-kept")), plain_section("\n".join(lines))]


def _digest(home: Home, say: Say) -> list[SlackBlock]:
    if home.digest is None:
        return []
    top = lines_of(home.digest, DigestPost(home.digest.id), Platform.SLACK)
    return [header(say("home-digest")), *sections(top)]


def _erasing(home: Home, say: Say) -> list[SlackBlock]:
    """Return the button that erases everything."""
    counted = counted_stories(home.holdings.stories)
    press = button(action_ids.ERASE, counted["stories"], say("button-erase"))
    asked = confirmed(
        press | {"style": "danger"},
        say("button-erase"),
        say("erase-question", **counted),
        say("button-erase-yes"),
        say("button-erase-no"),
    )
    return [actions([asked])]
