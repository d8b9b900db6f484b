"""`peerhouse audit linkage` on the command line."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection

from peerhouse.config import cli
from tests.config.linkage.played import sql

pytestmark = pytest.mark.both_databases


def audit(*arguments):
    return cli.main(["audit", "linkage", *arguments])


def test_audit_prints_one_json_object(house, capsys):
    house.release(house.draw())
    assert audit("--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert {tuple(attack) for attack in result["attacks"]} == {("name", "advantage")}
    assert all(attack["advantage"] <= 0.15 for attack in result["attacks"])
    names = [attack["name"] for attack in result["attacks"]]
    assert len(set(names)) == len(names) > 12
    assert any(what.startswith("joins and times") for what in result["not_tried"])


def test_audit_prints_a_line_for_each_attack_and_what_it_found(house, folder, capsys):
    house.seal_badly(house.draw())
    (folder / "logs").mkdir()  # beside the data: found without being named
    (folder / "logs" / "access.log").write_text("192.0.2.7 POST /room/1/ballots\n")
    assert audit() == 1
    shown = capsys.readouterr().out
    assert "! logs: network addresses" in shown
    assert "Found: access.log:1." in shown
    assert "Beyond chance: " in shown
    assert "192.0.2.7" not in shown


def test_audit_of_a_house_in_order_says_so_and_what_it_could_not_try(house, capsys):
    house.open(house.draw())
    assert audit() == 0
    shown = capsys.readouterr().out
    assert "not tried: spools of open polls: 1" in shown
    assert "not tried: logs" in shown
    assert shown.endswith("Every attack stays within chance.\n")


def test_audit_reads_the_folder_of_logs_it_is_given(house, tmp_path):
    logs = tmp_path / "elsewhere"
    logs.mkdir()
    (logs / "site.log").write_text("INFO started\n")
    assert audit("--logs", str(logs)) == 0
    (logs / "site.log").write_text("INFO started for person@company.example\n")
    assert audit("--logs", str(logs)) == 1


def test_audit_refuses_a_folder_that_is_not_there(capsys):
    assert audit("--logs", "/nowhere") == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_audit_by_a_role_that_may_not_read_files_says_so(house, capsys):
    if connection.vendor == "sqlite":  # whoever reads SQLite at all reads its files
        house.release(house.draw())
        assert audit("--json") == 0
        assert "raw files" not in capsys.readouterr().out
        return
    house.release(house.draw())
    sql("SET ROLE pg_read_all_data")
    try:
        assert audit("--json") == 0
    finally:
        sql("RESET ROLE")
    assert "raw files" in capsys.readouterr().out


def test_audit_without_a_database_says_so(tmp_path):
    environment = os.environ | {
        "PEERHOUSE_VAR_DIR": str(tmp_path),
        "PEERHOUSE_DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}",
    }
    command = [sys.executable, "-m", "peerhouse.config.cli", "audit", "linkage"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (2, "")
    assert "the database cannot be read" in run.stderr


@pytest.mark.parametrize("arguments", [["audit"], ["audit", "linkage", "--colour"]])
def test_audit_exits_with_2_on_wrong_use(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2


def test_audit_explains_itself(capsys):
    for arguments in (["audit", "--help"], ["audit", "linkage", "--help"]):
        with pytest.raises(SystemExit):
            cli.main(arguments)
    assert "0 is what a blind guess gets" in capsys.readouterr().out
