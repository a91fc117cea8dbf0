# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of the screens: found in the sources in Indonesian, kept with their English in one catalogue.

The GNU tools are not needed: Babel reads Python and writes the files, Django turns a template into something that reads
like Python.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HEADER = """\
# SPDX-License-Identifier: AGPL-3.0-or-later
# English for Teduh's screens. The Indonesian is the source: `make messages` takes it from the code and the templates.
#"""


def collect(package: Path) -> Catalog:
    """Every message of the package's Python files and templates, each with the files it stands in."""
    catalog = Catalog(locale="en", header_comment=HEADER, fuzzy=False)
    for path in sorted(source_files(package)):
        content = path.read_text("utf-8")
        if path.suffix == ".html":
            content = as_python(content, path)
        location = path.relative_to(package).as_posix()
        found = extract("python", BytesIO(content.encode()), keywords=KEYWORDS, comment_tags=("Translators:",))
        for _, message, comments, context in found:
            catalog.add(message, None, [(location, 0)], auto_comments=comments, context=context)
    return catalog


def source_files(package: Path) -> Iterator[Path]:
    """Python files and templates, migrations left out: nobody reads those on a screen."""
    for path in package.rglob("*"):
        if path.suffix in {".py", ".html"} and "migrations" not in path.parts and path.is_file():
            yield path


def as_python(template: str, path: Path) -> str:
    """A template as lines that read like Python; the indentation of HTML would mean something there and is dropped."""
    # Cotton's tags hold translated attributes like any other markup: Django's lexer sees the braces inside them.
    lines = templatize(template, origin=str(path)).splitlines()
    return "\n".join(line.lstrip() for line in lines) + "\n"


def merge(found: Catalog, path: Path) -> Catalog:
    """The messages found, with the English that the file at `path` has for them; what is gone is dropped."""
    known = read(path)
    for message in found:
        if not message.id:
            continue
        old = known.get(message.id, message.context)
        if old is not None:
            message.string = old.string
    return found


def read(path: Path) -> Catalog:
    """The catalogue in the file; an empty one where there is no file."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def untranslated(catalog: Catalog) -> list[Message]:
    """Messages that lack English, in one of their forms or in all."""
    return [message for message in catalog if message.id and not all(forms(message))]


def unfaithful(catalog: Catalog) -> list[Message]:
    """Messages whose English lacks or adds a value or a piece of markup."""
    return [
        message
        for message in catalog
        if message.id and any(form and pieces(form) not in wanted(message) for form in forms(message))
    ]


def wanted(message: Message) -> list[list[str]]:
    """The values and markup of the Indonesian: of its one form, or of either."""
    return [pieces(form) for form in (message.id if isinstance(message.id, (list, tuple)) else (message.id,))]


def pieces(text: str) -> list[str]:
    """What must come through a translation whole: `%(name)s`, `%d`, `<b>`."""
    return sorted(re.findall(r"%\(\w+\)[a-z]|%[sd]|</?\w+>", text))


def forms(message: Message) -> tuple[str, ...]:
    """The English of a message: one form, or singular and plural."""
    if isinstance(message.string, (list, tuple)):
        return tuple(message.string)
    return (message.string or "",)


def as_text(catalog: Catalog) -> bytes:
    """The file's content: sorted, without line numbers and dates, so that it changes only when a message does."""
    buffer = BytesIO()
    write_po(buffer, catalog, width=120, sort_output=True, include_lineno=False, omit_header=True)
    header = (
        f"{HEADER}\n"
        'msgid ""\nmsgstr ""\n'
        '"Language: en\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return header.encode() + buffer.getvalue()


def compile_catalog(path: Path) -> None:
    """The binary form beside the text, as Django reads it."""
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, read(path))
