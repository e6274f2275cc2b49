"""Images that come with stories, all the way on both platforms: real downloads, a real worker."""

from contextlib import asynccontextmanager
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image as Pillow

from bot.core.model.dialogue import Verb
from bot.core.ports.sealing import SealedText
from bot.i18n.catalogue import Catalogue
from bot.practice.faults import server_error, stall
from bot.practice.workspace import SCOPES
from bot.sealing import KeyedSealer
from tests.images import CANARY, GPS, PNG_HEAD, a_photo, a_png_of, an_image, moving
from tests.program import a_play, rows, stories, until, words
from tests.telegram_talk import Talker

GOOD = "Asiakas kiitti, kun puhelinneuvoja kuunteli loppuun asti."
HTML = b"<html><script>alert(1)</script></html>"
LARGE = a_png_of(8, 8) + bytes(11 * 2**20)
PDF = b"%PDF-1.7\n" + bytes(100)


@asynccontextmanager
async def opened(tmp_path, template, *, on=True, **fields):
    async with a_play(tmp_path, template, attachments=on, **fields) as play:
        yield play


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with opened(tmp_path, sqlite_template) as play:
        yield play


def states(play):
    return [
        row for (row,) in rows(play.database, "SELECT coalesce(reason, state) FROM attachment")
    ]


def kept(play):
    """Open what is kept."""
    sealer = KeyedSealer(play.key)
    found = rows(
        play.database,
        "SELECT id, media, content, wrapped FROM attachment "
        "JOIN attachment_key ON attachment = id ORDER BY attachment.rowid",
    )
    return [
        (media, sealer.open_content(SealedText(content, key), f"attachment/{which}/content"))
        for which, media, content, key in found
    ]


def slack_texts(play, who="u1"):
    return [m.text + str(m.blocks) for m in play.workspace.dm(who) if m.is_by_bot]


def telegram_texts(play, who="c1"):
    return [m["text"] for m in play.workspace.chat(who) if m["from"]["is_bot"]]


async def said(play, texts, sentence):
    await play.workspace.until(lambda: any(sentence in text for text in texts(play)))


async def share(play, platform, content, **fields):
    """Tell a story with a file, on one of the platforms."""
    if platform == "slack":
        await play.workspace.slack_file("u1", GOOD, content=content, **fields)
    else:
        await play.workspace.telegram_file("c1", content, GOOD, **fields)
        await Talker(play.workspace).end()


TEXTS = Catalogue()
SAID = {"slack": slack_texts, "telegram": telegram_texts}
BOTH = pytest.mark.parametrize("platform", ["slack", "telegram"])


def sentence(why):
    """Return what of the sentence about a file that is not kept tells why."""
    told = TEXTS.text("fi", "file-not-kept", number="", amount="single", why=why)
    return told.partition("). ")[2]


# Off, as it is unless a team wants it


@BOTH
async def test_a_team_that_keeps_no_files_looks_at_none(tmp_path, sqlite_template, platform):
    async with opened(tmp_path, sqlite_template, on=False) as play, play.running() as program:
        await share(play, platform, a_photo())
        await said(play, SAID[platform], words("receipt-file"))
        await program.tick()

        assert [story.text for story in await stories(program)] == [GOOD]

    calls = {call.method for call in play.workspace.ledger.calls}
    assert not calls & {"files.info", "slack_download", "getFile", "telegram_download"}
    assert states(play) == []


# On


@BOTH
async def test_an_image_is_kept_without_its_metadata_and_its_teller_is_told(play, platform):
    async with play.running() as program:
        await share(play, platform, a_photo())
        await said(play, SAID[platform], "on tallessa salattuna")
        (story,) = await stories(program)

    receipt, *_, last = SAID[platform](play)
    assert words("receipt-file-awaited") in receipt
    assert story.number in last
    ((media, content),) = kept(play)
    assert media == "image/jpeg"
    assert Pillow.open(BytesIO(content)).size == (30, 40)
    for canary in (GPS, CANARY):
        assert canary not in content
        assert canary not in play.database.read_bytes()


@BOTH
async def test_no_clear_image_and_no_name_of_its_file_lies_in_the_database(play, platform):
    async with play.running():
        await share(play, platform, a_photo(), name="U0CANARY.jpg")
        await said(play, SAID[platform], "on tallessa salattuna")

    ((_, content),) = kept(play)
    for file in play.database.parent.glob("kuule.db*"):
        raw = file.read_bytes()
        assert content[:64] not in raw
        assert b"U0CANARY" not in raw
        assert b"F0FILE" not in raw
        assert b"AgACAgQ" not in raw


@BOTH
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (PNG_HEAD + HTML, "broken"),
        (an_image("PNG")[:50], "broken"),
        (HTML, "not_an_image"),
        (PDF, "not_an_image"),
        (b"\0\0\0\x20ftypmp42" + bytes(100), "not_an_image"),
        (LARGE, "too_large"),
        (a_png_of(25_000_001, 1), "too_many_pixels"),
        (moving("GIF"), "moving"),
    ],
    ids=["html", "cut", "page", "pdf", "video", "11MB", "bomb", "moving"],
)
async def test_what_is_not_kept_is_told_in_a_sentence_and_the_story_stays(
    play, platform, content, why
):
    fields = {"name": "kuva.png", "mimetype": "image/png"}
    if platform == "telegram":
        fields["as_photo"] = False
    async with play.running() as program:
        await share(play, platform, content, **fields)
        await said(play, SAID[platform], sentence(why))

        assert [story.text for story in await stories(program)] == [GOOD]

    assert states(play) == [why]
    assert kept(play) == []


@BOTH
async def test_what_hides_behind_an_image_is_gone(play, platform):
    async with play.running():
        await share(play, platform, an_image("JPEG") + HTML)
        await said(play, SAID[platform], "on tallessa salattuna")

    ((_, content),) = kept(play)
    assert HTML not in content


@BOTH
async def test_a_removed_story_takes_its_image_with_it(play, platform):
    workspace = play.workspace
    async with play.running() as program:
        await share(play, platform, a_photo())
        await said(play, SAID[platform], "on tallessa salattuna")
        (story,) = await stories(program)
        if platform == "slack":
            await workspace.slack_command("u1", "/tarina", f"poista {story.number}")
        else:
            await workspace.telegram_say("c1", f"poista {story.number}")
        await until(lambda: play.kept() == 0)

    assert states(play) == kept(play) == rows(play.database, "SELECT * FROM attachment_key") == []


@BOTH
async def test_a_host_that_fails_for_a_while_is_asked_again(play, platform):
    workspace = play.workspace
    workspace.faults.next(f"{platform}_download", server_error(503), server_error(500))
    async with play.running() as program:
        await share(play, platform, a_photo())
        for pause in (10, 60):
            await until(lambda seconds=pause: is_put_off(play, seconds))
            workspace.clock.advance(pause)
            await program.tick()
        await said(play, SAID[platform], "on tallessa salattuna")

    assert states(play) == ["kept"]


@BOTH
async def test_a_program_that_ends_while_fetching_loses_nothing(play, platform):
    workspace = play.workspace
    workspace.faults.next(f"{platform}_download", stall(3_000))
    async with play.running():
        await share(play, platform, a_photo())
        await until(lambda: rows(play.database, "SELECT attempts FROM attachment") == [(1,)])

    assert states(play) == ["waiting"]
    workspace.faults.clear()
    workspace.clock.advance(301)
    async with play.running():
        await said(play, SAID[platform], "on tallessa salattuna")

    assert states(play) == ["kept"]


def is_put_off(play, seconds):
    """Return whether the file waits, for as long as it should."""
    now = play.workspace.clock.now().timestamp()
    found = rows(play.database, "SELECT not_before FROM attachment WHERE state = 'waiting'")
    return any(seconds / 2 < at / 1e6 - now <= seconds for (at,) in found)


# Slack alone


async def test_without_the_scope_the_sentence_says_so(tmp_path, sqlite_template):
    scopes = SCOPES - {"files:read"}
    async with opened(tmp_path, sqlite_template, scopes=scopes) as play, play.running():
        await share(play, "slack", a_photo())
        await said(play, slack_texts, sentence("not_allowed"))

    assert play.kept() == 1


async def test_a_file_that_is_deleted_meanwhile_is_gone(play):
    workspace = play.workspace
    async with play.running(listening=False):
        await workspace.slack_file("u1", GOOD, content=a_photo())
        workspace.team.delete_file("F0FILE00001")
        await said(play, slack_texts, sentence("gone"))


async def test_a_link_to_elsewhere_is_not_followed(play):
    elsewhere = "http://127.0.0.1:1/files-pri/kuva.png"
    async with play.running():
        await share(play, "slack", a_photo(), elsewhere=elsewhere)
        await said(play, slack_texts, sentence("refused"))

    assert "slack_download" not in {call.method for call in play.workspace.ledger.calls}


async def test_a_reply_in_the_thread_brings_an_image(play):
    workspace = play.workspace
    async with play.running():
        ts = await workspace.slack_say("u1", GOOD)
        await until(lambda: play.kept() == 1)
        await workspace.slack_file("u1", "Tässä kuva.", thread_ts=ts, content=a_photo())
        await said(play, slack_texts, "on tallessa salattuna")

    assert (play.parts(), len(kept(play))) == (2, 1)


async def test_the_home_tab_shows_that_an_image_is_kept(play):
    workspace = play.workspace
    async with play.running():
        await share(play, "slack", a_photo())
        await said(play, slack_texts, "on tallessa salattuna")
        await workspace.slack_home("u1")
        await workspace.until(lambda: workspace.home("u1") is not None)
        home = str(workspace.home("u1").blocks)

    assert "1 liite tallessa." in home
    assert "Tarinoidesi mukana on tallessa 1 liite, salattuna." in home


async def test_a_file_alone_is_answered_to_whoever_wrote_to_kuule(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_file("u1", "", workspace.people.employee("u1").dm)
        await said(play, slack_texts, words("file-without-words"))
        await workspace.slack_file("u2", "")
        await workspace.quiet()

    assert play.kept() == 0
    assert slack_texts(play, "u2") == []


async def test_over_http_it_is_the_same(tmp_path, sqlite_template):
    async with opened(tmp_path, sqlite_template, slack_mode="http") as play, play.running():
        await share(play, "slack", a_photo())
        await said(play, slack_texts, "on tallessa salattuna")

    assert states(play) == ["kept"]


# Telegram alone


async def test_of_a_photos_sizes_the_largest_is_kept(play):
    async with play.running():
        await share(play, "telegram", an_image("PNG", (200, 100)))
        await said(play, telegram_texts, "on tallessa salattuna")

    ((_, content),) = kept(play)
    assert Pillow.open(BytesIO(content)).size == (200, 100)


async def test_what_telegram_gives_no_bot_is_too_large(play):
    large = an_image() + bytes(20_000_001)
    async with play.running():
        await share(play, "telegram", large, as_photo=False)
        await said(play, telegram_texts, sentence("too_large"))

    assert "telegram_download" not in {call.method for call in play.workspace.ledger.calls}


async def test_a_file_that_telegram_has_lost_is_gone(play):
    async with play.running():
        await play.workspace.telegram_send(
            "c1", {"document": {"file_id": "unheard-of"}, "caption": GOOD}
        )
        await Talker(play.workspace).end()
        await said(play, telegram_texts, sentence("gone"))


@pytest.mark.parametrize("as_photo", [True, False])
async def test_a_picture_alone_asks_for_the_words_with_which_it_is_kept(play, as_photo):
    async with play.running() as program:
        talker = Talker(play.workspace)
        await talker.begin()
        await play.workspace.telegram_file("c1", a_photo(), as_photo=as_photo)
        await said(play, telegram_texts, words("talk-story-file"))
        await talker.say(GOOD)
        await talker.finish()
        await said(play, telegram_texts, "on tallessa salattuna")
        (story,) = await stories(program)

    assert story.text == GOOD
    assert (states(play), play.parts()) == (["kept"], 1)


async def test_a_picture_in_the_middle_of_a_talk_belongs_to_its_story(play):
    async with play.running() as program:
        talker = Talker(play.workspace)
        await talker.begin()
        await talker.say("Ensin tämä.")
        await play.workspace.telegram_file("c1", an_image("PNG"))
        await talker.say(GOOD)
        await talker.press(Verb.DONE)
        await play.workspace.until(lambda: "heard" in str(talker.answers()))
        await play.workspace.telegram_file("c1", an_image("PNG"))
        await said(play, telegram_texts, words("talk-added"))
        await talker.press(Verb.NEXT)
        await talker.press(Verb.EXPECT, "met")
        await talker.press(Verb.SHARE, "team")
        await said(play, telegram_texts, words("receipt-file-awaited"))
        await play.workspace.until(
            lambda: str(telegram_texts(play)).count("on tallessa salattuna") == 2
        )
        (story,) = await stories(program)

    assert story.text == f"Ensin tämä.\n{GOOD}"
    assert states(play) == ["kept", "kept"]


@pytest.mark.parametrize("last", [False, True])
async def test_every_picture_of_an_album_is_kept_and_it_is_answered_once(play, last):
    captions = ["", "", GOOD] if last else [GOOD, "", ""]
    async with play.running() as program:
        talker = Talker(play.workspace)
        await talker.begin()
        await play.workspace.telegram_album("c1", *((an_image("PNG"), each) for each in captions))
        await play.workspace.until(lambda: any("Valmis" in str(each) for each in talker.answers()))
        await play.workspace.quiet()
        answers = len(talker.answers())
        await talker.finish()
        await said(play, telegram_texts, "kuvat ovat tallessa salattuina")
        (story,) = await stories(program)

    assert (story.text, play.parts()) == (GOOD, 1)
    assert states(play) == ["kept"] * 3
    assert answers == 2, "the question, and one answer to the album"
    assert len(talker.answers()) == 3, "one sentence tells of all images"


async def test_an_album_whose_program_is_killed_between_its_pictures_is_kept_whole(play):
    photos = [(an_image("PNG"), GOOD), (an_image("PNG"), "")]
    async with play.running():
        talker = Talker(play.workspace)
        await talker.begin()
        await play.workspace.telegram_album("c1", *photos)
        await until(lambda: play.held() >= 1)
    async with play.running() as program:
        await until(lambda: play.held() == 2)
        await talker.finish()
        await said(play, telegram_texts, "kuvat ovat tallessa salattuina")
        (story,) = await stories(program)

    assert (story.text, states(play)) == (GOOD, ["kept"] * 2)


async def test_a_platform_that_is_off_keeps_its_files_waiting(play):
    async with play.running() as program:
        play.workspace.faults.always("telegram_download", server_error())
        await share(play, "telegram", a_photo())
        await until(lambda: rows(play.database, "SELECT attempts FROM attachment") == [(1,)])
        assert program.teams.keep_attachments

    off = replace(play, tokens={"telegram_token": ""})
    play.workspace.clock.advance(3_600)
    async with off.running(listening=False) as program:
        await program.fetcher.fetch_due()

    assert states(play) == ["waiting"]
