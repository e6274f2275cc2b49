"""What readers do with a digest on Slack, end to end: real Bolt, the practice workspace."""

import json
from uuid import uuid4

import pytest

from bot.i18n.catalogue import Catalogue
from bot.practice.limits import AS_FAST_AS_IT_COMES
from handlers.slack import action_ids
from handlers.slack.parse_shortcut import TELL
from tests.program import WEEK_47, a_play
from tests.slack_readers import BILL, HELP, in_channel, posted, with_button

TEXTS = Catalogue()


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template, rates=AS_FAST_AS_IT_COMES) as play:
        yield play


def say(key, language="fi", **arguments):
    return TEXTS.text(language, key, **arguments)


def shown(play, who="u1"):
    return str(play.workspace.modal(who).content)


async def test_a_whole_story_is_read_beside_its_quote(play):
    async with play.running() as program:
        await posted(play, program)
        top = with_button(play, action_ids.READ)
        await play.workspace.slack_press("u1", top, action_ids.READ)
        await play.workspace.until(lambda: play.workspace.modals("u1"))

    assert HELP in shown(play) or BILL in shown(play)


async def test_who_takes_on_a_reply_is_seen_by_all_and_can_give_it_back(play):
    workspace = play.workspace
    async with play.running() as program:
        bill, *_ = await posted(play, program)
        row = with_button(play, action_ids.CLAIM, bill)
        await workspace.slack_press("u1", row, action_ids.CLAIM)
        await workspace.until(
            lambda: "ottaa hoitaakseen" in str([m.text for m in in_channel(play)])
        )
        notice = with_button(play, action_ids.RELEASE, bill)
        await workspace.slack_press("u2", notice, action_ids.RELEASE)
        await workspace.until(
            lambda: say("claim-not-own", number=bill) in str([m.text for m in in_channel(play)])
        )
        await workspace.slack_press("u1", notice, action_ids.RELEASE)
        await workspace.until(lambda: "vapautti" in str([m.text for m in in_channel(play)]))
        queue = await program.store.read(lambda tx: tx.cases.queue(program.teams.first.id, 9))

    user = workspace.people.employee("u1").id
    assert f"<@{user}>" in notice.text
    assert notice.thread_ts == row.thread_ts
    assert [case.claimed_by for case in queue] == [None]


async def test_two_cannot_take_on_one_reply(play):
    workspace = play.workspace
    async with play.running() as program:
        bill, *_ = await posted(play, program)
        row = with_button(play, action_ids.CLAIM, bill)
        await workspace.slack_press("u1", row, action_ids.CLAIM)
        await workspace.until(
            lambda: "ottaa hoitaakseen" in str([m.text for m in in_channel(play)])
        )
        await workspace.slack_press("u2", row, action_ids.CLAIM)
        wanted = say("claim-taken", number=bill)
        await workspace.until(lambda: wanted in str([m.text for m in in_channel(play)]))
        told = [m for m in in_channel(play) if m.text == wanted]

    assert [m.to for m in told] == [workspace.people.employee("u2").id]


async def test_the_queue_shows_who_waits_and_who_answers(play):
    workspace = play.workspace
    async with play.running() as program:
        bill, *_ = await posted(play, program)
        top = with_button(play, action_ids.QUEUE)
        await workspace.slack_press("u1", top, action_ids.QUEUE)
        await workspace.until(lambda: workspace.modals("u1"))
        await workspace.slack_press("u1", workspace.modal("u1"), action_ids.CLAIM, bill)
        await workspace.until(lambda: action_ids.RELEASE in shown(play))
        await workspace.slack_press("u1", workspace.modal("u1"), action_ids.READ, bill)
        await workspace.until(lambda: BILL in shown(play))

    assert bill in shown(play)


async def test_who_is_of_another_workspace_reads_nothing_and_is_told_why(play):
    workspace = play.workspace
    channel = workspace.digest_channel
    stranger = workspace.slack_newcomer(channel, kind="stranger", language="sv")
    async with play.running() as program:
        await posted(play, program)
        for action in (action_ids.QUEUE, action_ids.SEARCH):
            await workspace.slack_press(stranger, with_button(play, action), action)
        told = say("reader-outsider", "sv")
        await workspace.until(lambda: len([m for m in in_channel(play) if m.text == told]) == 2)
        await workspace.slack_press(stranger, with_button(play, TELL), TELL)
        refused = say("refused-outsider", "sv")
        await workspace.until(lambda: refused in [m.text for m in in_channel(play)])

    assert {m.to for m in in_channel(play) if m.to} == {stranger.id}
    assert not workspace.modals(stranger)


async def test_stories_are_found_by_their_words_and_read(play):
    workspace = play.workspace
    async with play.running() as program:
        bill, *_ = await posted(play, program)
        top = with_button(play, action_ids.SEARCH)
        await workspace.slack_press("u1", top, action_ids.SEARCH)
        await workspace.until(lambda: workspace.modals("u1"))
        await workspace.slack_submit("u1", {"words": "KAHDESTI lasku"})
        await workspace.until(lambda: bill in shown(play))
        assert say("search-found", stories=1) in shown(play)
        await workspace.slack_press("u1", workspace.modal("u1"), action_ids.READ, bill)
        await workspace.until(lambda: len(workspace.modals("u1")) == 2)

    assert BILL in shown(play)


async def test_who_searches_where_no_team_reads_is_told_so(play):
    workspace = play.workspace
    async with play.running() as program:
        await posted(play, program)
        top = with_button(play, action_ids.SEARCH)
        await workspace.slack_press("u1", top, action_ids.SEARCH)
        await workspace.until(lambda: workspace.modals("u1"))
        form = workspace.modal("u1").content
        spot = json.loads(form["private_metadata"]) | {"channel": "C0ELSEWHERE"}
        form["private_metadata"] = json.dumps(spot)
        await workspace.slack_submit("u1", {"words": "KAHDESTI lasku"})
        await workspace.until(lambda: say("reader-elsewhere") in shown(play))

    assert BILL not in shown(play)


@pytest.mark.parametrize(
    ("wish", "values", "key"),
    [
        ("rate", {"useful": "yes"}, "rated"),
        ("vote", {"story": "{bill}", "why": "Opetti meille jotain."}, "voted"),
        ("speak", {"language": "fi"}, "spoken-to"),
    ],
)
async def test_the_menu_asks_and_thanks(play, wish, values, key):
    workspace = play.workspace
    async with play.running() as program:
        bill, *_ = await posted(play, program)
        top = with_button(play, action_ids.MORE)
        digest = await program.store.read(lambda tx: tx.digests.of("palvelu", WEEK_47))
        await workspace.slack_press("u1", top, action_ids.MORE, f"{wish}:{digest.id.hex}")
        await workspace.until(lambda: workspace.modals("u1"))
        given = {name: value.replace("{bill}", bill) for name, value in values.items()}
        await workspace.slack_submit("u1", given)
        await workspace.until(lambda: say(key) in shown(play))
        useful = await program.store.read(lambda tx: tx.readers.usefulness(digest.id))
        moving = await program.store.read(lambda tx: tx.readers.moving(digest.id))

    assert useful.useful == (wish == "rate")
    assert [one.reasons for one in moving] == [("Opetti meille jotain.",)] * (wish == "vote")


async def test_nobody_is_thanked_for_a_rating_that_is_not_kept(play):
    workspace = play.workspace
    async with play.running() as program:
        await posted(play, program)
        top = with_button(play, action_ids.MORE)
        made_up = next(o for o in _menu(top) if o["value"].startswith("rate:"))
        made_up["value"] = f"rate:{uuid4().hex}"
        await workspace.slack_press("u1", top, action_ids.MORE, made_up["value"])
        await workspace.until(lambda: workspace.modals("u1"))
        await workspace.slack_submit("u1", {"useful": "yes"})
        await workspace.until(lambda: say("rate-label") not in shown(play))

    assert say("team-rate-gone") in shown(play)


async def test_how_it_is_made_is_told_and_questions_are_muted(play):
    workspace = play.workspace
    async with play.running() as program:
        await posted(play, program)
        top = with_button(play, action_ids.MORE)
        await workspace.slack_press("u1", top, action_ids.MORE, _option(top, "method"))
        await workspace.until(lambda: workspace.modals("u1"))
        assert say("method-tellers") in shown(play)
        await workspace.slack_press("u1", top, action_ids.MORE, _option(top, "mute"))
        await workspace.until(lambda: say("muted") in str([m.text for m in workspace.dm("u1")]))


async def test_the_last_line_leads_to_how_it_is_made_and_why_its_stories_were_chosen(play):
    workspace = play.workspace
    async with play.running() as program:
        number, *_ = await posted(play, program)
        top = with_button(play, action_ids.METHOD)
        await workspace.slack_press("u1", top, action_ids.METHOD)
        await workspace.until(lambda: workspace.modals("u1"))

        assert say("method-checks") in shown(play)
        assert say("choice-hard_first", numbers=number) in shown(play)


def _menu(message):
    """Return the options of the message's menu."""
    (options,) = [
        element["options"]
        for block in message.blocks
        for element in block.get("elements", [])
        if element.get("type") == "overflow"
    ]
    return options


def _option(message, wish):
    """Return the value of that wish in the message's menu."""
    return next(o["value"] for o in _menu(message) if o["value"].startswith(f"{wish}:"))
