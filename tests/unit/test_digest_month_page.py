"""The page for leaders in Slack, on Telegram and as a document of its own."""

import re
from html.parser import HTMLParser

import pytest

from bot.core.model.delivery import DigestPost
from bot.core.model.digest import Line, Sheet
from bot.core.model.language import SPOKEN, Language
from bot.core.model.platforms import Platform
from bot.core.sheets import posts_of
from bot.digest.month import compose_month
from bot.digest.page import page
from bot.digest.run_chart import RunChart
from handlers.slack.digest import DigestDrawing
from handlers.telegram.digest import text
from tests.digest_builders import TEXTS
from tests.month_builders import LABELS, a_page, golden_month, many


def golden(language: Language = "fi"):
    lines = compose_month(golden_month(language), TEXTS, LABELS)
    return a_page(lines, language=language)


@pytest.mark.parametrize("platform", Platform)
def test_it_is_one_message(platform: Platform) -> None:
    assert posts_of(golden(), platform) == (DigestPost(golden().id, Sheet.TOP),)


@pytest.mark.parametrize("language", SPOKEN)
def test_in_slack_everything_stands_in_one_message_without_buttons(language: Language) -> None:
    digest = golden(language)

    message = DigestDrawing(digest, DigestPost(digest.id), TEXTS).message()

    assert message.text.startswith("📖 ")
    assert "actions" not in {block["type"] for block in message.blocks}
    shown = str(message.blocks)
    for line in digest.lines:
        if line.block not in {"quote", "header"}:
            assert line.text in shown
    assert len(message.blocks) <= 50


@pytest.mark.parametrize("language", SPOKEN)
def test_on_telegram_everything_stands_in_one_text(language: Language) -> None:
    digest = golden(language)

    html = text(digest, DigestPost(digest.id), TEXTS)

    assert all(line.text in html for line in digest.lines)
    assert html.count("<blockquote>") == 1


class Reader(HTMLParser):
    """Collects what there is of each tag."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


@pytest.mark.parametrize("language", SPOKEN)
def test_as_a_document_it_has_language_headings_a_table_and_described_charts(
    language: Language,
) -> None:
    reader = Reader()
    reader.feed(html := page(golden(language), TEXTS))

    assert reader.of("html") == [{"lang": language}]
    assert len(reader.of("h1")) == 1
    assert len(reader.of("h2")) == 5
    assert [each["scope"] for each in reader.of("th")] == ["col"] * 3 + ["row"] * 3
    charts = reader.of("svg")
    assert len(charts) == 3
    ids = {attributes["id"] for tag in ("title", "desc") for attributes in reader.of(tag)[-3:]}
    for chart in charts:
        assert chart["role"] == "img"
        assert set(str(chart["aria-labelledby"]).split()) <= ids
    assert "@page { size: A4" in html
    assert not reader.of("script")


def test_a_chart_has_a_point_a_week_and_a_line_at_the_median() -> None:
    line = next(line for line in golden().lines if line.block == "month_run")
    chart = RunChart.read(line.text, "fi", TEXTS)
    assert chart is not None

    svg = chart.svg("run", max(chart.counts))

    assert chart.counts == (5, 7, 6, 9, 4, 8, 7, 6, 23, 23, 23, 23)
    assert chart.median == 7.5
    assert svg.count("<circle") == 12
    assert svg.count("stroke-dasharray") == 1
    assert len(re.findall(r"<(title|desc) ", svg)) == 2


def test_numbers_of_thousands_a_week_are_read_back_too() -> None:
    words = TEXTS.text(
        "en", "digest-month-run", who="All", first="1", last="2", counts="1200 0", median="600"
    )

    chart = RunChart.read(words, "en", TEXTS)

    assert chart is not None
    assert (chart.counts, chart.median) == ((1200, 0), 600)


def test_a_line_that_is_no_chart_stays_words() -> None:
    html = page(a_page([Line("month_run", "1 < 2", ())]), TEXTS)

    assert "<p>1 &lt; 2</p>" in html
    assert "<svg" not in html


def test_a_page_of_many_stories_fits_the_messages_too() -> None:
    lines = compose_month(many(3000), TEXTS, LABELS)
    digest = a_page(lines)

    assert all(line.text in text(digest, DigestPost(digest.id), TEXTS) for line in lines)
