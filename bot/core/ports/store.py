"""The database as a whole: units of work and what they may touch."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from bot.core.ports.asks import Asks
from bot.core.ports.attachments import Attachments
from bot.core.ports.audit import Audit
from bot.core.ports.cases import Cases
from bot.core.ports.corrections import Corrections
from bot.core.ports.counting import Counting
from bot.core.ports.deliveries import Deliveries
from bot.core.ports.dialogues import Dialogues
from bot.core.ports.digests import Digests
from bot.core.ports.groups import Groups
from bot.core.ports.learning import Learning
from bot.core.ports.listening import Listening
from bot.core.ports.parking import Parking
from bot.core.ports.people import People
from bot.core.ports.readers import Readers
from bot.core.ports.recordings import Recordings
from bot.core.ports.stories import Stories
from bot.core.ports.tag_sets import TagSets

T = TypeVar("T")


class Transaction(Protocol):
    """What a unit of work may touch."""

    @property
    def stories(self) -> Stories:
        """Return the stories."""
        ...

    @property
    def attachments(self) -> Attachments:
        """Return the files of stories."""
        ...

    @property
    def tag_sets(self) -> TagSets:
        """Return the tags of parts."""
        ...

    @property
    def corrections(self) -> Corrections:
        """Return what people changed in tags."""
        ...

    @property
    def learning(self) -> Learning:
        """Return how far corrections are learned."""
        ...

    @property
    def audit(self) -> Audit:
        """Return the audit trail."""
        ...

    @property
    def people(self) -> People:
        """Return the persons."""
        ...

    @property
    def deliveries(self) -> Deliveries:
        """Return what is to be sent."""
        ...

    @property
    def groups(self) -> Groups:
        """Return the groups on Telegram."""
        ...

    @property
    def listening(self) -> Listening:
        """Return when the platforms were listened to."""
        ...

    @property
    def digests(self) -> Digests:
        """Return the digests."""
        ...

    @property
    def cases(self) -> Cases:
        """Return who waits for a reply."""
        ...

    @property
    def readers(self) -> Readers:
        """Return what readers make of digests."""
        ...

    @property
    def asks(self) -> Asks:
        """Return the questions to authors."""
        ...

    @property
    def dialogues(self) -> Dialogues:
        """Return the guided talks in progress."""
        ...

    @property
    def recordings(self) -> Recordings:
        """Return the voice messages that wait for their words."""
        ...

    @property
    def parking(self) -> Parking:
        """Return the inputs that failed."""
        ...

    @property
    def counting(self) -> Counting:
        """Return the figures."""
        ...


class Store(Protocol):
    """The database."""

    async def write(self, unit: Callable[[Transaction], T]) -> T:
        """Run the unit in a transaction; return after the commit. The unit may run more than once.

        Raise StorageUnavailableError when the database cannot do it now, and nothing was kept.
        """
        ...

    async def read(self, unit: Callable[[Transaction], T]) -> T:
        """Run a unit that only reads, beside the writers."""
        ...

    async def read_much(self, unit: Callable[[Transaction], T]) -> T:
        """Run one that reads for seconds, so that nobody waits for what it makes of the rows."""
        ...
