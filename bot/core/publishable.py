"""The rule through which every reader goes: whose words a team may read."""

from collections.abc import Iterable

from bot.core.model.story import Status, Story
from bot.core.model.tag import Tag

FOR_ONE_PERSON = frozenset({"urgent_person", "dignity", "staff_wellbeing"})
"""Risks that go to the person who is responsible, and to nobody else."""


def is_publishable(story: Story) -> bool:
    """True when the team may see the words and the number."""
    return story.status is Status.KEPT and story.share.is_quotable and not is_for_one_person(story)


def is_for_one_person(story: Story) -> bool:
    """True when only the person who is responsible may see it."""
    return is_tagged_for_one_person(story.tags)


def is_tagged_for_one_person(tags: Iterable[Tag]) -> bool:
    """True when what is tagged so makes a story one that only that person may see."""
    return any(tag.facet == "risk" and tag.key in FOR_ONE_PERSON for tag in tags)
