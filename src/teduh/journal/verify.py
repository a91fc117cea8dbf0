# SPDX-License-Identifier: AGPL-3.0-or-later
"""Walk every chain and say where one is broken. Needs no key, and holds after erasure: it runs over ciphertext."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from teduh.journal.chain import digest_of
from teduh.journal.checkpoints import Checkpoints
from teduh.journal.models import Entry, Head


@dataclass(frozen=True, slots=True)
class Fault:
    """The first broken link of a chain, and what is wrong with it."""

    chain: str
    sequence: int
    what: str

    def __str__(self) -> str:
        return f"{self.chain}#{self.sequence}: {self.what}"


@dataclass(slots=True)
class Report:
    """What a walk found: how much was walked, and at most one fault for each chain."""

    chains: int = 0
    entries: int = 0
    faults: list[Fault] = field(default_factory=list)


def verify() -> Report:
    """Walk all chains in order of their names. Time grows with the entries: some ten thousand a second."""
    report = Report()
    heads = {head.chain: head for head in Head.objects.iterator(2_000)}
    known = _checkpointed()
    # What is changed by hand may not even be read as its type; then the walk says so by its own exception.
    entries = Entry.objects.order_by("chain", "sequence").iterator(2_000)
    for chain, links in groupby(entries, key=lambda entry: entry.chain):
        report.chains += 1
        fault = _walk(chain, _counted(links, report), heads.pop(chain, None), known.pop(chain, None))
        if fault:
            report.faults.append(fault)
    report.faults += [Fault(head.chain, 1, EMPTIED) for head in heads.values() if head.sequence]
    lost = known.keys() - heads.keys()
    report.faults += [Fault(chain, 1, EMPTIED) for chain in sorted(lost)]
    return report


CHANGED = "isi catatan diubah setelah ditulis"
MISSING = "catatan hilang: urutan melompat ke {next}"
UNHOOKED = "catatan tidak menyambung pada catatan sebelumnya"
CUT = "ekor rantai terpotong: catatan terakhir seharusnya #{last}"
HEADLESS = "kepala rantai hilang atau bukan catatan terakhir"
REPLACED = "catatan bukan yang dicatat pada titik periksa"
EMPTIED = "seluruh catatan rantai hilang"


def _counted(links: Iterator[Entry], report: Report) -> Iterator[Entry]:
    for link in links:
        report.entries += 1
        yield link


def _walk(chain: str, links: Iterator[Entry], head: Head | None, known: tuple[int, str] | None) -> Fault | None:
    fault: Fault | None = None
    sequence, previous = 0, ""
    for entry in links:
        if fault is None:
            fault = _link_fault(entry, sequence + 1, previous)
        if fault is None and known and entry.sequence == known[0] and entry.digest != known[1]:
            fault = Fault(chain, entry.sequence, REPLACED)
        sequence, previous = entry.sequence, entry.digest
    if fault is not None:
        return fault
    last = max(head.sequence if head else 0, known[0] if known else 0)
    if sequence < last:
        return Fault(chain, sequence + 1, CUT.format(last=last))
    if head is None or (head.sequence, head.digest) != (sequence, previous):
        return Fault(chain, sequence, HEADLESS)
    return None


def _link_fault(entry: Entry, expected: int, previous: str) -> Fault | None:
    if entry.sequence != expected:
        return Fault(entry.chain, expected, MISSING.format(next=entry.sequence))
    if entry.digest != digest_of(entry):
        return Fault(entry.chain, expected, CHANGED)
    if entry.previous != previous:
        return Fault(entry.chain, expected, UNHOOKED)
    return None


def _checkpointed() -> dict[str, tuple[int, str]]:
    known: dict[str, tuple[int, str]] = {}
    for entry in Entry.objects.filter(chain=Checkpoints.chain).order_by("sequence").iterator(500):
        known |= {chain: (sequence, digest) for chain, sequence, digest in entry.data["heads"]}
    return known
