"""Templates keep the stack and the strict policy too; imports cannot see them."""

import re
from pathlib import Path

import pytest
from django.urls import get_resolver

SOURCE = Path(__file__).resolve().parents[2] / "src" / "peerhouse"
STACK = ["kernel", "web", "accounts", "releases", "programmes", "credentials"]
STACK += ["rooms", "notes", "portal", "desk", "config"]
TEMPLATES = sorted(file for file in SOURCE.rglob("templates/**/*") if file.suffix in {".html", ".txt"})


def app_of(file: Path) -> str:
    return file.relative_to(SOURCE).parts[0]


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_template_uses_only_templates_of_its_own_app_or_lower(file):
    used = re.findall(r"{%\s*(?:include|extends)\s+[\"']([\w-]+)/", file.read_text(encoding="utf-8"))
    higher = [app for app in used if app in STACK and STACK.index(app) > STACK.index(app_of(file))]
    assert higher == []


def known_names(resolver=None) -> set[str]:
    resolver = resolver or get_resolver()
    names = {name for name in resolver.reverse_dict if isinstance(name, str)}
    for _, nested in resolver.namespace_dict.values():
        names |= known_names(nested)
    return names


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_template_links_only_to_pages_that_exist(file):
    used = set(re.findall(r"{%\s*url\s+[\"']([\w:-]+)[\"']", file.read_text(encoding="utf-8")))
    demo_only = {"demo-mail"}
    assert {name for name in used - demo_only if name.split(":")[-1] not in known_names()} == set()


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_template_holds_no_inline_script_style_or_handler(file):
    found = re.findall(
        r"<style|<script(?![^>]*\bsrc=)[^>]*>|\sstyle=[\"']|\son[a-z]+=[\"']", file.read_text(encoding="utf-8")
    )
    assert found == []
