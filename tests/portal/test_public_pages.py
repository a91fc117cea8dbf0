# SPDX-License-Identifier: AGPL-3.0-or-later
"""The public pages of the four offices, as a browser without JavaScript reads them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("published")

SERVICES = {
    "kab-lumajang": "rekomendasi-abh",
    "kab-sampang": "konseling-keluarga",
    "kota-pekalongan": "terima-rujukan",
    "kota-tebing-tinggi": "pengaduan-masyarakat",
}
ADDRESSES = [
    "/",
    *(f"/{office}/" for office in SERVICES),
    *(f"/{office}/layanan/" for office in SERVICES),
    *(f"/{office}/layanan/{service}/" for office, service in SERVICES.items()),
]


def read(client: Client, address: str) -> str:
    """The words of a page, one space between them."""
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def service(client: Client, office: str) -> str:
    return read(client, f"/{office}/layanan/{SERVICES[office]}/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_kept_and_nothing_is_told(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert "<title>Layanan Warga</title>" in response.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_loads_from_another_host_and_nothing_stands_inline(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    loaded = re.findall(r'<(?:script|img|iframe|source)[^>]*\ssrc="([^"]*)"|<link[^>]*\shref="([^"]*)"', page)
    assert loaded
    assert all((one or other).startswith("/static/") for one, other in loaded)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_the_way_out(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert "Keluar cepat" in page
    assert "data-exit" in page


def test_home_leads_to_every_office(client: Client) -> None:
    page = client.get("/").content.decode()
    assert all(f'href="/{office}/"' in page for office in SERVICES)


@pytest.mark.parametrize("address", ["/", "/kab-sampang/"])
def test_who_is_in_danger_finds_the_numbers(client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert all(f'href="tel:{number}"' in page for number in ("112", "110", "129"))


def test_the_offices_own_number_can_be_dialled(client: Client) -> None:
    assert 'href="tel:0323321164"' in client.get("/kab-sampang/").content.decode()


@pytest.mark.parametrize(
    "address", ["/kab-entah/", "/kab-sampang/layanan/entah/", "/kab-sampang/layanan/pengaduan-masyarakat/", "/entah/"]
)
def test_what_is_not_there_is_said_calmly(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "Halaman ini tidak ada" in response.content.decode()


def test_a_page_cannot_be_written_to(client: Client) -> None:
    assert client.post("/kab-sampang/").status_code == 405


def test_a_phone_set_to_english_still_reads_indonesian(client: Client) -> None:
    page = client.get("/kab-sampang/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="id">' in page


def test_the_address_switches_to_english_and_links_keep_it(client: Client) -> None:
    page = client.get("/kota-tebing-tinggi/layanan/pengaduan-masyarakat/?bahasa=en").content.decode()
    assert '<html lang="en">' in page
    assert 'href="/kota-tebing-tinggi/layanan/?bahasa=en"' in page
    assert '<h1 lang="id">Layanan Pengaduan Masyarakat</h1>' in page
    assert "High risk" in page


@pytest.mark.parametrize("office", SERVICES)
def test_components_stand_in_the_order_of_the_regulation(client: Client, office: str) -> None:
    page = service(client, office)
    titles = ["Persyaratan", "Langkah demi langkah", "Biaya", "Yang Anda terima", "Keluhan tentang layanan"]
    body = page[page.index("Persyaratan") :]
    assert [body.index(title) for title in titles] == sorted(body.index(title) for title in titles)
    assert "Tidak dipungut biaya" in page
    assert "Belum punya berkas?" in page


def test_lumajang_publishes_its_recommendation(client: Client) -> None:
    page = service(client, "kab-lumajang")
    for published in (
        "Form Penerimaan",
        "Form Asesmen",
        "Laporan Sosial",
        "5 hari kerja",
        "Tidak dipungut biaya",
        "Rekomendasi Pendampingan dan Perlindungan Sosial bagi ABH",
        "Kotak saran",
        "https://www.instagram.com/dinsos_pppa_lumajang/",
        "2x24 jam",
        "188.4/329/427.64/2022",
    ):
        assert published in page


def test_sampang_publishes_its_counselling(client: Client) -> None:
    page = service(client, "kab-sampang")
    for published in (
        "surat, telepon, faks, surel",
        "bila bentuk tertulis",
        "4 hari kerja",
        "Perbaikan kinerja pelayanan",
    ):
        assert published in page
    assert "16. Serahkan" in page


def test_pekalongan_publishes_hours_people_and_guarantees(client: Client) -> None:
    page = service(client, "kota-pekalongan")
    for published in (
        "Senin–Kamis 09.00–12.00, 12.30–14.00",
        "Jumat 08.00–10.30",
        "5 hari kerja",
        "14 hari kerja",
        "4 orang",
        "Kompetensi pelaksana",
        "Jaminan keamanan",
        "Tiap 3 bulan",
    ):
        assert published in page


def test_tebing_tinggi_publishes_limits_by_risk(client: Client) -> None:
    page = service(client, "kota-tebing-tinggi")
    for published in (
        "Formulir pengaduan",
        "bila kanal rujukan atau pelimpahan",
        "Kartu keluarga",
        "WhatsApp",
        "Risiko tinggi Langsung",
        "Risiko sedang 6 jam",
        "Risiko rendah 3x24 jam",
        "Senin–Jumat 08.00–16.00",
        "Sabtu–Minggu tutup",
        "Dokumen informed consent",
        "LAPOR!",
    ):
        assert published in page
