from pathlib import Path

import pytest

from peerhouse.attribution import Allow, AllowError, Entry, Kind, Roster, RosterError


def test_roster_reads_kinds_names_and_aliases() -> None:
    text = (
        "Kind, Name ,aliases\nperson,Jane Doe,\n\n"
        'organization,"Sample, Inc.",SamMes; Sample M. ;\nalias,the blue building\n'
    )
    assert Roster.parse(text).entries == {
        Entry(Kind.PERSON, "Jane Doe"),
        Entry(Kind.ORGANISATION, "Sample, Inc.", ("SamMes", "Sample M.")),
        Entry(Kind.ALIAS, "the blue building"),
    }


def test_roster_reads_a_file_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes("kind,name,aliases\nperson,Élodie Dubois,\n".encode("utf-8-sig"))
    assert Roster.read(path) == Roster.of([Entry(Kind.PERSON, "Élodie Dubois")])


def test_roster_version_depends_on_content_alone() -> None:
    first = Roster.parse("kind,name,aliases\nperson,Jane Doe,JD1;JD2\nproduct,ChatterBox,\n")
    second = Roster.parse("kind,name,aliases\nproduct,ChatterBox,\nperson,Jane Doe,JD2;JD1\nproduct,ChatterBox,\n")
    other = Roster.parse("kind,name,aliases\nproduct,ChatterBox,\nalias,Jane Doe,JD2;JD1\n")
    assert first.version == second.version
    assert first.version != other.version


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.csv, line 1: the first line must be: kind,name,aliases"),
        ("name,kind\n", "x.csv, line 1: the first line must be: kind,name,aliases"),
        (
            "kind,name\nperson,Jane Doe\nhuman,Sam Sample\n",
            "x.csv, line 3: unknown kind “human”; write one of person, organisation, product, domain, alias",
        ),
        ("kind,name\nperson,\n", "x.csv, line 2: the name is missing"),
        ("kind,name\nperson,J.\n", "x.csv, line 2: “J.” is too short to look for; write two letters or more"),
        (
            "kind,name,aliases\nperson,Jane Doe,J;D1\n",
            "x.csv, line 2: “J” is too short to look for; write two letters or more",
        ),
        (
            "kind,name,aliases\norganisation,Sample, Inc.,SamMes\n",
            "x.csv, line 2: 4 cells instead of 3; put a name that holds a comma in quotes",
        ),
        ('kind,name\nperson,"Jane\nDoe"\nhuman,Sam\n', "x.csv, line 4: unknown kind “human”"),
        (f"kind,name\nperson,{'x' * 200_000}\n", "x.csv, line 2: field larger than field limit"),
    ],
)
def test_roster_says_which_line_is_wrong_and_what_to_write(text: str, message: str) -> None:
    with pytest.raises(RosterError) as caught:
        Roster.parse(text, source="x.csv")
    assert str(caught.value).startswith(message)


def test_roster_and_allow_list_refuse_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_bytes("kind,name\nperson,Élodie\n".encode("latin-1"))
    with pytest.raises(RosterError, match=r"names\.csv: save the roster as UTF-8 \(byte 17 is not\)"):
        Roster.read(path)
    with pytest.raises(AllowError, match=r"names\.csv: save the allow-list as UTF-8 \(byte 17 is not\)"):
        Allow.read(path)


def test_allow_list_reads_terms_hosts_and_comments(tmp_path: Path) -> None:
    path = tmp_path / "allow.txt"
    path.write_text("# agreed to be named\nOrbit Forum\n\n  orbit.example \n", encoding="utf-8")
    allow = Allow.read(path)
    assert allow == Allow.of(["orbit.example", "Orbit Forum"])
    assert allow.version == Allow.of(["Orbit Forum", "orbit.example"]).version != Allow.of(["Orbit Forum"]).version
    assert [
        allow.allows_host(host) for host in ("orbit.example", "www.orbit.example.", "myorbit.example", "example")
    ] == [
        True,
        True,
        False,
        False,
    ]


def test_shipped_allow_list_names_institutions_in_six_languages() -> None:
    terms = Allow.shipped().terms
    assert {"UN Human Rights", "Nations Unies", "Naciones Unidas", "ООН", "الأمم المتحدة", "联合国"} <= terms
