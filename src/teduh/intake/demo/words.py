# SPDX-License-Identifier: AGPL-3.0-or-later
"""Invented people and events. First names are common, every second name says that it is made up."""

from __future__ import annotations

WOMEN = (
    "Kartika", "Melati", "Wulan", "Dewi", "Ratih", "Sekar", "Intan", "Puspa", "Anggun", "Lestari",
    "Mawar", "Kemuning", "Cempaka", "Nirmala", "Ayu", "Tiara", "Bunga", "Citra", "Laras", "Kinanti",
)  # fmt: skip
MEN = (
    "Bagus", "Joko", "Surya", "Rangga", "Bayu", "Guntur", "Wira", "Panji", "Tirta", "Galih",
    "Arga", "Damar", "Jaka", "Satria", "Banyu", "Elang", "Raka", "Seno", "Teguh", "Yudha",
)  # fmt: skip
INVENTED = (
    "Contoh", "Rekaan", "Fiktif", "Umpama", "Misalan", "Andaian", "Karangan", "Khayal", "Samaran", "Permisalan",
)  # fmt: skip
STREETS = ("Jalan Contoh", "Gang Umpama", "Jalan Rekaan", "Gang Misalan", "Jalan Andaian")
INSTITUTIONS = (
    "RS Contoh Sehat",
    "Puskesmas Umpama",
    "SMP Rekaan 3",
    "Polsek Misalan",
    "Lembaga Bantuan Hukum Andaian",
)

# Each story: kinds of violence, place, relation of the alleged perpetrator, narrative. Kept plain: it is a demo.
STORIES = (
    (("physical", "psychological"), "own_home", "husband",
     "Klien bercerita sering dimarahi dan dipukul di rumah sejak beberapa bulan. Semalam lengannya memar. "
     "Klien takut pulang dan sementara menginap di rumah kakaknya."),
    (("neglect",), "own_home", "father",
     "Dua anak ditinggal sendirian di rumah lebih dari tiga hari. Tetangga memberi makan. "
     "Ayahnya bekerja di luar kota dan sulit dihubungi."),
    (("psychological",), "online_social_media", "former_partner",
     "Klien menerima pesan ancaman berulang lewat media sosial setelah hubungan berakhir. "
     "Klien menyimpan tangkapan layar dan ingin pesan itu berhenti."),
    (("physical",), "school", "friend",
     "Siswa pulang dengan baju sobek dan lebam. Ia mengatakan dipukul beberapa teman sepulang sekolah. "
     "Orang tua meminta sekolah dan kantor membantu."),
    (("physical_sexual_harassment",), "public_area", "neighbour",
     "Klien disentuh tanpa persetujuan di jalan dekat rumah. Pelaku dikenal sebagai tetangga. "
     "Klien ingin didampingi melapor."),
    (("exploitation",), "workplace", "employer",
     "Anak berhenti sekolah dan bekerja setiap malam di warung. Upahnya tidak dibayar. "
     "Gurunya melaporkan karena anak sering sakit."),
    (("psychological", "neglect"), "own_home", "husband",
     "Suami tidak memberi nafkah selama setahun dan melarang klien bekerja. "
     "Klien meminta dibantu bicara tentang nafkah anak."),
    (("physical",), "shared_home", "stepfather",
     "Keponakan pelapor, masih sekolah dasar, terlihat lebam di lengan dan takut pulang. "
     "Ia tinggal bersama ibu dan ayah tirinya."),
)  # fmt: skip
CHILD_STORIES = (
    (("physical",), "public_area", "friend",
     "Anak dibawa ke kantor polisi setelah perkelahian antarpelajar. Orang tua meminta anaknya didampingi "
     "selama pemeriksaan."),
    (("neglect",), "public_area", "unknown",
     "Anak kedapatan mengambil barang di pasar karena lapar. Ia tinggal dengan neneknya. "
     "Pihak pasar menyerahkannya kepada polisi."),
)  # fmt: skip
SUMMARIES = (
    "Sudah dijelaskan langkah berikutnya kepada klien. Klien memahami dan setuju.",
    "Data diperiksa bersama klien. Tidak ada yang bertentangan dengan laporan awal.",
    "Dilakukan di ruang konseling. Klien tampak lebih tenang di akhir pertemuan.",
    "Dihubungi lewat telepon pada jam yang aman menurut klien.",
    "Keterangan dari tetangga dan ketua RT sejalan dengan cerita klien.",
)  # fmt: skip
REASONS = (
    "Data belum lengkap, perlu dipastikan kembali.",
    "Bukan kewenangan kantor ini menurut tempat kejadian.",
    "Alamat tujuan belum jelas dan pendamping belum disebut.",
)  # fmt: skip
LATE = (
    "Petugas hanya satu orang karena yang lain mengikuti pelatihan.",
    "Klien baru dapat ditemui setelah dua kali kunjungan.",
    "Menunggu keterangan dari lembaga lain.",
)  # fmt: skip
RETURNS = (
    "Sebutkan dasar hukumnya lengkap dengan pasalnya.",
    "Tujuan surat belum tepat, periksa kembali lembaganya.",
    "Kalimat kedua terlalu panjang. Pecah menjadi dua.",
)
MISTAKES = (
    "Lembaga yang dituju keliru; surat yang benar menyusul.",
    "Dibuat dua kali untuk keperluan yang sama.",
)
