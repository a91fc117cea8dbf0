# SPDX-License-Identifier: AGPL-3.0-or-later
"""The invented staff of the four offices, for the demonstration and for tests. Nobody here exists.

The surnames say so: Contoh (example), Rekaan (made up), Fiktif (fictitious), Umpama (as it were), Misalan (say),
Andaian (supposition), Karangan (a tale), Khayal (imagined).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from teduh.accounts import actions, queries
from teduh.accounts.actors import system_actor
from teduh.journal.actor import Actor
from teduh.journal.subjects import INSTALLATION

if TYPE_CHECKING:
    from teduh.accounts.models import Staff

PASSWORD = "coba-teduh-dulu"  # noqa: S105 -- for the demonstration only, and shown on its sign-in page
SINCE = date(2021, 1, 4)

LUMAJANG, SAMPANG = "kab-lumajang", "kab-sampang"
PEKALONGAN, TEBING_TINGGI = "kota-pekalongan", "kota-tebing-tinggi"


@dataclass(frozen=True, slots=True)
class Player:
    """One of the cast. Without an office: of the installation. `heads`: whether they lead the unit."""

    username: str
    full_name: str
    office: str
    unit: str
    title: str
    roles: tuple[str, ...]
    heads: bool = False
    rank: str = ""


BIDANG_LUMAJANG = "Bidang Rehabilitasi dan Perlindungan Sosial"
BIDANG_SAMPANG = "Bidang Pemberdayaan Perempuan dan Perlindungan Anak"
DINSOS = "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak"
DPMPPA = "Dinas Pemberdayaan Masyarakat, Perempuan dan Perlindungan Anak"
DP3APM = "Dinas Pemberdayaan Perempuan, Perlindungan Anak dan Pemberdayaan Masyarakat"
SEKSI_PEKALONGAN = "Seksi Perlindungan Perempuan dan Anak"
UTAMA, PEMBINA, PENATA = "Pembina Utama Muda, IV/c", "Pembina, IV/a", "Penata, III/c"

CAST = (
    Player("bayu", "Bayu Rekaan", TEBING_TINGGI, "UPTD PPA", "Petugas Pengaduan", ("intake_officer",)),
    Player("ratna", "Ratna Contoh", TEBING_TINGGI, "UPTD PPA", "Manajer Kasus", ("case_manager", "social_worker")),
    Player("sekar", "dr. Sekar Fiktif", TEBING_TINGGI, "UPTD PPA", "Psikolog", ("psychologist",)),
    Player("kirana", "Kirana Khayal", TEBING_TINGGI, "UPTD PPA", "Pendamping", ("companion", "counsellor")),
    Player("dimas", "Dimas Misalan", TEBING_TINGGI, "UPTD PPA", "Pengelola Data", ("data_officer",)),
    Player("tirta", "Tirta Andaian", TEBING_TINGGI, "UPTD PPA", "Kepala UPTD PPA", ("unit_head",), True, PENATA),
    Player(
        "sari",
        "Sari Umpama",
        TEBING_TINGGI,
        "Bidang Perlindungan Perempuan dan Anak",
        "Kepala Bidang Perlindungan Perempuan dan Anak",
        ("division_head",),
        True,
        PEMBINA,
    ),
    Player("wira", "Wira Karangan", TEBING_TINGGI, DP3APM, "Kepala Dinas", ("agency_head",), True, UTAMA),
    Player("gita", "Gita Rekaan", TEBING_TINGGI, "Sekretariat", "Pengelola Aplikasi", ("administrator",)),
    Player("lestari", "Lestari Contoh", SAMPANG, "Sekretariat", "Staf Sekretariat", ("secretariat",)),
    Player("jaya", "Jaya Rekaan", SAMPANG, "Sekretariat", "Admin Pengaduan", ("intake_officer",)),
    Player(
        "nirmala", "Nirmala Umpama", SAMPANG, BIDANG_SAMPANG, "Kepala Bidang PPPA", ("division_head",), True, PEMBINA
    ),
    Player("melati", "Melati Fiktif", SAMPANG, "PUSPAGA Rato Ebu", "Konselor", ("counsellor", "social_worker")),
    Player(
        "hadi",
        "Hadi Andaian",
        SAMPANG,
        "Bidang Rehabilitasi Sosial",
        "Kepala Bidang Rehabilitasi Sosial",
        ("division_head",),
        True,
        PEMBINA,
    ),
    Player("surya", "Surya Khayal", SAMPANG, DINSOS, "Kepala Dinas", ("agency_head",), True, UTAMA),
    Player("fajar", "Fajar Rekaan", PEKALONGAN, "LP-PAR", "Fulltimer LP-PAR", ("intake_officer",)),
    Player("intan", "Intan Contoh", PEKALONGAN, "LP-PAR", "Ketua LP-PAR", ("case_manager",), True),
    Player("wulan", "Wulan Fiktif", PEKALONGAN, "LP-PAR", "Psikolog", ("technical_team", "psychologist")),
    Player("bagas", "Bagas Misalan", PEKALONGAN, "LP-PAR", "Advokat", ("technical_team", "advocate")),
    Player("galih", "Galih Umpama", PEKALONGAN, SEKSI_PEKALONGAN, "Kepala Seksi PPA", ("section_head",), True, PENATA),
    Player(
        "yoga", "Yoga Andaian", PEKALONGAN, "Bidang P3HA dan PPA", "Kepala Bidang", ("division_head",), True, PEMBINA
    ),
    Player("rahma", "Rahma Karangan", PEKALONGAN, DPMPPA, "Kepala Dinas", ("agency_head",), True, UTAMA),
    Player("putri", "Putri Rekaan", LUMAJANG, BIDANG_LUMAJANG, "Petugas Penerimaan", ("intake_officer",)),
    Player("sakti", "Sakti Contoh", LUMAJANG, BIDANG_LUMAJANG, "Sakti Peksos", ("social_worker",)),
    Player("laras", "Laras Misalan", LUMAJANG, BIDANG_LUMAJANG, "Sakti Peksos", ("social_worker",)),
    Player("dewi", "Dewi Umpama", LUMAJANG, BIDANG_LUMAJANG, "Kepala Bidang", ("division_head",), True, PEMBINA),
    Player("arif", "Arif Khayal", LUMAJANG, DINSOS, "Kepala Dinas", ("agency_head",), True, UTAMA),
    Player("anjani", "Anjani Khayal", "", "", "Pengelola Teduh", ("administrator",)),
    Player("panji", "Panji Umpama", "", "", "Pengawas", ("overseer",)),
)


def make_demo_staff(
    at: datetime, *, offices: Iterable[str] | None = None, password: str = PASSWORD
) -> dict[str, Staff]:
    """The cast by sign-in name, each with roles and place; of these offices ("" for the installation's), else of all.

    The offices must be there (`actions.load_offices`). Whoever is there already is left as they are.
    """
    wanted = None if offices is None else set(offices)
    actor = system_actor(at)
    found: dict[str, Staff] = {}
    for player in CAST:
        if wanted is None or player.office in wanted:
            found[player.username] = queries.by_username(player.username) or _make(actor, player, password)
    return found


def nip_of(player: Player) -> str:
    """A number that nobody can have: its day of birth is the 00th of month 00."""
    return f"197000002010000{CAST.index(player):03d}" if player.rank else ""


def _make(actor: Actor, player: Player, password: str) -> Staff:
    office = queries.office(player.office) if player.office else None
    unit = queries.unit_named(player.office, player.unit) if office else None
    staff = actions.add_staff(
        actor,
        office or INSTALLATION,
        username=player.username,
        details=actions.StaffDetails(
            full_name=player.full_name, unit=unit, title=player.title, rank=player.rank, nip=nip_of(player)
        ),
        password=password,
        held=player.roles,
        held_from=SINCE,
        must_change_password=False,
        demo=True,
    )
    if player.heads and office is not None and unit is not None:
        actions.save_unit(
            actor, office, unit=unit, name=unit.name, parent=unit.parent, head_role=unit.head_role, head=staff
        )
    return staff
