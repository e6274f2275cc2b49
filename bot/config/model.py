"""The settings as a whole, and the teams that the heart knows by them."""

from collections.abc import Mapping
from typing import Annotated, Any, get_args

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.config.sections import (
    FACETS,
    KuuleSection,
    SlackSection,
    TeamSection,
    TelegramSection,
    ThemeSection,
    TranscriptionSection,
    WebSection,
)
from bot.config.values import Day, Month
from bot.core.model.language import SPOKEN, Language
from bot.core.model.tag import Theme
from bot.core.model.team import Team, Teams


def _at_least_one(teams: tuple[TeamSection, ...]) -> tuple[TeamSection, ...]:
    # Not min_length: pydantic counts only the valid ones and would add an error to that of a team.
    if not teams:
        raise PydanticCustomError("empty", "empty")
    return teams


class Settings(BaseSettings):
    """Everything that is set, valid as a whole. Made by `bot.config.load_settings`."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        env_prefix="KUULE__",
        env_nested_delimiter="__",
    )

    kuule: KuuleSection = KuuleSection()
    slack: SlackSection = SlackSection()
    telegram: TelegramSection = TelegramSection()
    transcription: TranscriptionSection = TranscriptionSection()
    web: WebSection = WebSection()
    teams: Annotated[tuple[TeamSection, ...], AfterValidator(_at_least_one)]

    def __init__(self, values: Mapping[str, Any]) -> None:
        """Validate these values and look nowhere else. Raise ValidationError."""
        # Past BaseSettings, which would look into the process's environment.
        super(BaseSettings, self).__init__(**values)

    def to_teams(self) -> Teams:
        """Return the teams as the heart knows them, with the defaults of `[kuule]` filled in."""
        return Teams(tuple(self._team(team) for team in self.teams))

    def _team(self, team: TeamSection) -> Team:
        language = team.language or self.kuule.language
        return Team(
            id=team.id,
            name=team.name,
            language=language,
            timezone=team.timezone or self.kuule.timezone,
            country=team.country,
            owner=team.owner,
            on_call=team.on_call,
            members=team.members,
            identity=team.identity,
            share=team.share,
            reply_days=team.reply_days,
            quiet_months=frozenset(
                get_args(Month).index(month) + 1 for month in team.quiet_months
            ),
            sensitive_groups=frozenset(team.sensitive_groups),
            coarse_dates=team.coarse_dates,
            attachments=team.attachments,
            themes=tuple(
                _theme(facet, theme, language)
                for table, facet in FACETS.items()
                for theme in getattr(team, table)
            ),
            slack_listen=team.slack.listen,
            slack_digest=team.slack.digest,
            slack_leadership=team.slack.leadership,
            slack_capture=frozenset(team.slack.capture),
            telegram_start=team.telegram.start,
            telegram_digest=team.telegram.digest,
            telegram_leadership=team.telegram.leadership,
            leadership_language=team.leadership_language,
            digest_day=get_args(Day).index(team.digest.day),
            digest_time=team.digest.time,
            digest_picture=team.digest.picture,
        )


def _theme(facet: str, theme: ThemeSection, language: Language) -> Theme:
    """Return it with a label in every language; a missing one is the team's, else the first."""
    given: dict[Language, str] = {spoken: getattr(theme.label, spoken) for spoken in SPOKEN}
    substitute = given[language] or next(filter(None, given.values()))
    return Theme(
        facet=facet,
        key=theme.key,
        label={spoken: given[spoken] or substitute for spoken in SPOKEN},
        synonyms={spoken: getattr(theme.synonyms, spoken) for spoken in SPOKEN},
    )
