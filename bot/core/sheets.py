"""Which messages a digest is on a platform, and which of its lines each of them shows."""

from collections.abc import Iterable, Mapping, Sequence

from bot.core.model.delivery import DigestPost
from bot.core.model.digest import Digest, Line, Picture, Sheet, sheet_of
from bot.core.model.platforms import Platform

_LINES = 15
"""Of a sheet in the thread a message shows at most so many, beside its heading."""
_LAST = frozenset({"more_stories", "more_ideas", "guide"})
_PICTURE = "picture"

_SHOWN: Mapping[Platform, Mapping[Sheet, frozenset[Sheet]]] = {
    Platform.SLACK: {sheet: frozenset({sheet}) for sheet in Sheet if sheet is not Sheet.PICTURE},
    Platform.TELEGRAM: {
        Sheet.PICTURE: frozenset(),
        Sheet.TOP: frozenset({Sheet.TOP, Sheet.MUST_WIN, Sheet.IDEAS}),
    },
}
"""Which sheets stand in which message, in the order of posting."""
_IN_WORDS: Mapping[Platform, Sheet] = {
    Platform.SLACK: Sheet.NUMBERS,
    Platform.TELEGRAM: Sheet.PICTURE,
}
"""Where the words of the picture stand, whether or not it could be drawn."""
_DRAWN: Mapping[Platform, Sheet] = {
    Platform.SLACK: Sheet.TOP,
    Platform.TELEGRAM: Sheet.PICTURE,
}


def posts_of(digest: Digest, platform: Platform) -> tuple[DigestPost, ...]:
    """Return the messages in the order of posting. On Slack all but the top hang on it."""
    return tuple(
        DigestPost(digest.id, sheet, number)
        for sheet in _SHOWN[platform]
        for number in range(_messages(digest, sheet, platform))
    )


def lines_of(digest: Digest, post: DigestPost, platform: Platform) -> tuple[Line, ...]:
    """Return the lines that the message shows; the words of the picture come first."""
    words, *parts = _parts(digest.lines, post.sheet, platform)
    part = parts[post.number] if post.number < len(parts) else ()
    return (*words, *part) if post.number == 0 else tuple(part)


def picture_of(digest: Digest, post: DigestPost, platform: Platform) -> Picture | None:
    """Return the picture that stands in the message."""
    picture = digest.picture
    if post.sheet is not _DRAWN[platform] or picture is None:
        return None
    # A photo that was posted stays one, however few stories are left in it.
    is_drawn = picture.is_worth_drawing or post.sheet is Sheet.PICTURE
    return picture if is_drawn else None


def _messages(digest: Digest, sheet: Sheet, platform: Platform) -> int:
    if sheet is Sheet.PICTURE:
        return int(digest.picture is not None and digest.picture.is_worth_drawing)
    words, *parts = _parts(digest.lines, sheet, platform)
    return max(len(parts), 1 if words else 0)


def _parts(lines: Sequence[Line], sheet: Sheet, platform: Platform) -> list[Sequence[Line]]:
    """Return the words of the picture that stand there, then the lines of each message."""
    words = [line for line in lines if line.block == _PICTURE and _IN_WORDS[platform] is sheet]
    shown = [
        line
        for line in lines
        if sheet_of(line.block) in _SHOWN[platform][sheet] and line.block != _PICTURE
    ]
    if sheet in {Sheet.TOP, Sheet.NUMBERS}:
        return [words, shown] if shown else [words]
    return [words, *_split(shown)]


def _split(lines: Iterable[Line]) -> list[list[Line]]:
    """Split where a message is full; headings, and what ends a sheet, take no room."""
    parts: list[list[Line]] = []
    room = 0
    for line in lines:
        if not parts or (room == 0 and line.block not in _LAST):
            parts.append([])
            room = _LINES
        parts[-1].append(line)
        room -= not (line.block in _LAST or line.block.endswith("_heading"))
    return parts
