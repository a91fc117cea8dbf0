# SPDX-License-Identifier: AGPL-3.0-or-later
"""How long sealed content is kept, by the word that a field declares."""

from __future__ import annotations

RETENTION = {
    "case": "Selama berkas kasus disimpan menurut jadwal retensi arsip kantor; musnah bersama kunci kasus.",
    "person": "Selama ada kasus yang memerlukannya; musnah bersama kunci orang itu.",
    "report": "Selama aduan disimpan menurut jadwal retensi arsip kantor; musnah bersama kunci aduan.",
    "journal": "Selama jurnal subjeknya terbaca; setelah kunci musnah rantai jurnal tetap dapat diperiksa.",
    "message": "Musnah bersama kunci kasus atau aduan yang dikabarkan.",
    "office": "Selama kantor memakainya.",
}
