# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can happen to a report."""

from __future__ import annotations

from teduh.journal import codes
from teduh.procedure.problems import Message

codes.register(
    {
        "report.taken": Message("Laporan mulai diterima", "The taking of a report began"),
        "report.saved": Message("Isi laporan disimpan", "What was typed of a report was saved"),
        "report.taken_over": Message("Laporan diambil alih seorang rekan", "A colleague took the report over"),
        "report.handed_over": Message("Laporan diserahkan kepada petugas lain", "The report was handed to a colleague"),
        "report.opened": Message("Laporan menjadi kasus", "The report became a case"),
        "report.joined": Message("Laporan digabung ke kasus", "The report joined a case"),
        "report.read": Message("Laporan asli dibuka", "The original report was opened"),
        "report.set_aside": Message("Laporan disisihkan", "The report was set aside"),
    }
)
