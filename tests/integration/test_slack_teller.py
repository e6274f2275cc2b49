"""What a teller sees and decides on Slack, end to end: real Bolt, the practice workspace."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.story import Identity, Share
from bot.core.model.tag import Source
from bot.core.persons import met
from bot.core.stated import FEELINGS
from bot.i18n.catalogue import Catalogue
from bot.practice.clock import next_monday
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.slack_users import TEAM
from bot.practice.workspace import SCOPES
from bot.sealing import KeyedSealer
from handlers.slack import limits
from tests.contract.builders import a_part, a_story
from tests.program import a_play, stories, until

GOOD = "Asiakas kiitti, kun puhelinneuvoja kuunteli loppuun asti. Soitan 040 1234567."
TEXTS = Catalogue()


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template, rates=AS_FAST_AS_IT_COMES) as play:
        yield play


def say(key, language="fi", **arguments):
    return TEXTS.text(language, key, **arguments)


def receipts(messages):
    return [m for m in messages if m.is_by_bot and "remove_story" in str(m.blocks)]


def buttons(place):
    """Return every button there by its action id."""
    found = {}
    for block in place.blocks:
        elements = [*block.get("elements", []), block.get("accessory", {})]
        found |= {e["action_id"]: e for e in elements if e.get("type") == "button"}
    return found


def is_chosen(place, action_id):
    return buttons(place).get(action_id, {}).get("style") == "primary"


async def told(play, text=GOOD, who="u1", count=1):
    """Tell by direct message; return the receipt."""
    await play.workspace.slack_dm(who, text)
    await play.workspace.until(lambda: len(receipts(play.workspace.dm(who))) == count)
    return receipts(play.workspace.dm(who))[-1]


async def the_story(program):
    (story,) = await stories(program)
    return story


# The receipt


async def test_the_receipt_shows_what_others_see_and_the_tags(play):
    async with play.running():
        receipt = await told(play)

    shown = str(receipt.blocks)
    assert "kuunteli loppuun asti" in shown
    assert "1234567" not in shown
    assert "Kuunteleminen" in shown
    assert {f"feeling_{key}" for key in (*FEELINGS, "other")} <= set(buttons(receipt))


async def test_one_tap_says_the_feeling_and_the_receipt_shows_it_in_its_place(play):
    workspace = play.workspace
    async with play.running() as program:
        receipt = await told(play)
        for key in ("relieved", "ignored", "ignored"):
            await workspace.slack_press("u1", receipt, f"feeling_{key}")
            await workspace.until(lambda key=key: is_chosen(receipt, f"feeling_{key}"))
        story = await the_story(program)

    feelings = [(t.key, t.source, t.polarity) for t in story.tags if t.facet == "feeling"]
    assert feelings == [("ignored", Source.TELLER, -1)]
    assert not is_chosen(receipt, "feeling_relieved")
    assert len(receipts(workspace.dm("u1"))) == 1


async def test_a_tap_confirms_what_the_tagger_found(play):
    workspace = play.workspace
    async with play.running() as program:
        receipt = await told(play)
        assert not is_chosen(receipt, "feeling_heard")
        await workspace.slack_press("u1", receipt, "feeling_heard")
        await workspace.until(lambda: is_chosen(receipt, "feeling_heard"))
        story = await the_story(program)

    feelings = [(t.key, t.source) for t in story.tags if t.facet == "feeling"]
    assert feelings == [("heard", Source.TELLER)]


async def test_one_tap_says_the_expectation(play):
    workspace = play.workspace
    async with play.running() as program:
        receipt = await told(play)
        await workspace.slack_press("u1", receipt, "expectation_exceeded")
        await workspace.until(lambda: is_chosen(receipt, "expectation_exceeded"))
        story = await the_story(program)

    assert [t.key for t in story.tags if t.facet == "expectation"] == ["exceeded"]


@pytest.mark.parametrize(
    ("name", "identity", "share"),
    [
        ("named", Identity.NAMED, Share.TEAM),
        ("unnamed", Identity.UNNAMED, Share.TEAM),
        ("counted", Identity.UNNAMED, Share.STORE),
    ],
)
async def test_one_tap_says_who_may_see_it(play, name, identity, share):
    workspace = play.workspace
    async with play.running() as program:
        receipt = await told(play)
        other = "share_unnamed" if name == "named" else "share_named"
        for action in (other, f"share_{name}"):
            await workspace.slack_press("u1", receipt, action)
            await workspace.until(lambda action=action: is_chosen(receipt, action))
        story = await the_story(program)

    assert (story.identity, story.share) == (identity, share)
    assert ("kuunteli" in str(receipt.blocks)) is (share is Share.TEAM)


async def test_a_tap_in_the_ephemeral_receipt_changes_that_one(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_say("u1", GOOD)
        await workspace.until(lambda: bool(receipts(workspace.seen_by("u1"))))
        here = receipts(workspace.seen_by("u1"))[0]
        await workspace.slack_press("u1", here, "feeling_heard")
        await workspace.until(lambda: is_chosen(here, "feeling_heard"))

    assert len(receipts(workspace.seen_by("u1"))) == 1
    assert receipts(workspace.seen_by("u2")) == []


@pytest.mark.parametrize(
    "action", ["feeling_heard", "share_counted", "edit_story", "correct_tags"]
)
async def test_a_press_about_the_story_of_another_says_that_there_is_none(play, action):
    workspace = play.workspace
    async with play.running() as program:
        await told(play)
        number = (await the_story(program)).number
        theirs = await told(play, "Toinen tarina tiskiltä.", who="u2")
        buttons(theirs)[action]["value"] = number
        await workspace.slack_press("u2", theirs, action)
        await workspace.until(lambda: say("remove-not-found", number=number) in theirs.text)
        kept = {story.number: story for story in await stories(program)}

    assert kept[number].share is Share.TEAM
    assert Source.TELLER not in {tag.source for tag in kept[number].tags}
    assert workspace.modals("u2") == []


async def test_a_button_that_kuule_never_made_changes_nothing(play):
    workspace = play.workspace
    async with play.running() as program:
        receipt = await told(play)
        elements = [{"type": "button", "action_id": "feeling_bribed", "value": "x", "text": {}}]
        receipt.blocks = [{"type": "actions", "block_id": "b", "elements": elements}]
        event = await workspace.slack_press("u1", receipt, "feeling_bribed")
        await workspace.quiet()
        story = await the_story(program)

    assert event.acked_at is not None
    assert Source.TELLER not in {tag.source for tag in story.tags}


async def test_a_share_that_only_counts_takes_the_words_out_of_the_posted_digest(play):
    workspace = play.workspace

    def digest():
        found = [m for m in workspace.messages(workspace.digest_channel) if m.is_by_bot]
        return str(found[0].blocks) if found else ""

    async with play.running() as program:
        receipt = await told(play)
        workspace.on_leap = program.tick
        await workspace.leap(next_monday(workspace.clock.now(), workspace.zone))
        await workspace.until(lambda: "kuunteli" in digest())
        await workspace.slack_press("u1", receipt, "share_counted")
        await workspace.until(lambda: "kuunteli" not in digest())


# Forms


async def test_the_tellers_own_tags_win(play):
    workspace = play.workspace
    async with play.running() as program:
        receipt = await told(play)
        await workspace.slack_press("u1", receipt, "correct_tags")
        await workspace.until(lambda: bool(workspace.modals("u1")))
        chosen = ["feeling:valued", "empathy:explaining", "touchpoint:phone"]
        await workspace.slack_submit("u1", {"tags": chosen})
        await workspace.until(lambda: "Arvostetuksi" in str(receipt.blocks))
        story = await the_story(program)

    assert workspace.modals("u1") == []
    found = {f"{t.facet}:{t.key}" for t in story.tags if t.source is Source.TELLER}
    assert found == set(chosen)
    facets = {tag.facet for tag in story.tags}
    assert not facets & {"kind", "stage"}
    assert "Kuunteleminen" not in str(receipt.blocks)


async def test_the_first_receipt_offers_to_be_asked_and_no_other_does(play):
    workspace = play.workspace
    async with play.running():
        first = await told(play)
        assert say("asking-offer") in str(first.blocks)
        await workspace.slack_press("u1", first, "asking_fortnight")
        started = say("asking-started")
        await workspace.until(lambda: any(m.text == started for m in workspace.dm("u1")))
        await at_home(play)
        assert is_chosen(workspace.home("u1"), "asking_fortnight")
        await workspace.slack_say("u1", GOOD)
        await workspace.until(lambda: len(receipts(workspace.dm("u1"))) == 2)
        second = receipts(workspace.dm("u1"))[-1]

    assert "asking_fortnight" not in buttons(second)


async def test_who_wants_to_be_asked_already_is_not_offered_it(play):
    workspace = play.workspace
    async with play.running():
        view = await at_home(play)
        await workspace.slack_press("u1", view, "asking_fortnight")
        await workspace.until(lambda: is_chosen(workspace.home("u1"), "asking_fortnight"))
        receipt = await told(play)

    assert "asking_fortnight" not in buttons(receipt)


async def test_another_feeling_opens_the_form_of_the_tags(play):
    workspace = play.workspace
    async with play.running():
        receipt = await told(play)
        await workspace.slack_press("u1", receipt, "feeling_other")
        await workspace.until(lambda: bool(workspace.modals("u1")))

    assert workspace.modal("u1").callback_id == "tags"


async def test_the_story_is_edited_in_the_tellers_own_words(play):
    workspace = play.workspace
    async with play.running() as program:
        receipt = await told(play)
        await workspace.slack_press("u1", receipt, "feeling_heard")
        await workspace.until(lambda: is_chosen(receipt, "feeling_heard"))
        await workspace.slack_press("u1", receipt, "edit_story")
        await workspace.until(lambda: bool(workspace.modals("u1")))
        (block,) = [b for b in workspace.modal("u1").blocks if b["type"] == "input"]
        assert block["element"]["initial_value"] == GOOD
        new = "Laskussa oli virhe. Soita 050 7654321."
        await workspace.slack_submit("u1", {block["block_id"]: new})
        await workspace.until(lambda: "Laskussa" in str(receipt.blocks))
        story = await the_story(program)

    assert "7654321" not in story.text
    keys = {(t.facet, t.key) for t in story.tags}
    assert ("touchpoint", "invoice") in keys
    assert ("empathy", "listening") not in keys
    assert ("feeling", "heard") in keys
    assert "kuunteli" not in str(receipt.blocks)


async def test_every_part_of_a_story_has_an_input_of_its_own(play):
    workspace = play.workspace
    async with play.running() as program:
        ts = await workspace.slack_dm("u1", GOOD)
        await workspace.until(lambda: bool(receipts(workspace.dm("u1"))))
        employee = workspace.people.employee("u1")
        await workspace.slack_say("u1", "Hän palasi vielä.", employee.dm, thread_ts=ts)
        await until(lambda: play.parts() == 2)
        receipt = receipts(workspace.dm("u1"))[0]
        await workspace.slack_press("u1", receipt, "edit_story")
        await workspace.until(lambda: bool(workspace.modals("u1")))
        first, second = [b for b in workspace.modal("u1").blocks if b["type"] == "input"]
        await workspace.slack_submit("u1", {second["block_id"]: "Hän ei palannut."})
        await workspace.until(lambda: "ei palannut" in str(receipt.blocks))
        story = await the_story(program)

    assert first["element"]["initial_value"] == GOOD
    assert [part.text for part in story.parts][1] == "Hän ei palannut."


async def test_a_blank_text_stays_in_the_form_with_what_to_do(play):
    workspace = play.workspace
    async with play.running() as program:
        receipt = await told(play)
        await workspace.slack_press("u1", receipt, "edit_story")
        await workspace.until(lambda: bool(workspace.modals("u1")))
        (block,) = [b for b in workspace.modal("u1").blocks if b["type"] == "input"]
        await workspace.slack_submit("u1", {block["block_id"]: "\u200b"})
        await workspace.until(lambda: bool(workspace.modal("u1").errors))
        story = await the_story(program)

    assert workspace.modal("u1").errors == {block["block_id"]: say("words-blank")}
    assert "kuunteli" in story.text


# The follow-up


def follow_ups(play, who="u1"):
    start = say("follow-up", number="\0", missing="event").split("\0")[0]
    return [m for m in play.workspace.dm(who) if m.is_by_bot and start in m.text]


async def test_one_question_echoes_the_tellers_word_and_its_answer_is_a_part(play):
    workspace = play.workspace
    async with play.running() as program:
        await told(play, "Minua hoputettiin!")
        await workspace.until(lambda: bool(follow_ups(play)))
        (asked,) = follow_ups(play)
        assert "hoputettiin" in asked.text
        await until(lambda: play.deliveries("sent") >= 3)
        dm = workspace.people.employee("u1").dm
        await workspace.slack_say("u1", "Kassalla oli jono.", dm, thread_ts=asked.ts)
        await until(lambda: play.parts() == 2)
        story = await the_story(program)
        await workspace.quiet()

    assert [part.text for part in story.parts] == ["Minua hoputettiin!", "Kassalla oli jono."]
    assert len(follow_ups(play)) == 1
    assert len(receipts(workspace.dm("u1"))) == 1


async def test_a_direct_message_after_the_question_is_a_part_and_is_said_to_be(play):
    workspace = play.workspace
    async with play.running() as program:
        await told(play, "Minua hoputettiin!")
        await workspace.until(lambda: bool(follow_ups(play)))
        await workspace.slack_dm("u1", "Kassalla oli jono.")
        story = await the_story(program)
        added = say("answer-added", number=story.number)
        await workspace.until(lambda: any(m.text == added for m in workspace.dm("u1")))
        story = await the_story(program)

    assert [part.text for part in story.parts] == ["Minua hoputettiin!", "Kassalla oli jono."]
    assert len(receipts(workspace.dm("u1"))) == 1


# The Home tab


def home(play, who="u1"):
    view = play.workspace.home(who)
    return "" if view is None else str(view.blocks)


async def at_home(play, who="u1"):
    await play.workspace.slack_home(who)
    await play.workspace.until(lambda: bool(home(play, who)))
    return play.workspace.home(who)


async def test_the_home_of_somebody_who_told_nothing(play):
    async with play.running():
        view = await at_home(play, "u3")

    assert "tell_story" in buttons(view)
    assert say("home-none") in home(play, "u3")
    assert is_chosen(view, "asking_never")


async def test_home_shows_the_own_stories_and_nobody_elses(play):
    async with play.running() as program:
        await told(play)
        await told(play, "Toinen tarina tiskiltä.", who="u2")
        await at_home(play)
        numbers = {story.text: story.number for story in await stories(program)}

    assert numbers["Toinen tarina tiskiltä."] not in home(play)
    assert "kuunteli" in home(play)
    assert say("progress-waiting") in home(play)


async def test_home_shows_what_became_of_a_story_and_the_teams_last_digest(play):
    workspace = play.workspace
    async with play.running() as program:
        await told(play)
        workspace.on_leap = program.tick
        await workspace.leap(next_monday(workspace.clock.now(), workspace.zone))
        await workspace.until(lambda: bool(workspace.messages(workspace.digest_channel)))
        await workspace.quiet()
        await until(lambda: play._count("digest", "state = 'posted'") == 1)
        await at_home(play)

    assert say("progress-shown", week=47) in home(play)
    assert say("home-digest") in home(play)


async def told_long_ago(play, program, count):
    """Keep so many long stories of an employee without a receipt, and return their numbers."""
    workspace = play.workspace
    person = ("slack", TEAM, workspace.people.employee("u1").id)
    sealer = KeyedSealer(play.key)

    def unit(tx):
        teller = met(tx, sealer, person).id
        parts = (a_part(f"{n}", f"{n} {'pitkästi ' * 400}") for n in range(count))
        return {tx.stories.add(a_story(part, teller)) for part in parts}

    return await program.store.write(unit)


async def test_home_pages_through_five_hundred_stories_within_slacks_limits(play):
    workspace = play.workspace
    seen = []
    async with play.running() as program:
        numbers = await told_long_ago(play, program, 500)
        view = await at_home(play)
        while True:
            shown = home(play)
            seen.append({number for number in numbers if number in shown})
            assert len(view.blocks) <= limits.VIEW_BLOCKS
            assert len(json.dumps(view.content)) <= limits.VIEW_TOGETHER
            if "home_page_older" not in buttons(view):
                break
            await workspace.slack_press("u1", view, "home_page_older")
            await workspace.until(lambda shown=shown: home(play) != shown)
            view = workspace.home("u1")
        last = home(play)
        await workspace.slack_press("u1", view, "home_page_newer")
        await workspace.until(lambda: home(play) != last)

    assert [len(each) for each in seen] == [8] * 62 + [4]
    assert set().union(*seen) == numbers
    assert say("home-stories", stories=500) in last
    assert say("home-page", page="63", pages="63") in last
    assert say("home-page", page="62", pages="63") in home(play)


async def test_the_language_chosen_at_home_goes_before_slacks(play):
    workspace = play.workspace
    async with play.running():
        view = await at_home(play)
        await workspace.slack_press("u1", view, "language_sv")
        await workspace.until(lambda: say("home-none", "sv") in home(play))
        receipt = await told(play)
        assert say("receipt-remove-hint", "sv") in str(receipt.blocks)
        await workspace.slack_press("u1", workspace.home("u1"), "language_platform")
        await workspace.until(lambda: say("home-language", "fi") in home(play))


async def test_home_is_drawn_anew_after_a_change(play):
    workspace = play.workspace
    async with play.running():
        await at_home(play)
        receipt = await told(play)
        await workspace.slack_press("u1", receipt, "share_named")
        await workspace.until(lambda: "kuunteli" in home(play))
        await workspace.slack_press("u1", workspace.home("u1"), "remove_story")
        await workspace.until(lambda: "kuunteli" not in home(play))

    assert play.kept() == 0


# After the story is gone


def said_gone(play):
    start, end = say("remove-not-found", number="\0").split("\0")
    return [m for m in play.workspace.dm("u1") if start in m.text and end in m.text]


async def removed(play, program):
    """Remove u1's only story without a press."""
    story = await the_story(program)
    await play.workspace.slack_command("u1", "/tarina", f"poista {story.number}")
    await until(lambda: play.kept() == 0)


@pytest.mark.parametrize("action", ["edit_story", "remove_story", "feeling_heard", "correct_tags"])
async def test_a_button_of_a_receipt_whose_story_is_gone_says_so(play, action):
    workspace = play.workspace
    async with play.running() as program:
        receipt = await told(play)
        pressed = buttons(receipt)[action]
        await removed(play, program)
        await workspace.quiet()
        receipt.blocks = [{"type": "actions", "block_id": "b", "elements": [pressed]}]
        await workspace.slack_press("u1", receipt, action)
        await workspace.until(lambda: bool(said_gone(play)))

    assert workspace.modals("u1") == []


async def test_a_button_at_home_whose_story_is_gone_says_so_and_home_is_drawn_anew(play):
    workspace = play.workspace
    async with play.running() as program:
        await told(play)
        await at_home(play)
        await removed(play, program)
        assert "kuunteli" in home(play)
        await workspace.slack_press("u1", workspace.home("u1"), "edit_story")
        await workspace.until(lambda: "kuunteli" not in home(play) and bool(said_gone(play)))

    assert workspace.modals("u1") == []


async def test_words_for_a_story_that_is_gone_are_not_dropped_in_silence(play):
    workspace = play.workspace
    async with play.running() as program:
        await told(play)
        await at_home(play)
        await workspace.slack_press("u1", workspace.home("u1"), "edit_story")
        await workspace.until(lambda: bool(workspace.modals("u1")))
        (block,) = [b for b in workspace.modal("u1").blocks if b["type"] == "input"]
        await removed(play, program)
        await workspace.slack_submit("u1", {block["block_id"]: "Toinen."})
        await workspace.until(lambda: bool(said_gone(play)))

    assert play.kept() == 0


async def test_the_messages_tab_draws_nothing(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_home("u1", "messages")
        await workspace.quiet()

    assert workspace.home("u1") is None


# Questions


THURSDAY = datetime(2026, 11, 19, 10, tzinfo=ZoneInfo("Europe/Helsinki"))


def nudges(play, who="u1"):
    return [m for m in play.workspace.dm(who) if m.is_by_bot and "stop_asking" in str(m.blocks)]


async def wants_to_be_asked(play, who="u1"):
    view = await at_home(play, who)
    await play.workspace.slack_press(who, view, "asking_fortnight")
    await play.workspace.until(lambda: is_chosen(play.workspace.home(who), "asking_fortnight"))


async def leap(play, program, instant):
    play.workspace.on_leap = program.tick
    await play.workspace.leap(instant)
    await play.workspace.quiet()


async def test_nobody_is_asked_who_did_not_want_it(play):
    async with play.running() as program:
        await told(play)
        await leap(play, program, THURSDAY)

    assert nudges(play) == []


async def test_who_wants_it_is_asked_once_in_two_weeks_and_the_answer_is_a_story(play):
    workspace = play.workspace
    async with play.running() as program:
        await wants_to_be_asked(play)
        await leap(play, program, THURSDAY)
        await workspace.until(lambda: len(nudges(play)) == 1)
        await leap(play, program, THURSDAY + timedelta(days=13))
        assert len(nudges(play)) == 1
        await leap(play, program, THURSDAY + timedelta(days=15))
        await workspace.until(lambda: len(nudges(play)) == 2)
        await told(play)

    first, second = nudges(play)
    assert first.text != second.text
    assert play.kept() == 1


async def test_the_button_under_a_question_ends_all_questions(play):
    workspace = play.workspace
    async with play.running() as program:
        await wants_to_be_asked(play)
        await leap(play, program, THURSDAY)
        await workspace.until(lambda: len(nudges(play)) == 1)
        await workspace.slack_press("u1", nudges(play)[0], "stop_asking")
        await workspace.until(
            lambda: any(say("asking-stopped") in m.text for m in workspace.dm("u1"))
        )
        await leap(play, program, THURSDAY + timedelta(days=28))
        await at_home(play)

    assert len(nudges(play)) == 1
    assert is_chosen(workspace.home("u1"), "asking_never")


@pytest.mark.parametrize("why", ["status", "words", "quiet"])
async def test_nobody_is_disturbed_on_vacation_or_in_do_not_disturb(
    tmp_path, sqlite_template, why
):
    scopes = SCOPES | {"dnd:read"}
    async with a_play(tmp_path, sqlite_template, rates=AS_FAST_AS_IT_COMES, scopes=scopes) as play:
        workspace = play.workspace
        if why == "quiet":
            workspace.slack_quiet(
                "u1", THURSDAY - timedelta(hours=1), THURSDAY + timedelta(hours=2)
            )
        else:
            emoji = ":palm_tree:" if why == "status" else ":coffee:"
            workspace.slack_status("u1", emoji, "Lomalla 5.12. asti")
        async with play.running() as program:
            await wants_to_be_asked(play)
            await leap(play, program, THURSDAY)
            assert nudges(play) == []
            workspace.slack_status("u1", "")
            await leap(play, program, THURSDAY + timedelta(hours=4))
            await workspace.until(lambda: len(nudges(play)) == 1)
