import dataclasses

import pytest

from peerhouse.attribution import Allow, Finding, Guard, Roster, fingerprint, guard_for, scan
from peerhouse.attribution.findings import merge

ROSTER = Roster.parse(
    "kind,name\nperson,Jane Doe\nperson,Ann House\norganisation,Sample Messaging\nperson,Vera Ilonen\n"
)


def found(text: str, *allowed: str, language: str = "en") -> list[tuple[str, str, str]]:
    findings = scan(text, ROSTER, Allow.shipped() | Allow.of(allowed), language)
    assert all(text[finding.start : finding.end] == finding.text for finding in findings)
    return [(finding.severity, finding.kind, finding.text) for finding in findings]


@pytest.mark.parametrize(
    ("text", "kind", "passage"),
    [
        ("write to someone@corp.example.", "email", "someone@corp.example"),
        ("write to some\\_one@corp.example", "email", "some\\_one@corp.example"),
        ("write to some.one&#64;corp.example", "email", "some.one&#64;corp.example"),
        ("write to someone [at] corp [dot] example", "email", "someone [at] corp [dot] example"),
        ("邮箱 someone＠corp．example 。", "email", "someone＠corp．example"),
        ("see https://corp.example/team/(us).", "url", "https://corp.example/team/(us)"),
        ("(see www.corp.example)", "url", "www.corp.example"),
        ("see corp.example/about?x=1, then", "url", "corp.example/about?x=1"),
        ("join t.me/someone today", "url", "t.me/someone"),
        ("call +41 22 555 01 00", "phone", "+41 22 555 01 00"),
        ("call (555) 555-0100 or so", "phone", "(555) 555-0100"),
        ("phone: 55 01 00", "phone", "55 01 00"),
        ("le 01 99 00 12 34 répond", "phone", "01 99 00 12 34"),
        ("звоните 8 (900) 555-01-00", "phone", "8 (900) 555-01-00"),
        ("اتصل على ٠٠٩٦٢ ٧ ٥٥٥٥ ٠١٠٠ الآن", "phone", "٠٠٩٦٢ ٧ ٥٥٥٥ ٠١٠٠"),
        ("手机13800000100。", "phone", "13800000100"),
        ("ask @some_one about", "handle", "@some_one"),
        ("ask @some.one@social.example about", "handle", "@some.one@social.example"),
        ("on Telegram: someone1", "handle", "Telegram: someone1"),
        ("加微信：someone1吧", "handle", "微信：someone1"),
    ],
)
def test_scan_finds_contact_details(text: str, kind: str, passage: str) -> None:
    assert ("hard", kind, passage) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "on 8 February 2023 at 10:00, again on 08.02.2023 10:00",
        "from 2023-11-08 to 2024-02-01",
        "in 2021 2022 2023 and 1 000 000 000 times",
        "Regulation (EU) 2022/2065, Article 34(1)",
        "it costs 0.75 or 12,345,678",
        "see https://www.ohchr.org/en/b-tech, or un.org",
        "at the end.in particular the harm",
        "an e.g. and an i.e. and 10 to 12 people",
        "the chart 6f1c2a7e-1234-4123-8123-123456789012 stands here",
        "it is at risk: this is so",
    ],
)
def test_scan_takes_figures_and_public_sites_for_no_contact(text: str) -> None:
    assert found(text) == []


def test_scan_keeps_an_address_at_an_allowed_host_hard() -> None:
    assert found("write to someone@ohchr.org") == [("hard", "email", "someone@ohchr.org")]


def test_scan_drops_an_address_that_is_itself_allowed() -> None:
    assert found("write to Info@Programme.example", "info@programme.example") == []


@pytest.mark.parametrize(
    ("language", "text", "passages"),
    [
        ("en", "then a colleague from Brightwave spoke", ["Brightwave"]),
        ("en", "then Nova Brightwave and Zed & Ypsilon spoke", ["Nova Brightwave", "Zed & Ypsilon"]),
        ("en", "Zyntheria spoke first", ["Zyntheria"]),
        ("en", "an eBrightwave tool and QZX", ["eBrightwave", "QZX"]),
        ("en", "It was, as Dr. Marsh said, late.", ["Marsh"]),
        ("en", "# Views of Brightwave on remedy", ["Brightwave"]),
        ("en", "it helps “Transparency” and “Brightwave”", ["Brightwave"]),
        ("fr", "la réponse de Luminette a convaincu", ["Luminette"]),
        ("fr", "selon l’Union et d’Orageline", ["Union", "Orageline"]),
        ("es", "según Luminosa, hace falta más", ["Luminosa"]),
        ("ru", "по словам Светозаровой, этого мало", ["Светозаровой"]),
        ("ar", "قال ممثل Brightwave ذلك", ["Brightwave"]),
        ("ar", "Brightwave قالت", ["Brightwave"]),
        ("zh-hans", "与Brightwave合作", ["Brightwave"]),
    ],
)
def test_scan_marks_capitals_that_nobody_explained(language: str, text: str, passages: list[str]) -> None:
    assert found(text, language=language) == [("soft", "capital", passage) for passage in passages]


@pytest.mark.parametrize(
    "text",
    [
        "Participants spoke. They agreed! Then: Remedy matters. “Good,” one said.",
        "# Human Rights and the Smart Mix\n\n## Part Two: Company Perspectives",
        "WHAT WAS LEARNED ABOUT REMEDY",
        "- Track results\n- Communicate them\n\n1. Assess\n2. Act",
        "in Norway, in Kenya and in France; the Arabic and French texts; on Monday in March",
        "see Article 34, Session 2, Pillar II, Table A and chapter IV",
        "a due diligence process (DDP) is old, and the DDP works, as DDPs do",
        "it was, I think, late; I’m sure. We met, e.g. in Geneva",
        "the UN Guiding Principles, OHCHR, the Digital Services Act (DSA) and the Paris Agreement",
    ],
)
def test_scan_explains_capitals_by_place_lists_and_the_text_itself(text: str) -> None:
    assert found(text) == []


def test_scan_takes_no_acronym_for_explained_by_a_name() -> None:
    assert found("a view of the Bright Wave Club (BWC)") == [
        ("soft", "capital", "Bright Wave Club"),
        ("soft", "capital", "BWC"),
    ]


def test_scan_never_drops_a_name_of_the_roster_for_the_allow_list() -> None:
    assert found("as Jane Doe of Sample Messaging said", "Jane Doe", "the Sample Messaging case") == [
        ("hard", "person", "Jane Doe"),
        ("hard", "organisation", "Sample Messaging"),
    ]
    assert found("the Sample Messaging case", "the Sample Messaging case") == [
        ("hard", "organisation", "Sample Messaging")
    ]
    assert found("as Doe said", "Doe") == [("hard", "person", "Doe")]


def test_scan_softens_a_surname_inside_an_allowed_term() -> None:
    assert found("under the Chatham House Rule") == [("soft", "person", "House")]


def test_scan_softens_a_surname_that_is_a_common_allowed_word() -> None:
    roster = Roster.parse("kind,name\nperson,Ana May\n")
    findings = scan("since May, and as Ana May said", roster, Allow.shipped())
    assert [(finding.severity, finding.text) for finding in findings] == [("soft", "May"), ("hard", "Ana May")]


def test_scan_drops_a_near_miss_inside_an_allowed_term() -> None:
    assert found("the view of Ilonan on it") == [("hard", "person", "Ilonan")]
    assert found("the view of Ilonan on it", "Ilonan") == []


def test_scan_lets_an_allowed_term_explain_only_what_lies_inside_it() -> None:
    assert found("the Orbit Forum met", "Orbit Forum") == []
    assert found("the Orbit met", "Orbit Forum") == [("soft", "capital", "Orbit")]
    assert found("我们谈到样例论坛", "样例论坛", language="zh") == []


def test_merge_keeps_one_finding_for_each_letter_and_prefers_hard_ones() -> None:
    soft = Finding(0, 20, "x" * 20, "capital", "soft", "")
    short = Finding(4, 8, "xxxx", "person", "hard", "a")
    long = Finding(2, 12, "x" * 10, "email", "hard", "b")
    after = Finding(20, 24, "xxxx", "capital", "soft", "")
    assert merge([soft, after, short, long, long]) == [long, after]


def test_finding_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Finding(0, 1, "x", "capital", "soft", "x").start = 2  # type: ignore[misc]


def test_guard_gives_the_same_findings_when_used_again() -> None:
    guard = Guard(ROSTER, Allow.shipped())
    text = "J. Doe met Brightwave; Doe wrote to x@corp.example"
    assert guard.scan(text) == guard.scan(text) == scan(text, ROSTER, Allow.shipped())


def test_guard_is_kept_for_the_same_lists_and_built_anew_for_others() -> None:
    kept = guard_for(ROSTER, Allow.shipped(), "en")
    same = Roster.of(sorted(ROSTER.entries, reverse=True))
    assert guard_for(same, Allow.of(Allow.shipped().terms), "en") is kept
    assert guard_for(ROSTER, Allow.of([]), "en") is not kept


def test_fingerprint_changes_with_text_roster_and_allow_list() -> None:
    allow = Allow.shipped()
    prints = {
        fingerprint("text", ROSTER, allow),
        fingerprint("text ", ROSTER, allow),
        fingerprint("text", Roster.parse("kind,name\nperson,Jane Doe\n"), allow),
        fingerprint("text", ROSTER, allow | Allow.of(["Orbit"])),
    }
    assert len(prints) == 4
    assert fingerprint("text", ROSTER, allow) in prints


def test_fingerprint_changes_with_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint("text", ROSTER, Allow.shipped())
    monkeypatch.setattr("peerhouse.attribution.guard.GUARD_VERSION", "another")
    assert fingerprint("text", ROSTER, Allow.shipped()) != before
