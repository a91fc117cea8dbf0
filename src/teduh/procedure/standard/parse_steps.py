# SPDX-License-Identifier: AGPL-3.0-or-later
"""Steps of a procedure, with every default of the grammar written out.

A step refers only upward (point 3), so one pass in the file's order is enough. What a step names (a predecessor, an
outcome, the target of a return) is kept as written; whether it exists is for the checker to say.
"""

from __future__ import annotations

from collections.abc import Mapping as Table
from typing import TypeAlias

from teduh.procedure.standard.keywords import Block
from teduh.procedure.standard.model import (
    Activity,
    Choice,
    Effect,
    Link,
    Outcome,
    Procedure,
    Service,
    Step,
)
from teduh.procedure.standard.reading import Reading
from teduh.procedure.standard.slugs import nearest, slug
from teduh.procedure.standard.words import (
    ACTIVITIES,
    ACTIVITY_BY_SLUG,
    EFFECT_BY_SLUG,
    EFFECTS,
    FINISHED,
    NEEDED,
    ONE_OF,
    REPEAT_FROM,
    RETURN_TO,
    RETURNED,
    START,
    YES_NO,
    activity_by_habit,
    activity_of,
)
from teduh.procedure.standard.yaml import Mapping, Node, Text, items
from teduh.procedure.terms import Limit

Written: TypeAlias = dict[tuple[str, str], Mapping]
_EXAMPLE = "langkah: Terima pengaduan"
_APPROVALS = (Activity.INITIAL, Activity.SIGN)


def parse_procedure(
    reading: Reading,
    node: Node,
    *,
    key: str,
    name: str,
    procedures: Table[str, str],
    written: Written,
) -> Procedure:
    """Read the steps of one procedure. `procedures` are all of the standard, by slug; `written` gets every map."""
    steps: list[Step] = []
    item = 0
    for one in items(node):
        block = reading.mapping(one, Block.STEP, example=_EXAMPLE)
        if block is None:
            continue
        step = _step(reading, block, tuple(steps), item, procedures)
        item = step.item or item
        written[(key, step.key)] = block
        steps.append(step)
    return Procedure(key, name, tuple(steps), node.line)


def _step(reading: Reading, block: Mapping, above: tuple[Step, ...], item: int, procedures: Table[str, str]) -> Step:
    name = reading.name(block.get("langkah"))
    if not name:
        reading.missing(block, "langkah", _EXAMPLE)
    if "pelaksana" not in block:
        reading.missing(block, "pelaksana", "pelaksana: petugas pengaduan")
    activity = _activity(reading, block, name)
    after, after_any = _after(reading, block.get("setelah"), above)
    shown = reading.yes(block.get("tampil"), default=True)
    numbered = reading.number(block.get("butir"), rule="C34")
    if numbered == 0:  # the number that a step has which is not shown
        reading.faults.add(
            "C34",
            block.line_of("butir"),
            "nomor butir dimulai dari 1. Tulis `butir: 1`, atau `tampil: tidak` bila langkah ini tidak diterbitkan",
            "items are numbered from 1. Write `butir: 1`, or `tampil: tidak` where the step is not published",
        )
    condition_node = block.get("bila")
    judged = isinstance(condition_node, Text) and slug(condition_node.value) == NEEDED
    repeated, within = _repeated(reading, block.get("berulang"))
    return Step(
        key=_unique(slug(name) or "tanpa-nama", above),
        name=name,
        activity=activity,
        actors=reading.roles(block.get("pelaksana")),
        after=after,
        after_any=after_any,
        text=reading.text(block.get("uraian")) or name,
        item=numbered if numbered is not None else (item + 1 if shown else 0),
        shown=shown,
        together=reading.parties(block.get("bersama")),
        to=reading.parties(block.get("kepada")),
        condition=None if judged else reading.condition(condition_node),
        judged=judged,
        needs=reading.names(block.get("perlu")),
        forms=reading.names(block.get("formulir")),
        products=_papers(reading, block.get("produk")),
        obtains=reading.names(block.get("memperoleh")),
        services=tuple(
            Service(slug(said), said, slug(said) if slug(said) in procedures else "")
            for said in reading.texts(block.get("layanan"))
        ),
        criteria=reading.texts(block.get("kriteria")),
        outcomes=_outcomes(reading, block.get("hasil"), activity, after, above),
        repeated=repeated,
        repeat_within=within,
        note=reading.text(block.get("catatan")),
        line=block.line,
    )


def _unique(key: str, above: tuple[Step, ...]) -> str:
    """A step's key; a second step of the same name, which rule C8 refuses, gets a number so that reading can go on."""
    taken = {step.key for step in above}
    number, found = 2, key
    while found in taken:
        found, number = f"{key}-{number}", number + 1
    return found


def _activity(reading: Reading, block: Mapping, name: str) -> Activity:
    """Rule C9: the name begins with an activity, or `kegiatan` names one."""
    node = block.get("kegiatan")
    said = reading.text(node) if node is not None else name
    found = ACTIVITY_BY_SLUG.get(slug(said)) if node is not None else activity_of(name)
    if found is not None:
        return found
    if not said:
        return Activity.RECORD
    meant = activity_by_habit(said) or nearest(said.split()[0], tuple(ACTIVITY_BY_SLUG), least=0.7).replace("-", " ")
    known = ", ".join(word.id for word in ACTIVITIES)
    if meant:
        more = (
            f"Mungkin maksudnya `{meant}`? Awali nama dengan kata itu, atau tulis `kegiatan: {meant}`",
            f"Perhaps you mean `{meant}`? Begin the name with it, or write `kegiatan: {meant}`",
        )
    else:
        more = (
            f"Awali nama dengan salah satu, atau tulis `kegiatan`: {known}",
            f"Begin the name with one of these, or write `kegiatan`: {known}",
        )
    reading.faults.add(
        "C9",
        node.line if node is not None else block.line_of("langkah"),
        f"kegiatan “{said}” tidak dikenal. {more[0]}",
        f"unknown activity “{said}”. {more[1]}",
    )
    return ACTIVITY_BY_SLUG.get(slug(meant), Activity.RECORD)


def _after(reading: Reading, node: Node | None, above: tuple[Step, ...]) -> tuple[tuple[Link, ...], bool]:
    """The predecessors, and whether the first of them is enough."""
    if node is None:
        return ((Link(above[-1].key),) if above else ()), False
    if isinstance(node, Text) and slug(node.value) == START:
        return (), False
    if isinstance(node, Mapping) and ONE_OF in node:
        if len(node.entries) > 1:
            reading.faults.add(
                "C11",
                node.line,
                "`salah satu` tidak dicampur dengan langkah lain. Masukkan semuanya ke dalam daftarnya",
                "`salah satu` does not mix with other steps. Put them all into its list",
            )
        return _links(reading, node.get(ONE_OF)), True
    return _links(reading, node), False


def _links(reading: Reading, node: Node | None) -> tuple[Link, ...]:
    links: list[Link] = []
    for one in items(node):
        if isinstance(one, Text):
            links.append(Link(slug(one.value)))
            continue
        if not isinstance(one, Mapping):
            reading.text(one)
            continue
        for entry in one.entries:
            if not isinstance(entry.value, Text):
                reading.faults.add(
                    "C12",
                    entry.line,
                    f"satu langkah dan satu hasil saja. Untuk beberapa hasil tulis `{{salah satu: [{{{entry.key}: A}}, "
                    f"{{{entry.key}: B}}]}}`",
                    f"one step and one outcome only. For several write `{{salah satu: [{{{entry.key}: A}}, "
                    f"{{{entry.key}: B}}]}}`",
                )
                continue
            links.append(Link(slug(entry.key), slug(entry.value.value)))
    return tuple(links)


def _papers(reading: Reading, node: Node | None) -> tuple[Choice, ...]:
    papers: list[Choice] = []
    for one in items(node):
        if isinstance(one, Mapping) and ONE_OF in one:
            papers.append(Choice(reading.names(one.get(ONE_OF))))
        elif name := slug(reading.text(one)):
            papers.append(Choice((name,)))
    return tuple(papers)


def _repeated(reading: Reading, node: Node | None) -> tuple[bool, Limit | None]:
    if node is None:
        return False, None
    said = reading.text(node).casefold()
    if said in YES_NO:
        return YES_NO[said], None
    return True, reading.limit(node)


def _outcomes(
    reading: Reading,
    node: Node | None,
    activity: Activity,
    after: tuple[Link, ...],
    above: tuple[Step, ...],
) -> tuple[Outcome, ...]:
    """Outcome to effect; a list means all go on; one word is the effect of finishing. An approval with a draft above
    it can always send that draft back, unless its outcomes are written as a map or list."""
    if node is None or isinstance(node, Text):
        effect, target = (Effect.PROCEED, "") if node is None else _effect(reading, node)
        finished = Outcome(FINISHED, FINISHED, effect, target, node.line if node else 0)
        draft = draft_above(after, above) if activity in _APPROVALS else ""
        return (finished, Outcome(RETURNED, RETURNED, Effect.RETURN, draft)) if draft else (finished,)
    found: dict[str, Outcome] = {}
    for name, value, line in _pairs(reading, node):
        effect, target = _effect(reading, value) if value is not None else (Effect.PROCEED, "")
        if slug(name) in found:
            reading.faults.add(
                "C16", line, f"hasil “{name}” ditulis dua kali. Hapus salah satu", f"the outcome “{name}” stands twice"
            )
        elif name:
            found[slug(name)] = Outcome(slug(name), name, effect, target, line)
    return tuple(found.values()) or (Outcome(FINISHED, FINISHED, Effect.PROCEED),)


def _pairs(reading: Reading, node: Node) -> list[tuple[str, Node | None, int]]:
    pairs: list[tuple[str, Node | None, int]] = []
    for one in items(node):
        if isinstance(one, Mapping):
            pairs.extend((entry.key, entry.value, entry.line) for entry in one.entries)
        else:
            pairs.append((reading.text(one), None, one.line))
    return pairs


def _effect(reading: Reading, node: Node) -> tuple[Effect, str]:
    """Rule C16: an effect is lanjut, kembali ke, ulang dari, or one of the five ends."""
    said = slug(reading.text(node))
    if said in EFFECT_BY_SLUG:
        return EFFECT_BY_SLUG[said], ""
    for phrase, effect in ((RETURN_TO, Effect.RETURN), (REPEAT_FROM, Effect.REPEAT)):
        if said.startswith(f"{slug(phrase)}-"):
            return effect, said.removeprefix(f"{slug(phrase)}-")
    known = tuple(words[0] for words in EFFECTS.values())
    near = nearest(said, known)
    more = (f" Mungkin maksudnya `{near}`?", f" Perhaps you mean `{near}`?") if near else ("", "")
    reading.faults.add(
        "C16",
        node.line,
        f"akibat “{reading.text(node)}” tidak dikenal.{more[0]} Tulis lanjut, kembali ke LANGKAH, ulang dari LANGKAH, "
        "tuntas, ditolak, disisihkan, dilimpahkan, atau dihentikan",
        f"unknown effect “{reading.text(node)}”.{more[1]} Write lanjut, kembali ke STEP, ulang dari STEP, "
        "tuntas, ditolak, disisihkan, dilimpahkan or dihentikan",
    )
    return Effect.PROCEED, ""


def draft_above(after: tuple[Link, ...], above: tuple[Step, ...]) -> str:
    """The nearest draft on the line that leads here; empty where there is none."""
    line = {link.step for link in after}
    for step in reversed(above):
        if step.key not in line:
            continue
        if step.activity is Activity.DRAFT:
            return step.key
        line.update(link.step for link in step.after)
    return ""
