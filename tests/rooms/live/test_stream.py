"""Everybody in the room sees its newest picture, and nobody outside does."""

import asyncio
import time

import pytest
from django.db.models import F

from peerhouse.kernel import clock
from peerhouse.rooms.enums import RoomState
from peerhouse.rooms.live import hub
from peerhouse.rooms.models import AgendaItem, Room
from tests.rooms.live.world import ballot, staff


async def test_stream_opens_with_the_picture_of_the_room(client, world):
    async with client.stream(world) as stream:
        shown = await stream.until(bool)
    assert stream.answer.status == 200
    assert stream.answer.headers["content-type"] == "text/event-stream"
    assert shown["sitting"] == {
        "id": str(world.sitting),
        "title": "Due diligence and end use",
        "number": 2,
        "letter": "A",
        "language": "en",
        "state": "open",
    }
    assert [(item["title"], item["minutes"]) for item in shown["agenda"]] == [("Welcome", 10), ("Part one", 10)]
    assert (shown["poll"], shown["releases"], shown["current"]) == (None, [], {"item": None, "ends_at": None})


async def test_moment_of_the_picture_is_the_clock_of_the_house(client, world):
    answer = await client.get(f"{world.path}/snapshot?key={world.key}")
    assert abs(answer.json["now"] - clock.now().timestamp() * 1000) < 5000


async def test_agenda_moves_on_every_screen(client, world):
    ends = clock.now()
    async with client.stream(world) as stream:
        await stream.until(bool)
        item = await staff(AgendaItem.objects.first)
        await staff(Room.objects.update, current_item=item, item_ends_at=ends, version=F("version") + 1)
        shown = await stream.until(lambda picture: picture["current"]["item"] is not None)
    assert shown["current"] == {"item": str(item.pk), "ends_at": round(ends.timestamp() * 1000)}


async def test_poll_appears_for_all_at_once_and_its_result_after_the_close(client, world):
    async with client.stream(world) as first, client.stream(world) as second:
        await staff(world.open)
        for stream in (first, second):
            shown = (await stream.until(lambda picture: picture["poll"] is not None))["poll"]
            assert (shown["slot"], shown["number"], shown["state"], shown["at_least"]) == ("poll-01", 1, "open", 0)
            assert (shown["question"], shown["hint"]) == ("Which step works? 1", "Choose one.")
            assert [option["label"] for option in shown["options"]] == ["Step 1", "Step 2", "Step 3", "Step 4"]
        for option in range(12):
            await client.vote(world, ballot(world, option % 3))
        await staff(world.close, seals=12)
        for stream in (first, second):
            shown = await stream.until(lambda picture: bool(picture["releases"]))
            assert shown["poll"] is None
            (release,) = shown["releases"]
            assert (release["poll"], release["number"]) == (str(world.polls[0]), 1)
            assert release["chart"]["seals"] == {"at_least": 10, "anew": "none"}


async def test_room_sees_ballots_in_steps_of_five_only(client, world):
    seen = []
    async with client.stream(world) as stream:
        await staff(world.open)
        await stream.until(lambda picture: picture["poll"] is not None)
        for _ in range(12):
            assert (await client.vote(world, ballot(world))).status == 200
            await asyncio.sleep(0.05)
        await stream.until(lambda picture: picture["poll"]["at_least"] == 10)
        seen = [data["poll"]["at_least"] for name, data in stream.frames if name == "snapshot" and data["poll"]]
    assert set(seen) <= {0, 5, 10}
    assert seen == sorted(seen)


async def test_staff_pages_are_told_the_same_steps(client, world):
    async with client.stream(world) as stream:
        await staff(world.open)
        await stream.until(lambda picture: picture["poll"] is not None)
        for _ in range(7):
            await client.vote(world, ballot(world))
        await stream.until(lambda picture: picture["poll"]["at_least"] == 5)
        await asyncio.sleep(3 * hub.TICK)
    assert (await staff(world.poll)).at_least == 5


async def test_versions_grow_with_the_room_and_with_the_steps(client, world):
    async with client.stream(world) as stream:
        await staff(world.open)
        await stream.until(lambda picture: picture["poll"] is not None)
        for _ in range(6):
            await client.vote(world, ballot(world))
        await stream.until(lambda picture: picture["poll"]["at_least"] == 5)
        versions = [data["version"] for name, data in stream.frames if name == "snapshot"]
    assert versions == sorted(set(versions))


async def test_at_most_four_pictures_a_second_however_often_the_room_changes(client, world):
    times = []
    async with client.stream(world) as stream:
        await stream.until(bool)
        end = time.monotonic() + 2
        while time.monotonic() < end:
            await staff(Room.objects.update, version=F("version") + 1)
            times.append(len(stream.frames))
            await asyncio.sleep(0.02)
        last = await staff(Room.objects.get)
        await stream.until(lambda picture: picture["version"] == last.version * hub.STEPS)
    assert len(times) > 10
    assert times[-1] - times[0] <= 4 * 2 + 1


async def test_slow_reader_gets_the_newest_picture_and_holds_nobody_up(client, world):
    async with client.stream(world) as slow, client.stream(world) as quick:
        await quick.until(bool)
        slow.open_gate.clear()
        for _ in range(4):
            await staff(Room.objects.update, version=F("version") + 1)
            last = (await staff(Room.objects.get)).version * hub.STEPS
            await quick.until(lambda picture, last=last: picture["version"] == last)
        assert len(slow.frames) == 1
        slow.open_gate.set()
        await slow.until(lambda picture: picture["version"] == last)
    assert len(slow.frames) <= 3  # the first, the one that was stuck, the newest


async def test_reader_who_leaves_while_the_socket_is_full_is_forgotten(client, world):
    async with client.stream(world) as slow:
        await slow.until(bool)
        slow.open_gate.clear()
        async with client.stream(world) as quick:
            await staff(Room.objects.update, version=F("version") + 1)
            await quick.until(lambda picture: picture["version"] > slow.newest()["version"])
    async with client.stream(world) as stream:
        await stream.until(bool)


async def test_clock_beats_beside_the_pictures(world, client, monkeypatch):
    monkeypatch.setattr(hub, "BEAT", 0.1)
    await client.app.stop()
    await client.app.start()
    async with client.stream(world) as stream:
        await asyncio.sleep(0.5)
    beats = [data for name, data in stream.frames if name == "clock"]
    assert len(beats) >= 2
    assert abs(beats[0] - time.time() * 1000) < 5000


async def test_room_that_nobody_asks_about_is_forgotten_and_found_again(client, world, monkeypatch):
    monkeypatch.setattr(hub, "IDLE", 0.0)
    path = f"{world.path}/snapshot?key={world.key}"
    before = (await client.get(path)).json["version"]
    await asyncio.sleep(3 * hub.TICK)
    await staff(Room.objects.update, version=F("version") + 1)
    assert (await client.get(path)).json["version"] == before + hub.STEPS


@pytest.mark.parametrize("query", ["", "?key=", "?key=wrong", "?other=1"])
async def test_room_opens_to_its_key_only(client, world, query):
    for part in ("stream", "snapshot"):
        answer = await client.get(f"{world.path}/{part}{query}")
        assert (answer.status, answer.json) == (403, {"reason": "wrong key"})


async def test_unknown_room_is_not_found_whatever_the_key(client, world):
    for sitting in ("00000000-0000-0000-0000-000000000000", "nonsense"):
        for part in ("stream", "snapshot"):
            assert (await client.get(f"/room/{sitting}/{part}?key={world.key}")).status == 404


async def test_snapshot_is_sent_once_for_each_version(client, world):
    path = f"{world.path}/snapshot?key={world.key}"
    first = await client.get(path)
    again = await client.get(path, if_none_match=first.headers["etag"])
    assert (first.status, again.status, again.body) == (200, 304, b"")
    await staff(Room.objects.update, state=RoomState.CLOSED, version=F("version") + 1)
    await asyncio.sleep(3 * hub.TICK)
    changed = await client.get(path, if_none_match=first.headers["etag"])
    assert (changed.status, changed.json["sitting"]["state"]) == (200, "closed")


async def test_room_that_started_anew_says_so_with_another_epoch(client, world):
    path = f"{world.path}/snapshot?key={world.key}"
    before = await client.get(path)
    await client.app.stop()
    await client.app.start()
    after = await client.get(path, if_none_match=before.headers["etag"])
    assert after.status == 200
    assert after.json["epoch"] != before.json["epoch"]


async def test_ballots_before_a_restart_are_still_in_the_count(client, world):
    await staff(world.open)
    for _ in range(6):
        await client.vote(world, ballot(world))
    await client.app.stop()
    await client.app.start()
    answer = await client.get(f"{world.path}/snapshot?key={world.key}")
    assert answer.json["poll"]["at_least"] == 5
