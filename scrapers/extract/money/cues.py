"""The words that say what a sum of money is, folded; each table in five languages."""

import re
from dataclasses import dataclass

from scrapers.extract.text.wording import WordTable, table
from scrapers.item import AmountKind, Per


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCue:
    """Words and the kind they give; ``at`` is where they end, once found."""

    gives: AmountKind
    words: WordTable
    at: int | None = None


_MIN = table(
    r"""
    minim[oa]?s? | min(?=\.) | minimum | minimun | at least | al menos | no inferior(?:es)?(?: a)? |
    (?<!no )(?<!ser )superior(?:es)? a | desde | a partir d[eo'] | mas de |
    more than | pelo menos | au moins |
    com a minim | start(?:s|ing)? (?:at|from) | a minima | almenys | des de | minimal[es]? |
    no menos de | no menor(?:es)? (?:a|de) | floor | d'au moins |
    (?:ne (?:peut|pourra)(?: pas)? etre|no (?:podran?|pueden?) ser|nao podera ser) inferi\w+ a |
    (?:amounts?|grants?|awards?|sums?) (?:of )?from
    """,
    tail=r"\b",
)
_MAX = table(
    r"""
    hasta | maxim[oa]s? | massim[oa] | maximums? | max | up to | tope | limites? | limit | ceiling |
    ni (?:exced|super|sobrepas)\w+ | maxi | sino ad? | fino ad? |
    no (?:podran?|pueden?|deberan?) (?:ser )?(?:super|exced)\w+[^.;\d]{0,80} ni (?:a|de) la
        cantidad de |
    no (?:podran?|pueden?|deberan?) ser superior(?:es)?(?: a| de)? | (?<=no )superior(?:es)? a |
    not (?:to )?exceed(?:ing)? | without exceeding |
    no (?:podran? )?(?:superar|exceder|sobrepasar)\w* |
    no (?:superior|mayor)(?:es)? (?:a|de) | ate | jusqu'a | jusqu'en | plafon\w* | fins a | maxim |
    as much as | no more than | limited to | limitad[oa]s? a(?:l)? |
    no pasara\w* de | maximal[es]? | maximaux | teto | topall | no superar[ai] |
    nao (?:podera )?(?:ultrapassar|exceder) | cap(?:ped)?(?: of| at)? | sans depasser |
    ne (?:peut|pourra|doit) (?:pas )?(?:exceder|depasser) | (?<!no )(?<!ser )inferior(?:es)? a |
    dans la limite d[e'u]s?
    """,
    tail=r"\b",
)
_TOTAL = table(
    r"""
    totale?s?(?! (?:del?|of|du|do|d') ?(?:el |la |the |los )?(?:proy|proj|cost|gast)) |
    totais | totaux | presupuest\w+ | budget(?:aire)?s? | fondo |
    bolsa (?:es|total|asciende|global) | bolsa de (?!estudo|pesquisa|investiga|mestrado|doutor) |
    dotacion | dotacio | creditos? | credit | destin[aoe]\w* | entregan? | entregara |
    consignad\w+ | montante global | gasto (?:maximo |total )?de |
    orcament\w+ | enveloppe | envelope | pressupost\w* | dotat | dotada | available | disponib\w+ |
    recursos | inversion | inver\w+ | inversio | partida |
    overall | globals? | globale? | cuenta con | compta amb | conta com | ofrece | offering |
    repart\w+ | distribu\w+ | hay | pone a disposicion | posa a disposicio | disponibiliza\w* |
    coloca a disposicao | met a disposition | consacre\w* | mobilis\w+ | moviliza\w* | pool | pot |
    cifra | verba | invest\w* | fund of | fons | fonds | endowment | makes? available |
    reserva\w* | libera\w* | aporta(?:ra|n|ran)? | inyecta\w* | dispo[eñn]\w* d[e'] |
    dispose d[e'u] | conta amb | totall?ing | totaliz\w+ | aggregate | combined |
    suman? | cupo | dotee?s? de | stanzia\w+ |
    (?:stanziamento|budget|importo|risorse|dotazione|valore|ammontare) complessiv\w+ |
    complessivamente | a disposizione |
    risorse |
    commits? | committed | compromet\w+ | invertir\w* | destinen |
    (?:programa|linea|convocatoria|paquete|plan|partida) de (?:subvenciones|ayudas|becas|apoyos) |
    (?:convocatoria|concurso|edital|aviso|bando|call|appel)\b[^.;\d]{0,80} (?:no valor|por valor|
        por importe|por un (?:valor|importe|monto))(?: total| global)? de |
    (?:abr\w+|abert\w+)\b[^.;\d]{0,60} no valor (?:total )?de |
    (?:convocatoria|concurso|edital|bando|call)s?(?: [a-z]+){0,2} (?:por|da|worth)(?= ?$)
    """,
    tail=r"(?!\w)",
)
WEAK_TOTAL = table(
    r"""
    asciend\w+ | ascenden? | puja | ascendeix | s'eleve | ammont\w+ | amounting to | worth |
    allocat\w+
    """,
    tail=r"(?!\w)",
)
"""Verbs that name the total, but where a most or a least of something is their subject."""
OF_CALL = table(
    r"""
    convocatoria | concurso | edital | call | programa?(?:me)? | appel | total | global | linea |
    bando | partida | fondo
    """,
    tail=r"\b",
)
OVER = table(
    r"""
    (?:mas|mes|mais|plus|algo mas|more than|over|above|oltre|superior(?:es)? a|upwards of)
        (?: de| d'| of)?(?: los| las)?\s?$
    """
)
"""A little more than the sum that follows."""
NO_MORE = re.compile(
    r"\b(?:no|not|nunca|never|ningun[oa]?s?|nadie|none|nobody|neither|ni|nao|nenhuma?|ninguem|ne|n'|"
    r"aucune?s?|cap|non|nessun[oa]?)\b(?! (?:solo|only))[^.;:\d]{0,80}?"
    r"\b(?:mas|more|plus|mais|mes|piu|superior(?:es)?|over|above|higher|mayor(?:es)?)"
    r" (?:que|than|de|di|a|the)?[^.;:\d]{0,20}$"
)
"""«Ningún proyecto recibirá más de»: what is denied is more than the sum, which so is the most."""
AT_MOST = KindCue(gives="max", words=_MAX)
BOUNDS: dict[str, tuple[KindCue, ...]] = {
    "left": (
        KindCue(gives="min", words=_MIN),
        AT_MOST,
        KindCue(gives="total", words=_TOTAL),
        KindCue(gives="total", words=WEAK_TOTAL),
    ),
    "right": (
        KindCue(
            gives="part",
            words=table(
                r"""
                podran? (?:ser )?(?:destin|us|utiliz|invert|dedic)\w+ |
                (?:para|pour|for|per a?) (?:la |the |el |le )?(?:primer|segund|segon|tercer|first|
                    second|third|premier|deuxieme|troisieme)\w* (?:fase|etapa|phase|stage|tranche|
                    anualidad|ano|year|annee|etape) |
                para la (?:segunda|tercera|cuarta)(?= ?(?:[.,;)]|y\b|$))
                """,
                lead=r"[\s,(]{0,2}",
                tail=r"\b",
            ),
        ),
        KindCue(
            gives="total",
            words=table(
                r"""
                en total | in total | total | au total | no total | em total | en conjunto |
                in all | overall | globales |
                de (?:presupuesto|dotacion|pressupost|budget|orcamento)
                """,
                lead=r"[\s,(]{0,2}",
                tail=r"\b",
            ),
        ),
        KindCue(
            gives="max",
            words=table(
                r"""
                como maximo | maximum | max | maxim[oa]s? | au maximum | no maximo | com a maxim |
                o menos | or less | at most | au plus
                """,
                lead=r"[\s,(]{0,2}",
                tail=r"\b",
            ),
        ),
        KindCue(
            gives="min",
            words=table(
                r"""
                como minimo | minimum | minim[oa]s? | au minimum | no minimo | com a minim | o mas |
                or more | and above | en adelante | ou mais | ou plus | o mes
                """,
                lead=r"[\s,(]{0,2}",
                tail=r"\b",
            ),
        ),
    ),
}
PASSIVE_RIGHT = table(
    r"""
    (?:(?:is|are|will be|has been|have been)\s)?(?:(?:expected|anticipated) to be\s)?(?:made )?
        (?:available|allocated|reserved|set aside|committed|earmarked)
    """,
    lead=r"[\s,(]{0,2}",
    tail=r"\b",
)
MONEY_RIGHT = (
    KindCue(gives="total", words=PASSIVE_RIGHT),
    KindCue(
        gives="total",
        words=table(
            r"""
            (?:of |de |d'|em |en |in )?(?:public |european |federal |grant )?
                (?:funding|ayudas|subvenciones|premios|prizes|awards|grants|aides|subventions) |
            (?:de |d'|em |en )?
                (?:ajuts|ajudes|premis|prix|apoios|apoyos|fondos|recursos|funds|estimulos|becas) |
            (?:esta\w*|seran?|sont|est|estao|queda\w*)?\s?
                (?:available|disponib\w+|asignad\w+|destinad\w+|consignad\w+) |
            (?:para|pour|for|per a?|to)\s(?:financiar|financer|fund|support|finance|apoyar|apoiar|
                financar|soutenir|appuyer|donar suport|impulsar|fortalecer|rehabilitar) |
            (?:para|pour|for|per a?|to)\s(?:la convocatoria|esta convocatoria|el conjunto|
                este edital|o edital|l'ensemble|las (?:ayudas|subvenciones)|the call|this call) |
            (?:para|pour|for|per a?|to)\s(?:projects|projets|projetos|proyectos|projectes|
                iniciativas|initiatives|municipios|municipis|cities|emprendimientos) |
            a (?:repartir|distribuir) | (?:to|will|shall) be (?:shared|distributed|divided|split) |
            se (?:repart|distribu)ir\w+ | serao (?:repartid|distribuid)\w+ |
            seront (?:reparti|distribue)s |
            entre (?:todos|todas|los|las|os|as|els) | (?:shared|split|divided) (?:among|between) |
            (?:dividid|repartid|distribuid|compartid)\w+ entre
            """,
            lead=r"[\s,(]{0,2}",
            tail=r"\b",
        ),
    ),
)

_NAMES = {
    "PROJECT": r"""
    proyect | propuesta | iniciativa | solicitud | expediente | idea | project | proposal | grant |
    award | application | initiative | sub-?grant | projet | dossier | candidature | action |
    projeto | proposta | candidatura | acao | projecte | sol·?licitud | subvencion | ayuda | ajut |
    convenio |
    obra | produccion | operation | operacion | pilot | estudio | contrato | linea | modalidad |
    investigacion | plan | trabajo | treball
    """,
    "ONE": r"""
    beneficiari | entidad | persona | becari | ciudad | municipi | municipalidad | alcaldia |
    ayuntamiento | ganador | estudiante | organizacion | equipo | empresa | colectivo |
    agrupacion | participante | comuna | comunidad | consorcio | asociacion | solicitante |
    postulante | emprendimiento | artista | applicant | organi[sz]ation | grantee | recipient |
    city | citi | winner | student | team | fellow | person | municipality | partner | country |
    consortium | company | scholar | laureat | collectivite | structure | porteur | commune |
    association | boursier | candidat | beneficiaire | equipe | vencedor | cidade | prefeitura |
    organizacao | bolsista | pessoa | entidade | instituicao | coletivo | premiad | contemplad |
    selecionad | entitat | guanyador | ajuntament | alumne | associacio | pais | institucion |
    autor | laureate | innovator | finalist | school | community | prize | premio | premi | prix |
    territoire | territorio | municipe | finalista | lauread | beca | bourse | bolsa | scholarship |
    borsa | alunn | alun | estudante | etudiant | institute | instituto | centro | familia | hogar
    """,
    "GIVEN": r"""
    ayuda | subvencion | apoyo | aporte | premio | donacion | beca | contribucion | financiacion |
    financiamiento | cofinanciacion | estimulo | incentivo | bolsa | auxilio | grant | award |
    sub-?grant | contribution | funding | support | prize | subsidy | stipend | scholarship |
    subvention | aide | bourse | soutien | prix | financement | dotation | subvencao | apoio |
    premi | ajut | ajuda | subvencio | financiamento
    """,
    "MANY": r"""
    grants | awards | sub-?grants | subventions | ayudas | subvenciones | apoyos | donaciones |
    aides | estimulos | incentivos | subsidios | apoios | ajuts | ajudes |
    aportes | subvencions | financements
    """,
    "PROJECTS": r"""
    proyectos? | propuestas? | iniciativas? | projects? | proposals? | projets? | projetos? |
    propostas? | projectes?
    """,
}
_ENDING = r"(?:es|s|[oae]s?)?\b"
_SINGULAR = r"[oae]?\b"
_EACH = r"(?:cada|each|every|chaque|single|individual|cadascuna?|ogni)"
_OF = (
    r"\s(?:(?:cada|each|uno?a?|one|a|de|of|los|las|les|els|the|chaque|selected|eligible|tipo|"
    r"seleccionad\w+|successful) ){0,3}"
)
_BEHIND = (
    r"(?:,\s(?=p[aeo]r ))?\s?(?:\([^)]{0,60}\)\s?)?"
    r"(?:(?!(?:y|e|and|et|i|with|con|que|avec|com|amb) )[a-z.]{2,14} ){0,3}"
)
"""The few words between a sum and what it is for each of."""
EACH_RIGHT: tuple[tuple[WordTable, Per], ...] = (
    (
        table(
            rf"{_EACH}{_OF}%PROJECT%{_ENDING} | (?:por|per|par)\s%PROJECT%{_SINGULAR}",
            lead=_BEHIND,
            parts=_NAMES,
        ),
        "project",
    ),
    (
        table(
            rf"""
            {_EACH}{_OF}%ONE%{_ENDING} | (?:por|per|par)\s%ONE%{_SINGULAR} |
            (?:each|apiece|chacun\w*|cadascun\w*|ciascun\w*)\b | por cada [a-z] |
            (?:a |para )?cada um?n?[oa]?\b |
            cada(?=[,.;)]) |
            (?:para|al|for the|per al|pour le|ao)\s(?:el |the )?
                (?:ganador|primer|segund|tercer|winner|first|second|third|premier|deuxieme) |
            (?:para|per al|pour le|ao|au)\s(?:troisieme|laureat|guanyador|segon|vencedor|terceiro)
            """,
            lead=_BEHIND,
            parts=_NAMES,
        ),
        "beneficiary",
    ),
)
SOME_RIGHT = re.compile(r"\s(?:donations|grants|awards|prizes) (?:to|for) (?:up to )?\d")
"""«£400 donations to 60 projects»."""
_TIMES = r"[\s,(/]{0,2}(?:brutos? |net[os]+ )?"
PER_TIME: tuple[tuple[WordTable, Per], ...] = (
    (
        table(
            r"""
            mensual(?:es|s)? | al mes | por mes | cada mes | a month | per month | monthly |
            each month | every month | par mois | mensuels? | mensuelles? | mensa(?:is|l) | mes |
            month | mois
            """,
            lead=_TIMES,
            tail=r"\b",
        ),
        "month",
    ),
    (
        table(
            r"""
            anual(?:es|s)? | al ano | por ano | a year | per year | per annum | yearly | annually |
            par an | annuels? | anuais | l'any | per any | each year | cada ano
            """,
            lead=_TIMES,
            tail=r"\b(?! (?:por|per|par|to|for) (?:cada |each |chaque )?(?:proj|proy|grant))",
        ),
        "year",
    ),
)
MONTHLY_LEFT = table(
    r"""
    (?:mensual(?:es)?|mensuel(?:le)?s?|mensal|monthly)\b
        (?:(?! (?:y|and|et|e) )[^.;:\d€$£]){0,50}:?\s?$ |
    mensuali\w+ (?:de|of|d')\s?$
    """
)
_WORTH = (
    r"(?:\s(?:no reembolsables|[a-z]{4,}(?:es|ales|as)|of|de|d'un|will|be|between|from|entre|"
    r"desde|hasta|up|to|rang\w+|oscila\w*|iran|are|son|at|least|fins a|vari\w+|jusqu'a|ate|"
    r"maxim\w+|con|un|importe|monto|valor|por|montant)){0,7}(?=\s?$)"
)
EACH_LEFT: tuple[tuple[WordTable, Per], ...] = (
    (
        table(
            rf"""
            {_EACH}{_OF}%PROJECT%{_ENDING} | (?:por|per|par)\s%PROJECT%{_SINGULAR} |
            (?<!programa de )(?<!linea de )(?<!convocatoria de )(?<!paquete de )(?<!plan de )
                %MANY%,?{_WORTH} |
            %PROJECTS%\s(?:\w+\s){{0,4}}?(?:recibi|obten|contar|receiv|recebe|recevr|rebr)\w* |
            %PROJECTS%\s(?:\w+\s){{0,4}}?(?:podran?|can|may|peuvent|pourront|poderao|poden)\s
                (?:recib|solicit|pedir|optar|receiv|request|ask|apply|demand|recev|rebre)\w* |
            (?:importe|monto|cuantia|valor|amount|montant|import|size|quantia)\s(?:maxim\w+\s)?
                (?:de |del |of |por |d'|do |da )(?:la |las |los |the |each |una |l'){{0,2}}
                %GIVEN%s?\b |
            (?:grant|award|project|sub-?grant)\s(?:size|amount|ceiling|value|floor|budget|range)s? |
            %GIVEN%s? (?:maxim[oae]l?e?s?|minim[oa]s?)\b |
            (?:maximum|minimum|max\.?|average|typical)\s(?:size of )?(?:each |the )?
                (?:grant|award|contribution)s?
            """,
            parts=_NAMES,
        ),
        "project",
    ),
    (
        table(
            rf"""
            {_EACH}{_OF}%ONE%{_ENDING} | (?:por|per|par)\s%ONE%{_SINGULAR} |
            (?:chacun\w*|cadascun\w*|each|cada un[oa]|cada uma?)\b | percevr\w+ | perceb\w+ |
            (?:primer|segundo|tercer|gran|1er|2do|3er|unico|primero|segon|terceiro|primeiro)\s
                (?:premio|lugar|puesto|premi|clasificad\w+) |
            (?:first|second|third|grand|main|top)\s(?:prize|place) |
            (?:premier|deuxieme|troisieme|grand|1er|2e|3e)\s(?:prix|lieu) |
            (?:premi[os]*|prix|prizes?)(?: economicos?| en metalico| unico)?
                (?: (?:de|d'un|of)(?= |$)|:\s{{0,3}}$) |
            premio unico | accesit\w* |
            menci\w+(?: de honor)? | (?:premio|prix|premi)\b[^.;]{{0,30}}dot(?:ad\w+|at|e\w*) |
            recibir(?:a|an)\b | recibe\b | receives?\b | receber(?:a|ao)\b | recevr(?:a|ont)\b |
            rebr(?:a|an)\b | obtendr(?:a|an)\b | obtiene\b | winners?\b | wins\b |
            (?:un|una|une|um|uma|a) (?:subsidio|premio|bono|estimulo|incentivo|premi|prix|prize|
                subsidy|stipend){_WORTH} |
            asignacion (?:unica|anual)\b[^.;\d]{{0,60}}(?= ?$) |
            becas? (?:completas? )?de | (?:scholarship|stipend|fellowship)s?(?: of)? |
            bourses? de | borse? (?:di studio )?da |
            bolsas? (?:de estudos? )?de(?! (?:estudo|pesquisa))
            """,
            parts=_NAMES,
        ),
        "beneficiary",
    ),
)
"""What is for each one. A plural such as "ayudas de hasta" speaks of each of them."""
