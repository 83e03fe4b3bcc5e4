"""Words on where those who apply come from; folded, five languages."""

from scrapers.extract.text.wording import table

BASED = table(
    r"""
    (?:implantad|establecid|domiciliad|radicad|ubicad|constituid|registrad|registad|sediad|situad|inscrit|
        asentad)[oa]s?
        \s(?:legalmente )?(?:[ye] [a-z]+ )?(?:en|em|no|na) |
    (?:sede|domicilio|residencia|delegacion|siege|antenne|seu|delegacio|headquarters)\b
        [^.;,]{0,45} (?:dentro del?|en|em|a|au|dans|in|no|na) | cuya sede |
    resid\w* (?:en|em|in|dans|au|a) |
    (?:based|employed|affiliated|registered|hosted|vinculad[oa]s?|adscrit[oa]s?|afiliad[oa]s?)
        \s(?:at|by|with|to|a|con)\s(?:an? |una? |the |la |el )[^.;,]{0,45} (?:in|en|de)\b |
    naciona(?:les|is|lidad)\b | que se encuentran? en |
    (?:based|located|established|registered|headquartered|incorporated|resident|operating|
        living)(?: (?:and|or) [a-z]+)? in |
    citizens? of | nationals? of | residents? of |
    (?:com|hail|coming|originate) from | proce[dn]\w+ de | proven\w+ de | originaires? d[eu] |
    oriund[oa]s? d[eao] | vindos? d[eao] | com sede | domicili\w+ |
    (?:viv[aeio]\w*|habit\w+|radi(?:que|ca)\w*|resid\w+|moren|morem|vivent|nacid[oa]s?|
        nacido) (?:[a-z]+ )?
        (?:en|em|in|no|na|dans) |
    (?:que|cuy[oa] [a-z]+) se (?:encuentre[n]?|halle[n]?|ubique[n]?) en |
    (?:matriculad|inscrit|enrolled|constituid|incorporad|radicad|afincad|empadronad|censad|
        enrolad)\w*
        \s(?:y [a-z]+ )?(?:en|em|in|at|a) |
    (?:personeria|personalidad) juridica[^.;,]{0,25} en | legal (?:personality|status|entity) in |
    (?:have|with|has) (?:an?|its|their) (?:registered )?offices? in |
    capacidad (?:juridica )?(?:y )?(?:de obrar )?en |
    (?:con )?sede(?: legale| sociale| operativa| principale)?(?: e operativa)? (?:in|nel\w*|a) |
    resident[ei] (?:in|nel\w*) | cittadinanza | cittadin[ioe] d |
    (?:etabli|implante)(?:e|es|s)? (?:en|dans|au) | situe(?:s|es)? (?:en|dans|au) |
    base(?:e|s|es)? (?:en|dans|au) |
    ressortissant\w* | amb seu | domiciliat\w* | ser (?=colomb|mexic|peru|chil)
    """,
)
"""Right before a place: there is whoever applies."""
APPLICANTS = table(
    r"""
    paises | countries | country | pays | paisos | pais | estados? miembros? | member states? |
    etats membres | estados membros | entidad(?:e|es)?\b | entit\w+ | organi[sz]a\w+ |
    instituci\w+ | institut(?:os|s|ions?)\b |
    instituic\w+ | ciudad(?:es)?\b | cit(?:y|ies)\b | cidades? |
    villes? | communes? | municip\w+ | gobiernos? | govern\w+ | collectivites? | alcaldias |
    prefeituras | autorid\w+ | authorit\w+ | ong\b | ngos? | ongs | osc\b | universi\w+ |
    non-?profits? | nonprofits? | fundraisers? | pymes | smes | empresas? | compan\w+ | charit\w+ |
    foundations? | firms? | entreprises? | associa\w+ |
    asociacion\w* | fundacion\w* | structures? |
    sector (?:privado|publico) | membership | maires | alcaldes | alcaldesas | mayors |
    prefeitos | ayuntamientos? |
    ajuntaments |
    councils? | counties | towns? | centros? | departements? |
    diputaciones |
    cidada(?:o|a|os|as)\b | citizens | citoyen\w* | cittadin\w+ | auteurs? | autrices? |
    autor[ea]s? |
    authors | ciutats? | prefeit[oa]s? | regioes |
    personas | people | jovenes | estudiantes | students | etudiant\w+ | investigador\w+ |
    researchers | chercheu\w+ | profesionales | artist\w+ | solicitantes | applicants? |
    candidat\w+ | postulantes | proponentes | participantes | actores | redes | networks |
    administracion\w* | agencias | agencies | ciudadan\w+ | mujeres | women | equipos | teams |
    startups? | emprendedor\w+ | periodistas | lideres | leaders | entitats | ajuntaments | entes |
    partes? | miembros? | members? | region(?:es|s|e|i)?\b | ens (?:locals|publics) | territorios |
    pesquisador\w+ | acteurs | actors | atores | attori | groups | grupos | groupes | ongd |
    onlus | sociedad civil | civil society | societe civile |
    sociedade civil | coletivos? | colectivos? |
    collectifs? | collectives? | persones | organitzacions | museos? | museums? | bibliotecas? |
    libraries | creador\w+ | creators | cooperativas? | emprendimientos | productor\w+ | ent[ei]\b |
    (?:las|los|those|celles|ceux)(?= (?:de|from|d'|des) ) | comuni\b | concellos? | organizzazioni |
    giovani |
    imprese | soggetti | demas\b | nations? | naciones |
    paesi | paese | productoras? | companias | escuelas | schools | hospital\w* | musicians |
    musicos | writers | escritor\w+ | filmmakers | cineastas | nationals | nacionales |
    funcionari\w+ | docentes | teachers | practitioners | professionals |
    (?:eligible|potential) (?:recipients|beneficiaries|bidders|grantees) | autarquias? |
    freguesias |
    etablissements? | establecimientos | estabelecimentos | mancomunidad(?:es)? | mancomunitats? |
    cooperatives | fondations? | fondazioni | sindicatos | clubes | federaci\w+ | federations?
    """
)
"""Before a place: those who apply come from it."""
DONE_THERE = table(
    r"""
    proyectos? | projects? | projets? | projetos | acciones | activit\w+ | actividades |
    estudio\w* |
    interven\w+ | treball\w+ | operat(?:e|es|ed|ing) in | active in | actu(?:en|an|ar)\b |
    opere[mn]? |
    trabaj\w+ | work(?:ing|s)? | travail\w+ | trabalh\w+ | implement\w+ | ejecu\w+ | desarroll\w+ |
    viaj\w+ | visit\w+ | estancias? | cursos? | courses? | held | realiz\w+ | destino | host\w* |
    investigaci\w+ sobre | sobre | about | intervenci\w+ | experienc\w+ | presencia | interes\w*
        \s(?:en|por) | cooperaci\w+ con | relaciones con | viv\w+ fuera | support\w* | apoy\w+ |
    poblacion(?:es)? | populations? | migrant\w* | atiend\w+ | serv(?:e|es|ing)\b | estudiar |
    study | programas? | programs? | programmes? | ongoing | becas | congreso |
    ponentes | speakers | sede del
    """
)
"""Before a place: something else happens there."""
COUNTRIES_LABEL = table(
    r"""
    (?:paises|countries|pays|paisos|territorios) (?:cubiert|comprendid|inclu[is]|covered|served|
        couvert|
        abrangid|cobert)[a-z]*(?: (?:by|por|pel[oa]|par|in|en) [a-z ]{3,40})? ?: |
    (?:paises|countries|pays|paisos|territorios) (?:participa\w+|elegib\w+|elegiv\w+|eligib\w+|
        beneficiari\w+|admitid\w+|convocad\w+|invitad\w+|destinatari\w+|objetivo\b|
        prioritari\w+) |
    (?:eligible|participating|target|beneficiary) (?:countries|regions)\b |
    (?:countries|paises|pays|paisos|paesi|ambito|territorio|territoire|territori|territory|zonas?|
        zones?|regions?|regiones|regioes|regio|alcance|cobertura|lugares|donde|where|onde)(?= ?:) |
    (?:pays|zones?|villes|aires|countries|paesi|paisos|paises) (?:concern\w+|eligibles?|cibles?|
        geographiques?|d'intervention|covered|interessati|ammissibili|admis\w*|interessats)(?= ?:) |
    (?:paises|countries|pays|paisos) (?:receptor\w+|miembros?|members?|membres?|membros|
        que integr\w+|
        que participa\w+|del programa|d'intervention|receveurs|recipients?|where we \w+)\b |
    \d+ (?:paises|countries|pays|paisos) (?:soci[oa]s|partner|partenaires|participa\w+)\b |
    (?:lista|list|liste|llista) (?:de|of|des|d')
        \s(?:[a-z]+ ){0,8}(?:comprende|inclu\w+|covers|contains)\b |
    (?:origen|origem|origin|procedencia|provenance|procedenza|provenienza|nacionalidad|nationality)
        \s(?:de |d[aeo]s? |of |des |dels )?[a-z ]{3,40}: |
    (?:pais|country|pays|paese) (?:de|of|di) (?:origen|residencia|origin|residence|origem|
        constitucion):? |
    ambito (?:geografico|territorial)\b |
    (?:programa|iniciativa|fondo|red|fundo|programme|rede)(?: [a-z]+){0,5} (?:integrad|formad|
        compuest|
        compost|constituid)[oa] por\b |
    (?:excepcional\w+|exception\w+|solo|only)\b[^:.;]{0,50}\b(?:tambien|also|aussi|tambem)\s$ |
    (?:premi|reconoc|distingu|galardon|recogni|reward|honou?r|recompens)[a-z]*
        \s(?:las |los |the |les |as |os )?%WORK%(?:,? (?:[yeiou]|and|or|et|ou) [a-z]+)?(?: [a-z]+)?
        \s(?:de|del|of|from|d[aeo]s?|des)
        \s(?:los |las |the |os |as )?(?:\d+ )?(?:(?:paises|countries|pays)
        \s(?:de|of|in|del) (?:the |la )?)?$ |
    (?:apoy|apoi|financi|support|fund|finance|soutien)[a-z]* (?:a |aux? )?(?:las |los |the |les )?
        (?:ciudades|cities|cidades|villes|municipi\w+|ayuntamientos|alcaldias|gobiernos locales|
        local governments)(?: [a-z]+)? (?:de|del|of|from|in|d[aeo]s?|des) $ |
    (?:countries|paises),? (?:namely|a saber):?(?= ) |
    geographic(?:al)? (?:scope|eligibility)\b | countries eligible\b | cobertura geografica\b |
    (?:convocatoria|call|appel|edital|chamada|fondo|fund|programa|programme) (?:concerne|alcanca|
        contempla|inclui|incluye|reaches|covers|abarca|
        cubre|comprende|abrange|alcanza(?:ra)? a|cobre)\b
    """,
    parts={
        "WORK": r"""
        experiencias | experiences | practicas | practices | pratiques | iniciativas | initiatives |
        ciudades | cities | cidades | villes | municipios | municipalities
        """
    },
)
BUT = table(
    r"""
    bar(?= [a-z]+(?: and|,|\.|$)) | barring | minus | tranne | eccetto | ad eccezione | salvo |
    fatta eccezione | esclus[oiae] | tret d | llevat d | agas | leaving out | dejando fuera |
    aside from | apart from(?! [a-z]+ing) | no incluid[oa]s? | sin contar
    """
)
"""Who follows is taken out of what was said; beside those of all questions."""
SHUT_LABEL = table(
    r"""
    (?:paises|countries|pays|paisos|paesi|territorios|nacionalidades|nationalities)
        \s(?:no elegib\w+|excluid[oa]s?|ineligible|exclus?\b|not eligible|non eligibles|
        inelegive\w+|
        nao elegive\w+|excluded|vetad[oa]s|sancionad[oa]s|no admitid[oa]s|esclusi|exclosos)
        [^.;:\n]{0,30}: ?[^.;:]*$ |
    (?:excluded|ineligible|non-eligible) (?:countries|nationalities)[^.;:]{0,20}: ?[^.;:]*$
    """
)
"""A label before the places that are out."""
PAPERS_FOR = table(
    r"""
    (?:propuestas?|propostas?|proposals?|proyectos?|projects?|projets?|projetos?|progetti|acciones|
        actividades) (?:para|for|pour|per) (?:[a-z]+ ){0,2}$ |
    (?:programs?|programmes|operations|operaciones|ongoing work|actividad\w*) in (?:[a-z]+ ){0,2}$
    """
)
"""Right before a place: what is proposed is for there."""
TELLS_WHERE = table(
    r"""
    ambito (?:geografico|territorial)[^:.;]{0,30}: | (?:quedan? )?exceptuad[oa]s |
    (?:excepcionalmente|exceptionally|exceptionnellement)[^:.;]{0,50}(?:tambien|also|aussi|tambem) |
    (?:paises|countries|pays|paisos) (?:cubiert|comprendid|inclu[is]|covered|served|couvert|
        abrangid|
        cobert)[^:.;]{0,40}: |
    (?:organi[sz]ations|entities|applicants|cities|municipalities|councils|charities|nonprofits|
        companies|universities) only\b |
    (?:entre|among|in|en|parmi)(?: [a-z']+){0,4} (?:excluid|excluded|ineligib|inelegi|
        no elegib)\w* |
    ^\W*(?:(?:countries|paises|pays|paisos|paesi|ambito|territorio|territoire|territori|territory|
        zonas?|zones?|regions?|regiones|regioes|alcance|cobertura|geographic\w*)
        (?: [a-z']+){0,2}) ?:(?! ?[a-z]{2}\d{0,3} - ) |
    (?:paises|countries|pays|paisos|paesi|pais|country|paese)(?: [a-z]+){0,6}
        \s(?:exclu|esclus|inelig|no elegib|elegib|eligib|ammiss|turned|reject|rechaz)\w* |
    poss(?:ono|a) (?:partecip|candid|present|fare) | candidarsi | riservat[oaie] a |
    rivolt[oaie] a |
    (?:enti|comuni|organizzazioni|soggetti|associazioni) [^.;]{0,40}(?:sede|resident) |
    (?:recebe|recibe|receives?|acepta|aceita|acoge|accepts?|se aceptan|se admiten|se reciben|
        se financian|se financiaran)
        \s(?:[a-z]+ ){0,2}(?:propost|propuest|proposal|applicat|entidad|organiza|solicitud|proyect|
        candidat)\w* (?:de|from|d[aeo]s?)\b |
    \W*[a-z ]{3,30}: ?(?:si|no|yes|sim|nao|oui|non)\W*$ | universi[a-z]+ (?:de|of|from)\b |
    (?:aplica|valid[oa]|abiert[oa]s?|cerrad[oa]s?|disponible) (?:para|a|en) |
    (?:any|every|all) [a-z -]{0,25}countr |
    (?:becas|bolsas|bourses|scholarships|fellowships|grants) (?:para|for|pour|de) |
    tod[oa]s [a-z ]{0,8}paises | todo pais |
    \bseul(?:e|s|es)? (?:l[ea]s? |l')[^.;]{3,60}(?:depos|present|candidat|port[ea]|peu) |
    (?:only|solo|unicamente|uniquement|apenas|somente|nomes) [^.;]{3,60}(?:funded|financ|
        supported) |
    (?:premi|reconoc|distingu|galardon|recogni|reward|honou?r)[a-z]*
        \s(?:las |los |the )?(?:experienc|practic|iniciativ|initiativ) |
    (?:fondo|programa|premio|fund|programme|program|fonds|fundo|edital|concurso)
        \s(?:apoy|apoi|financi|support|fund|finance|soutien)[a-z]* (?:a |aux? )?(?:las |los |the )?
        (?:ciudad|municip|cit|town|ville|ayunt|alcald|gobiern) |
    (?:alcance|ambito|caracter) (?:mundial|global) | (?:global|world-?wide) (?:competition|call|
        challenge) |
    (?:geographic(?:al)?|geografi\w+|territorial|geographiques?) (?:restric|limit)\w+ |
    (?:restric|limit)\w+ (?:geografi|geographiq|territorial)\w* |
    (?:entidad|organiza|associa|asocia|entitat|fundaci|institu|empresa)[a-z]* [^.;:]{0,50}
        (?:sede|domicili[a-z]+|seu|siege)\b |
    (?:have|has) to be (?:located|based|established|registered|from) |
    (?:presentara|firmara|suscribira|formulara)n? (?:una?|la|las|los)\b |
    (?:tendran?|tindran|terao|auront|avranno|tenen) (?:[a-z]+ ){0,2}(?:sede|seu|domicilio|siege) |
    (?:programa|iniciativa|fondo|red|fundo|programme|rede)(?: [a-z]+){0,5} (?:integrad|formad|
        compuest|
        compost|constituid)[oa] por\b |
    (?:convocatoria|chamada|edital|call|appel) (?:alcan[cz]a|contempla|incluye|inclui|abarca|
        cubre|covers|reaches|
        concerne|abrange)\b |
    (?:applications|entries|proposals|submissions) (?:is|are) (?:[a-z]+ )?from\b | de droit [a-z]+ |
    recevables? | (?:we|nous) (?:fund|support|financons|soutenons)\b |
    (?:forma parte|figura|es uno) |
    (?:no es|not|nao e|pas|non e) (?:necesari|necessar|required|necessaire|requis) |
    selec[a-z]+ (?:para|de|for|di) (?:prefeituras|municip|ciudad|cit|comuni|entidad) |
    (?:se )?reserv(?:a|an|ado|ada|ed|e|ee) (?:a|al|para|to|for|aux?)\b |
    (?:applications|candidatures|candidaturas|solicitudes|postulaciones)(?: [a-z]+){0,3} (?:from|
        de|des)\b
    """
)
"""A sentence that says from where one may apply, whoever applies."""
SPEAKS = table(
    r"""
    eligib | elegib | elegiv | apply\b | aplicar\b | postular | must | deben | deberan | debera |
    doivent | doit | devem | deve\b | hauran | requisit | required | restrict | limited | reserv |
    solo | only | exclusiv | unicamente | somente | apenas | uniquement | call for |
    convocatoria (?:para|de) | (?:may|can) receive | se (?:acept|admit|recib|financi|seleccion)\w+ |
    accepted | recebe | poss(?:ono|a)\b | puo\b | riservat | rivolt | apert[oaie]\b | nationals of |
    residents of | selec | seleziona | bando | si lo son | si pueden | poden\b | participa |
    aplica para | presentaran? | postularan? | solicitaran? | recevab | we fund | we support |
    concorrer | (?:have|has) to | tendran? | habran? de | tindran | seul(?:e|s|es)?\b |
    candidat | premio (?:para|de) | becas para | who can | quien puede | inelegib | tiene[n]? que |
    inscribir | open to | abiert | ouvert | abert | cidadania | cittadin | promotor |
    (?:may|can|should) be based | (?:estar|esten|be|being)
        \s(?:legalmente |debidamente |legally |duly )?(?:domicili|inscri|constitu|registrad|
            registered|establ) |
    (?:tener|tengan|contar con|have) (?:su |la |a )?(?:sede|domicilio|nacionalidad|residencia|
        office) | se convocan | ayudas para | abierto a | proposals | proposed by |
    applications | %WE%
    """.replace(
        "%WE%",
        "(?:busc|financi|apoy|apoi|recib|acept|aceit|admit|invit|convoc|receb)[aei]mos | soutenons",
    )
)
"""Of who may apply, where no cue says it."""
