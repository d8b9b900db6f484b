import argparse
import json
from pathlib import Path

import pytest

from peerhouse.attribution import command

ROSTER = "kind,name,aliases\nperson,Jane Doe,\norganisation,Sample Messaging GmbH,SamMes\n"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    contents = {
        "roster": ROSTER,
        "allow": "Brightwave\n",
        "clean": "Participants spoke about remedy.\n",
        "leaking": "🙂 first line\nthen J.\nDoe met Brightwave and SamMes\n",
        "broken": "kind,name\nhuman,Sam\n",
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    (tmp_path / "latin").write_bytes(b"caf\xe9")
    return {path.name: str(path) for path in tmp_path.iterdir()} | {"missing": str(tmp_path / "missing")}


def test_check_prints_one_json_object(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command.check([files["leaking"], "--roster", files["roster"], "--json"]) == 1
    text = Path(files["leaking"]).read_text(encoding="utf-8")
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    report = json.loads(out)
    assert report == {
        "findings": [
            {"start": 18, "end": 24, "text": "J.\nDoe", "kind": "person", "severity": "hard", "term": "Jane Doe"},
            {"start": 29, "end": 39, "text": "Brightwave", "kind": "capital", "severity": "soft", "term": "Brightwave"},
            {
                "start": 44,
                "end": 50,
                "text": "SamMes",
                "kind": "organisation",
                "severity": "hard",
                "term": "Sample Messaging GmbH",
            },
        ]
    }
    assert [text[entry["start"] : entry["end"]] for entry in report["findings"]] == ["J.\nDoe", "Brightwave", "SamMes"]


def test_check_prints_a_line_a_finding(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [files["leaking"], "--roster", files["roster"], "--allow", files["allow"], "--language", "EN"]
    assert command.check(arguments) == 1
    assert capsys.readouterr().out.splitlines() == [
        "2:6: hard person: J. Doe (Jane Doe)",
        "3:24: hard organisation: SamMes (Sample Messaging GmbH)",
    ]


def test_check_says_when_nothing_was_found(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command.check([files["clean"], "--roster", files["roster"], "--language", "zh-Hans"]) == 0
    assert capsys.readouterr().out.startswith("No traces found. A person still has to read it")
    assert command.check([files["clean"], "--roster", files["roster"], "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"findings": []}


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ("missing roster allow", "missing: No such file or directory"),
        ("clean missing allow", "missing: No such file or directory"),
        ("clean roster missing", "missing: No such file or directory"),
        ("latin roster allow", "latin: save the text as UTF-8 (byte 3 is not)"),
        ("clean latin allow", "latin: save the roster as UTF-8 (byte 3 is not)"),
        ("clean roster latin", "latin: save the allow-list as UTF-8 (byte 3 is not)"),
        ("clean broken allow", "broken, line 2: unknown kind “human”"),
    ],
)
def test_check_refuses_files_it_cannot_use(
    files: dict[str, str], capsys: pytest.CaptureFixture[str], names: str, message: str
) -> None:
    file, roster, allow = names.split()
    assert command.check([files[file], "--roster", files[roster], "--allow", files[allow], "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("peerhouse guard check: ")
    assert message in shown.err


@pytest.mark.parametrize("arguments", [[], ["x"], ["x", "--roster", "y", "--language", "tlh"]])
def test_check_exits_with_2_on_wrong_use(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command.check(arguments)
    assert caught.value.code == 2


def test_guard_is_a_command_with_the_action_check(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser(prog="peerhouse")
    command.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["guard", "check", files["clean"], "--roster", files["roster"]])
    assert arguments.run(arguments) == 0
    with pytest.raises(SystemExit) as caught:
        parser.parse_args(["guard", "check", "--help"])
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    assert "kind,name,aliases" in shown
    assert "exit code: 0 nothing found, 1 something found" in shown
