"""The picture of a digest: what is drawn, for whom it can be read, and in which process."""

import asyncio
import re
import subprocess
import sys
from io import BytesIO
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from bot.core.errors import PictureDelayedError, PictureMissingError
from bot.core.model.digest import Dot, Phase, Picture, Tone
from bot.core.model.language import SPOKEN
from bot.digest.captions import captions
from bot.i18n.catalogue import Catalogue
from bot.pictures.drawing import HEIGHT, MOST_DOTS, TEXT, WIDTH, drawn
from bot.pictures.process import PictureProcess
from bot.pictures.request import Request, read_request, write_request
from tests.picture_builders import ROLES, a_dot, a_picture, some_captions

CONTRAST = 4.5
SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
CELLS = [(phase, tone) for phase in Phase for tone in Tone]
a_story = st.builds(
    Dot,
    number=st.just("T-0500"),
    phase=st.sampled_from(Phase),
    tone=st.sampled_from(Tone),
    role=st.sampled_from([*ROLES, None]),
    waits=st.booleans(),
)


def png_of(*dots):
    picture = Picture(dots, 0)
    return Pillow.open(BytesIO(drawn(picture, some_captions(picture), "png"))).convert("RGB")


def svg_of(picture, words=None):
    content = drawn(picture, words or some_captions(picture), "svg")
    return ElementTree.fromstring(content)  # noqa: S314  # our own drawing


def texts_of(svg):
    return [element.text for element in svg.iter(f"{SVG}text")]


def marks_of(svg):
    """Return shape, place and fill of each mark that stands in a cell."""
    found = [
        (use.get(LINK), float(use.get("x")), float(use.get("y")), use.get("style"))
        for use in svg.iter(f"{SVG}use")
    ]
    return [mark for mark in found if mark[2] < 500]


def luminance(pixel):
    """Return the relative luminance of WCAG 2."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in pixel)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_picture_has_the_size_that_telephones_show_whole():
    assert png_of(a_dot()).size == (WIDTH, HEIGHT) == (1200, 675)


@pytest.mark.parametrize("form", ["png", "svg"])
def test_the_same_picture_gives_the_same_bytes(form):
    picture = a_picture()

    first, second = (drawn(picture, some_captions(picture), form) for _ in range(2))

    assert first == second


def test_each_story_has_one_mark_in_the_cell_of_its_phase_and_tone():
    marks = marks_of(svg_of(Picture(tuple(a_dot(*cell) for cell in CELLS), 0)))

    assert len(marks) == 9
    assert len({round(x) for _, x, _, _ in marks}) == len({round(y) for *_, y, _ in marks}) == 3


@settings(max_examples=50, deadline=None)
@given(st.lists(a_story, min_size=1, max_size=MOST_DOTS))
def test_as_many_marks_as_there_are_stories_stay_apart_and_within_their_cells(dots):
    marks = marks_of(svg_of(Picture(tuple(dots), 0)))
    places = [(x, y) for _, x, y, _ in marks]

    assert len(set(places)) == len(dots)
    assert all(272 < x < 1176 and 24 < y < 471 for x, y in places)


def test_sixty_stories_in_one_cell_still_fit():
    marks = marks_of(svg_of(Picture((a_dot(),) * MOST_DOTS, 0)))

    assert len({(x, y) for _, x, y, _ in marks}) == MOST_DOTS
    assert all(573 < x < 875 and 24 < y < 173 for _, x, y, _ in marks)


def test_customers_and_employees_differ_by_shape():
    shapes = {shape for shape, *_ in marks_of(svg_of(Picture((a_dot(), a_dot(role=ROLES[1])), 0)))}

    assert len(shapes) == 2


def test_where_no_role_may_be_told_all_marks_are_the_same():
    picture = Picture((a_dot(role=None), a_dot(Phase.AFTER, role=None)), 0)
    svg = svg_of(picture)

    assert len({(shape, fill) for shape, _, _, fill in marks_of(svg)}) == 1
    assert "tarina" in texts_of(svg)
    assert not {"asiakas", "työntekijä"} & set(texts_of(svg))


@pytest.mark.parametrize("role", [*ROLES, None])
def test_who_waits_is_hollow_and_says_so(role):
    svg = svg_of(Picture((a_dot(role=role), a_dot(role=role, waits=True)), 0))
    full, hollow = (style for *_, style in marks_of(svg))

    assert "fill: #ffffff" in hollow
    assert "fill: #ffffff" not in full
    assert "odottaa vastausta" in texts_of(svg)


def test_only_the_marks_that_are_there_are_explained():
    assert not {"työntekijä", "odottaa vastausta"} & set(texts_of(svg_of(Picture((a_dot(),), 0))))


def test_more_than_sixty_stories_are_numbers_in_their_cells():
    picture = Picture((a_dot(),) * 58 + (a_dot(Phase.BEFORE, Tone.HURT),) * 3, 0)
    svg = svg_of(picture)

    assert not marks_of(svg)
    assert sorted(text for text in texts_of(svg) if text.isdigit()) == ["0"] * 7 + ["3", "58"]


def test_stories_without_a_dot_are_one_number_beside_it():
    assert "ja 4 tarinaa, jotka vain lasketaan" in texts_of(svg_of(a_picture(others=4)))
    assert not any("lasketaan" in text for text in texts_of(svg_of(a_picture(others=0))))


@pytest.mark.parametrize("language", SPOKEN)
def test_the_words_are_in_the_readers_language_and_within_the_picture(language):
    picture = a_picture(others=120)
    words = captions(picture, language, Catalogue())
    svg = svg_of(picture, words)

    assert {*words.phases, *words.tones, words.customer, words.employee, words.waits} <= {
        *texts_of(svg)
    }
    drawn_words = Pillow.open(BytesIO(drawn(picture, words, "png"))).convert("L")
    edges = [drawn_words.crop((0, 0, 8, HEIGHT)), drawn_words.crop((WIDTH - 8, 0, WIDTH, HEIGHT))]
    assert all(edge.getextrema() == (255, 255) for edge in edges)


def test_no_text_is_smaller_than_a_telephone_can_show():
    styles = [element.get("style") for element in svg_of(a_picture()).iter(f"{SVG}text")]
    sizes = [float(size) for style in styles for size in re.findall(r"font-size: (\d+)px", style)]

    assert len(sizes) == len(styles)
    assert min(sizes) >= TEXT == 32


@pytest.mark.parametrize("role", [*ROLES, None])
@pytest.mark.parametrize("waits", [True, False])
@pytest.mark.parametrize("tone", Tone)
def test_every_mark_can_be_told_from_its_band_without_colours(role, waits, tone):
    cell = (
        574,
        24 + 149 * list(Tone).index(tone),
        574 + 301,
        24 + 149 * (1 + list(Tone).index(tone)),
    )
    grey = png_of(a_dot(tone=tone, role=role, waits=waits)).convert("L").convert("RGB").crop(cell)
    pixels = grey.getcolors(maxcolors=301 * 149)
    band = max(pixels)[1]
    darkest = min((pixel for _, pixel in pixels), key=luminance)

    assert contrast(darkest, band) >= CONTRAST


def test_filled_and_hollow_marks_differ_without_colours():
    full, hollow = (png_of(a_dot(waits=waits)).convert("L") for waits in (False, True))
    centre = (573 + 12 + 26, 24 + 12 + 26)

    assert contrast([full.getpixel(centre)] * 3, [hollow.getpixel(centre)] * 3) >= CONTRAST


# In a process of its own


def test_the_worker_is_told_no_number_of_a_story():
    request = Request(a_picture(), some_captions(a_picture()), "png")

    assert b"T-0" not in write_request(request)
    assert read_request(write_request(request)).captions == request.captions
    dots = read_request(write_request(request)).picture.dots
    assert [(dot.phase, dot.role, dot.waits) for dot in dots] == [
        (dot.phase, dot.role, dot.waits) for dot in request.picture.dots
    ]


@pytest.mark.parametrize("form", ["png", "svg"])
async def test_the_worker_draws_what_is_drawn_here(form):
    picture = a_picture()
    words = some_captions(picture)

    assert await PictureProcess(60)(picture, words, form) == drawn(picture, words, form)


async def test_a_worker_that_is_too_slow_gives_no_picture():
    with pytest.raises(PictureMissingError):
        await PictureProcess(0.01)(a_picture(), some_captions(a_picture()), "png")


async def test_a_worker_that_fails_gives_no_picture():
    picture = Picture((a_dot("never"),), 0)

    with pytest.raises(PictureMissingError):
        await PictureProcess(60)(picture, some_captions(picture), "png")


class Workers:
    """Never ends the first of its workers, as many as it is told; the others draw at once."""

    def __init__(self, *, stuck):
        self.stuck = stuck

    async def __call__(self, request):
        if self.stuck:
            self.stuck -= 1
            await asyncio.Event().wait()
        return request, 0


async def test_waiting_for_its_turn_takes_nothing_of_the_time_for_drawing():
    draw = PictureProcess(0.05, 60, Workers(stuck=2))
    request = a_picture(), some_captions(a_picture()), "png"

    *failed, drawn_last = await asyncio.gather(
        *(draw(*request) for _ in range(3)), return_exceptions=True
    )

    assert [type(error) for error in failed] == [PictureMissingError] * 2
    assert drawn_last == write_request(Request(*request))


async def test_a_picture_whose_turn_does_not_come_may_come_later():
    draw = PictureProcess(60, 0.01, Workers(stuck=1))
    request = a_picture(), some_captions(a_picture()), "png"
    first = asyncio.ensure_future(draw(*request))

    with pytest.raises(PictureDelayedError):
        await asyncio.gather(draw(*request))

    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    assert await draw(*request)


def test_neither_the_program_nor_what_starts_the_worker_loads_matplotlib():
    script = (
        "import sys, bot.app, bot.cli, bot.pictures.process, bot.pictures.request; "
        "sys.exit('matplotlib' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0  # noqa: S603  # our own script
