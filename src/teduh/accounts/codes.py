# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can happen to offices and staff, one sentence each."""

from __future__ import annotations

from teduh.procedure.problems import Message

TABLE = {
    "office.founded": Message("Kantor mulai memakai Teduh", "An office began to use Teduh"),
    "office.changed": Message("Data kantor diubah", "An office's details were changed"),
    "unit.saved": Message("Unit kantor ditambah atau diubah", "A unit was added or changed"),
    "holidays.announced": Message("Hari libur nasional dimuat", "National holidays were loaded"),
    "holiday.added": Message("Hari libur ditambah", "A holiday was added"),
    "holiday.removed": Message("Hari libur dihapus", "A holiday was removed"),
    "staff.added": Message("Staf ditambah", "A member of staff was added"),
    "staff.changed": Message("Data staf diubah", "Details of a member of staff were changed"),
    "staff.activity": Message("Staf diaktifkan atau dinonaktifkan", "A member of staff was activated or deactivated"),
    "staff.password_reset": Message("Kata sandi staf disetel ulang", "A member of staff got a new first password"),
    "role.given": Message("Peran diberikan", "A role was given"),
    "role.ended": Message("Peran diakhiri", "A role was ended"),
    "deputy.appointed": Message("Plt. atau Plh. ditunjuk", "A deputy was appointed"),
    "deputy.ended": Message("Plt. atau Plh. diakhiri", "A deputyship was ended"),
    "duty.set": Message("Jadwal tugas dicatat", "A duty was set"),
    "sign_in.accepted": Message("Masuk", "Signed in"),
    "sign_in.failed": Message("Gagal masuk", "Failed to sign in"),
    "sign_in.ended": Message("Keluar", "Signed out"),
    "password.changed": Message("Kata sandi diganti", "The password was changed"),
}
