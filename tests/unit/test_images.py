"""What is kept of an image: its pixels, upright, and nothing else; and what is no image for us."""

import asyncio
import os
import random
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image as Pillow

from bot.core.errors import FileNotKeptError
from bot.core.images import HEAD, LARGEST, MOST_PIXELS, begins_like_image
from bot.core.model.attachment import NotKept
from bot.images.cleaning import cleaned
from bot.images.process import ImageProcess
from tests.images import (
    CANARY,
    GPS,
    PNG_HEAD,
    a_photo,
    a_png_of,
    an_image,
    chunk,
    encoded,
    moving,
)
from tests.patience import HANGS

HTML = b"<html><script>alert(1)</script></html>"


def opened(content: bytes) -> Pillow.Image:
    return Pillow.open(BytesIO(content))


def refusal(content: bytes) -> NotKept:
    with pytest.raises(FileNotKeptError) as refused:
        cleaned(content)
    return refused.value.reason


# Kept


@pytest.mark.parametrize(
    ("form", "media"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("GIF", "image/png"),
        ("WEBP", "image/webp"),
    ],
)
def test_an_image_is_drawn_anew(form: str, media: str) -> None:
    image = cleaned(an_image(form))

    assert image.media == media
    assert begins_like_image(image.content[:HEAD])
    assert opened(image.content).size == (40, 30)
    red, green, blue = opened(image.content).convert("RGB").getpixel((2, 2))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 60


def test_nothing_of_a_photo_is_kept_but_its_pixels() -> None:
    photo = a_photo()
    assert GPS in photo
    assert photo.count(CANARY) >= 4

    kept = cleaned(photo).content

    assert GPS not in kept
    assert CANARY not in kept
    assert not opened(kept).getexif()
    assert set(opened(kept).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_photo_is_turned_upright_before_that_is_forgotten() -> None:
    kept = opened(cleaned(a_photo()).content).convert("RGB")

    assert kept.size == (30, 40)
    red, green, _ = kept.getpixel((27, 2))  # type: ignore[misc]
    assert red > 200
    assert green < 60


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_nothing_is_kept_of_what_other_kinds_carry(form: str) -> None:
    exif = Pillow.Exif()
    exif[0x0110] = CANARY.decode()
    profile = b"\0" * 128 + CANARY
    image = Pillow.new("RGB", (40, 30), "red")
    content = encoded(image, form, exif=exif, icc_profile=profile)
    if form == "PNG":
        content = content.replace(PNG_HEAD, b"", 1)
        content = PNG_HEAD + content[:25] + chunk(b"tEXt", b"Author\0" + CANARY) + content[25:]

    assert CANARY in content or zlib.compress(profile)[:8] in content
    kept = cleaned(content).content
    assert CANARY not in kept
    assert "icc_profile" not in opened(kept).info
    assert not opened(kept).getexif()


def test_what_hides_behind_an_image_is_not_kept() -> None:
    assert HTML not in cleaned(an_image("JPEG") + HTML).content
    assert HTML not in cleaned(an_image("PNG") + b"PK\x03\x04" + HTML).content


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF"])
def test_glass_stays_glass(form: str) -> None:
    image = Pillow.new("RGBA", (8, 8), (255, 0, 0, 0))
    kept = opened(cleaned(encoded(image, form)).content)

    assert kept.convert("RGBA").getpixel((3, 3))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16"])
def test_every_way_to_write_pixels_is_read(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"

    assert opened(cleaned(encoded(Pillow.new(mode, (8, 8)), form)).content).size == (8, 8)


def test_of_a_telephones_several_images_in_one_the_first_is_kept() -> None:
    kept = opened(cleaned(moving("MPO")).content)

    assert kept.format == "JPEG"
    red, _, blue = kept.convert("RGB").getpixel((2, 2))  # type: ignore[misc]
    assert red > blue


# Not kept


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_what_moves_is_not_kept(form: str) -> None:
    assert refusal(moving(form)) is NotKept.MOVING


@pytest.mark.parametrize(
    ("width", "height"), [(50_000, 50_000), (5_001, 5_000), (MOST_PIXELS + 1, 1)]
)
def test_an_image_of_too_many_pixels_is_not_unpacked(width: int, height: int) -> None:
    bomb = a_png_of(width, 1).replace(
        (1).to_bytes(4, "big") + b"\x01\0\0\0\0", height.to_bytes(4, "big") + b"\x01\0\0\0\0"
    )
    if height > 1:
        # The header is forged: its checksum goes with it.
        header = bomb[12:29]
        bomb = bomb[:29] + zlib.crc32(header).to_bytes(4, "big") + bomb[33:]

    assert refusal(bomb) is NotKept.TOO_MANY_PIXELS


def test_as_many_pixels_as_are_taken_are_taken() -> None:
    assert opened(cleaned(a_png_of(5_000, 5_000)).content).size == (5_000, 5_000)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        HTML,
        PNG_HEAD + HTML,
        b"\xff\xd8\xff" + HTML,
        b"GIF89a" + HTML,
        b"RIFF\x99\0\0\0WEBP" + HTML,
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"SIMPLE  =                    T",
        an_image("PNG")[:60],
        an_image("JPEG")[:300],
        an_image("BMP"),
        an_image("TIFF"),
        an_image("ICO"),
        a_png_of(8, 8, chunk(b"zTXt", b"Author\0\0" + zlib.compress(b"x" * 100_000_000, 9))),
    ],
)
def test_what_is_no_image_or_a_broken_one_is_not_kept(content: bytes) -> None:
    assert refusal(content) is NotKept.BROKEN


def test_an_image_that_grows_beyond_the_limit_is_not_kept() -> None:
    chance = random.Random(1)  # noqa: S311  # no secret
    noise = Pillow.frombytes("RGB", (2_000, 2_000), chance.randbytes(12_000_000))

    assert refusal(encoded(noise, "PNG")) is NotKept.TOO_LARGE


def test_damage_anywhere_ends_in_an_image_or_a_refusal() -> None:
    chance = random.Random(7)  # noqa: S311  # no secret
    for form in ("JPEG", "PNG", "GIF", "WEBP"):
        whole = a_photo() if form == "JPEG" else an_image(form)
        for _ in range(200):
            content = bytearray(whole)
            for _ in range(chance.randint(1, 8)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            try:
                cleaned(bytes(content))
            except FileNotKeptError:
                continue


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\xff\xd8",
        b"RIFF\0\0\0\0WAVE",
        b"RIFF",
        b"GIF88a",
        b"<html><body>",
        b"%PDF-1.7 \xff\xd8\xff",
        b"\0\0\0\x20ftypheic",
    ],
)
def test_the_first_bytes_tell_what_is_no_image(head: bytes) -> None:
    assert not begins_like_image(head)


# In a process of its own


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "MPO"])
async def test_the_worker_gives_what_was_drawn(form: str) -> None:
    content = moving("MPO") if form == "MPO" else an_image(form)

    assert await ImageProcess()(content) == cleaned(content)


async def test_the_worker_turns_a_photo_upright_too() -> None:
    assert await ImageProcess()(a_photo()) == cleaned(a_photo())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (PNG_HEAD + HTML, NotKept.BROKEN),
        (moving("GIF"), NotKept.MOVING),
        (a_png_of(25_000_001, 1), NotKept.TOO_MANY_PIXELS),
    ],
)
async def test_the_worker_says_why_there_is_nothing(content: bytes, reason: NotKept) -> None:
    with pytest.raises(FileNotKeptError) as refused:
        await ImageProcess()(content)

    assert refused.value.reason is reason


async def test_several_images_at_a_time_each_get_their_own() -> None:
    clean = ImageProcess()
    sizes = [(8, 8), (9, 9), (10, 10)]

    images = await asyncio.gather(*(clean(an_image(size=size)) for size in sizes))

    assert [opened(image.content).size for image in images] == sizes


async def test_whoever_is_cancelled_leaves_no_worker_behind() -> None:
    clean = ImageProcess()
    noise = Pillow.frombytes("RGB", (1_500, 1_500), os.urandom(6_750_000))
    task = asyncio.create_task(clean(encoded(noise, "PNG")))
    async with asyncio.timeout(HANGS):
        while not (children := _children()):  # noqa: ASYNC110  # nobody sets an event there
            await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert task.cancelled()
    assert not children & _children()
    assert (await clean(an_image())).media == "image/png"


def test_neither_the_program_nor_what_starts_the_worker_loads_pillow() -> None:
    script = "import sys, bot.app, bot.cli, bot.images.process; sys.exit('PIL' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0  # noqa: S603  # our own script


def test_the_worker_has_limits_and_nothing_of_the_environment() -> None:
    script = (
        "import os, resource, sys; sys.argv = ['w']; from bot.images import __main__ as worker; "
        "worker.main(); "
        "print([resource.getrlimit(each)[0] for each in worker._LIMITS], file=sys.stderr); "
        "open('/dev/null')"
    )
    done = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, "-c", script], input=an_image(), capture_output=True, check=False
    )

    limits, *_, end = done.stderr.decode().strip().splitlines()
    assert limits == str([1024 * 2**20, 30, 3, 0, 0])
    assert "Too many open files" in end
    assert LARGEST == 10 * 2**20


def _children() -> set[str]:
    """Return the worker processes of this process."""
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    lines = {pid: Path(f"/proc/{pid}/cmdline") for pid in found}
    return {
        pid for pid, line in lines.items() if line.exists() and b"bot.images" in line.read_bytes()
    }
