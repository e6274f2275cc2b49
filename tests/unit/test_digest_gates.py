"""What each gate stops that no altered digit or word shows."""

from dataclasses import replace

import pytest

from bot.core.edition import Edition
from bot.core.model.digest import Composition, Finding
from bot.core.model.language import Language
from bot.core.model.story import Role, Share, Story
from bot.core.model.tag import Sentiment
from bot.digest.compose import compose
from bot.digest.dots import picture_of
from bot.digest.prepare import prepare, without_failing
from bot.digest.verifying.verify import verify
from bot.tagging.tagger import CueTagger
from tests.digest_builders import (
    TEXTS,
    FakeLabels,
    a_story,
    a_team,
    an_edition,
    an_evidence,
    findings_in,
    of_block,
    tells_nobody,
    week46,
)

LABELS = FakeLabels.of_taxonomy()
WEEK = week46()
TAGGER = CueTagger()


def tells_who(text: str) -> bool:
    return bool(TAGGER.read(text, WEEK.team).pii)


def prepared(edition: Edition) -> Composition:
    return prepare(edition, TEXTS, LABELS, tells_who)


def hurt(number: str, text: str = "Jono oli pitkä.", **fields: object) -> Story:
    return a_story(number, text, sentiment=Sentiment.NEGATIVE, **fields)  # type: ignore[arg-type]  # the builder checks


class TestPersonalData:
    @pytest.mark.parametrize(
        "told",
        [
            "Soittakaa numeroon 040 123 4567.",
            "Tunnus on 131052-308T.",
            "Osoitteeni on maija.esimerkki@example.org.",
            "Matti Virtanen palveli hienosti.",
        ],
    )
    def test_what_masking_left_is_not_sent_and_the_rest_is(self, told: str) -> None:
        stories = [a_story("T-0001", told), *(hurt(f"T-000{i}") for i in range(2, 6))]
        sent = prepared(an_edition(stories))

        assert told not in "".join(line.text for line in sent.lines)
        assert "T-0002" in {number for line in sent.lines for number in line.ids}

    def test_a_digest_of_nothing_else_is_left_without_its_words(self) -> None:
        told = "Soittakaa numeroon 040 123 4567."
        sent = prepared(an_edition([a_story("T-0001", told)]))

        assert told not in "".join(line.text for line in sent.lines)

    @pytest.mark.parametrize("language", ["fi", "en", "sv"])
    def test_the_golden_digest_tells_of_nobody(self, language: Language) -> None:
        edition = week46(language=language)

        assert prepare(edition, TEXTS, LABELS, tells_who).findings == ()

    def test_the_first_word_of_a_message_is_no_name_where_the_messages_stand_in_one_line(
        self,
    ) -> None:
        told = "Luulisi, että tilaus löytyy järjestelmästä\nLahja oli paketoitu kauniisti"
        edition = an_edition([hurt("T-0001", told), hurt("T-0002"), hurt("T-0003")])
        found = prepared(edition)

        assert found.findings == ()
        assert any("järjestelmästä Lahja oli" in line.text for line in found.lines)

    def test_where_every_line_tells_who_somebody_is_the_digest_is_held(self) -> None:
        held = prepare(WEEK, TEXTS, LABELS, lambda _: True)

        assert held.lines == ()
        assert {finding.check for finding in held.findings} >= {"personal_data"}


class TestCriticalRecall:
    def test_a_grave_story_that_is_left_out_is_told_of(self) -> None:
        stories = [hurt("T-0001", criticality=5), *(a_story(f"T-000{i}") for i in range(2, 6))]
        edition = an_edition(stories)
        lines = [line for line in compose(edition, TEXTS, LABELS) if line.ids != ("T-0001",)]

        assert Finding("critical_recall", None) in findings_in(lines, edition)

    @pytest.mark.parametrize(
        ("tags", "share"), [(["risk:dignity"], Share.TEAM), ([], Share.STORE)]
    )
    def test_one_that_nobody_may_see_has_to_be_routed(self, tags: list[str], share: Share) -> None:
        grave = hurt("T-0001", criticality=5, tags=tags, share=share)
        edition = an_edition([grave, *(a_story(f"T-000{i}") for i in range(2, 6))])
        lines = compose(edition, TEXTS, LABELS)

        assert findings_in(lines, edition) == ()
        silent = [line for line in lines if line.block not in {"risk", "risks_heading"}]
        assert Finding("critical_recall", None) in findings_in(silent, edition)

    def test_one_that_may_not_be_printed_holds_the_digest(self) -> None:
        grave = hurt("T-0001", "Soittakaa numeroon 040 123 4567.", criticality=4)
        held = prepared(an_edition([grave, *(a_story(f"T-000{i}") for i in range(2, 6))]))

        assert held.lines == ()
        assert held.findings[0] == Finding("critical_recall", None)
        assert held.quotes_only == "personal_data"

    def test_one_of_less_gravity_leaves_with_its_line_alone(self) -> None:
        told = hurt("T-0001", "Soittakaa numeroon 040 123 4567.", criticality=3)
        sent = prepared(an_edition([told, *(a_story(f"T-000{i}") for i in range(2, 6))]))

        assert sent.lines
        left_out = [finding for finding in sent.findings if finding.is_red]
        assert "personal_data" in {finding.check for finding in left_out}
        assert {finding.line for finding in left_out}.isdisjoint({None, *sent.lines})

    def test_a_list_of_all_that_never_had_a_story_holds_the_digest(self) -> None:
        edition = an_edition([a_story(f"T-000{i}") for i in range(1, 6)])
        lines = compose(edition, TEXTS, LABELS)
        short = [line for line in lines if (line.block, line.ids) != ("story", ("T-0003",))]
        held = without_failing(Composition(tuple(short)), an_evidence(edition))

        assert held.lines == ()
        assert Finding("citation", None) in held.findings

    def test_a_long_name_that_ends_in_dots_of_its_own_is_cut_like_any_other(self) -> None:
        labels = FakeLabels({("risk", "billing"): {"fi": "a" * 100 + " …"}})
        grave = hurt("T-0001", criticality=5, tags=["risk:billing"], share=Share.STORE)
        edition = an_edition([grave, *(a_story(f"T-000{i}") for i in range(2, 6))])

        assert findings_in(compose(edition, TEXTS, labels), edition, labels) == ()


class TestOverclaim:
    @pytest.mark.parametrize(
        ("language", "name"),
        [
            ("fi", "Kaikki asiakkaat odottivat"),
            ("fi", "Merkittävästi parempi"),
            ("en", "Queues due to Mondays"),
            ("sv", "Därför köer"),
        ],
    )
    def test_a_theme_whose_name_claims_too_much_is_stopped(
        self, language: Language, name: str
    ) -> None:
        labels = FakeLabels({("theme", "queue"): {language: name}})
        stories = [hurt(f"T-000{i}", tags=["theme:queue"]) for i in range(1, 5)]
        edition = an_edition(stories, team=a_team(language=language))
        found = findings_in(compose(edition, TEXTS, labels), edition, labels)

        assert "overclaim" in {finding.check for finding in found}
        sent = prepare(edition, TEXTS, labels, tells_nobody)
        assert name not in "".join(line.text for line in sent.lines)
        assert of_block(sent.lines, "hurt")
        assert sent.quotes_only in {finding.check for finding in found}

    def test_a_teller_may_say_it(self) -> None:
        stories = [hurt(f"T-000{i}", "Kaikki asiakkaat lähtivät siksi.") for i in range(1, 5)]

        assert prepared(an_edition(stories)).findings == ()


class TestPicture:
    def test_a_dot_that_no_line_shows_or_that_stands_elsewhere_is_found(self) -> None:
        lines = compose(WEEK, TEXTS, LABELS)
        picture = picture_of(WEEK, lines)
        assert picture is not None
        first, *rest = picture.dots
        wrong = [
            replace(picture, dots=(replace(first, waits=not first.waits), *rest)),
            replace(picture, dots=(replace(first, role=Role.EMPLOYEE), *rest)),
            replace(picture, dots=(replace(first, role=None), *rest)),
            replace(picture, dots=tuple(rest)),
            replace(picture, others=picture.others + 1),
        ]

        assert verify(Composition(lines, picture), an_evidence(WEEK)) == ()
        for each in wrong:
            found = verify(Composition(lines, each), an_evidence(WEEK))
            assert {finding.check for finding in found} == {"picture"}
            left = without_failing(Composition(lines, each), an_evidence(WEEK))
            assert (left.picture, left.lines) == (None, lines)


class TestLength:
    def test_only_the_top_counts(self) -> None:
        stories = [a_story(f"T-{1000 + i}", "Sana. " * 40) for i in range(60)]
        edition = an_edition(stories)
        lines = compose(edition, TEXTS, LABELS)

        assert sum(len(line.text) for line in lines) > 6000
        assert findings_in(lines, edition) == ()

    def test_long_sentences_of_our_own_warn(self) -> None:
        name = " ".join("abcdefghijklmnopqrstuvw")
        labels = FakeLabels({("theme", "queue"): {"fi": name}})
        edition = an_edition(hurt(f"T-000{i}", tags=["theme:queue"]) for i in range(1, 4))
        (item,) = of_block(compose(edition, TEXTS, labels), "hurt")

        assert Finding("length", item, is_red=False) in findings_in([item], edition, labels)


class TestFew:
    def test_that_two_stories_are_few_is_not_said_of_three(self) -> None:
        two = [a_story("T-0001"), a_story("T-0002")]
        three = an_edition([*two, a_story("T-0003")])
        (few,) = of_block(compose(an_edition(two), TEXTS, LABELS), "few")

        found = findings_in([replace(few, ids=("T-0001", "T-0002", "T-0003"))], three, LABELS)

        assert "citation" in {finding.check for finding in found}
