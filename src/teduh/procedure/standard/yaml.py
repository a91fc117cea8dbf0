# SPDX-License-Identifier: AGPL-3.0-or-later
"""A strict reader of YAML: texts only, line numbers kept, faults said in the reader's words.

A YAML loader guesses types: the telephone number `0323321164` becomes an octal number, `12:30` becomes 750, and a key
written twice silently wins. Here every value is the text that was written. The rest of YAML's cleverness (anchors,
aliases, merges, tags) is refused, because a reviewer of a decree must see what stands in the file.

The reader goes on after a fault wherever it can, so that the author meets every problem in one go.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from teduh.procedure.problems import Message, Problem
from teduh.procedure.standard.faults import Faults

LARGEST_FILE = 200_000  # characters; the longest published standard seen has some twelve thousand
DEEPEST_NESTING = 20
DEEPEST_READ = 200  # further down nothing is read at all: the parser's time grows with the square of the depth
MOST_REPAIRS = 50


@dataclass(frozen=True, slots=True)
class Text:
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    line: int
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: tuple[Entry, ...]
    line: int

    def entry(self, key: str) -> Entry | None:
        return next((one for one in self.entries if one.key == key), None)

    def get(self, key: str) -> Node | None:
        found = self.entry(key)
        return found.value if found else None

    def line_of(self, key: str) -> int:
        """The line of that key; the mapping's own where the key is not written."""
        found = self.entry(key)
        return found.line if found else self.line

    def __contains__(self, key: str) -> bool:
        return self.entry(key) is not None


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Node, ...]
    line: int


Node: TypeAlias = Text | Mapping | Listing


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds. `root` is None where nothing could be read."""

    root: Node | None
    problems: tuple[Problem, ...]


def items(node: Node | None) -> tuple[Node, ...]:
    """A scalar or mapping stands wherever a list of one may stand; an empty value is an empty list."""
    if node is None or (isinstance(node, Text) and not node.value):
        return ()
    return node.items if isinstance(node, Listing) else (node,)


def read(source: str | bytes, *, file: str) -> Document:
    """Read a file strictly (rules C1-C4). Never raises: whatever is wrong is a problem with its line."""
    faults = Faults(file)
    text = _decode(source, faults)
    if len(text) > LARGEST_FILE:
        _too_large(len(text), faults)
        return Document(None, faults.sorted())
    text = _without_tabs(_without_control_characters(text, faults), faults)
    text, events = _events(text, faults)
    root = _Builder(text.split("\n"), faults).document(iter(events))
    return Document(root, faults.sorted())


def _decode(source: str | bytes, faults: Faults) -> str:
    """Rule C1: the file is UTF-8. A byte order mark and Windows line ends are read over."""
    if isinstance(source, str):
        text = source
    elif source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _not_utf8(1, faults)
        text = source.decode("utf-16", errors="replace")
    else:
        try:
            text = source.decode("utf-8")
        except UnicodeDecodeError as error:
            _not_utf8(source[: error.start].count(b"\n") + 1, faults)
            text = source.decode("utf-8", errors="replace")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(line: int, faults: Faults) -> None:
    faults.add(
        "C1",
        line,
        "berkas bukan teks UTF-8. Simpan ulang sebagai UTF-8",
        "the file is not UTF-8 text. Save it again as UTF-8",
    )


# Besides control characters: the line ends of YAML 1.1 that no editor shows, and the signs that turn writing around.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u2028\u2029\u202a-\u202e\u2066-\u2069]",
)


def _without_control_characters(text: str, faults: Faults) -> str:
    """Rule C1: no invisible signs (NUL, control characters, signs that turn the direction of writing)."""
    for line in sorted({text.count("\n", 0, found.start()) + 1 for found in _CONTROL.finditer(text)}):
        faults.add(
            "C1",
            line,
            "ada tanda yang tidak kelihatan (karakter kendali) di baris ini. Hapus, lalu ketik ulang barisnya",
            "an invisible control character stands on this line. Delete it and type the line again",
        )
    return _CONTROL.sub(" ", text)


def _without_tabs(text: str, faults: Faults) -> str:
    """Rule C3: no tab."""
    if "\t" not in text:
        return text
    for number, line in enumerate(text.split("\n"), start=1):
        if "\t" in line:
            faults.add("C3", number, "ada tab. Pakai spasi untuk menjorokkan baris", "a tab. Indent with spaces")
    return text.replace("\t", "  ")


def _too_large(size: int, faults: Faults) -> None:
    """Rule C3: a size limit."""
    faults.add(
        "C3",
        0,
        f"berkas terlalu besar ({size} huruf, paling banyak {LARGEST_FILE}). Bagi menjadi beberapa standar",
        f"the file is too large ({size} characters, at most {LARGEST_FILE}). Split it into several standards",
    )


def _too_deep(line: int, faults: Faults) -> None:
    """Rule C3: a limit to nesting."""
    faults.add(
        "C3",
        line,
        f"susunan terlalu dalam (lebih dari {DEEPEST_NESTING} lapis). Ratakan susunannya",
        f"nested too deeply (more than {DEEPEST_NESTING} levels). Flatten it",
    )


_Event: TypeAlias = yaml.events.Event
# The C parser is ten times as fast, and is missing from some builds of the library.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _events(text: str, faults: Faults) -> tuple[str, list[_Event]]:
    """The parser's events, and the text as it was read. A syntax fault that quotation marks mend is mended and read
    on, so that the author sees the faults below it too."""
    for _ in range(MOST_REPAIRS):
        events: list[_Event] = []
        try:
            depth = deep_line = 0
            for event in yaml.parse(text, Loader=_LOADER):
                events.append(event)
                depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
                if depth == DEEPEST_NESTING + 1 and isinstance(event, yaml.CollectionStartEvent):
                    deep_line = _line(event)
                if depth > DEEPEST_READ:
                    _too_deep(deep_line, faults)
                    return text, []
        except yaml.YAMLError as error:
            syntax_fault(error, text, faults)
            mended = _mend(text, _line_of(error)) if _MENDABLE.search(str(error)) else None
            if mended is None:
                return text, []
            text = mended
        else:
            return text, events
    return text, []


def _line_of(error: yaml.YAMLError) -> int:
    """The line to mend: of an unclosed quotation mark, bracket or keyword the one where it opens, else the fault's."""
    opened = getattr(error, "context_mark", None)
    stopped = getattr(error, "problem_mark", None) or opened
    if opened and any(word in (getattr(error, "context", None) or "") for word in ("quoted scalar", "flow", "key")):
        return int(opened.line) + 1
    return int(stopped.line) + 1 if stopped else 0


_MENDABLE = re.compile("mapping values are not allowed|cannot start any token")
_KEY_AND_TEXT = re.compile(r"^(?P<before>\s*(?:- +)*(?:[^\s:#'\"\[{][^:#]*: +)?)(?P<text>[^'\"\[{|>\s].*?)\s*$")
_TEXT_AFTER_QUOTE = re.compile(r"""^\s*(?:- +)*(?:[^\s:'"]+: +)?(?:"[^"]*"|'[^']*') *[^\s:,#\]}]""")
_NO_SPACE = re.compile(r"^\s*(?:- +)*(?P<key>[a-z][a-z ]*):(?P<text>[^\s/:][^:]*)$")
_COLON_IN_TEXT = re.compile(r":(\s|$)")


def _mend(text: str, line: int) -> str | None:
    """The text with the value of that line in quotation marks, or None where that is not what is wrong."""
    lines = text.split("\n")
    if not 1 <= line <= len(lines):
        return None
    found = _KEY_AND_TEXT.match(lines[line - 1])
    if found is None or not (_COLON_IN_TEXT.search(found["text"]) or found["text"][0] in "%@`"):
        return None
    quoted = found["text"].replace("'", "''")
    lines[line - 1] = f"{found['before']}'{quoted}'"
    return "\n".join(lines)


def syntax_fault(error: yaml.YAMLError, text: str, faults: Faults) -> None:
    """Rule C1: YAML reads; what the parser says, in words that tell what to do."""
    line = _line_of(error)
    lines = text.split("\n")
    if line >= 2 and _MENDABLE.search(str(error)) and _NO_SPACE.match(lines[line - 2]):
        line -= 1  # `langkah:Terima` is a text that goes on below, and the parser stumbles there
    written = lines[line - 1] if 1 <= line <= len(lines) else ""
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}"
    message = _translation(said, written)
    faults.add("C1", line, message.id, message.en)


def _translation(said: str, written: str) -> Message:
    if found := _NO_SPACE.match(written):
        shown = f"{found['key']}: {found['text']}"
        return Message(
            f"setelah titik dua harus ada spasi. Tulis `{shown}`",
            f"a space must follow the colon. Write `{shown}`",
        )
    if "mapping values are not allowed" in said:
        found = _KEY_AND_TEXT.match(written)
        if found and _COLON_IN_TEXT.search(found["text"]):
            shown = f'{found["before"].strip()} "{found["text"]}"'.strip()
            return Message(
                f"ada titik dua di dalam teks. Apit teksnya dengan tanda petik: {shown}",
                f"a colon stands inside the text. Put the text in quotation marks: {shown}",
            )
        return Message(
            "titik dua tidak pada tempatnya. Samakan jorokan baris ini dengan baris di atasnya, atau apit teksnya "
            "dengan tanda petik",
            "a colon is out of place. Indent this line like the one above, or put the text in quotation marks",
        )
    if _TEXT_AFTER_QUOTE.match(written):
        return Message(
            "ada teks setelah tanda petik penutup. Apit seluruh teks dengan tanda petik",
            "text follows the closing quotation mark. Put the whole text in quotation marks",
        )
    for sign, indonesian, english in _SYNTAX:
        if sign in said:
            return Message(indonesian, english)
    return Message(
        "susunan baris ini tidak terbaca. Periksa jorokan, titik dua, tanda petik, dan kurung di baris ini dan di "
        "atasnya",
        "this line cannot be read. Check indentation, colons, quotation marks and brackets here and on the line above",
    )


_SYNTAX = (
    (
        "quoted scalar",
        "tanda petik dibuka tetapi tidak ditutup. Tutup tanda petiknya",
        "a quotation mark is opened and never closed. Close it",
    ),
    (
        "flow sequence",
        "kurung siku [ ] tidak lengkap, atau koma di antara isinya kurang. Lengkapi kurung dan komanya",
        "square brackets [ ] are incomplete, or a comma is missing between entries. Complete them",
    ),
    (
        "flow mapping",
        "kurung kurawal { } tidak lengkap, atau koma di antara isinya kurang. Lengkapi kurung dan komanya",
        "braces { } are incomplete, or a comma is missing between entries. Complete them",
    ),
    (
        "could not find expected ':'",
        "titik dua setelah kata kunci tidak ada. Tulis `kata kunci: isi`, atau apit teks panjang dengan tanda petik",
        "the colon after a keyword is missing. Write `keyword: value`, or put a long text in quotation marks",
    ),
    (
        "block mapping",
        "jorokan baris ini tidak sama dengan baris lain dalam blok yang sama. Samakan jorokannya",
        "this line is not indented like the others of its block. Indent it alike",
    ),
    (
        "block collection",
        "jorokan butir ini tidak sama dengan butir lain dalam daftar. Samakan jorokannya",
        "this entry is not indented like the others of its list. Indent it alike",
    ),
    (
        "cannot start any token",
        "teks tidak boleh diawali tanda ini (% @ ` & * !). Apit teksnya dengan tanda petik",
        "a text may not begin with this sign (% @ ` & * !). Put the text in quotation marks",
    ),
    (
        "block scalar",
        "setelah tanda | atau > tidak boleh ada teks di baris yang sama. Mulai teksnya di baris berikut",
        "no text may follow | or > on the same line. Begin the text on the next line",
    ),
    (
        "alias",
        "teks tidak boleh diawali tanda *. Apit teksnya dengan tanda petik",
        "a text may not begin with *. Put the text in quotation marks",
    ),
    (
        "anchor",
        "teks tidak boleh diawali tanda &. Apit teksnya dengan tanda petik",
        "a text may not begin with &. Put the text in quotation marks",
    ),
)

_AFTER_TEXT = re.compile(r"^[\s\]},:]*(?<=[\s])#")


class _Builder:
    """Builds the tree from the parser's events, and collects rules C2, C3 and C4 on the way."""

    def __init__(self, lines: list[str], faults: Faults) -> None:
        self.lines = lines
        self.faults = faults

    def document(self, events: Iterator[_Event]) -> Node | None:
        root: Node | None = None
        begun = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent | yaml.StreamStartEvent):
                begun = _line(event)
                continue
            if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent | yaml.AliasEvent):
                if root is None:
                    root = self.node(event, events, 0)
                else:
                    self.faults.add(
                        "C1",
                        begun,
                        "ada dokumen kedua setelah tanda ---. Satu berkas berisi satu standar",
                        "a second document follows ---. One file holds one standard",
                    )
                    return root
        return root

    def node(self, event: _Event, events: Iterator[_Event], depth: int) -> Node:
        self.no_cleverness(event)
        if isinstance(event, yaml.ScalarEvent):
            self.no_comment_after(event)
            # An escape in a quoted text may still spell a control character.
            return Text(_CONTROL.sub(" ", str(event.value)).strip(), _line(event))
        if isinstance(event, yaml.AliasEvent):
            return Text("", _line(event))
        if depth >= DEEPEST_NESTING:
            return self.too_deep(event, events)
        if isinstance(event, yaml.SequenceStartEvent):
            children: list[Node] = []
            for child in events:
                if isinstance(child, yaml.SequenceEndEvent):
                    break
                children.append(self.node(child, events, depth + 1))
            return Listing(tuple(children), _line(event))
        return self.mapping(event, events, depth)

    def mapping(self, event: _Event, events: Iterator[_Event], depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        for child in events:
            if isinstance(child, yaml.MappingEndEvent):
                break
            key = self.node(child, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(key, Text):
                self.faults.add(
                    "C1",
                    key.line,
                    "kata kunci harus berupa teks, bukan daftar atau peta. Tulis `kata kunci: isi`",
                    "a keyword must be a text, not a list or map. Write `keyword: value`",
                )
            elif key.value == "<<":
                self.faults.add(
                    "C3",
                    key.line,
                    "tanda << (gabungan) tidak dipakai. Tulis isinya lengkap di sini",
                    "the merge sign << is not used. Write the content out here",
                )
            elif key.value in entries:
                self.no_duplicate_key(key, entries[key.value])
            else:
                entries[key.value] = Entry(key.value, key.line, value)
        return Mapping(tuple(entries.values()), _line(event))

    def no_duplicate_key(self, key: Text, first: Entry) -> None:
        """Rule C2: no key is written twice; YAML would silently keep the last one."""
        self.faults.add(
            "C2",
            key.line,
            f"`{key.value}` sudah ditulis di baris {first.line}. Gabungkan atau hapus salah satu",
            f"`{key.value}` already stands on line {first.line}. Join them or delete one",
        )

    def no_cleverness(self, event: _Event) -> None:
        """Rule C3: no anchor, alias or tag."""
        if isinstance(event, yaml.AliasEvent):
            self.faults.add(
                "C3",
                _line(event),
                f"rujukan *{event.anchor} tidak dipakai. Tulis isinya lengkap, atau apit teks dengan tanda petik",
                f"the alias *{event.anchor} is not used. Write the content out, or put the text in quotation marks",
            )
            return
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            return
        if event.anchor:
            self.faults.add(
                "C3",
                _line(event),
                f"jangkar &{event.anchor} tidak dipakai. Hapus, atau apit teks dengan tanda petik",
                f"the anchor &{event.anchor} is not used. Delete it, or put the text in quotation marks",
            )
        if event.tag:
            self.faults.add(
                "C3",
                _line(event),
                f"penanda jenis {event.tag} tidak dipakai. Hapus, atau apit teks dengan tanda petik",
                f"the tag {event.tag} is not used. Delete it, or put the text in quotation marks",
            )

    def no_comment_after(self, event: yaml.ScalarEvent) -> None:
        """Rule C4: no comment after text on a line, because ` #` in an address cuts the address off (a warning)."""
        end = event.end_mark
        if not event.value or event.style in ("|", ">") or end is None or end.line >= len(self.lines):
            return
        line = self.lines[end.line]
        # A plain text's mark may stand behind the blanks that follow it.
        column = len(line[: end.column].rstrip())
        if "#" in line[column:] and _AFTER_TEXT.match(line[column:]):
            self.faults.add(
                "C4",
                end.line + 1,
                "tulisan setelah tanda # di baris ini tidak dibaca. Bila itu bagian dari teks, apit teksnya dengan "
                "tanda petik; bila catatan, taruh di baris sendiri",
                "what follows # on this line is not read. If it belongs to the text, put the text in quotation marks; "
                "if it is a comment, give it a line of its own",
                warning=True,
            )

    def too_deep(self, event: _Event, events: Iterator[_Event]) -> Text:
        """Rule C3: nesting has a limit; whatever lies deeper is read over."""
        _too_deep(_line(event), self.faults)
        open_collections = 1
        while open_collections:
            inner = next(events)
            if isinstance(inner, yaml.CollectionStartEvent):
                open_collections += 1
            elif isinstance(inner, yaml.CollectionEndEvent):
                open_collections -= 1
        return Text("", _line(event))


def _line(event: _Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
