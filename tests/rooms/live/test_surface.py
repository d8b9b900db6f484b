"""What the room's origin shows to anybody who knocks: few addresses, no cookie, no name of the software."""

import re

import pytest
from django.conf import settings

from peerhouse.rooms.live import exchange, serving
from peerhouse.rooms.live.exchange import strip
from peerhouse.rooms.live.pages import POLICY, Pages
from tests.rooms.live.world import JSON, scope

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture(scope="module")
def pages() -> Pages:
    return Pages()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_room_and_leaving_page_are_there_in_every_language(client, world, language):
    for path in (f"/{language}/room/{world.sitting}", f"/left/{language}"):
        answer = await client.get(path)
        assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert f'lang="{language}"' in answer.body.decode().lower()
        assert answer.headers["content-security-policy"] == POLICY.decode()


async def test_mirrored_page_says_so(client, world):
    assert 'dir="rtl"' in (await client.get(f"/ar/room/{world.sitting}")).body.decode()


async def test_every_file_that_the_page_names_is_served_for_good(client, world):
    page = (await client.get(f"/en/room/{world.sitting}")).body.decode()
    named = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    assert len(named) >= 4
    for path in named:
        answer = await client.get(path)
        assert answer.status == 200
        assert "immutable" in answer.headers["cache-control"]


async def test_every_module_that_a_module_imports_is_served(client, pages):
    modules = {path: held.body.decode() for path, held in pages.files.items() if path.endswith(".js")}
    for path, source in modules.items():
        for relative in re.findall(r'from "(\.[^"]+)"', source):
            parts = [*path.split("/")[:-1], *relative.removeprefix("./").split("/")]
            while ".." in parts:
                place = parts.index("..")
                del parts[place - 1 : place + 1]
            assert (await client.get("/".join(parts))).status == 200, f"{path} imports {relative}"


async def test_files_and_pages_are_not_sent_twice(client, world):
    path = f"/en/room/{world.sitting}"
    first = await client.get(path)
    again = await client.get(path, if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


async def test_text_travels_packed_to_those_who_can_read_that(client, world):
    import gzip

    path = f"/en/room/{world.sitting}"
    plain, packed = await client.get(path), await client.get(path, accept_encoding="br, gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body


async def test_room_page_weighs_less_than_a_hundred_kilobytes_without_fonts(client, pages, world):
    page = await client.get(f"/en/room/{world.sitting}", accept_encoding="gzip")
    files = [held.packed for path, held in pages.files.items() if held.packed and "/fonts/" not in path]
    assert len(page.body) + sum(map(len, files)) < 100_000


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/en/",
        "/en/room/nonsense",
        "/xx/room/00000000-0000-0000-0000-000000000000",
        "/left/xx",
        "/static/css/peerhouse.css",
        "/static/../settings.py",
        "/room",
        "/admin/",
    ],
)
async def test_anything_else_is_a_small_page_that_says_where_the_door_is(client, path):
    answer = await client.get(path)
    assert (answer.status, answer.headers["cache-control"]) == (404, "no-store")
    assert settings.SITE_ORIGIN in answer.body.decode()


async def test_search_engines_are_asked_to_stay_out(client):
    assert (await client.get("/robots.txt")).body == b"User-agent: *\nDisallow: /\n"


async def test_each_address_has_its_methods_and_no_other(client, world):
    paths = {
        f"{world.path}/stream": "GET",
        f"{world.path}/snapshot": "GET, HEAD",
        f"{world.path}/ballots": "POST",
        f"/en/room/{world.sitting}": "GET, HEAD",
    }
    for path, allowed in paths.items():
        for method in {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"} - set(allowed.split(", ")):
            answer = await client.ask(method, path)
            assert (answer.status, answer.headers["allow"]) == (405, allowed)


async def test_head_answers_like_get_without_a_body(client, world):
    for path in (f"/en/room/{world.sitting}", f"{world.path}/snapshot?key={world.key}", "/nothing"):
        head, get = await client.ask("HEAD", path), await client.get(path)
        assert head.body == b""
        assert (head.status, head.headers) == (get.status, get.headers)


async def test_no_answer_sets_a_cookie_or_opens_the_origin_to_others(client, world):
    asked = [
        ("GET", f"/en/room/{world.sitting}"),
        ("GET", f"{world.path}/snapshot?key={world.key}"),
        ("GET", f"{world.path}/snapshot"),
        ("POST", f"{world.path}/ballots"),
        ("OPTIONS", f"{world.path}/ballots"),
        ("GET", "/nothing"),
    ]
    for method, path in asked:
        headers = (await client.ask(method, path, b"{}", {**JSON, "origin": "https://elsewhere.example"})).headers
        assert not [name for name in headers if name == "set-cookie" or name.startswith("access-control-")]
        assert (headers["referrer-policy"], headers["x-content-type-options"]) == ("no-referrer", "nosniff")


def test_request_keeps_four_headers_and_nothing_about_its_sender():
    sent = dict.fromkeys(["cookie", "user-agent", "x-forwarded-for", "accept-language", "referer", "origin"], "x")
    kept = {"accept-encoding": "gzip", "content-length": "2", "content-type": "x", "if-none-match": '"1"'}
    request = strip(scope("GET", "/path?a=b", {**sent, **kept}))
    assert request == exchange.Request(
        "GET", "/path", b"a=b", {name.encode(): value.encode() for name, value in kept.items()}
    )


async def test_websocket_is_refused(client):
    sent = []

    async def send(message):
        sent.append(message)

    await client.app({"type": "websocket"}, None, send)
    assert sent == [{"type": "websocket.close"}]


def test_production_pages_ask_for_https_from_then_on(settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert (b"strict-transport-security", b"max-age=31536000") in Pages().left["en"].headers


def test_server_writes_no_log_of_requests_and_does_not_name_itself():
    configured = serving.configuration("127.0.0.1", 23999)
    assert (configured.access_log, configured.server_header, configured.date_header) == (False, False, False)
    assert (configured.proxy_headers, configured.timeout_graceful_shutdown) == (False, 3)
