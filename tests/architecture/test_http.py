"""Domain code knows no HTTP; import-linter cannot forbid a part of Django, so this looks itself."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "peerhouse"
DOMAIN = {"services", "rules", "queries", "models", "receivers", "events", "enums", "errors", "states", "tasks"}
HTTP = ("django.http", "django.shortcuts", "django.urls", "django.views")
# Mails hold links to pages; whoever adds to this list says why.
# Calendar entries link to the page of their session too.
MAY_REVERSE = {"programmes/mails.py", "programmes/calendars.py"}


def domain_files() -> list[Path]:
    files = SOURCE.rglob("*.py")
    return sorted(
        file
        for file in files
        if DOMAIN & {file.stem, file.parent.name}
        and file.relative_to(SOURCE).parts[0] != "web"
        and str(file.relative_to(SOURCE)) not in MAY_REVERSE
    )


@pytest.mark.parametrize("file", domain_files(), ids=lambda file: str(file.relative_to(SOURCE)))
def test_domain_code_imports_no_http(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    typed = {
        node.module or ""
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING"
        for node in ast.walk(block)
        if isinstance(node, ast.ImportFrom)
    }
    assert {module for module in imported - typed if module.startswith(HTTP)} == set()
