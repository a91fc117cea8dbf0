# SPDX-License-Identifier: AGPL-3.0-or-later
"""The strict reader: texts only, with lines, and faults that say what to do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teduh.procedure.standard.slugs import nearest, slug, words
from teduh.procedure.standard.yaml import LARGEST_FILE, Document, Listing, Mapping, Text, items, read


def root(source: str | bytes) -> Mapping:
    document = read(source, file="f.yaml")
    assert isinstance(document.root, Mapping)
    return document.root


def rules(document: Document) -> list[tuple[str, int]]:
    return [(problem.rule, problem.line) for problem in document.problems]


@pytest.mark.parametrize(
    "value", ["0323321164", "12:30", "0x1F", "yes", "null", "~", "1e3", "2026-01-01", "true", ".5"]
)
def test_a_value_is_the_text_that_was_written(value: str) -> None:
    assert root(f"kunci: {value}\n").get("kunci") == Text(value, 1)


def test_lines_are_kept() -> None:
    found = root("# komentar\na: 1\nb:\n  - x\n  - c: 2\n")
    assert found.line_of("a") == 2
    assert found.get("b") == Listing((Text("x", 4), Mapping((found_entry(found),), 5)), 4)
    assert found.line_of("absent") == found.line == 2


def found_entry(found: Mapping) -> object:
    listing = found.get("b")
    assert isinstance(listing, Listing)
    inner = listing.items[1]
    assert isinstance(inner, Mapping)
    return inner.entries[0]


def test_windows_line_ends_and_a_byte_order_mark_are_read_over() -> None:
    document = read("\ufeffa: 1\r\nb: 2\r\n".encode(), file="f")
    assert document.problems == ()
    assert isinstance(document.root, Mapping)
    assert document.root.line_of("b") == 2


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\u202e", "\u2028", "\x85", "\ufeff"[:0] + "\x7f"])
def test_an_invisible_sign_is_named_by_its_line_and_read_over(sign: str) -> None:
    document = read(f"a: 1\nb: x{sign}y\nc: 3\n", file="f")
    assert rules(document) == [("C1", 2)]
    assert isinstance(document.root, Mapping)
    assert document.root.get("c") == Text("3", 3)


def test_an_escape_cannot_smuggle_a_control_character_in() -> None:
    assert root('a: "x\\0y\\e"\n').get("a") == Text("x y", 1)


def test_what_is_not_utf8_is_said() -> None:
    assert rules(read(b"a: 1\nb: \xff\xfe\n", file="f")) == [("C1", 2)]


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("a: 1\nuraian: Tidak langsung: Telp 123\n", 2, 'uraian: "Tidak langsung: Telp 123"'),
        ("a:\n  - b: x: y\n", 2, 'b: "x: y"'),
        ("a: @x\n", 1, "tanda petik"),
        ("a: 'x\n", 1, "tanda petik"),
        ('a: "x" y\n', 1, "tanda petik penutup"),
        ("a: [x, y\nb: 1\n", 1, "kurung siku"),
        ("a: {x: 1\nb: 1\n", 1, "kurung kurawal"),
        ("- a: 1\n  b: 2\n - c\n", 3, "jorokan"),
        ("a: 1\n  b: 2\n", 2, "titik dua"),
        ("a: 1\nkunci tanpa isi\nb: 2\n", 2, "titik dua"),
        ("? [a]\n: b\n", 1, "kata kunci"),
        ("a: 1\n---\nb: 2\n", 2, "dokumen kedua"),
    ],
)
def test_a_fault_of_writing_is_said_in_the_readers_words(source: str, line: int, said: str) -> None:
    found = read(source, file="f").problems
    assert found
    assert found[0].rule == "C1"
    assert found[0].line == line
    assert said in found[0].remedy.id
    assert not any(word in found[0].remedy.id for word in ("mapping", "scalar", "token", "expected"))


def test_reading_goes_on_after_a_colon_in_text() -> None:
    document = read("a: x: y\nb: z: w\nc: 1\nc: 2\n", file="f")
    assert rules(document) == [("C1", 1), ("C1", 2), ("C2", 4)]
    assert isinstance(document.root, Mapping)
    assert document.root.get("a") == Text("x: y", 1)


def test_a_doubled_key_keeps_the_first_and_names_both_lines() -> None:
    document = read("a: 1\nb: 2\na: 3\n", file="f")
    assert rules(document) == [("C2", 3)]
    assert "baris 1" in document.problems[0].remedy.id
    assert root("a: 1\na: 3\n").get("a") == Text("1", 1)


def test_cleverness_is_refused() -> None:
    document = read("a: &x 1\nb: *x\nc: !!int 3\n<<: {d: 1}\ne:\t5\n", file="f")
    assert rules(document) == [("C3", 1), ("C3", 2), ("C3", 3), ("C3", 4), ("C3", 5)]


def test_a_file_that_is_too_large_or_too_deep_is_refused_at_once() -> None:
    assert rules(read("a: " + "x" * LARGEST_FILE, file="f")) == [("C3", 0)]
    assert ("C3", 1) in rules(read("a: " + "[" * 5000 + "]" * 5000, file="f"))
    assert ("C3", 1) in rules(read("a: " + "{b: " * 300 + "}" * 300, file="f"))
    assert rules(read("a: 1\nb: " + "[" * (LARGEST_FILE - 100), file="f")) == [("C3", 2)]
    assert rules(read("".join(" " * level + "a:\n" for level in range(300)), file="f")) == [("C3", 21)]


@pytest.mark.parametrize("source", ["a: 1\nb:2\nc: 3\n", "a:\n  - b:2\n    c: 3\n", "a: 1\nb:2\n"])
def test_a_missing_space_after_a_colon_is_named_where_it_is_missing(source: str) -> None:
    document = read(source, file="f")
    assert rules(document) == [("C1", 2)]
    assert "`b: 2`" in document.problems[0].remedy.id


def test_a_file_in_utf_16_is_one_fault_and_is_read_on() -> None:
    document = read("a: 1\nb: 2\nb: 3\n".encode("utf-16"), file="f")
    assert rules(document) == [("C1", 1), ("C2", 3)]


@pytest.mark.parametrize(
    ("source", "warned"),
    [
        ("alamat: Jl. Pisang # 01\n", [1]),
        ("a: {b: c}   # keterangan\n", [1]),
        ("a: 'Jl. Pisang # 01'\n", []),
        ("# komentar\na: 1\n  # komentar\nb: C#\n", []),
        ("a: |\n  satu # dua\nb: 1\n", []),
        ("a: https://contoh.example/#bagian\n", []),
    ],
)
def test_a_comment_behind_text_is_warned_of(source: str, warned: list[int]) -> None:
    found = read(source, file="f").problems
    assert [problem.line for problem in found] == warned
    assert all(problem.rule == "C4" and problem.warning for problem in found)


def test_a_scalar_stands_for_a_list_of_one() -> None:
    found = root("a: x\nb: [x]\nc:\n")
    assert [one.value for one in items(found.get("a")) if isinstance(one, Text)] == ["x"]
    assert len(items(found.get("b"))) == 1
    assert items(found.get("c")) == ()
    assert items(None) == ()


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_nothing_makes_the_reader_fall(source: str | bytes) -> None:
    document = read(source, file="f")
    assert all(problem.remedy.id and problem.remedy.en for problem in document.problems)


def test_names_are_compared_by_slug() -> None:
    assert slug("Tanda_tangan  Surat-Tugas") == slug("tanda tangan surat tugas") == "tanda-tangan-surat-tugas"
    assert slug(words("surat-tugas")) == "surat-tugas"
    assert slug("RT/RW") == "rt-rw"
    assert slug("  ") == ""
    assert nearest("pelaksna", ("pelaksana", "kepada")) == "pelaksana"
    assert nearest("zzz", ("pelaksana", "kepada")) == ""
