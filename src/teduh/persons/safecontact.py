# SPDX-License-Identifier: AGPL-3.0-or-later
"""How somebody may be reached without putting them in danger. A standing caution wherever the person is worked with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What is asked, in the order in which it is read out. Values are free text, but for the two that are answered by code.
FIELDS = {
    "channel": gettext_lazy("Lewat apa"),
    "hours": gettext_lazy("Kapan aman"),
    "code_word": gettext_lazy("Kata sandi"),
    "never": gettext_lazy("Jangan pernah"),
    "note": gettext_lazy("Catatan lain"),
}
SHARED = "shared_phone"  # yes, no, unknown


def lines(contact: Mapping[str, Any] | None) -> list[str]:
    """The caution as short sentences, the gravest first; empty where nobody said anything."""
    if not contact:
        return []
    found = []
    if never := str(contact.get("never", "")).strip():
        found.append(_("Jangan pernah: %s") % never)
    if contact.get(SHARED) == "yes":
        found.append(_("Ponsel dipakai bersama orang lain"))
    if contact.get("now") == "unsafe":
        found.append(_("Saat melapor tidak aman bicara"))
    rest = {name: str(contact.get(name, "")).strip() for name in ("channel", "hours", "code_word", "note")}
    return [*found, *(text if name == "note" else f"{FIELDS[name]}: {text}" for name, text in rest.items() if text)]
