"""Fill the gaps of a structured call from its prose; contradictions are told, never settled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from scrapers.extract.reader import extract
from scrapers.extract.result import Extraction
from scrapers.item import Deadline, Eligibility, Fact, ScrapedCall
from scrapers.remark import Remark


def complete(
    call: ScrapedCall,
    *,
    country: str | None = None,
    agency_country: str = "CO",
    read_on: date | None = None,
) -> ScrapedCall:
    """``call`` with what its title and text say where the source has no field for it.

    Structured values stay as they are. A closing date in prose that differs from the
    structured one becomes a warning in Spanish. ``agency_country`` (ISO 3166-1 alpha-2) is the one
    applicants are asked about; ``read_on`` is the day of reading.
    """
    read = extract(
        call.title,
        call.text,
        url=call.url,
        published_on=call.published_on,
        read_on=read_on,
        country=country,
        judged=False,
        agency_country=agency_country,
    )
    dated = any(d.on for d in call.deadlines)
    warnings = [
        *call.warnings,
        *(w for w in read.warnings if not dated or w.code == "may-close-before"),
    ]
    warnings += _disagreements(call, read)
    filled = {
        name: value
        for name in ("language", "funder", "opens_on", "cofunding")
        if getattr(call, name) is None and (value := getattr(read, name)) is not None
    }
    if "funder" in filled:
        filled["funder_span"] = read.funder_span
    if "opens_on" in filled:
        filled["opens_span"] = read.opens_span
    if call.kind is None:
        filled |= {"kind": read.kind, "kind_span": read.kind_span}
    if not call.amounts:
        filled["amounts"] = read.amounts
    filled |= {"deadlines": _timed(call.deadlines, read)} if dated else _dates(call, read)
    return replace(
        call,
        eligibility=_eligibility(call.eligibility, read.eligibility),
        warnings=tuple(dict.fromkeys(warnings)),
        **filled,
    )


def _dates(call: ScrapedCall, read: Extraction) -> dict[str, object]:
    """Closing dates from prose beside the words the source's own field holds."""
    found = tuple(d for d in read.deadlines if d.on or not call.deadlines)
    filled: dict[str, object] = {
        "deadlines": (*found, *call.deadlines) if found else call.deadlines
    }
    if not call.rolling and read.rolling and not call.deadlines:
        filled |= {"rolling": True, "rolling_span": read.rolling_span}
    return filled


def _timed(held: Sequence[Deadline], read: Extraction) -> tuple[Deadline, ...]:
    """The source's own dates; where only the prose tells the hour of one, or where that hour
    is, as the prose tells it."""
    # Of two that tell the same day the one with its zone.
    timed = sorted((one for one in read.deadlines if one.at), key=lambda one: bool(one.timezone))
    told = {one.on: one for one in timed}
    return tuple(
        replace(told[one.on], label=one.label or told[one.on].label, year_assumed=False)
        if one.on in told and _tells_less(one, told[one.on])
        else one
        for one in held
    )


def _tells_less(held: Deadline, told: Deadline) -> bool:
    """Whether a day is held without the hour that is told, or with that hour and no zone."""
    if held.at is None:
        return True
    return held.at == told.at and held.timezone is None and told.timezone is not None


def _disagreements(call: ScrapedCall, read: Extraction) -> list[Remark]:
    """A sentence for each pair of structured and prose dates that cannot both hold."""
    stated = {d.on for d in call.deadlines if d.on}
    told = {d.on for d in read.deadlines if d.on}
    warnings = []
    if stated and told - stated:
        code = "record-closes-also" if stated & told else "record-closes-otherwise"
        warnings.append(Remark(code, one=_days(stated), other=_days(told - stated)))
    if call.opens_on and read.opens_on and call.opens_on != read.opens_on:
        warnings.append(
            Remark(
                "record-opens-otherwise",
                one=f"{call.opens_on:%d/%m/%Y}",
                other=f"{read.opens_on:%d/%m/%Y}",
            )
        )
    return warnings


def _days(days: set[date]) -> str:
    """Dates as an officer reads them."""
    return " y ".join(f"{day:%d/%m/%Y}" for day in sorted(days))


def _eligibility(held: Eligibility, read: Eligibility) -> Eligibility:
    """Each answer of the source, or what the prose says where it has none."""

    def pick(mine: Fact, other: Fact) -> Fact:
        return mine if mine.said is not None else other if other.span else mine

    named = held.countries or read.countries
    return Eligibility(
        local_government=pick(held.local_government, read.local_government),
        agency_country=pick(held.agency_country, read.agency_country),
        partner_required=pick(held.partner_required, read.partner_required),
        partners_asked=held.partners_asked
        or (read.partners_asked if held.partner_required.said is None else None),
        cofunding_required=pick(held.cofunding_required, read.cofunding_required),
        countries=named,
        countries_span=held.countries_span if held.countries else read.countries_span,
    )
