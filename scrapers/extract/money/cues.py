"""The words that say what a sum of money is, folded; each table in five languages."""

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
    minim[oa]?s? | minimum | minimun | at least | al menos | no inferior(?:es)? |
    superior(?:es)? a | desde | a partir d[eo'] | mas de | more than | pelo menos | au moins |
    com a minim | start(?:s|ing)? (?:at|from) | a minima | almenys | des de | minimal[es]? |
    no menos de | no menor(?:es)? (?:a|de) | floor | d'au moins | no inferior
    """,
    tail=r"\b",
)
_MAX = table(
    r"""
    hasta | maxim[oa]s? | massim[oa] | maximums? | max | up to | tope | limites? | limit | ceiling |
    not (?:to )?exceed(?:ing)? | without exceeding |
    no (?:podran? )?(?:superar|exceder|sobrepasar)\w* |
    no (?:superior|mayor)(?:es)? (?:a|de) | ate | jusqu'a | jusqu'en | plafon\w* | fins a | maxim |
    as much as | no more than | limited to | limitad[oa]s? a(?:l)? |
    no pasara\w* de | maximal[es]? | maximaux | teto | topall | no superar[ai] |
    nao (?:podera )?(?:ultrapassar|exceder) | cap(?:ped)?(?: of| at)? | sans depasser |
    ne (?:peut|pourra|doit) (?:pas )?(?:exceder|depasser) | inferior(?:es)? a |
    dans la limite d[e'u]s?
    """,
    tail=r"\b",
)
_TOTAL = table(
    r"""
    totale?s? | totais | totaux | presupuest\w+ | budget(?:aire)?s? | fondo |
    bolsa (?:es|total|asciende|global) | bolsa de (?!estudo|pesquisa|investiga|mestrado|doutor) |
    dotacion | dotacio | creditos? | credit | destin[aoe]\w* | entregan? | entregara |
    consignad\w+ | montante global |
    orcament\w+ | enveloppe | envelope | pressupost\w* | dotat | dotada | available | disponib\w+ |
    recursos | inversion | inver\w+ | inversio | asciend\w+ | puja | ascendeix | s'eleve | partida |
    overall | globals? | globale? | cuenta con | compta amb | conta com | ofrece | offering |
    repart\w+ | distribu\w+ | hay | pone a disposicion | posa a disposicio | disponibiliza\w* |
    coloca a disposicao | met a disposition | consacre\w* | mobilis\w+ | moviliza\w* | pool | pot |
    worth | cifra | verba | invest\w* | fund of | fons | fonds | endowment | makes? available |
    allocat\w+ | reserva\w* | libera\w* | aporta(?:ra|n|ran)? | inyecta\w* | dispo[eñn]\w* d[e'] |
    dispose d[e'u] | conta amb | totall?ing | totaliz\w+ | amounting to | aggregate | combined |
    suman? | cupo | dotee?s? de | ascenden? |
    ammont\w+ | stanziament\w+ | commits? | committed | compromet\w+ | invertir\w* | destinen
    """,
    tail=r"(?!\w)",
)
BOUNDS: dict[str, tuple[KindCue, ...]] = {
    "left": (
        KindCue(gives="min", words=_MIN),
        KindCue(gives="max", words=_MAX),
        KindCue(gives="total", words=_TOTAL),
    ),
    "right": (
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
MONEY_RIGHT = (
    KindCue(
        gives="total",
        words=table(
            r"""
            (?:of |de |d'|em |en |in )?(?:public |european |federal |grant )?
                (?:funding|ayudas|subvenciones|premios|prizes|awards|grants|aides|subventions) |
            (?:de |d'|em |en )?
                (?:ajuts|ajudes|premis|prix|apoios|apoyos|fondos|recursos|funds|estimulos|becas) |
            (?:is|are|will be|has been|esta\w*|seran?|sont|est|estao|queda\w*)?\s?(?:made )?
                (?:available|disponib\w+|allocated|asignad\w+|destinad\w+|consignad\w+) |
            (?:have been |has been |are |is )?(?:set aside|committed|earmarked) |
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
    investigacion
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
    territoire | territorio | municipe | finalista | lauread
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
    aides | estimulos | incentivos | apoios | ajuts | ajudes | aportes | subvencions | financements
    """,
    "PROJECTS": r"""
    proyectos? | propuestas? | iniciativas? | projects? | proposals? | projets? | projetos? |
    propostas? | projectes?
    """,
}
_ENDING = r"(?:es|s|[oae]s?)?\b"
_SINGULAR = r"[oae]?\b"
_EACH = r"(?:cada|each|every|chaque|single|individual|cadascuna?)"
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
            (?:each|apiece|chacun\w*|cadascun\w*)\b | (?:a |para )?cada um?n?[oa]?\b |
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
    r"(?:mensual|mensuel|mensuelle|mensal|monthly)(?: \w+)? (?:de|d'|of|:)\s?(?:hasta |up to )?$"
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
            becas? (?:completas? )?de | (?:scholarship|stipend|fellowship)s?(?: of)? |
            bourses? de | bolsas? (?:de estudos? )?de(?! (?:estudo|pesquisa))
            """,
            parts=_NAMES,
        ),
        "beneficiary",
    ),
)
"""What is for each one. A plural such as "ayudas de hasta" speaks of each of them."""
