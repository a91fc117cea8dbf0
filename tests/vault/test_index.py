# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names as Indonesians write them meet in the blind index, and nowhere else."""

from __future__ import annotations

import pytest

from teduh.journal import door
from teduh.vault import envelopes, index
from teduh.vault.names import digits_of, phones_of, sound_of, words_of

WORDS = [
    ("H. Achmad Djoko, S.H., M.H.", ("achmad", "djoko")),
    ("Prof. Dr. dr. Ir. Bunga Uji, Sp.OG., M.Si", ("bunga", "uji")),
    ("Drs. Moch. Soekarno", ("muhammad", "soekarno")),
    ("M. Ridwan", ("muhammad", "ridwan")),
    ("M.Ridwan", ("muhammad", "ridwan")),
    ("MUHAMAD RIDWAN SH", ("muhammad", "ridwan")),
    ("Hj.Siti Khadijah", ("siti", "khadijah")),
    ("Siti Fatimah binti Abd. Rahman", ("siti", "fatimah", "abdul", "rahman")),
    ("Nia alias Yaya", ("nia", "yaya")),
    ("O'Neil", ("oneil",)),
    ("André", ("andre",)),
    ("\0Ani\ud800 \u202eUji", ("ani", "uji")),
    ("A. Rahman", ("rahman",)),
    ("Ma", ("ma",)),
    ("H", ("h",)),
    ("Suparmi", ("suparmi",)),
    ("سلام", ("سلام",)),
    ("", ()),
    ("😀 , .", ()),
]

SAME_SOUND = [
    ("Soekarno", "Sukarno"),
    ("Djoko", "Joko"),
    ("Tjokro", "Cokro"),
    ("Njoman", "Nyoman"),
    ("Sjamsoeddin", "Syamsudin", "Samsudin"),
    ("Achmad", "Akhmad", "Ahmad", "Ahmat"),
    ("Choirul", "Khoirul", "Koirul"),
    ("Jusuf", "Yusuf"),
    ("Jahja", "Yahya"),
    ("Fatimah", "Fatima"),
    ("Aisyah", "Aisjah", "Aisah", "Aisya"),
    ("Rudy", "Rudi"),
    ("Novi", "Nofi"),
    ("Zainal", "Sainal"),
    ("Surya", "Suria", "Surja"),
    ("Budhi", "Budi"),
    ("Shinta", "Sinta"),
    ("Qomariyah", "Komariah"),
    ("Rachmat", "Rahmat"),
]
OTHER_SOUND = [("Siti", "Santi"), ("Budi", "Bude"), ("Ani", "Ina"), ("Yusuf", "Yosep"), ("Rahma", "Rahmat")]


@pytest.mark.parametrize(("name", "words"), WORDS)
def test_a_name_is_brought_to_its_plain_words(name: str, words: tuple[str, ...]) -> None:
    assert words_of(name) == words


@pytest.mark.parametrize("spellings", SAME_SOUND, ids=lambda names: names[0])
def test_spellings_of_one_name_sound_alike(spellings: tuple[str, ...]) -> None:
    assert len({sound_of(word.casefold()) for word in spellings}) == 1


@pytest.mark.parametrize("names", OTHER_SOUND, ids=lambda names: names[0])
def test_other_names_sound_otherwise(names: tuple[str, str]) -> None:
    assert len({sound_of(word.casefold()) for word in names}) == 2


def test_every_spelling_of_muhammad_is_one() -> None:
    spellings = ["Muhammad", "Muhamad", "Mohammad", "Mohamad", "Mochamad", "Moch.", "Moh.", "Muh.", "Mhd.", "Md."]
    assert {words_of(f"{spelling} Uji")[0] for spelling in spellings} == {"muhammad"}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("0812-3456-7890", ("6281234567890",)),
        ("+62 812 3456 7890", ("6281234567890",)),
        ("62812 3456 7890", ("6281234567890",)),
        ("+62 (0)812 3456 7890", ("6281234567890",)),
        ("812 3456 7890", ("6281234567890",)),
        ("0334 881234 / 0812 3456 7890", ("62334881234", "6281234567890")),
        ("tidak ada", ()),
        ("112", ()),
    ],
)
def test_one_telephone_number_has_one_form(text: str, numbers: tuple[str, ...]) -> None:
    assert phones_of(text) == numbers


def test_a_nik_is_its_digits() -> None:
    assert digits_of(" 35.2701-410190 0001 ") == "3527014101900001"
    assert digits_of("٣٥") == "35"


@pytest.mark.django_db
def test_tokens_are_keyed_by_office_and_kind() -> None:
    assert index.tokens("kab-sampang", "name", "Bunga Uji") == set()  # nothing sealed yet, and a search makes no key
    with door.outside(reason="a raw fixture"):
        envelopes.create("kab-sampang", "case")
        envelopes.create("kota-pekalongan", "case")
    tokens = index.tokens("kab-sampang", "name", "Uji, Bunga")
    assert tokens == index.tokens("kab-sampang", "name", "bunga uji")
    assert {len(token) for token in tokens} == {16}
    assert tokens.isdisjoint(index.tokens("kota-pekalongan", "name", "Bunga Uji"))
    assert tokens.isdisjoint(index.tokens("kab-sampang", "phonetic", "Bunga Uji"))
    assert index.tokens("kab-sampang", "phone", "0812 3456 7890") == index.tokens(
        "kab-sampang", "phone", "+6281234567890"
    )
    assert index.tokens("kab-sampang", "nik", "abc") == set()
    envelopes.forget()
    assert tokens == index.tokens("kab-sampang", "name", "Bunga Uji")
