"""What a thin record may change: nothing that an earlier, whole reading of it already told.

A call's own page may fail for a night while the list that names it answers. The row of the list
says little, so it must not look as if deadline, money and text had vanished.
"""

from dataclasses import replace

from matcher.calls.compose import days, in_words
from matcher.calls.facts import CallFacts

_KEPT = (
    "La última lectura solo alcanzó el listado de la fuente: se conservan los datos de la ficha "
    "leída antes."
)
_OTHER_DAY = "El listado de la fuente dice ahora que cierra el "


def kept(stored: CallFacts, row: CallFacts) -> CallFacts:
    """``stored``, read whole, with a warning that ``row`` is all that came this time.

    A closing day that only the row gives is told and not taken: the officer is to look. A call
    that the row says was cancelled is cancelled.
    """
    warnings = [w for w in stored.warnings if not w.startswith((_KEPT, _OTHER_DAY))]
    closing, listed = days(stored.deadlines), days(row.deadlines)
    warnings.append(_KEPT)
    if listed and listed[-1] not in closing:
        warnings.append(f"{_OTHER_DAY}{in_words(listed[-1])}. Verifique en la fuente.")
    status = "cancelled" if row.status == "cancelled" else stored.status
    return replace(stored, warnings=tuple(warnings), status=status)
