# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stories: example timelines of a standard that people read and machines replay.

    cerita: Surat kaleng disisihkan dengan alasan
    fakta: {kanal: surat}          # layanan: NAME chooses among several procedures
    kejadian:
      - 2026-03-02 09.00 dibuka
      - 2026-03-02 09.30 selesai pilah pengaduan = surat kaleng
      - 2026-03-02 09.30 harap akhir = disisihkan
      - 2026-03-02 09.40 tolak teruskan kepada kepala dinas

One line an event, in the office's local time. Each is acted by the first of the step's roles, with a reason.

| line | means |
|---|---|
| `dibuka` | the report arrived |
| `mulai X`, `selesai X`, `selesai X = OUTCOME` | a step begun, finished (its first outcome where none is named) |
| `entri X`, `putus X` | an entry of a repeated step; begun work broken off |
| `fakta risiko = tinggi` | a fact becomes known or changes; several values with commas; `-` is unknown again |
| `syarat lengkap` | the requirements are complete |
| `syarat X`, `syarat X = dibebaskan`, `syarat X = tidak sah` | one requirement brought, waived, found invalid |
| `jeda REASON`, `lanjut` | the clocks that allow it stop, go on |
| `perpanjang janji 1` | the promise's extension is granted |
| `layanan X` | one more procedure of the standard starts in the same case |
| `akhiri = dihentikan` | the built-in early end, by a superior |
| `batal X` | the last result of X is withdrawn |
| `tutup` | the case file is closed |
| `tolak X`, `tolak X = OUTCOME`, `tolak LINE` | finishing X, or that line, must be refused |
| `harap terbuka = a, b` | exactly these steps are open, in the file's order; `-` for none |
| `harap akhir = tuntas` | how the case ended; `-` while it runs |
| `harap janji 1 = tepat`, `= berjalan 2026-03-05 16.00` | a clock's state, with its due time where given |

Behind a line, `tanpa alasan` means that no reason was given. A story that nowhere speaks of `persetujuan` presumes
that consent was given; one that does (`fakta persetujuan = diberikan`, `ditolak`, `ditarik`, `darurat`) starts without.
Unless `fakta pemberi persetujuan = klien` or `wali` says otherwise, a guardian gives it together with the child.
"""

from __future__ import annotations

from teduh.procedure.stories.playing import (
    After,
    OpenStep,
    Played,
    Uncovered,
    play,
    tell,
    uncovered,
    usual_time,
)
from teduh.procedure.stories.reading import Line, Story, parse, read
from teduh.procedure.stories.telling import STATUS_WORDS, clock_in_words

__all__ = [
    "STATUS_WORDS",
    "After",
    "Line",
    "OpenStep",
    "Played",
    "Story",
    "Uncovered",
    "clock_in_words",
    "parse",
    "play",
    "read",
    "tell",
    "uncovered",
    "usual_time",
]
