# SPDX-License-Identifier: AGPL-3.0-or-later

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="OfficeKey",
            fields=[
                ("office", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField()),
                ("index_wrapped", models.BinaryField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("rotated_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["office"],
            },
        ),
        migrations.CreateModel(
            name="Envelope",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("office", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=40)),
                ("wrapped", models.BinaryField(null=True)),
                ("version", models.PositiveIntegerField()),
                ("created_at", models.DateTimeField()),
                ("legal_hold", models.BooleanField(default=False)),
                ("destroyed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["created_at", "id"],
                "indexes": [models.Index(fields=["office", "version"], name="envelope_rewrap")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("destroyed_at__isnull", True), ("wrapped__isnull", False)),
                            models.Q(("destroyed_at__isnull", False), ("wrapped__isnull", True)),
                            _connector="OR",
                        ),
                        name="envelope_destroyed_or_wrapped",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("legal_hold", False), ("destroyed_at__isnull", True), _connector="OR"),
                        name="envelope_held_is_kept",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "journal")), fields=("office",), name="envelope_journal_once"
                    ),
                ],
            },
        ),
    ]
