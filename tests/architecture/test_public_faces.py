"""What an app offers to others: its services, queries, rules, events, enums and errors. The rest is private."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "peerhouse"
APPS = {"accounts", "releases", "programmes", "credentials", "rooms", "notes", "portal", "desk"}
PUBLIC = {"services", "queries", "rules", "events", "enums", "errors"}
# The pure protocol is nobody's private part, and the two doors of credentials are packages with faces of their own.
ALSO = {"credentials": {"protocol", "issuing", "redeeming"}, "rooms": {"ballots", "states"}}


def sources() -> list[Path]:
    return sorted(
        file for file in SOURCE.rglob("*.py") if file.relative_to(SOURCE).parts[0] in APPS | {"web", "kernel"}
    )


def running_imports(tree: ast.Module) -> Iterator[str]:
    """Modules imported at run time; an import for the type checker alone is no dependency."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("file", sources(), ids=lambda file: str(file.relative_to(SOURCE)))
def test_file_uses_only_the_public_face_of_other_apps(file):
    own = file.relative_to(SOURCE).parts[0]
    private = [
        module
        for module in running_imports(ast.parse(file.read_text(encoding="utf-8")))
        if module.startswith("peerhouse.")
        and (parts := module.split("."))[1] in APPS - {own}
        and parts[2] not in PUBLIC | ALSO.get(parts[1], set())
    ]
    assert private == []
