"""Six languages, complete: a string that is missing, fuzzy or not compiled fails here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "peerhouse"
LOCALES = ["ar", "es", "fr", "ru", "zh_Hans"]


def catalogue(locale: str, root: Path = SOURCE) -> polib.POFile:
    return polib.pofile(str(root / "locale" / locale / "LC_MESSAGES" / "django.po"))


def key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


@pytest.fixture(scope="session")
def marked(tmp_path_factory) -> set[tuple[str, str]]:
    """Every string that code and templates mark today, collected from a copy of the tree."""
    copy = tmp_path_factory.mktemp("marked") / "peerhouse"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("locale", "__pycache__", "static"))
    (copy / "locale").mkdir()
    command = [sys.executable, "-m", "django", "makemessages", "--locale", "fr", "--no-location", "--no-wrap"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True)
    return {key(entry) for entry in catalogue("fr", copy)}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_marked_string_is_translated(locale, marked):
    translated = {key(entry) for entry in catalogue(locale).translated_entries()}
    assert marked - translated == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_no_translation_is_fuzzy(locale):
    assert [entry.msgid for entry in catalogue(locale).fuzzy_entries()] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_placeholders_survive_translation(locale):
    po = SOURCE / "locale" / locale / "LC_MESSAGES" / "django.po"
    result = subprocess.run(
        ["msgfmt", "--check", "-o", os.devnull, str(po)], capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("locale", LOCALES)
def test_compiled_catalogue_is_what_the_translators_wrote(locale):
    compiled = polib.mofile(str(SOURCE / "locale" / locale / "LC_MESSAGES" / "django.mo"))
    written = {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in catalogue(locale).translated_entries()}
    assert {key(entry): (entry.msgstr, entry.msgstr_plural) for entry in compiled} == written
