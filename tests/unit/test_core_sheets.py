"""Which messages a digest is, and what each of them shows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.digest import Line, Sheet
from bot.core.model.platforms import Platform
from bot.core.sheets import lines_of, picture_of, posts_of
from bot.digest.blocks import Block
from tests.digest_builders import a_digest
from tests.picture_builders import a_picture

SLACK, TELEGRAM = Platform.SLACK, Platform.TELEGRAM
HEADER, WORDS = Line("header", "Week 46", ()), Line("picture", "Dot plot", ("T-0001",))


def stories(number):
    listed = [Line("story", f"Words {at}", (f"T-{at:04}",)) for at in range(number)]
    return [Line("stories_heading", "Stories", ()), *listed]


def planned(digest, platform=SLACK):
    return [(post.sheet, post.number) for post in posts_of(digest, platform)]


def test_a_digest_without_sheets_is_one_message():
    assert planned(a_digest([HEADER])) == [(Sheet.TOP, 0)]
    assert planned(a_digest([HEADER]), TELEGRAM) == [(Sheet.TOP, 0)]


def test_in_slack_the_sheets_come_in_their_order_and_only_those_that_have_lines():
    digest = a_digest([Line("number", "23", ()), Line("idea", "An idea", ()), HEADER])

    assert planned(digest) == [(Sheet.TOP, 0), (Sheet.IDEAS, 0), (Sheet.NUMBERS, 0)]


@pytest.mark.parametrize(("told", "messages"), [(1, 1), (15, 1), (16, 2), (30, 2), (31, 3)])
def test_fifteen_stories_are_listed_in_a_message(told, messages):
    digest = a_digest([HEADER, *stories(told), Line("more_stories", "and 4 more", ())])
    posts = posts_of(digest, SLACK)[1:]

    assert planned(digest)[1:] == [(Sheet.STORIES, at) for at in range(messages)]
    shown = [lines_of(digest, post, SLACK) for post in posts]
    assert all(sum(line.block == "story" for line in lines) <= 15 for lines in shown)
    assert shown[0][0].block == "stories_heading"
    assert shown[-1][-1].block == "more_stories"


def test_in_telegram_the_photo_goes_first_and_the_text_shows_themes_and_ideas():
    lines = [HEADER, Line("must_win", "A theme", ()), Line("idea", "An idea", ()), *stories(2)]
    digest = replace(a_digest([*lines, WORDS]), picture=a_picture())
    photo, top = posts_of(digest, TELEGRAM)

    assert (photo.sheet, top.sheet) == (Sheet.PICTURE, Sheet.TOP)
    assert lines_of(digest, photo, TELEGRAM) == (WORDS,)
    assert [line.text for line in lines_of(digest, top, TELEGRAM)] == [
        *("Week 46", "A theme", "An idea")
    ]


def test_in_slack_the_words_of_the_picture_are_with_the_numbers_and_it_is_at_the_top():
    digest = replace(a_digest([HEADER, WORDS]), picture=a_picture())
    top, numbers = posts_of(digest, SLACK)

    assert lines_of(digest, top, SLACK) == (HEADER,)
    assert lines_of(digest, numbers, SLACK) == (WORDS,)
    assert picture_of(digest, top, SLACK) == digest.picture
    assert picture_of(digest, numbers, SLACK) is None


def test_fewer_than_five_dots_are_not_drawn():
    digest = replace(a_digest([HEADER, WORDS]), picture=a_picture(4))
    top, _ = posts_of(digest, SLACK)

    assert picture_of(digest, top, SLACK) is None
    assert planned(digest, TELEGRAM) == [(Sheet.TOP, 0)]


def test_a_posted_photo_is_drawn_again_however_few_stories_are_left():
    digest = replace(a_digest([HEADER]), picture=a_picture(5))
    photo, _ = posts_of(digest, TELEGRAM)
    less = replace(digest, picture=a_picture(2))

    assert picture_of(less, photo, TELEGRAM) == less.picture


@given(
    st.lists(
        st.builds(Line, st.sampled_from([block.value for block in Block]), st.text(), st.just(()))
    )
)
def test_in_slack_each_line_stands_in_exactly_one_message(lines):
    digest = a_digest(lines)

    shown = [line for post in posts_of(digest, SLACK) for line in lines_of(digest, post, SLACK)]

    assert sorted(map(id, shown)) == sorted(map(id, lines))
