"""The language of a page, among the five the calls come in."""

from functools import lru_cache
from typing import Any, cast

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from scrapers.item import Language

LANGUAGES: tuple[Language, ...] = ("es", "en", "pt", "fr", "ca")
_SAMPLE = 6000


def detect(title: str, text: str) -> Language | None:
    """The language of ``text`` (of ``title`` where there is little text); ``None`` without words.

    py3langid limited to :data:`LANGUAGES`, its own instance, so that nothing else in the
    process sees the limit.
    """
    sample = text[:_SAMPLE] if len(text) > 200 else f"{title}\n{text}"
    if not any(char.isalpha() for char in sample):
        return None
    code, _ = _identifier().classify(sample)
    return cast("Language", code)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """The model, loaded once (0.1 s)."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier
