# SPDX-License-Identifier: AGPL-3.0-or-later
"""Indonesian names brought to the forms under which two spellings of one name meet. No keys, no data: plain text only.

Names have no surname, may be one word, carry titles before and after, and are written as they are heard: the tokens of
a name are compared in any order, plainly and by sound.
"""

from __future__ import annotations

import re
import unicodedata


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Before the name, with or without a point: H. Hj. KH. Drs. Ir. R. Rr. Tgk. …
TITLES_BEFORE = _words("""
h hj hjh kh k dr drs dra drg drh ir prof r rr rm ra rd rden raden tgk tengku ny nn tn sdr sdri bpk bapak pak
ibu bu alm almh ust ustad ustadz ustadzah ustaz kyai kiai kiyai nyai gus habib haji hajah hajjah kompol akp
ipda iptu aiptu bripka brigpol kapt serma serka
""")
# After the name. Short ones that can be names as well count only when written with points or after a comma.
DEGREES = _words("""
sh mh shi mhi spd mpd spdi mpdi sag mag ssos msos ssosi sip msip skm mkm mkes skep mkep skes ssi msi mpsi spsi
sfarm skom mkom amd amdkeb strkeb skeb sstp sked spog phd mhum shum sthi lcc msc bsc mba ners ns psikolog cpm
""")
DEGREES_IF_POINTED = _words("""
se mm st mt ma sp mp lc spt ak ca bi sps ba
""")
# Between the parts of a name.
PARTICLES = _words("""
bin binti binte bt alias als al panggilan dipanggil
""")
MUHAMMAD = _words("""
muhammad muhamad mohammad mohamad mohamed muhammed mochammad mochamad muchammad muchamad mukhammad mukhamad
mokhamad mokhammad moch moh muh mhd mohd muhd mkh much md mochamat muhamat mohamat
""")
SHORT = {"abd": "abdul", "abdl": "abdul", "ach": "achmad", "akh": "akhmad", "sti": "siti", "syf": "syarifah"}

# Sounds, in this order: each pair of spellings below stands for one sound in Indonesian names.
SOUNDS = [
    (r"oe", "u"),  # Soekarno, Sukarno
    (r"dj", "j"),  # Djoko, Joko
    (r"tj", "c"),  # Tjokro, Cokro
    (r"nj", "ny"),  # Njoman, Nyoman
    (r"[sc]j|sy|sh|ts|dz|z", "s"),  # Sjamsul, Syamsul, Samsul; Zainal, Sainal
    (r"[kc]h(?=[^aiueo]|$)", "h"),  # Achmad, Akhmad, Ahmad
    (r"[kc]h|q|ck", "k"),  # Choirul, Khoirul, Koirul
    (r"([dtb])h", r"\1"),  # Budhi, Budi
    (r"ph|v", "f"),  # Vina, Fina
    (r"x", "ks"),
    (r"(?<=[^aiueons])y(?=[^aiueo]|$)", "i"),  # Rudy, Rudi
    (r"i?[yj](?=[aiueo])|i(?=[aiueo])", "y"),  # Jusuf, Yusuf; Surja, Surya, Suria
    (r"(.)\1+", r"\1"),  # Syamsuddin, Syamsudin
    (r"(?<=[aiueo])h$", ""),  # Fatimah, Fatima
    (r"d$", "t"),  # Ahmad, Ahmat
]
_SOUNDS = [(re.compile(pattern), sound) for pattern, sound in SOUNDS]


def words_of(name: str) -> tuple[str, ...]:
    """The plain tokens of a name: small letters, no accents, no titles, one spelling of Muhammad. May be empty."""
    words = _without_titles(_split(name))
    named = [word for word in words if word not in PARTICLES] or words
    if len(named) > 1 and named[0] == "m":
        named[0] = "muhammad"  # M. Ridwan
    full = [_in_full(word) for word in named]
    return tuple(word for word in full if len(word) > 1) or tuple(full)


def sound_of(word: str) -> str:
    """The key under which spellings of one sound meet: `Syamsuddin` and `Samsudin`, `Djoko` and `Joko`."""
    sound = word
    for pattern, spelling in _SOUNDS:
        sound = pattern.sub(spelling, sound)
    return sound or word


def phones_of(text: str) -> tuple[str, ...]:
    """The telephone numbers in a text, each as digits from the country's code: 0812… and +62 812… are one."""
    return tuple(number for part in re.split(r"[/,;|]|\batau\b", text) if (number := _phone(part)))


def digits_of(text: str) -> str:
    """The digits alone, of a NIK or KK; Arabic-Indic and full-width ones count as well."""
    return "".join(str(unicodedata.digit(letter)) for letter in text if unicodedata.digit(letter, None) is not None)


def _split(name: str) -> list[tuple[str, bool]]:
    """Words without points, each with whether it was pointed or stood after a comma."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter) and _is_shown(letter))
    found = []
    for place, part in enumerate(re.sub(r"['`\u2018\u2019\u02bc]", "", kept).split(",")):
        for raw in re.split(r"[^\w.]+", part.replace("_", " ")):
            word = raw.replace(".", "")
            pieces = (
                [word] if word in DEGREES or max(map(len, raw.split("."))) <= 3 else raw.split(".")
            )  # S.Pd; Hj.Siti
            found += [(piece, place > 0 or "." in raw) for piece in pieces if piece]
    return found


def _is_shown(letter: str) -> bool:
    # Marks of direction, NUL, half surrogates and the like are no part of a name.
    return letter.isspace() or unicodedata.category(letter)[0] != "C"


def _without_titles(words: list[tuple[str, bool]]) -> list[str]:
    rest = list(words)
    while len(rest) > 1 and rest[0][0] in TITLES_BEFORE:
        del rest[0]
    while len(rest) > 1 and (rest[-1][0] in DEGREES or (rest[-1][1] and rest[-1][0] in DEGREES_IF_POINTED)):
        del rest[-1]
    return [word for word, _ in rest]


def _in_full(word: str) -> str:
    return "muhammad" if word in MUHAMMAD else SHORT.get(word, word)


def _phone(text: str) -> str:
    digits = digits_of(text)
    if len(digits) < 5:
        return ""
    for prefix in ("0062", "62", "0"):
        if digits.startswith(prefix):
            return "62" + digits.removeprefix(prefix).removeprefix("0")
    return "62" + digits if digits.startswith("8") else digits
