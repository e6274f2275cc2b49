"""The tables of the settings."""

from datetime import time
from typing import Annotated, Literal, Self, get_args
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from bot.config.values import (
    Capture,
    Channel,
    Choice,
    Country,
    Day,
    Filled,
    MaybeChannel,
    Month,
    Person,
    StartWord,
    TimeOfDay,
    Whole,
    Word,
    Zone,
    database_address,
    slack_address,
    telegram_address,
    transcription_address,
    web_address,
)
from bot.core.model.language import Language
from bot.core.model.story import Identity, Share

_CHANNELS = "one of slack.listen, slack.digest, telegram.start and telegram.digest"


class _Section(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, str_strip_whitespace=True
    )


class KuuleSection(_Section):
    """`[kuule]`: what concerns the whole program."""

    # Out of every repr: in the environment the address may carry a password.
    database: Annotated[str, AfterValidator(database_address)] = Field(
        default="sqlite:///var/kuule.db", repr=False
    )
    language: Language = "fi"
    timezone: Zone = ZoneInfo("Europe/Helsinki")
    operator: Person = ""
    log: Literal["debug", "info", "warning", "error"] = "info"


class SlackSection(_Section):
    """`[slack]`: how Slack is reached."""

    mode: Literal["socket", "http"] = "socket"
    base_url: Annotated[str, AfterValidator(slack_address)] = "https://slack.com/api/"


class TelegramSection(_Section):
    """`[telegram]`: how Telegram is reached."""

    mode: Literal["polling", "webhook"] = "polling"
    base_url: Annotated[str, AfterValidator(telegram_address)] = "https://api.telegram.org"


class WebSection(_Section):
    """`[web]`: where the program's own pages are; `url` is how the internet reaches them."""

    host: Filled = "127.0.0.1"
    port: Whole = Field(default=8080, ge=0, le=65535)
    url: Annotated[str, AfterValidator(web_address)] = Field(
        default="", examples=["https://kuule.example.org"]
    )


class TranscriptionSection(_Section):
    """`[transcription]`: the service that writes down voice messages; without `url` there is
    none.
    """

    url: Annotated[str, AfterValidator(transcription_address)] = Field(
        default="", examples=["http://127.0.0.1:8000/v1"]
    )
    model: Filled = "whisper-1"


class TeamSlack(_Section):
    """`[teams.slack]`: the team's channels in Slack and what is captured there."""

    listen: tuple[Channel, ...] = Field(default=(), examples=[["C0123"]])
    digest: MaybeChannel = ""
    leadership: MaybeChannel = ""
    capture: tuple[Capture, ...] = Field(default=get_args(Capture), examples=[["command"]])


class TeamTelegram(_Section):
    """`[teams.telegram]`: the team's start word and the chats of its digest and of the page for
    leaders; 0 is none.
    """

    start: StartWord = ""
    digest: Whole = Field(default=0, examples=[-1001234567890])
    leadership: Whole = Field(default=0, examples=[-1009876543210])


class TeamDigest(_Section):
    """`[teams.digest]`: when the digest is posted, in the team's time zone, and how."""

    day: Day = "monday"
    time: TimeOfDay = time(9)
    picture: Choice = True


class Label(_Section):
    """A name by language; at least one is given."""

    fi: str = ""
    en: str = ""
    sv: str = ""

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        if not (self.fi or self.en or self.sv):
            raise PydanticCustomError("no_label", "no label")
        return self


class Synonyms(_Section):
    """Words that point to a theme, by language; `*` at the end stands for any ending."""

    fi: tuple[Filled, ...] = Field(default=(), examples=[["kuunte*"]])
    en: tuple[Filled, ...] = Field(default=(), examples=[["listen*"]])
    sv: tuple[Filled, ...] = Field(default=(), examples=[["lyssn*"]])


class ThemeSection(_Section):
    """`[[teams.must_win]]` and its likes."""

    key: Word = Field(examples=["heard"])
    label: Label
    synonyms: Synonyms = Synonyms()


def _distinct(themes: tuple[ThemeSection, ...]) -> tuple[ThemeSection, ...]:
    keys = [theme.key for theme in themes]
    for key in keys:
        if keys.count(key) > 1:
            raise PydanticCustomError("twice", "twice", {"key": key})
    return themes


Themes = Annotated[tuple[ThemeSection, ...], AfterValidator(_distinct)]


class TeamSection(_Section):
    """`[[teams]]`. `language` and `timezone` None are those of `[kuule]`, and
    `leadership_language` None is `language`.
    """

    id: Word = Field(examples=["palvelu"])
    name: Filled = Field(examples=["Asiakaspalvelu"])
    language: Language | None = None
    leadership_language: Language | None = None
    timezone: Zone | None = None
    country: Country = "FI"
    owner: Person = ""
    on_call: Person = ""
    members: Whole = Field(default=0, ge=0)
    identity: Identity = Identity.UNNAMED
    share: Share = Share.TEAM
    reply_days: Whole = Field(default=3, ge=1)
    quiet_months: tuple[Month, ...] = Field(default=("july",), examples=[["july"]])
    sensitive_groups: tuple[Word, ...] = Field(default=(), examples=[["access_needs"]])
    coarse_dates: Choice = False
    attachments: Choice = False
    slack: TeamSlack = TeamSlack()
    telegram: TeamTelegram = TeamTelegram()
    digest: TeamDigest = TeamDigest()
    must_win: Themes = Field(default=(), max_length=5)
    values: Themes = ()
    services: Themes = ()
    focus_groups: Themes = ()
    themes: Themes = ()

    @model_validator(mode="after")
    def _has_a_channel(self) -> Self:
        slack, telegram = self.slack, self.telegram
        if not (slack.listen or slack.digest or telegram.start or telegram.digest):
            raise PydanticCustomError("no_channel", "no channel", {"channels": _CHANNELS})
        return self


FACETS = {
    "must_win": "must_win",
    "values": "value",
    "services": "service",
    "focus_groups": "focus_group",
    "themes": "theme",
}
"""The tables of themes in a team, and the facet of the tags that each gives."""
