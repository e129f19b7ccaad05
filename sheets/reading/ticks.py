"""Ticks as people type them, in the languages of the spreadsheet programs."""

from __future__ import annotations

import unicodedata

_YES = """
    true yes y x t 1 ✓ ✔ ☑ ✅ ☒
    wahr ja j vrai oui o verdadero sí si s vero waar verdadeiro sim prawda tak pravda áno ano igaz igen
    adevărat da tosi kyllä sant sann sand да истина так істина ναι evet doğru tõene jah taip taisnība jā
    真 是 はい 참 예 כן
"""
_NO = """
    false no n f - 0 ☐ ❌
    falsch nein faux non falso nee onwaar não fałsz nie nepravda nem hamis fals nu epätosi ei
    usann usant falsk falskt nej nei нет ложь ні όχι hayır yanlış väär ne nē
    假 否 いいえ 거짓 아니요 לא
"""


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().casefold()


_TICKS = {**{_folded(word): False for word in _NO.split()}, **{_folded(word): True for word in _YES.split()}}


def tick_of(word: str) -> bool | None:
    """Whether a word is a tick; None for one that is neither yes nor no."""
    return _TICKS.get(_folded(word))
