# SPDX-License-Identifier: AGPL-3.0-or-later
"""A copy that leaves the circle names nobody who is protected (UU 11/2012 art. 19, UU 12/2022 art. 69)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from teduh.letters.kinds import compose, read_kinds
from teduh.letters.outside import WITHHELD, CopyRefusedError, ProtectedPerson, leaks, masked
from tests.letters.specimens import ANSWERS, CASE, CLIENT, FORM, LETTERS, OFFICE, PROTECTED, answers_for, specimen

KINDS = sorted(read_kinds(LETTERS))


def printed(data: Mapping[str, Any]) -> str:
    """Everything that would be printed, without the case's own standard and the office."""
    return json.dumps([data["letter"], data["clients"], data["form"]], ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mawar Rekaan datang.", "M. R. datang."),
        ("MAWAR REKAAN dan mawar", "M. R. dan M. R."),
        ("Rekaan Mawar", "M. R."),
        ("Bukunya Mawarnya itu", "Bukunya M. R. itu"),
        ("Mawar, Rekaan", "M. R., M. R."),
        ("si Awa tidur", "si M. R. tidur"),
        ("awan Mawardi", "awan Mawardi"),
        ("Bagas-Andaian", "B. A."),
        ("Máwar", "M. R."),
        ("Mawar bersama Bagas", "M. R. bersama B. A."),
        ("Ma\u200bwar dan Ma\u00adwar", "M. R. dan M. R."),
        ("akun mawarrekaan dan mawar99", "akun M. R. dan M. R."),
        ("Ｍａｗａｒ", "M. R."),
        ("Ma\u0489w\u0334a\ufe0fr", "M. R."),
    ],
)
def test_names_become_initials(text: str, expected: str) -> None:
    assert masked(text, PROTECTED) == expected


def test_a_name_of_the_staff_stands_though_a_client_bears_a_part_of_it() -> None:
    siti: list[ProtectedPerson] = [{"name": "Siti Contoh", "initials": "S. C.", "others": []}]
    text = "Siti Rahma, NIP 1, mendampingi Siti."
    assert masked(text, siti, known=["Siti Rahma"]) == "Siti Rahma, NIP 1, mendampingi S. C."


def test_names_in_other_scripts_become_initials() -> None:
    people: list[ProtectedPerson] = [
        {"name": "محمد الرشيد", "initials": "م. ا.", "others": []},
        {"name": "ᬯᬬᬦ᭄ ᬲᬭᬶ", "initials": "W. S.", "others": []},
    ]
    assert masked("Ayah محمد الرشيد dan ᬯᬬᬦ᭄ ᬲᬭᬶ", people) == "Ayah م. ا. dan W. S."


@pytest.mark.parametrize(
    "text",
    [
        "tinggal di Jl. Kenanga 12 RT 3 RW 5",
        "rumahnya di DESA SUKAMAJU",
        "anak dari Sukamaju itu",
        "di jalan kenanga",
        "di Jalan Ke\u200bnanga",
        "di RT 03 RW 05",
        "siswa SMP 3 Contoh",
        "siswa SMP N 3 Contoh",
        "telepon 0812 - 0000 - 1234",
        "bersekolah di SMPN 3 Contoh",
        "dihubungi di +62 812 0000 1234",
        "dihubungi di 081200001234",
        "NIK 3508014507110009",
        "NIK 35.0801.450711.0009",
        "nomor 1234567890123456 milik siapa pun",
    ],
)
def test_what_leads_to_somebody_is_found(text: str) -> None:
    assert leaks("Alasan", text, PROTECTED)


@pytest.mark.parametrize(
    "text",
    [
        "tinggal di Kecamatan Tengah, Kabupaten Contoh",
        "di Kecamatan Sukamaju",
        "di jalan",
        "siswa SMP 4 Contoh",
        "(02-03-2026) 08-03-2026",
        "NIP 198505052010011002",
        "pasal 12 ayat 3",
        "(021) 000000",
    ],
)
def test_what_leads_to_nobody_stands(text: str) -> None:
    assert not leaks("Alasan", text, PROTECTED)


def test_an_address_is_refused_with_the_field_that_holds_it() -> None:
    with pytest.raises(CopyRefusedError) as refused:
        specimen("surat-rujukan", answers={"to": "Kepala", "reason": "Rumahnya di Desa Sukamaju, nomor 081200001234"})
    assert refused.value.reason.id.count("“Alasan rujukan”") == 2
    assert "The field “Alasan rujukan”" in refused.value.reason.en
    assert "Sukamaju" not in str(refused.value), "a refusal is kept in the journal, and must not tell what it hides"
    assert {leak.found for leak in refused.value.leaks} == {"Desa Sukamaju", "Sukamaju", "081200001234"}


@pytest.mark.parametrize("key", KINDS)
def test_every_kind_can_leave_without_naming_anybody(key: str) -> None:
    kind = read_kinds(LETTERS)[key]
    answers = {
        code: f"{answer} Mawar Rekaan bersama Bagas."
        if isinstance(answer, str) and code not in ("given_on",)
        else answer
        for code, answer in answers_for(kind).items()
    }
    text = printed(specimen(key, answers=answers, copy="outside"))
    assert not re.search("mawar|rekaan|bagas|kenanga|sukamaju", text, re.IGNORECASE)


def test_a_form_withholds_what_it_cannot_rewrite() -> None:
    data = specimen("laporan-sosial", copy="outside")
    values = {one["label"]: one["value"] for section in data["form"]["sections"] for one in section["fields"]}
    assert values["Nama lengkap"] == values["Alamat domisili"] == WITHHELD
    assert values["Kondisi psikologis"].startswith("M. R. tampak cemas")
    assert values["Kondisi fisik"] == "Sehat, tidur kurang nyenyak"
    assert "name" not in data["clients"][0]


def test_a_full_copy_says_who_may_have_it_and_why() -> None:
    entitled = {"who": "Penyidik Unit PPA Polres Contoh", "why": "PP 65 Tahun 2015 Pasal 13"}
    data = specimen("rekomendasi-pendampingan", entitled=entitled)
    assert data["clients"][0]["name"] == CLIENT["name"]
    assert data["letter"]["entitled"] == entitled


@pytest.mark.parametrize("entitled", [{}, {"who": "Polres Contoh"}, {"who": " ", "why": "Permintaan"}])
def test_a_full_copy_for_nobody_or_for_no_reason_is_refused(entitled: dict[str, str]) -> None:
    with pytest.raises(CopyRefusedError):
        specimen("rekomendasi-pendampingan", entitled=entitled)


LATIN = "abcdefghijklmnopqrstuvwxyz"
words = st.text(LATIN, min_size=3, max_size=9)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)
between = st.sampled_from([" ", ", ", "-", "\n", " (", "/", ". "])
styles = st.sampled_from([str, str.upper, str.title, str.lower])


@settings(deadline=None)
@given(name=names, filler=st.lists(words, max_size=8), gap=between, style=styles, data=st.data())
def test_no_part_of_a_protected_name_is_left_in_any_text(
    name: str, filler: list[str], gap: str, style: Any, data: st.DataObject
) -> None:
    parts = data.draw(st.permutations([*filler, *name.split()]))
    person: ProtectedPerson = {"name": name, "initials": "X. Y.", "others": []}
    left = set(re.findall(r"\w+", masked(gap.join(style(one) for one in parts), [person]).casefold()))
    secret = set(name.split()) - {
        "bin",
        "binti",
        "alias",
        "haji",
        "hajah",
        "bapak",
        "ibu",
        "anak",
        "saudara",
        "saudari",
    }
    assert not left & (secret - {"alm", "almh"})


@settings(deadline=None, max_examples=30)
@given(name=names, filler=words)
def test_no_outside_letter_holds_a_protected_name(name: str, filler: str) -> None:
    kind = read_kinds(LETTERS)["surat-pelimpahan"]
    person: ProtectedPerson = {"name": name, "initials": "Q. Q.", "others": []}
    told = f"zzz {name} zzz {filler} zzz {name.rsplit(maxsplit=1)[-1]}"
    data = compose(
        kind,
        {one.code: told for one in kind.questions},
        office=OFFICE,
        place="Contoh",
        date_text="",
        case=CASE,
        clients=[{**CLIENT, "name": name}],
        protected=[person],
    )
    values = [field["value"] for field in data["letter"]["fields"]] + [data["letter"]["to"]]
    secret = {
        one for one in name.split() if one not in "bin binti alias haji hajah bapak ibu anak saudara saudari alm almh"
    }
    assert not any(set(value.casefold().split()) & (secret - {"zzz"}) for value in values)
    assert "name" not in data["clients"][0]


def test_an_internal_copy_keeps_its_words() -> None:
    data = specimen("laporan-sosial")
    assert data["form"] == FORM
    assert data["clients"] == [CLIENT]
    assert specimen("surat-tugas")["letter"]["fields"][1]["value"] == ANSWERS["assignees"]
