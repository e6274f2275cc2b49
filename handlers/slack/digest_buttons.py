"""What a digest's readers can press. Pure: each button says what it does, also aloud."""

from dataclasses import dataclass

from bot.core.model.digest import Digest
from bot.core.ports.catalogue import Texts
from handlers.slack import action_ids, limits
from handlers.slack.blocks import SlackBlock, button, plain_text
from handlers.slack.parse_shortcut import TELL


@dataclass(frozen=True, slots=True)
class DigestButtons:
    """Makes the buttons of one digest."""

    digest: Digest
    texts: Texts

    def read(self, number: str) -> SlackBlock:
        """Return the button that shows a whole story."""
        return self._about(action_ids.READ, number, "button-read")

    def claim(self, number: str) -> SlackBlock:
        """Return the button that takes on the reply to a story."""
        return self._about(action_ids.CLAIM, number, "button-claim")

    def queue(self) -> SlackBlock:
        """Return the button that shows who waits."""
        return self._of_digest(action_ids.QUEUE, "button-queue")

    def method(self) -> SlackBlock:
        """Return the button that shows how a digest is made."""
        return self._of_digest(action_ids.METHOD, "menu-method")

    def row(self, *, anybody_waits: bool) -> list[SlackBlock]:
        """Return what stands below the digest: to tell first, the rest in a menu."""
        tell = self._of_digest(TELL, "button-tell") | {"style": "primary"}
        claim = [self._of_digest(action_ids.QUEUE, "button-claim")] if anybody_waits else []
        search = self._of_digest(action_ids.SEARCH, "button-search-stories")
        return [tell, *claim, search, self._menu()]

    def _menu(self) -> SlackBlock:
        wishes = (
            action_ids.RATE,
            action_ids.VOTE,
            action_ids.MUTE,
            action_ids.SPEAK,
            action_ids.METHOD,
        )
        return {
            "type": "overflow",
            "action_id": action_ids.MORE,
            "options": [
                {
                    "text": plain_text(self._say(f"menu-{wish}"), limits.OPTION),
                    "value": f"{wish}:{self.digest.id.hex}",
                }
                for wish in wishes
            ],
        }

    def _about(self, action_id: str, number: str, key: str) -> SlackBlock:
        label = self._say(key)
        return button(action_id, number, label, f"{label} {number}")

    def _of_digest(self, action_id: str, key: str) -> SlackBlock:
        return button(action_id, self.digest.id.hex, self._say(key))

    def _say(self, key: str) -> str:
        return self.texts.text(self.digest.language, key)
