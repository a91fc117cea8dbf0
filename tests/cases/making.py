# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cases for tests, made through the door, and their steps taken through the pages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from teduh.accounts.models import Office, Staff
from teduh.cases.actions.opening import Account, Pair, Part, open_case
from teduh.cases.models import Case, OpenStep
from teduh.journal.actor import Actor
from teduh.letters.models import Hop, HopState
from teduh.persons.actions import add_person
from teduh.persons.details import Details
from teduh.procedure.standard.model import Risk
from teduh.standards.actions import publish, publish_catalogue
from teduh.standards.models import StandardVersion
from tests import people

SERVICES = {
    people.TEBING_TINGGI: "kota-tebing-tinggi/pengaduan-masyarakat",
    people.SAMPANG: "kab-sampang/konseling-keluarga",
    people.PEKALONGAN: "kota-pekalongan/terima-rujukan",
    people.LUMAJANG: "kab-lumajang/rekomendasi-abh",
}
# Who takes reports down in each office, and by which channel they come here.
FRONT = {
    people.TEBING_TINGGI: ("bayu", "phone"),
    people.SAMPANG: ("lestari", "letter"),
    people.PEKALONGAN: ("fajar", "referral"),
    people.LUMAJANG: ("putri", "referral"),
}


# A standard with what the four do not have: an outside party, a step that may not be needed, a menu of services, an
# extension, two procedures.
VISUM = """
kode: kota-tebing-tinggi/visum
versi: 1
judul: Permintaan Visum
penyelenggara: kota-tebing-tinggi
sk: 1 TAHUN 2026
kanal: [datang langsung, telepon]
peran: {rumah sakit: luar}
prosedur:
  Visum:
    - langkah: Terima permintaan
      pelaksana: petugas pengaduan
      layanan: [konseling, pendampingan hukum]
      kriteria: [Korban bersedia]
    - langkah: Rujukan psikolog
      pelaksana: petugas pengaduan
      bila: perlu
    - langkah: Serahkan hasil visum
      pelaksana: rumah sakit
      kepada: petugas pengaduan
    - langkah: Catat hasil
      pelaksana: petugas pengaduan
  Pendampingan:
    - langkah: Layanan pendampingan
      pelaksana: petugas pengaduan
jangka waktu:
  - janji: 5 hari kerja
    perpanjangan: {selama: 3 hari kerja, oleh: kepala uptd, kali: 1}
    jeda: [menunggu lembaga lain]
    untuk: Visum
"""


def visum() -> StandardVersion:
    """That standard, published."""
    place = Office.objects.get(code=people.TEBING_TINGGI)
    return publish(people.system(), place, text=VISUM, file="kota-tebing-tinggi/visum/standard.yaml")


def staff_of(*offices: str) -> dict[str, Staff]:
    """The cast of these offices, with what they have published."""
    found = people.cast(*offices)
    publish_catalogue(people.system())
    return found


def acting(staff: Staff, minutes_ago: int = 0) -> Actor:
    """Somebody of the cast, some minutes ago: pages count time by the clock on the wall."""
    return people.acting(staff, timezone.now() - timedelta(minutes=minutes_ago))


def opened(
    staff: dict[str, Staff],
    office: str = people.TEBING_TINGGI,
    *,
    minutes_ago: int = 60,
    name: str = "Kartika Fiktif",
    age: int | None = 31,
    risk: Risk | None = Risk.MEDIUM,
    clients: int = 1,
    version: StandardVersion | None = None,
    procedure: str = "",
    details: Details | None = None,
    **account: Any,
) -> Case:
    """A case of that office, reported some minutes ago, with a client, an alleged perpetrator and a reporter."""
    username, channel = FRONT[office]
    actor = acting(staff[username], minutes_ago)
    place = Office.objects.get(code=office)
    parts = [
        Part(
            person=add_person(actor, place, details=details or Details(name=f"{name}{' II' * number}", sex="female")),
            part="client",
            age=age,
        )
        for number in range(clients)
    ]
    alleged = add_person(actor, place, details=Details(name="Harun Rekaan", sex="male"))
    reporter = add_person(actor, place, details=Details(name="Lina Umpama", phone="0800 0000 199"))
    said = {
        "channel": channel,
        "received_at": actor.at,
        "narrative": "Ia takut pulang.",
        "parts": (*parts, Part(person=alleged, part="alleged"), Part(person=reporter, part="reporter")),
        "pairs": (Pair(client=0, other=clients, relation="husband", same_home="yes"),),
        "risk": risk,
        **account,
    }
    version = version or StandardVersion.objects.get(code=SERVICES[office])
    return open_case(actor, place, version=version, account=Account(**said), procedure=procedure)


# What a consent step tells, where a test takes it without its page.
BY_THE_CLIENT = {"consent_giver": ("client",)}


def address(case: Case, name: str = "case", *arguments: Any) -> str:
    return reverse(f"cases:{name}", args=[case.pk, *arguments])


def step_address(case: Case, key: str, name: str = "step", run: int = 1) -> str:
    return address(case, name, run, key)


def filled(page: Any, **changes: Any) -> dict[str, Any]:
    """What somebody types into the page of a step: every required question, the first choice everywhere, a reason."""
    place = page.context["place"]
    posted: dict[str, Any] = {"round": place.now.round, "reason": "Sesuai pedoman.", "do": "finish"}
    for block in page.context["blocks"]:
        for section in block.sections:
            for field in section.fields:
                if field.required:
                    posted[field.name] = field.options[0].value if field.options else "Isian uji."
    if len(place.step.outcomes) > 1:
        posted["outcome"] = place.step.outcomes[0].key
    if page.context["colleagues"]:
        posted["assignee"] = page.context["colleagues"][0][0]
    return {**posted, **changes}


def take(client: Client, case: Case, key: str, **changes: Any) -> Any:
    """Open the page of a step, fill it in and finish the step."""
    where = step_address(case, key)
    page = client.get(where)
    if page.status_code == 302:
        return approve(client, page["Location"])
    assert page.status_code == 200, page.content.decode()[:500]
    reply = client.post(where, filled(page, **changes))
    if reply.status_code == 302 and reply["Location"].startswith("/surat/"):  # a step that signs what it makes
        return approve(client, reply["Location"])
    return reply


PASSPHRASE = "payung teduh di tengah hujan"


def approve(client: Client, letter: str, **changes: Any) -> Any:
    """Paraf or signature on a letter's page, with a key of one's own that is made at the first."""
    page = client.get(letter).context["page"]
    if page.wants_key:
        key(client)
    sent = {"version": page.paper.version, "passphrase": PASSPHRASE, "note": "Sesuai putusan.", **changes}
    return client.post(f"{letter}setuju/", sent)


def key(client: Client) -> None:
    """A signing key of one's own."""
    made = client.post("/persetujuan/kunci/", {"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert made.status_code == 302, made.content.decode()


def approve_by_kind(client: Client, staff: dict[str, Staff], case: Case) -> None:
    """Letters that no step of the procedure signs, signed by whoever holds the post."""
    while hop := Hop.objects.filter(case=case, state=HopState.WAITING, step="").first():
        official = next(one for one in staff.values() if {held.role for held in one.holdings.all()} & set(hop.roles))
        people.sign_in(client, official)
        reply = approve(client, reverse("letters:letter", args=[hop.letter_id]))
        assert reply.status_code == 302, reply.content.decode()


def open_keys(case: Case) -> list[str]:
    return list(OpenStep.objects.filter(case=case).order_by("opened_at", "pk").values_list("key", flat=True))


def moment(at: datetime) -> str:
    """As the browser's own field writes it, in the offices' zone."""
    return timezone.localtime(at, ZoneInfo("Asia/Jakarta")).strftime("%Y-%m-%dT%H:%M")
