# SPDX-License-Identifier: AGPL-3.0-or-later
"""Any file can be handed over for checking or as a scan: each gets a clear answer, soon, and none does harm."""

from __future__ import annotations

import struct
import time
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, strategies
from hypothesis import settings as examples
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject
from pytest_django.fixtures import Settings

from teduh.letters import scans, seals, trust
from teduh.letters.signers import local
from tests.letters.signers.making import AT, credential, letter, request


@pytest.fixture(autouse=True)
def own_keys(settings: Settings, tmp_path: Path) -> None:
    settings.KEYS_DIR, settings.TRUST_DIR = tmp_path / "keys", tmp_path / "trust"


def written(writer: PdfWriter) -> bytes:
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def scan(**entries: object) -> PdfWriter:
    """A PDF of one page with entries in its catalog."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    for name, value in entries.items():
        writer.root_object[NameObject(f"/{name}")] = value  # type: ignore[index] # pypdf's own objects
    return writer


def action(kind: str, **more: object) -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/S"): NameObject(f"/{kind}")} | {NameObject(f"/{k}"): v for k, v in more.items()}
    )


def encrypted() -> bytes:
    writer = scan()
    writer.encrypt("sandi", algorithm="RC4-128")
    return written(writer)


def bomb() -> bytes:
    """A cross-reference stream of 300 bytes that unpacks to 2 GB, packed twice."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(b"\x00" * 1_000_000) for _ in range(2_000)) + packer.flush()
    body = zlib.compress(once, 9)
    head = b"%PDF-1.7\n"
    entry = (
        b"1 0 obj\n<</Type/XRef/Size 9/W[1 4 2]/Root 1 0 R/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n"
        % len(body)
    )
    return head + entry + body + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)


def nested() -> bytes:
    """Arrays within arrays, a hundred thousand deep."""
    body = b"1 0 obj\n" + b"[" * 100_000 + b"]" * 100_000 + b"\nendobj\n"
    table = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\n"
    return b"%PDF-1.7\n" + body + table + b"startxref\n%d\n%%%%EOF\n" % (9 + len(body))


def circle() -> bytes:
    """A file whose earlier part is itself."""
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n"
    return b"%PDF-1.7\n" + table


HOSTILE = {
    "empty": b"",
    "text": b"Selamat pagi",
    "head only": b"%PDF-1.7",
    "cut off": letter()[: len(letter()) // 2],
    "without a trailer": letter().replace(b"startxref", b"startxrfe"),
    "encrypted": encrypted(),
    "bomb": bomb(),
    "nested": nested(),
    "circle": circle(),
    "zeros": b"%PDF-1.7\n" + b"\x00" * 1_000_000,
    "openings": b"%PDF-1.7\n" + b"<<" * 500_000 + b"%%EOF",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_clear_answer_soon(name: str) -> None:
    began = time.monotonic()
    examined = seals.examine(HOSTILE[name], trusted=trust.anchors())
    assert time.monotonic() - began < seals.PATIENCE_SECONDS
    assert examined.problem in {seals.UNREADABLE, seals.NEVER_ENDING}
    assert examined.seals == ()
    assert seals.read(HOSTILE[name], trusted=()) == ()
    assert seals.scan_problem(HOSTILE[name]) is not None
    assert len(seals.fingerprint(HOSTILE[name])) == 64


def test_a_letter_without_a_signature_has_no_seals_and_no_problem() -> None:
    assert seals.examine(letter(), trusted=()) == seals.Examined()


def test_a_file_too_large_is_not_opened() -> None:
    assert seals.examine(b"%PDF-1.7" + b"0" * seals.LARGEST, trusted=()).problem == seals.TOO_LARGE


def test_the_fingerprint_is_the_one_of_every_other_tool() -> None:
    # The example of FIPS 180.
    assert seals.fingerprint(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.fixture(scope="module")
def signed_letter(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, tuple[bytes, ...]]:
    from django.test import override_settings

    with override_settings(KEYS_DIR=tmp_path_factory.mktemp("keys"), TRUST_DIR=tmp_path_factory.mktemp("trust")):
        return local.sign(request(credential=credential())).pdf, trust.anchors()


@given(strategies.data())
@examples(max_examples=60, suppress_health_check=list(HealthCheck))
def test_no_changed_byte_goes_unseen(
    signed_letter: tuple[bytes, tuple[bytes, ...]], data: strategies.DataObject
) -> None:
    """Read in this process, where an error may rise; what matters is that no changed letter counts as valid."""
    pdf, anchors = signed_letter
    place = data.draw(strategies.integers(0, len(pdf) - 1))
    changed = bytearray(pdf)
    changed[place] ^= data.draw(strategies.integers(1, 255))
    try:
        found = seals.look(bytes(changed), trusted=anchors)
    except Exception:  # noqa: BLE001 -- unreadable is as good as refused, and each fault has an error of its own
        return
    signature = pdf[pdf.index(b"/Contents <") : pdf.index(b"/ByteRange")]
    inside = pdf.index(signature) <= place < pdf.index(signature) + len(signature)
    # Within the room for the signature there is filling that nobody signs and nobody reads.
    assert inside or not any(one.valid for one in found)


def test_a_seal_of_an_unknown_authority_is_intact_but_not_trusted(signed_letter: tuple[bytes, object]) -> None:
    (found,) = seals.read(signed_letter[0], trusted=())
    assert (found.intact, found.whole, found.trusted, found.valid) == (True, True, False, False)
    assert found.at == AT


def test_what_is_trusted_may_be_nonsense() -> None:
    examined = seals.examine(letter(), trusted=[b"bukan sertifikat"])
    assert examined.problem == seals.UNREADABLE


# --- Scans ---


def png(*, wide: int = 2, high: int = 2, extra: bytes = b"") -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\xff\xff" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"") + extra


def jpeg(*, wide: int = 8, high: int = 8) -> bytes:
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", high, wide) + b"\x01\x01\x11\x00"
    start = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"
    return b"\xff\xd8\xff\xe0\x00\x04JF" + frame + start + b"\x12\x34\xff\xd9"


def test_pictures_and_plain_pdfs_are_scans() -> None:
    for one in (png(), jpeg(), written(scan()), letter()):
        assert seals.scan_problem(one) is None


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", scans.KIND),
        (b"<html>", scans.KIND),
        (b"GIF89a", scans.KIND),
        (b"PK\x03\x04", scans.KIND),
        (b" %PDF-1.7", scans.KIND),
        (b"%PDF-1.7" + b"0" * scans.LARGEST, scans.TOO_LARGE),
        (png()[:-6], scans.BROKEN),
        (png(extra=b"<script>"), scans.BROKEN),
        (png().replace(b"IDAT", b"IDOT"), scans.BROKEN),
        (png(wide=60_000, high=60_000), scans.TOO_LARGE),
        (png(wide=0), scans.TOO_LARGE),
        (jpeg()[:-2], scans.BROKEN),
        (jpeg() + b"<script>", scans.BROKEN),
        (jpeg()[:14] + b"\xff\xd9", scans.BROKEN),
        (jpeg(wide=65_000, high=65_000), scans.TOO_LARGE),
        (b"\xff\xd8\xff", scans.BROKEN),
        (encrypted(), scans.LOCKED),
    ],
)
def test_what_is_no_scan_is_refused_with_the_reason(data: bytes, problem: object) -> None:
    assert seals.scan_problem(data) == problem


def with_attachment() -> PdfWriter:
    writer = scan()
    writer.add_attachment("catatan.txt", b"rahasia")
    return writer


def with_annotation(kind: str, **entries: object) -> PdfWriter:
    writer = scan()
    made = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject(f"/{kind}")})
    made[NameObject("/Rect")] = ArrayObject([NumberObject(0)] * 4)
    for name, value in entries.items():
        made[NameObject(f"/{name}")] = value  # type: ignore[index] # pypdf's own objects
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(made)])
    return writer


def form_of_xml() -> PdfWriter:
    return scan(AcroForm=DictionaryObject({NameObject("/XFA"): TextStringObject("<xdp/>")}))


ACTIVE = {
    "script at opening": lambda: scan(OpenAction=action("JavaScript", JS=TextStringObject("app.alert(1)"))),
    "program": lambda: scan(OpenAction=action("Launch", F=TextStringObject("cmd.exe"))),
    "attachment": with_attachment,
    "form of XML": form_of_xml,
    "sending": lambda: with_annotation("Link", A=action("SubmitForm", F=TextStringObject("http://example.org"))),
    "another file": lambda: with_annotation("Link", A=action("GoToR", F=TextStringObject("lain.pdf"))),
    "film": lambda: with_annotation("RichMedia"),
    "attached note": lambda: with_annotation("FileAttachment"),
    "events": lambda: scan(AA=DictionaryObject()),
    "portfolio": lambda: scan(Collection=DictionaryObject()),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ACTIVE)
def test_a_pdf_with_active_content_is_no_scan(name: str) -> None:
    assert seals.scan_problem(written(ACTIVE[name]())) == scans.ACTIVE


def test_active_content_is_found_in_packed_objects_and_under_other_spellings() -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    hidden = StreamObject()
    hidden.set_data(b"1 0 <</S/JavaScript/JS(app.alert\\(1\\))>>")
    hidden[NameObject("/Type")] = NameObject("/ObjStm")
    packed = hidden.flate_encode()
    packed[NameObject("/N")], packed[NameObject("/First")] = NumberObject(1), NumberObject(4)
    writer._add_object(packed)
    spelled = written(scan(OpenAction=action("URI"))).replace(b"/URI", b"/#4aavaScript")
    assert seals.scan_problem(spelled) is not None
    assert seals.scan_problem(written(writer)) is not None
