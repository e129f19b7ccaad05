"""When two names mean the same to people: capitals, accents, blanks, signs that look alike, names of countries."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_SHORTEST_GUESSED = 4
_ALIKE = 0.84
_MOST_COMPARED = 300
_LOOK_ALIKE = str.maketrans("авекмнорстухіјѕɡαβεικνορτυχ", "abekmhopctyxijsgabeiknoptux")
_AMONG_LATIN = str.maketrans(
    "авекмнорстухіјѕАВЕКМНОРСТУХІЈЅΑΒΕΗΙΚΜΝΟΡΤΥΧ", "abekmhopctyxijsABEKMHOPCTYXIJSABEHIKMNOPTYX"
)
_MARKETS = """
    uk gb gbr unitedkingdom greatbritain britain ukgb
    us usa unitedstates unitedstatesofamerica america
    de deu ger germany deutschland
    fr fra france
    es esp spain espana
    it ita italy italia
    nl nld netherlands holland thenetherlands nederland
    be bel belgium
    at aut austria osterreich
    ch che switzerland schweiz suisse
    pl pol poland polska
    pt prt portugal
    se swe sweden sverige
    no nor norway norge
    dk dnk denmark danmark
    fi fin finland suomi
    ie irl ireland
    cz cze czechia czechrepublic
    gr grc greece
    tr tur turkey turkiye
    ca can canada
    mx mex mexico
    br bra brazil brasil
    ar arg argentina
    au aus australia
    nz nzl newzealand
    jp jpn japan
    cn chn china
    in ind india
    kr kor korea southkorea
    sg sgp singapore
    za zaf southafrica
    ae are uae unitedarabemirates
    global world worldwide all
"""
_MARKET_OF = {name: names.split()[0] for names in _MARKETS.strip().splitlines() for name in names.split()}


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """The form in which names that look alike are the same: ``Ｉ-4``, ``i 4`` and ``I-04`` differ in nothing else."""
    decomposed = unicodedata.normalize("NFKD", name).casefold().translate(_LOOK_ALIKE)
    plain = "".join(letter for letter in decomposed if letter.isalnum())
    return (plain.lstrip("0") or plain) if plain.isdigit() else plain or name.casefold()


def usual_letters(name: str) -> str:
    """The name in the letters that people would type: no wide ones, and no Cyrillic or Greek ones among Latin ones."""
    plain = unicodedata.normalize("NFKC", name)
    if not any(letter.isascii() and letter.isalpha() for letter in plain):
        return plain
    return plain.translate(_AMONG_LATIN)


def meaning(name: str, *, is_market: bool = False) -> str:
    """What a name stands for; of markets the country, however it is called."""
    plain = folded(name)
    return _MARKET_OF.get(plain, plain) if is_market else plain


class Names:
    """Names that are known, to be looked through for the one that was probably meant."""

    def __init__(self, known: Iterable[str], *, is_market: bool = False) -> None:
        self._is_market = is_market
        self._by_meaning: dict[str, list[str]] = {}
        self._by_digits: dict[str, dict[str, str]] = {}
        for name in known:
            plain = folded(name)
            self._by_meaning.setdefault(meaning(name, is_market=is_market), []).append(name)
            self._by_digits.setdefault(_digits(plain), {}).setdefault(plain, name)

    def near(self, name: str) -> str | None:
        """The known name that was probably meant, None where none is near."""
        for other in self._by_meaning.get(meaning(name, is_market=self._is_market), ()):
            if other != name:
                return other
        plain = folded(name)
        others = self._by_digits.get(_digits(plain), {})
        if len(plain) < _SHORTEST_GUESSED or len(others) > _MOST_COMPARED:
            return None
        found = get_close_matches(plain, [other for other in others if other != plain], n=1, cutoff=_ALIKE)
        return others[found[0]] if found else None

    def question(self, name: str) -> str:
        """The question to be put behind a message; nothing where no known name is near."""
        found = self.near(name)
        return "" if found is None else f"; did you mean {found}?"


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
