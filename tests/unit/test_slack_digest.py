"""What a digest looks like in Slack."""

from dataclasses import replace

import pytest

from bot.core.model.delivery import DigestCopy, DigestPost
from bot.core.model.digest import Line, Sheet
from bot.i18n.catalogue import Catalogue
from handlers.slack.digest import DigestDrawing
from tests.digest_builders import a_digest
from tests.picture_builders import a_picture

TEXTS = Catalogue()
TOP = [
    Line("header", "📖 Viikon tarinat", ()),
    Line("counts", "3 tarinaa", ()),
    Line("reading_time", "lukuaika 1 min", ()),
    Line("sentence_heading", "Viikko yhdellä lauseella", ()),
    Line("sentence", "Apu ilahdutti, laskut satuttivat.", ()),
    Line("picture", "Pistekuvio", ("T-1",)),
    Line("story_heading", "Viikon tarina", ()),
    Line("quote", "Hän <!channel> *kuunteli*.", ("T-1",)),
    Line("source", "T-1 · asiakas", ("T-1",)),
    Line("reason", "Valittu, koska…", ("T-1",)),
    Line("delighted_heading", "Mikä ilahdutti", ()),
    Line("delighted", "”Hyvä” 1 tarina (T-2)", ("T-2",)),
    Line("hurt_heading", "Mikä satutti", ()),
    Line("hurt", "”Huono & paha” 1 tarina (T-3)", ("T-3",)),
    Line("rising_heading", "Nousussa", ()),
    Line("rising", "↑ Laskut: 5/23", ("T-3",)),
    Line("waiting_heading", "Odottavat", ()),
    Line("waiting", "1 kertoja odottaa.", ("T-3",)),
    Line("question_heading", "Kysymys tiimille", ()),
    Line("question", "Mitä nyt (T-1)?", ("T-1",)),
    Line("caution", "Tarinat eivät ole otos.", ()),
]
THREAD = [
    Line("must_win_heading", "Must-win-teemat", ()),
    Line("must_win", "Kuulluksi: kertojia puolesta 2", ()),
    Line("must_win_quote", "Hän *kuunteli*.", ("T-1",)),
    Line("must_win_source", "T-1 · asiakas", ("T-1",)),
    Line("must_win", "Lasku: kertojia puolesta 0", ()),
    Line("stories_heading", "Kaikki tarinat", ()),
    Line("story", "”Hyvä” (T-2)", ("T-2",)),
    Line("numbers_heading", "Luvut", ()),
    Line("number", "Tarinoita: 23", (), ("stories",)),
    Line("number", "Kertojia: 20", (), ("tellers",)),
    Line("hidden", "1 luku on liian pieni.", ()),
    Line("method", "Laskemme kertojia.", ()),
]
DIGEST = replace(a_digest([*TOP, *THREAD]), picture=a_picture())


def drawn(sheet=Sheet.TOP, number=0, digest=DIGEST, **how):
    return DigestDrawing(digest, DigestPost(digest.id, sheet, number), TEXTS).message(**how)


def kinds(message):
    return [block["type"] for block in message.blocks]


def test_the_top_stands_in_its_fixed_order_within_fourteen_blocks():
    message = drawn(file="F0UP0000001")

    assert kinds(message) == [
        *["header", "context", "section", "section", "rich_text", "context", "section"],
        *["section", "section", "image", "divider", "section", "actions", "section"],
    ]
    assert len(message.blocks) == 14
    assert all("\n" not in block["text"]["text"] for block in message.blocks[:1])


def test_the_sides_stand_beside_each_other():
    (sides,) = [block for block in drawn().blocks if "fields" in block]

    assert [field["text"] for field in sides["fields"]] == [
        "*Mikä ilahdutti*\n• ”Hyvä” 1 tarina (T-2)",
        "*Mikä satutti*\n• ”Huono &amp; paha” 1 tarina (T-3)",
    ]


def test_no_mark_up_arises_from_a_quote():
    quote = next(block for block in drawn().blocks if block["type"] == "rich_text")

    assert quote["elements"][0]["elements"][0] == {
        "type": "text",
        "text": "Hän <!channel> *kuunteli*.",
    }


def test_a_fence_in_a_story_makes_no_code_of_the_lines_after_it():
    lines = [
        Line("stories_heading", "Kaikki tarinat", ()),
        *(Line("story", f"”```{number}” (T-{number})", (f"T-{number}",)) for number in (1, 2, 3)),
    ]
    (section,) = drawn(Sheet.STORIES, digest=a_digest(lines)).blocks

    assert "``" not in section["text"]["text"]
    assert section["text"]["text"].replace("\u2060", "").endswith("• ”```3” (T-3)")


def test_a_notification_says_the_week_in_one_sentence():
    assert drawn().text == "Apu ilahdutti, laskut satuttivat."


def test_a_notification_without_a_sentence_says_title_and_counts():
    digest = a_digest([line for line in TOP if not line.block.startswith("sentence")])

    assert drawn(digest=digest).text == "📖 Viikon tarinat · 3 tarinaa"


def test_the_button_to_tell_a_story_is_first_and_names_the_digest():
    (row,) = [block for block in drawn().blocks if block["type"] == "actions"]

    assert row["elements"][0]["action_id"] == "tell_story"
    assert row["elements"][0]["value"] == DIGEST.id.hex
    assert row["elements"][0]["style"] == "primary"


def test_the_last_line_says_what_stories_are_and_leads_to_how_the_digest_is_made():
    last = drawn().blocks[-1]

    assert last["text"]["text"] == "Tarinat eivät ole otos."
    assert last["accessory"]["action_id"] == "method"
    assert last["accessory"]["text"]["text"] == TEXTS.text("fi", "menu-method")


def test_a_copy_for_one_person_has_no_buttons_of_the_team():
    waiting = [Line("open_heading", "Avoimet", ()), Line("open", "T-3 · Laskutus", ("T-3",))]
    digest = a_digest([*TOP, *waiting])
    for sheet in (Sheet.TOP, Sheet.OPEN):
        posted = drawn(sheet, digest=digest)
        copy = DigestDrawing(digest, DigestCopy(digest.id, sheet), TEXTS).message()
        assert "'button'" in str(posted.blocks)
        assert "'button'" not in str(copy.blocks)


def test_the_picture_has_its_words_and_without_it_they_are_with_the_numbers():
    (image,) = [block for block in drawn(file="F1").blocks if block["type"] == "image"]

    assert image["alt_text"] == "Pistekuvio Luvut taulukkona ketjussa."
    assert "image" not in kinds(drawn())
    assert "Pistekuvio" not in str(drawn().blocks)
    assert "Pistekuvio" in str(drawn(Sheet.NUMBERS).blocks)


def test_a_quiet_week_keeps_its_button_and_needs_no_picture():
    lines = [TOP[0], Line("quiet", "Hiljainen viikko.", ())]

    assert kinds(drawn(digest=a_digest(lines))) == ["header", "section", "actions"]


def test_a_must_win_theme_stands_above_its_quote():
    message = drawn(Sheet.MUST_WIN)

    assert kinds(message) == ["section", "rich_text", "context", "section"]
    assert message.blocks[0]["text"]["text"] == (
        "*Must-win-teemat*\nKuulluksi: kertojia puolesta 2"
    )


def test_stories_are_listed_with_bullets():
    assert drawn(Sheet.STORIES).blocks[0]["text"]["text"] == "*Kaikki tarinat*\n• ”Hyvä” (T-2)"


def test_the_numbers_are_a_table_or_text():
    table, text = drawn(Sheet.NUMBERS, with_table=True), drawn(Sheet.NUMBERS)

    assert kinds(table) == ["section", "section", "data_table", "context"]
    assert kinds(text) == ["section", "section", "context"]
    assert "Tarinoita: 23\nKertojia: 20" in str(text.blocks[1]["text"]["text"])


@pytest.mark.parametrize("language", ["fi", "en", "sv"])
def test_a_message_of_which_nothing_is_left_says_so(language):
    digest = replace(DIGEST, language=language)

    message = drawn(Sheet.STORIES, 3, digest)

    assert message.text == TEXTS.text(language, "digest-withdrawn")


def test_a_long_sheet_is_packed_into_sections_that_slack_takes():
    lines = [Line("idea", "x" * 700, ()) for _ in range(6)]
    message = drawn(Sheet.IDEAS, digest=a_digest(lines))

    assert [block["text"]["text"].count("•") for block in message.blocks] == [4, 2]
