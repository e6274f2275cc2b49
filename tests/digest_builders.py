"""Stories, editions and names for the tests of the digest."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5
from zoneinfo import ZoneInfo

from bot.core.edition import Edition, History
from bot.core.model.digest import Composition, Digest, DigestState, Finding, Line, Period
from bot.core.model.language import Language
from bot.core.model.story import Identity, Part, Role, Share, Status, Story, Waiting
from bot.core.model.tag import IDEA, THEMES, Sentiment, Source, Tag, Theme
from bot.core.model.team import Team
from bot.core.model.week import Week
from bot.digest.blocks import Labels
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.verify import verify
from bot.i18n.catalogue import Catalogue
from bot.i18n.sentences import CHOICES
from bot.tagging.vectors import vector_of

HELSINKI = ZoneInfo("Europe/Helsinki")
WEEK_46 = Week(2026, 46)
MONDAY_8 = datetime(2026, 11, 16, 6, tzinfo=UTC)
DATA = Path(__file__).parent / "data"
TEXTS = Catalogue()

_POLARITY = {Sentiment.POSITIVE: 1, Sentiment.NEGATIVE: -1}
_OWN_THEMES = {
    "closing_time": {"fi": "Sulkemisaika", "en": "Closing time", "sv": "Stängningstid"},
    "response_time": {"fi": "Vastausaika", "en": "Response time", "sv": "Svarstid"},
    "invoice": {"fi": "Laskutus", "en": "Invoicing", "sv": "Fakturering"},
}
_MUST_WINS = {
    "heard": {
        "fi": "Jokainen tulee kuulluksi",
        "en": "Everyone is heard",
        "sv": "Alla blir hörda",
    },
    "clear_invoice": {
        "fi": "Lasku, jonka ymmärtää kerralla",
        "en": "An invoice that is clear at once",
        "sv": "En faktura som man förstår genast",
    },
    "friendly": {
        "fi": "Ystävällinen viimeiseen minuuttiin",
        "en": "Friendly to the last minute",
        "sv": "Vänlig till sista minuten",
    },
}
_ABOUT = {
    "heard": {"T-0401", "T-0420", "T-0407", "T-0418"},
    "clear_invoice": {"T-0401", "T-0406", "T-0407", "T-0408", "T-0409"},
    "friendly": {"T-0402", "T-0403", "T-0404", "T-0405"},
}
"""The stories of the golden week on each must-win theme."""

_STAGES = {"before": "choose", "during": "purchase", "after": "support"}
_TAXONOMY_THEMES = {
    "listening": "empathy",
    "exceeding": "empathy",
    "bouncing": "empathy",
    "recovery": "empathy",
}
"""The facet of a theme of the weeks before that the taxonomy knows."""


@dataclass(frozen=True, slots=True)
class FakeLabels:
    """The taxonomy's names and those of a golden team; any other theme is called by its key."""

    names: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of_taxonomy(cls) -> "FakeLabels":
        """Read the names that ship with the tagger."""
        values = json.loads(
            files("bot.tagging").joinpath("taxonomy.json").read_text(encoding="utf-8")
        )
        names = {(value["facet"], value["key"]): value["label"] for value in values}
        own = {("theme", key): label for key, label in _OWN_THEMES.items()}
        return cls(names | own | {("must_win", key): label for key, label in _MUST_WINS.items()})

    def label(self, facet: str, key: str, language: Language) -> str:
        """Return the name, or the key where there is none."""
        return self.names.get((facet, key), {}).get(language, key)


def a_team(*, language: Language = "fi", members: int = 12, **settings: Any) -> Team:
    """Return a team in Helsinki."""
    return Team(
        id="palvelu",
        name="Asiakaspalvelu",
        language=language,
        timezone=HELSINKI,
        members=members,
        **settings,
    )


def tags_of(
    names: Iterable[str], polarity: int = 0, source: Source = Source.RULE, end: int = 1
) -> tuple[Tag, ...]:
    """Return tags from the form facet:key; an idea ends at `end`."""
    return tuple(
        Tag(
            facet=facet,
            key=key,
            source=source,
            polarity=polarity,
            confidence=1,
            start=0,
            end=end if (facet, key) == IDEA else 1,
        )
        for facet, _, key in (name.partition(":") for name in names)
    )


def a_story(
    number: str = "T-0500",
    text: str = "Asiakas kiitti avusta.",
    *,
    teller: str | None = "",
    tags: Iterable[str] = (),
    polarity: int | None = None,
    sentiment: Sentiment = Sentiment.POSITIVE,
    week: Week = WEEK_46,
    told_at: datetime | None = None,
    **fields: Any,
) -> Story:
    """Return a kept story of week 46 that the team may read, by a teller of its own."""
    moment = told_at or week.start(HELSINKI) + timedelta(hours=12)
    values: dict[str, Any] = {
        "role": Role.CUSTOMER,
        "identity": Identity.UNNAMED,
        "share": Share.TEAM,
        "status": Status.KEPT,
        "language": "fi",
        "criticality": 0,
        "needs_reply": False,
    }
    return Story(
        id=uuid5(NAMESPACE_OID, number),
        number=number,
        team="palvelu",
        sentiment=sentiment,
        week=week,
        told_at=moment,
        teller=None if teller is None else person(teller or number),
        parts=(a_message_of(text, moment),),
        tags=tags_of(
            tags, _POLARITY.get(sentiment, 0) if polarity is None else polarity, end=len(text)
        ),
        **(values | fields),
    )


def a_message_of(text: str, told_at: datetime) -> Part:
    """Return a part with that shown text."""
    return Part(text=text, vector=vector_of(text), told_at=told_at)


def person(name: str) -> UUID:
    """Return the same id for the same name."""
    return uuid5(NAMESPACE_OID, name)


def an_edition(stories: Iterable[Story] = (), **fields: Any) -> Edition:
    """Return the edition of week 46, composed on Monday morning."""
    values: dict[str, Any] = {
        "team": a_team(),
        "period": Period(WEEK_46, WEEK_46),
        "now": MONDAY_8,
        "is_holiday": no_holiday,
    }
    return Edition(stories=tuple(stories), **(values | fields))


def an_evidence(edition: Edition, labels: Labels | None = None) -> Evidence:
    """Return what the lines of this edition are verified against."""
    return Evidence(edition, TEXTS, labels or FakeLabels.of_taxonomy(), tells_nobody)


def findings_in(
    lines: Iterable[Line], edition: Edition, labels: Labels | None = None
) -> tuple[Finding, ...]:
    """Return what the check before sending finds in these lines."""
    return verify(Composition(tuple(lines)), an_evidence(edition, labels))


def tells_nobody(_: str) -> bool:
    """Find personal data in no text."""
    return False


def no_holiday(_: date) -> bool:
    """Call every weekday a working day."""
    return False


def week46(*, language: Language = "fi") -> Edition:
    """Return the golden week with its gold tags."""
    rows = json.loads((DATA / "week46_stories.json").read_text(encoding="utf-8"))
    stories = [_golden_story(row) for row in rows]
    waiting = tuple(
        Waiting(story.number, story.told_at, story.teller)
        for story, row in zip(stories, rows, strict=True)
        if row["reply"] == "open"
    )
    team = a_team(
        language=language,
        sensitive_groups=frozenset({"access_needs"}),
        themes=tuple(
            Theme(facet="must_win", key=key, label=label, synonyms={})
            for key, label in _MUST_WINS.items()
        ),
    )
    return an_edition(stories, team=team, waiting=waiting, history=_golden_history(stories))


def _golden_history(stories: Sequence[Story]) -> History:
    """Return the eight weeks before: what they count, and every other theme as often as now."""
    counts = json.loads((DATA / "week38_45_counts.json").read_text(encoding="utf-8"))
    known = {
        (_TAXONOMY_THEMES.get(key, "theme"), key): told for key, told in counts["themes"].items()
    }
    now = Counter(
        theme
        for story in stories
        for theme in {(tag.facet, tag.key) for tag in story.tags if tag.facet in THEMES}
    )
    as_often = {
        theme: round(told * counts["tellers"] / len(stories)) for theme, told in now.items()
    }
    return History(
        weeks=len(counts["weeks"]), tellers=counts["tellers"], by_theme=as_often | known
    )


def a_digest(lines: Iterable[Line], **fields: Any) -> Digest:
    """Return the claimed digest of week 46 with these lines."""
    values: dict[str, Any] = {
        "id": UUID(int=1),
        "team": "palvelu",
        "period": Period(WEEK_46, WEEK_46),
        "language": "fi",
        "state": DigestState.CLAIMED,
    }
    return Digest(lines=tuple(lines), **(values | fields))


def chosen_for_everything() -> Digest:
    """Return a digest with a line for each reason for which one is chosen, of many stories."""
    ids = tuple(f"T-{number}" for number in range(900_000_000, 900_000_060))
    return a_digest(Line("story", "”Hei.”", ids, reason=reason) for reason in CHOICES)


def of_block(lines: Iterable[Line], block: str) -> list[Line]:
    """Return the lines of one place."""
    return [line for line in lines if line.block == block]


def _golden_tags(row: dict[str, Any]) -> list[str]:
    """Return the gold tags with the phase as a stage and with the team's own themes."""
    tags: list[str] = list(row["tags"])
    if not any(tag.startswith("stage:") for tag in tags):
        tags.append(f"stage:{_STAGES[row['phase']]}")
    own = [f"theme:{theme}" for theme in row["themes"] if theme in _OWN_THEMES]
    return (
        tags + own + [f"must_win:{key}" for key, told in _ABOUT.items() if row["number"] in told]
    )


def _golden_story(row: dict[str, Any]) -> Story:
    told_at = datetime.fromisoformat(row["told_at"])
    return a_story(
        row["number"],
        row["text"],
        teller=row["teller"],
        tags=_golden_tags(row),
        sentiment=Sentiment(row["sentiment"]),
        told_at=told_at,
        week=Week.of(told_at, HELSINKI),
        role=Role(row["role"]),
        language=row["lang"],
        identity=Identity(row["identity"]),
        share=Share(row["share"]),
        criticality=row["criticality"],
        needs_reply=row["reply"] != "none",
    )
