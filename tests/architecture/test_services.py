"""Every service says who acts; one that acts for nobody in particular is named here with its reason."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "peerhouse"
ACTORLESS = {
    "make_keys": "made by the house when a sitting is planned",
    "publish_keys": "the public half of the same",
    "release_poll": "drawn by the room's process: nobody chooses the numbers",
    "send_confirmation": "the house answers a registration",
}


def services() -> list[Path]:
    files = [*SOURCE.rglob("services.py"), *SOURCE.rglob("services/*.py")]
    return sorted(file for file in files if file.name != "__init__.py")


def offered(file: Path) -> set[str] | None:
    """What a folder of services offers to others; None where the file is the whole of it."""
    face = file.parent / "__init__.py"
    if file.parent.name != "services":
        return None
    tree = ast.parse(face.read_text(encoding="utf-8"))
    return {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}


@pytest.mark.parametrize("file", services(), ids=lambda file: str(file.relative_to(SOURCE)))
def test_service_names_its_actor(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    public = offered(file)
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and (not node.name.startswith("_") if public is None else node.name in public)
        and node.name not in ACTORLESS
        and "actor" not in {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
    ]
    assert silent == []
