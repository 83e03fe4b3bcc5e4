"""Words behind a date that make it a closing one (folded; five languages)."""

from scrapers.extract.text.wording import table

CLOSE_AFTER = table(
    r"""
    (?:a medianoche |at midnight |a mitjanit )?se (?:apaga|desactiva|deshabilita|bloquea) (?:el|la)
        \s(?:formulario|plataforma|enlace|sistema|aplicativo) |
    au plus tard | at the latest | a mas tardar | como maximo | no mais tardar | com a molt tard |
    (?:nueva |new )?(?:fechas? (?:limite|tope|maxima|de cierre)|cierres?\b|cierra|se cierra) |
    (?:nueva |new )?(?:vence|finaliza|termina|deadline|closing) |
    (?:nueva |new )?(?:call |applications? )?closes?\b |
    (?:full |final )?(?:applications?|proposals?|submissions?)
        \s(?:are |will be |is )?(?:reviewed|accepted|received|due|deadline|close) |
    se (?:dio|da|dara) (?:por )?(?:cierre|cerrad) |
    limite\b | due\b | prazo | encerra | data[ -]limit | date limite | cloture |
    (?:fin|fim|fine) d | final d(?:el?|[ao]s?)\b | fi de |
    data (?:final|maxima|de encerramento|de fecho) |
    (?:ultim|dernier) (?:dia|data|jour|termini|delai) | dernier delai |
    (?:ultimo momento|last moment|last chance|dernier moment) |
    data de tancament | tancament | es tanca |
    (?:recepcion|envio|presentacion|entrega|ultimo dia|last day|plazo|submission|postulacion|
        termini)\b
    """,
    lead=(
        r"[\s,)\]»\"']*\(?(?:\([^)]{0,40}\)\s*)?(?:(?:(?:hasta|a) las|at|"
        r"a)\s[^,.;:]{1,30})?(?:\d\d?[:.h]\d* ?[a-z.]{0,5} ?"
        r"(?:\([^()]{0,20}\))?)?(?:[:|\-,;]\s*|\s)*"
        r"(?:el |la |los |las |o |a |le |the |es |sera |is |como |as |was |constitue |e |est )*"
    ),
)
"""What may follow a date that closes."""
