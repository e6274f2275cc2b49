from dataclasses import replace
from datetime import timedelta

from bot.core.edition import RecentTellers
from bot.core.model.story import Part, Share, Status, Story, Waiting
from bot.core.model.tag import Sentiment, Source, Tag
from bot.core.publishable import is_publishable
from bot.digest.choosing import Item, choose_items, choose_singles
from bot.digest.coverage import Coverage
from bot.digest.select import Side, on_side
from bot.digest.week_story import choose_from_archive, choose_week_story
from bot.tagging.vectors import vector_of
from tests.digest_builders import a_message_of, a_story, a_team, an_edition, person, tags_of

NEGATIVE, MIXED = Sentiment.NEGATIVE, Sentiment.MIXED
INVOICE, CLOSING = "touchpoint:invoice", "theme:closing_time"


def hurt(number: str, *tags: str, teller: str = "", criticality: int = 1) -> Story:
    return a_story(number, teller=teller, tags=tags, sentiment=NEGATIVE, criticality=criticality)


def choose(*stories: Story, week_story: Story | None = None) -> tuple[Item, ...]:
    return choose_items(on_side(stories, Side.HURT), Side.HURT, week_story)


def numbers(items: tuple[Item, ...]) -> list[list[str]]:
    return [[story.number for story in item.stories] for item in items]


def test_stored_withdrawn_and_private_stories_are_not_publishable() -> None:
    assert is_publishable(a_story())
    assert not is_publishable(a_story(share=Share.STORE))
    assert not is_publishable(a_story(status=Status.WITHDRAWN))
    for key in ("urgent_person", "dignity", "staff_wellbeing"):
        assert not is_publishable(a_story(tags=[f"risk:{key}"]))
    assert is_publishable(a_story(tags=["risk:billing"]))


def test_a_theme_of_more_tellers_comes_first() -> None:
    items = choose(
        *(hurt(f"T-010{i}", INVOICE) for i in range(2)),
        *(hurt(f"T-020{i}", CLOSING) for i in range(3)),
    )

    assert [item.theme for item in items] == [("theme", "closing_time"), ("touchpoint", "invoice")]


def test_of_equal_themes_the_graver_comes_first() -> None:
    items = choose(
        *(hurt(f"T-010{i}", CLOSING) for i in range(2)),
        *(hurt(f"T-020{i}", INVOICE, criticality=3) for i in range(2)),
    )

    assert [item.theme for item in items] == [("touchpoint", "invoice"), ("theme", "closing_time")]


def test_a_teller_counts_once_in_a_theme_with_the_gravest_story() -> None:
    items = choose(
        hurt("T-0001", INVOICE, teller="a"),
        hurt("T-0002", INVOICE, teller="a", criticality=3),
        hurt("T-0003", INVOICE, teller="b"),
    )

    assert numbers(items)[0] == ["T-0002", "T-0003"]


def test_a_theme_of_one_teller_is_no_theme() -> None:
    items = choose(*(hurt(f"T-000{i}", INVOICE, teller="a") for i in range(3)))

    assert [item.theme for item in items] == [None, None, None]


def test_tellers_that_are_not_known_count_as_one() -> None:
    items = choose(
        *(a_story(f"T-000{i}", teller=None, tags=[INVOICE], sentiment=NEGATIVE) for i in range(3))
    )

    assert all(item.theme is None for item in items)


def test_a_serious_story_outranks_counts() -> None:
    items = choose(*(hurt(f"T-000{i}", INVOICE) for i in range(5)), hurt("T-0009", criticality=4))

    assert numbers(items)[0] == ["T-0009"]


def test_a_theme_keeps_its_whole_count_when_a_story_is_already_shown() -> None:
    items = choose(
        hurt("T-0001", INVOICE, criticality=5),
        hurt("T-0002", INVOICE),
        hurt("T-0003", INVOICE),
    )

    assert numbers(items) == [["T-0001"], ["T-0001", "T-0002", "T-0003"]]


def test_a_theme_that_brings_nothing_new_is_left_out() -> None:
    items = choose(
        *(hurt(f"T-000{i}", CLOSING, INVOICE) for i in range(3)), hurt("T-0009", INVOICE)
    )

    assert [item.theme for item in items] == [("touchpoint", "invoice")]


def test_new_tellers_come_before_those_already_heard() -> None:
    items = choose(
        hurt("T-0001", teller="a", criticality=3),
        hurt("T-0002", teller="a", criticality=3),
        hurt("T-0003", teller="b"),
    )

    assert numbers(items) == [["T-0001"], ["T-0003"], ["T-0002"]]


def test_the_story_of_the_week_is_repeated_only_when_no_other_is_left() -> None:
    first, second = hurt("T-0001", criticality=3), hurt("T-0002")

    assert numbers(choose(first, second, week_story=first)) == [["T-0002"], ["T-0001"]]


def test_a_mixed_story_goes_where_its_tags_point() -> None:
    good, bad = tags_of(["empathy:listening"], 1)[0], tags_of([INVOICE], -1)[0]
    story = a_story(sentiment=MIXED)
    both = replace(story, tags=(good, bad))

    assert on_side([both], Side.DELIGHTED) == on_side([both], Side.HURT) == (both,)
    assert not on_side([story], Side.DELIGHTED)


def test_a_serious_mixed_story_hurt() -> None:
    assert on_side([a_story(sentiment=MIXED, criticality=4)], Side.HURT)


def test_a_tag_against_the_tone_of_the_story_makes_no_theme() -> None:
    items = choose(
        *(a_story(f"T-000{i}", tags=[INVOICE], polarity=1, sentiment=NEGATIVE) for i in range(2))
    )

    assert all(item.theme is None for item in items)


def test_the_story_of_the_week_has_most_points_and_says_why() -> None:
    rich = a_story("T-0002", tags=["empathy:listening", "empathy:recovery", "stage:support"])
    chosen = choose_week_story(an_edition([a_story("T-0001"), rich]))

    assert chosen is not None
    assert (chosen.story, chosen.reason) == (rich, "empathy")
    assert chosen.tags == (("empathy", "listening"), ("empathy", "recovery"))


def test_of_equal_stories_the_older_is_chosen() -> None:
    older, newer = a_story("T-0009"), a_story("T-0001")
    newer = replace(newer, told_at=older.told_at + timedelta(hours=1))
    chosen = choose_week_story(an_edition([newer, older]))

    assert chosen is not None
    assert (chosen.story, chosen.reason) == (older, "oldest")


def test_a_story_quoted_lately_is_not_chosen_again() -> None:
    edition = an_edition(
        [a_story("T-0001"), a_story("T-0002")], recently_used=frozenset({"T-0001"})
    )
    chosen = choose_week_story(edition)

    assert chosen is not None
    assert chosen.story.number == "T-0002"


def test_what_is_sensitive_or_an_open_hard_complaint_loses_points() -> None:
    feelings = ["feeling:heard", "stage:use", "touchpoint:phone"]
    plain = a_story("T-0005", tags=["feeling:heard"])
    team = a_team(sensitive_groups=frozenset({"access_needs"}))
    for delicate in (
        a_story("T-0001", tags=[*feelings, "risk:privacy"]),
        a_story("T-0001", tags=[*feelings, "group:access_needs"]),
        a_story("T-0001", tags=feelings, criticality=3),
    ):
        waiting = (Waiting("T-0001", delicate.told_at),)
        chosen = choose_week_story(an_edition([delicate, plain], team=team, waiting=waiting))
        assert chosen is not None
        assert chosen.story is plain


def test_what_the_teller_felt_weighs_more_than_a_cue_word_and_a_guess_nothing() -> None:
    stories = [
        _felt("T-0001", Source.MACHINE),
        _felt("T-0002", Source.RULE),
        _felt("T-0003", Source.TELLER),
    ]
    chosen = choose_week_story(an_edition(stories))

    assert chosen is not None
    assert (chosen.story.number, chosen.reason) == ("T-0003", "feeling")
    guessed = choose_week_story(an_edition(stories[:1]))
    assert guessed is not None
    assert guessed.reason == "oldest"


def test_the_worry_with_which_a_good_story_begins_is_not_how_it_felt() -> None:
    tags = (*tags_of(["feeling:uncertain"], -1), *tags_of(["feeling:safe"], 1))
    chosen = choose_week_story(an_edition([replace(a_story(), tags=tags)]))

    assert chosen is not None
    assert chosen.tags == (("feeling", "safe"),)


def test_a_lack_of_empathy_is_no_empathy() -> None:
    chosen = choose_week_story(an_edition([a_story(tags=["empathy:rudeness", "must_win:heard"])]))

    assert chosen is not None
    assert chosen.reason == "must_win"


def test_nothing_publishable_gives_no_story_of_the_week() -> None:
    assert choose_week_story(an_edition([a_story(share=Share.STORE)])) is None


def test_the_archive_gives_the_best_story_that_was_not_quoted_lately() -> None:
    stories = (a_story("T-0001"), a_story("T-0002", tags=["feeling:heard"]), a_story("T-0003"))
    edition = an_edition(earlier=stories, recently_used=frozenset({"T-0002"}))
    chosen = choose_from_archive(edition)

    assert chosen is not None
    assert chosen.number == "T-0001"


def test_who_told_nothing_lately_is_a_new_voice() -> None:
    recent = RecentTellers(tellers=frozenset({person("a")}), stages=frozenset({"use"}))
    known = a_story("T-0001", teller="a", tags=["stage:use", "touchpoint:phone"])
    new = a_story("T-0002", teller="b", tags=["stage:exit"])
    chosen = choose_week_story(an_edition([known, new], recent_tellers=recent))

    assert chosen is not None
    assert (chosen.story, chosen.reason) == (new, "voice")


def test_where_nobody_is_known_nobody_is_new() -> None:
    chosen = choose_week_story(an_edition([a_story(tags=["stage:exit"])]))

    assert chosen is not None
    assert chosen.reason == "event"


def test_the_owners_choice_goes_before_all_points() -> None:
    rich = a_story("T-0002", tags=["empathy:listening", "empathy:recovery", "stage:support"])
    chosen = choose_week_story(an_edition([a_story("T-0001"), rich], chosen="T-0001"))

    assert chosen is not None
    assert (chosen.story.number, chosen.reason) == ("T-0001", "owner")


def test_the_owner_cannot_choose_what_may_not_be_quoted() -> None:
    stored = a_story("T-0001", share=Share.STORE)
    chosen = choose_week_story(an_edition([stored, a_story("T-0002")], chosen="T-0001"))

    assert chosen is not None
    assert chosen.story.number == "T-0002"


def _felt(number: str, source: Source) -> Story:
    tags: tuple[Tag, ...] = tags_of(["emotion:joy"], 1, source)
    return replace(a_story(number), tags=tags)


def test_the_same_story_on_two_channels_takes_one_place() -> None:
    words = "Jonotin kassalla puoli tuntia, eikä kukaan kertonut, mistä viive johtuu."
    twins = [
        a_story(f"T-000{i}", words + "!" * i, sentiment=NEGATIVE, criticality=3) for i in range(3)
    ]
    others = [
        a_story("T-0004", "Lasku tuli väärään osoitteeseen.", sentiment=NEGATIVE),
        a_story("T-0005", "Ovi oli lukossa kesken päivän.", sentiment=NEGATIVE),
    ]

    assert numbers(choose(*twins, *others)) == [["T-0000"], ["T-0004"], ["T-0005"]]
    assert numbers(choose(*twins)) == [["T-0000"], ["T-0001"], ["T-0002"]]


def test_words_are_compared_by_the_vectors_that_stand_beside_them() -> None:
    """Whatever the texts say: nothing is read again when a digest is composed."""
    first, second = hurt("T-0001", criticality=3), hurt("T-0002", criticality=2)
    first = with_words(first, "Jonotin kassalla puoli tuntia.", vector_of("Yksi asia."))
    second = with_words(second, "Lasku tuli väärään osoitteeseen.", vector_of("Yksi asia."))
    third = with_words(hurt("T-0003"), "Jonotin kassalla puoli tuntia.", vector_of("Toinen."))

    assert numbers(choose(first, second, third)) == [["T-0001"], ["T-0003"], ["T-0002"]]


def with_words(story: Story, text: str, vector: bytes) -> Story:
    return replace(story, parts=(Part(text=text, vector=vector, told_at=story.told_at),))


def test_a_short_story_stands_out_among_hundreds_of_long_ones() -> None:
    words = "Lasku oli väärä, ja kysyin siitä tiskillä aamulla. "
    many = [
        a_story(f"T-1{i:03}", words * 4, tags=[INVOICE], teller=f"t{i}", sentiment=NEGATIVE)
        for i in range(400)
    ]
    short = a_story("T-2000", words, tags=[INVOICE], sentiment=NEGATIVE)

    first, *_ = choose_singles([*many, short], Side.HURT, None)

    assert first.stories == (short,)


def test_a_text_that_comes_hundreds_of_times_takes_one_place() -> None:
    words = "Jonotin kassalla puoli tuntia, eikä kukaan kertonut, mistä viive johtuu."
    copies = [
        a_story(f"T-1{i:03}", words, teller=f"t{i}", sentiment=NEGATIVE, criticality=3)
        for i in range(400)
    ]
    others = [
        a_story("T-2001", "Lasku tuli väärään osoitteeseen.", sentiment=NEGATIVE),
        a_story("T-2002", "Ovi oli lukossa kesken päivän.", sentiment=NEGATIVE),
    ]

    assert numbers(choose(*copies, *others)) == [["T-1000"], ["T-2001"], ["T-2002"]]


def test_a_serious_story_told_twice_is_first_once() -> None:
    words = "Portaat olivat jäässä ja asiakas kaatui pahasti pihalla."
    twins = [
        a_story(f"T-000{i}", words, sentiment=NEGATIVE, criticality=5, teller=f"t{i}")
        for i in range(2)
    ]
    themes = [hurt(f"T-010{i}", INVOICE) for i in range(3)]

    assert numbers(choose(*twins, *themes))[:2] == [["T-0000"], ["T-0100", "T-0101", "T-0102"]]


def test_a_theme_of_other_people_comes_before_another_theme_of_the_same() -> None:
    same = [hurt(f"T-010{i}", CLOSING, "quality:information") for i in range(4)]
    same += [hurt(f"T-020{i}", "quality:information") for i in range(2)]
    few = [hurt(f"T-030{i}", INVOICE) for i in range(3)]
    items = choose(*same, *few)

    assert [item.theme for item in items][:2] == [
        ("quality", "information"),
        ("touchpoint", "invoice"),
    ]


def test_what_unlike_words_say_comes_before_more_of_the_same() -> None:
    alike = [
        a_story(f"T-000{i}", f"Lasku oli väärä, ja kysyin siitä {word}.", sentiment=NEGATIVE)
        for i, word in enumerate(("puhelimessa", "sähköpostilla", "tiskillä"))
    ]
    other = a_story("T-0009", "Hissi ei toiminut koko viikonloppuna.", sentiment=NEGATIVE)
    chosen = numbers(choose(*alike, other))

    assert ["T-0009"] in chosen[:2]


def test_of_two_that_say_as_much_the_shorter_is_shown() -> None:
    long = hurt("T-0001", INVOICE)
    text = "Lasku oli väärä, ja kysyin siitä tiskillä. " * 10
    long = replace(long, parts=(a_message_of(text.strip(), long.told_at),))
    short = hurt("T-0002", INVOICE)
    short = replace(short, parts=(a_message_of(text[:43].strip(), short.told_at),))

    assert Coverage([long, short], Side.HURT).of_story(short) > Coverage(
        [long, short], Side.HURT
    ).of_story(long)


def test_a_line_adds_no_more_when_more_is_shown() -> None:
    stories = [
        a_story(f"T-000{i}", f"Tarina {i} laskusta.", teller=f"t{i % 3}", tags=[INVOICE, CLOSING])
        for i in range(6)
    ]
    coverage = Coverage(stories, Side.DELIGHTED)
    before = [coverage.of_story(story) for story in stories]
    coverage.add_story(stories[0])
    after = [coverage.of_story(story) for story in stories]
    coverage.add_theme(("touchpoint", "invoice"), stories[1:])

    assert all(less <= more for less, more in zip(after, before, strict=True))
    assert coverage.of_theme(("touchpoint", "invoice"), stories) == 0
