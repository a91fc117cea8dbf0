# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each kind of letter, signed, against the rules of PDF/A-2a and PDF/UA-1; and that each rule can find a fault."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from teduh.letters.kinds import read_kinds
from teduh.letters.render import render
from teduh.letters.signers import local
from tests.letters.archival import EVERY_CHECK, catalog, elements, faults, objects
from tests.letters.signers import making
from tests.letters.specimens import FONTS, LETTERS, specimen

KINDS = sorted(read_kinds(LETTERS))


def made(key: str) -> bytes:
    return render(read_kinds(LETTERS)[key], specimen(key, signed=True), catalogue=LETTERS, fonts=FONTS)


@pytest.fixture(scope="module")
def credential(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return making.credential()


@pytest.mark.parametrize("key", KINDS)
def test_every_kind_keeps_to_both_standards_before_and_after_it_is_signed(key: str, credential: bytes) -> None:
    pdf = made(key)
    assert faults(pdf) == []
    initialled = local.sign(making.request(pdf=pdf, credential=credential, invisible=True, field_name="Paraf1")).pdf
    signed = local.sign(making.request(pdf=initialled, credential=credential)).pdf
    assert faults(signed) == []
    assert len(signed) < 150_000


# Papers that break one rule each -------------------------------------------------------------------------------------


def first(writer: PdfWriter, kind: str) -> DictionaryObject:
    return next(element for found, element in elements(reader_of(writer)) if found == kind)


def reader_of(writer: PdfWriter) -> Any:
    """The writer under the reader's names: both hold a root and pages."""
    return type("Open", (), {"trailer": {"/Root": writer._root_object}, "pages": writer.pages})


def without(key: str) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        del writer._root_object[NameObject(key)]

    return change


def unmarked(writer: PdfWriter) -> None:
    page = writer.pages[0]
    stream = DecodedStreamObject()
    stream.set_data(page["/Contents"].get_object().get_data() + b"\n0 0 10 10 re f\n")
    page[NameObject("/Contents")] = writer._add_object(stream)


def unknown_content(writer: PdfWriter) -> None:
    page = writer.pages[0]
    stream = DecodedStreamObject()
    stream.set_data(page["/Contents"].get_object().get_data() + b"\n/P <</MCID 9999>> BDC 0 0 1 1 re f EMC\n")
    page[NameObject("/Contents")] = writer._add_object(stream)


def of_type(writer: PdfWriter, key: str, value: str) -> list[DictionaryObject]:
    return [one for one in objects(reader_of(writer)) if isinstance(one, DictionaryObject) and one.get(key) == value]


def no_font_file(writer: PdfWriter) -> None:
    for one in of_type(writer, "/Type", "/FontDescriptor"):
        for key in ("/FontFile2", "/FontFile3"):
            one.pop(key, None)


def no_text(writer: PdfWriter) -> None:
    for one in of_type(writer, "/Subtype", "/Type0"):
        one.pop("/ToUnicode", None)


def launching(writer: PdfWriter) -> None:
    for one in of_type(writer, "/Subtype", "/Link"):
        one["/A"].get_object()[NameObject("/S")] = NameObject("/Launch")


def untold_link(writer: PdfWriter) -> None:
    for one in of_type(writer, "/Subtype", "/Link"):
        one.pop("/Contents", None)


def silent_picture(writer: PdfWriter) -> None:
    first(writer, "/Figure").pop("/Alt")


def headless_table(writer: PdfWriter) -> None:
    for one in of_type(writer, "/S", "/TH"):
        one[NameObject("/S")] = NameObject("/TD")


def vague_head(writer: PdfWriter) -> None:
    for one in of_type(writer, "/S", "/TH"):
        one.pop("/A", None)


def skipped_level(writer: PdfWriter) -> None:
    first(writer, "/H2")[NameObject("/S")] = NameObject("/H3")


def no_title(writer: PdfWriter) -> None:
    first(writer, "/H1")[NameObject("/S")] = NameObject("/P")


def strange_kind(writer: PdfWriter) -> None:
    first(writer, "/P")[NameObject("/S")] = NameObject("/Kalimat")


def other_title(writer: PdfWriter) -> None:
    writer.add_metadata({"/Title": "Judul lain"})


def no_profile(writer: PdfWriter) -> None:
    writer._root_object["/OutputIntents"].get_object()[0].get_object().pop("/DestOutputProfile")


def not_marked(writer: PdfWriter) -> None:
    writer._root_object[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(False)})


def file_name_shown(writer: PdfWriter) -> None:
    writer._root_object[NameObject("/ViewerPreferences")] = DictionaryObject()


def free_tab_key(writer: PdfWriter) -> None:
    writer.pages[0].pop("/Tabs")


def lone_page(writer: PdfWriter) -> None:
    writer.pages[0].pop("/StructParents")


def no_way_back(writer: PdfWriter) -> None:
    writer._root_object["/StructTreeRoot"].get_object().pop("/ParentTree")


def locked(writer: PdfWriter) -> None:
    writer.encrypt("", "sandi", algorithm="RC4-128")


def scripted(writer: PdfWriter) -> None:
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    writer._root_object[NameObject("/OpenAction")] = action


def attached(writer: PdfWriter) -> None:
    writer.add_attachment("lain.txt", b"isi")


def foreign_language(writer: PdfWriter) -> None:
    writer._root_object[NameObject("/Lang")] = TextStringObject("en")


def printers_colours(writer: PdfWriter) -> None:
    resources = writer.pages[0]["/Resources"].get_object()
    resources[NameObject("/ColorSpace")] = DictionaryObject({NameObject("/Lain"): NameObject("/DeviceCMYK")})


def doubtful_tags(writer: PdfWriter) -> None:
    writer._root_object["/MarkInfo"].get_object()[NameObject("/Suspects")] = BooleanObject(True)


def no_intents(writer: PdfWriter) -> None:
    writer._root_object[NameObject("/OutputIntents")] = ArrayObject()


BROKEN: list[tuple[Callable[[PdfWriter], None], str]] = [
    (locked, "it_is_whole_and_open"),
    (without("/Metadata"), "it_says_what_it_is"),
    (other_title, "it_says_what_it_is"),
    (no_profile, "its_colours_are_defined"),
    (no_intents, "its_colours_are_defined"),
    (printers_colours, "its_colours_are_defined"),
    (no_font_file, "its_fonts_are_inside"),
    (no_text, "its_fonts_are_inside"),
    (scripted, "nothing_acts"),
    (attached, "nothing_acts"),
    (launching, "nothing_acts"),
    (not_marked, "it_is_tagged"),
    (doubtful_tags, "it_is_tagged"),
    (without("/StructTreeRoot"), "it_is_tagged"),
    (strange_kind, "it_is_tagged"),
    (unmarked, "all_that_is_drawn_is_marked"),
    (unknown_content, "all_that_is_drawn_is_marked"),
    (free_tab_key, "each_page_leads_to_the_tree"),
    (lone_page, "each_page_leads_to_the_tree"),
    (untold_link, "each_page_leads_to_the_tree"),
    (no_way_back, "each_page_leads_to_the_tree"),
    (without("/Lang"), "it_says_its_language_and_title"),
    (foreign_language, "it_says_its_language_and_title"),
    (file_name_shown, "it_says_its_language_and_title"),
    (silent_picture, "pictures_have_words"),
    (headless_table, "tables_have_heads"),
    (vague_head, "tables_have_heads"),
    (skipped_level, "headings_come_in_order"),
    (no_title, "headings_come_in_order"),
]


@pytest.fixture(scope="module")
def whole() -> bytes:
    return made("laporan-penanganan")


def rewritten(pdf: bytes, change: Callable[[PdfWriter], None] | None = None) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    if change is not None:
        change(writer)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def test_rewriting_alone_breaks_nothing(whole: bytes) -> None:
    assert faults(rewritten(whole)) == []


@pytest.mark.parametrize(("change", "rule"), BROKEN, ids=lambda one: getattr(one, "__name__", one))
def test_each_rule_finds_what_breaks_it(whole: bytes, change: Callable[[PdfWriter], None], rule: str) -> None:
    broken = rewritten(whole, change)
    assert rule in {fault.partition(":")[0] for fault in faults(broken)}


def test_no_rule_stands_without_a_paper_that_breaks_it() -> None:
    assert {rule.__name__ for rule in EVERY_CHECK} == {rule for _change, rule in BROKEN}


def test_the_specimen_has_what_the_rules_look_at(whole: bytes) -> None:
    reader = PdfReader(BytesIO(whole))
    assert {"/Figure", "/Table", "/H1", "/H2", "/Link"} <= {kind for kind, _ in elements(reader)}
    assert "/StructTreeRoot" in catalog(reader)
