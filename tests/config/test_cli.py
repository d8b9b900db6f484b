"""The command line as somebody types it."""

import json
import socket

import pytest

from peerhouse.config import cli
from peerhouse.config.rehearsal.command import free_ports, is_free
from tests.config.environment import clean, demonstration, peerhouse

COMMANDS = ["serve", "demo", "rehearse", "guard", "guard check", "audit", "audit linkage"]


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_each_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main([*command.split(), "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: peerhouse {command}".rstrip())


WRONG = [
    [],
    ["nothing"],
    ["serve", "--port", "http"],
    ["serve", "--port", "65535"],
    ["rehearse", "--participants", "0"],
    ["rehearse", "--sittings", "3"],
    ["demo", "--participants", "none"],
    ["demo", "--participants", "1"],
    ["guard", "check"],
]


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_use_is_2_and_says_what_is_right(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert "usage: peerhouse" in capsys.readouterr().err


def test_demonstration_is_played_by_as_many_as_are_named():
    assert cli.build_parser().parse_args(["demo", "--participants", "2"]).participants == 2


def test_port_of_the_environment_is_read_like_a_typed_one(monkeypatch, capsys):
    monkeypatch.setenv("PORT", "eight")
    with pytest.raises(SystemExit) as ended:
        cli.main(["serve"])
    assert ended.value.code == 2
    assert "'eight' is no port: give a number from 1 to 65534" in capsys.readouterr().err


# The guard


@pytest.fixture
def roster(tmp_path):
    file = tmp_path / "roster.csv"
    file.write_text("kind,name,aliases\norganisation,Sample Messaging,SamMes\n")
    return file


def guard(text, roster, capsys) -> tuple[int, list[dict]]:
    note = roster.with_name("note.md")
    note.write_text(text)
    code = cli.main(["guard", "check", str(note), "--roster", str(roster), "--json"])
    return code, json.loads(capsys.readouterr().out)["findings"]


def test_guard_that_finds_nothing_is_0(roster, capsys):
    assert guard("We asked who would notice first.", roster, capsys) == (0, [])


def test_guard_that_finds_something_is_1_and_says_what_and_where(roster, capsys):
    code, (finding,) = guard("We heard it from SamMes.", roster, capsys)
    assert code == 1
    assert finding == {
        "start": 17, "end": 23, "text": "SamMes", "kind": "organisation", "severity": "hard",
        "term": "Sample Messaging",
    }  # fmt: skip


def test_guard_without_a_file_is_2(tmp_path, roster, capsys):
    assert cli.main(["guard", "check", str(tmp_path / "nothing.md"), "--roster", str(roster)]) == 2
    assert "nothing.md: No such file" in capsys.readouterr().err


# Django's own commands, and what every command refuses


def test_managing_command_is_django_s(capsys):
    assert cli.main(["manage", "check"]) == 0
    assert "no issues" in capsys.readouterr().out


def test_missing_setting_is_one_line(tmp_path):
    refused = peerhouse("serve", env=clean(), cwd=tmp_path)
    assert refused.returncode == 2
    assert refused.stderr.startswith("peerhouse: Set PEERHOUSE_VAR_DIR: ")
    assert refused.stderr.count("\n") == 1


@pytest.fixture(params=[0, 1], ids=["site", "room"])
def taken(request):
    """A port of which this one, or the one above it, belongs to another program."""
    port = free_ports()
    with socket.create_server(("127.0.0.1", port + request.param)) as other:
        yield port, other.getsockname()[1]


@pytest.mark.parametrize("command", [["serve"], ["demo"], ["demo", "--no-serve"]])
def test_port_of_another_program_is_told_before_anything_is_touched(tmp_path, taken, command):
    port, busy = taken
    refused = peerhouse(*command, env=demonstration(tmp_path / "var", PORT=str(port)))
    assert refused.returncode == 2
    assert refused.stderr == (
        f"peerhouse: Port {busy} cannot be used: Address already in use. Choose another one, for example PORT=8100.\n"
    )
    assert not (tmp_path / "var").exists()


def test_port_can_be_looked_for_on_an_address_of_the_sixth_version(tmp_path):
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as other:
        port = other.getsockname()[1]
        refused = peerhouse("serve", "--host", "::1", "--port", str(port), env=demonstration(tmp_path))
    assert refused.returncode == 2
    assert f"Port {port} cannot be used: Address already in use." in refused.stderr


def test_free_port_is_free_with_the_next_one():
    port = free_ports()
    assert is_free(port)
    assert is_free(port + 1)
    with socket.create_server(("127.0.0.1", port)):
        assert not is_free(port)


# What rehearse and demo refuse to touch


def test_room_of_somebody_else_cannot_be_killed():
    refused = peerhouse("rehearse", "--url", "http://localhost:1", "--kill-room", env=clean())
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr == "peerhouse rehearse: --kill-room needs a server of its own: leave --url out.\n"


def test_rehearsal_on_a_demonstration_needs_its_folder(tmp_path):
    refused = peerhouse("rehearse", "--url", "http://localhost:1", env=clean(), cwd=tmp_path)
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"peerhouse rehearse: {tmp_path}/var/demo/demo.json is not there")
    assert list(tmp_path.iterdir()) == []


def test_rehearsal_without_a_right_to_make_a_database_says_what_to_do():
    port = free_ports()
    refused = peerhouse(
        "rehearse", env=clean() | {"PEERHOUSE_DATABASE_URL": f"postgres://postgres@127.0.0.1:{port}/peerhouse"}
    )
    assert refused.returncode == 2
    assert refused.stderr.startswith("peerhouse rehearse: No database of its own: ")
    assert "Without PEERHOUSE_DATABASE_URL it is played on SQLite." in refused.stderr


@pytest.mark.parametrize("reset", [[], ["--reset"]])
def test_demonstration_deletes_no_folder_that_is_not_its_own(tmp_path, reset):
    (tmp_path / "peerhouse.sqlite3").write_text("a house in use")
    refused = peerhouse("demo", *reset, env=demonstration(tmp_path, PORT=str(free_ports())))
    assert refused.returncode == 2
    assert refused.stderr == (
        f"peerhouse demo: {tmp_path} holds something else. Set PEERHOUSE_VAR_DIR to a folder for the demonstration.\n"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["peerhouse.sqlite3"]
