"""Calls, projects and matches as lines of JSON: the shape of ``puente match``."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from msgspec.structs import asdict

from matcher.calls.facts import PARTNER_KINDS, UNITS, PartnersAsked, by_hand
from matcher.errors import InvalidInput
from matcher.ranking.inputs import AmountRange, Answer, CallText, ProjectText, Quoted, RankedPair
from matcher.terms import known_language
from matcher.words.language import SPANISH
from matcher.words.reasons import reason_words, signal_words

Record = Mapping[str, Any]
Value = TypeVar("Value")
_PROJECT_FIELDS = {
    "problem": "Problema",
    "problema": "Problema",
    "objective": "Objetivo",
    "objetivo": "Objetivo",
    "goal": "Objetivo",
    "description": "Descripción",
    "descripcion": "Descripción",
    "population": "Población",
    "poblacion": "Población",
    "territory": "Territorio",
    "territorio": "Territorio",
    "activities": "Actividades",
    "actividades": "Actividades",
    "results": "Resultados",
    "resultados": "Resultados",
}


def call_from(record: Record) -> CallText:
    """A call from a line in the shape of ``puente extract``; every key but ``id`` is optional.

    :raises InvalidInput: without an id or any text, or with a value of the wrong kind.
    """
    rules = _without_guesses(_mapping(record, "eligibility"))
    return CallText(
        id=_id(record),
        title=_text(record, "title"),
        text=_needed_text(record),
        language=known_language(_text(record, "language") or _text(record, "lang")),
        closes_on=_quoted(_date(record, "deadline"), None),
        closed=Quoted(value=True) if _text(record, "status") in _CLOSED else None,
        rolling=record.get("rolling") is True,
        kind=_text(record, "kind") or None,
        funder=_text(record, "funder") or None,
        countries=_countries(rules),
        agency_country=_said(rules, "agency_country") or _said(rules, _FORMER),
        asked_country="CO" if _FORMER in rules and "agency_country" not in rules else None,
        local_government=_said(rules, "local_government"),
        partner_required=_fact(rules, "partner_required"),
        partners_asked=_partners(rules),
        cofunding_percent=_share(record, rules),
        amounts=_amounts(record),
        ods=_codes(record, "ods"),
        lines=_names(record, "lines"),
        unconfirmed=_unconfirmed(record),
        tagged=record.get("ods") is not None,
    )


_FORMER = "colombia"
"""What files called the answer about the agency's country while that could only be Colombia."""
_CLOSED = frozenset({"closed", "cancelled", "cerrada"})


def project_from(record: Record) -> ProjectText:
    """A project from a line; ``text`` may be missing where named fields hold the words.

    :raises InvalidInput: without an id or any text, or with a value of the wrong kind.
    """
    fields = {
        label: _text(record, key) for key, label in _PROJECT_FIELDS.items() if _text(record, key)
    }
    text = _text(record, "text") or "\n".join(fields.values())
    return ProjectText(
        id=_id(record),
        title=_text(record, "title"),
        text=_needed_text({**record, "text": text}),
        language=known_language(_text(record, "language") or _text(record, "lang")),
        fields=fields if not _text(record, "text") else {**fields, "Descripción": text},
        country=_text(record, "country").upper() or None,
        amount=_number(record, "amount"),
        counterpart=_number(record, "counterpart"),
        currency=_text(record, "currency").upper() or None,
        modalities=_names(record, "modalities"),
        local_government=_yes_no(record, "local_government"),
        funders=_names(record, "funders"),
        partners=None if record.get("partners") is None else _names(record, "partners"),
        ods=_codes(record, "ods"),
        lines=_names(record, "lines"),
        unconfirmed=_unconfirmed(record),
        tagged=record.get("ods") is not None,
    )


def match_record(match: RankedPair, *, explain: bool = False) -> dict[str, Any]:
    """One line of the answer.

    :param explain: add ``explain``: what each signal adds to the score, in deviations.
    """
    answer = {
        "project": match.project_id,
        "call": match.call_id,
        "rank": match.rank,
        "score": match.score,
        "confidence": match.confidence,
        "reasons": [_told(asdict(reason)) for reason in match.reasons],
        "blockers": [_told(asdict(blocker)) for blocker in match.blockers],
    }
    if not explain:
        return answer
    signals = [
        {"name": name, "points": points, "text": signal_words(name, SPANISH)}
        for name, points in match.points.items()
    ]
    return {**answer, "explain": {"signals": signals}}


def _told(record: dict[str, Any]) -> dict[str, Any]:
    """What is known of a reason, with its sentence in Spanish."""
    known = {key: value for key, value in record.items() if value not in (None, (), {})}
    return {**known, "text": reason_words(record, SPANISH)}


def _id(record: Record) -> str:
    """The id as text."""
    value = record.get("id")
    if not isinstance(value, str | int) or isinstance(value, bool) or not str(value).strip():
        raise InvalidInput("falta «id» (un texto o un número).", field="id")
    return str(value)


def _needed_text(record: Record) -> str:
    """The text; title and text may not both be empty."""
    text = _text(record, "text")
    if not text.strip() and not _text(record, "title").strip():
        raise InvalidInput("no trae ni «title» ni «text».", field="text")
    return text


def _text(record: Record, key: str) -> str:
    """A text, empty where it is missing."""
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidInput("«%(key)s» debe ser un texto.", key=key, field=key)
    return value


def _mapping(record: Record, key: str) -> Record:
    """A nested record, empty where it is missing."""
    value = record.get(key)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise InvalidInput("«%(key)s» debe ser un objeto.", key=key, field=key)
    return value


def _names(record: Record, key: str) -> tuple[str, ...]:
    """A list of texts; of records, their ``code``."""
    value = record.get(key) or ()
    if isinstance(value, str) or not isinstance(value, list | tuple):
        raise InvalidInput("«%(key)s» debe ser una lista.", key=key, field=key)
    return tuple(str(item.get("code") if isinstance(item, Mapping) else item) for item in value)


def _codes(record: Record, key: str) -> tuple[int, ...]:
    """ODS as numbers from 1 to 17."""
    names = _names(record, key)
    if not all(name.isdecimal() and 1 <= int(name) <= 17 for name in names):
        raise InvalidInput("«%(key)s» debe traer números del 1 al 17.", key=key, field=key)
    return tuple(int(name) for name in names)


def _unconfirmed(record: Record) -> frozenset[int | str]:
    """The tags with a score, which a classifier gave and nobody stated."""
    scored = {
        key: {key: [one for one in record.get(key) or () if _has_score(one)]}
        for key in ("ods", "lines")
    }
    return frozenset((*_codes(scored["ods"], "ods"), *_names(scored["lines"], "lines")))


def _has_score(tag: object) -> bool:
    return isinstance(tag, Mapping) and "score" in tag


def _number(record: Record, key: str) -> Decimal | None:
    """A number, ``None`` where it is missing."""
    value = record.get(key)
    if value is None:
        return None
    try:
        if isinstance(value, bool):
            raise InvalidOperation
        number = Decimal(str(value))
    except InvalidOperation:
        raise InvalidInput("«%(key)s» debe ser un número.", key=key, field=key) from None
    if not number.is_finite():
        raise InvalidInput("«%(key)s» debe ser un número.", key=key, field=key)
    return number


def _date(record: Record, key: str) -> date | None:
    """A day written YYYY-MM-DD."""
    if not (text := _text(record, key)):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise InvalidInput("«%(key)s» debe ser una fecha AAAA-MM-DD.", key=key, field=key) from None


def _yes_no(record: Record, key: str) -> bool | None:
    """``True``, ``False`` or unknown."""
    value = record.get(key)
    if value is not None and not isinstance(value, bool):
        raise InvalidInput("«%(key)s» debe ser true, false o null.", key=key, field=key)
    return value


def _without_guesses(rules: Record) -> Record:
    """The answers that were read: a guess forbids nothing and asks for nothing."""
    return {
        name: said
        for name, said in rules.items()
        if not (isinstance(said, Mapping) and said.get("guessed") is True)
    }


def _fact(rules: Record, key: str) -> Quoted[bool] | None:
    """A three-valued fact, either bare or as ``{"answer", "quote"}``."""
    value = rules.get(key)
    if not isinstance(value, Mapping):
        return _quoted(_yes_no(rules, key), None)
    return _quoted(_yes_no(value, "answer"), _text(value, "quote") or None)


def _said(rules: Record, question: str) -> Quoted[Answer] | None:
    """Whether somebody may apply: yes, no, or ``"partner"``."""
    value = rules.get(question)
    told = value.get("answer") if isinstance(value, Mapping) else value
    if told != "partner":
        fact = _fact(rules, question)
        return None if fact is None else Quoted(value=fact.value, quote=fact.quote)
    quote = _text(value, "quote") if isinstance(value, Mapping) else ""
    return Quoted(value="partner", quote=quote or None)


def _partners(rules: Record) -> PartnersAsked | None:
    """With how many one applies, and with whom, as ``puente extract`` writes it."""
    asked = _mapping(rules, "partners_asked")
    number, counts = asked.get("number"), asked.get("counts")
    if number is not None and (type(number) is not int or number < 1):
        raise InvalidInput("«%(key)s» debe ser un número entero.", key="number", field="number")
    kinds = tuple(kind for kind in PARTNER_KINDS if kind in _names(asked, "kinds"))
    if number is None and not kinds:
        return None
    return PartnersAsked(
        span=by_hand(_text(asked, "quote")),
        number=number,
        counts=counts if counts in {"everybody", "others"} else None,
        kinds=kinds,
    )


def _countries(rules: Record) -> Quoted[tuple[str, ...]] | None:
    """The countries that may apply, bare or as ``{"codes", "quote"}``."""
    value = rules.get("countries")
    if isinstance(value, Mapping):
        return _quoted(_names(value, "codes") or None, _text(value, "quote") or None)
    return _quoted(_names(rules, "countries") or None, _text(rules, "countries_quote") or None)


def _share(record: Record, rules: Record) -> Quoted[Decimal] | None:
    """The co-funding share asked for, in percent."""
    for place in (record, rules):
        for key in ("cofunding_percent", "cofunding"):
            value = place.get(key)
            if isinstance(value, Mapping):
                return _quoted(_number(value, "percent"), _text(value, "quote") or None)
            if value is not None and not isinstance(value, bool):
                return _quoted(_number(place, key), None)
    return None


def _amounts(record: Record) -> tuple[AmountRange, ...]:
    """Amounts as ``{"value" | "min" | "max", "currency", "kind"?, "quote"?}``.

    What is marked doubtful, or is no money but so many times an index, is compared with nothing;
    a value that its kind says is the total, a share or just mentioned limits no project.
    """
    found = record.get("amounts") or []
    if not isinstance(found, list) or not all(isinstance(item, Mapping) for item in found):
        raise InvalidInput("«amounts» debe ser una lista de objetos.", field="amounts")
    return tuple(
        AmountRange(
            minimum=_number(item, "min"),
            maximum=_number(item, "max") or (_number(item, "value") if _bounds(item) else None),
            currency=_text(item, "currency") or None,
            quote=_text(item, "quote") or None,
        )
        for item in found
        if not item.get("doubtful") and _text(item, "currency") not in UNITS
    )


def _bounds(item: Record) -> bool:
    """Whether a value is the most for one project, as far as its kind says."""
    return _text(item, "kind") in {"", "max", "range", "per_beneficiary"}


def _quoted(value: Value | None, quote: str | None) -> Quoted[Value] | None:
    """The value with its quote, ``None`` where there is no value."""
    return None if value is None else Quoted(value=value, quote=quote)
