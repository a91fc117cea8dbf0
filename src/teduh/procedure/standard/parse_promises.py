# SPDX-License-Identifier: AGPL-3.0-or-later
"""Promises: from when, until when, how long, by whom extended, why paused."""

from __future__ import annotations

from teduh.procedure.standard.keywords import Block
from teduh.procedure.standard.model import Extension, MomentKind, Promise, Risk
from teduh.procedure.standard.reading import Reading
from teduh.procedure.standard.slugs import slug
from teduh.procedure.standard.words import RISKS
from teduh.procedure.standard.yaml import Mapping, Node, Text, items
from teduh.procedure.terms import Limit

_RISK_BY_SLUG = {words[0]: risk for risk, words in RISKS.items()}


def parse_promises(reading: Reading, node: Node | None) -> tuple[Promise, ...]:
    """All promises of `jangka waktu`: a limit, a promise, or a list of either."""
    return tuple(
        promise
        for number, one in enumerate(items(node), start=1)
        if (promise := _promise(reading, one, number)) is not None
    )


def _promise(reading: Reading, node: Node, number: int) -> Promise | None:
    if isinstance(node, Text):
        return Promise(
            key=f"janji-{number}",
            text=node.value,
            name=f"janji {number}",
            since=reading.moment(None, MomentKind.RECEIVED),
            until=reading.moment(None, MomentKind.ENDED),
            limit=reading.limit(node),
            line=node.line,
        )
    block = reading.mapping(node, Block.PROMISE, example="janji: 5 hari kerja")
    if block is None:
        return None
    if "janji" not in block:
        reading.missing(block, "janji", "janji: 5 hari kerja")
    limit, by_risk = _limit(reading, block)
    return Promise(
        key=f"janji-{number}",
        text=reading.text(block.get("janji")),
        name=reading.name(block.get("nama")) or f"janji {number}",
        since=reading.moment(block.get("sejak"), MomentKind.RECEIVED),
        until=reading.moment(block.get("sampai"), MomentKind.ENDED),
        limit=limit,
        by_risk=by_risk,
        floor=reading.limit(block.get("paling cepat"), floor=True),
        condition=reading.condition(block.get("bila")),
        extension=_extension(reading, block.get("perpanjangan")),
        pauses=reading.names(block.get("jeda")),
        procedure=slug(reading.text(block.get("untuk"))),
        note=reading.text(block.get("catatan")),
        line=block.line,
    )


def _limit(reading: Reading, block: Mapping) -> tuple[Limit | None, tuple[tuple[Risk, Limit], ...]]:
    """The limit, or the limits by risk; read from the published words where `paling lama` is not written."""
    node = block.get("paling lama")
    if node is None:
        return reading.limit(block.get("janji"), inside=True), ()
    if not isinstance(node, Mapping):
        return reading.limit(node), ()
    _all_levels(reading, node)
    found: dict[Risk, Limit] = {}
    for entry in node.entries:
        risk = _RISK_BY_SLUG.get(slug(entry.key))
        limit = reading.limit(entry.value)
        if risk is not None and limit is not None:
            found[risk] = limit
    return None, tuple((risk, found[risk]) for risk in Risk if risk in found)


def _all_levels(reading: Reading, node: Mapping) -> None:
    """Rule C26, the levels: limits by risk name all three, and nothing else."""
    written = {slug(entry.key) for entry in node.entries}
    missing = ", ".join(word for word in _RISK_BY_SLUG if word not in written)
    unknown = ", ".join(entry.key for entry in node.entries if slug(entry.key) not in _RISK_BY_SLUG)
    if missing or unknown:
        more = (f" “{unknown}” bukan tingkat risiko.", f" “{unknown}” is no level of risk.") if unknown else ("", "")
        lacking = (f" Yang belum: {missing}.", f" Missing: {missing}.") if missing else ("", "")
        reading.faults.add(
            "C26",
            node.line,
            f"jangka waktu menurut risiko menyebut tinggi, sedang, dan rendah.{more[0]}{lacking[0]}".rstrip("."),
            f"limits by risk name tinggi, sedang and rendah.{more[1]}{lacking[1]}".rstrip("."),
        )


def _extension(reading: Reading, node: Node | None) -> Extension | None:
    """Rule C27, the extension: `selama` and `oleh` are written; `kali` missing is 1 and warns."""
    if node is None:
        return None
    block = reading.mapping(node, Block.EXTENSION, example="perpanjangan: {selama: 7 hari kalender, oleh: kepala uptd}")
    if block is None:
        return None
    for word, example in (("selama", "selama: 7 hari kalender"), ("oleh", "oleh: kepala uptd")):
        if word not in block:
            reading.faults.add(
                "C27",
                block.line,
                f"perpanjangan belum menyebut `{word}`. Tambahkan, misalnya `{example}`",
                f"the extension does not say `{word}`. Add it, such as `{example}`",
            )
    if "kali" not in block:
        reading.faults.add(
            "C27",
            block.line,
            "perpanjangan tidak menyebut `kali`, jadi berlaku satu kali. Tulis `kali: 1` agar jelas",
            "the extension does not say `kali`, so it holds once. Write `kali: 1` to be clear",
            warning=True,
        )
    amount = reading.limit(block.get("selama"))
    if amount is None:
        return None
    times = reading.number(block.get("kali"), rule="C27")
    return Extension(
        amount=amount,
        by=reading.roles(block.get("oleh")),
        reasons=reading.texts(block.get("sebab")),
        times=1 if times is None else times,
    )
