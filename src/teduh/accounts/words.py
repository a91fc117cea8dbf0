# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words of the core and of the roles in the language that the reader has chosen."""

from __future__ import annotations

from django.utils.translation import get_language

from teduh.accounts import roles
from teduh.procedure.problems import Message


def said(message: Message) -> str:
    """The sentence in the reader's language."""
    return message.text("en" if get_language() == "en" else "id")


def role_name(code: str) -> str:
    """The role in the reader's language; an unknown code is shown as it stands."""
    role = roles.BY_CODE.get(code)
    return said(Message(role.id, role.en)) if role else code
