# SPDX-License-Identifier: AGPL-3.0-or-later
"""A letter out of a real case: what it protects comes from the case's people, who may stand from the office's staff."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from teduh.accounts.models import Staff
from teduh.cases.actions import file
from teduh.cases.models import Case
from teduh.journal.door import Refused
from teduh.letters.actions.making import make_letter
from teduh.letters.models import Paper
from teduh.persons.details import Address, Details
from tests import people
from tests.cases import making

pytestmark = pytest.mark.django_db
CLIENT = Details(
    name="Kartika Fiktif",
    alias="Tika",
    phone="0800 0000 131",
    home=Address(text="Jalan Angan No. 4, Kelurahan Andai, Kota Tebing Tinggi"),
)
TO = "Kepala UPTD PPA Kota Contoh"


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI)


@pytest.fixture
def case(staff: dict[str, Staff]) -> Case:
    return making.opened(staff, details=CLIENT)


def transfer(staff: dict[str, Staff], case: Case, reason: str) -> Paper:
    answers = {"to": TO, "reason": reason, "services": "", "needs": "", "attachments": ""}
    letter = make_letter(
        making.acting(staff["bayu"]), case, run=1, step="limpahkan", product="surat-pelimpahan", answers=answers
    )
    return letter.papers.get()


def text_of(paper: Paper, folder: Path) -> str:
    path = folder / "surat.pdf"
    path.write_bytes(paper.pdf.open())
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(told.split())


def test_free_text_names_the_client_by_initials_and_the_staff_by_name(
    staff: dict[str, Staff], case: Case, tmp_path: Path
) -> None:
    name = staff["bayu"].full_name
    text = text_of(transfer(staff, case, f"KARTIKA (Tika) pindah; Fiktif didampingi {name}."), tmp_path)
    assert "K. F. (K. F.) pindah; K. F. didampingi" in text
    assert name in text
    assert not {"kartika", "tika", "fiktif"} & set(text.casefold().replace("(", " ").replace(")", " ").split())


@pytest.mark.parametrize("told", ["rumahnya di jl. angan 4", "kini di Kelurahan Andai", "telepon 08000000131"])
def test_an_address_or_number_stops_the_letter_and_says_which_field(
    staff: dict[str, Staff], case: Case, told: str
) -> None:
    with pytest.raises(Refused) as refused:
        transfer(staff, case, told)
    assert "“Alasan pelimpahan”" in refused.value.refusal.reason.id
    assert not Paper.objects.filter(case=case).exists()


def test_a_witness_is_protected_and_a_grown_reporter_is_not(
    staff: dict[str, Staff], case: Case, tmp_path: Path
) -> None:
    witness = Details(name="Budi Semoga")
    file.add_new_person(making.acting(staff["bayu"], 5), case, details=witness, part="witness", age=40)
    text = text_of(transfer(staff, case, "Budi melihat, Lina melapor."), tmp_path)
    assert "B. S. melihat, Lina melapor." in text


@pytest.mark.parametrize(
    ("number", "said", "unsaid"),
    [
        (1, "K. F.", "kawan-kawan"),
        (2, "1. K. F., 31 tahun, Perempuan 2. K. F. I., 31 tahun, Perempuan", "kawan-kawan"),
        (3, "3. K. F. I. I., 31 tahun", "kawan-kawan"),
        (4, "K. F. dan kawan-kawan, 4 orang (daftar terlampir)", "2. K. F. I., 31 tahun"),
    ],
)
def test_a_letter_names_everybody_whom_it_concerns(
    staff: dict[str, Staff], tmp_path: Path, number: int, said: str, unsaid: str
) -> None:
    paper = transfer(staff, making.opened(staff, clients=number), "Pindah ke kota lain.")
    text = text_of(paper, tmp_path)
    assert said in text
    assert unsaid not in text
    assert ("Lampiran: daftar klien" in text) is (number > 3)
    assert "Kartika" not in text
    if number > 3:
        assert "1 (satu) lembar" in text
        assert [f"{place}." in text.partition("Lampiran: daftar klien")[2] for place in (1, 2, 3, 4)] == [True] * 4


def test_a_paper_that_stays_inside_names_everybody_in_full(staff: dict[str, Staff], tmp_path: Path) -> None:
    case = making.opened(staff, clients=4)
    letter = make_letter(
        making.acting(staff["bayu"]), case, run=1, step="asesmen", product="laporan-asesmen", answers={}
    )
    text = text_of(letter.papers.get(), tmp_path)
    assert "Kartika Fiktif dan kawan-kawan, 4 orang (daftar terlampir)" in text
    assert "Kartika Fiktif II II II" in text.partition("Lampiran: daftar klien")[2]
