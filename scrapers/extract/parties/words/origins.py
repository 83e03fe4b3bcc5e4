"""Words on where those who apply come from; folded, five languages."""

from scrapers.extract.text.wording import table

BASED = table(
    r"""
    (?:establecid|domiciliad|radicad|ubicad|constituid|registrad|sediad|situad|inscrit|
        asentad)[oa]s?
        \s(?:legalmente )?(?:en|em|no|na) |
    (?:sede|domicilio|residencia|delegacion|siege|antenne|seu|delegacio|headquarters)\b
        [^.;,]{0,45} (?:en|em|a|au|dans|in) | cuya sede |
    resid\w* (?:en|em|in|dans|au|a) |
    naciona(?:les|is|lidad)\b | que se encuentran? en |
    (?:based|located|established|registered|headquartered|incorporated|resident|operating|
        living) in |
    citizens? of | nationals? of | residents? of |
    (?:com|hail|coming|originate) from | proce[dn]\w+ de | proven\w+ de | originaires? d[eu] |
    oriund[oa]s? d[eao] | vindos? d[eao] | com sede | domicili\w+ |
    etabli(?:es|s)? (?:en|dans|au) | situe(?:s|es)? (?:en|dans|au) |
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
    ayuntamientos? | ajuntaments | councils? | counties | towns | diputaciones |
    personas | people | jovenes | estudiantes | students | etudiant\w+ | investigador\w+ |
    researchers | chercheu\w+ | profesionales | artist\w+ | solicitantes | applicants? |
    candidat\w+ | postulantes | proponentes | participantes | actores | redes | networks |
    administracion\w* | agencias | agencies | ciudadan\w+ | mujeres | women | equipos | teams |
    startups? | emprendedor\w+ | periodistas | lideres | leaders | entitats | ajuntaments | entes |
    partes? | miembros? | members? | region(?:es|s)? | territorios |
    funcionari\w+ | docentes | teachers | practitioners | professionals
    """
)
"""Before a place: those who apply come from it."""
DONE_THERE = table(
    r"""
    proyectos? | projects? | projets? | projetos | acciones | activit\w+ | actividades |
    estudio\w* |
    trabaj\w+ | work(?:ing|s)? | travail\w+ | trabalh\w+ | implement\w+ | ejecu\w+ | desarroll\w+ |
    viaj\w+ | visit\w+ | estancias? | cursos? | courses? | held | realiz\w+ | destino | host\w* |
    investigaci\w+ sobre | sobre | about | intervenci\w+ | experienc\w+ | presencia | interes\w*
        \s(?:en|por) | cooperaci\w+ con | relaciones con | viv\w+ fuera | support\w* | apoy\w+ |
    estudiar | study | programas | becas | congreso | ponentes | speakers | sede del
    """
)
"""Before a place: something else happens there."""
COUNTRIES_LABEL = table(
    r"""
    (?:paises|countries|pays|paisos|territorios) (?:participa\w+|elegib\w+|elegiv\w+|eligib\w+|
        beneficiari\w+|admitid\w+|convocad\w+|invitad\w+|destinatari\w+|objetivo\b|
        prioritari\w+) |
    (?:eligible|participating|target|beneficiary) (?:countries|regions)\b |
    (?:countries|paises|pays|paisos|ambito)(?= ?:) |
    (?:paises|countries|pays|paisos) (?:receptor\w+|miembros?|members?|membres?|membros|
        que integr\w+|
        que participa\w+|del programa|d'intervention|receveurs|recipients?|where we \w+)\b |
    (?:lista|list|liste|llista) (?:de|of|des|d')
        \s(?:[a-z]+ ){0,8}(?:comprende|inclu\w+|covers|contains)\b |
    ambito (?:geografico|territorial)\b |
    geographic(?:al)? (?:scope|eligibility)\b | countries eligible\b | cobertura geografica\b |
    (?:convocatoria|call|appel|edital|fondo|fund|programa|programme) (?:concerne|covers|abarca|
        cubre|comprende|abrange|alcanza(?:ra)? a|cobre)\b
    """
)
