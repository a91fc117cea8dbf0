# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the file to a `Standard`: keywords to fields, names to codes, every default written out.

`load` reads a file and says what is wrong with its words; whether what it says holds together is for `check`.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from teduh.procedure.problems import Problem
from teduh.procedure.standard import yaml
from teduh.procedure.standard.faults import Faults
from teduh.procedure.standard.keywords import KEYWORDS, Block
from teduh.procedure.standard.model import (
    AnonymousPolicy,
    Competence,
    Complaints,
    Evaluation,
    Party,
    Procedure,
    Product,
    ProductKind,
    Requirement,
    RequirementKind,
    Standard,
)
from teduh.procedure.standard.parse_promises import parse_promises
from teduh.procedure.standard.parse_steps import Written, parse_procedure
from teduh.procedure.standard.reading import Reading
from teduh.procedure.standard.slugs import nearest, slug
from teduh.procedure.standard.vocabulary import Vocabulary
from teduh.procedure.standard.words import ANONYMOUS, ONE_OF, OUTSIDE, REQUIREMENT_KINDS
from teduh.procedure.standard.yaml import Mapping, Node, Text, items
from teduh.procedure.terms import Limit, parse_limit

COMPLAINTS_PROCEDURE = "pengaduan-layanan"  # key of the procedure for complaints about the service itself
CLIENT = "klien"  # whose a requirement is where nothing is said
FREE_OF_CHARGE = "Tidak dipungut biaya"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as read. `standard` is None only where nothing at all can be made of the file; it may be given beside
    errors, so look at `sound` before using it. `root` and `steps` keep the lines, for the checker."""

    file: str
    standard: Standard | None
    problems: tuple[Problem, ...]
    root: Mapping | None = None
    steps: Written | None = None

    @property
    def sound(self) -> bool:
        """No problem that would stop a publication."""
        return self.standard is not None and all(problem.warning for problem in self.problems)


def load(source: str | bytes, *, file: str, vocabulary: Vocabulary) -> Loaded:
    """Read a standard from its text. Never raises; says every problem of its words in one go."""
    document = yaml.read(source, file=file)
    faults = Faults(file, list(document.problems))
    if not isinstance(document.root, Mapping):
        unread = document.root is None and any(not problem.warning for problem in document.problems)
        if not unread:  # else it is said already why
            faults.add(
                "C1",
                document.root.line if document.root else 0,
                "berkas ini bukan standar: harus diawali kata kunci, misalnya `kode: kab-sampang/konseling-keluarga`",
                "this is no standard: it must begin with a keyword, such as `kode: kab-sampang/konseling-keluarga`",
            )
        return Loaded(file, None, faults.sorted())
    if "cerita" in document.root and "kode" not in document.root:
        faults.add(
            "C5",
            document.root.line_of("cerita"),
            "berkas ini cerita, bukan standar. Taruh di folder `examples` di sebelah standarnya, atau mainkan dengan "
            "`standards play STANDAR CERITA`",
            "this is a story, no standard. Put it into the folder `examples` beside its standard, or play it with "
            "`standards play STANDARD STORY`",
        )
        return Loaded(file, None, faults.sorted())
    reading = Reading(faults, vocabulary)
    data = source.encode("utf-8", errors="surrogatepass") if isinstance(source, str) else source
    steps: Written = {}
    standard = _standard(reading, document.root, steps, sha256(data).hexdigest())
    return Loaded(file, standard, faults.sorted(), document.root, steps)


_REQUIRED = {row.word: row.example for row in KEYWORDS if row.block is Block.HEAD and row.default == "wajib"}


def _standard(reading: Reading, root: Mapping, steps: Written, digest: str) -> Standard:
    reading.known_keys(root, Block.HEAD, Block.COMPONENT)
    _required_head(reading, root)
    _local_roles(reading, root.get("peran"))
    version = reading.number(root.get("versi"), rule="C6")
    return Standard(
        code=reading.text(root.get("kode")),
        version=version or 0,
        title=reading.text(root.get("judul")),
        office=slug(reading.text(root.get("penyelenggara"))),
        unit=reading.text(root.get("unit")),
        decree=reading.text(root.get("sk")),
        valid_from=reading.date(root.get("berlaku sejak")),
        valid_until=reading.date(root.get("berlaku sampai")),
        source=reading.text(root.get("sumber")),
        channels=reading.channels(root.get("kanal"), ways_in=True),
        anonymous=reading.word(root.get("aduan anonim"), ANONYMOUS, AnonymousPolicy.REVIEW),
        roles=dict(reading.local),
        hours=reading.hours(root.get("jam layanan")),
        rules=reading.texts(root.get("ketentuan")),
        requirements=_requirements(reading, root.get("persyaratan")),
        procedures=_procedures(reading, root.get("prosedur"), steps),
        promises=parse_promises(reading, root.get("jangka waktu")),
        fee=reading.text(root.get("biaya")) or FREE_OF_CHARGE,
        products=_products(reading, root.get("produk")),
        complaints=_complaints(reading, root.get("pengaduan layanan"), steps),
        legal_basis=reading.texts(root.get("dasar hukum")),
        facilities=reading.texts(root.get("sarana")),
        competences=_competences(reading, root.get("kompetensi")),
        supervision=reading.texts(root.get("pengawasan")),
        staff_count=reading.number(root.get("jumlah pelaksana")),
        service_guarantee=reading.texts(root.get("jaminan pelayanan")),
        safety_guarantee=reading.texts(root.get("jaminan keamanan")),
        evaluation=_evaluation(reading, root.get("evaluasi")),
        note=reading.text(root.get("catatan")),
        digest=digest,
    )


def _required_head(reading: Reading, root: Mapping) -> None:
    """Rule C6, the keys: kode, versi, judul, penyelenggara; a decree and promises are missed with a warning."""
    for word, example in _REQUIRED.items():
        if word not in root:
            reading.missing(root, word, example)
    for word, example in (("sk", "sk: 301 TAHUN 2022"), ("berlaku sejak", "")):
        if word not in root and example:
            reading.faults.add(
                "C6",
                root.line,
                f"`{word}` belum ditulis. Tambahkan bila ada, misalnya `{example}`",
                f"`{word}` is missing. Add it if there is one, such as `{example}`",
                warning=True,
            )


def _local_roles(reading: Reading, node: Node | None) -> None:
    """Rule C10, `peran`: a local title points at a shared role, or at `luar`."""
    if node is None:
        return
    if not isinstance(node, Mapping):
        reading.faults.add(
            "C10",
            node.line,
            "`peran` ditulis sebagai jabatan setempat dan peran bersama, misalnya `{ketua lp-par: manajer kasus}`",
            "`peran` is written as local title and shared role, such as `{ketua lp-par: manajer kasus}`",
        )
        return
    for entry in node.entries:
        said = reading.text(entry.value)
        shared = reading.vocabulary.roles.get(slug(said))
        if slug(said) == OUTSIDE:
            reading.local[slug(entry.key)] = Party(entry.key)
        elif shared is not None and not shared.outside:
            reading.local[slug(entry.key)] = Party(entry.key, shared.code)
        else:
            near = nearest(said, reading.vocabulary.role_names())
            more = (f" Mungkin maksudnya `{near}`?", f" Perhaps you mean `{near}`?") if near else ("", "")
            known = ", ".join(reading.vocabulary.role_names())
            reading.faults.add(
                "C10",
                entry.line,
                f"`peran` harus menunjuk peran bersama atau `luar`, bukan “{said}”.{more[0]} Yang dikenal: {known}",
                f"`peran` must point at a shared role or `luar`, not “{said}”.{more[1]} Known: {known}",
            )
            reading.local[slug(entry.key)] = Party(entry.key)


def _procedures(reading: Reading, node: Node | None, steps: Written) -> tuple[Procedure, ...]:
    if node is None:
        return ()
    if isinstance(node, Mapping) and "langkah" not in node:
        names = {slug(entry.key): entry.key for entry in node.entries}
        return tuple(
            parse_procedure(reading, entry.value, key=slug(entry.key), name=entry.key, procedures=names, written=steps)
            for entry in node.entries
        )
    return (parse_procedure(reading, node, key="", name="", procedures={}, written=steps),)


_KIND_BY_WORD = {words[0]: kind for kind, words in REQUIREMENT_KINDS.items()}


def _requirements(reading: Reading, node: Node | None) -> tuple[Requirement, ...]:
    return tuple(requirement for one in items(node) if (requirement := _requirement(reading, one)) is not None)


def _requirement(reading: Reading, node: Node) -> Requirement | None:
    block = reading.mapping(node, Block.REQUIREMENT, example="dokumen: KTP")
    if block is None:
        return None
    kinds = [word for word in _KIND_BY_WORD if word in block]
    if len(kinds) > 1 or not (kinds or ONE_OF in block):
        known = ", ".join(_KIND_BY_WORD)
        reading.faults.add(
            "C5",
            block.line,
            f"persyaratan ditulis dengan tepat satu jenis: {known}, atau `salah satu`",
            f"a requirement has exactly one kind: {known}, or `salah satu`",
        )
        if not kinds:
            return None
    alternatives = _requirements(reading, block.get(ONE_OF))
    text = reading.text(block.get(kinds[0])) if kinds else " atau ".join(one.text for one in alternatives)
    return Requirement(
        key=slug(reading.text(block.get("kode"))) or slug(text),
        kind=_KIND_BY_WORD[kinds[0]] if kinds else RequirementKind.CHOICE,
        text=text,
        whose=() if reading.names(block.get("dari")) == (CLIENT,) else reading.parties(block.get("dari")),
        mandatory=reading.yes(block.get("wajib"), default=True),
        condition=reading.condition(block.get("bila")),
        alternatives=alternatives,
        procedure=slug(reading.text(block.get("untuk"))),
        note=reading.text(block.get("catatan")),
        line=block.line,
    )


def _products(reading: Reading, node: Node | None) -> tuple[Product, ...]:
    found: list[Product] = []
    for one in items(node):
        if isinstance(one, Text):
            found.append(Product(slug(one.value), ProductKind.PAPER, one.value, line=one.line))
            continue
        block = reading.mapping(one, Block.PRODUCT, example="jasa: Pendampingan klien")
        if block is None:
            continue
        kind = ProductKind.SERVICE if "jasa" in block else ProductKind.PAPER
        text = reading.text(block.get("jasa" if "jasa" in block else "surat"))
        if ("jasa" in block) == ("surat" in block):
            reading.faults.add(
                "C5",
                block.line,
                "produk ditulis dengan tepat satu jenis: `surat` atau `jasa`, atau namanya saja",
                "a product has exactly one kind: `surat` or `jasa`, or is a name alone",
            )
        found.append(
            Product(
                key=slug(reading.text(block.get("kode"))) or slug(text),
                kind=kind,
                text=text,
                procedure=slug(reading.text(block.get("untuk"))),
                line=block.line,
            ),
        )
    return tuple(found)


def _complaints(reading: Reading, node: Node | None, steps: Written) -> Complaints | None:
    if node is None:
        return None
    block = reading.mapping(node, Block.COMPLAINTS, example="pengaduan layanan: {kanal: [kotak saran]}")
    if block is None:
        return None
    procedure = block.get("prosedur")
    return Complaints(
        channels=reading.channels(block.get("kanal"), ways_in=False),
        responsible=reading.parties(block.get("penanggung jawab")),
        limit=reading.limit(block.get("jangka waktu")),
        procedure=parse_procedure(
            reading, procedure, key=COMPLAINTS_PROCEDURE, name="Pengaduan layanan", procedures={}, written=steps
        )
        if procedure is not None
        else None,
        rules=reading.texts(block.get("ketentuan")),
        line=block.line,
    )


def _competences(reading: Reading, node: Node | None) -> tuple[Competence, ...]:
    found: list[Competence] = []
    for one in items(node):
        if isinstance(one, Mapping):
            found.extend(
                Competence(reading.text(entry.value), reading.role(entry.key, entry.line)) for entry in one.entries
            )
        elif text := reading.text(one):
            found.append(Competence(text))
    return tuple(found)


def _evaluation(reading: Reading, node: Node | None) -> Evaluation | None:
    """The cycle of evaluation; three months unless said (PermenPANRB 15/2014)."""
    if node is None:
        return None
    if isinstance(node, Text):
        return Evaluation(QUARTERLY, (), node.value)
    block = reading.mapping(node, Block.EVALUATION, example="evaluasi: {tiap: 3 bulan, oleh: pimpinan}")
    if block is None:
        return None
    return Evaluation(reading.limit(block.get("tiap")) or QUARTERLY, reading.parties(block.get("oleh")))


def _quarterly() -> Limit:
    limit = parse_limit("3 bulan")
    if not isinstance(limit, Limit):
        raise TypeError(limit.en)
    return limit


QUARTERLY = _quarterly()
