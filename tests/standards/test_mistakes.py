# SPDX-License-Identifier: AGPL-3.0-or-later
"""A mistake in one standard closes no office: what is in force is served on, and the mistake is named."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from teduh.standards.models import StandardVersion
from tests import people

pytestmark = pytest.mark.django_db
SERVICE = "kab-sampang/konseling-keluarga"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A catalogue that may be spoiled."""
    shutil.copytree(settings.CATALOGUE_DIR, tmp_path / "catalogue")
    return tmp_path / "catalogue"


def spoil(catalogue: Path, old: str, new: str) -> None:
    file = catalogue / "standards" / SERVICE / "standard.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def prepared(catalogue: Path) -> str:
    said = StringIO()
    with override_settings(CATALOGUE_DIR=catalogue):
        call_command("prepare", stdout=StringIO(), stderr=said)
    return said.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("judul: ", "judul: Lain ", "C7: versi 1 sudah terbit"), ("versi: 1", "verssi: 1", "C5: ")],
)
def test_what_is_in_force_stays_and_the_mistake_is_told(
    catalogue: Path, client: Client, old: str, new: str, told: str
) -> None:
    assert prepared(catalogue) == ""
    spoil(catalogue, old, new)
    said = prepared(catalogue)
    assert f"{SERVICE}/standard.yaml:" in said
    assert told in said
    assert StandardVersion.objects.get(code=SERVICE).version == 1

    cast = people.cast(people.SAMPANG)
    with override_settings(CATALOGUE_DIR=catalogue):
        people.sign_in(client, cast["surya"])
        page = client.get("/standar/").content.decode()
        assert f"{SERVICE}/standard.yaml, baris" in page
        assert told.partition(":")[0] in page
        people.sign_in(client, cast["melati"])
        assert "standard.yaml" not in client.get("/standar/").content.decode()


def test_the_other_standards_are_published_all_the_same(catalogue: Path) -> None:
    spoil(catalogue, "versi: 1", "verssi: 1")
    assert "C5" in prepared(catalogue)
    assert StandardVersion.objects.count() == 3
    assert not StandardVersion.objects.filter(code=SERVICE).exists()


def test_with_nothing_in_force_the_command_ends_with_a_sentence(catalogue: Path) -> None:
    for file in (catalogue / "standards").glob("*/*/standard.yaml"):
        file.write_bytes(b"\xff: [")
    with pytest.raises(CommandError, match="Belum ada standar yang berlaku"):
        prepared(catalogue)
