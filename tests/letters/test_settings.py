# SPDX-License-Identifier: AGPL-3.0-or-later
"""How an office writes: its arms, looked at before any letter depends on them, and how its numbers read."""

from __future__ import annotations

import html
import re
import struct
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from teduh.accounts.models import Office, Staff
from teduh.journal.queries import entries_of
from teduh.journal.subjects import OfficeSubject
from teduh.letters.actions.making import make_letter
from teduh.letters.asking import kind_of
from teduh.letters.emblem import Emblem, harmless
from teduh.letters.models import Arms
from teduh.letters.queries.drawing import pages_of
from teduh.letters.queries.registers import logo_of, picture_of
from teduh.standards.actions import publish_catalogue
from tests import people
from tests.cases import making
from tests.letters.specimens import answered

PAGE = f"/kelola/{people.TEBING_TINGGI}/surat/"
SVG = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 40 50" inkscape:version="1.3">
  <!-- drawn by somebody --><title>Lambang</title><metadata>Nama pembuat</metadata>
  <defs><linearGradient id="a"><stop offset="0" stop-color="#063"/></linearGradient>
  <linearGradient id="b" xlink:href="#a"/></defs>
  <inkscape:page x="0"/><g style="fill:url(#b);-inkscape-x:1;stroke:#000"><path d="M2 2h36v30L20 48 2 32z"/></g>
  {more}
</svg>"""


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int = 40,
    height: int = 50,
    *,
    lines: bytes | None = None,
    interlace: int = 0,
    extra: bytes = b"",
    end: bytes = b"",
) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, interlace)
    rows = lines if lines is not None else (b"\0" + b"\x06\x60\x30" * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + extra
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
        + end
    )


# The arms


def test_a_png_keeps_its_picture_and_loses_the_rest() -> None:
    hidden = chunk(b"tEXt", b"Author\0Nama Rahasia") + chunk(b"eXIf", b"lokasi")
    made = harmless(png(extra=hidden, end=b"<script>alert(1)</script>"))
    assert isinstance(made, Emblem)
    assert made.media_type == "image/png"
    for gone in (b"Rahasia", b"lokasi", b"script"):
        assert gone not in made.content
    assert harmless(made.content) == made


def test_an_svg_is_written_anew_from_its_shapes() -> None:
    made = harmless(SVG.replace("{more}", "").encode())
    assert isinstance(made, Emblem)
    text = made.content.decode()
    for gone in ("DOCTYPE", "inkscape", "Nama pembuat", "drawn by", "style="):
        assert gone not in text
    assert 'fill="url(#b)"' in text
    assert 'href="#a"' in text


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<image href="http://jahat.invalid/a.png"/>', "<image>"),
        ('<use xlink:href="#b"/>', "<use>"),
        ("<style>@import url(http://jahat.invalid)</style>", "<style>"),
        ('<animate attributeName="href"/>', "<animate>"),
        ('<g onload="alert(1)"/>', "onload"),
        ('<path d="M0 0" fill="url(http://jahat.invalid/#a)"/>', "tautan ke luar"),
        ('<path d="M0 0" style="fill:url(//jahat.invalid)"/>', "tautan ke luar"),
        ('<linearGradient id="c" xlink:href="http://jahat.invalid/#a"/>', "tautan ke luar"),
        ('<g id="javascript:alert(1)"/>', "tautan ke luar"),
        ("<g>" * 40 + "</g>" * 40, "tidak dapat dibaca"),
        ("<g/>" * 6000, "terlalu rumit"),
        ("<g", "tidak dapat dibaca"),
    ],
)
def test_an_svg_that_acts_or_reaches_out_is_refused(more: str, words: str) -> None:
    problem = harmless(SVG.replace("{more}", more).encode())
    assert not isinstance(problem, Emblem)
    assert words in problem.id
    assert problem.en


def test_entities_that_grow_without_end_are_refused_before_they_are_read() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + SVG.replace("{more}", "&b;")
    problem = harmless(bomb.encode())
    assert not isinstance(problem, Emblem)
    encoded = harmless(SVG.replace("{more}", "").encode("utf-16"))
    assert not isinstance(encoded, Emblem)


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (b"", "PNG atau SVG"),
        (b"GIF89a" + b"\0" * 40, "PNG atau SVG"),
        (b"<html><script>", "PNG atau SVG"),
        (b"x" * 300_001, "300 kB"),
        (png()[:-20], "rusak"),
        (png().replace(b"IHDR", b"IHDX"), "rusak"),
        (png(lines=b"\0" * 10), "rusak"),
        (png(lines=b"\0" * 50_000_000), "rusak"),
        (b"\x89PNG\r\n\x1a\n", "rusak"),
        (png(2000, 2, lines=b""), "2000 x 2 piksel"),
    ],
)
def test_a_file_that_is_no_such_picture_is_told_why(upload: bytes, words: str) -> None:
    problem = harmless(upload)
    assert not isinstance(problem, Emblem)
    assert words in problem.id


# The page


def said(reply: Any) -> str:
    """The words of a page, as they are read."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", reply.content.decode()).split()))


def upload(content: bytes, name: str = "lambang.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def staff(db: None) -> dict[str, Staff]:
    return people.cast(people.TEBING_TINGGI)


@pytest.fixture
def keeper(client: Client, staff: dict[str, Staff]) -> Client:
    """Signed in as somebody who may set how the office writes."""
    people.sign_in(client, staff["gita"])
    return client


def test_an_office_sets_its_arms_code_and_template(keeper: Client) -> None:
    assert "Belum ada lambang" in said(keeper.get(PAGE))
    asked = {"code": "409.48", "template": "{klasifikasi}/{nomor3}/{jenis}/{kode}/{bulan_romawi}/{tahun}"}
    reply = keeper.post(PAGE, {**asked, "arms": upload(png()), "kind-surat-tugas": "800.1"})
    assert reply.status_code == 302
    page = keeper.get(PAGE)
    assert "Contoh:" in said(page)
    assert "/007/" in said(page)
    assert page.context["form"]["kind-surat-tugas"].value() == "800.1"
    shown = keeper.get(f"{PAGE}lambang/")
    assert shown["Content-Type"] == "image/png"
    assert "sandbox" in shown["Content-Security-Policy"]
    logo = logo_of(Office.objects.get(pk=people.TEBING_TINGGI))
    assert logo
    assert picture_of(logo["arms"])["format"] == "png"
    told = entries_of(OfficeSubject(people.TEBING_TINGGI)).get(code="letter.settings_changed")
    assert told.data["code"] == "409.48"
    assert told.data["classifications"] == {"surat-tugas": "800.1"}
    assert keeper.post(PAGE, {**asked, "without_arms": "on"}).status_code == 302
    assert keeper.get(f"{PAGE}lambang/").status_code == 404
    assert logo_of(Office.objects.get(pk=people.TEBING_TINGGI)) is None


def test_a_picture_is_kept_once_and_a_letter_keeps_the_one_that_it_was_written_with(
    client: Client, staff: dict[str, Staff]
) -> None:
    publish_catalogue(people.system())
    case = making.opened(staff)
    people.sign_in(client, staff["gita"])
    versions, said = [], answered("nota-dinas")
    for picture in (png(), png(), png(50, 60)):
        assert client.post(PAGE, {"arms": upload(picture)}).status_code == 302
        letter = make_letter(making.acting(staff["bayu"]), case, run=1, step="a", product="nota-dinas", answers=said)
        versions.append(letter.papers.order_by("-version")[0].fields.open()["data"])
    assert Arms.objects.count() == 2
    kind = kind_of("nota-dinas")
    assert kind
    first, again, other = [data["office"]["logo"] for data in versions]
    assert first == again != other
    assert set(first) == {"arms"}, "no version keeps a copy of its own"
    drawn = [pages_of(kind, data) for data in versions]
    assert drawn[0] == drawn[1] != drawn[2]


def test_an_svg_is_kept_as_it_was_cleaned(keeper: Client) -> None:
    assert keeper.post(PAGE, {"arms": upload(SVG.replace("{more}", "").encode(), "a.svg")}).status_code == 302
    shown = keeper.get(f"{PAGE}lambang/")
    assert shown["Content-Type"] == "image/svg+xml"
    assert b"inkscape" not in shown.content


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"template": "{nomor}"}, "Pola harus memuat {klasifikasi}"),
        ({"code": "409/48"}, "Tulis huruf, angka"),
        ({"kind-surat-tugas": "<b>"}, "Tulis huruf, angka"),
        ({"arms": b"GIF89a"}, "Lambang harus berkas PNG atau SVG"),
        ({"arms": b""}, "Lambang harus berkas PNG atau SVG"),
        ({"arms": SVG.replace("{more}", "<script/>").encode()}, "memuat <script>"),
    ],
)
def test_what_cannot_be_set_is_told_beside_its_field(keeper: Client, change: dict[str, Any], words: str) -> None:
    sent = {name: upload(value) if isinstance(value, bytes) else value for name, value in change.items()}
    reply = keeper.post(PAGE, sent)
    assert reply.status_code == 422
    assert words in said(reply)


def test_the_example_follows_what_is_typed_and_saves_nothing(keeper: Client) -> None:
    typed = {"template": "{nomor}.{klasifikasi}/{kode}/{tahun}", "code": "PPA"}
    assert "Contoh: 7." in said(keeper.post(f"{PAGE}contoh/", typed))
    assert "Tidak dikenal: {x}" in said(keeper.post(f"{PAGE}contoh/", {"template": "{x}"}))
    assert keeper.get(PAGE).context["form"]["code"].value() == ""


def test_only_those_who_may_set_it_see_the_page(client: Client, keeper: Client, staff: dict[str, Staff]) -> None:
    assert PAGE in keeper.get(f"/kelola/{people.TEBING_TINGGI}/").content.decode(), "a tab of its own"
    assert keeper.get("/kelola/kab-sampang/surat/").status_code == 404
    people.sign_in(client, staff["bayu"])
    for address in (PAGE, f"{PAGE}lambang/"):
        assert client.get(address).status_code == 403
