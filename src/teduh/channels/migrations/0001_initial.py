# SPDX-License-Identifier: AGPL-3.0-or-later

import uuid

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
            name="Message",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("office_code", models.CharField(blank=True, max_length=60)),
                ("chain", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=20)),
                ("created_at", models.DateTimeField()),
                ("address", teduh.vault.fields.SealedText()),
                ("title", teduh.vault.fields.SealedText()),
                ("body", teduh.vault.fields.SealedText()),
                (
                    "envelope",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.envelope"
                    ),
                ),
            ],
            options={
                "ordering": ["created_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="delivery",
                        serialize=False,
                        to="channels.message",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("sent", "Sent"), ("failed", "Failed")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("attempted_at", models.DateTimeField(null=True)),
                ("fault", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "ordering": ["message"],
                "indexes": [models.Index(fields=["state"], name="delivery_state")],
            },
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["chain"], name="message_chain"),
        ),
    ]
