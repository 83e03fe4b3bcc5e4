"""As what somebody takes part beside whoever applies; folded, five languages."""

from scrapers.extract.text.wording import table

_ALLY = r"""
    all(?:y|ies)\b | soci[oa]?s?\b | aliad[oa]s?\b | parceir[oa]s?\b | partenaires?\b |
    partners?\b | enti associati |
    co-?applicants? | co-?proponent[a-z]* | co-?solicitantes? | associes?\b |
    coll?abora(?:dor|tor|teur)\w* | asociad[oa]s?\b | contrapartes?\b |
    associees?\b | associad[oa]s?\b | associats?\b | associades?\b | co-?beneficiar\w+ |
    entidad(?:es)? (?:colabor|asoc|aliad|de apoyo)\w* | associated (?:entit|partner|benefic)\w+ |
    (?:entitats?|entidades?) (?:col.?laborador|associad|parceir)\w* | membre associe |
    co-?e[jx]ecutor\w* | co-?implement\w+ | (?:project|affiliated|associated) (?:partn|entit)\w+ |
    miembros? asociad\w+ | entidades afiliadas | entites affiliees | intervenientes? |
    sub-?(?:recept|recip|benef|ejecut|grant|award|adjudic)\w+ | (?:(?:entidad|entidade)?e?s? )?
        (?:ejecutor|executor)[a-z]* (?:bajo|sob|dentro de|al amparo de) |
    (?:executing|implementing) (?:entit|bod|agenc|partner)\w+ (?:under|of) (?:one|them|an?|the) |
    (?:entites?|organismes?) (?:d'execution|executants?) (?:sous|aupres)
    """
AS_PARTNER = table(
    r"""
    (?:como|as|come|comme|com a|en tant que|(?:en|no|na|em|a|au|bajo la|in the|
        in) (?:su )?(?:calidad|qualita|veste|qualite|titre|titulo|rol|papel|regime|qualidade|
        qualitat|condicion|figura|condicao|role) (?:de|of|di))
        \s(?:an? |the |el |la |le |los |las |una? |des |de |simples? )?(?:[a-z-]+ )?%ALLY% |
    (?:podra[ns]?|pueden?|may|can|peuvent|peut|podem|pode|poden|pot|pourront|pourra|poderao|podera)
        (?: only| solo| also)? (?:ser|be|etre|estar|essere)
        \s(?:an? |los |las |una? |des |de |simples? )?(?:[a-z]+ )?%ALLY% |
    (?:podra[ns]?|pueden?|may|can|peuvent|podem|poden|poderao)(?: also| tambien)?
        \s(?:colaborar|collaborate|collaborer|col.?laborar)\b |
    (?:podra[ns]?|pueden?|may|can|peuvent|podem|poden|poderao)
        \s(?:tener|ter|have|avoir|tenir|ostentar|adquirir|asumir)
        \s(?:la |a |the |o |el |le )?(?:consideracion|condicion|status|calidad|estatus|papel|rol|
        role|
        qualite|statut|condicao|qualidade) (?:de|of)\s(?:an? |una? )?(?:[a-z]+ )?%ALLY% |
    (?:son|are|sont|sao|sono)
        \s(?:[a-z]+ ){0,2}?%ALLY% (?:natural|potencia|posible|possible|potentia|
        del? (?:los )?proyect|of the project|
        des projet|do projeto|elegib|eligib)[a-z]* |
    (?:figur\w+|contarse|constar|be|estar|etre|feature|listed|named|counted|aparecer|hallarse)
        \s(?:parmi|among|entre|amongst|tra)\s(?:les|the|los|las|sus|ses|its|leurs|their|os|i|els)
        \s(?:[a-z]+ )?%ALLY%
    """,
    parts={"ALLY": _ALLY},
)
"""Somebody may take part, and not as the applicant."""
