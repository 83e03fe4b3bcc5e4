"""Words on who pays what: denials, the funder's share at most, and the applicant's."""

import re

from scrapers.extract.text.wording import WordTable, alternatives, table

WITHOUT = table(
    r"sin | sem | sans | sense | senza | without | aucune? | ningun[oa]? | ningunha | cap | "
    r"nenhuma? |"
    r" nessun[oa]? | free of",
    tail=r"\b",
)
NOT_ASKED = table(
    r"""
    (?:no|nao|ne|n'|not|tampoco) ?(?:se |s'|es |sera |hay |e |est |ha |les )?(?:exig|hace falta|
        precis|requ[ie]\w*r|pid|ped|solicit|neces|obliga|hay|habra|cal|pas |deman[da]|contempla|
        oblig|haura|
        tendra|tienen|deb|ha de|il y a|preve|reclam)\w* |
    (?:no|nao|ne|non) (?:conlleva|implica|supone|comporta|genera|entraine|acarrea|acarreta)\w*
        (?: pas)? | no(?= (?:co-?fund|cost|match|own|co-?fin|financial|cash|monetary|
        institutional|applicant|host|partner)) |
    (?:no|nao|non|ne) (?:est|so|sao)[a-z]* (?:pas )?(?:oblig|obrig|obblig|tenu)\w* |
    nao (?:ha|havera|existe|existira)(?! (?:limit|tet))\b | n'y a(?:ura)? (?:pas|aucune?)\b |
    no hi ha(?:ura)?\b | non (?:c'e|ci sara)\b | there (?:is|are|will be) no\b |
    (?:ni|nem) (?:se )?(?:exig|requi|pid)\w* | no(?= fees? (?:or|and|nor)) | need not |
    (?:se (?:suprim|elimin|retir|quit)\w+|desaparece|
        ya no hay|drops|abolishe[sd]|
        scrapped)(?= ) |
    (?:non|nin) (?:se |e |si |sono |hai )?(?:esix|exix|e |richie|necesar|requir|obrig|precis|
        occorr|previst|prevede|pid|obbligat)\w* | no se preve | (?:do|does|will) not (?:oblige|ask|
        insist on|look for|seek) |
    (?:no|nao|non) (?:es|e|sera) (?:un |uma |um )?(?:condici|requisit)\w+ |
    (?:renunci|prescind)\w+ (?:a |de |d')(?:pedir|exigir|cualquier|toda|la|l'|o|a)?\b |
    is waived | saves? from |
    (?:no|nao|non|not) (?:esta |is |e |est |es )?(?:condicionad|conditional|subordinad|sujet|
        subject)\w* |
    not be (?:asked|required|expected|obliged) |
    (?:do|does|need|will|are|is) not (?:ask for|request|need|have|be required|requir\w+|expected|
        asked|obliged|requested) | dispensa-se | se dispensa |
        (?:queda|fica|es|e|esta)[nm]? dispensad\w+ |
    (?:no|nao) (?:havera|ha|existe|hay|habra|existira) (?:exig|oblig|requ|necess|imposi)\w* |
    no (?:hay que|need to|obligation|requirement|requisito) | rien a |
    (?:exent[oa]s?|exim\w+|exoner\w+|dispens\w+|isent[oa]s?|exempt\w*|exonere\w*|libres?)
        \s(?:de|d'|from|of|da|do)
    """
)
NEEDLESS = table(
    r"""
    (?:no|nao|not|pas|ni|non|nin|neither|nem|nor) (?:[a-z]+ ){0,2}(?:exig|requ|obligat|necesar|
        mandatory|needed|expected|
        compulsory|necess|obrigat|aplica|impose|imprescind|demand|oblig|esix|solicit|pid[ea]|pide|
        condici|condition|indispens|
        essential|excluyent|eliminator|prerequis|prevista?|richiest|obbligat|called for|asked)\w* |
    optional | opcional | optativ[oa]s? | ha(?:s|ve|ving) no (?:bearing|effect|influence) |
    no (?:influy|condicion|penaliz|afect)\w+ |
    (?<!trabajo )(?<!trabalho )voluntar(?!ia[dt])\w+(?! (?:work|
        labou?r|hours)) |
    facultati\w+ |
    (?<!nao )(?<!no )(?<!non )(?<!n')(?:esta?|e|is|fica|queda|sera) (?:dispens|condon|perdon|
        eximi)\w+\b
        (?! (?:para|pour|for|per)\b(?! (?:all|tod|tou|tutt|tot|each|l[oe]s|[ao]s))) | n'est pas |
    exempt\w* | (?<!not )waived |
    facoltativ\w+ | (?<!lavoro )volontari(?!at)\w+ | se suprime | suprimid\w+ | no longer |
    (?:queda|ha sido) (?:eliminad|suprimid)\w+ |
    sera exigida nenhuma | (?:are|is) not(?=[.;,)]|$) | no lo (?:es|son)\b
    """
)
NOT_OF_COSTS = WordTable(
    alternatives(
        r"\bcompatib|concurrencia con|super\w+ el 100|exce\w+ [^.;]{0,36}100|"
        r"super\w+ [^.;]{0,36}100|"
        r"anticip|advance|pago|desembols|abono|"
        r"100 ?% (?:de la (?:ayuda|subvencion)|del importe concedido|of the grant)|"
        r"(?:linea|convocatoria|programa|fondo|call|programme|program|scheme|appel|dispositif|"
        r"edital) "
        r"(?:esta|es|is|est|e|sera) (?:co-?)?(?:financi|fund|financ|subvenci)[a-z]*[^.;,]{0,20} "
        r"(?:por|by|par|pel[oa]|con cargo) (?!ciento|cento|cent\b)"
    ),
    lead="",
)
"""All of something else, or what several funders together may not pass."""
HEADING = 25
"""Letters of a line that only names the share, above what is said of it."""
INCLUDED = re.compile(r"\b(?:including|y compris|incluid[oa]s?|incluind|inclus)")
NO_DIGITS = re.compile(r"[^\d]*")
PAID = table(
    r"(?:financ|fund|cubiert|subvencion|cover|finance|pagad|sufrag|copert|coberto|sostenut)\w* |"
    r" a cargo del fondo"
)
LIMIT = table(
    r"""
    hasta | up to | maxim\w+ | as much as | jusqu'a | ate | fins a | no mas de | not exceed\w* |
    no (?:podra |puede |podra )?(?:super\w+|exced\w+|sobrepas\w+) |
    (?:no|cap cas|ningun caso|aucun cas|nunca|not) (?:(?:podra|puede|pot|pode|podera|peut) )?
        (?:ser|etre|be) (?:superior|mayor|higher|greater|superieur)\w* |
    (?:ningun caso|no) se (?:super|exced)\w+ | plafonn\w+ a |
    au plus | limit\w+ (?:a|to) |
    ne (?:peut|pourra|saurait|doit|devra) (?:pas )?(?:depasser|exceder|etre superieure?s?) |
    no more than |
    nao (?:podera )?(?:ultrapass|exced)\w+ | tope | limite | ceiling | cap(?:ped)? (?:of|at) |
    a maximum of | pays?(?: for)? | paga\w* | asum\w+ | sufrag\w+ | prend en charge | meets? |
    asseg?ura | au maximum | como maximo | intensi(?:dad|te|ty|dade|tat) | taux | tasa | rate |
    a lo sumo | at most | al massimo | no maximo | com a maxim | com a molt | au mieux | fino a |
    non (?:puo|potra|deve) (?:super|ecced)\w+ | non oltre | massim[oa] | pas plus de | sin (?:pasar|
        superar|exceder) (?:de|d[ei]l)? | copr\w+ | finanzi\w+ | limitad[oa] al? |
    nunca mas (?:de|del) |
    never more than | porcentaje | a hauteur de | sera de[l]? | es de[l]? | is | cubr\w+ |
    cover\w* | financ\w+ |
    cobr\w+ | couvr\w+ | funds? | subvencion\w* | reimburs\w+
    """,
    tail=r"\b",
)
"""What stands before the share the funder pays at most."""
SHARE = table(
    r"""
    (?<![\d.,])\d{1,2}(?:[.,]\d+)? ?% |
    dos tercios | dos terceras partes | (?:one|a) (?:half|third|quarter) | la tercera parte |
    (?:dos|dois|due|tres|tre|trois|cuatro|quatro|quattro|quatre|cinco|siete|sete|ocho|nueve|nove|
        neuf|
        nou)\s(?:ter[cz]\w+|cuart\w+|quart\w+|quint\w+|cinqui\w+|sext\w+|octav\w+|decim\w+|dixi\w+|
        desen\w+)(?: partes)? |
    (?:two|three|four|five|seven|eight|nine)[- ](?:thirds|quarters|fifths|sixths|eighths|tenths) |
    a meta | la meta\b | la moitie | three[- ]fifths | trois quarts | tres quartos |
    tres cuartas partes | la mitad | two[- ]thirds |
    three[- ]quarters | half | deux tiers | la moitie | dois tercos | a metade | dos tercos |
    la meitat
    """,
    lead=r"(?<![a-z])",
)
OWN_PART = table(
    r"""
    (?:costos|gastos|costes|custos|costs|frais|depenses) (?:locales|locais|local|de contrapartida) |
    \d ?% |
    (?:quinta|cuarta|tercera|sexta|decima|quarta|terca) parte | un tercio | un quinto | un cuarto |
    la mitad | (?:one|a)[- ](?:half|third|quarter|fifth|tenth) | half\b | un quart | un tiers |
    la moitie | um terco | um quinto | um quarto | (?:a|la) metade | la meitat | un cinquieme |
    una cinquena part | one to one | 1:1 | un decimo | a decima parte | un terzo | la meta\b |
    (?:the|a) (?:remaining )?(?:half|third|quarter|
    fifth|tenth)\b | el resto | il resto | el saldo | the rest | the remaind | le reste |
    o restante | la resta | lo restante | the balance
    """,
    lead="",
)
APPLICANT = table(
    r"""
    ciudad(?:es)? | municipios? | entidad(?:es)? | solicitantes? | comunidad(?:es)? | pymes? |
    empresas? |
    comun[ei]\b | ent[ei]\b | soggett[oi] | proponent[ei] | richiedent[ei] | associa\w+ |
    fundacion\w* |
    companies | company | ong\w* | ngos? | ongd | prefeitura | mairies? | estudiantes? | students? |
    participantes? | participants? | universi\w+ | cooperativas? | concellos? | councils? |
    juntas? | beneficiari[oa]s? | applicants? |
    institucion(?:es)? | empleador(?:a|es)? | employers? | oferentes? | villes? |
    city | cities | municipality | municipalities | alcaldias? | ayuntamientos? | proponent\w* |
    collectivites? | prefeituras? | ajuntaments? | porteurs? | demandeurs? | beneficiaires? |
    beneficiar(?:y|ies) | candidat\w* | grantees? | recipients? | gobiernos? local(?:es)? |
    local governments? | towns? | councils? | counties | authorities | organi[sz]acion(?:es)? |
    organi[sz]ations? | entidades? | entitats? |
    actores | postulantes? |
    promotor\w* | communes? | municipis? | ejecutor\w* | socios? | partners?
    """,
    tail=r"\b",
)
GIVES = table(
    r"""
    entra[mn]? co[mn]\b | (?:concurr|particip)(?:ira|ara|ir|ar)a?n? con (?=(?:no menos|al menos|el|
        un) ) |
    (?:meet|pon|pondra|coste|sufrag|bring|destin|deposit|raise|reun|mett|versa|coloca|entreg|
        prennent|prend|assum|aport|contribu|asum|provid|apport|cubr|cover|match|pag|pay|financ|
        cofinanc|arca|
        suport)\w*
    """,
    tail=r"\b",
)
MUST_GIVE = table(
    r"""
    (?:demostr|acredit|justific|prove|show|demonstr|comprov|justifi)\w*(?: (?:que|that))?
        (?: (?:it|they|ya))? (?:cuenta\w* con|tiene\w*|dispone\w* de|ha[sv]e?|dispoe\w* de) |
    (?:debe\w*|must|devem?|deverao|doi\w+|ha[n]? de|hauran de|tienen? que|ten(?:dran?|dra) que|
        tera\w* de|se exig\w+|
        requier\w+)\s(?:[a-z]+ ){0,2}
        (?:garantir|garantizar|ase?gurar|assegurar|guarantee|poner|pagar|posar|pay|assumir|
        assumer|aportar|cofinanciar|contribuir|apporter|contribute|provide|cobrir|asumir)
    """
)
CONTRIBUTION = table(r"aporte | aportacion | apport | contribu\w+", tail=r"\b")
REST = table(
    r"""
    remaining | solde | saldo | remanescente | diferencia | difference | shortfall | remainder |
    lo que falte | il resto | rimanent\w+ | restant\w* | resto | reste | the rest | restantes?
    """,
    tail=r"\b",
)
OF_COSTS = re.compile(
    r"\b(?:cost|cout|gasto|spes[ae]\b|investiment|bilancio|progett|presupuesto|budget|depens|"
    r"despes|custo|valor|inversion|investment|"
    r"expen|importe (?:total|subvencionable)|pressupost|orcamento|obra|proyecto|project|projet|"
    r"projeto|actuacion|accion|travaux|works\b|montant|"
    r"(?:del|of the|du|do) total\b)"
)
FUNDING = re.compile(
    r"\b(?:financ|finanzi|comparticipac|fund(?:ed|s|ing)?\b|contribut[oi]\b|sovvenzion|"
    r"prend(?:ra)? en charge|"
    r"minister|subvenc|subvent|cubr|cover|couvr|reimburs|ayuda|aide\b|grant|"
    r"ajut|cobr|fondo\b|programa?\b|programme\b|apoio|apoyo|aid\b|support|contribucion de la|"
    r"contribution|auxilio|aporte del fondo|"
    r"importe por proyecto|maximo por proyecto|montante por|importe maximo)"
)
AMOUNT = re.compile(
    r"\b(?:el importe|la cuantia|el monto|o valor|le montant|the amount) (?:maxim[oa] )?"
    r"(?:no |sera|ne |nao |concedid|otorgad|aprobad|accord|allou|award|will|shall)"
)
"""The sum given, by no other name."""
ITEM = re.compile(
    r"personal\b|staff|overhead|indirect|administra|anticip|advance|equip|viaje|trave|salar|"
    r"honorari|imprevist|conting|publicid|gastos generales|subcontrat|primer pago|"
    r"first (?:pay|inst)|desembols|disburs|tramo|cuota|garantia|frais de|auditor|puntos|points|"
    r"poblacion|mujeres|women|interes"
)
