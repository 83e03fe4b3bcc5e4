"""Several who apply as one, or one by itself: how the papers are handed in, and by how many."""

import re

from scrapers.extract.parties.allies.with_another import NO_DENIAL, is_optional
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.words.partners import COUNT, DENIAL
from scrapers.extract.text.wording import followed, table

_JOINTLY = table(
    r"""
    conjuntamente | en conjunto | conjointement | jointly | em conjunto | conjuntament |
    congiuntamente | de (?:forma|manera|maneira) conjunta | together
    """,
    tail=r"\b",
)
_HANDED_IN = table(
    r"""
    portee?s?\b |
    (?:presenta|firma|suscri|submi|sign|apresenta|assina|depos|presente|elabora|formula|propuest)[a-z]*
    """
)
_MUST_APPLY = table(
    r"""
    (?:habran?|deben?|deberan?|tendran?|han|must|shall|devem|deverao|doivent|tienen|dovranno)
        (?: de| que)? (?:[a-z]+ ){0,2}?(?:concurrir|presentarse|postular\w*|participar|apply|
        candidatar-se|concorrer|deposer|presentar-se|acudir|submit)
    """
)
_BY_SEVERAL = re.compile(
    rf"[^.;:]{{0,30}}?\b(?:por|by|par|pel[oa]s?|da|per) (?:al menos |at least )?"
    rf"(?:una?|uma?|une?|an?|{COUNT}) |"
    r" (?:(?:al menos|au moins|at least) )?(?:una?|uma?|une?|an?|one) (?:[a-z]+ ){1,8}?(?:y|and|"
    r"et|e|i) "
    r"(?:una?|otr[oa]|outr[oa]|une?|another|an?|one|uma?|altra|un'altra) "
)
"""Right after it: by whom, or who they are."""
_SEVERAL_SIGN = re.compile(
    r"\b(?:dos|two|deux|duas|dues|due|tres|three|trois) (?:[a-z]+ )?(?:institu|entid|organi|cit|"
    r"ciudad|"
    r"ville|cidade|entit|municip|gobiern|universi|partner|soci|collectiv|"
    r"enti\b)[a-z]*[^.;:]{0,40}? "
    r"(?:firma|suscrib|sign|present|submit|depos|apresent|assin)[a-z]*"
    r"[^.;]{0,25}? (?:together|jointly|conjuntament[ea]|ensemble|conjointement|juntas|juntos|"
    r"em conjunto|en conjunto|insieme|congiuntamente)\b"
)
_ALWAYS = table(
    r"""
    obligatoriamente | obligatoirement | obrigatoriamente | obligatoriament | obbligatoriamente |
    necesariamente | necessariamente | imperativement | forzosamente | siempre | sempre | toujours |
    always | imperativamente
    """,
    tail=r",?(?= )",
)
_COMES = table(
    r"""
    (?:de a |en |a |em |in |por |au sein d'une? )(?:pares|parejas|grupos?|duplas?|binomios?|
        alianzas?|
        consorcios?|agrupacion\w*|pairs|groups|equipos?|binomes?|consorci\w*|parceria) |
    (?:con|com|with|avec|amb|junto con|junto a|associ[a-z]+ a|asociad[oa]s? a|entre)
        \s(?:una?|uma?|une?|an?|al menos una?|au moins une?|otr[oa]s?|outr[oa]s?|une? autre|dos|
        dois|
        two|deux)\s(?:[a-z]+ ){0,3}?%BODY% |
    (?:entidades|organizaciones|instituciones|organizacoes|instituicoes|municipios|entities|
        organi[sz]ations|structures|villes) (?:de|from|of|d'|issues de) %COUNT% (?:ou mais |o mas |
        or more )?(?:paises|countries|pays|paisos|municipios|regiones) |
    (?:dans|en|no|num|nel) (?:un |une |una |uma )?(?:partenariat|alianza|parceria|hermanamiento|
        convenio|jumelage)
    """.replace("%COUNT%", COUNT),
    lead=r" ",
    parts={
        "BODY": r"""
        gobierno | governo | government | entidad | entidade | entit | ente\b | organi[sz] |
        institu |
        municip | ayuntamiento | alcald | ciudad | cidade | cit(?:y|ies)\b | ville | commune |
        comune\b | collectivit | etabliss | establec | estabelec | laborat | centre\b | universi |
        empresa | soci[oa]s?\b | aliad | contraparte | partner |
        partenaire | parceir | asociaci | associa | ong | prefeitura | ajuntament | centro |
        colectiv |
        councils?\b | authorit | autorid
        """
    },
)
"""Right after it: with whom."""
_ACCOMPANIED = table(
    r"""
    (?:presentad|submitted|presentat|presentee|apresentad|depose)[a-z]* (?:por|by|da|par|per)
        \s(?:una?|an?|une?|uma?)\s(?:partenariat|consorci|consortium|alianza|agrupaci|partnership|
        union temporal|raggruppament|groupement|agrupacio|parceria|rete\b)[a-z]* |
    (?:inclu|incorpor|integr|sum|vincul|cont)(?:ira|ara|ira|era)[nm]?,? (?:obligatoria|obrigatoria|
        necesaria|necessaria)mente (?:a |con |com )?(?:al menos )?(?:una?|uma?|dos|otr[oa])\s |
    (?:contara[nm]?|cuenta[nm]?|have|has|comptera|contara con) (?:como minimo|al menos|at least|
        au moins|
        no minimo|pelo menos),? (?:con |com |avec )?(?:una?|one|une?|uma?) (?:beneficiari|soci|
        partner|
        entidad|parceir|partenaire|miembro|member)[a-z]* (?:de|from|por|per|in|em|dans)
        \s(?:cada|each|chaque|otro|another) (?:pais|country|pays|estado) |
    (?:unira|reunira|vinculara|emparejara|une|reune) a (?:una?|dos) (?:[a-z]+ ){1,4}?(?:con|
        y) (?:una?|otr[oa])
        \s(?:ayunt|municip|alcald|ciudad|entidad|gobierno|organi|universi)[a-z]* |
    (?:brings?|bringing) together (?:[a-z]+ ){1,3}from (?:at least )?(?:two|three|four) |
    (?:deb|tien|ha|dev|doi)[a-z]* (?:que |de )?(?:reunir|involucrar|incluir|contar con|impliquer)
        \s(?:a |la participacion de )?(?:munic|ciudad|ville|entid|organi|institu|soci|
            universi)[a-z]*
        \s(?:de|d') ?(?:[a-z]+ ){0,3}?(?:dos|tres|cuatro|deux|trois|[2-9]) (?:[a-z]+ )?(?:pais|pays|
        ciudad|munic)[a-z]* |
    (?:must|shall|should) (?:involve|include|bring together)\s(?:munic|cit|entit|organi|
        partner)[a-z]*
        \sfrom (?:[a-z]+ ){0,3}?(?:two|three|four|[2-9]) (?:[a-z]+ )?(?:countr|cit|munic)[a-z]* |
    (?:formul|elabor|present|prepar|disen)[a-z]* (?:y [a-z]+ )?(?:en conjunto|conjuntamente|
        jointly|conjointement) (?:entre|por|by|par) |
    (?:propuesta|proyecto|proposal|project|bid|application|team|equipo|candidatur|projet|dossier|
        progetto|alianza|consor|projecte|projeto)[a-z]* (?:brings? together|une|reune|reunit|
        riunisce|
        reuneix)
        \s(?:a )?(?:una?|an?|une?|uma?|dos|two) (?:[a-z]+ ){1,4}?(?:con|y|and|et|e|i|with)
        \s(?:a )?(?:una?|an?|une?|uma?|otr[oa]|another)\b |
    (?:busc|seek|look|procur|cherch)[a-z]* (?:for )?(?:parejas|pairs|duplas|trios|binomes) |
    (?:tener|tendra[n]?|cont(?:ar|ara|aran) con|have|involve|avoir|aura|auront|ter|tera|terao|tenir)
        \s(?:al menos|at least|au moins|(?:pelo|ao) menos|almenys|como minimo|un minimo de)
        \s(?:dos|tres|cuatro|two|three|four|deux|trois|duas|dues|[2-9]) (?:[a-z]+ ){0,6}?
        (?:involucrad|involved|participant|implica|impliq|envolvid|que participen|associad|asociad)
        [a-z]* |
    (?:acompanad|acompanhad|accompagne|accompanied|acompanyat)[a-z]* (?:de|d'|por|by|par|
        per),? ? (?:(?:por lo|al|pelo|ao|
        au|at) (?:menos|moins|least),? )(?:otr[oa]|outr[oa]|une? autre|another|una?|uma?|une?)\b |
    (?:dossier|proyecto|projet|project|projeto|progetto|candidatura)
        \s(?:commun|comun|comum|conjunto|joint|comune|conjunta) (?:avec|con|com|with)\b
    """
)
_MUST_TWIN = re.compile(
    r"\b(?:jumelage|hermanamiento|geminacao|agermanament|gemellaggio|partenariat|parceria|alianza|"
    r"asociacion|consorcio) (?:est |es |etant |siendo |sendo |is |being )?(?:un requisito |une "
    r"condition )?(?:obligatoire|obligatori[oa]|obrigatori[oa]|obbligatori[oa]|mandatory|imperatif)"
)
_SINGLY = table(
    r"""
    individual(?:es|mente|ly|s|is)? | individuelle(?:s|ment)? | individualment | sol[oa]s? | alone |
    seule?s? | sozinh[oa]s? | isoladamente | por separado | separately | en solitario |
    por su (?:propia )?cuenta | on (?:its|their) own | por conta propria | pel seu compte |
    por si (?:mism|sol)[oa]s? | a titulo individual | a titre individuel |
    de (?:forma|manera|maneira) (?:individual|independiente)
    """,
    tail=r",?(?= )",
)
_AS_SEVERAL = table(
    r"""
    %OR%(?:tambien |bien |also )?(?:%IN%)?(?:con |with |com |parte de |part of )?
        (?:an? |una? |uma? )?%GROUP%
    """.replace("%OR%", "(?:o bien|o|or|ou|u|y|e|and|et|i|como|as well as|asi como) ").replace(
        "%IN%",
        "(?:en|in|em|de|con|com|with|avec|como|as|por|by|mediante|a traves de|junto|"
        "juntamente|de (?:forma|manera|maneira)) ",
    ),
    lead=r" ",
    parts={
        "GROUP": r"""
        grupo | groups? | equipo | team | equipe | conjunt | consor[ct] | alian[zc]a | agrupa |
        asocia |
        associa | colectiv | joint | parceria | partner | partenariat | binom | red\b | rede\b |
        network | otr[oa]s | outr[oa]s | others | d'autres | varias | varios | several | plusieurs |
        su area | compania
        """
    },
)
_ONE_OR_MORE = re.compile(
    r"\b(?:por|by|par|pel[oa]|a)? ?(?:una|un|uma|um|une|a|one) (?:sol[oa]|unic[oa]|single|"
    r"seule?|so)"
    r" (?:entidad|entidade|institu|organi|municip|ciudad|cit|ayunt|alcald|comune|ville|struct|"
    r"ente\b|council|collectiv)[a-z]*"
)
_APPLIES = re.compile(
    r"\b(?:postul|present|solicit|inscri|inscrev|candidat|apply|appli|submit|particip|concurr|"
    r"concorr|bids?\b|entries|env[io]|remit|propos|propuest|proyect|project|projet|depos|apresent|demand|entr[iy])"
)
_ALONE_IS = re.compile(
    r"\b(?:candidatur|postulacion|solicitud|inscripcion|participacion|application|propuest|"
    r"proposal|demande|participation|inscricao|sol.?licitud|domanda)[a-z]* "
    r"(?:est|es|e|sera|is|are|sao|son) (?:estrictamente |strictement |strictly )?individu[a-z]+"
)
_WHERE_JOINT = re.compile(
    r"\b(?:cuando|si|en (?:el )?caso de|if|when|in case of|quando|en cas de|for) [^.;,]{0,20}?"
    r"(?:(?:solicitud|candidatur|demand|sol.?licitud)[a-z]* conj[a-z]+|"
    r"joint (?:appl|bid|prop)[a-z]+)"
)
"""Joint papers are a case among others."""
_NOT_JOINTLY = table(
    r"""
    (?:propuesta|solicitud|candidatura|postulacion|oferta|proyecto|
        proposta)[a-z]* (?:presentad[oa]s )?
        (?:en|de|por|em) (?:forma conjunta|union temporal|consorcios?|alianza|agrupacion|
        uniones temporales) |
    (?:propuesta|solicitud|candidatura|proyecto|proposta|candidatura|sol.?licitud)[e]?s
        \s(?:conjunt[oae]s|agrupad[oa]s|colectiv[oa]s) |
    (?:joint|consortium|group|collective) (?:bid|application|proposal|submission|entr)[a-z]* |
    (?:candidature|dossier|demande)s? (?:conjointe?s?|communs?|en groupement|collectives?)
    """,
    tail=r"\b",
)
_ONLY = re.compile(
    r"\b(?:sin|sem|sans|without|only|solo|unless|salvo|excepto|si no|a menos que|except|cuy[oa]s?|"
    r"que no|fuera|late|after|mas de|more than|whose)\b"
)


def asked_jointly(sentence: Sentence) -> str | None:
    """Several have to hand the papers in together, or one comes with another without fail."""
    parts = re.split(r"[;:] ", NO_DENIAL.sub(" ", sentence.text))
    return next(filter(None, (_asked(part) for part in parts if not DENIAL.search(part))), None)


def _asked(text: str) -> str | None:
    twin = _MUST_TWIN.search(text)
    if twin:
        return twin.group()
    words = (
        _by_several(text)
        or followed(text, _MUST_APPLY, _JOINTLY, within=25)
        or followed(text, _ALWAYS, _COMES, within=0)
    )
    match = _ACCOMPANIED.search(text) or _SEVERAL_SIGN.search(text)
    if match and not is_optional(text, match.start()):
        return match.group()
    return words


def _by_several(text: str) -> str | None:
    """Handed in jointly by so many, and not only if they like."""
    for handed in _HANDED_IN.finditer(text):
        jointly = _JOINTLY.search(text, handed.end(), handed.end() + 40)
        by = jointly and _BY_SEVERAL.match(text, jointly.end())
        if by and not is_optional(text, handed.start()):
            return f"{handed.group()} … {jointly.group() if jointly else ''}"
    return None


def either_as_they_like(sentence: Sentence) -> str | None:
    """One alone may apply, or several together."""
    text = sentence.text
    match = _either(text) or _ALONE_IS.search(text) or _not_jointly(text)
    match = match or _WHERE_JOINT.search(text)
    if match is None:
        match = _ONE_OR_MORE.search(text)
        if match and re.match(
            r"[^.;,]{0,20}\b(?:por|per|par|de cada|of each)\b", text[match.end() :]
        ):
            return None
    near = text[max(0, match.start() - 110) : match.end() + 70] if match else ""
    if match is None or not _APPLIES.search(near):
        return None
    return (
        match.group()
        if _NOT_JOINTLY.search(text) or not DENIAL.search(_clause(text, match))
        else None
    )


def _either(text: str) -> re.Match[str] | None:
    """Alone, or with others."""
    for single in _SINGLY.finditer(text):
        if _AS_SEVERAL.match(text, single.end()):
            return single
    return None


def _clause(text: str, match: re.Match[str]) -> str:
    """What stands around a match up to the next stop."""
    low = max(text.rfind(stop, 0, match.start()) for stop in ".;:") + 1
    rest = re.split(r"[.;:]|, (?:y|e|and|et|pero|but) ", text[match.end() :])[0]
    return re.split(r", (?:y|e|and|et) ", text[low : match.start()])[-1] + match.group() + rest


def _not_jointly(text: str) -> re.Match[str] | None:
    """Groups may not: nobody is asked for one."""
    match = _NOT_JOINTLY.search(text)
    if match is None or _ONLY.search(text) or not DENIAL.search(text):
        return None
    return match
