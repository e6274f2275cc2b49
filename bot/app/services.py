"""The services of the core that the platforms call."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.amending import Amending
from bot.core.archive import Archive
from bot.core.asking import Asking
from bot.core.claiming import Claiming
from bot.core.editing import Editing
from bot.core.erasing import Erasing
from bot.core.gate import Gate
from bot.core.guiding import Guiding
from bot.core.helping import Helping
from bot.core.home import HomeVisits
from bot.core.intake import Intake
from bot.core.model.team import Teams
from bot.core.opinions import Opinions
from bot.core.overseeing import Overseeing
from bot.core.ports.clock import Clock
from bot.core.ports.pictures import Draw
from bot.core.preferences import Preferences
from bot.core.previews import Previews
from bot.core.records import Records
from bot.core.removal import Removal
from bot.core.talk import Talk
from bot.core.trying import Trying
from bot.core.voices import VoiceMessages
from bot.i18n.catalogue import Catalogue
from bot.tagging.labels import TeamLabels


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that a listener may ask for."""

    intake: Intake
    guiding: Guiding
    asking: Asking
    previews: Previews
    editing: Editing
    helping: Helping
    amending: Amending
    removal: Removal
    erasing: Erasing
    talk: Talk
    archive: Archive
    claiming: Claiming
    opinions: Opinions
    voices: VoiceMessages
    homes: HomeVisits
    records: Records
    preferences: Preferences
    overseeing: Overseeing
    trying: Trying
    gate: Gate
    texts: Catalogue
    labels: TeamLabels
    labels_of: Callable[[str], TeamLabels]
    teams: Teams
    clock: Clock
    draw: Draw
