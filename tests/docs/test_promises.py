"""A promise is linked to the tests that hold it, and they are there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROMISES = ROOT / "docs" / "promises" / "README.md"
LINK = re.compile(r"\[`(?P<file>tests/[\w/]+\.py)::(?P<name>test_\w+)`\]\((?P<target>[^)]+)\)")


def links() -> list[tuple[str, str, str]]:
    return LINK.findall(PROMISES.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("file", "name", "target"), links(), ids=lambda part: part.rsplit("/", 1)[-1])
def test_linked_test_exists(file, name, target):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    assert (PROMISES.parent / target).resolve() == ROOT / file


def test_every_mention_of_a_test_is_a_link():
    assert len(re.findall(r"\.py::", PROMISES.read_text(encoding="utf-8"))) == len(links()) > 50


def test_every_claim_has_a_test():
    """A claim is a line in bold in a section of claims; its links follow it."""
    claims, _, remains = PROMISES.read_text(encoding="utf-8").partition("## What remains")
    bare = [
        claim for claim, after in re.findall(r"^\*\*(.+?)\*\*\n\n(.*)", claims, re.MULTILINE) if not LINK.search(after)
    ]
    assert bare == []
    assert remains.count("\n- **") > 5
