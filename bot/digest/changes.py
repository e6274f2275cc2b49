"""What the digest says of changes: rising and falling themes, and who tells."""

from bot.core.model.digest import Line
from bot.core.publishable import is_publishable
from bot.digest.blocks import Block
from bot.digest.figures import theme_figure
from bot.digest.quote import shorten
from bot.digest.select import Theme, numbers_of, themes_in
from bot.digest.trends import Change, Trend, has_new_mix, is_comparable, trends
from bot.digest.wording import CHANGE, Wording, fit

_FALLS = frozenset({Change.CLEAR_FALL, Change.POSSIBLE_FALL})
_MIX = ("tellers.customers", "tellers", "tellers.customers.before", "tellers.before")


def changes(wording: Wording) -> tuple[Line, ...]:
    """Return the section of changes; none at all where nothing is known of the weeks before."""
    edition = wording.edition
    if edition.history is None:
        return ()
    if not is_comparable(edition.history):
        return (_heading(wording, ()), Line(Block.STEADY, wording.text("steady-few"), ()))
    found = trends(edition)
    steady = () if found else (Line(Block.STEADY, wording.text("steady"), ()),)
    return (
        _heading(wording, found),
        *(_change(wording, trend) for trend in found),
        *steady,
        *_mix(wording),
    )


def _heading(wording: Wording, found: tuple[Trend, ...]) -> Line:
    falls = {trend.change in _FALLS for trend in found}
    direction = "both" if len(falls) > 1 else "down" if True in falls else "up"
    return Line(Block.RISING_HEADING, wording.text("rising-heading", direction=direction), ())


def _change(wording: Wording, trend: Trend) -> Line:
    name = theme_figure(trend.theme)
    data = (name, "tellers", f"{name}.before", "tellers.before", "weeks.before")
    now, of, before, earlier, weeks = (wording.figures.values[figure] for figure in data)

    def render(theme: str) -> str:
        return wording.text(
            f"rising-{trend.change}",
            theme=theme,
            now=now,
            of=of,
            before=before,
            earlier=earlier,
            weeks=weeks,
        )

    text = fit(wording.name(trend.theme), CHANGE, shorten, render)
    return Line(Block.RISING, text, _shown(wording, trend.theme), data, trend.change)


def _shown(wording: Wording, theme: Theme) -> tuple[str, ...]:
    return numbers_of(
        story
        for story in wording.edition.kept
        if is_publishable(story) and theme in themes_in(story)
    )


def _mix(wording: Wording) -> tuple[Line, ...]:
    """Say that others tell than before, where the roles may be told at all."""
    if not wording.edition.shows_roles or not has_new_mix(wording.edition):
        return ()
    now, of, before, earlier = (wording.figures.values[figure] for figure in _MIX)
    text = wording.text("mix", now=now, of=of, before=before, earlier=earlier)
    return (Line(Block.MIX, text, (), _MIX),)
