"""The summary note of the played session: written as a rapporteur would, with two slips the guard must find.

`DRAFT` names a sample organisation of the roster (hard), which is replaced, and holds a capitalised word that nobody
explained (soft), which is kept with a reason.
"""

from typing import Final

TITLE: Final = "Human rights due diligence and end use: what was learned"

_TEXT: Final = """\
## What the session was about

The second session walked through the four steps of human rights due diligence and tried them on one example, monitoring in the workplace. It closed with a first look at how regulation relates to the responsibility to respect.

## Four steps, one example

Monitoring at work touches privacy first, and soon much more: who is hired, who is promoted, who dares to speak. Participants found that the first step already asks for people who are rarely in the room when a product is specified. {slip}

The room was asked twice about its own practice.

[[poll 1]]

[[poll 2]]

Several participants said that tracking is the step that budgets reach last. What helped was to agree on two or three signs of change with the people affected before a measure starts, and to look at them again on a fixed day.

## Regulation

The EU Digital Services Act asks very large platforms to assess risks, including risks to fundamental rights, and to act on them. {soft} Participants saw an overlap with due diligence, and a gap: a legal duty looks at systems and categories, while the Guiding Principles ask what happens to people.

## What to try next

- Ask who would notice first if a safeguard failed, and how you would hear from them.
- Write down one thing you stopped doing because of what you learned.
- Before you communicate, ask which part of the answer the people affected need.
"""
_SOFT: Final = "One team keeps its map of risks in a tool it calls Lighthouse and reviews it every quarter."

DRAFT: Final = _TEXT.format(
    slip="Sample Messaging 1 brings workers’ representatives in before the first prototype.", soft=_SOFT
)
INSTEAD: Final = "One company"
REASON: Final = "A working name that nobody outside uses; it points at no company."
PRIVATE: Final = {
    "A": "Sitting A: lively on tracking. Nobody wanted to say how much budget it gets. Come back to this in November.",
    "B": "Sitting B: more product people than lawyers. The example of hiring tools worked better than that of e-mail.",
}
