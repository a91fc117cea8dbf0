# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's sealed profile in words: religion, work, schooling, marriage, nationality, which disability.

Sealed and opened with a purpose, for codes together single somebody out in a village, and health is specific data
(UU 27/2022 art. 4(2)).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teduh.lib.codelists import label
from teduh.persons.details import CODED

LABELS = {
    "education": gettext_lazy("Pendidikan"),
    "occupation": gettext_lazy("Pekerjaan"),
    "religion": gettext_lazy("Agama"),
    "marital_status": gettext_lazy("Status perkawinan"),
    "nationality": gettext_lazy("Kewarganegaraan"),
}


def profile_words(profile: Mapping[str, Any]) -> str:
    """`Agama: Islam; Pekerjaan: Nelayan`, what is unknown left out."""
    said = [(str(LABELS[name]), words_of(name, profile[name])) for name in CODED if name in profile]
    if kinds := profile.get("disabilities"):
        said.append((_("Ragam disabilitas"), ", ".join(label("disability_types", one) for one in kinds)))
    return "; ".join(f"{name}: {words}" for name, words in said)


def words_of(name: str, code: str) -> str:
    return code.upper() if name == "nationality" else label(name, code)  # WNI, WNA
