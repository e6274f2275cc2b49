"""Checking the page for leaders: every line is a sentence of its place, and every figure of it is
counted again, by code that shares nothing with the composing one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bot.core.edition import Edition, Monthly
from bot.core.model.digest import Composition, Finding, Line
from bot.core.model.language import SPOKEN
from bot.core.model.story import Role, Share, Story
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import PRIVATE_RISKS, Evidence, Theme
from bot.digest.verifying.numbers import is_number
from bot.digest.verifying.page import Page
from bot.digest.verifying.personal_data import personal_data
from bot.digest.verifying.quotes import quotes
from bot.digest.verifying.roles import roles
from bot.digest.verifying.small_cells import is_small

WORDS = 350
"""The product's limit of one page."""

SENTENCES: Mapping[Block, tuple[str, ...]] = {
    Block.HEADER: ("month-header",),
    Block.MONTH_FIGURE: (
        *("month-stories-roles", "month-stories", "month-waiting", "month-useful"),
    ),
    Block.LATE: ("month-late",),
    Block.MERGED: ("month-merged",),
    Block.QUIET: ("month-quiet",),
    Block.FEW: ("month-few",),
    Block.STORY_HEADING: ("month-aloud-heading",),
    Block.MONTH_MUST_WIN_HEADING: ("month-must-win-heading",),
    Block.MONTH_MUST_WIN: ("month-must-win",),
    Block.MONTH_SERVICE_HEADING: ("month-service-heading",),
    Block.MONTH_SERVICE: ("month-service",),
    Block.MONTH_RISK_HEADING: ("month-risk-heading",),
    Block.MONTH_RISK: ("month-risk",),
    Block.MONTH_RUN_HEADING: ("month-run-heading",),
    Block.MONTH_RUN: ("month-run",),
    Block.MONTH_UNKNOWN_HEADING: ("month-unknown-heading",),
    Block.MONTH_UNKNOWN: (
        *("missing-phases", "missing-groups", "month-missing-languages", "month-hidden"),
    ),
    Block.CAUTION: ("caution",),
}
"""By block, the sentences that may stand there; the more special one first."""

_WORDS_OF_TELLERS = frozenset({Block.QUOTE, Block.SOURCE})
_OUTSIDE = frozenset({Share.ORGANISATION, Share.TRAINING, Share.PUBLIC})


@dataclass(frozen=True, slots=True)
class _Read:
    """A line with the sentence that it is, and what is printed for its arguments."""

    line: Line
    key: str
    values: Mapping[str, str]


def verify_month(
    lines: Sequence[Line], edition: Edition, evidence: Evidence
) -> tuple[Finding, ...]:
    """Return everything on the page that the stories do not bear out."""
    told = [line for line in lines if line.block in _WORDS_OF_TELLERS]
    page = Page.of(Composition(tuple(told)), evidence)
    findings = [
        *_shares(told, evidence),
        *quotes(page, evidence),
        *roles(page, evidence),
        *personal_data(Page(tuple((line, None) for line in lines)), evidence),
    ]
    for line in lines:
        if line.block not in _WORDS_OF_TELLERS:
            findings += _judged(line, edition, evidence)
    if sum(len(line.text.split()) for line in lines) > WORDS:
        findings.append(Finding("length", max(lines, key=lambda line: len(line.text))))
    return tuple(findings)


def _shares(told: Sequence[Line], evidence: Evidence) -> Iterator[Finding]:
    """Find words that may not leave the team."""
    for line in told:
        may = len(line.ids) == 1 and line.ids[0] in evidence.showable
        if not may or evidence.known[line.ids[0]].share not in _OUTSIDE:
            yield Finding("share", line)
        elif line.block == Block.SOURCE and line.text.split(" · ")[0] != line.ids[0]:
            yield Finding("citation", line)


def _judged(line: Line, edition: Edition, evidence: Evidence) -> Iterator[Finding]:
    read = _read(line, evidence)
    if read is None or edition.monthly is None:
        yield Finding("entity", line)
        return
    if line.ids:
        yield Finding("citation", line)
    place = _Place(read, edition, edition.monthly, evidence)
    if read.key in _RIGHT and not _RIGHT[read.key](place):
        yield Finding("numbers", line)
    if read.key == "month-stories-roles" and not evidence.shows_roles:
        yield Finding("roles", line)
    if read.key == "month-service" and place.is_small:
        yield Finding("small_cells", line)


def _read(line: Line, evidence: Evidence) -> _Read | None:
    for key in SENTENCES.get(Block(line.block), ()):
        values = evidence.texts.read(evidence.language, f"digest-{key}", line.text)
        if values is not None:
            return _Read(line, key, values)
    return None


@dataclass(frozen=True, slots=True)
class _Place:
    """Counts again what one line says."""

    read: _Read
    edition: Edition
    monthly: Monthly
    evidence: Evidence

    def says(self, **expected: float) -> bool:
        """True when the sentence prints these numbers for those arguments that it has."""
        values = self.read.values
        return all(
            is_number(values[name], number) for name, number in expected.items() if name in values
        )

    @property
    def theme(self) -> Theme:
        """The theme that the line's figures name."""
        facet, _, rest = self.read.line.data[0].partition(":")
        return facet, rest.rpartition(".")[0]

    def people(self, polarity: int) -> int:
        """Return how many people spoke of the theme on that side."""
        return len({story.teller for story in self.evidence.told_on(self.theme, polarity)})

    @property
    def is_small(self) -> bool:
        """True when so few told on one side that the other would give them away, too."""
        sides = [self.evidence.told_on(self.theme, polarity) for polarity in (1, -1)]
        return any(stories and _are_few(stories, self.evidence) for stories in sides)

    def names(self, argument: str, theme: Theme) -> bool:
        """True when the theme's name is printed, or the beginning of a long one."""
        name, printed = self.evidence.name(theme), self.read.values[argument]
        return printed == name or (printed.endswith("…") and name.startswith(printed[:-1]))

    @property
    def risk(self) -> list[Story]:
        """The stories with the risk that the line's figures name."""
        kind = self.read.line.data[0].removeprefix("risk.")
        return [
            story
            for story in self.evidence.kept.values()
            if ("risk", kind) in {(tag.facet, tag.key) for tag in story.tags}
        ]


def _stories(place: _Place) -> bool:
    evidence = place.evidence
    return place.says(
        stories=len(evidence.kept),
        customers=len(evidence.with_role(Role.CUSTOMER)),
        employees=len(evidence.with_role(Role.EMPLOYEE)),
    )


def _waiting(place: _Place) -> bool:
    evidence, promise = place.evidence, place.edition.team.reply_days
    late = {
        one.teller or one.number
        for one in evidence.waiting
        if evidence.working_days(one.since) > promise
    }
    people = evidence.people_waiting
    return place.says(waiting=people, kept=people - len(late), promise=promise)


def _useful(place: _Place) -> bool:
    useful = place.monthly.usefulness
    return place.says(useful=useful.useful, answered=useful.useful + useful.not_useful)


def _must_win(place: _Place) -> bool:
    is_right = place.says(**{"for": place.people(1)}, against=place.people(-1))
    return is_right and place.names("theme", place.theme)


def _service(place: _Place) -> bool:
    is_right = place.says(thanks=place.people(1), blame=place.people(-1))
    return is_right and place.names("service", place.theme)


def _risk(place: _Place) -> bool:
    kind = place.read.line.data[0].removeprefix("risk.")
    days = place.evidence.working_days(min(story.told_at for story in place.risk))
    is_public = kind not in PRIVATE_RISKS and place.names("risk", ("risk", kind))
    return is_public and place.says(stories=len(place.risk), days=days)


def _run(place: _Place) -> bool:
    of = {
        "run.all": [week.stories for week in place.monthly.by_week],
        "run.customers": [week.customers for week in place.monthly.by_week],
        "run.employees": [week.stories - week.customers for week in place.monthly.by_week],
    }
    name = place.read.line.data[0]
    counts = of[name]
    is_shown = name == "run.all" or place.evidence.shows_roles
    printed = [int(each) for each in place.read.values["counts"].split()]
    weeks = place.monthly.by_week
    is_right = place.says(
        median=median(counts), first=weeks[0].week.number, last=weeks[-1].week.number
    )
    return is_shown and printed == counts and is_right


def _hidden(place: _Place) -> bool:
    themes = {
        (tag.facet, tag.key)
        for story in place.evidence.kept.values()
        for tag in story.tags
        if tag.facet == "service"
    }
    told = {
        theme: [place.evidence.told_on(theme, polarity) for polarity in (1, -1)]
        for theme in themes
    }
    hidden = [
        sides
        for sides in told.values()
        if not any(sides)
        or any(stories and _are_few(stories, place.evidence) for stories in sides)
    ]
    return place.says(services=len(hidden))


def _languages(place: _Place) -> bool:
    evidence = place.evidence
    silent = [
        evidence.texts.text(evidence.language, "digest-spoken", language=language)
        for language in SPOKEN
        if is_small(
            [number for number, story in evidence.kept.items() if story.language == language],
            evidence,
        )
    ]
    return place.read.values["names"] == ", ".join(silent)


def _period(place: _Place) -> bool:
    evidence, months = place.evidence, place.monthly.months
    name, later = (
        evidence.texts.text(evidence.language, "digest-month-name", month=month.number)
        for month in (months.first, months.last)
    )
    year, last_year = months.first.year, months.last.year
    expected = f"{later} {last_year}"
    if year != last_year:
        expected = f"{name} {year} – {expected}"
    elif name != later:
        expected = f"{name}–{expected}"
    return place.read.values["period"] == expected


_RIGHT: Mapping[str, Callable[[_Place], bool]] = {
    "month-header": _period,
    "month-hidden": _hidden,
    "month-missing-languages": _languages,
    "month-stories-roles": _stories,
    "month-stories": _stories,
    "month-waiting": _waiting,
    "month-useful": _useful,
    "month-must-win": _must_win,
    "month-service": _service,
    "month-risk": _risk,
    "month-run": _run,
    "month-late": lambda place: place.evidence.is_late,
    "month-merged": lambda place: place.monthly.months.first != place.monthly.months.last,
    "month-quiet": lambda place: not place.evidence.kept,
}


def _are_few(stories: Sequence[Story], evidence: Evidence) -> bool:
    return is_small([story.number for story in stories], evidence)
