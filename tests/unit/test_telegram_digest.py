"""What a digest looks like on Telegram."""

from dataclasses import replace

from bot.core.model.delivery import DigestPost
from bot.core.model.digest import Line, Sheet
from bot.i18n.catalogue import Catalogue
from handlers.telegram.digest import caption, text
from handlers.telegram.limits import DIGEST_CAPTION, units
from tests.digest_builders import a_digest
from tests.picture_builders import a_picture

TEXTS = Catalogue()
LINES = [
    Line("header", "📖 Viikon tarinat", ()),
    Line("counts", "3 tarinaa", ()),
    Line("picture", "Pistekuvio & luvut", ("T-1",)),
    Line("story_heading", "Viikon tarina", ()),
    Line("quote", "Hän <i>kuunteli</i> & auttoi.", ("T-1",)),
    Line("source", "T-1 · asiakas", ("T-1",)),
    Line("delighted_heading", "Mikä ilahdutti", ()),
    Line("delighted", "”Hyvä” 1 tarina (T-2)", ("T-2",)),
    Line("question_heading", "Kysymys", ()),
    Line("question", "Mitä nyt (T-1)?", ("T-1",)),
    Line("caution", "Tarinat eivät ole otos.", ()),
    Line("must_win_heading", "Must-win-teemat", ()),
    Line("must_win", "Kuulluksi: kertojia puolesta 2", ()),
    Line("must_win_quote", "Hän kuunteli.", ("T-1",)),
    Line("ideas_heading", "Ideat", ()),
    Line("idea", "”Jono näkyviin” (T-3)", ("T-3",)),
    Line("story", "”Hyvä” (T-2)", ("T-2",)),
]
DIGEST = replace(a_digest(LINES), picture=a_picture())
TOP = DigestPost(DIGEST.id)
PHOTO = DigestPost(DIGEST.id, Sheet.PICTURE)


def test_the_text_has_the_top_with_themes_and_ideas_folded_before_the_question():
    assert text(DIGEST, TOP, TEXTS).splitlines() == [
        "<b>📖 Viikon tarinat</b>",
        "3 tarinaa",
        "",
        "<b>Viikon tarina</b>",
        "<blockquote>Hän &lt;i&gt;kuunteli&lt;/i&gt; &amp; auttoi.</blockquote>",
        "T-1 · asiakas",
        "",
        "<b>Mikä ilahdutti</b>",
        "• ”Hyvä” 1 tarina (T-2)",
        "<blockquote expandable><b>Must-win-teemat</b>",
        "Kuulluksi: kertojia puolesta 2",
        "<i>Hän kuunteli.</i></blockquote>",
        "<blockquote expandable><b>Ideat</b>",
        "• ”Jono näkyviin” (T-3)</blockquote>",
        "",
        "<b>Kysymys</b>",
        "Mitä nyt (T-1)?",
        "",
        "<i>Tarinat eivät ole otos.</i>",
    ]


def test_below_the_photo_stand_its_words():
    assert caption(DIGEST, PHOTO, TEXTS) == "Pistekuvio &amp; luvut"


def test_long_words_below_the_photo_are_cut_before_they_are_escaped():
    digest = a_digest([Line("picture", "&" * 2000, ())])

    words = caption(digest, PHOTO, TEXTS)

    assert words == "&amp;" * (DIGEST_CAPTION - 1) + "…"


def test_what_is_folded_is_left_out_before_anything_else():
    long = [Line("idea", "x" * 900, ()) for _ in range(4)]
    html = text(a_digest([*LINES, *long]), TOP, TEXTS)

    assert "Must-win-teemat" in html
    assert "Ideat" not in html
    assert html.endswith("<i>Tarinat eivät ole otos.</i>")
    assert units(html) <= 3200


def test_a_message_of_which_nothing_is_left_says_so():
    gone = TEXTS.text("fi", "digest-withdrawn")

    assert text(a_digest([]), TOP, TEXTS) == gone
    assert caption(a_digest([]), PHOTO, TEXTS) == gone
