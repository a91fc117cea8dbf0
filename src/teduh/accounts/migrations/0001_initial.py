# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Office",
            fields=[
                ("code", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(max_length=80)),
                ("agency", models.CharField(max_length=200)),
                ("regency_code", models.CharField(max_length=5)),
                ("zone", models.CharField(default="Asia/Jakarta", max_length=40)),
                ("hours", models.JSONField()),
                ("at_once_minutes", models.PositiveSmallIntegerField(default=30)),
                ("warn_days", models.PositiveSmallIntegerField(default=1)),
                ("warn_minutes", models.PositiveSmallIntegerField(default=60)),
                ("address", models.TextField(blank=True)),
                ("phone", models.CharField(blank=True, max_length=60)),
                ("contacts", models.JSONField(default=list)),
                ("letterhead", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), models.Q(("name", ""), _negated=True)
                        ),
                        name="office_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("at_once_minutes__gte", 1)), name="office_at_once_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("username", models.CharField(max_length=60, unique=True, verbose_name="nama masuk")),
                ("full_name", models.CharField(max_length=150, verbose_name="nama lengkap")),
                ("title", models.CharField(blank=True, max_length=120)),
                ("nip", models.CharField(blank=True, max_length=18)),
                ("rank", models.CharField(blank=True, max_length=80)),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="surel")),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("is_active", models.BooleanField(default=True)),
                ("must_change_password", models.BooleanField(default=True)),
                ("demo", models.BooleanField(default=False)),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="staff",
                        to="accounts.office",
                    ),
                ),
            ],
            options={
                "ordering": ["full_name"],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                (
                    "head_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("intake_officer", "Petugas pengaduan"),
                            ("case_manager", "Manajer kasus"),
                            ("companion", "Pendamping kasus"),
                            ("social_worker", "Pekerja sosial"),
                            ("psychologist", "Psikolog"),
                            ("counsellor", "Konselor"),
                            ("advocate", "Advokat"),
                            ("paralegal", "Paralegal"),
                            ("rapid_response", "Unit reaksi cepat"),
                            ("case_supervisor", "Supervisor kasus"),
                            ("expert", "Tenaga ahli"),
                            ("technical_team", "Tim teknis"),
                            ("data_officer", "Petugas data"),
                            ("secretariat", "Sekretariat"),
                            ("secretary", "Sekretaris dinas"),
                            ("division_head", "Kepala bidang"),
                            ("section_head", "Kepala seksi"),
                            ("unit_head", "Kepala UPTD"),
                            ("agency_head", "Kepala dinas"),
                            ("administrator", "Pengelola aplikasi"),
                            ("overseer", "Pengawas"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "head",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="headed_units",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="units", to="accounts.office"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["office", "id"],
            },
        ),
        migrations.CreateModel(
            name="Deputy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("plt", "Plt. (pelaksana tugas)"), ("plh", "Plh. (pelaksana harian)")], max_length=3
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("intake_officer", "Petugas pengaduan"),
                            ("case_manager", "Manajer kasus"),
                            ("companion", "Pendamping kasus"),
                            ("social_worker", "Pekerja sosial"),
                            ("psychologist", "Psikolog"),
                            ("counsellor", "Konselor"),
                            ("advocate", "Advokat"),
                            ("paralegal", "Paralegal"),
                            ("rapid_response", "Unit reaksi cepat"),
                            ("case_supervisor", "Supervisor kasus"),
                            ("expert", "Tenaga ahli"),
                            ("technical_team", "Tim teknis"),
                            ("data_officer", "Petugas data"),
                            ("secretariat", "Sekretariat"),
                            ("secretary", "Sekretaris dinas"),
                            ("division_head", "Kepala bidang"),
                            ("section_head", "Kepala seksi"),
                            ("unit_head", "Kepala UPTD"),
                            ("agency_head", "Kepala dinas"),
                            ("administrator", "Pengelola aplikasi"),
                            ("overseer", "Pengawas"),
                        ],
                        max_length=30,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                (
                    "absent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputyships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deputies", to="accounts.office"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-valid_from", "id"],
            },
        ),
        migrations.AddField(
            model_name="staff",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="staff",
                to="accounts.unit",
            ),
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="duties", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="duty_ends_after_start"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Holding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("intake_officer", "Petugas pengaduan"),
                            ("case_manager", "Manajer kasus"),
                            ("companion", "Pendamping kasus"),
                            ("social_worker", "Pekerja sosial"),
                            ("psychologist", "Psikolog"),
                            ("counsellor", "Konselor"),
                            ("advocate", "Advokat"),
                            ("paralegal", "Paralegal"),
                            ("rapid_response", "Unit reaksi cepat"),
                            ("case_supervisor", "Supervisor kasus"),
                            ("expert", "Tenaga ahli"),
                            ("technical_team", "Tim teknis"),
                            ("data_officer", "Petugas data"),
                            ("secretariat", "Sekretariat"),
                            ("secretary", "Sekretaris dinas"),
                            ("division_head", "Kepala bidang"),
                            ("section_head", "Kepala seksi"),
                            ("unit_head", "Kepala UPTD"),
                            ("agency_head", "Kepala dinas"),
                            ("administrator", "Pengelola aplikasi"),
                            ("overseer", "Pengawas"),
                        ],
                        max_length=30,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["staff", "role", "valid_from"],
                "indexes": [models.Index(fields=["role", "valid_from"], name="holding_by_role")],
                "constraints": [
                    models.UniqueConstraint(fields=("staff", "role", "valid_from"), name="holding_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="holding_until_after_from",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "intake_officer",
                                    "case_manager",
                                    "companion",
                                    "social_worker",
                                    "psychologist",
                                    "counsellor",
                                    "advocate",
                                    "paralegal",
                                    "rapid_response",
                                    "case_supervisor",
                                    "expert",
                                    "technical_team",
                                    "data_officer",
                                    "secretariat",
                                    "secretary",
                                    "division_head",
                                    "section_head",
                                    "unit_head",
                                    "agency_head",
                                    "administrator",
                                    "overseer",
                                ],
                            )
                        ),
                        name="holding_role_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField()),
                ("name", models.CharField(max_length=150)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("national", "Libur nasional"),
                            ("joint_leave", "Cuti bersama"),
                            ("local", "Libur setempat"),
                        ],
                        max_length=12,
                    ),
                ),
                ("provisional", models.BooleanField(default=False)),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holidays",
                        to="accounts.office",
                    ),
                ),
            ],
            options={
                "ordering": ["date", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("office__isnull", True)),
                        fields=("date",),
                        name="holiday_national_once_a_day",
                    ),
                    models.UniqueConstraint(fields=("office", "date"), name="holiday_local_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "local"), ("office__isnull", False)),
                            models.Q(("kind__in", ["national", "joint_leave"]), ("office__isnull", True)),
                            _connector="OR",
                        ),
                        name="holiday_local_has_an_office",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(fields=("office", "name"), name="unit_once"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                ),
                name="unit_not_its_own_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                ),
                name="deputy_until_after_from",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["plt", "plh"])), name="deputy_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["secretary", "division_head", "section_head", "unit_head", "agency_head"])
                ),
                name="deputy_of_a_post",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("absent__isnull", True), models.Q(("absent", models.F("staff")), _negated=True), _connector="OR"
                ),
                name="deputy_not_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="deputy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "plh"), _negated=True),
                    models.Q(("absent__isnull", False), ("valid_until__isnull", False)),
                    _connector="OR",
                ),
                name="deputy_for_days_names_whom_and_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="staff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("username", ""), _negated=True), models.Q(("full_name", ""), _negated=True)
                ),
                name="staff_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="staff",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__isnull", True), ("office__isnull", False), _connector="OR"),
                name="staff_unit_within_office",
            ),
        ),
    ]
