"""Stories, editions and names for the tests of the digest."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5
from zoneinfo import ZoneInfo

from bot.core.edition import Edition
from bot.core.model.digest import Digest, DigestState, Line, Period
from bot.core.model.language import Language
from bot.core.model.story import Identity, Part, Role, Share, Status, Story, Waiting
from bot.core.model.tag import Sentiment, Source, Tag
from bot.core.model.team import Team
from bot.core.model.week import Week
from bot.digest.blocks import Labels
from bot.digest.verifying.evidence import Evidence
from bot.i18n.catalogue import Catalogue

HELSINKI = ZoneInfo("Europe/Helsinki")
WEEK_46 = Week(2026, 46)
MONDAY_8 = datetime(2026, 11, 16, 6, tzinfo=UTC)
DATA = Path(__file__).parent / "data"
TEXTS = Catalogue()

_POLARITY = {Sentiment.POSITIVE: 1, Sentiment.NEGATIVE: -1}
_OWN_THEMES = {
    "closing_time": {"fi": "Sulkemisaika", "en": "Closing time", "sv": "Stängningstid"},
    "response_time": {"fi": "Vastausaika", "en": "Response time", "sv": "Svarstid"},
}


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
        return cls(names | {("theme", key): label for key, label in _OWN_THEMES.items()})

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
    names: Iterable[str], polarity: int = 0, source: Source = Source.RULE
) -> tuple[Tag, ...]:
    """Return tags from the form facet:key."""
    return tuple(
        Tag(facet=facet, key=key, source=source, polarity=polarity, confidence=1, start=0, end=1)
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
        parts=(Part(text=text, told_at=moment),),
        tags=tags_of(tags, _POLARITY.get(sentiment, 0) if polarity is None else polarity),
        **(values | fields),
    )


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
    team = a_team(language=language, sensitive_groups=frozenset({"access_needs"}))
    return an_edition(stories, team=team, waiting=waiting)


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


def of_block(lines: Iterable[Line], block: str) -> list[Line]:
    """Return the lines of one place."""
    return [line for line in lines if line.block == block]


def _golden_story(row: dict[str, Any]) -> Story:
    told_at = datetime.fromisoformat(row["told_at"])
    return a_story(
        row["number"],
        row["text"],
        teller=row["teller"],
        tags=[
            *row["tags"],
            *(f"theme:{theme}" for theme in row["themes"] if theme in _OWN_THEMES),
        ],
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
