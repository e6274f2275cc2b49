"""The way out to a platform."""

from typing import Protocol

from bot.core.home import OwnPage
from bot.core.model.delivery import Delivery
from bot.core.model.dialogue import Dialogue
from bot.core.model.digest import Digest
from bot.core.model.story import Story

Subject = Digest | Story | Dialogue | OwnPage | None
"""What a delivery is about, as it stands when it is sent."""


class Sender(Protocol):
    """One platform's way out."""

    async def send(self, delivery: Delivery, subject: Subject) -> str:
        """Deliver and return the platform's id of the message, empty when it gives none.

        Raise DeliveryRefusedError (DeliveryUnreachableError when the place is closed),
        DeliveryDelayedError, DeliveryMovedError or DeliveryUnknownError.
        """
        ...

    async def find(self, delivery: Delivery) -> str | None:
        """Return the platform's id of a delivery whose answer was lost, None when it was not
        delivered.

        Raise DeliveryUnknownError when the platform cannot tell.
        """
        ...
