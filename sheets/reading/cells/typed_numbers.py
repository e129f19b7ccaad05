"""Numbers that stand in a cell as text: what a person plainly means is read, what has two readings is refused."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from sheets.workbook import as_shown

_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009]+")
_UNITS = re.compile(
    r"(?:(?:story )?(?:points?|pts?|sp|tokens?|tkn|punkte?|pkt|puntos?|punt[io]|punten|punt|pontos?|jetons?|fichas?)"
    r"|€|\$|£|¥|₹|eur|usd|gbp|chf)\.?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)\Z")
_SEPARATED = re.compile(r"([-+]?)([1-9][0-9]{0,2}(?:([,. '’])[0-9]{3})(?:\3[0-9]{3})*)(?:([,.])([0-9]+))?\Z")
_WITH_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+\Z")
_THOUSANDS = re.compile(r"([-+]?[0-9]+(?:[.,][0-9]+)?)\s*(k|tsd|mio|m)\.?\Z", re.IGNORECASE)
_COMMA_LANGUAGES = """
    af az be bg bs ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk lt lv mk nb nl nn no pl pt ro ru sk sl sq sr
    sv tr uk vi
"""
_WITH_POINT = frozenset(
    {"de_ch", "de_li", "it_ch", "es_mx", "es_us", "es_gt", "es_hn", "es_ni", "es_pa", "es_pe", "es_sv"}
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A number as it was typed. is_exact: whether the text is nothing but the number, as the engine writes it."""

    number: Decimal
    is_exact: bool = False


def decimal_mark(locale: str) -> str:
    """The decimal mark of a locale such as ``de_DE``; nothing where none is known."""
    name = locale.strip().replace("-", "_").casefold()
    language = name.partition("_")[0]
    if not language:
        return ""
    if name in _WITH_POINT:
        return "."
    return "," if language in _COMMA_LANGUAGES.split() else "."


def typed_number(text: str, locale: str) -> Typed | None:
    """The number that a text means; None where it is none. Raises ``ValueError`` for one that has two readings."""
    if _PLAIN.match(text) and not _is_grouped(text):
        return Typed(Decimal(text), is_exact=len(text.lstrip("-0.").replace(".", "")) > 15)
    bare = _bare(text)
    if bare is None:
        return None
    mark = decimal_mark(locale)
    if found := _SEPARATED.match(bare):
        sign, digits, group, point, places = found.groups()
        whole = Decimal(sign + re.sub(r"[,. '’]", "", digits))
        if point == group:
            return None
        if point:
            return Typed(Decimal(f"{whole}.{places}"))
        if group in ",." and digits.count(group) == 1:
            parts = Decimal(sign + digits.replace(group, "."))
            if not mark:
                raise ValueError(f"can be read as {whole:f} or as {parts:f}; type the number anew, without separators")
            return Typed(parts if mark == group else whole)
        return Typed(whole)
    if _PLAIN.match(bare.removeprefix("+")):
        return Typed(Decimal(bare))
    if mark == "," and _WITH_COMMA.match(bare):
        return Typed(Decimal(bare.replace(",", ".")))
    return None


def guess_of(text: str) -> str:
    """What may be meant by a text that is no number, as ``; did you mean 2000?``; nothing where that is open."""
    bare = _bare(text) or ""
    if found := _THOUSANDS.match(bare):
        factor = 1000 if found[2].casefold() in ("k", "tsd") else 1_000_000
        number = Decimal(found[1].replace(",", ".")) * factor
        return f"; did you mean {as_shown(float(number))}?"
    if _WITH_COMMA.match(bare):
        return f"; did you mean {bare.replace(',', '.')}?"
    return ""


def _bare(text: str) -> str | None:
    """The text without blanks around it, a unit, a currency; None where nothing is left."""
    bare = _BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).strip().replace("−", "-")
    for unit in (_UNITS.match(bare), *(found for found in _UNITS.finditer(bare) if found.end() == len(bare))):
        if unit is not None and unit[0] != bare:
            bare = (bare[unit.end() :] if unit.start() == 0 else bare[: unit.start()]).strip()
            break
    return bare or None


def _is_grouped(text: str) -> bool:
    return bool(_SEPARATED.match(text)) and "." in text
