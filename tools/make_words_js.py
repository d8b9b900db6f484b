"""Writes the browser's copy of the word list from `credentials/words.txt`, the only one to edit.

python tools/make_words_js.py
"""

from pathlib import Path
from textwrap import wrap

SOURCE = Path(__file__).parent.parent / "src" / "peerhouse"
HEADER = """// @ts-check
/**
 * The 1,024 words of a fingerprint, in order: made from credentials/words.txt by tools/make_words_js.py.
 *
 * @type {readonly string[]}
 */
export const WORDS = (
"""


def render(words: list[str]) -> str:
    lines = wrap(" ".join(words), 112)
    body = " +\n".join(f'  "{line}{"" if line is lines[-1] else " "}"' for line in lines)
    return f'{HEADER}{body}\n).split(" ");\n'


if __name__ == "__main__":
    listed = (SOURCE / "credentials" / "words.txt").read_text("ascii").split()
    (SOURCE / "web" / "static" / "js" / "seal" / "words.js").write_text(render(listed), "ascii")
