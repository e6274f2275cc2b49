"""The teams, and which of them a channel or a start word means."""

from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from bot.core.model.language import Language
from bot.core.model.platforms import Route
from bot.core.model.story import Identity, Share
from bot.core.model.tag import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """An organisational unit with its own channels, language, themes and digest schedule."""

    id: str
    name: str
    language: Language
    timezone: ZoneInfo
    country: str = "FI"
    owner: str = ""
    on_call: str = ""
    members: int = 0
    identity: Identity = Identity.UNNAMED
    share: Share = Share.TEAM
    reply_days: int = 3
    quiet_months: frozenset[int] = frozenset({7})
    """In which nobody is asked for a story; January is 1."""
    sensitive_groups: frozenset[str] = frozenset()
    coarse_dates: bool = False
    """True when a shown text tells days and times no more exactly than by their month."""
    attachments: bool = False
    """Whether images that come with stories are kept."""
    themes: tuple[Theme, ...] = ()
    slack_listen: tuple[str, ...] = ()
    slack_digest: str = ""
    slack_capture: frozenset[str] = frozenset()
    slack_leadership: str = ""
    """Where leaders read the page of a month; empty is nowhere."""
    telegram_start: str = ""
    telegram_digest: int = 0
    telegram_leadership: int = 0
    leadership_language: Language | None = None
    """Of that page; None is the team's."""
    digest_day: int = 0
    """Weekday of the digest, Monday is 0."""
    digest_time: time = time(9)
    digest_picture: bool = True
    """Whether the stories of a digest are drawn, too."""

    @property
    def has_digest(self) -> bool:
        """True when a digest has a place where it is read."""
        return bool(self.slack_digest or self.telegram_digest)

    @property
    def has_leaders(self) -> bool:
        """True when the page of a month has a place where it is read."""
        return bool(self.slack_leadership or self.telegram_leadership)


@dataclass(frozen=True, slots=True)
class Teams:
    """Every team, in the order of the settings. There is at least one."""

    all: tuple[Team, ...]

    @property
    def keep_attachments(self) -> bool:
        """True when any team keeps images."""
        return any(team.attachments for team in self.all)

    @property
    def draw_in_slack(self) -> bool:
        """True when any team's digest comes to Slack with a picture."""
        return any(team.slack_digest and team.digest_picture for team in self.all)

    @property
    def first(self) -> Team:
        """The team for those who did not choose."""
        return self.all[0]

    def by_id(self, team_id: str) -> Team | None:
        """Return the team with this id."""
        return next((team for team in self.all if team.id == team_id), None)

    def of(self, team_id: str) -> Team:
        """Return the team with this id; the first for an empty one, and for one that the settings
        name no more.
        """
        return self.by_id(team_id) or self.first

    def by_channel(self, channel: str) -> Team | None:
        """Return the team whose listened channel on Slack, or whose digest's place, this is."""
        return next(
            (
                team
                for team in self.all
                if channel in (*team.slack_listen, team.slack_digest)
                or (team.telegram_digest and channel == str(team.telegram_digest))
            ),
            None,
        )

    def captures(self, route: Route, channel: str) -> bool:
        """True when the team of that Slack channel, else any team, takes stories by that route."""
        here = self.by_channel(channel)
        return any(route in team.slack_capture for team in ((here,) if here else self.all))

    def listens(self, channel: str) -> bool:
        """True when every message in that Slack channel is a story."""
        return any(channel in team.slack_listen for team in self.all)

    @property
    def hears_reactions(self) -> bool:
        """True where Slack is asked to tell of reactions, so that 🔕 takes a message out."""
        return any(
            "reaction" in team.slack_capture
            or ("channel" in team.slack_capture and bool(team.slack_listen))
            for team in self.all
        )

    def by_start(self, word: str) -> Team | None:
        """Return the team that a Telegram start word names, in small or capital letters."""
        folded = word.casefold()
        return next(
            (team for team in self.all if word and team.telegram_start.casefold() == folded), None
        )
