# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the database itself refuses: to alter or remove what the journal holds, whoever asks."""

from __future__ import annotations

from typing import Any

REFUSAL = "Jurnal hanya dapat ditambah: catatan tidak boleh diubah atau dihapus."

# A replacing insert deletes without firing the trigger of deletion, so it is refused by one of its own.
SQLITE = {
    "journal_entry_update": "BEFORE UPDATE ON journal_entry BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    "journal_entry_delete": "BEFORE DELETE ON journal_entry BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    "journal_entry_replace": (
        "BEFORE INSERT ON journal_entry WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.id "
        "OR (chain = NEW.chain AND sequence = NEW.sequence)) BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    ),
    "journal_head_delete": "BEFORE DELETE ON journal_head BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    "journal_head_back": (
        "BEFORE UPDATE ON journal_head WHEN NEW.chain <> OLD.chain OR NEW.sequence <= OLD.sequence "
        "BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    ),
    "journal_head_replace": (
        "BEFORE INSERT ON journal_head WHEN NEW.sequence <> 0 BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    ),
}
POSTGRESQL = {
    "journal_entry_update": "BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entry FOR EACH STATEMENT",
    "journal_head_delete": "BEFORE DELETE OR TRUNCATE ON journal_head FOR EACH STATEMENT",
    "journal_head_back": (
        "BEFORE UPDATE ON journal_head FOR EACH ROW WHEN (NEW.chain <> OLD.chain OR NEW.sequence <= OLD.sequence)"
    ),
    "journal_head_replace": "BEFORE INSERT ON journal_head FOR EACH ROW WHEN (NEW.sequence <> 0)",
}


def install(connection: Any) -> None:
    """Put the triggers in place."""
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """Take them away: for a migration that rebuilds the tables, and for tests that empty the database."""
    with connection.cursor() as cursor:
        for name in POSTGRESQL if connection.vendor == "postgresql" else SQLITE:
            table = "_".join(name.split("_")[:2])
            cursor.execute(
                f"DROP TRIGGER IF EXISTS {name} ON {table}"
                if connection.vendor == "postgresql"
                else f"DROP TRIGGER IF EXISTS {name}"
            )


def statements(vendor: str) -> list[str]:
    """The statements that make the triggers of a database."""
    if vendor == "postgresql":
        function = (
            "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
        )
        return [
            function,
            *(f"CREATE TRIGGER {name} {rest} EXECUTE FUNCTION journal_refuse()" for name, rest in POSTGRESQL.items()),
        ]
    return [f"CREATE TRIGGER {name} {rest.format(refusal=REFUSAL)}" for name, rest in SQLITE.items()]
