# SPDX-License-Identifier: AGPL-3.0-or-later

import django.db.models.deletion
from django.db import migrations, models

import teduh.vault.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("vault", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                ("chain", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("sequence", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["chain"],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("chain", models.CharField(max_length=80)),
                ("sequence", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=80)),
                ("actor", models.CharField(max_length=40)),
                ("actor_office", models.CharField(blank=True, max_length=60)),
                ("roles", models.CharField(blank=True, max_length=400)),
                ("office", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("cause", models.CharField(blank=True, max_length=100)),
                ("data_text", models.TextField(default="{}")),
                ("events_text", models.TextField(default="[]")),
                ("payload", teduh.vault.fields.SealedJSON()),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
                (
                    "envelope",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.envelope"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "entries",
                "ordering": ["chain", "sequence"],
                "indexes": [models.Index(fields=["office", "at"], name="entry_office")],
                "constraints": [models.UniqueConstraint(fields=("chain", "sequence"), name="entry_once")],
            },
        ),
    ]
