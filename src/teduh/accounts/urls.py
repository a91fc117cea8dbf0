# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of signing in and of administration."""

from __future__ import annotations

from django.urls import path

from teduh.accounts.views import offices, signing_in, staff

app_name = "accounts"
urlpatterns = [
    path("masuk/", signing_in.sign_in, name="sign_in"),
    path("keluar/", signing_in.sign_out, name="sign_out"),
    path("sandi/", signing_in.password, name="password"),
    path("kelola/", offices.manage, name="manage"),
    path("kelola/libur/", offices.holidays, name="national_holidays"),
    path("kelola/libur/<int:number>/hapus/", offices.remove_holiday, name="remove_national_holiday"),
    path("kelola/staf/", staff.staff, name="installation_staff"),
    path("kelola/staf/baru/", staff.new_staff, name="new_installation_staff"),
    path("kelola/staf/<int:number>/", staff.one_staff, name="one_staff"),
    path("kelola/staf/<int:number>/peran/", staff.give_role, name="give_role"),
    path("kelola/staf/<int:number>/peran/<int:holding>/akhiri/", staff.end_role, name="end_role"),
    path("kelola/staf/<int:number>/aktif/", staff.set_active, name="set_active"),
    path("kelola/staf/<int:number>/sandi/", staff.reset_password, name="reset_password"),
    path("kelola/<slug:code>/", offices.summary, name="summary"),
    path("kelola/<slug:code>/ubah/", offices.office, name="office"),
    path("kelola/<slug:code>/unit/baru/", offices.unit, name="new_unit"),
    path("kelola/<slug:code>/unit/<int:number>/", offices.unit, name="unit"),
    path("kelola/<slug:code>/staf/", staff.staff, name="staff"),
    path("kelola/<slug:code>/staf/baru/", staff.new_staff, name="new_staff"),
    path("kelola/<slug:code>/pengganti/", offices.deputies, name="deputies"),
    path("kelola/<slug:code>/pengganti/<int:number>/akhiri/", offices.end_deputy, name="end_deputy"),
    path("kelola/<slug:code>/libur/", offices.holidays, name="holidays"),
    path("kelola/<slug:code>/libur/<int:number>/hapus/", offices.remove_holiday, name="remove_holiday"),
]
