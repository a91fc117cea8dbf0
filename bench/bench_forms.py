# SPDX-License-Identifier: AGPL-3.0-or-later
"""A form of 150 fields: its page, a save as it is typed, finishing it, reading it back, printing it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from bench.measuring import Table, quickest
from bench.office import installation

ROOT = Path(__file__).resolve().parents[1]
FIELDS, FEW = 150, 15
PAGE, SAVE = 500, 250  # milliseconds at most, on the slowest machine that we promise for
GROWTH = 15  # ten times the fields may take so many times as long at most
KINDS = (
    "{{isian: Isian {n}, kode: q{n}}}",
    "{{isian: Isian {n}, kode: q{n}, jenis: teks panjang}}",
    "{{isian: Isian {n}, kode: q{n}, jenis: angka, satuan: kali, paling kecil: 0}}",
    "{{isian: Isian {n}, kode: q{n}, jenis: tanggal}}",
    "{{isian: Isian {n}, kode: q{n}, jenis: ya tidak}}",
    "{{isian: Isian {n}, kode: q{n}, jenis: skor, pilihan: {{Tidak: 0, Kadang: 1, Sering: 2}}}}",
)
STANDARD = """\
kode: kota-tebing-tinggi/ukur-{name}
versi: 1
judul: Layanan Ukur
penyelenggara: kota-tebing-tinggi
sk: 1 TAHUN 2026
kanal: [datang langsung, telepon]
prosedur:
  - langkah: Catat formulir
    pelaksana: petugas pengaduan
    formulir: {name}
jangka waktu:
  - janji: 5 hari kerja
"""


def form(name: str, number: int) -> str:
    """So many questions of six kinds in turn, the last a sum of the scores."""
    rows = [f"      - {KINDS[place % len(KINDS)].format(n=place)}" for place in range(number - 1)]
    scores = ", ".join(f"q{place}" for place in range(5, number - 1, len(KINDS)))
    rows.append(f'      - {{isian: Nilai, jenis: hitungan, rumus: "jumlah({scores})"}}')
    return (
        f"kode: {name}\njudul: Formulir {number} isian\nbagian:\n  - judul: Semua\n    isian:\n"
        + "\n".join(rows)
        + "\n"
    )


def measure() -> Table:
    """Milliseconds of whole requests, signed in, on a catalogue with forms of 15 and of 150 fields."""
    folder = Path(os.environ.get("TMPDIR", "/tmp")) / f"teduh-bench-catalogue-{os.getpid()}"
    shutil.copytree(ROOT / "catalogue", folder)
    try:
        for name, number in (("ukur-kecil", FEW), ("ukur-besar", FIELDS)):
            (folder / "forms" / f"{name}.yaml").write_text(form(name, number), "utf-8")
        os.environ["TEDUH_CATALOGUE_DIR"] = str(folder)
        with installation():
            return measured()
    finally:
        shutil.rmtree(folder)


def measured() -> Table:
    from django.test.utils import setup_test_environment

    from tests import people
    from tests.cases import making

    setup_test_environment(debug=False)  # a reply then carries what its page was made from
    table = Table(("what", f"{FEW} fields, ms", f"{FIELDS} fields, ms", "times"))
    staff = making.staff_of(people.TEBING_TINGGI)
    found = [times_of(staff, name, number) for name, number in (("ukur-kecil", FEW), ("ukur-besar", FIELDS))]
    for what in found[0]:
        few, many = (1000 * times[what] for times in found)
        table.add(what, f"{few:.1f}", f"{many:.1f}", f"{many / few:.1f}")
        table.limit(f"{what}, {FIELDS} fields in times of {FEW}", many / few, GROWTH)
    table.limit(f"Page of {FIELDS} fields, ms", 1000 * found[1]["Page to fill in"], PAGE)
    table.limit(f"Saving {FIELDS} fields, ms", 1000 * found[1]["Save as it is typed"], SAVE)
    return table


def times_of(staff: dict[str, Any], name: str, number: int) -> dict[str, float]:
    """Seconds of each request for a form of that name, every question answered."""
    from django.test import Client

    from teduh.accounts.models import Office
    from teduh.cases.models import Answers
    from teduh.standards.actions import publish
    from tests import people
    from tests.cases import making
    from tests.cases.filling import STEP, hidden

    office = Office.objects.get(code=people.TEBING_TINGGI)
    file = f"kota-tebing-tinggi/ukur-{name}/standard.yaml"
    version = publish(people.system(), office, text=STANDARD.format(name=name), file=file)
    case = making.opened(staff, version=version)
    client = Client()
    people.sign_in(client, staff["bayu"])
    where = making.step_address(case, STEP)
    page = client.get(where)
    typed = {**hidden(page), **answers(name, number)}
    count = 0

    def save() -> None:
        nonlocal count
        count += 1
        reply = client.post(making.step_address(case, STEP, "save"), {**typed, "autosave_count": str(count)})
        assert reply.status_code == 200, reply.content

    times = {"Page to fill in": quickest(lambda: client.get(where)), "Save as it is typed": quickest(save)}
    outcome = page.context["place"].step.outcomes[0].key
    finished = client.post(where, {**typed, "do": "finish", "outcome": outcome, "autosave_count": str(count + 1)})
    assert finished.status_code == 302, finished.content
    row = Answers.objects.get(case=case, form=name, final=True)
    times["Read back"] = quickest(lambda: client.get(making.address(case, "filled", row.pk)))
    times["Print as PDF"] = quickest(lambda: client.get(making.address(case, "filled_print", row.pk)), times=5)
    return times


def answers(name: str, number: int) -> dict[str, str]:
    given = ("Sesuai catatan", "Ia takut pulang. " * 20, "12", "21-04-2015", "yes", "sering")
    return {f"{name}-q{place}": given[place % len(given)] for place in range(number - 1)}
