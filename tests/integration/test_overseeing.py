"""The editor's minute: an hour before a digest leaves, its owner sees it and may step in."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.core.edition import Edition
from bot.core.model.delivery import Address, Delivery, DigestCopy, DigestPost, Note, Oversight
from bot.core.model.digest import Composition, Digest, DigestState, Finding, Line
from bot.core.model.incoming import IncomingCommand, IncomingOversight
from bot.core.model.language import SPOKEN
from bot.core.model.oversight import Act, Choice, choices, sentence
from bot.core.model.platforms import Platform
from bot.core.model.team import Teams
from bot.core.ports.audit import Cause
from bot.i18n.sentences import note_sentence
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from storage.tables import audit as audit_table
from storage.tables import digest as digest_table
from tests.core_builders import (
    SERVICE,
    SHOP,
    TEXTS,
    WEDNESDAY,
    WEEK_46,
    Office,
    a_deletion,
    a_message,
    an_edit,
    compose_digest,
    rows,
)
from tests.digest_builders import of_block
from tests.fakes import StandingClock

OWNED = replace(SERVICE, owner="U0")
MONDAY_9 = datetime(2026, 11, 16, 7, tzinfo=UTC)
"""When the digest of week 46 leaves."""
MINUTE = timedelta(minutes=1)
TOLD = ("A good talk, at length.", "A good day.", "A bad bill.", "A good word.")


@pytest.fixture
async def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    """A team with an owner and four stories of week 46."""
    office = Office(store, sealer, StandingClock(WEDNESDAY), Teams((OWNED,)))
    await office.publishing.begin()
    for number, text in enumerate(TOLD):
        await office.intake.submit(a_message(text, f"{number}.0", user=f"U{number + 1}"))
    await office.delivered()
    return office


async def test_a_digest_that_cannot_be_proposed_keeps_none_from_another_owner(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    def compose(edition: Edition) -> Composition:
        if edition.team == OWNED:
            raise ZeroDivisionError
        return compose_digest(edition)

    both = Teams((OWNED, replace(SHOP, owner="U1")))
    office = Office(store, sealer, StandingClock(WEDNESDAY), both, compose=compose)
    await office.publishing.begin()
    office.clock.set(MONDAY_9 - 30 * MINUTE)

    with pytest.raises(ExceptionGroup):
        await office.proposing.propose_due()

    assert {each.address.channel for each in await office.delivered()} == {"U1"}


async def at(office: Office, minutes_before: float) -> list[Delivery]:
    """Tick so many minutes before the digest leaves; return what is delivered then."""
    office.clock.set(MONDAY_9 - minutes_before * MINUTE)
    await office.publishing.publish_due()
    await office.proposing.propose_due()
    return await send(office)


async def send(office: Office) -> list[Delivery]:
    """Send what is due, through the pauses of pacing."""
    before = len(office.slack.sent)
    while True:
        if await office.courier.send_due():
            continue
        due = await office.courier.next_due()
        if due is None or due - office.clock.now() > timedelta(seconds=30):
            return office.slack.sent[before:]
        office.clock.set(max(due, office.clock.now()))


async def press(
    office: Office, act: Act, number: str = "", reason: str = "", *, user: str = "U0"
) -> Delivery:
    """Press a button of the owner's message; return the one answer."""
    (answer,) = await answers_to(office, act, number, reason, user=user)
    return answer


async def answers_to(
    office: Office, act: Act, number: str = "", reason: str = "", *, user: str = "U0"
) -> list[Delivery]:
    """Press a button of the owner's message; return all that is answered."""
    (digest,) = [
        each.content.digest_id for each in office.slack.sent if isinstance(each.content, Oversight)
    ][-1:]
    wish = IncomingOversight(
        key=("slack", "T1", "action", f"{act} {number} {office.clock.now()}"),
        person=("slack", "T1", user),
        digest=digest,
        choice=Choice(act, number, reason),
        answer_to=Address(platform=Platform.SLACK, channel="D0", edits="5.0"),
    )
    await office.overseeing.obey(wish)
    return [each for each in await send(office) if each.address.channel == "D0"]


async def present(office: Office) -> Digest:
    found = await office.store.read(lambda tx: tx.digests.of(OWNED.id, WEEK_46))
    assert found is not None
    return found


def acts(digest: Digest, answer: Delivery) -> list[Act]:
    assert isinstance(answer.content, Oversight)
    return [each.act for row in choices(answer.content, digest) for each in row]


def story_of(digest: Digest) -> str:
    return of_block(digest.lines, "quote")[0].ids[0]


def posted(office: Office) -> list[Delivery]:
    return [each for each in office.slack.sent if type(each.content) is DigestPost]


def log(database: str) -> list[tuple[str, ...]]:
    columns = (audit_table.c[name] for name in ("deed", "cause", "before", "after", "reason"))
    query = select(*columns).order_by(audit_table.c.at)
    return [tuple(row.values()) for row in rows(database, query)]


# Composed an hour before


async def test_an_hour_before_it_leaves_the_owner_sees_the_digest_and_what_may_be_done(
    office: Office,
) -> None:
    assert await at(office, 61) == []

    *copies, message = await at(office, 60)

    assert copies
    assert all(type(each.content) is DigestCopy for each in copies)
    assert {each.address.channel for each in (*copies, message)} == {"U0"}
    assert isinstance(message.content, Oversight)
    leaves, until = message.content.leaves, message.content.last_chance
    assert (leaves, until) == (MONDAY_9, MONDAY_9 - 5 * MINUTE)
    assert (leaves.hour, until.hour) == (9, 8)
    digest = await present(office)
    assert digest.state is DigestState.COMPOSED
    assert acts(digest, message) == [Act.HOLD, Act.POINT, Act.POINT]
    assert sentence(message.content, digest) == "oversight-proposed"


async def test_the_owner_learns_of_what_the_check_warned_and_what_it_left_out(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    told = "What nobody but the team may read."
    line = Line("counts", told, ())
    found = (
        Finding("length", line, is_red=False),
        Finding("numbers", line),
        Finding("numbers", replace(line, text="More of it.")),
    )
    office = Office(
        store,
        sealer,
        StandingClock(WEDNESDAY),
        Teams((OWNED,)),
        compose=lambda _: Composition((line,), findings=found, quotes_only="overclaim"),
    )
    await office.publishing.begin()

    copy, *notes, message = await at(office, 60)

    assert isinstance(copy.content, DigestCopy)
    assert isinstance(message.content, Oversight)
    said = {}
    for language in SPOKEN:
        contents = [each.content for each in notes]
        assert all(isinstance(each, Note) for each in contents)
        said[language] = [note_sentence(each, language, TEXTS) for each in contents]
    assert said["fi"] == [
        "Jätin koosteesta pois rivejä, jotka eivät läpäisseet tarkistusta: luvut. Rivejä: 2.",
        "Kooste ei läpäissyt tarkistusta: liian vahva väite. Siksi siinä kerrotaan tarinoista "
        "vain lainauksin.",
        "Tarkistus huomauttaa koosteesta: pituus. Kohtia: 1. Kooste lähtee silti.",
    ]
    assert {each.address.channel for each in notes} == {"U0"}
    assert told not in str(said)


async def test_a_sound_digest_is_shown_without_a_remark(office: Office) -> None:
    assert not [each for each in await at(office, 60) if isinstance(each.content, Note)]


async def test_it_is_composed_once_and_claims_nothing(office: Office) -> None:
    await at(office, 60)
    shown = await present(office)

    for minutes in (59, 30, 6):
        assert await at(office, minutes) == []

    assert await present(office) == shown
    stories = await office.store.read(lambda tx: tx.stories.uncounted(OWNED.id, WEEK_46))
    assert len(stories) == len(TOLD)


async def test_a_start_within_the_hour_shows_it_too(office: Office) -> None:
    assert await at(office, 20)


@pytest.mark.parametrize("minutes", [5, 0, -30])
async def test_who_starts_later_posts_it_without_asking(office: Office, minutes: float) -> None:
    await at(office, minutes)
    await office.delivered()

    assert {each.address.channel for each in posted(office)} == {"C9"}
    assert not any(isinstance(each.content, Oversight) for each in office.slack.sent)


async def test_a_copy_for_the_owner_does_not_count_as_posted(office: Office) -> None:
    office.clock.set(MONDAY_9 - 60 * MINUTE)
    await office.proposing.propose_due()
    # It is delivered only after the claim.
    office.clock.set(MONDAY_9 - 5 * MINUTE)
    await office.publishing.publish_due()
    assert await send(office)

    assert (await present(office)).state is DigestState.CLAIMED


async def test_it_is_claimed_of_the_newest_stories_under_the_same_id(office: Office) -> None:
    await at(office, 60)
    shown = await present(office)
    await office.intake.submit(a_message("A good last word.", "9.0", user="U9"))

    await at(office, 5)

    claimed = await present(office)
    assert (claimed.id, claimed.state) == (shown.id, DigestState.CLAIMED)
    assert len(of_block(claimed.lines, "counts")[0].ids) == len(TOLD) + 1
    await office.delivered()
    assert (await present(office)).state is DigestState.POSTED


async def test_a_story_removed_meanwhile_leaves_the_copy_and_the_digest(office: Office) -> None:
    await at(office, 60)
    gone = story_of(await present(office))
    (ts,) = [
        f"{number}.0" for number, text in enumerate(TOLD) if await _number(office, text) == gone
    ]

    await office.removal.remove(a_deletion(ts))
    edits = await send(office)
    assert edits
    assert all(each.address.edits and each.address.channel == "U0" for each in edits)
    assert gone not in str((await present(office)).lines)
    await at(office, 5)
    await office.delivered()
    assert gone not in str((await present(office)).lines)


async def test_a_story_edited_while_its_digest_is_held_leaves_with_its_new_words(
    office: Office,
) -> None:
    await at(office, 60)
    await press(office, Act.HOLD)
    await at(office, 5)

    await office.editing.edit(an_edit("A good and new word.", "3.0", person=("slack", "T1", "U4")))
    assert TOLD[3] not in str((await present(office)).lines)
    await press(office, Act.RELEASE)

    lines = str((await present(office)).lines)
    assert TOLD[3] not in lines
    assert "A good and new word." in lines


async def _number(office: Office, text: str) -> str:
    (story,) = [each for each in await office.told(OWNED) if each.text == text]
    return story.number


# Held


async def test_a_held_digest_does_not_leave_until_it_is_released(
    office: Office, database: str
) -> None:
    await at(office, 60)
    answer = await press(office, Act.HOLD)
    assert acts(await present(office), answer)[0] is Act.RELEASE
    assert isinstance(answer.content, Oversight)
    assert f"{answer.content.held_until:%d %H:%M}" == "17 08:00"

    for minutes in (5, 0, -60, -600):
        assert await at(office, minutes) == []
    assert (await present(office)).state is DigestState.HELD
    assert (await office.store.read(lambda tx: tx.counting.take())).held == 0

    answer = await press(office, Act.RELEASE)

    assert acts(await present(office), answer) == []
    assert posted(office)
    assert of_block((await present(office)).lines, "late")
    assert log(database) == [
        ("hold", "owner", "composed", "held", ""),
        ("release", "owner", "held", "claimed", ""),
    ]


async def test_a_held_digest_keeps_its_language_when_the_settings_change(office: Office) -> None:
    await at(office, 60)
    await press(office, Act.HOLD)
    await at(office, 5)

    later = replace(office, teams=Teams((replace(OWNED, language="sv"),)))
    held = await present(office)
    assert await later.publishing.release(later.teams.first, held, Cause.ADMINISTRATOR)

    released = await present(office)
    assert released.language == "fi"
    assert of_block(released.lines, "caution")[0].text == TEXTS.text("fi", "digest-caution")


async def test_one_released_in_time_leaves_at_its_time(office: Office) -> None:
    await at(office, 60)
    await press(office, Act.HOLD)
    answer = await press(office, Act.RELEASE)
    assert acts(await present(office), answer)[0] is Act.HOLD

    await at(office, 5)
    assert not posted(office)
    await at(office, 0)
    assert posted(office)
    assert not of_block((await present(office)).lines, "late")


async def test_a_hold_lasts_a_day_at_most(office: Office, database: str) -> None:
    await at(office, 60)
    await press(office, Act.HOLD)
    held_until = (await present(office)).held_until
    assert held_until is not None
    minutes = (MONDAY_9 - held_until) / MINUTE
    await at(office, 5)

    assert await at(office, minutes + 1) == []
    await at(office, minutes)

    assert posted(office)
    assert log(database)[-1] == ("release", "schedule", "held", "claimed", "")


async def test_a_story_that_comes_while_a_digest_is_held_goes_to_the_next(office: Office) -> None:
    await at(office, 60)
    await press(office, Act.HOLD)
    await at(office, 5)
    await office.intake.submit(a_message("A good last word.", "9.0", user="U9"))

    await press(office, Act.RELEASE)

    assert len(of_block((await present(office)).lines, "counts")[0].ids) == len(TOLD)


async def test_a_held_digest_is_posted_by_hand_whoever_holds_it(office: Office) -> None:
    await at(office, 60)
    await press(office, Act.HOLD)

    assert await office.publishing.post(OWNED, WEEK_46)

    await office.delivered()
    assert posted(office)


async def test_two_presses_at_once_hold_once(office: Office, database: str) -> None:
    await at(office, 60)

    done = await asyncio.gather(
        *(office.overseeing.hold(OWNED, WEEK_46, Cause.OWNER) for _ in range(4))
    )

    assert sorted(done) == [False] * 3 + [True]
    assert len(log(database)) == 1


# Swapped


async def test_the_owner_swaps_the_story_of_the_week_and_says_why(
    office: Office, database: str
) -> None:
    await at(office, 60)
    before = await present(office)
    wanted = before.offers[1]

    asked = await press(office, Act.POINT, wanted)
    assert acts(before, asked) == [Act.SWAP, Act.SWAP, Act.SWAP, Act.BACK]
    assert story_of(await present(office)) == story_of(before)
    answer = await press(office, Act.SWAP, wanted, "known")

    after = await present(office)
    assert story_of(after) == wanted
    assert wanted not in after.offers
    assert acts(after, answer)[0] is Act.HOLD
    assert log(database) == [("swap", "owner", story_of(before), wanted, "known")]
    edited = [each for each in office.slack.sent if each.address.edits.startswith("remote")]
    assert {type(each.content) for each in edited} == {DigestCopy}
    await at(office, 5)
    await office.delivered()
    assert story_of(await present(office)) == wanted


async def test_a_story_that_was_removed_meanwhile_is_not_swapped_in(
    office: Office, database: str
) -> None:
    await at(office, 60)
    before = await present(office)
    wanted = before.offers[0]
    for number, text in enumerate(TOLD):
        if await _told_number(office, text) == wanted:
            await office.removal.remove(a_deletion(f"{number}.0"))

    answers = await answers_to(office, Act.SWAP, wanted, "better")

    after = await present(office)
    assert story_of(after) == story_of(before)
    assert log(database) == []
    assert after.offers == before.offers[1:]
    said, redrawn = sorted(answers, key=lambda each: each.address.edits)
    assert acts(after, redrawn) == [Act.HOLD, Act.POINT]
    assert isinstance(said.content, Note)
    assert (said.content.key, said.address.edits) == ("oversight-unchanged", "")


async def test_a_swap_pressed_twice_is_one_swap_and_no_complaint(
    office: Office, database: str
) -> None:
    await at(office, 60)
    wanted = (await present(office)).offers[0]
    await press(office, Act.SWAP, wanted, "better")
    office.clock.set(office.clock.now() + timedelta(seconds=1))

    again = await press(office, Act.SWAP, wanted, "better")

    assert isinstance(again.content, Oversight)
    assert len(log(database)) == 1


async def _told_number(office: Office, text: str) -> str:
    found = [each.number for each in await office.told(OWNED) if each.text == text]
    return found[0] if found else ""


@pytest.mark.parametrize("act", [Act.HOLD, Act.SWAP])
async def test_nothing_can_be_changed_from_five_minutes_before(
    office: Office, database: str, act: Act
) -> None:
    await at(office, 60)
    before = await present(office)
    await at(office, 5)

    answer = await press(office, act, before.offers[0], "better")

    after = await present(office)
    assert acts(after, answer) == []
    assert isinstance(answer.content, Oversight)
    assert sentence(answer.content, after) == "oversight-over"
    assert log(database) == []
    assert story_of(after) == story_of(before)


async def test_who_is_not_the_owner_changes_nothing_and_is_told(
    office: Office, database: str
) -> None:
    await at(office, 60)

    answer = await press(office, Act.HOLD, user="U5")

    assert isinstance(answer.content, Note)
    assert answer.content.key == "oversight-refused"
    assert log(database) == []


async def test_a_team_without_an_owner_is_composed_for_and_nobody_is_asked(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    office = Office(store, sealer, StandingClock(WEDNESDAY), Teams((SERVICE,)))
    await office.publishing.begin()

    assert await at(office, 60) == []
    assert (await present(office)).state is DigestState.COMPOSED
    assert await office.overseeing.hold(SERVICE, WEEK_46, Cause.ADMINISTRATOR)


async def test_a_digest_of_which_nothing_passes_is_not_shown_to_its_owner(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    clock = StandingClock(WEDNESDAY)
    office = Office(store, sealer, clock, Teams((OWNED,)), compose=lambda _: Composition(()))
    await office.publishing.begin()

    assert await at(office, 60) == []


# On trial


async def test_a_digest_on_trial_goes_to_the_owner_marked_and_counts_nothing(
    office: Office, database: str
) -> None:
    owner = Address(platform=Platform.SLACK, channel="U0")

    assert await office.trying.send(OWNED, WEEK_46, owner, "1")
    assert await office.trying.send(OWNED, WEEK_46, owner, "2")

    tried = await office.delivered()
    assert {each.address.channel for each in tried} == {"U0"}
    shown = [digest for digest in office.slack.digests if digest]
    assert of_block(shown[-1].lines, "test")[0].text == TEXTS.text("fi", "digest-test")
    kinds = [row["kind"] for row in rows(database, select(digest_table.c.kind))]
    assert kinds == ["test"]
    await at(office, 5)
    assert (await present(office)).state is DigestState.CLAIMED
    assert not of_block((await present(office)).lines, "test")


async def test_a_digest_on_trial_of_a_posted_week_has_its_stories(office: Office) -> None:
    await at(office, 5)
    await office.delivered()

    assert await office.trying.send(
        OWNED, WEEK_46, Address(platform=Platform.SLACK, channel="U0"), "1"
    )

    await office.delivered()
    *_, shown = [digest for digest in office.slack.digests if digest]
    assert len(of_block(shown.lines, "counts")[0].ids) == len(TOLD)
    assert (await present(office)).state is DigestState.POSTED


async def test_a_story_removed_later_leaves_the_digest_on_trial(office: Office) -> None:
    await office.trying.send(OWNED, WEEK_46, Address(platform=Platform.SLACK, channel="U0"), "1")
    await office.delivered()

    await office.removal.remove(a_deletion("0.0"))

    edits = await office.delivered()
    assert edits
    assert all(each.address.edits for each in edits)
    *_, shown = [digest for digest in office.slack.digests if digest]
    assert TOLD[0] not in str(shown.lines)


def a_wish(user: str) -> IncomingCommand:
    return IncomingCommand(
        key=("slack", "T1", "command", "1.1"),
        platform=Platform.SLACK,
        workspace="T1",
        user=user,
        channel=user,
        note="test-sent",
    )


async def test_an_owner_asks_for_one_once_a_command(office: Office) -> None:
    office.clock.set(MONDAY_9 - 120 * MINUTE)
    for _ in range(2):
        assert await office.trying.ask(a_wish("U0"), "C1") == "test-sent"

    sent = await office.delivered()
    tops = [each for each in sent if each.content.sheet == "top"]
    assert len(tops) == 1


async def test_who_owns_no_team_gets_none(office: Office) -> None:
    assert await office.trying.ask(a_wish("U5"), "C1") == "oversight-refused"
    assert await office.delivered() == []
