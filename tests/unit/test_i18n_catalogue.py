"""The catalogues: nothing missing, nothing unused, the same arguments and plurals everywhere."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import ast as fluent
from fluent.syntax import parse
from fluent.syntax.visitor import Visitor

from bot.core.model.language import SPOKEN, Language
from bot.core.model.story import Identity, Share
from bot.i18n.catalogue import Catalogue

ROOT = Path(__file__).parents[2]
TEXTS = Catalogue()
FILES = (
    "dialogue.ftl",
    "digest.ftl",
    "erasing.ftl",
    "files.ftl",
    "form.ftl",
    "groups.ftl",
    "manifest.ftl",
    "month.ftl",
    "oversight.ftl",
    "picture.ftl",
    "places.ftl",
    "reading.ftl",
    "record.ftl",
    "sheets.ftl",
    "talk.ftl",
    "team_pages.ftl",
    "teller.ftl",
    "voice.ftl",
)
SCRIPTED = {
    "fi": (
        "Poistamme nimet, jotka tunnistamme; älä kirjoita niitä.",
        "En näe, jos poistat viestin Telegramista.",
    ),
    "en": (
        "We remove the names that we recognise; please write none.",
        "I cannot see it when you delete a message in Telegram.",
    ),
    "sv": (
        "Vi tar bort de namn som vi känner igen; skriv inga.",
        "Jag ser inte om du raderar ett meddelande i Telegram.",
    ),
}
"""What the first message says of names, and of deletions, which a bot cannot see."""
SAME_EVERYWHERE = {"language-fi", "language-en", "language-sv", "digest-number"}
"""A language is named in its own; a number stands beside its name."""
SAME_WORD = {("sv", "record-team")}
LONG_NAME = "Asiakaspalvelun ja myymälöiden yhteinen kehittämistiimi Uusimaa"


@cache
def messages(language: str) -> dict[str, fluent.Message]:
    """Return every message of a language by its key."""
    found: dict[str, fluent.Message] = {}
    for name in FILES:
        resource = parse(files("bot.i18n").joinpath(language, name).read_text(encoding="utf-8"))
        for entry in resource.body:
            assert not isinstance(entry, fluent.Junk), f"{language}/{name}: {entry.content}"
            if isinstance(entry, fluent.Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice"
                found[entry.id.name] = entry
    return found


KEYS = sorted(messages("fi"))


class References(Visitor):
    """Collects the arguments and the messages that a message refers to, and its variants."""

    def __init__(self) -> None:
        super().__init__()
        self.arguments: set[str] = set()
        self.messages: set[str] = set()
        self.variants: dict[str, set[str]] = {}

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802
        self.arguments.add(node.id.name)

    def visit_MessageReference(self, node: fluent.MessageReference) -> None:  # noqa: N802
        self.messages.add(node.id.name)

    def visit_SelectExpression(self, node: fluent.SelectExpression) -> None:  # noqa: N802
        assert isinstance(node.selector, fluent.VariableReference)
        keys = {_key(variant) for variant in node.variants}
        self.variants.setdefault(node.selector.id.name, set()).update(keys)
        self.generic_visit(node)


def references(language: str, key: str) -> References:
    """Return what a message refers to, through the messages that it refers to."""
    found = References()
    found.visit(messages(language)[key])
    for other in list(found.messages):
        below = references(language, other)
        found.arguments |= below.arguments
        found.messages |= below.messages
        for selector, keys in below.variants.items():
            found.variants.setdefault(selector, set()).update(keys)
    return found


def every_form(language: Language, key: str, value: str = "x") -> Iterator[str]:
    """Yield the sentence by every choice of its variants, with that value for the rest."""
    found = references(language, key)
    for choice in _choices(found):
        arguments: dict[str, Any] = dict.fromkeys(found.arguments, value) | choice
        yield TEXTS.text(language, key, **arguments)


@pytest.mark.parametrize("language", SPOKEN)
def test_no_key_is_missing_in_any_language(language: str) -> None:
    assert set(messages(language)) == set(KEYS)


@pytest.mark.parametrize("language", SPOKEN)
def test_a_sentence_takes_the_same_arguments_in_each_language(language: Language) -> None:
    for key in KEYS:
        own, finnish = references(language, key), references("fi", key)
        assert (own.arguments, own.variants) == (finnish.arguments, finnish.variants), key


@pytest.mark.parametrize("language", SPOKEN)
def test_every_sentence_can_be_said(language: Language) -> None:
    for key in KEYS:
        for said in every_form(language, key):
            assert said, key
            assert said.strip() == said, key
            assert "  " not in said, key
            assert "{" not in said, key


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_nobody_meets_an_english_sentence_in_another_language(language: Language) -> None:
    for key in KEYS:
        if key not in SAME_EVERYWHERE and (language, key) not in SAME_WORD:
            forms = zip(every_form(language, key), every_form("en", key), strict=True)
            assert all(said != in_english for said, in_english in forms), key


@pytest.mark.parametrize("language", SPOKEN)
def test_a_sentence_of_the_digest_has_at_most_fifteen_words(language: Language) -> None:
    """Names and numbers that are put in are not counted."""
    for key in KEYS:
        if not key.startswith(("digest-", "method-")):
            continue
        for said in every_form(language, key, "§"):
            for sentence in re.split(r"[.!?](?:\s|$)", said):
                assert len(re.findall(r"\w+", sentence)) <= 15, sentence


def test_a_digest_is_called_veckobrev_in_swedish() -> None:
    folder = files("bot.i18n").joinpath("sv")
    texts = [folder.joinpath(name).read_text(encoding="utf-8") for name in FILES]

    assert not [text for text in texts if "sammanställning" in text.casefold()]


@pytest.mark.parametrize("language", SPOKEN)
def test_a_number_that_is_one_and_another_number_are_told_apart(language: str) -> None:
    """Every choice by number has a form for one and a form for others, as all three need."""
    for key in KEYS:
        for keys in references(language, key).variants.values():
            assert "one" not in keys or "other" in keys, key


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fi", ("ei uusia tarinoita", "1 tarina", "2 tarinaa", "21 tarinaa")),
        ("en", ("no new stories", "1 story", "2 stories", "21 stories")),
        ("sv", ("inga nya berättelser", "1 berättelse", "2 berättelser", "21 berättelser")),
    ],
)
def test_plurals_are_those_of_the_language(language: Language, forms: tuple[str, ...]) -> None:
    said = [
        TEXTS.text(language, "digest-counts", dates="x", stories=number)
        for number in (0, 1, 2, 21)
    ]

    assert said == [f"x · {form}" for form in forms]


@pytest.mark.parametrize(
    ("language", "stories", "tags", "asked"),
    [
        ("fi", "Tallessa ei ole yhtään", "Et ole itse asettanut", "En ole kysynyt sinulta"),
        ("en", "I keep no stories of yours.", "You have set no tags", "I have asked you nothing."),
        ("sv", "Jag har inte sparat några", "Du har inte själv satt", "har jag inte frågat dig"),
    ],
)
def test_that_nothing_is_kept_is_a_whole_sentence_of_the_language(
    language: Language, stories: str, tags: str, asked: str
) -> None:
    assert stories in TEXTS.text(language, "kept-stories", stories=0, parts=0)
    assert tags in TEXTS.text(language, "kept-tags", tags=0)
    assert asked in TEXTS.text(language, "kept-asked", asked=0)


def test_every_key_that_the_code_says_is_in_the_catalogue() -> None:
    said = set(_said())

    assert len(said) > 40
    assert {key for key in said if not any(re.fullmatch(key, each) for each in KEYS)} == set()


def test_every_key_of_the_catalogue_is_said_somewhere() -> None:
    """In a call, in a variable that a call takes, or by another sentence."""
    strings = _strings()
    spelled = strings | {f"digest-{text}" for text in strings}
    patterns = set(_said())
    referred = {other for key in KEYS for other in references("fi", key).messages}

    unsaid = [
        key
        for key in KEYS
        if key not in spelled and not any(re.fullmatch(each, key) for each in patterns)
    ]
    assert set(unsaid) <= referred


@pytest.mark.parametrize("language", SPOKEN)
def test_the_menu_item_is_named_as_slack_shows_it(language: Language) -> None:
    said = TEXTS.text(language, "kept-unread")

    assert TEXTS.text(language, "shortcut-keep") in said


@pytest.mark.parametrize("language", SPOKEN)
def test_an_unknown_key_raises(language: Language) -> None:
    with pytest.raises(KeyError):
        TEXTS.text(language, "no-such-key")


@pytest.mark.parametrize("language", SPOKEN)
def test_a_missing_argument_raises(language: Language) -> None:
    with pytest.raises(KeyError):
        TEXTS.text(language, "receipt")


def test_an_argument_is_only_text() -> None:
    said = TEXTS.text("fi", "removed", number="{ $team } { removed } \u2068")

    assert "{ $team } { removed } \u2068" in said


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("share", list(Share))
@pytest.mark.parametrize("key", ["talk-notice", "talk-notice-other-team", "help"])
def test_the_first_message_is_short_even_for_a_team_with_a_long_name(
    language: Language, share: Share, key: str
) -> None:
    for identity in Identity:
        said = TEXTS.text(language, key, team=LONG_NAME, share=share, identity=identity)
        assert len(said) <= 500


@pytest.mark.parametrize("language", SPOKEN)
def test_the_notice_says_all_that_a_first_message_must(language: Language) -> None:
    said = TEXTS.text(
        language, "talk-notice", team="Kassat", share=Share.TEAM, identity=Identity.UNNAMED
    )

    removal = {"fi": "/omat", "en": "/mine", "sv": "/mina"}[language]
    for word in ("Kuule", "bot", "Kassat", "112", removal, *SCRIPTED[language]):
        assert word in said


@pytest.mark.parametrize("language", SPOKEN)
def test_that_deletions_are_not_seen_is_told_with_what_to_do(language: Language) -> None:
    said = TEXTS.text(
        language, "privacy", team="Kassat", share=Share.TEAM, identity=Identity.UNNAMED
    )

    _, unseen = SCRIPTED[language]
    assert f"{unseen.rstrip('.')}: " in said


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize(
    ("key", "reads"),
    [
        ("talk-notice", "who-reads"),
        ("talk-notice-other-team", "who-reads"),
        ("privacy", "who-reads"),
        ("help", "who-reads"),
        ("receipt-privacy", "who-reads"),
        ("channel-notice", "who-reads-channel"),
    ],
)
def test_who_reads_is_told_as_the_team_has_set_it(
    language: Language, key: str, reads: str
) -> None:
    def say(key: str, share: Share) -> str:
        arguments = {"team": "Kassat", "share": share, "identity": Identity.UNNAMED}
        return TEXTS.text(language, key, **arguments)

    said = {say(key, share) for share in Share}

    assert len(said) == len(Share)
    assert said == {say(key, share) for share in Share if say(reads, share) in say(key, share)}


@pytest.mark.parametrize("language", SPOKEN)
def test_who_tells_with_the_name_is_not_told_that_it_is_left_out(language: Language) -> None:
    named, unnamed = (
        TEXTS.text(language, "who-reads", team="Kassat", share=Share.TEAM, identity=identity)
        for identity in (Identity.NAMED, Identity.UNNAMED)
    )

    without = {"fi": "ilman nimeäsi", "en": "without your name", "sv": "utan ditt namn"}[language]
    assert without not in named
    assert without in unnamed


@pytest.mark.parametrize("language", SPOKEN)
def test_kuule_never_apologises_and_never_promises_that_all_names_are_gone(
    language: Language,
) -> None:
    apologies = re.compile(
        r"anteeksi|pahoittel|valitettavasti|sorry|apolog|unfortunately|ursäkt|tyvärr|beklag",
        re.IGNORECASE,
    )
    # How to answer well tells people to say that they are sorry.
    for key in messages(language).keys() - {"digest-guide"}:
        found = references(language, key)
        said = TEXTS.text(language, key, **dict.fromkeys(found.arguments, "x"))
        assert not apologies.search(said), key


@pytest.mark.parametrize("name", ["dialogue.ftl", "files.ftl", "talk.ftl", "voice.ftl"])
@pytest.mark.parametrize("language", SPOKEN)
def test_no_sentence_of_the_talk_is_longer_than_people_read(language: Language, name: str) -> None:
    """Fifteen words, as the language guide asks of Finnish; other languages have short words."""
    longest = 15 if language == "fi" else 20
    talk = parse(files("bot.i18n").joinpath(language, name).read_text(encoding="utf-8"))
    for entry in talk.body:
        if not isinstance(entry, fluent.Message) or entry.id.name.startswith("operator"):
            continue
        found = references(language, entry.id.name)
        said = TEXTS.text(language, entry.id.name, **dict.fromkeys(found.arguments, "x"))
        for sentence in re.split(r"(?<=[.!?])\s", said):
            assert len(sentence.split()) <= longest, sentence


# Help


def _key(variant: fluent.Variant) -> str:
    key = variant.key
    return key.name if isinstance(key, fluent.Identifier) else key.value


def _choices(found: References) -> Iterator[dict[str, Any]]:
    """Yield arguments that reach every variant, in the same order for every language."""
    yield {}
    for selector, keys in sorted(found.variants.items()):
        for key in sorted(keys):
            number = {"one": 1, "other": 7}.get(key)
            value = int(key) if key.isdigit() else number if number is not None else key
            yield {selector: value}


@cache
def _trees() -> list[tuple[bool, ast.Module]]:
    """Return the code that speaks, and whether it is the digest's."""
    return [
        (room == "bot/digest", ast.parse(path.read_text(encoding="utf-8")))
        for room in ("bot/core", "bot/digest", "bot/i18n", "handlers")
        for path in (ROOT / room).rglob("*.py")
    ]


def _strings() -> set[str]:
    """Return every string that stands in that code."""
    return {
        node.value
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _said() -> Iterator[str]:
    """Yield a pattern for each key that the code names where a sentence is said."""
    for is_digest, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for prefix, argument in _keys_of(node, is_digest=is_digest):
                    for pattern in _patterns(argument):
                        yield prefix + pattern


def _keys_of(call: ast.Call, *, is_digest: bool) -> Iterator[tuple[str, ast.expr]]:
    """Yield the expressions of a call that are keys, and what their caller puts before them."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name in {"Note", "IncomingCommand"}:
        yield from (("", each.value) for each in call.keywords if each.arg in {"key", "note"})
    elif name in {"say", "_say", "_button"}:
        yield "", call.args[0]
    elif name == "text" and len(call.args) == 2:
        yield "", call.args[1]
    elif name == "text" and len(call.args) == 1 and is_digest:
        yield "digest-", call.args[0]


def _patterns(key: ast.expr) -> Iterator[str]:
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        yield re.escape(key.value)
    elif isinstance(key, ast.IfExp):
        yield from _patterns(key.body)
        yield from _patterns(key.orelse)
    elif isinstance(key, ast.JoinedStr):
        yield "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_]+"
            for part in key.values
        )
