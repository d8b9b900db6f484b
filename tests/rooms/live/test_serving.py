"""How the room's process starts, and what it leaves behind on the site's side."""

import sys

import uvicorn

from peerhouse.config import room_settings, settings
from peerhouse.rooms.live import __main__ as command
from peerhouse.rooms.live.application import RoomApplication


def test_command_serves_the_room_on_the_port_it_was_given(monkeypatch):
    served = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda server: served.append(server.config))
    monkeypatch.setattr(sys, "argv", ["room", "--port", "23999"])
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "peerhouse.config.settings")
    command.main()
    (config,) = served
    assert (config.host, config.port, config.lifespan) == ("127.0.0.1", 23999, "on")
    assert isinstance(config.app, RoomApplication)


def test_room_carries_no_page_of_the_site_and_shares_every_other_setting():
    assert set(room_settings.INSTALLED_APPS) < set(settings.INSTALLED_APPS)
    assert not [app for app in room_settings.INSTALLED_APPS if "wagtail" in app or app.endswith((".portal", ".notes"))]
    names = [name for name in dir(settings) if name.isupper() and name != "INSTALLED_APPS"]
    assert [name for name in names if getattr(room_settings, name) != getattr(settings, name)] == []


async def test_lifespan_starts_the_room_and_ends_it(world):
    asked, answered = ["lifespan.startup", "lifespan.shutdown"], []

    async def receive():
        return {"type": asked.pop(0)}

    async def send(message):
        answered.append(message["type"])

    await RoomApplication()({"type": "lifespan"}, receive, send)
    assert answered == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
