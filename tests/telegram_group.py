"""A team's group on Telegram: who of it reads, and what is posted there."""

from bot.practice.telegram_chats import is_by_bot
from tests.telegram_talk import Talker, buttons

GROUP = -4_001_002_003
MEMBER = "c5"


def open_group(play):
    """Let the bot and one member into the group."""
    play.workspace.groups.add_bot(GROUP)
    play.workspace.groups.seat(MEMBER, GROUP)


def posts(play, chat=GROUP):
    """Return what Kuule posted in the group, as it reads now."""
    messages = play.workspace.chats.chats[chat].messages.values()
    return [m for m in messages if is_by_bot(m)]


async def press(play, who, message, start):
    """Press the button in a private chat whose data starts so, a second after what came before."""
    data = next(each for each in buttons(message) if each.startswith(start))
    play.workspace.clock.advance(1)
    await play.workspace.telegram_press(who, message["message_id"], data)


async def told(play, *texts, asks_reply=False):
    """Let one customer tell each text; return the numbers."""
    talker, readers = Talker(play.workspace, "c1"), "reply" if asks_reply else "team"
    return [
        await talker.tell(text, first=at == 0, readers=readers) for at, text in enumerate(texts)
    ]
