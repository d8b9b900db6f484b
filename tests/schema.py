"""An empty database of this version, made once and copied: two hundred migrations take longer than most tests.

`python -m tests.schema` makes both, side by side. What they hold is told by their name, so a new migration or a new
lock makes new ones.
"""

import fcntl
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from psycopg.sql import SQL, Identifier

from tests.config.environment import demonstration

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "var" / "schema"
POSTGRES_FILE = ROOT / "var" / "services" / "postgres"
POSTGRES = POSTGRES_FILE.read_text() if POSTGRES_FILE.exists() else "postgres://postgres@127.0.0.1:5432"
PREFIX = "peerhouse_schema_"


def digest() -> str:
    parts = [ROOT / "requirements" / "base.txt", *sorted((ROOT / "src").glob("peerhouse/**/migrations/*.py"))]
    return sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()[:12]


def sqlite_file() -> Path:
    file = FOLDER / f"{digest()}.sqlite3"
    with only_one(file.name):
        if not file.exists():
            with tempfile.TemporaryDirectory() as folder:
                migrate(Path(folder), f"sqlite:///{folder}/peerhouse.sqlite3")
                shutil.copy(Path(folder) / "peerhouse.sqlite3", file.with_suffix(".making"))
                file.with_suffix(".making").rename(file)
    return file


def postgres_database() -> str:
    """Its name on the server of the tests."""
    name = PREFIX + digest()
    with only_one(name), psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as server:
        known = {found for (found,) in server.execute("SELECT datname FROM pg_database")}
        if name not in known:
            for old in known:
                if old.startswith(PREFIX):
                    server.execute(SQL("DROP DATABASE {}").format(Identifier(old)))
            server.execute(SQL("CREATE DATABASE {}").format(Identifier(f"{name}_making")))
            with tempfile.TemporaryDirectory() as folder:
                migrate(Path(folder), f"{POSTGRES}/{name}_making")
            server.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(f"{name}_making"), Identifier(name)))
    return name


def migrate(folder: Path, address: str) -> None:
    env = demonstration(folder, PEERHOUSE_MODE="test", PEERHOUSE_DATABASE_URL=address)
    env |= {"DJANGO_SETTINGS_MODULE": "peerhouse.config.settings", "PEERHOUSE_SITE_ORIGIN": "http://testserver"}
    env.pop("COVERAGE_PROCESS_CONFIG", None)
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], env=env, check=True, cwd=ROOT)


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Of several processes that want the same one, one makes it and the others wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def database_of_the_run(connection: Any, settings: Any) -> Iterator[None]:
    """A copy under the name that Django gives to a test database, put in the place of the one in the settings."""
    name = connection.creation._get_test_db_name()
    connection.close()
    if connection.vendor == "sqlite":
        forget_file(Path(name))
        shutil.copy(sqlite_file(), name)
    else:
        copy_database(name)
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    yield
    connection.close()
    if connection.vendor == "sqlite":
        forget_file(Path(name))
    else:
        drop_database(name)


def forget_file(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def copy_database(name: str) -> None:
    template = postgres_database()
    drop_database(name)
    # Two copies at once of one template are refused.
    with only_one("copying"), psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as server:
        server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))


def drop_database(name: str) -> None:
    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as server:
        server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


if __name__ == "__main__":
    with ThreadPoolExecutor() as both:
        for made in [both.submit(sqlite_file), both.submit(postgres_database)]:
            made.result()
