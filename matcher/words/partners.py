"""With how many one has to apply, and with whom, in words."""

from collections.abc import Mapping
from typing import Any

from matcher.words.language import Words, gettext_noop

PARTNER_NAMES = {
    "university": gettext_noop("una universidad"),
    "research": gettext_noop("un centro de investigación"),
    "ngo": gettext_noop("una organización sin ánimo de lucro"),
    "company": gettext_noop("una empresa"),
    "local_government": gettext_noop("un gobierno local"),
    "public_body": gettext_noop("una entidad pública"),
    "local": gettext_noop("una organización del lugar"),
    "abroad": gettext_noop("una entidad de otro país"),
}
"""By the codes of :data:`scrapers.item.PartnerKind`."""


def partners_words(words: Words, asked: Mapping[str, Any]) -> str:
    """«al menos 3 entidades, contando a quien solicita; nombra una universidad»."""
    number, kinds = asked.get("number"), asked.get("kinds") or ()
    named = words.joined([words.named(PARTNER_NAMES.get(kind, kind)) for kind in kinds])
    if not number:
        return named
    many = _many(words, int(number), asked.get("counts"))
    if not named:
        return many
    return words.gettext("%(many)s; nombra %(kinds)s", many=many, kinds=named)


def _many(words: Words, number: int, counts: str | None) -> str:
    if counts == "everybody":
        return words.ngettext(
            "al menos %(num)s entidad, contando a quien solicita",
            "al menos %(num)s entidades, contando a quien solicita",
            number,
        )
    if counts == "others":
        return words.ngettext(
            "al menos %(num)s socio, además de quien solicita",
            "al menos %(num)s socios, además de quien solicita",
            number,
        )
    return words.ngettext(
        "al menos %(num)s socio o entidad", "al menos %(num)s socios o entidades", number
    )
