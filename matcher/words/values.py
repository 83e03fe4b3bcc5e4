"""Values of a call in words: an amount, a country, one side of «antes → ahora»."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from babel import Locale

from matcher.calls.facts import BY_HAND, PARTNERS, Amount, amount_from, is_guess
from matcher.words.language import NBSP, Words, gettext_noop
from matcher.words.names import QUESTION_NAMES, REGION_NAMES
from matcher.words.partners import partners_words

_LONG = 160


def figure_words(words: Words, value: Decimal | float | str, digits: int = 0) -> str:
    """A number as it is stored, in words; what is none as it stands."""
    try:
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
        return words.number(exact, digits)
    except InvalidOperation:
        return str(value)


def money_words(words: Words, value: Decimal | float | str, currency: str | None) -> str:
    """«346.000.000 COP»; the currency is never assumed."""
    try:
        figure = words.amount(Decimal(str(value)))
    except InvalidOperation:
        figure = str(value)
    if currency:
        return words.money(figure, currency)
    return NBSP.join((figure, words.gettext("(moneda sin indicar)")))


def amount_words(words: Words, item: Amount) -> str:
    """One amount of a call: «hasta …», «entre … y …»."""
    currency, low, high = item.currency, item.minimum, item.maximum
    if not item.most:
        return words.gettext("la fuente no lo dice")
    if low and high and low != high:
        said = words.gettext(
            "entre %(low)s y %(high)s",
            low=money_words(words, low, currency),
            high=money_words(words, high, currency),
        )
    else:
        kind = "per_beneficiary" if low and low == high else item.kind
        figure = _as_written(item) or money_words(words, item.most, currency)
        said = words.named(_KINDS[kind], figure=figure)
    per = "beneficiary" if item.kind == "per_beneficiary" and not item.per else item.per
    return words.named(_EACH[per], sum=said) if per else said


def _as_written(item: Amount) -> str | None:
    """So many times an index, in the words of the source; ``None`` for money."""
    if not item.indexed or item.span.method == BY_HAND.method:  # people quote whole sentences
        return None
    return " ".join(item.span.quote.split()) or None


_KINDS = {
    "max": gettext_noop("hasta %(figure)s"),
    "range": gettext_noop("hasta %(figure)s"),
    "min": gettext_noop("desde %(figure)s"),
    "total": gettext_noop("%(figure)s en total"),
    "part": gettext_noop("%(figure)s, una parte"),
    "per_beneficiary": "%(figure)s",
    "unknown": "%(figure)s",
}
_EACH = {
    "project": gettext_noop("%(sum)s por proyecto"),
    "beneficiary": gettext_noop("%(sum)s por beneficiario"),
    "month": gettext_noop("%(sum)s al mes"),
    "year": gettext_noop("%(sum)s al año"),
}


def country_words(words: Words, code: str) -> str:
    """A country or a region."""
    if code in REGION_NAMES:
        return words.named(REGION_NAMES[code])
    return str(Locale(words.locale).territories.get(code, code))


def value_words(words: Words, value: Any) -> str:
    """One side of «antes → ahora»."""
    if value is None or value in ([], {}):
        return words.gettext("sin dato")
    if isinstance(value, bool):
        return words.gettext("sí") if value else words.gettext("no")
    if isinstance(value, list):
        return "; ".join(value_words(words, item) for item in value)
    if isinstance(value, dict):
        return _fact(words, value)
    text = str(value)
    return text if len(text) <= _LONG else text[:_LONG].rsplit(" ", 1)[0] + " …"


def _fact(words: Words, value: dict[str, Any]) -> str:
    """A deadline, an amount, a document or the answers about eligibility."""
    if value.get("on"):
        hour = f", {value['at'][:5]}" if value.get("at") else ""
        return words.day(date.fromisoformat(value["on"])) + hour
    if {"value", "minimum", "maximum"} & value.keys():
        return amount_words(words, amount_from(value))
    if "percent" in value:
        return words.hundredths(figure_words(words, value["percent"], 1))
    if plain := value.get("title") or value.get("text") or value.get("partial"):
        return str(plain)
    answers = (
        f"{words.named(QUESTION_NAMES[name])} {_said(words, fact)}"
        for name, fact in value.items()
        if name in QUESTION_NAMES and isinstance(fact, dict)
    )
    partners = [partners_words(words, told)] if (told := value.get(PARTNERS)) else []
    return "; ".join([*answers, *partners]) or words.gettext("sin dato")


def _said(words: Words, fact: Mapping[str, Any]) -> str:
    """A question's answer: yes, no, only as a partner, or nothing; «parece» where it is guessed."""
    partner = words.gettext("solo como socio") if fact.get("partner") else ""
    answer = partner or value_words(words, fact.get("answer"))
    return words.gettext("parece que %(answer)s", answer=answer) if is_guess(fact) else answer
