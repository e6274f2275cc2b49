"""No line can slip through: what a block may say is known for each of them."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import pytest
from fluent.syntax import ast, parse

from bot.core.model.digest import Line
from bot.core.model.language import SPOKEN
from bot.digest.blocks import Block
from bot.digest.verifying import month
from bot.digest.verifying.order import SECTIONS
from bot.digest.verifying.sentences import (
    ABOUT_ONE_STORY,
    QUOTES,
    SENTENCES,
    SOURCE_WORDS,
    SOURCES,
    Arguments,
    Within,
)
from bot.i18n.patterns import SentencePattern
from tests.digest_builders import an_edition, findings_in

PUT_ON_AFTER = {Block.TEST}
"""The mark of a digest on trial, which is checked like any other before it is marked."""


def test_every_block_has_words_and_a_place() -> None:
    placed = {block for section in SECTIONS for block in section}
    checked = set(Block) - PUT_ON_AFTER

    monthly = {block for block in Block if block.startswith("month_")}
    assert {*SENTENCES, *QUOTES, *SOURCES} == checked - monthly
    assert placed == checked - monthly
    assert monthly <= month.SENTENCES.keys()
    assert placed >= ABOUT_ONE_STORY


def _every(sentences: Mapping[str, Arguments]) -> Iterator[tuple[str, Arguments]]:
    for key, arguments in sentences.items():
        yield key, arguments
        for argument in arguments.values():
            if isinstance(argument, Within):
                yield from _every(argument.sentences)


@cache
def messages(language: str) -> Mapping[str, ast.Message]:
    """Return every message of that language by its key."""
    resources = (
        parse(file.read_text(encoding="utf-8"))
        for file in files("bot.i18n").joinpath(language).iterdir()
    )
    entries = (entry for resource in resources for entry in resource.body)
    return {entry.id.name: entry for entry in entries if isinstance(entry, ast.Message)}


@pytest.mark.parametrize("language", SPOKEN)
def test_the_arguments_of_a_sentence_are_those_of_the_catalogue(language: str) -> None:
    known = [pair for sentences in SENTENCES.values() for pair in _every(sentences)]
    known += _every(SOURCE_WORDS)

    for key, arguments in known:
        pattern = SentencePattern.of(f"digest-{key}", messages(language))
        assert {argument for argument, _ in pattern.groups} == set(arguments), key


@pytest.mark.parametrize("block", Block)
def test_a_line_that_says_what_nobody_may_say_there_is_red(block: Block) -> None:
    line = Line(block, "Matti Mäkinen sanoi näin 7 kertaa.", ())

    assert any(finding.is_red for finding in findings_in([line], an_edition()))
