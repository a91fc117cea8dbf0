# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules about what stands around the file: office, folder, earlier versions, forms, letters, services, components:
C6, C7, C28, C29, C36. In draft mode those about office, folder, forms, services and letters only warn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from teduh.procedure.standard.keywords import KEYWORDS, Block
from teduh.procedure.standard.model import ProductKind, Requirement, RequirementKind
from teduh.procedure.standard.slugs import slug
from teduh.procedure.standard.subject import Subject, maybe
from teduh.procedure.standard.yaml import Text

COMPONENTS = tuple(row.word for row in KEYWORDS if row.block is Block.COMPONENT)


def office_and_folder(subject: Subject, folder: str) -> None:
    """Rule C6: kode is office/service, equals the folder, and the office exists."""
    standard, draft = subject.standard, subject.vocabulary.draft
    office, _, service = standard.code.partition("/")
    if standard.code and (not service or "/" in service or standard.code != f"{slug(office)}/{slug(service)}"):
        subject.faults.add(
            "C6",
            subject.head_line("kode"),
            f"kode “{standard.code}” bukan kantor/layanan. Tulis dengan huruf kecil dan tanda hubung, misalnya "
            f"`{slug(standard.office) or 'kab-sampang'}/{slug(service or office) or 'konseling-keluarga'}`",
            f"the code “{standard.code}” is not office/service. Write it in small letters with hyphens",
        )
    elif standard.office and office and slug(office) != standard.office:
        subject.faults.add(
            "C6",
            subject.head_line("kode"),
            f"kode diawali “{office}”, tetapi penyelenggara adalah “{standard.office}”. Samakan keduanya",
            f"the code begins with “{office}”, but the office is “{standard.office}”. Make them agree",
            warning=draft,
        )
    if folder and standard.code and standard.code != folder:
        subject.faults.add(
            "C6",
            subject.head_line("kode"),
            f"kode “{standard.code}” tidak sama dengan foldernya, {folder}. Ubah kode atau pindahkan berkas",
            f"the code “{standard.code}” differs from its folder, {folder}. Change the code or move the file",
            warning=draft,
        )
    if standard.office and standard.office not in subject.vocabulary.offices:
        more = maybe(standard.office, {code: code for code in subject.vocabulary.offices})
        subject.faults.add(
            "C6",
            subject.head_line("penyelenggara"),
            f"kantor “{standard.office}” tidak dikenal{more[0]}. Daftarkan di catalogue/offices.yaml",
            f"unknown office “{standard.office}”{more[1]}. Add it to catalogue/offices.yaml",
            warning=draft,
        )
    if standard.valid_from and standard.valid_until and standard.valid_until < standard.valid_from:
        subject.faults.add(
            "C6",
            subject.head_line("berlaku sampai"),
            "berlaku sampai mendahului berlaku sejak. Tukar tanggalnya",
            "the standard ends before it begins. Swap the dates",
        )


def published_unchanged(subject: Subject, published: Mapping[int, str]) -> None:
    """Rule C7: the version rises, and a published one is unchanged, by its hash.

    `published` maps the versions of this standard that are out to the digest of their files.
    """
    standard, line = subject.standard, subject.head_line("versi")
    highest = max(published, default=0)
    written = subject.root.get("versi")
    if isinstance(written, Text) and written.value.isdecimal() and standard.version < 1:
        subject.faults.add(
            "C7",
            line,
            "nomor versi sedikitnya 1. Tulis `versi: 1` untuk terbitan pertama",
            "the version is at least 1. Write `versi: 1` for the first publication",
        )
    elif standard.version in published and published[standard.version] != standard.digest:
        subject.faults.add(
            "C7",
            line,
            f"versi {standard.version} sudah terbit dan tidak boleh diubah. Kembalikan isinya, atau terbitkan sebagai "
            f"`versi: {highest + 1}`",
            f"version {standard.version} is published and may not change. Restore it, or publish `versi: "
            f"{highest + 1}`",
        )
    elif standard.version not in published and 0 < standard.version < highest:
        subject.faults.add(
            "C7",
            line,
            f"nomor versi harus naik. Yang terakhir terbit {highest}, tulis `versi: {highest + 1}`",
            f"the version must rise. The last published is {highest}, write `versi: {highest + 1}`",
        )


def papers_are_made(subject: Subject) -> None:
    """Rule C28: every published paper is made by a step; every made paper has a letter template."""
    made = {option for _, _, step in subject.every_step() for choice in step.products for option in choice.options} | {
        name for _, _, step in subject.every_step() for name in step.obtains
    }
    for product in subject.standard.products if subject.standard.procedures else ():
        if product.kind is ProductKind.PAPER and product.key not in made:
            more = maybe(product.key, {name: name.replace("-", " ") for name in made})
            subject.faults.add(
                "C28",
                product.line,
                f"produk “{product.text}” tidak dibuat langkah mana pun{more[0]}. Tambahkan `produk: "
                f"{product.key.replace('-', ' ')}` pada langkahnya, atau tulis sebagai `jasa`",
                f"no step makes the product “{product.text}”{more[1]}. Add `produk: "
                f"{product.key.replace('-', ' ')}` to "
                "a step, or write it as `jasa`",
            )
    for procedure, _, step in subject.every_step():
        for choice in step.products:
            for name in choice.options:
                if name not in subject.vocabulary.letters:
                    more = maybe(name, {key: key.replace("-", " ") for key in subject.vocabulary.letters})
                    subject.faults.add(
                        "C28",
                        subject.line(procedure, step, "produk"),
                        f"surat “{name.replace('-', ' ')}” belum punya contoh{more[0]}. Buat "
                        f"catalogue/letters/{name}/surat.yaml",
                        f"the paper “{name.replace('-', ' ')}” has no template{more[1]}. Make "
                        f"catalogue/letters/{name}/surat.yaml",
                        warning=subject.vocabulary.draft,
                    )


def forms_and_services_exist(subject: Subject) -> None:
    """Rule C29: every form, service and code list exists; a required form is carried by a step."""
    carried: set[str] = set()
    for procedure, _, step in subject.every_step():
        carried.update(step.forms)
        for name in step.forms:
            _form_exists(subject, name, subject.line(procedure, step, "formulir"))
        for service in step.services:
            if not service.procedure and service.key not in subject.vocabulary.services:
                more = maybe(service.key, subject.vocabulary.services)
                subject.faults.add(
                    "C29",
                    subject.line(procedure, step, "layanan"),
                    f"layanan “{service.name}” tidak dikenal{more[0]}. Pakai nama prosedur di berkas ini, atau "
                    "tambahkan "
                    "ke codelists/services.yaml",
                    f"unknown service “{service.name}”{more[1]}. Name a procedure of this file, or add it to "
                    "codelists/services.yaml",
                    warning=subject.vocabulary.draft,
                )
    for requirement in _with_alternatives(subject.standard.requirements):
        if requirement.kind is not RequirementKind.FORM:
            continue
        name = slug(requirement.text)
        if name not in carried and subject.standard.procedures:
            more = maybe(name, {key: key.replace("-", " ") for key in carried})
            subject.faults.add(
                "C29",
                requirement.line,
                f"formulir “{requirement.text}” tidak diisi pada langkah mana pun{more[0]}. Tambahkan `formulir: "
                f"{requirement.text}` pada langkahnya",
                f"no step carries the form “{requirement.text}”{more[1]}. Add `formulir: {requirement.text}` to a step",
                warning=subject.vocabulary.draft,
            )
        elif name not in carried:
            _form_exists(subject, name, requirement.line)
    _pause_reasons_exist(subject)


def _form_exists(subject: Subject, name: str, line: int) -> None:
    if name in subject.vocabulary.forms:
        return
    more = maybe(name, {key: form.name for key, form in subject.vocabulary.forms.items()})
    subject.faults.add(
        "C29",
        line,
        f"formulir “{name.replace('-', ' ')}” tidak ada{more[0]}. Buat catalogue/forms/{name}.yaml",
        f"there is no form “{name.replace('-', ' ')}”{more[1]}. Make catalogue/forms/{name}.yaml",
        warning=subject.vocabulary.draft,
    )


def _pause_reasons_exist(subject: Subject) -> None:
    for promise in subject.standard.promises:
        for name in promise.pauses:
            if name not in subject.vocabulary.pause_reasons:
                more = maybe(name, subject.vocabulary.pause_reasons)
                subject.faults.add(
                    "C29",
                    subject.promise_line(promise, "jeda"),
                    f"alasan jeda “{name.replace('-', ' ')}” tidak ada di codelists/pause_reasons.yaml{more[0]}",
                    f"the pause reason “{name.replace('-', ' ')}” is not in codelists/pause_reasons.yaml{more[1]}",
                    warning=True,
                )


def _with_alternatives(requirements: tuple[Requirement, ...]) -> Iterator[Requirement]:
    for requirement in requirements:
        yield requirement
        yield from _with_alternatives(requirement.alternatives)


def components_present(subject: Subject) -> None:
    """Rule C36: the components of PermenPANRB 15/2014 that are missing, listed; never an error."""
    missing = [word for word in COMPONENTS if word not in subject.root]
    if missing:
        there = len(COMPONENTS) - len(missing)
        subject.faults.add(
            "C36",
            subject.root.line,
            f"{there} dari {len(COMPONENTS)} komponen PermenPANRB 15/2014 ditulis. Belum: {', '.join(missing)}",
            f"{there} of the {len(COMPONENTS)} components of PermenPANRB 15/2014 are written. Missing: "
            f"{', '.join(missing)}",
            warning=True,
        )
