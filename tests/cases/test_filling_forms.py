# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms as data, filled in through their pages: every kind of question, saved as typed, read back, printed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from teduh.accounts.models import Staff
from teduh.cases.models import Answers, Attachment, Case
from teduh.journal.queries import entries_of
from tests import people
from tests.cases import making
from tests.cases.filling import (
    STEP,
    Catalogue,
    bayu,
    catalogue,
    field_of,
    hidden,
    page_of,
    send,
    service,
    staff,
    text_of,
)
from tests.letters.scans import png
from tests.procedure.test_form_kinds import EVERY_KIND

pytestmark = pytest.mark.django_db
__all__ = ["bayu", "catalogue", "staff"]

DRAWN = "M10 20L30 40L200 90"
TYPED: dict[str, Any] = {
    "lengkap-nama-panggilan": "Tika",
    "lengkap-cerita": "Ia takut pulang.",
    "lengkap-berat": "48,5",
    "lengkap-anak": "2",
    "lengkap-tanggal": "21-04-2015",
    "lengkap-tanggal.about": "1",
    "lengkap-pukul": "7.30",
    "lengkap-tempat": "rumah",
    "lengkap-bentuk": ["physical", "sexual"],
    "lengkap-bahaya": "yes",
    "lengkap-alamat": "Jl. Melati 3",
    "lengkap-alamat.place": "Durian, Bajenis",
    "lengkap-paraf": ["", "paper"],
    "lengkap-tidur": "tidak-bisa",
    "lengkap-makan": "berkurang",
    "lengkap-rencana": "Ke rumah bibi.",
    "lengkap-keluarga.1.nama": "Ani Rekaan",
    "lengkap-keluarga.1.umur": "7",
    "lengkap-keluarga.3.nama": "Budi Rekaan",
    "lengkap-keluarga.3.sekolah": "?",
    "lengkap-biaya.2.rupiah": "250.000",
    "lengkap-wali": "Bibinya",
}


@pytest.fixture
def case(catalogue: Catalogue, staff: dict[str, Staff]) -> Case:
    catalogue.write("lengkap", EVERY_KIND)
    return service(staff, "lengkap")


def kept(case: Case) -> Any:
    return Answers.objects.filter(case=case, form="lengkap", final=True).latest("saved_at").values.open()


def finish(client: Client, case: Case, key: str = STEP, **changes: Any) -> Any:
    page = page_of(client, case, key)
    outcome = page.context["place"].step.outcomes[0].key
    posted = {**hidden(page), "do": "finish", "outcome": outcome, **TYPED, **changes}
    return client.post(making.step_address(case, key), posted)


def test_every_kind_of_question_is_answered_and_read_back(bayu: Client, case: Case) -> None:
    client = case.participants.get(part="client").pk
    reply = finish(bayu, case, **{"lengkap-pendamping": str(client)})
    assert reply.status_code == 302, text_of(reply)
    assert kept(case) == {
        "nama-panggilan": "Tika",
        "cerita": "Ia takut pulang.",
        "berat": 48.5,
        "anak": 2,
        "tanggal": "2015-04-21~",
        "pukul": "07:30",
        "tempat": "rumah",
        "bentuk": ["physical", "sexual"],
        "bahaya": "yes",
        "pendamping": str(client),
        "alamat": {"line": "Jl. Melati 3", "place": "Durian, Bajenis"},
        "paraf": "paper",
        "tidur": "tidak-bisa",
        "makan": "berkurang",
        "nilai": 5,
        "rencana": "Ke rumah bibi.",
        "keluarga": [{"nama": "Ani Rekaan", "umur": 7}, {"nama": "Budi Rekaan", "sekolah": None}],
        "biaya": [{}, {"rupiah": 250000}],
        "seluruh": 250000,
        "wali": "Bibinya",
    }
    text = text_of(bayu.get(making.step_address(case, STEP)))
    for words in ("48,5 kg", "sekitar 21-04-2015", "07.30", "5 poin: Tinggi", "Ani Rekaan", "250000", ", klien"):
        assert words in text, words


def test_what_must_be_answered_depends_on_the_score(bayu: Client, case: Case) -> None:
    reply = finish(bayu, case, **{"lengkap-rencana": "", "lengkap-keluarga.3.nama": ""})
    assert reply.status_code == 422
    assert 'href="#lengkap-rencana"' in text_of(reply)
    # The emptied row moved up: what is missing is asked where it stands now.
    assert field_of(reply, "lengkap-keluarga.2.nama").error
    assert field_of(reply, "lengkap-nilai").value == "5 poin: Tinggi"
    calm = {"lengkap-tidur": "nyenyak", "lengkap-makan": "biasa", "lengkap-rencana": ""}
    assert finish(bayu, case, **calm).status_code == 302


def test_a_save_as_it_is_typed_comes_back_with_results(bayu: Client, case: Case) -> None:
    page = page_of(bayu, case)
    assert field_of(page, "lengkap-wali").asked == "no"
    assert field_of(page, "lengkap-nilai").lacks == "2 isian belum dijawab"
    typed = {**hidden(page), "lengkap-tidur": "kadang-terbangun", "lengkap-keluarga.1.umur": "3"}
    said = bayu.post(making.step_address(case, STEP, "save"), typed).json()
    assert said["results"]["lengkap-nilai"] == ["1 poin: Rendah", "low", "1 isian belum dijawab"]
    assert said["shown"] == ["lengkap-wali"]
    again = page_of(bayu, case)
    assert field_of(again, "lengkap-keluarga.1.umur").value == "3"
    assert field_of(again, "lengkap-keluarga.2.umur").value == ""
    assert field_of(again, "lengkap-wali").asked == "yes"


def test_everything_may_be_unknown(bayu: Client, case: Case) -> None:
    page = page_of(bayu, case)
    fields = [one for block in page.context["blocks"] for section in block.sections for one in section.fields]
    unknown: dict[str, Any] = {f"{one.name}.unknown": "1" for one in fields if one.look != "result"}
    unknown |= {one.name: "?" for one in fields if one.look in ("buttons", "ticks", "list")}
    posted = {**hidden(page), "do": "finish", "outcome": page.context["place"].step.outcomes[0].key, **unknown}
    assert bayu.post(making.step_address(case, STEP), posted).status_code == 302
    assert set(kept(case).values()) == {None}


# Files and signatures


def photo(size: int = 0) -> SimpleUploadedFile:
    return SimpleUploadedFile("luka kiri.jpg", png() + b"\0" * size, content_type="image/png")


def test_a_photo_is_kept_sealed_and_its_opening_is_recorded(bayu: Client, case: Case, staff: dict[str, Staff]) -> None:
    page = page_of(bayu, case)
    send(bayu, case, page, do="save", **{"lengkap-foto__new": photo()})
    row = Attachment.objects.get(case=case)
    again = page_of(bayu, case)
    assert [one.name for one in field_of(again, "lengkap-foto").files] == ["luka kiri.jpg"]
    assert finish(bayu, case, **{"lengkap-foto": str(row.pk)}).status_code == 302
    assert kept(case)["foto"] == [{"id": str(row.pk), "type": "image/png", "size": row.size, "name": "luka kiri.jpg"}]
    shown = bayu.get(making.address(case, "attachment", row.pk))
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert shown.content == png()
    assert "case.attachment.opened" in {entry.code for entry in entries_of(case)}
    people.sign_in(bayu, staff["lestari"])
    assert bayu.get(making.address(case, "attachment", row.pk)).status_code == 404


def test_a_file_that_cannot_be_kept_says_why_and_costs_nothing_else(bayu: Client, case: Case) -> None:
    reply = finish(bayu, case, **{"lengkap-foto.new": photo(30_000_000)})
    assert reply.status_code == 422
    assert "paling besar 5 MB" in field_of(reply, "lengkap-foto").error
    assert field_of(reply, "lengkap-nama-panggilan").value == "Tika"
    pdf = SimpleUploadedFile("surat.pdf", b"%PDF-1.4 bukan apa-apa", content_type="image/jpeg")
    assert field_of(finish(bayu, case, **{"lengkap-foto.new": pdf}), "lengkap-foto").error
    assert not Attachment.objects.exists()


def test_a_file_of_another_case_is_no_answer(bayu: Client, case: Case, staff: dict[str, Staff]) -> None:
    send(bayu, case, page_of(bayu, case), do="save", **{"lengkap-foto__new": photo()})
    other = making.opened(staff, version=case.runs.get(number=1).version)
    assert finish(bayu, other, **{"lengkap-foto": str(Attachment.objects.get().pk)}).status_code == 302
    assert "foto" not in kept(other)


def test_a_signature_is_drawn_or_stands_on_paper(bayu: Client, case: Case) -> None:
    bad = finish(bayu, case, **{"lengkap-paraf": "M1 1<script>"})
    assert "Ulangi" in field_of(bad, "lengkap-paraf").error
    assert finish(bayu, case, **{"lengkap-paraf": DRAWN}).status_code == 302
    assert f'<path d="{DRAWN}"/>' in text_of(bayu.get(making.step_address(case, STEP)))


# Compared and printed


def test_the_second_time_stands_beside_the_first_and_prints(bayu: Client, case: Case) -> None:
    assert finish(bayu, case).status_code == 302
    begun = page_of(bayu, case, "catat-lagi")
    assert "terakhir diisi" in text_of(begun)
    assert field_of(begun, "lengkap-berat").value == "48,5"
    assert field_of(begun, "lengkap-paraf").value == "", "a signature signs once"
    assert finish(bayu, case, "catat-lagi", **{"lengkap-berat": "50", "lengkap-anak": "?"}).status_code == 302
    rows = list(Answers.objects.filter(case=case, form="lengkap", final=True).order_by("saved_at"))
    page = bayu.get(making.address(case, "filled", rows[1].pk))
    changed = {one.text: (one.before, one.after) for one in page.context["changes"] if one.changed}
    assert changed["Berat badan"] == ("48,5 kg", "50 kg")
    assert changed["Anak"] == ("2", "Tidak diketahui")
    assert len(changed) == 2
    pdf = bayu.get(making.address(case, "filled_print", rows[1].pk))
    assert pdf["Content-Type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    for words in ("SEMUA JENIS", "50 kg", "5 poin: Tinggi", "Ani Rekaan", "Paraf", case.number, "RAHASIA"):
        assert words in text, words
    assert "case.form.printed" in {entry.code for entry in entries_of(case)}


def test_whoever_does_not_see_the_case_sees_no_form_of_it(bayu: Client, case: Case, staff: dict[str, Staff]) -> None:
    finish(bayu, case)
    row = Answers.objects.get(case=case, form="lengkap", final=True)
    other = making.opened(staff, version=case.runs.get(number=1).version)
    assert bayu.get(making.address(other, "filled", row.pk)).status_code == 404
    people.sign_in(bayu, staff["lestari"])
    assert bayu.get(making.address(case, "filled", row.pk)).status_code == 404
    assert bayu.get(making.address(case, "filled_print", row.pk)).status_code == 404
