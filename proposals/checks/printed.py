"""How many pages the whole proposal has, against those the call allows."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from proposals.answers import Answers
from proposals.checks.answering import spoken
from proposals.checks.finding import Finding, Printed, Whole, finding
from proposals.counting import count
from proposals.models import Draft, Export
from proposals.steps import FIELDS
from proposals.steps.values import number_in

FIELD = FIELDS["limite_paginas"]
WHOLE = ("completa-es", "completa-en")
"""The kinds of document that the pages a call allows are counted in."""


def most_pages(given: Answers) -> int | None:
    """The pages that the call allows a proposal."""
    most = number_in(FIELD, given.get(FIELD.key))
    return None if most is None else int(most)


def printed_of(session: Session, draft: Draft) -> Printed | None:
    """The newest whole proposal that was made, where its pages are known."""
    query = (
        select(Export)
        .where(Export.draft_id == draft.id, Export.kind.in_(WHOLE), Export.pages.is_not(None))
        .order_by(Export.id.desc())
        .limit(1)
    )
    made = session.scalar(query)
    if made is None or made.pages is None:
        return None
    return Printed(name=made.filename, pages=made.pages)


def pages(whole: Whole) -> Iterator[Finding]:
    """The proposal fits the pages the call allows: as it was printed, or as far as words tell."""
    most, printed = most_pages(whole.given), whole.printed
    if most is None:
        return
    if printed is not None and printed.pages > most:
        yield finding(
            "«%(name)s» tiene %(pages)s páginas, con portada y contenido, y la convocatoria "
            "admite %(most)s.",
            code="printed-over",
            field=FIELD.key,
            name=printed.name,
            pages=printed.pages,
            most=most,
        )
    elif printed is None and (length := count("\n".join(spoken(whole)), "pages")) > most:
        yield finding(
            "Solo el texto ocupa unas %(length)s páginas y la convocatoria admite %(most)s.",
            code="pages-over",
            field=FIELD.key,
            length=length,
            most=most,
        )
