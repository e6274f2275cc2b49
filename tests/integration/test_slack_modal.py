"""The whole way of a story that is told in the modal, through the practice workspace."""

import json
from datetime import timedelta

import pytest

from bot.core.model.story import Identity, Role, Share
from bot.practice import faults
from handlers.slack.form import FEELINGS
from tests.program import a_play, stories, words

STORY = "Asiakas kiitti, kun kuuntelin häntä rauhassa loppuun asti."
NAMED = "Soitin asiakkaalle numeroon 040 1234567, ja hän kiitti kovasti."
FILLED = {"story": STORY, "about": "customer"}


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template) as play:
        yield play


def receipts(messages):
    return [message for message in messages if words("receipt") in message.text]


def texts_of(view):
    return json.dumps(view.blocks, ensure_ascii=False)


async def opened(play, user="u1"):
    workspace = play.workspace
    await workspace.slack_shortcut(user, "tell_story")
    await workspace.until(lambda: bool(workspace.modals(user)))


async def sent(play, user="u1", values=None):
    """Submit, and wait for the answer."""
    event = await play.workspace.slack_submit(user, values)
    assert event is not None
    await play.workspace.until(lambda: event.acked_at is not None)
    return event


async def told(play, user="u1", values=FILLED):
    await sent(play, user, values)
    await sent(play, user)


# Opening


@pytest.mark.parametrize("command", ["/tarina", "/story", "/berattelse"])
async def test_a_command_without_a_text_opens_the_modal(play, command):
    workspace = play.workspace
    async with play.running():
        event = await workspace.slack_command("u1", command, "")
        await workspace.until(lambda: bool(workspace.modals("u1")))
        await workspace.until(lambda: event.acked_at is not None)

        view = workspace.modal("u1")
        inputs = [block["block_id"] for block in view.blocks if block["type"] == "input"]

    assert inputs == ["story", "about", "share"]
    assert view.content["title"]["text"] == "Kerro tarina"


async def test_the_modal_speaks_the_persons_own_language(play):
    workspace = play.workspace
    async with play.running():
        titles = {}
        for user in ("u1", "u4", "u5"):
            await opened(play, user)
            titles[user] = workspace.modal(user).content["title"]["text"]

    assert titles == {"u1": "Kerro tarina", "u4": "Berätta", "u5": "Tell a story"}


async def test_who_cannot_get_the_modal_is_told_where_to_write(play):
    workspace = play.workspace
    async with play.running():
        workspace.faults.next("views.open", faults.server_error())
        await workspace.slack_shortcut("u1", "tell_story")
        await workspace.until(
            lambda: any(words("form-not-opened") in m.text for m in workspace.dm("u1"))
        )


# More fields


async def test_more_fields_keep_what_was_filled_in(play):
    workspace = play.workspace
    async with play.running():
        await opened(play)
        await workspace.slack_fill("u1", FILLED)
        await workspace.slack_press("u1", workspace.modal("u1"), "more_fields")
        await workspace.until(lambda: "feeling" in texts_of(workspace.modal("u1")))

        view = workspace.modal("u1")

    assert [block["block_id"] for block in view.blocks if block["type"] == "input"] == [
        "story",
        "about",
        "feeling",
        "energy",
        "share",
        "flags",
    ]
    assert view.values["story"]["story"]["value"] == STORY
    story = next(block for block in view.blocks if block["block_id"] == "story")
    assert story["element"]["initial_value"] == STORY
    assert "more_fields" not in texts_of(view)


async def test_everything_that_was_chosen_is_kept_with_the_story(play):
    workspace = play.workspace
    async with play.running() as program:
        await opened(play)
        await workspace.slack_press("u1", workspace.modal("u1"), "more_fields")
        await workspace.until(lambda: "feeling" in texts_of(workspace.modal("u1")))
        await told(
            play,
            values=FILLED
            | {
                "feeling": ["heard", "relieved"],
                "energy": "drained",
                "share": "named",
                "flags": ["waits", "idea"],
            },
        )
        (story,) = await stories(program)

    assert (story.role, story.identity, story.share) == (
        Role.EMPLOYEE_ABOUT_CUSTOMER,
        Identity.NAMED,
        Share.TEAM,
    )
    stated = {(tag.facet, tag.key, tag.polarity) for tag in story.tags if tag.source == "teller"}
    assert stated == {
        ("feeling", "heard", 1),
        ("feeling", "relieved", 1),
        ("energy", "drained", -1),
        ("kind", "idea", 0),
        ("outcome", "unresolved", -1),
    }


# Preview


async def test_nothing_is_saved_before_the_masked_preview_was_seen(play):
    workspace = play.workspace
    async with play.running() as program:
        await opened(play)
        await sent(play, values=FILLED | {"story": NAMED})

        view = workspace.modal("u1")
        assert await stories(program) == []
        assert "[puhelinnumero]" in texts_of(view)
        assert view.content["submit"]["text"] == "Tallenna"
        assert view.values["story"]["story"]["value"] == NAMED

        await sent(play)
        (story,) = await stories(program)

    assert "040" not in story.text
    assert workspace.modals("u1") == []


async def test_what_changed_after_the_preview_is_previewed_again(play):
    workspace = play.workspace
    async with play.running() as program:
        await opened(play)
        await sent(play, values=FILLED)
        await sent(play, values={"story": f"{STORY} Hän palasi vielä."})

        assert await stories(program) == []
        assert "Hän palasi vielä." in texts_of(workspace.modal("u1"))

        await sent(play)
        (story,) = await stories(program)

    assert story.text.endswith("Hän palasi vielä.")


@pytest.mark.parametrize(
    ("share", "identity", "kept"),
    [
        ("named", Identity.NAMED, Share.TEAM),
        ("unnamed", Identity.UNNAMED, Share.TEAM),
        ("counted", Identity.UNNAMED, Share.STORE),
    ],
)
async def test_the_choice_of_readers_is_kept(play, share, identity, kept):
    async with play.running() as program:
        await opened(play)
        await told(play, values=FILLED | {"share": share})
        (story,) = await stories(program)

    assert (story.identity, story.share) == (identity, kept)


# Saving


async def test_the_receipt_of_a_command_is_shown_where_it_was_typed(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_command("u1", "/tarina", "")
        await workspace.until(lambda: bool(workspace.modals("u1")))
        await told(play)
        await workspace.until(lambda: bool(receipts(workspace.seen_by("u1"))))

    assert receipts(workspace.dm("u1")) == []


async def test_the_receipt_of_a_shortcut_comes_by_direct_message(play):
    workspace = play.workspace
    async with play.running():
        await opened(play)
        await told(play)
        await workspace.until(lambda: bool(receipts(workspace.dm("u1"))))

    assert len(receipts(workspace.dm("u1"))) == 1


async def test_a_form_that_is_open_for_longer_than_its_url_is_answered_by_direct_message(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_command("u1", "/tarina", "")
        await workspace.until(lambda: bool(workspace.modals("u1")))
        workspace.clock.advance(timedelta(minutes=31).total_seconds())
        await told(play)
        await workspace.until(lambda: bool(receipts(workspace.dm("u1"))))


async def test_the_same_form_submitted_twice_is_one_story(play):
    workspace = play.workspace
    async with play.running() as program:
        await opened(play)
        await sent(play, values=FILLED)
        first = await workspace.slack_submit("u1")
        second = await workspace.slack_submit("u1")
        for event in (first, second):
            await workspace.until(lambda event=event: event.acked_at is not None)
        await workspace.until(lambda: bool(receipts(workspace.dm("u1"))))
        await workspace.quiet()

        assert len(await stories(program)) == 1

    assert len(receipts(workspace.dm("u1"))) == 1


async def test_a_form_that_cannot_be_saved_keeps_its_text_and_says_so(play):
    workspace = play.workspace
    async with play.running() as program:
        await opened(play)
        await sent(play, values=FILLED)
        with play.locked():
            await workspace.slack_submit("u1")
            await workspace.until(lambda: bool(workspace.modal("u1").errors), 15)
        view = workspace.modal("u1")

        assert view.errors == {"story": words("not-saved")}
        assert view.values["story"]["story"]["value"] == STORY
        assert await stories(program) == []

        await sent(play)
        assert len(await stories(program)) == 1


async def test_the_modal_and_what_it_says_of_a_failure_are_in_the_language_chosen_at_home(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_home("u1")
        await workspace.until(lambda: bool(workspace.home("u1")))
        await workspace.slack_press("u1", workspace.home("u1"), "language_sv")
        await workspace.quiet()

        await opened(play)
        await sent(play, values=FILLED)
        assert words("form-save", "sv") in str(workspace.modal("u1").content["submit"])
        with play.locked():
            await workspace.slack_submit("u1")
            await workspace.until(lambda: bool(workspace.modal("u1").errors), 15)

        assert workspace.modal("u1").errors == {"story": words("not-saved", "sv")}


async def test_slack_itself_refuses_a_text_that_is_too_short(play):
    workspace = play.workspace
    async with play.running():
        await opened(play)

        assert await workspace.slack_submit("u1", FILLED | {"story": "Lyhyt."}) is None
        assert "story" in workspace.modal("u1").errors


async def test_blanks_do_not_make_a_text_longer(play):
    workspace = play.workspace
    async with play.running() as program:
        await opened(play)
        await sent(play, values=FILLED | {"story": "Lyhyt." + " " * 20})

        assert workspace.modal("u1").errors == {"story": "Kirjoita vähintään 15 merkkiä."}
        assert await stories(program) == []


async def test_the_feelings_are_the_fifteen_of_the_taxonomy_by_their_names(play):
    workspace = play.workspace
    async with play.running():
        await opened(play)
        await workspace.slack_press("u1", workspace.modal("u1"), "more_fields")
        await workspace.until(lambda: "feeling" in texts_of(workspace.modal("u1")))

    assert len(FEELINGS) == 15
    assert "Kuulluksi tuleminen" in texts_of(workspace.modal("u1"))
    assert "nimettöm" not in texts_of(workspace.modal("u1")).lower()
    assert "anonym" not in texts_of(workspace.modal("u1")).lower()
