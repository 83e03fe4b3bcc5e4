"""Words of a text: folding, tokens, stems, language. Shared by tags, matches and search."""

import re
import unicodedata
from threading import local

import Stemmer

from scrapers.item import Language
from scrapers.letters import LANGUAGES, detect_language, fold

__all__ = ["LANGUAGES", "Language", "detect_language", "fold", "stem", "stems", "words"]
_SNOWBALL = {
    "es": "spanish", "en": "english", "pt": "portuguese", "fr": "french", "ca": "catalan",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?", re.UNICODE)
_stemmers = local()


def words(text: str) -> list[str]:
    """Folded words of ``text``, in order; a letter and its accent may come as two code points."""
    return _WORD.findall(fold(unicodedata.normalize("NFC", text)))


def stem(word: str, language: Language) -> str:
    """Snowball stem of one folded word."""
    stemmers = _stemmers.__dict__
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(_SNOWBALL[language])
    return str(stemmers[language].stemWord(word))


def stems(text: str, language: Language) -> list[str]:
    """Folded, stemmed words of ``text``."""
    return [stem(word, language) for word in words(text)]
