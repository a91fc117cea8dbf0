# SPDX-License-Identifier: AGPL-3.0-or-later
"""Messages are found in code and templates, keep their English, and are compiled without the GNU tools."""

from __future__ import annotations

import gettext
from pathlib import Path

from teduh.config.messages import as_text, collect, compile_catalog, merge, unfaithful, untranslated

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
first = _("Simpan")
second = ngettext("%(n)s hari", "%(n)s hari kerja", 2)
third = pgettext("bulan", "Mei")
"""
TEMPLATE = """{% load i18n %}
<div>
    <p title="{% translate 'Judul yang "dikutip"' %}">it's {{ value|default:_("tidak diketahui") }}</p>
  <c-button label="{% trans 'Kirim' %}" />
{% blocktranslate count n=2 %}{{ n }} kasus{% plural %}{{ n }} kasus lagi{% endblocktranslate %}
</div>
"""


def package(folder: Path) -> Path:
    (folder / "part.py").write_text(PYTHON)
    (folder / "page.html").write_text(TEMPLATE)
    return folder


def test_messages_of_code_and_templates_are_found(tmp_path: Path) -> None:
    found = {message.id: message.context for message in collect(package(tmp_path)) if message.id}
    assert found == {
        "Simpan": None,
        ("%(n)s hari", "%(n)s hari kerja"): None,
        "Mei": "bulan",
        'Judul yang "dikutip"': None,
        "tidak diketahui": None,
        "Kirim": None,
        ("%(n)s kasus", "%(n)s kasus lagi"): None,
    }


def test_english_is_kept_and_what_lacks_it_is_named(tmp_path: Path) -> None:
    folder = package(tmp_path)
    path = folder / "django.po"
    first = collect(folder)
    first.get("Simpan").string = "Save"
    path.write_bytes(as_text(first))

    again = merge(collect(folder), path)
    assert again.get("Simpan").string == "Save"
    assert "Simpan" not in [message.id for message in untranslated(again)]
    assert "Kirim" in [message.id for message in untranslated(again)]
    assert as_text(again) == path.read_bytes()


def test_english_that_drops_a_value_is_named(tmp_path: Path) -> None:
    catalog = collect(package(tmp_path))
    plural = catalog.get(("%(n)s kasus", "%(n)s kasus lagi"))
    plural.string = ("%(n)s case", "%(n)s more cases")
    assert unfaithful(catalog) == []
    plural.string = ("one case", "%(n)s more cases")
    assert unfaithful(catalog) == [plural]


def test_the_compiled_catalogue_speaks_english(tmp_path: Path) -> None:
    folder = package(tmp_path)
    catalog = collect(folder)
    catalog.get("Simpan").string = "Save"
    path = folder / "django.po"
    path.write_bytes(as_text(catalog))
    compile_catalog(path)
    with path.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Simpan") == "Save"
