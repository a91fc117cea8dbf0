# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms as data: what a form asks, which questions show, which are still missing, what an answer is worth.

A form is one file, `catalogue/forms/<kode>.yaml`, written by staff without programming. Names are compared by slug.

    kode: form-penerimaan                # equals the file's name
    judul: Form Penerimaan
    versi: 1                             # whole number; 1 unless said
    tiap: klien                          # kasus (default), klien, terlapor: filled once for each of them
    keterangan: Diisi saat laporan diterima
    bagian:
      - judul: Identitas klien
        bantuan: Tanyakan dengan tenang; boleh tidak diketahui
        isian:
          - isian: Nama lengkap          # the question; a plain text alone is a field of kind `teks`
            wajib: ya                    # must be answered, be it with "tidak diketahui"
          - isian: Tanggal lahir
            jenis: tanggal
          - isian: Hubungan pelapor dengan klien
            kode: hubungan               # short name; otherwise the slug of the question
            jenis: pilihan
            pilihan: [diri sendiri, keluarga, tetangga, lainnya]
          - isian: Sebutkan
            kode: hubungan lain
            bila: {hubungan: lainnya}
      - judul: Kejadian
        isian:
          - isian: Bentuk kekerasan
            jenis: beberapa
            pilihan: {physical: Fisik, sexual: Seksual, psychological: Psikis}
            fakta: jenis
          - isian: Apakah klien dalam bahaya sekarang?
            kode: bahaya
            jenis: ya tidak
            fakta: ya
          - Kronologi singkat            # the same as {isian: Kronologi singkat}

| keyword | where | meaning | default |
|---|---|---|---|
| kode | form, field | short name, a slug | file's name; slug of the question |
| judul | form, section | title as printed | required |
| versi | form | whole number | 1 |
| tiap | form | kasus, klien, terlapor | kasus |
| keterangan | form | one or two sentences under the title | none |
| bagian | form | sections in order | required |
| isian | section | its fields in order | required |
| isian | field | the question as asked and printed | required |
| jenis | field | one of `KINDS` | teks |
| pilihan | field | options: texts, or code: text; of a skor text: points | required for pilihan, beberapa, skor |
| daftar | field | code list of the catalogue, in place of pilihan | none |
| wajib | field | ya / tidak, or when: like `bila` | tidak |
| bila | section, field | shown only where these fields above it were answered so, or a formula holds | always |
| bantuan | section, field | help under the title or the question | none |
| fakta | field | the coded answer leaves the sealed form as this fact of the case; `ya`: by the field's code | none |
| saat | field | of a tanggal: the day when the fact of that field, asked above it, came about | none |
| satuan | field | unit of an angka or hitungan | none |
| paling kecil, paling besar, bulat | field | limits of an angka; paling besar: MB of a berkas | none; 10 MB |
| terima | field | what a berkas may be: foto, pdf | both |
| rumus, arti | field | of a hitungan: its formula (`expressions`); what the result means (`bands`) | required; none |
| kolom, baris | field | of a tabel or berulang: the fields of a row; names of given rows | required; rows are added |

`bila` joins its keys by *and* and the values of one key by *or*, as in a standard. Only coded answers (`pilihan`,
`beberapa`, `ya tidak`, `skor`, a `hitungan` through its `arti`) can be a fact; facts stand unsealed in the journal, so
give `fakta` only to what steers the procedure or is counted, and never to what identifies a person. A fact of
`legal.LEGAL_FACTS` keeps its name. The clock that it starts runs from the beginning of the day that its `saat` tells;
where that day is not wholly known, from when it was saved.

"Tidak diketahui" is a valid answer everywhere. A cleaned answer is plain data, so that it can be sealed as JSON:
text a string, a number int or float, a date `2015-04-21`, `2015-04` or `2015` with a `~` behind it where it is
"kira-kira" (as in ISO 8601-2), a time `07:30`, a choice or score its code, several a list of codes, yes/no `yes` or
`no`, a person the number of the participant, an address `{line, place, region}`, files a list of
`{id, type, size, name}`, a signature `paper` or the path of an SVG of 600 by 200, rows a list of answers by column, and
unknown None. A question without an answer has no entry; a result stands with the answers it was worked out from.

Posted fields carry the field's code, in a row `<code>.<number>.<column>`. Beside it `<code>.unknown` says that the
answer is not known (so does a lone `?`), `<code>.about` that a date or time is about right, `<code>.place` and
`<code>.region` where an address lies.
"""

from __future__ import annotations

from teduh.procedure.forms.answers import (
    Settled,
    band_of,
    facts,
    happened,
    missing,
    settle,
    settle_row,
    shown,
    unanswered,
)
from teduh.procedure.forms.cleaning import LONGEST_LONG_TEXT, LONGEST_TEXT, UNKNOWN_SIGN, clean, posted, written
from teduh.procedure.forms.reading import parse
from teduh.procedure.forms.values import (
    CHOSEN,
    CODED,
    FACTS,
    IN_ROWS,
    KINDS,
    LARGEST_FILE,
    MOST_ROWS,
    ON_PAPER,
    ROWS,
    YES_NO,
    Answer,
    Answers,
    Band,
    CodeLists,
    Condition,
    Field,
    Form,
    Kind,
    Option,
    Per,
    Raw,
    Row,
    Section,
)
from teduh.procedure.forms.wording import as_data, digest, from_data
from teduh.procedure.forms.words import Change, compare, formula_said, rows_said, said

__all__ = [
    "CHOSEN",
    "CODED",
    "FACTS",
    "IN_ROWS",
    "KINDS",
    "LARGEST_FILE",
    "LONGEST_LONG_TEXT",
    "LONGEST_TEXT",
    "MOST_ROWS",
    "ON_PAPER",
    "ROWS",
    "UNKNOWN_SIGN",
    "YES_NO",
    "Answer",
    "Answers",
    "Band",
    "Change",
    "CodeLists",
    "Condition",
    "Field",
    "Form",
    "Kind",
    "Option",
    "Per",
    "Raw",
    "Row",
    "Section",
    "Settled",
    "as_data",
    "band_of",
    "clean",
    "compare",
    "digest",
    "facts",
    "formula_said",
    "from_data",
    "happened",
    "missing",
    "parse",
    "posted",
    "rows_said",
    "said",
    "settle",
    "settle_row",
    "shown",
    "unanswered",
    "written",
]
