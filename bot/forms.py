"""What the commands print: the JSON forms, and plain text for a pipe. Pure."""

import re
from collections.abc import Sequence

from bot.core.model.digest import Digest, DigestState
from bot.core.model.story import Story
from bot.core.model.tag import IDEA, Reading, Tag
from bot.core.model.team import Team
from bot.core.model.week import Week
from bot.core.ports.catalogue import Texts
from bot.core.ports.learning import LearnedVersion
from bot.digest.markdown import markdown
from bot.digest.page import page
from bot.digest.plain import plain

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str) -> str:
    """Return it without the control characters by which a story could steer a terminal."""
    return _CONTROL.sub("\ufffd", text)


def stories_json(team: Team, week: Week, stories: Sequence[Story]) -> dict[str, object]:
    """Return the form of `stories --json`."""
    return {"team": team.id, "week": str(week), "stories": [_story(story) for story in stories]}


def stories_text(stories: Sequence[Story]) -> str:
    """Return one line a story."""
    return "\n".join(_story_line(story) for story in stories)


def _story_line(story: Story) -> str:
    text = printable(" ".join(story.text.split()))
    return f"{story.number} {story.role} {story.language} {story.sentiment}: {text}"


def digest_json(team: Team, digest: Digest) -> dict[str, object]:
    """Return the form of `digest --json` and `month --json`."""
    return {
        "team": team.id,
        "period": str((digest.months or digest.period).last),
        "state": digest.state,
        "lines": [
            {"block": line.block, "text": line.text, "ids": [*line.ids, *line.data]}
            for line in digest.lines
        ],
    }


def digest_text(digest: Digest) -> str:
    """Return the digest as text."""
    if digest.state is DigestState.MERGED:
        return f"Week {digest.period.last} has no digest of its own: the next one covers it."
    return printable(plain(digest.lines))


def digest_markdown(digest: Digest, texts: Texts) -> str:
    """Return the digest as Markdown."""
    return printable(markdown(digest, texts)).rstrip("\n")


def digest_page(digest: Digest, texts: Texts, svg: str) -> str:
    """Return the digest as a page of HTML."""
    return printable(page(digest, texts, svg)).rstrip("\n")


def tested_text(was_sent: bool) -> str:  # the outcome itself
    """Return what became of `digest --test`."""
    if was_sent:
        return "A running Kuule sends it to the owner. It counts nothing."
    return "It did not pass the checks, so nothing is sent."


def overseen_text(done: bool, *, hold: bool) -> str:  # the outcome itself
    """Return what became of `digest --hold` or `--release`."""
    if not done:
        when = "in the hour before it leaves, until five minutes before" if hold else "while held"
        return f"Nothing is changed: that can be done only {when}."
    return "It is held, for a day at most." if hold else "It is let go."


def posted_text(digest: Digest, *, was_claimed: bool) -> str:
    """Return what became of `digest --post` or `month --post`."""
    what = "page" if digest.months else "digest"
    if not was_claimed:
        return f"The {what} was {digest.state} before; nothing is changed."
    if digest.state is DigestState.HELD:
        told = "" if digest.months else ", and the channel is told so"
        return f"The {what} did not pass the checks: it is held{told}."
    return f"The {what} is claimed; a running Kuule posts it at once."


def learned_text(team: Team, in_use: int, versions: Sequence[LearnedVersion]) -> str:
    """Return one line a version, newest first."""
    if not versions:
        return "There is no version yet: one is made in the night after the first correction."
    lines = [_version_line(version, team, in_use) for version in versions]
    if not in_use:
        lines.insert(0, "No version is in use, only what was corrected since the roll-back.")
    return "\n".join(lines)


def _version_line(version: LearnedVersion, team: Team, in_use: int) -> str:
    made = version.made_at.astimezone(team.timezone)
    return (
        f"version {version.number}{' (in use)' if version.number == in_use else ''}: "
        f"{made:%Y-%m-%d %H:%M}, from {version.stories} corrected stories; "
        f"{version.errors} facets wrong on {version.held_out} held out, "
        f"untaught {version.untaught_errors}"
    )


def rolled_back_text(numbers: tuple[int, int] | None) -> str:
    """Return what became of `learned --roll-back`."""
    if numbers is None:
        return "No version is in use, so there is none to roll back."
    before, after = numbers
    now = f"version {after}" if after else "no version"
    return f"Version {before} was in use; {now} is now. A running Kuule follows within 15 seconds."


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
        "tags": [_tag(tag) for tag in story.tags],
    }


def reading_json(reading: Reading, *, explain: bool) -> dict[str, object]:
    """Return the form of `tag --json`; with `explain` each tag has the words it rests on."""
    reading = reading.with_quoted_ideas()
    return {
        "language": reading.language,
        "sentiment": reading.sentiment,
        "valence": reading.valence,
        "emotions": list(reading.emotions),
        "tags": [
            _tag(tag) | ({"words": _words(tag, reading)} if explain else {})
            for tag in reading.tags
        ],
        "criticality": reading.criticality,
        "needs_reply": reading.needs_reply,
        "signs": list(reading.signs),
        "pii": [{"kind": span.kind, "start": span.start, "end": span.end} for span in reading.pii],
        "masked": reading.masked,
    }


def reading_text(reading: Reading, *, explain: bool) -> str:
    """Return the shown text, what was found in it, and with `explain` on which words it rests."""
    reading = reading.with_quoted_ideas()
    found = [
        f"language: {reading.language}",
        f"sentiment: {reading.sentiment} ({reading.valence:+.2f})",
        f"criticality: {reading.criticality}",
        f"needs reply: {'yes' if reading.needs_reply else 'no'}",
        *(f"sign: {sign}" for sign in reading.signs),
        *(_tag_line(tag, reading, explain=explain) for tag in reading.tags),
    ]
    return "\n".join([printable(" ".join(reading.masked.split())), *found])


def _tag(tag: Tag) -> dict[str, object]:
    return {
        "facet": tag.facet,
        "key": tag.key,
        "source": tag.source,
        "polarity": tag.polarity,
        "confidence": tag.confidence,
        "start": tag.start,
        "end": tag.end,
    }


def _tag_line(tag: Tag, reading: Reading, *, explain: bool) -> str:
    sign = {1: " +", -1: " −"}.get(tag.polarity, "")
    quote = f' "{_words(tag, reading)}"' if (tag.facet, tag.key) == IDEA and not explain else ""
    why = f" ({tag.source} {tag.confidence:.2f}: {_words(tag, reading)})" if explain else ""
    return printable(f"{tag.facet}: {tag.key}{sign}{quote}{why}")


def _words(tag: Tag, reading: Reading) -> str:
    return " ".join(reading.masked[tag.start : tag.end].split())
