# SPDX-License-Identifier: AGPL-3.0-or-later
"""A catalogue with forms of its own, and a service whose first step asks them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from teduh.accounts.models import Office, Staff
from teduh.cases.models import Case
from teduh.standards import formfiles
from teduh.standards.actions import publish
from tests import people
from tests.cases import making

STEP = "catat-formulir"
STANDARD = """\
kode: kota-tebing-tinggi/{code}
versi: 1
judul: Layanan Uji
penyelenggara: kota-tebing-tinggi
sk: 1 TAHUN 2026
kanal: [datang langsung, telepon]
prosedur:
  - langkah: Catat formulir
    pelaksana: petugas pengaduan
    formulir: {form}
  - langkah: Catat lagi
    setelah: catat formulir
    pelaksana: petugas pengaduan
    formulir: {form}
jangka waktu:
  - janji: 5 hari kerja
"""


class Catalogue:
    """The delivered catalogue with forms that a test writes, and writes anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "forms").mkdir(parents=True)
        for path in Path(settings.CATALOGUE_DIR).iterdir():
            if path.name != "forms":
                (folder / path.name).symlink_to(path)
        for path in (Path(settings.CATALOGUE_DIR) / "forms").iterdir():
            (folder / "forms" / path.name).symlink_to(path)

    def write(self, name: str, text: str) -> Path:
        """A form as it is from now on: as after a new start of the server."""
        path = self.folder / "forms" / f"{name}.yaml"
        path.write_text(text, "utf-8")
        formfiles._read.cache_clear()
        return path


@pytest.fixture
def catalogue(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    made = Catalogue(tmp_path / "catalogue")
    settings.CATALOGUE_DIR = made.folder
    monkeypatch.setenv("TEDUH_CATALOGUE_DIR", str(made.folder))
    yield made
    formfiles._read.cache_clear()


@pytest.fixture
def staff() -> dict[str, Staff]:
    return making.staff_of(people.TEBING_TINGGI, people.SAMPANG)


@pytest.fixture
def bayu(client: Client, staff: dict[str, Staff]) -> Client:
    people.sign_in(client, staff["bayu"])
    return client


def service(staff: dict[str, Staff], form: str) -> Case:
    """A case of a service whose steps ask that form."""
    place = Office.objects.get(code=people.TEBING_TINGGI)
    code = f"uji-{form}"
    text = STANDARD.format(code=code, form=form)
    version = publish(people.system(), place, text=text, file=f"kota-tebing-tinggi/{code}/standard.yaml")
    return making.opened(staff, version=version, risk=None)


def page_of(client: Client, case: Case, key: str = STEP) -> Any:
    page = client.get(making.step_address(case, key))
    assert page.status_code == 200, page.content.decode()[:600]
    return page


def hidden(page: Any) -> dict[str, str]:
    """What the page itself sends beside what is typed."""
    shown = page.context["saving"]
    said = {"page": shown.page, "made_from": str(shown.made_from), "stand": page.context["stand"]}
    for block in page.context["blocks"]:
        said[f"{block.prefix}.wording"] = block.wording
    return {**said, "round": str(page.context["place"].now.round), "autosave_count": str(shown.count + 1)}


def send(client: Client, case: Case, page: Any, *, do: str = "finish", key: str = STEP, **typed: Any) -> Any:
    """Type into a page and press: names of fields with `__` for the point."""
    outcome = {"outcome": page.context["place"].step.outcomes[0].key} if do == "finish" else {}
    said = {name.replace("__", "."): value for name, value in typed.items()}
    return client.post(making.step_address(case, key), {**hidden(page), **outcome, **said, "do": do})


def text_of(reply: Any) -> str:
    return str(reply.content.decode())


def field_of(page: Any, name: str) -> Any:
    """The field of that name as the page was made with it."""
    fields = [
        one
        for block in page.context["blocks"]
        for section in block.sections
        for part in section.fields
        for one in part.all
    ]
    return next(one for one in fields if one.name == name)
