"""The way out to a platform."""

from typing import Protocol

from bot.core.model.delivery import Delivery
from bot.core.model.digest import Digest


class Sender(Protocol):
    """One platform's way out."""

    async def send(self, delivery: Delivery, digest: Digest | None) -> str:
        """Deliver and return the platform's id of the message, empty when it gives none.

        Raise DeliveryRefusedError, DeliveryDelayedError or DeliveryUnknownError.
        """
        ...

    async def find(self, delivery: Delivery) -> str | None:
        """Return the platform's id of a delivery whose answer was lost, None when it was not
        delivered.

        Raise DeliveryUnknownError when the platform cannot tell.
        """
        ...
