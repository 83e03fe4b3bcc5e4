"""Who is spoken of, in folded words of five languages."""

import re

from scrapers.extract.text.wording import table

WHO = table(
    r"""
    promotor\b | (?:supports|funds) projects (?:proposed|submitted|led) |
    (?:countries|paises),? (?:namely|a saber) |
    based at | se convocan\b | soliciting | encourages applications |
    a l'attention | a l'intention | (?:convoc|invit)(?:o|aron) a\b |
    (?:applications|proposals|nominations|submissions) (?:may|can|must|should) be [a-z ]{4,20} by |
    (?:financi|apoy|apoi|recib|acept|aceit|admit|receb)[aei]mos\b |
    premia a | reconoce a | ganadora?s?\b | vencedor\w* | winning | available to | students from |
    (?:loans?|grants?|prestamos|creditos|subvencion\w*|ayudas|
        subsidios)\b(?: of [^.;]{1,30})? (?:a|to|para)\b | selected cities |
    ciudades seleccionadas | (?:may|can|should|must|are invited to) (?:submit|apply) |
    (?:deben|deberan) (?:remitir|enviar|presentar) | interesad[oa]s\b | interested\b |
    empr?estimos? a |
    (?:por|per|cada|each|par) (?:municipio|ciudad|city|municipality|ville|commune|municipi|
        cidade) | (?:cupos|becas|plazas|vagas|bolsas|bourses) (?:para|for|pour) |
    podran? (?:participar|postular|presentar|solicitar|ser benef|optar|concurrir|aplicar) |
    pueden? (?:participar|postular\w*|presentar\w*|solicitar|aplicar|optar|ser benef|acceder|
        aspirar) | dirigid[oa]s? a | destinad[oa]s? a | destinatari | benefici[ao]ri[oa]s |
    elegib | convocan? a | invita(?:n|mos)? a | abiert[oa]s? a | requisitos? | solicitantes? |
    participantes | quienes? puede | ciudadan[oa]s | exclusiv\w+ | unicamente | solamente |
    eligib\w+ | who can apply | may apply | can apply | open to | applicants? | to apply\b |
    invite[sd]?\b |
    must be | designed to help | support(?:s|ed)? .{0,30}members |
    podem? (?:participar|se (?:inscrever|candidatar)|concorrer|candidatar|apresentar|
        submeter) | poderao |
    elegive\w+ | destinad[oa]s? a | destina-se | voltad[oa]s? (?:a|para) | publico-alvo |
    proponentes | peuvent (?:candidater|deposer|participer|presenter|beneficier) |
    s'adresse(?:nt)? aux? | eligibles? | destinataires? | destine(?:e|s|es)? aux? |
    ouvert(?:e|s|es)? aux | invite(?:e|s|es)\b(?! a (?:suivre|consulter|prendre)) |
    poden (?:participar|presentar|optar|sol|demanar|rebre|accedir) | podran? acceder |
    ens locals | adrecad[ae]s? a | podran (?:participar|presentar|sol) | beneficiaris |
    destinataris | entitats beneficiaries | a quien(?:es)? (?:se dirige|va dirigid|esta dirigid) |
    se (?:entregar|asignar|otorgar|conceder|adjudicar|destinar)an? a l[oa]s |
    con domicilio en | buscamos\b | se buscan\b |
    (?:estan?|son|quedan) (?:invitad|convocad|llamad|habilitad)[oa]s? (?:a|para)\b |
    abiert[oa]s? (?:de manera |de forma )?permanente(?:mente)? (?:a|para)\b |
    naciona(?:lidad|lity|lite)\b | a quem se |
    consor[ct]i(?:a|um|os?) (?:of|de|d')[^.;]{0,12} (?:at least|al menos|como minimo|pelo menos) |
    qui (?:peut|pot) | quem pode | sol.?licitar-ho |
    (?:peuvent|pourront) (?:pas )?(?:etre|candidater) |
    (?:podem?|podran?|pueden?|poden) ser (?:[a-z]+ ){0,2}(?:benefici|solicit|propon|candidat|
        titular|soci|parceir|elegib|admi|aliad) | no se admit\w+ |
    (?:can|may|shall)(?:not| not)? (?:be|join|act|serve)
        \s(?:an? |the |as )?(?:[a-z]+ )?(?:applicant|beneficiar|partner|lead|part of|as\b) |
    (?:solo|only|unicamente|uniquement|apenas|somente|nomes) (?:para|for|pour|per a)\b |
    s'adrecan? a | (?:may|can) (?:only )?(?:receive|request|participate|take part) |
    (?:convocatoria|fondo|programa|ayudas?|becas?|premio|call|fund|grant|programme|appel|edital)
        \s(?:es|is|son|are|est|e) (?:solo |only )?(?:para|for|pour|per a)\b |
    entities (?:established|based|registered) |
    (?:podra|podran|pueden) (?:acceder|formar parte|integrar) |
    (?:queda|quedan|esta|estan) (?:fuera|exclu) | (?:de|from) (?:paises|countries) |
    organi[sz]ations? (?:based|registered|established) | paises (?:miembros|elegib|participa) |
    (?:countries|paises|pays|paisos) ?: |
    convocatoria (?:para|de) | member (?:states|countries) |
    (?:convocatoria|call|fondo|programa|edital|appel) (?:para|for|pour)\b |
    (?:convocatoria|call|fondo|fund|edital|appel) (?:concerne|covers|abarca|cubre|comprende|
        abrange) |
    (?:constituid|domiciliad|establecid|registrad|sediad|radicad)[oa]s? |
    resid(?:ir|er|en|ent|e in) |
    se excluyen? | con sede en | (?:based|established|registered|located) in | nationals? of |
    (?:etabli|domicili)(?:ee?s?|s)? (?:en|dans|au) | restricted to | limited to | limitad[oa]s? a |
    reservad[oa]s? | reserved | reserve(?:e|s|es)? aux
    """
)
"""A sentence that speaks of where applicants come from, perhaps."""

LOCAL = table(
    r"""
    gobiernos? (?:autonomos? )?(?:local(?:es)?|municipal(?:es)?|regional(?:es)?|territorial(?:es)?|
        sub-?nacional(?:es)?|provincial(?:es)?|departamental(?:es)?|intermedios|descentralizados?) |
    gobiernos,? de (?:cualquier|todo|todos los) nivel(?:es)? | governments? and their agencies |
    governments (?:at|of) (?:any|all) levels? |
    (?:entit(?:y|ies)|entidad(?:es)?|personas? juridicas?|personnes? morales?|
        entitats?),? public(?:[oa]s?|ques?)?
        \s(?:or|o|ou|y|and|et|i) priv[a-z]+ |
    %BODY%\b[^.;:]{0,45}?,? (?:sean?|whether|both|tanto|either|que soit|de droit|de derecho|
        de direito|de dret|seja|sia)\s(?:de )?(?:derecho )?(?:public|priv)[a-z]*[, ]{1,2}
        (?:comme|como|que|y|o|or|and|ou|i|e|que de)\s(?:de )?(?:(?:droit|derecho|direito|
        dret) )?(?:public|priv)[a-z]* |
    (?:las|los|aquellas|aquellos|those|the ones|celles|ceux|as|os|aquelas|quelli|quelle|els|les)
        \s(?:de (?:ambito|nivel|caracter|orden|tipo)|at|of|(?:de|do|da|du) (?:ambito|nivel|niveau))
        \s(?:the )?(?:local|municipal)(?: level| government)? |
    (?:archiv|bibliote|muse|librar|schools|escuelas|centros|entid|entit|institu|organismos|empresas|
        agenc)[a-z]*[^.;:]{0,40}? (?:incluid[oa]s|including|y compris|inclusive|incloses|inclosos)
        \s(?:l[oae]s |the |els |as |os )?municipa(?:les|l ones|is|ux|ls)\b |
    (?:archivos|bibliotecas|museos|teatros|escuelas|hospitales|centros) publicos? (?:o|y|
        u) privad[oa]s? |
    (?:instituciones|entidades|organismos) (?:del|de) (?:ambito|orden|caracter) publico\b |
    (?:public )?government(?:al)? units? | governmental(?: and [a-z]+)? institutions |
    (?:integrantes|miembros) del personal[a-z ]{0,30} de (?:los )?gobiernos locales |
    personas juridicas del sector publico | acteurs publics(?: et prives)? |
    local jurisdictions? | enti pubblici | comuni\b | citta metropolitane | enti locali |
    unioni di comuni |
    province\b(?! of) |
    (?:comune|ente locale)\b | concellos? | deputacions? | municipis\b |
    (?:intendentes?|presidentes? municipales|alcaldes?|prefeitos?|
        sindaci) (?:de |del |do )?(?:los )?(?=municip) |
    (?<=aux )maires\b | (?<=les )maires\b | (?<=des )maires\b | (?<=os )prefeitos\b |
    (?<=fund )governments\b | (?<=support )governments\b | (?<=finance )governments\b |
    tres ordenes de gobierno | gobiernos? de cualquier |
    gobiernos? regionales? y locales |
    public(?:(?: and| or) |/)private (?:entit|bod|organi|institut)\w* |
    (?:gobiernos|autoridades|entidades|administraciones|instituciones|organismos|governos|governs|
        gouvernements|autorites|administrations|instituicoes)(?: [a-z]+,){0,3} [a-z]+,? (?:y|o|u|e|
        ou|et|i|y/o|ni|nem|ni) (?:locales|municipales|municipais|locais|territoriales|locals|
        departamentales|regionales|subnacionales|estaduais|provinciales|distritales) |
        gobiernos autonomos |
    (?:(?:state|county|city|town|township|village|municipal|local|regional|provincial|tribal|
        special district)(?:, (?:and|or)|,| and| or) ){1,6}(?:state|county|city|town|township|
        village|municipal|local|regional|tribal|special district) (?:governments?|authorities|
        councils) |
    (?:municipal|local|council) (?:bodies|councils|utilities|departments|agencies|companies) |
    units? of (?:[a-z]+ (?:or|and) )?(?:general )?(?:local|municipal)(?: (?:or|
        and) [a-z]+)? government | (?:special district|township) governments? |
    public (?:school districts?|housing authorit(?:y|ies)) | parish councils? |
    (?<![a-z] )councils\b | (?<=from )councils\b | (?<=by )councils\b |
    (?:secretarias|direcciones|dependencias|oficinas|servicios)(?: [a-z]+){0,4} de l[ao]s
        \s(?:gobiernos locales|municipios|municipalidades|alcaldias|ayuntamientos) |
    comunas\b | juntas parroquiales | entidades da administracao (?:local|municipal) |
    organismos intermunicipales |
    (?:organismos|entidades|instancias|agencias|orgaos|dependencias) (?:de|del|do|de los|dos)
        \s(?:gobiernos?|governos?)\b |
    (?:orgaos e )?entidades da administracao publica |
    autoridad(?:es)? (?:local(?:es)?|municipal(?:es)?|territorial(?:es)?|publicas?) |
    autoridades locais |
    (?:organizaciones )?municip(?:ios?|is|alidad(?:es)?|alit(?:y|ies|es|e))\b | alcaldias? |
    alcald(?:es|esas)\b | (?<=por el )alcalde | (?<=por la )alcaldesa | (?<=by the )mayor\b |
    (?<=firma el )alcalde | (?<=suscribe el )alcalde | (?<=presenta el )alcalde |
    (?<=firmara el )alcalde | (?<=suscribira el )alcalde |
    (?<=mente el )alcalde |
    presidencias? municipal(?:es)? | metropolitan (?:authorit(?:y|ies)|governments?|councils?) |
    district assembl(?:y|ies) | (?<=par le )maire\b | (?<=pelo )prefeito | (?<=per l')alcalde |
    concejos? municipal(?:es)? |
    ayuntamientos? | corporaciones (?:locales|municipales) |
    (?<!comunal y )(?<!resguardos y )(?<!resguardos o )cabildos?(?: insulares)?\b(?! (?:indigena|
        mayor)|,? (?:y |o )?resguardos) |
    (?:entidades|entidad|organismos?|instituciones|organizaciones) del sector publico(?: local)? |
    entidades locais | kommunen\b | gemeinden\b | landkreise\b | stadte\b |
    (?:entidad|ente|entitat|entidade|institucion) (?:local|territorial|public[oa]|estatal|
        gubernamental|
        municipal)\b | gads?\b |
    entidades? (?:locales|locais|territoriales|municipales|publicas|estatales|gubernamentales|
        del estado|supramunicipales|descentralizadas) |
    secretari?as? (?:municipa\w+|distrita\w+|locales|territoriales|departamentales)
        (?: (?:de|da) [a-z]+)? |
    secretarias (?:de|d[ao]) (?:educacion|salud|saude|educacao|movilidad|planeacion|cultura|
        ambiente|
        gobierno|seguranca|seguridad|desarrollo|vivienda|habitacao|obras)\b |
    autorites? (?:sanitaires?|scolaires?|portuaires?) locales? |
    gobiernos\b(?! (?:nacional|central|de los paises)) |
    intendencias? | ciudades\b | ciudad\b(?! (?:de|autonoma)\b) |
    (?:local|urban) (?:governments?|authorit(?:y|ies)|councils?) |
    (?:city|town|county|district|municipal) (?:governments?|authorit(?:y|ies)|councils?|teams?|
        administrations?) | cities\b | city\b(?! of\b) | mayors\b | counties | towns\b | boroughs |
    (?:subnational|state|tribal|local and regional|regional and local|regional|provincial|
        sub-national)
        \s(?:and local )?(?:governments?|authorit(?:y|ies)) |
    public (?:bod(?:y|ies)|entit(?:y|ies)|authorit(?:y|ies)|institutions?|administrations?|
        agenc(?:y|ies)|organi[sz]ations?|sector (?:bodies|organi[sz]ations|entities|institutions)) |
    (?<!non-)(?<!non )(?<!inter-)(?<!inter)(?:government(?:al)?|state) (?:entit(?:y|ies)|bod(?:y|
        ies)|agenc(?:y|ies)|
        institutions?|
        organi[sz]ations?) |
    (?<!national )(?<!central )(?<!federal )government departments? |
    governos? (?:locais|local|municipa\w+|estaduais|subnacionais) | prefeituras? |
    cidades\b | cidade\b(?! d) |
    autarquias | camaras municipais | (?:juntas de )?freguesias | comunidades intermunicipais |
    entes? (?:locales|locais|local|publicos|territoriales?|federad[oa]s?|subnacional\w*) |
    (?:orgaos?|organismos?|entidades?|instituciones|instituicoes|entes) (?:publicos?|publicas?|
        municipa\w+|del estado|estatales|gubernamentales|governamentais) |
    administracion(?:es)? (?:local(?:es)?|publicas?|municipales|territoriales) |
    administracions (?:publiques|locals) |
    intercommunalites | syndicats (?:mixtes|intercommunaux) | mairies? | epci\b | metropoles\b |
    communautes? (?:de communes|d'agglomeration|urbaines?) | conseils? (?:departementa(?:ux|l)|
        regiona(?:ux|l)|municipa(?:ux|l)) | intercommunalites? |
    collectivites?\b(?: (?:territoriales?|locales?))? | villes\b | ville d'accueil | ville\b(?! d) |
    communes?\b | ctf\b |
    (?:autorites|entites|acteurs|organismes|etablissements|institutions|personnes|administrations)
        \s(?:publi(?:ques|cs)|locales|territoriales|municipales) | pouvoirs locaux |
    ajuntaments? | (?:ens|entitats|governs) (?:locals|publics|municipals\w*) |
    ciutats\b | ciutat\b(?! d) |
    consells? comarcals? | consejos? (?:comarcales|municipales) | mancomuni(?:dad|tat)\w* |
    diputacion(?:es)? (?:provincial\w*|forales) | diputacion(?:es|s)\b | diputacion\b |
    gobernacion(?:es)? | consorcios? (?:publicos?|intermunicipa\w+) | poder publico | distritos\b |
    (?:orgaos? d[ae] )?administracao publica | comarcas | sector publico\b |
    instituciones publicas \(a nivel estatal, regional o local\)
    """,
    tail=r"(?![a-z]|-(?!member|membr|miembr|soci))",
    parts={
        "BODY": r"""
        entidad(?:es)? | organizacion(?:es)? | institucion(?:es)? | instituic(?:ao|oes) |
        entit(?:y|ies) | organi[sz]ations? | personas? juridicas? | personnes? morales? |
        pessoas? juridicas? | organismos? | structures? | entitats? | enti
        """
    },
)
"""A local government or a public body."""

ENGLISH = table(
    r"""
    municipalit(?:y|ies) | cit(?:y|ies) | local | city | town | county | district | municipal \w |
    urban | mayors | counties | towns | boroughs | subnational | sub-national | state | tribal |
    regional |
    provincial\s | public (?:bod|ent|auth|inst|admin|agenc|org|sect|school|hous) | government |
    parish | councils | units? of | special | village | township
    """,
    lead="",
)
"""How a local government is named in English, where adjectives stand before and "of" parts."""

NOT_A_GOVERNMENT = table(
    r"""
    (?:sin|without|sans|sem|sense) (?:animo|fines|afan|but|fins) | de base | de (?:la )?sociedad |
    de educacion | de ensino | de investigacion | de pesquisa | de salud | d'enseignement |
    de recherche | de enseignement | of (?:higher )?education | educativ | academic |
    (?:residents?|dwellers|libraries|
        schools|services|level|finance)\b |
    (?:nacional|federal|central|estatal)(?:es|s|is)?\b(?!.{0,60}(?:municip|local)) |
    (?:unidas|hermanas|hermana)\b | universitari | defensa\b | y de la politica
    """,
    lead=r"\s(?:y |and |e |o |or )?",
)
"""What follows where it is none, or where those who work or live there are meant."""

OTHERS = table(
    r"""
    (?:organi[sz]a\w+|entidad\w*|actores|actors|organi[sz]ations|entitats) (?:de|da|of|la|de la)
        \s(?:la )?(?:sociedad|sociedade|societe|societat) civil | sociedad civil | ong[sd]?\b |
    ongd | osc\b |
    organizaciones (?:(?:territoriales y )?funcionales|no gubernamentales|
        sin (?:animo|fines) de lucro|de base|sociales|
        comunitarias|locales y de base|juveniles|indigenas|de mujeres|civiles) |
    fundacion(?:es)? | asociacion(?:es)? | cooperativas? | start-ups? |
    (?:small and medium|pequenas y medianas|micro)[a-z -]{0,12} (?:enterprises|empresas) |
    mipymes |
    (?:sin|sem|sense) (?:animo|fines|fins|anim) (?:de )?lucr\w* | universidad(?:es)? |
    instituciones de educacion superior | centros? de (?:investigacion|estudios|formacion) |
    higher education | (?:micro|medi|pequen)?\w{0,4}empresas? | pymes | autonomos |
    emprendedor\w* | startups? | sindicatos |
    personas (?:fisicas|naturales|juridicas (?:sin|privadas|de derecho privado)) | estudiantes |
    civil society | non[ -]?profits?(?: organi[sz]ations?)? | charit(?:y|ies) |
    (?:registered |national |local )?(?:ngos?|non-?governmental organi[sz]ations?) |
    universit(?:y|ies) | companies | businesses | smes?\b | individuals | students | researchers |
    research (?:institut\w+|organi[sz]ations|centres?|centers?) | think[- ]tanks |
    organismes a but non lucratif | (?:a|sans) but (?:non )?lucratif |
    organizacoes nao governamentais | organizacions non gobernamentais | fundacions |
    organi[sz]ations non gouvernementales |
    organitzacions no governamentals | foundations |
    community(?:-based)? (?:organi[sz]ations|groups) | schools |
    associacao | organizac(?:ao|oes) socia(?:l|is) | instituicao de ensino\w* | fundacao |
    foundation |
    universidade | universitats? | entidad privada | company |
    pme\b | tpe\b | mpmes?\b | sociedade civil | associacoes | universidades |
    instituicoes de ensino\w* | fundacoes |
    entidades (?:privadas|sem fins) | pessoas (?:fisicas|juridicas de direito privado) |
    cooperativas | associations?(?: loi 1901)? | entreprises? | universites? | fondations? |
    laboratoires | etablissements d'enseignement\w* | ecoles | etudiant\w* | entitats sense |
    associacions | entitats (?:privades|del tercer sector) | fundacions | empreses |
    (?:colectivos|grupos|organizaciones|redes|clubes) (?:juveniles|vecinales|culturales|artisticos|
        sociales|comunitarios|ciudadanos) | juntas de accion comunal |
    liderados por la comunidad | entidades privadas | sector privado | private sector |
    artists? | artistes? | artistas? | particuliers | personnes physiques | journalists? | women |
    young people | youth\b | jeunes | femmes | escuelas | teachers | enseignants | docentes |
    entrepreneurs |
    chercheu\w+ | pesquisador\w+ | agricultor\w+ | farmers | scientists | graduates | filmmakers |
    (?:gobiernos|governos|gouvernements|governs|governi) (?:nacionales|centrales|nacionais|
        nationaux|
        centrais|nazionali) | (?:national|central|federal) governments? | ministeri\w+ |
        ministr(?:y|ies) |
    ministeres? | universita | imprese | laboratorios? | laboratorie?s? | social enterprises? |
    grassroots | organizzazioni non governative | organizzazioni della societa civile |
    agencias? del sistema | parroquias | iglesias |
    juntas de vecinos | vecin[oa]s\b | vecinal\w* | asociacions |
    organizzazioni di volontariato | comunitari[oa]s | volontariato | voluntariado |
    newsrooms | medios de comunicacion | media outlets | benevol\w+ | scuole | studenti |
    cittadini |
    familias | hogares | households | productor\w+ | artesan\w+ | comerciant\w+ | hospital\w* |
    clinicas |
    investigador\w+ | estudantes |
    artistas | periodistas | jovenes | mujeres | comunidades indigenas
    """,
    tail=r"\b",
)
"""Applicants that are no local government."""

CARRIERS = table(
    r"""
    las | los | celles | ceux | those | aquellas | aquellos | quelle | quelli |
    asociacion(?:es)? | agrupacion(?:es)? | redes | red | federacion(?:es)? | consorcios? |
    uniones | alianzas? | grupos? | equipos? | associations? | networks? | group(?:ing)?s? |
    consortia | consortium | coalitions? | partnerships? | federations? | unions? | teams? |
    groupements? | reseaux? | associac(?:oes|ao) | rede | agrupacions | xarxes | associacions |
    dependencias | secretarias | organismos | tipos? | clase | type | kinds? | empresas |
    solicitud(?:es)? | propuestas? | candidaturas? | postulacion(?:es)? | proyectos |
    applications? | proposals? | bids | submissions | nominations | demandes? | candidatures? |
    dossiers | propostas? | inscric(?:ao|oes) | inscripcion(?:es)? | registro | sol.?licituds |
    presentad[oa]s? | submitted | deposee?s | directed | led | headed | dirigid[oa]s? |
    (?:solicitud|propuest|postulac|candidat|proyect|application|proposal|submission|demande|
        dossier|propost|projet|sol.?licitud)[a-z]* (?:provenient|procedent|oriund|emana|issue|
        coming|originat|que (?:proveng|proced|veng)an)[a-z]* |
    apresentad[oa]s | formulad[oa]s | participa(?:cion|cao|tion) | presentacion | parte | part |
    nombre | name | conjuntos? | mayoria | majority
    """,
    tail=r"(?: exclusiva\w*)?$",
)
"""Right before "of": what is made of the governments named, or comes from them."""

STAFF = table(
    r"""
    (?:integrantes|miembros|members) (?:del|of the) (?:personal|equipo|staff|team)
        (?: tecnico| directivo)?(?: y (?:de )?[a-z]+)? | personal(?: tecnico| directivo)? |
        funcionari[oa]s?(?: publicos)? | servidores(?: publicos)? |
    empleados(?: publicos)? | tecnicos | tecnics | representant[es]+ | representatives |
    delegad[oa]s | (?:delegaciones|delegations|delegacoes) | autoridades | agents | staff |
    officials? | officers? | servidores municipais |
    (?:equipos?|equipes?|equips?|teams?|delegaciones|delegations)(?: tecnic[oa]s?| techniques?|
        directivos?)?(?: (?:de|d'|of) \S+(?: (?:a|o|to|or|ou|i) \S+)? (?:personas|persones|
        pessoas|people|personnes|members|miembros|integrantes))?
    """,
    tail=r"$",
)
"""Right before "of", and right after who is addressed: those who work there are sent by it."""
SENT = re.compile(r"(?:integrantes|miembros|members|representa|delega|equip|team|autoridades)")
"""Of them: whoever may apply is that, as well as whoever is addressed."""

MINISTRY = table(
    r"(?:ministerio|ministry|ministere|consejeria|conselleria|departamento|secretaria|concejalia)"
    r" (?:de|of|des?) (?:(?! (?:convoc|invit|lanz|abr|publica|anunci|financ|otorg|pone|ha |para |"
    r"has |"
    r"launch|invites))[^.;:]){1,50}"
)
"""A name of which "and public administrations" is a part."""

LINK = frozenset(
    "de del d des du da do dos das of in en em dans from with con com avec amb por par per by for "
    "para pour que qui who which that whose cuyo cuya cuyos cuyas sobre on about contra entre "
    "hacia into at between to a al als aux au ao aos no na nos nas donde where onde ou within "
    "across sin sem sans without junto desde los-de pelos pelas pelo pela sus-de dels ubicad near "
    "around outside throughout toward towards regarding against sur chez".split()
)
"""A word that ties what follows to what stands before it."""

DETERMINERS = frozenset(
    "los las el la lo les le l un una unos unas the an any all each every other os as o els uns "
    "todos todas todo toda tots totes tous toutes tout cualquier cualquiera cada otros otras otro "
    "otra outros outras demas resto estos estas este esta dichos dichas sus su seus suas leurs "
    "leur nos nossos these those such some several varios varias diversos diversas distintos "
    "distintas diferentes algunos algunas pequenos pequenas pequeno grandes gran petites petits "
    "nuevos nuevas principales numerosos both ambos dos tres dues two three four five diez ten "
    "cinco cuatro deux trois plusieurs certaines certains ces cette aquests aquestes qualsevol "
    "qualquer quaisquer ningun ninguna ninguno aucune aucun nenhum nenhuma cap propios propias "
    "mismos mismas mas menos solo only solamente unicamente tambien also seulement".split()
)
"""Words between a preposition and its noun that are no noun themselves."""
