"""Starts what the tests need and this machine lacks, or says exactly what to install.

Writes the address of PostgreSQL to var/services/postgres; the tests make and drop their own databases there.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import psycopg

VAR = Path(__file__).resolve().parent.parent / "var" / "services"
RUNNING = "postgres://postgres@127.0.0.1:5432"
OWN_PORT = 54329
PACKAGES = {"chromium": "chromium", "msgfmt": "gettext", "pdftotext": "poppler-utils"}


def main() -> int:
    VAR.mkdir(parents=True, exist_ok=True)
    missing = [package for program, package in PACKAGES.items() if not shutil.which(program)]
    if not answers(RUNNING) and not postgres_programs():
        missing.append("postgresql")
    if missing and not installed(missing):
        sys.stderr.write(f"The tests need these packages: apt-get install {' '.join(missing)}\n")
        return 2
    address = RUNNING if answers(RUNNING) else start_own_postgres()
    (VAR / "postgres").write_text(address)
    return 0


def answers(address: str) -> bool:
    try:
        psycopg.connect(f"{address}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def postgres_programs() -> Path | None:
    """The newest server that Debian installed; its programs are not on the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def installed(packages: Sequence[str]) -> bool:
    """Installs Debian packages where we may (as root); False where a person has to."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    sys.stderr.write(f"Installing {' '.join(packages)}\n")
    subprocess.run(["apt-get", "-qq", "update"], env=environment, check=False, stdout=subprocess.DEVNULL)
    command = ["apt-get", "-qq", "install", "--yes", "--no-install-recommends", *packages]
    return subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL).returncode == 0


def start_own_postgres() -> str:
    """A cluster of our own in var/, reachable on the loopback only; it does not run as root."""
    address = f"postgres://postgres@127.0.0.1:{OWN_PORT}"
    if answers(address):
        return address
    programs = postgres_programs()
    assert programs is not None, "installed above"
    folder = Path("/tmp/peerhouse-postgres") if os.geteuid() == 0 else VAR / "cluster"  # noqa: S108 (root's folders are closed to postgres)
    who = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if not (folder / "PG_VERSION").exists():
        folder.mkdir(parents=True, exist_ok=True)
        if who:
            shutil.chown(folder, "postgres", "postgres")
        initdb = [*who, str(programs / "initdb"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-D", str(folder)]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd="/")
    options = f"-p {OWN_PORT} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    start = [*who, str(programs / "pg_ctl"), "-D", str(folder), "-l", str(folder / "log"), "-w", "-o", options, "start"]
    subprocess.run(start, check=True, stdout=subprocess.DEVNULL, cwd="/")
    return address


if __name__ == "__main__":
    sys.exit(main())
