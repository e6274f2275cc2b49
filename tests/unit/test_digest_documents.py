"""The digest as files: Markdown, and a page for everybody."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model.digest import Line
from bot.core.model.language import SPOKEN
from bot.digest.markdown import markdown
from bot.digest.page import page
from bot.i18n.catalogue import Catalogue
from bot.pictures.drawing import drawn
from tests.digest_builders import a_digest
from tests.picture_builders import a_picture, some_captions
from tests.property.test_slack_render_properties import lines as any_lines

TEXTS = Catalogue()
LINES = [
    Line("header", "📖 Viikon tarinat", ()),
    Line("counts", "3 tarinaa", ()),
    Line("picture", "Pistekuvio & luvut", ("T-1",)),
    Line("story_heading", "Viikon tarina", ()),
    Line("quote", "Hän <i>kuunteli</i>\nja *auttoi*.", ("T-1",)),
    Line("source", "T-1 · asiakas", ("T-1",)),
    Line("delighted_heading", "Mikä ilahdutti", ()),
    Line("delighted", "”Hyvä” 1 tarina (T-2)", ("T-2",)),
    Line("delighted", "Apu: 2 tarinaa", ("T-3",)),
    Line("numbers_heading", "Luvut", ()),
    Line("number", "Tarinoita: 23", (), ("stories",)),
    Line("number", "Kertojia: 20", (), ("tellers",)),
    Line("method", "1. Laskemme kertojia.", ()),
]
DIGEST = replace(a_digest(LINES), picture=a_picture())
SVG = drawn(a_picture(), some_captions(a_picture()), "svg").decode()
VOID = {"meta", "br", "img"}


class Read(HTMLParser):
    """Reads a page; fails for what is not closed in its order."""

    def __init__(self, content):
        super().__init__()
        self.open, self.tags, self.text = [], [], ""
        self.feed(content)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.text += data

    def named(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def test_markdown_has_headings_lists_quotes_and_a_table_and_nothing_of_a_tellers_marks():
    assert markdown(DIGEST, TEXTS).splitlines() == [
        "# 📖 Viikon tarinat",
        "",
        "3 tarinaa",
        "",
        "Pistekuvio \\& luvut",
        "",
        "## Viikon tarina",
        "",
        "> Hän \\<i\\>kuunteli\\</i\\> ja \\*auttoi\\*.",
        "",
        "T-1 · asiakas",
        "",
        "## Mikä ilahdutti",
        "",
        "- ”Hyvä” 1 tarina (T-2)",
        "- Apu: 2 tarinaa",
        "",
        "## Luvut",
        "",
        "| Mitä | Luku |",
        "| --- | ---: |",
        "| Tarinoita | 23 |",
        "| Kertojia | 20 |",
        "",
        "1\\. Laskemme kertojia.",
    ]


@pytest.mark.parametrize("language", SPOKEN)
def test_the_page_says_its_language_and_has_one_title_and_headings_in_order(language):
    found = Read(page(replace(DIGEST, language=language), TEXTS, SVG))

    assert found.named("html") == [{"lang": language}]
    levels = [tag for tag, _ in found.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert levels == ["h1", "h2", "h2", "h2"]
    assert len(found.named("main")) == 1
    assert "<title>📖 Viikon tarinat</title>" in page(DIGEST, TEXTS)


def test_the_picture_of_the_page_is_one_image_with_name_and_description():
    content = page(DIGEST, TEXTS, SVG)
    (svg,) = Read(content).named("svg")

    assert svg["role"] == "img"
    assert svg["aria-labelledby"] == "picture-title picture-words"
    assert '<title id="picture-title">📖 Viikon tarinat</title>' in content
    assert '<desc id="picture-words">Pistekuvio &amp; luvut</desc>' in content
    assert not {"width", "height"} & set(svg)
    assert "<?xml" not in content


def test_a_page_without_a_picture_has_its_words():
    found = Read(page(DIGEST, TEXTS))

    assert found.named("svg") == []
    assert "Pistekuvio & luvut" in found.text


def test_the_figures_of_the_page_are_a_table_with_headers():
    found = Read(page(DIGEST, TEXTS))

    assert [each["scope"] for each in found.named("th")] == ["col", "col", "row", "row"]
    assert len(found.named("caption")) == 1


def test_the_page_needs_no_other_file_and_no_script():
    found = Read(page(DIGEST, TEXTS, SVG))

    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in found.tags}
    assert "@media print" in page(DIGEST, TEXTS)
    assert "prefers-reduced-motion" in page(DIGEST, TEXTS)


@settings(max_examples=200, deadline=None)
@given(st.lists(any_lines, max_size=40))
def test_no_mark_of_the_page_comes_from_a_line(found):
    kept = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "ul", "li"}
    kept |= {"blockquote", "table", "caption", "thead", "tbody", "tr", "th", "td"}

    assert {tag for tag, _ in Read(page(a_digest(found), TEXTS)).tags} <= kept


@pytest.mark.parametrize("beginning", ["- a", "+ a", "1. a", "12) a", "# a", "> a", "= a", "---"])
def test_no_line_begins_a_list_a_heading_or_a_rule_in_markdown(beginning):
    written = markdown(a_digest([Line("counts", beginning, ())]), TEXTS)

    assert "\\" in written[:4]
