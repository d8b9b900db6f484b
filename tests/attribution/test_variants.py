"""Every way of writing a name that the guard promises to find, in each of the six languages."""

import pytest

from peerhouse.attribution import Allow, Entry, Guard, Kind, Roster

ROSTER = Roster.parse(
    """kind,name,aliases
person,Jane Doe,
person,Élodie Dubois,
person,José García Lozano,
person,Jürgen Müllner,
person,Mary Ann van Example,
person,Dr. Sam O'Sample,
person,Мария Сидоренко,
person,Образцов Пётр Ильич,
person,فاطمة النموذجي,
person,王示例,
person,欧阳示例,
person,Xi Li,
person,Madonnara,
organisation,Sample Messaging GmbH,SamMes
organisation,Northern Example Group,
organisation,The Placeholder Company,
organisation,Red,
organisation,Échantillon Télécom S.A.,
organisation,ООО «Пример Связь»,
organisation,شركة نموذج الاتصالات,
organisation,样例通信科技有限公司,
organisation,样例云端集团,
product,ChatterBox,
product,IT,
domain,https://www.samplemessaging.example/,
alias,the blue building,
"""
)


def found(text: str, language: str = "en") -> list[tuple[str, str, str, str]]:
    findings = Guard(ROSTER, Allow.shipped(), language).scan(text)
    assert [text[finding.start : finding.end] for finding in findings] == [finding.text for finding in findings]
    return [(finding.severity, finding.kind, finding.text, finding.term) for finding in findings]


JANE = ("person", "Jane Doe")
ELODIE = ("person", "Élodie Dubois")
JOSE = ("person", "José García Lozano")
MARIA = ("person", "Мария Сидоренко")
PETR = ("person", "Образцов Пётр Ильич")
FATIMA = ("person", "فاطمة النموذجي")
WANG = ("person", "王示例")
SAMPLE = ("organisation", "Sample Messaging GmbH")
NORTHERN = ("organisation", "Northern Example Group")
TELECOM = ("organisation", "Échantillon Télécom S.A.")
SVYAZ = ("organisation", "ООО «Пример Связь»")
NAMUDHAJ = ("organisation", "شركة نموذج الاتصالات")
YANGLI = ("organisation", "样例通信科技有限公司")


@pytest.mark.parametrize(
    ("written", "entry"),
    [
        ("Jane Doe", JANE),
        ("JANE DOE", JANE),
        ("jane doe", JANE),
        ("Jnae Doe", JANE),
        ("Jane Deo", JANE),
        ("Doe Jane", JANE),
        ("Doe, Jane", JANE),
        ("J. Doe", JANE),
        ("J Doe", JANE),
        ("Doe, J.", JANE),
        ("JaneDoe", JANE),
        ("Ja**ne** Doe", JANE),
        ("_Jane_ Doe", JANE),
        ("Jane\u00a0Doe", JANE),
        ("Ja\u200bne D\u00adoe", JANE),
        ("J\u00e4ne Do\u0308e", JANE),
        ("Ｊａｎｅ Ｄｏｅ", JANE),
        ("Jane\nDoe", JANE),
        ("Jane D-\noe", JANE),
        ("J&#97;ne Doe", JANE),
        ("[Jane](#top) Doe", JANE),
        ("<b>Jane</b> Doe", JANE),
        ("Doe", JANE),
        ("DOE", JANE),
        ("Elodie Dubois", ELODIE),
        ("E. DUBOIS", ELODIE),
        ("Dubbois", ELODIE),
        ("Garcia Lozano", JOSE),
        ("J. G. Lozano", JOSE),
        ("JG Lozano", JOSE),
        ("Muellner", ("person", "Jürgen Müllner")),
        ("Mullner", ("person", "Jürgen Müllner")),
        ("van Example", ("person", "Mary Ann van Example")),
        ("Mary Example", None),
        ("O’Sample", ("person", "Dr. Sam O'Sample")),
        ("OSample", None),
        ("Sam O'Sample", ("person", "Dr. Sam O'Sample")),
        ("Li", ("person", "Xi Li")),
        ("X. Li", ("person", "Xi Li")),
        ("Madonnara", ("person", "Madonnara")),
        ("Sample Messaging GmbH", SAMPLE),
        ("Sample Messaging", SAMPLE),
        ("SampleMessaging", SAMPLE),
        ("theSampleMessaging", SAMPLE),
        ("Sample-Messaging", SAMPLE),
        ("Sample_Messaging", SAMPLE),
        ("Sample Mesaging", SAMPLE),
        ("Sample Mess aging", SAMPLE),
        ("S a m p l e Messaging", SAMPLE),
        ("Sample **Mess**aging", SAMPLE),
        ("Sample Mess-\naging", SAMPLE),
        ("SamMes", SAMPLE),
        ("NEG", NORTHERN),
        ("N.E.G", NORTHERN),
        ("Echantillon Telecom", TELECOM),
        ("ChatterBox", ("product", "ChatterBox")),
        ("IT", ("product", "IT")),
        ("the blue building", ("alias", "the blue building")),
        ("samplemessaging.example", ("domain", "https://www.samplemessaging.example/")),
    ],
)
def test_guard_finds_latin_variants(written: str, entry: tuple[str, str] | None) -> None:
    text = f"they heard {written} on this"
    shown = [(kind, term) for severity, kind, _, term in found(text) if severity == "hard"]
    if entry is None:
        kinds = {kind for _, kind, _, _ in found(text)}
        assert kinds & {"person", "capital"}
    else:
        assert shown == [entry]


@pytest.mark.parametrize(
    ("language", "text", "passage", "entry"),
    [
        ("fr", "une question de l’Échantillon Télécom hier", "Échantillon Télécom", TELECOM),
        ("fr", "selon Mme DUBOIS, le recours manque", "DUBOIS", ELODIE),
        ("fr", "on entend d'É. Dubois que tout va bien", "É. Dubois", ELODIE),
        ("es", "según García Lozano, falta reparación", "García Lozano", JOSE),
        ("es", "lo dijo Jose Garcia Losano ayer", "Jose Garcia Losano", JOSE),
        ("ru", "об этом сказала Мария Сидоренко", "Мария Сидоренко", MARIA),
        ("ru", "по словам М. Сидоренко", "М. Сидоренко", MARIA),
        ("ru", "вопрос Марии Сидоренко", "Марии Сидоренко", MARIA),
        ("ru", "по словам МАРИИ СИДОРЕНКО", "МАРИИ СИДОРЕНКО", MARIA),
        ("ru", "по словам Сидореноко", "Сидореноко", MARIA),
        ("ru", "сказано Образцовым", "Образцовым", PETR),
        ("ru", "сказано Петром Образцовым вчера", "Петром Образцовым", PETR),
        ("ru", "у «Примера Связи» есть механизм", "Примера Связи", SVYAZ),
        ("ru", "в компании ПРИМЕР СВЯЗЬ", "ПРИМЕР СВЯЗЬ", SVYAZ),
        ("ar", "قالت فاطمة النموذجي ذلك", "فاطمة النموذجي", FATIMA),
        ("ar", "قالت فَاطِمَة النَّمُوذَجِي ذلك", "فَاطِمَة النَّمُوذَجِي", FATIMA),
        ("ar", "قالت فاطمة نموذجي ذلك", "فاطمة نموذجي", FATIMA),
        ("ar", "هذا رأي النموذجي في الاجتماع", "النموذجي", FATIMA),
        ("ar", "هذا للنموذجي في الاجتماع", "للنموذجي", FATIMA),
        ("ar", "ذكرت نموذج الاتصالات مثالا", "نموذج الاتصالات", NAMUDHAJ),
        ("ar", "ذكرت شركة نموذج الأتصالات مثالا", "شركة نموذج الأتصالات", NAMUDHAJ),
        ("ar", "وقالت ونموذج اتصالات إن", "ونموذج اتصالات", NAMUDHAJ),
        ("zh", "王示例说申诉渠道不够", "王示例", WANG),
        ("zh", "会上王先生提出了问题", "王先生", WANG),
        ("zh", "会上欧阳女士提出了问题", "欧阳女士", ("person", "欧阳示例")),
        ("zh", "我们听到样例通信科技的做法", "样例通信科技", YANGLI),
        ("zh", "我们听到样例通信科技有限公司的做法", "样例通信科技有限公司", YANGLI),
        ("zh", "我们听到样例\n通信科技的做法", "样例\n通信科技", YANGLI),
        ("zh", "我们听到样例通讯科技的做法", "样例通讯科技", YANGLI),
        ("zh", "我们听到样例通科技的做法", "样例通科技", YANGLI),
        ("zh", "与Jane Doe合作", "Jane Doe", JANE),
    ],
)
def test_guard_finds_variants_in_each_language(language: str, text: str, passage: str, entry: tuple[str, str]) -> None:
    assert found(text, language) == [("hard", entry[0], passage, entry[1])]


def test_guard_leaves_the_possessive_outside_the_name() -> None:
    assert found("this was Doe's view, and DUBOIS’S too") == [
        ("hard", "person", "Doe", "Jane Doe"),
        ("hard", "person", "DUBOIS", "Élodie Dubois"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the doer and the dough",  # a surname is no part of a word
        "it is a sample of messaging",
        "Good. Sample. Messaging matters",  # a name does not run over the end of a sentence
        "a sample; messaging",
        "a sample\n\nmessaging",
        "it is an information system",  # a product in capitals is looked for in capitals
        "neg and n.e.g",  # so is an acronym
        "we spoke of a lie, and he lied, li",  # a surname of two letters needs its capital
        "He spoke of it. LI is not it",
        "the madonna room",
    ],
)
def test_guard_leaves_ordinary_text_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a red line", [("soft", "organisation", "red", "Red")]),
        ("we asked Red to speak", [("hard", "organisation", "Red", "Red")]),
        ("as Ann said", [("soft", "person", "Ann", "Mary Ann van Example")]),
        ("then placeholder text", [("hard", "organisation", "placeholder", "The Placeholder Company")]),
        ("样例云边的做法", [("soft", "organisation", "样例云边", "样例云端集团")]),
    ],
)
def test_guard_weighs_a_name_that_is_also_a_word(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert found(text) == expected


def test_guard_softens_a_very_common_word_that_owes_its_capital_to_its_place() -> None:
    guard = Guard(Roster.parse("kind,name\nperson,Ana Long\nperson,سارة حسن\n"), Allow.shipped())
    assert [(finding.severity, finding.text) for finding in guard.scan("Long waits were common. As Long said.")] == [
        ("soft", "Long"),
        ("hard", "Long"),
    ]
    assert [finding.severity for finding in Guard(guard_roster(), Allow.shipped(), "ar").scan("هذا حسن")] == ["soft"]


def guard_roster() -> Roster:
    return Roster.parse("kind,name\nperson,سارة حسن\n")


def test_guard_looks_for_an_initial_only_where_it_is_one() -> None:
    assert found("then Doe J left; D. Doe spoke") == [
        ("hard", "person", "Doe", "Jane Doe"),
        ("hard", "person", "Doe", "Jane Doe"),
    ]


def test_guard_takes_a_figure_behind_a_name_for_a_footnote() -> None:
    assert [finding[2] for finding in found("as Doe2 and SampleMessaging3 and Doe² said")] == [
        "Doe2",
        "SampleMessaging3",
        "Doe",
    ]


@pytest.mark.parametrize(
    ("row", "text", "passages"),
    [
        ("product,Remody", "the right to remedy", []),  # a typo that makes another word is that word
        ("product,Remody", "the right to Remodi", ["Remodi"]),
        ("product,QZXW", "the QZXV way, qzxw", ["qzxw"]),
        ("product,Ab Cde", "in abc de style", []),  # a short name is not looked for across other words
        ("person,Jane D", "then Jane D spoke", ["Jane D"]),
        ("person,Ana M. Lee", "then Lee spoke, then A. M. Lee", ["Lee", "A. M. Lee"]),
        ("domain,https://", "nothing to see", []),
        ("person,Б. Образцов", "сказал Образцов", ["Образцов"]),
        ("person,Образцова Анна", "сказала А. Образцова, затем Образцова", ["А. Образцова", "Образцова"]),
        ("person,Анна Образцова", "об этом сказала Анна", []),
    ],
)
def test_guard_finds_no_more_than_the_name(row: str, text: str, passages: list[str]) -> None:
    findings = Guard(Roster.parse(f"kind,name\n{row}\n"), Allow.of(["QZXV"])).scan(text)
    assert [finding.text for finding in findings if finding.severity == "hard"] == passages


def test_guard_ignores_an_entry_without_letters() -> None:
    roster = Roster.of([Entry(Kind.PERSON, "—"), Entry(Kind.ORGANISATION, ""), Entry(Kind.DOMAIN, "x")])
    assert Guard(roster, Allow.shipped()).scan("Nothing — of x.") == []


def test_guard_still_finds_names_after_very_many_words() -> None:
    guard = Guard(ROSTER, Allow.shipped())
    many = " ".join(f"word{number}x" for number in range(20_001))
    assert [finding.text for finding in guard.scan(f"{many} Jane Doe {many}")] == ["Jane Doe"]


def test_guard_reads_the_target_of_a_link_and_a_tag() -> None:
    text = "[here](/people/jane-doe) and <img alt='Jane Doe'>"
    assert [(finding[0], finding[2]) for finding in found(text)] == [("hard", "jane-doe"), ("hard", "Jane Doe")]


def test_guard_reports_no_capital_in_a_link_target() -> None:
    assert found("see [this](Zyntheria)") == []


def test_guard_finds_nothing_in_nothing() -> None:
    assert found("") == []
    assert Guard(Roster.of([]), Allow.of([])).scan("Nothing here to find.") == []
