"""Deliveries to Telegram, and what PTB's errors mean for them."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.core.errors import (
    DeliveryDelayedError,
    DeliveryMovedError,
    DeliveryRefusedError,
    DeliveryUnknownError,
    DeliveryUnreachableError,
    StorageUnavailableError,
)
from bot.core.model.delivery import (
    Address,
    Delivery,
    DigestCopy,
    DigestPost,
    Note,
    OwnRecord,
    Receipt,
)
from bot.core.model.digest import Line, Sheet
from bot.core.model.story import Share
from bot.core.ports.people import Person
from bot.core.ports.stories import Holdings
from bot.core.records import Record
from bot.i18n.catalogue import Catalogue
from bot.practice import faults
from bot.practice.clock import PracticeClock
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.workspace import Workspace
from bot.tagging.labels import TaxonomyLabels
from handlers.telegram.sender import TelegramSender
from tests.core_builders import SERVICE
from tests.digest_builders import a_digest
from tests.month_builders import a_page
from tests.picture_builders import a_picture, a_png, no_picture, not_yet
from tests.program import WEDNESDAY
from tests.telegram_readers import NobodyReads, digests_of

# PTB warns of a coming change whenever it makes a RetryAfter; its switch is for a whole process.
pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")

CHAT = "700000001"
NOTE = Note(key="removed", language="fi", arguments={"number": "T-0412"})
RECEIPT = Receipt(number="T-0412", language="fi", team="Palvelu", share=Share.TEAM)


class FakeRecords:
    """Knows one person who told nothing yet, or nobody, or raises what it is given."""

    def __init__(self, *, error=None, is_known=True):
        self.error = error
        self.is_known = is_known

    async def of(self, teller):
        if self.error is not None:
            raise self.error
        if not self.is_known:
            return None
        return Record(
            at=WEDNESDAY,
            user=teller[-1],
            person=Person(id=uuid4(), team="", noticed=True),
            team=SERVICE,
            stories=(),
            open_talk=None,
            holdings=Holdings(0, 0, 0),
        )


@pytest.fixture
async def workspace():
    clock = PracticeClock("simulated", WEDNESDAY)
    async with Workspace(clock, seed=1, rates=AS_FAST_AS_IT_COMES) as workspace:
        await workspace.telegram_say("c1", "/start")
        yield workspace


@pytest.fixture
async def senders():
    """Make senders of any token and address, and end them afterwards."""
    requests = []

    def make(workspace, *, token=None, url=None, records=None, draw=no_picture, **fields):
        request = HTTPXRequest(read_timeout=1, connect_timeout=1)
        requests.append(request)
        base = (url or workspace.telegram_base_url) + "/bot"
        bot = Bot(token or workspace.telegram_token, base_url=base, request=request)
        labels = TaxonomyLabels().of(SERVICE)
        known, digests = records or FakeRecords(), digests_of(bot, draw, **fields)
        return TelegramSender(bot, Catalogue(), labels, known, digests, NobodyReads())

    yield make
    for request in requests:
        await request.shutdown()


@pytest.fixture
def sender(workspace, senders):
    return senders(workspace)


def a_delivery(chat=CHAT, *, edits="", content=NOTE):
    address = Address(platform="telegram", channel=chat, edits=edits)
    return Delivery(id=uuid4(), address=address, content=content)


def content_of(workspace, message):
    """Return the bytes of a message's photo."""
    return workspace.telegram.files.content(message["photo"][-1]["file_id"])


def said(workspace):
    return [m for m in workspace.chat("c1") if m["from"]["is_bot"]]


RECORD = OwnRecord(teller=("telegram", "9", CHAT), language="sv")


async def test_what_is_kept_is_sent_as_a_file(workspace, sender):
    number = await sender.send(a_delivery(content=RECORD), None)

    (message,) = said(workspace)
    assert str(message["message_id"]) == number
    assert message["document"]["file_name"] == "kuule-mina-uppgifter-2026-11-18.json"
    assert len(message["caption"].encode("utf-16-le")) // 2 <= 1024


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        (FakeRecords(error=StorageUnavailableError()), DeliveryDelayedError),
        (FakeRecords(is_known=False), DeliveryRefusedError),
    ],
)
async def test_what_is_kept_waits_for_the_database_and_is_of_somebody(
    workspace, senders, records, expected
):
    with pytest.raises(expected):
        await senders(workspace, records=records).send(a_delivery(content=RECORD), None)

    assert said(workspace) == []


async def test_a_receipt_is_sent_with_its_button(workspace, sender):
    number = await sender.send(a_delivery(content=RECEIPT), None)

    (message,) = said(workspace)
    assert str(message["message_id"]) == number
    assert message["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "remove:T-0412"


async def test_an_edit_takes_the_place_of_the_receipt_and_its_button(workspace, sender):
    number = await sender.send(a_delivery(content=RECEIPT), None)

    assert await sender.send(a_delivery(edits=number), None) == number

    (message,) = said(workspace)
    assert message["text"] == Catalogue().text("fi", "removed", number="T-0412")
    assert "reply_markup" not in message


async def test_an_edit_made_twice_is_done(workspace, sender):
    number = await sender.send(a_delivery(content=RECEIPT), None)
    for _ in range(2):
        assert await sender.send(a_delivery(edits=number), None) == number


TOP = DigestPost(UUID(int=1))
PHOTO = DigestPost(UUID(int=1), Sheet.PICTURE)
WORDS = Line("picture", "Pistekuvio: 23 tarinaa & kuva", ("T-0001",))


def a_week(text="Hyvä <b>apu</b>", dots=23):
    lines = [Line("header", "Viikon tarinat", ()), Line("quote", text, ("T-0001",)), WORDS]
    return replace(a_digest(lines), picture=a_picture(dots))


async def test_a_digest_goes_as_html_in_which_what_people_said_is_text(workspace, sender):
    await sender.send(a_delivery(content=TOP), a_week())

    (message,) = said(workspace)
    assert message["text"] == "Viikon tarinat\nHyvä <b>apu</b>"
    assert [entity["type"] for entity in message["entities"]] == ["bold", "blockquote"]
    assert "is_disabled" in str(workspace.ledger.posts[-1].arguments["link_preview_options"])


async def test_an_edited_digest_is_put_in_its_place(workspace, sender):
    number = await sender.send(a_delivery(content=TOP), a_week())

    assert await sender.send(a_delivery(content=TOP, edits=number), a_week("Muu")) == number
    assert await sender.send(a_delivery(content=TOP, edits=number), a_week("Muu")) == number

    (message,) = said(workspace)
    assert message["text"] == "Viikon tarinat\nMuu"


async def test_the_photo_goes_with_its_words(workspace, senders):
    await senders(workspace, draw=a_png).send(a_delivery(content=PHOTO), a_week())

    (message,) = said(workspace)
    assert message["caption"] == WORDS.text
    assert content_of(workspace, message)[-1] == 23


async def test_an_edited_photo_is_drawn_anew_however_few_stories_are_left(workspace, senders):
    sender = senders(workspace, draw=a_png)
    number = await sender.send(a_delivery(content=PHOTO), a_week())

    assert await sender.send(a_delivery(content=PHOTO, edits=number), a_week(dots=2)) == number

    (message,) = said(workspace)
    assert message["caption"] == WORDS.text
    assert content_of(workspace, message)[-1] == 2


async def test_a_photo_that_cannot_be_drawn_in_time_is_put_off(workspace, sender):
    with pytest.raises(DeliveryDelayedError):
        await sender.send(a_delivery(content=PHOTO), a_week())
    assert said(workspace) == []


async def test_a_photo_that_can_never_be_drawn_is_given_up_for_the_text(workspace, sender):
    with pytest.raises(DeliveryRefusedError):
        await sender.send(replace(a_delivery(content=PHOTO), attempts=5), a_week())
    assert said(workspace) == []


async def test_a_photo_waits_for_its_turn_however_often_it_is_tried(workspace, senders):
    with pytest.raises(DeliveryDelayedError):
        await senders(workspace, draw=not_yet).send(
            replace(a_delivery(content=PHOTO), attempts=5), a_week()
        )


async def test_a_posted_photo_that_cannot_be_drawn_anew_is_tried_again(sender):
    with pytest.raises(DeliveryDelayedError):
        await sender.send(a_delivery(content=PHOTO, edits="7"), a_week())


async def test_a_digest_that_is_gone_refuses(sender):
    with pytest.raises(DeliveryRefusedError):
        await sender.send(a_delivery(content=DigestPost(UUID(int=1))), None)


async def test_a_group_with_another_id_is_told_apart_from_one_that_is_gone(workspace, sender):
    workspace.groups.add_bot(-5)
    workspace.groups.migrate(-5, -1003000000000000, tells=False)

    with pytest.raises(DeliveryMovedError) as caught:
        await sender.send(a_delivery("-5"), None)

    assert caught.value.channel == "-1003000000000000"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (faults.refused("Bad Request: chat not found", 400), "bad_request"),
        (faults.refused("Bad Request: message to edit not found", 400), "bad_request"),
        (faults.refused("Bad Request: message is too long", 400), "bad_request"),
    ],
)
async def test_a_final_error_refuses(workspace, sender, fault, reason):
    workspace.faults.next("sendMessage", fault)

    with pytest.raises(DeliveryRefusedError) as caught:
        await sender.send(a_delivery(), None)

    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "said", ["bot was blocked by the user", "user is deactivated", "bot can't initiate ..."]
)
@pytest.mark.parametrize("edits", ["", "1"])
async def test_a_closed_private_chat_is_told_of_with_its_person(workspace, sender, said, edits):
    method = "editMessageText" if edits else "sendMessage"
    workspace.faults.next(method, faults.refused(f"Forbidden: {said}", 403))

    with pytest.raises(DeliveryUnreachableError) as caught:
        await sender.send(a_delivery(edits=edits), None)

    own = workspace.telegram_token.partition(":")[0]
    assert (caught.value.reason, caught.value.person) == ("blocked", ("telegram", own, CHAT))


async def test_a_closed_group_is_told_of_without_a_person(workspace, sender):
    workspace.groups.add_bot(-5)
    workspace.groups.remove_bot(-5)

    with pytest.raises(DeliveryUnreachableError) as caught:
        await sender.send(a_delivery("-5"), None)

    assert caught.value.person is None


@pytest.mark.parametrize(
    ("asked", "waited"),
    [(30, 30), (1, 1), (0, 30), (None, 30), (-1, 1), (10**9, 3600)],
)
async def test_flood_control_delays_by_what_it_asks_within_reason(
    workspace, sender, asked, waited
):
    workspace.faults.next("sendMessage", faults.rate_limited(asked))

    with pytest.raises(DeliveryDelayedError) as caught:
        await sender.send(a_delivery(), None)

    assert caught.value.retry_after == waited


@pytest.mark.parametrize(
    "fault",
    [
        faults.server_error(500),
        faults.server_error(502),
        faults.cut_before(),
        faults.cut_after(),
        faults.stall(2),
    ],
)
async def test_a_lost_answer_is_unknown_and_telegram_cannot_be_asked(workspace, sender, fault):
    workspace.faults.next("sendMessage", fault)
    delivery = a_delivery()

    with pytest.raises(DeliveryUnknownError):
        await sender.send(delivery, None)
    with pytest.raises(DeliveryUnknownError):
        await sender.find(delivery)


async def test_without_a_connection_nothing_was_sent(workspace, senders):
    with pytest.raises(DeliveryDelayedError):
        await senders(workspace, url="http://127.0.0.1:9").send(a_delivery(), None)


async def test_a_wrong_token_delays(workspace, senders):
    with pytest.raises(DeliveryDelayedError):
        await senders(workspace, token="7100000001:wrong").send(a_delivery(), None)


async def test_a_person_who_blocked_the_bot_is_not_written_to(workspace, sender):
    workspace.telegram.block("c1")

    with pytest.raises(DeliveryRefusedError):
        await sender.send(a_delivery(), None)


async def test_a_digest_has_the_buttons_of_its_readers_and_a_copy_for_its_owner_has_none(
    workspace, sender
):
    for content in (TOP, DigestCopy(TOP.digest_id)):
        await sender.send(a_delivery(content=content), a_week())

    posted, copy = said(workspace)
    assert "t.me" in str(posted["reply_markup"])
    assert "reply_markup" not in copy


async def test_the_page_for_leaders_opens_no_stories_of_the_team(workspace, sender):
    page = a_page([Line("header", "Marraskuu", ())])

    await sender.send(a_delivery(content=DigestPost(page.id)), page)

    (posted,) = said(workspace)
    assert "reply_markup" not in posted


async def test_a_digest_waits_while_telegram_does_not_tell_its_own_name(senders, workspace):
    async def nobody():
        return ""

    sender = senders(workspace, username=nobody)

    with pytest.raises(DeliveryDelayedError):
        await sender.send(a_delivery(content=TOP), a_week())
