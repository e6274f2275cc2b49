"""Where the app may look and write: channels and messages named in the arguments of a method."""

from bot.practice.slack_arguments import Arguments, SlackError, need
from bot.practice.slack_team import BOT_USER, Channel, Message, SlackTeam


def visible_channel(team: SlackTeam, arguments: Arguments) -> Channel:
    """Return the channel that is meant. Raise SlackError if the app cannot know of it."""
    channel = team.channels.get(str(need(arguments, "channel", "channel_not_found")))
    hidden = channel is not None and channel.kind != "channel"
    if channel is None or (hidden and BOT_USER not in channel.members):
        raise SlackError("channel_not_found")
    return channel


def member_channel(team: SlackTeam, arguments: Arguments) -> Channel:
    """Return the channel that is meant. Raise SlackError if the app is not in it."""
    channel = visible_channel(team, arguments)
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def destination(team: SlackTeam, arguments: Arguments) -> Channel:
    """Return where to write, by id, name or person. Raise SlackError if the app must not."""
    wanted = str(need(arguments, "channel", "channel_not_found"))
    if team.people.is_employee(wanted):
        return direct_messages(team, wanted)
    name = wanted.removeprefix("#")
    named = next((c.id for c in team.channels.values() if c.name == name), wanted)
    channel = member_channel(team, {"channel": named})
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


def direct_messages(team: SlackTeam, user: str) -> Channel:
    """Return the channel with one person. Raise SlackError for nobody, and for a bot."""
    if not team.people.is_employee(user):
        raise SlackError("user_not_found")
    person = team.people.employee(user)
    if person.kind == "bot":
        raise SlackError("cannot_dm_bot")
    return team.open_dm(person)


def shown_message(channel: Channel, ts: object) -> Message:
    """Return a message that everybody in the channel sees. Raise SlackError."""
    message = channel.messages.get(str(ts))
    if message is None or message.to is not None:
        raise SlackError("message_not_found")
    return message
