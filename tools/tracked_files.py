"""Fails when a tracked file names a package registry, a path of a machine, or leaves work unfinished."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Spelled in halves so that this file does not find itself.
EVERYWHERE = {
    "a registry's host": re.compile("registry[.]npm" + "js|pypi[.]or" + "g|python" + "hosted|deb[.]deb" + "ian"),
    "a path of a machine": re.compile(r"(?<![\w.])/(?:work/mai" + r"n|home/\w+/|Users/\w+/)"),
    "an address in a lock file": re.compile('"resolve' + 'd":|--(?:extra-)?index-ur' + "l"),
}
CODE = {
    "unfinished work": re.compile("TO" + "DO|FIX" + "ME|X" + "XX|NotImplemented" + "Error"),
    "a test that cannot fail or never runs": re.compile(
        "assert Tru" + r"e\b|pytest[.]mark[.](?:skip|xfail)|(?:it|test)[.]ski" + "p"
    ),
}
TEMPLATE = {"inline script or style": re.compile(r"<script>|<style|style=\"|\son\w+=\"")}


def main() -> int:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    found = [line for name in listing.split("\0") if name for line in complaints(Path(name))]
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


def complaints(name: Path) -> list[str]:
    try:
        text = (ROOT / name).read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError):
        return []
    rules = dict(EVERYWHERE)
    if name.suffix in {".py", ".js", ".mjs", ".sh"} and name.name != "tracked_files.py":
        rules |= CODE
    if name.suffix == ".html" and name.parts[0] == "src":
        rules |= TEMPLATE
    return [
        f"{name}:{number}: {what}"
        for number, line in enumerate(text.splitlines(), 1)
        for what, pattern in rules.items()
        if pattern.search(line)
    ]


if __name__ == "__main__":
    sys.exit(main())
