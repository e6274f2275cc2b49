"""What the lines of the page for leaders say, counted again: figures, names and fixed words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bot.core.edition import Monthly
from bot.core.model.digest import Line
from bot.core.model.story import Role, Story
from bot.digest.verifying.evidence import FEW, PRIVATE_RISKS, Evidence, Theme
from bot.digest.verifying.names import are_names, is_name
from bot.digest.verifying.numbers import is_number
from bot.digest.verifying.silence import silent_groups, silent_languages, silent_phases
from bot.digest.verifying.small_cells import is_small
from bot.digest.verifying.trends import month_labels

_POLARITIES = (1, -1)


@dataclass(frozen=True, slots=True)
class Claim:
    """A line with the sentence that it is, what is printed for its arguments, and the stories."""

    line: Line
    key: str
    values: Mapping[str, str]
    monthly: Monthly
    evidence: Evidence

    def is_so(self) -> bool:
        """True when the stories give what the line says."""
        claim = _CLAIMS.get(self.key)
        return claim is None or claim(self)

    @property
    def tells_of_few(self) -> bool:
        """True when so few told on one side that the other would give them away, too."""
        theme = self.theme("service", "thanks", "blame")
        return theme is not None and _is_hidden(theme, self.evidence)

    def says(self, **expected: float) -> bool:
        """True when the sentence prints these numbers for those arguments that it has."""
        return all(
            is_number(self.values[name], number)
            for name, number in expected.items()
            if name in self.values
        )

    def says_word(self, argument: str, key: str, **arguments: str) -> bool:
        """True when that sentence of the catalogue is printed for the argument."""
        texts, language = self.evidence.texts, self.evidence.language
        return self.values[argument] == texts.text(language, f"digest-{key}", **arguments)

    def theme(self, facet: str, *parts: str) -> Theme | None:
        """Return the theme of this facet of which the line names these figures, and no others."""
        first = self.line.data[0] if self.line.data else ""
        name = first.rpartition(".")[0]
        is_named = self.line.data == tuple(f"{name}.{part}" for part in parts)
        found, _, key = name.partition(":")
        return (facet, key) if is_named and found == facet else None

    def names(self, argument: str, theme: Theme) -> bool:
        """True when the theme's name is printed, or the beginning of a long one."""
        return is_name(self.values[argument], self.evidence.name(theme))

    def lists(self, names: Sequence[str]) -> bool:
        """True when the line names those, all of them and no others."""
        return are_names(self.values["names"], names)

    def people(self, theme: Theme) -> list[int]:
        """Return how many people spoke well of the theme, and how many ill."""
        sides = _sides(theme, self.evidence)
        return [len({story.teller for story in stories}) for stories in sides]


def _period(claim: Claim) -> bool:
    evidence, months = claim.evidence, claim.monthly.months
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
    return claim.values["period"] == expected


def _stories(claim: Claim) -> bool:
    evidence = claim.evidence
    return claim.says(
        stories=len(evidence.kept),
        customers=len(evidence.with_role(Role.CUSTOMER)),
        employees=len(evidence.with_role(Role.EMPLOYEE)),
    )


def _waiting(claim: Claim) -> bool:
    evidence, promise = claim.evidence, claim.evidence.team.reply_days
    late = {
        one.teller or one.number
        for one in evidence.waiting
        if evidence.working_days(one.since) > promise
    }
    people = evidence.people_waiting
    return claim.says(waiting=people, kept=people - len(late), promise=promise)


def _useful(claim: Claim) -> bool:
    useful = claim.monthly.usefulness
    return claim.says(useful=useful.useful, answered=useful.useful + useful.not_useful)


def _must_win(claim: Claim) -> bool:
    theme = claim.theme("must_win", "for", "against")
    if theme is None:
        return False
    well, ill = claim.people(theme)
    word = month_labels(claim.evidence).get(theme, "")
    is_right = claim.says(**{"for": well}, against=ill) and claim.names("theme", theme)
    return is_right and claim.says_word("direction", "month-direction", word=word)


def _service(claim: Claim) -> bool:
    theme = claim.theme("service", "thanks", "blame")
    if theme is None:
        return False
    well, ill = claim.people(theme)
    return claim.says(thanks=well, blame=ill) and claim.names("service", theme)


def _risk(claim: Claim) -> bool:
    evidence, data = claim.evidence, claim.line.data
    kind = data[0].removeprefix("risk.") if data else ""
    numbers = evidence.tagged("risk", kind)
    if data != (f"risk.{kind}", f"risk.{kind}.oldest") or not numbers or kind in PRIVATE_RISKS:
        return False
    oldest = min(evidence.kept[number].told_at for number in numbers)
    is_right = claim.says(stories=len(numbers), days=evidence.working_days(oldest))
    return is_right and claim.names("risk", ("risk", kind))


def _run(claim: Claim) -> bool:
    weeks = claim.monthly.by_week
    counts = {
        "all": [week.stories for week in weeks],
        "customers": [week.customers for week in weeks],
        "employees": [week.stories - week.customers for week in weeks],
    }
    who = next((who for who in counts if claim.line.data == (f"run.{who}",)), None)
    if who is None or not (who == "all" or claim.evidence.shows_roles):
        return False
    is_right = claim.says(
        median=median(counts[who]), first=weeks[0].week.number, last=weeks[-1].week.number
    )
    printed = claim.values["counts"].split()
    is_right = is_right and printed == [str(count) for count in counts[who]]
    return is_right and claim.says_word("who", "month-who", who=who)


def _hidden(claim: Claim) -> bool:
    evidence = claim.evidence
    services = [theme for theme in evidence.on_theme if theme[0] == "service"]
    return claim.says(services=sum(_is_hidden(theme, evidence) for theme in services))


def _is_hidden(theme: Theme, evidence: Evidence) -> bool:
    """True when nobody spoke well or ill of a service, or so few that their number tells whom."""
    sides = _sides(theme, evidence)
    return not any(sides) or any(
        stories and is_small([story.number for story in stories], evidence) for stories in sides
    )


def _sides(theme: Theme, evidence: Evidence) -> list[Sequence[Story]]:
    return [evidence.told_on(theme, polarity) for polarity in _POLARITIES]


_CLAIMS: Mapping[str, Callable[[Claim], bool]] = {
    "month-header": _period,
    "month-stories-roles": _stories,
    "month-stories": _stories,
    "month-waiting": _waiting,
    "month-useful": _useful,
    "month-late": lambda claim: claim.evidence.is_late,
    "month-merged": lambda claim: claim.monthly.months.first != claim.monthly.months.last,
    "month-quiet": lambda claim: not claim.evidence.kept,
    "month-few": lambda claim: 0 < len(claim.evidence.kept) <= FEW,
    "month-must-win": _must_win,
    "month-service": _service,
    "month-risk": _risk,
    "month-run": _run,
    "missing-phases": lambda claim: claim.lists(silent_phases(claim.evidence)),
    "missing-groups": lambda claim: claim.lists(silent_groups(claim.evidence)),
    "month-missing-languages": lambda claim: claim.lists(silent_languages(claim.evidence)),
    "month-hidden": _hidden,
}
"""By sentence; of the others there is nothing to count."""
