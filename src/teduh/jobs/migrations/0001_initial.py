# SPDX-License-Identifier: AGPL-3.0-or-later

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("worker", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-seen_at"],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("task", models.CharField(max_length=200)),
                ("args", models.JSONField(default=list)),
                ("kwargs", models.JSONField(default=dict)),
                ("queue", models.CharField(default="default", max_length=40)),
                ("priority", models.SmallIntegerField(default=0)),
                ("slot", models.CharField(max_length=250, null=True, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("ready", "Ready"), ("running", "Running"), ("done", "Done"), ("dead", "Dead")],
                        default="ready",
                        max_length=8,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("max_attempts", models.PositiveSmallIntegerField()),
                ("enqueued_at", models.DateTimeField()),
                ("run_after", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("holder", models.CharField(blank=True, max_length=60)),
                ("leased_until", models.DateTimeField(null=True)),
                ("fault", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-priority", "run_after"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "ready")), fields=["-priority", "run_after"], name="job_ready"
                    ),
                    models.Index(condition=models.Q(("state", "running")), fields=["leased_until"], name="job_leased"),
                ],
            },
        ),
    ]
