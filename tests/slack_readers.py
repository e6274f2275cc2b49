"""A digest in the team's channel on Slack, of three stories of which one waits for a reply."""

from bot.core.model.story import Role
from bot.core.model.tag import Sentiment
from tests.contract.builders import a_key, a_part, a_story, a_tag, after
from tests.program import WEEK_47

BILL = "Lasku tuli kahdesti, eikä kukaan vastannut viiteen päivään. Olen pettynyt palveluun."
HELP = "Neuvoja kuunteli loppuun asti ja korjasi virheen saman tien. Kiitos siitä!"


async def tell(program, name, text, mood, *, waits=False):
    """Keep a customer's story of week 47; return its number."""
    told_at = after(days=6)
    tag = a_tag("sentiment", mood, end=len(text))
    part = a_part(name, text, tag, told_at=told_at, sentiment=mood)

    def unit(tx):
        person = tx.people.meet(a_key(f"teller of {name}"), b"sealed address")
        due = after(days=9) if waits else None
        story = a_story(part, person.id, week=WEEK_47, reply_due=due, role=Role.CUSTOMER)
        return tx.stories.add(story)

    return await program.store.write(unit)


async def posted(play, program):
    """Tell three stories, of which one waits, and post their digest; return their numbers."""
    numbers = [
        await tell(program, "1.0", BILL, Sentiment.NEGATIVE, waits=True),
        await tell(program, "2.0", HELP, Sentiment.POSITIVE),
        await tell(program, "3.0", "Apu tuli pyytämättä.", Sentiment.POSITIVE),
    ]
    await program.publishing.post(program.teams.first, WEEK_47)
    await play.workspace.until(lambda: "claim_reply" in str([m.blocks for m in in_channel(play)]))
    return numbers


def in_channel(play):
    """Return all messages of the team's channel, private ones too."""
    return play.workspace.messages(play.workspace.digest_channel)


def with_button(play, action_id, value=""):
    """Return the newest message of the team's channel that has that button."""
    found = [
        message
        for message in in_channel(play)
        if f"'{action_id}'" in str(message.blocks) and value in str(message.blocks)
    ]
    return found[-1]
