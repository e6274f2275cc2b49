"""What the commands print: the JSON forms, and plain text for a pipe. Pure."""

from collections.abc import Sequence

from bot.core.model import Digest, DigestState, Story, Team, Week
from bot.digest.plain import plain


def stories_json(team: Team, week: Week, stories: Sequence[Story]) -> dict[str, object]:
    """Return the form of `stories --json`."""
    return {"team": team.id, "week": str(week), "stories": [_story(story) for story in stories]}


def stories_text(stories: Sequence[Story]) -> str:
    """Return one line a story."""
    return "\n".join(_story_line(story) for story in stories)


def _story_line(story: Story) -> str:
    text = " ".join(story.text.split())
    return f"{story.number} {story.role} {story.language} {story.sentiment}: {text}"


def digest_json(team: Team, digest: Digest) -> dict[str, object]:
    """Return the form of `digest --json`."""
    return {
        "team": team.id,
        "period": str(digest.period.last),
        "state": digest.state,
        "lines": [
            {"block": line.block, "text": line.text, "ids": list(line.ids)}
            for line in digest.lines
        ],
    }


def digest_text(digest: Digest) -> str:
    """Return the digest as text."""
    if digest.state is DigestState.MERGED:
        return f"Week {digest.period.last} has no digest of its own: the next one covers it."
    return plain(digest.lines)


def _story(story: Story) -> dict[str, object]:
    return {
        "number": story.number,
        "role": story.role,
        "language": story.language,
        "identity": story.identity,
        "share": story.share,
        "status": story.status,
        "week": str(story.week),
        "text": story.text,
        "tags": [
            {
                "facet": tag.facet,
                "key": tag.key,
                "source": tag.source,
                "polarity": tag.polarity,
                "confidence": tag.confidence,
                "start": tag.start,
                "end": tag.end,
            }
            for tag in story.tags
        ],
    }
