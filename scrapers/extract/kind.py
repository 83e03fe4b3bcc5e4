"""What kind of opportunity a call is, from the words that say so."""

import re
from dataclasses import dataclass

from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import Words
from scrapers.item import Kind, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cue:
    """Words for a kind; ``title`` and ``text`` are what one of them is worth in each."""

    kind: Kind
    pattern: Words
    title: float
    text: float


def _cue(kind: Kind, title: float, text: float, *words: str) -> _Cue:
    """A cue out of folded patterns."""
    return _Cue(kind=kind, title=title, text=text,
                pattern=Words(words))  # fmt: skip


_CUES: tuple[_Cue, ...] = (
    _cue("premio", 9, 2.2, r"premios?\b", r"premia", r"galardon", r"prizes?\b",
    r"prix\b(?! (?:du|de) march)", r"premis?\b", r"hackathon",
    r"concurso (?:de ideas|internacional|nacional|fotograf|literari)", r"awards? ceremon",
    r"distincion(?:es)?\b", r"reconocimiento (?:a|internacional)"),
    _cue("premio", 5, 0.6, r"concurs[oe]?s?\b(?! (?:para|de|ao|aos|al|a|do) (?:o |os |el |la |"
    r"los |un |una |um |projetos |proyectos )?(?:fund|fond|proj|proy|subven|financ|apoi|apoyo|"
    r"pequen|ayud|contrat|licit|bolsas?\b|becas?\b|iniciativ))",
    r"awards?\b(?! number|-winning| winning)", r"challenge\b",
    r"desafios?\b", r"retos?\b(?! de\b)", r"laureats?", r"trofeo", r"competition\b(?= for cities)",
    r"ganador(?:es|as)?\b", r"winners?\b",
    r"winning (?:cit|team|idea|proj)", r"vencedor(?:es)?\b", r"guanyador"),
    _cue("beca", 9, 1.8, r"becas?\b", r"becari", r"scholarships?\b", r"fellowships?\b",
    r"bolsas? (?:de (?:estudos?|pesquisa|mestrado|doutorado|pos|intercambio|formacao)|integra)",
    r"bourses?\b(?! de valeurs)", r"beques\b"),
    _cue("beca", 9, 1.3, r"cursos?\b(?! academic)", r"diplomados?\b", r"master(?:s|ado)?\b",
    r"maestrias?\b", r"doctorados?\b", r"pasantias?\b", r"residencias? artistic",
    r"training (?:course|programme|program|workshop)s?", r"courses?\b", r"summer school",
    r"escuela de verano", r"formations?\b(?= (?:en|sur|a la))", r"capacitacion\b",
    r"estancias? (?:de investigacion|formativ)", r"movilidad (?:academic|estudiant|del profes)",
    r"intercambio academic", r"internships?\b", r"mestrado", r"curs\b",
    r"seminario\b(?= (?:de|internacional|para|sobre))", r"volunta\w+ program",
    r"program\w* (?:[a-z]+ ){0,2}(?:de |of )(?:formacion|formacao|formacio|estudos|training)\b",
    r"formacion de (?:gestor|lider|funcionari|tecnic|docent|personal)", r"numero de plazas",
    r"alojamiento, manutencion", r"stipends?\b"),
    _cue("beca", 5, 0.8, r"fellows?\b"),
    _cue("beca", 3, 0.3, r"taller(?:es)?\b", r"workshops?\b", r"oficinas? de\b"),
    _cue("prestamo", 9, 2.6, r"prestamos?\b",
    r"creditos? (?:blandos?|concesional|educativ|reembolsab|condonab|a la inversion|subsidiad|"
    r"para)", r"lineas? de credito", r"loans?\b", r"emprestimos?\b",
    r"(?:aprueb\w+|apro[bv]\w+|approv\w+|operacion de) (?:una? |el |an? )?(?:[a-z0-9$.,]+ ){0,4}"
    r"(?:financiami?ento|credito|prestamo|loan|empr[eu]stito|emprestimo)",
    r"prets?\b(?= (?:a|aux|d|pour|bonif|sans|de))", r"prestecs?\b", r"microcredit",
    r"financia\w+ reembolsable", r"financiacion reembolsable",
    r"reembolsables?\b(?<!no reembolsables)(?<!no reembolsable)", r"linhas? de credito",
    r"tasa de interes", r"interest rate", r"credit lines?", r"avances? remboursables?"),
    _cue("cooperacion-tecnica", 9, 5.0, r"cooperac(?:ion|ao) tecnica (?:nao|no)[- ]reembolsa\w+",
    r"no funds (?:are|will be) transferred",
    r"(?:project[- ])?preparation (?:support|facility|assistance)",
    r"(?:offers?|offering|provides?|providing|gets?|ofrece\w*|brinda\w*|presta\w*|"
    r"rec(?:ib|eb|oi|ev|ei)\w+|oferece\w*|offre\w*|apporte\w*|propose\w*|ofereix\w*|dona|"
    r"rebran) (?:(?:de|una?|free|tailored|early|directa?|gratuit\w*) |d')?"
    r"(?:technical (?:assistance|support|advice)|ass?ist[ea]n(?:cia tecnica|ce technique)|"
    r"appui technique|(?:apoio|apoyo|acompanamiento|suport) tecnico?|as?sesori?a tecnica)"),
    _cue("cooperacion-tecnica", 9, 2.0, r"cooperacion tecnica",
    r"technical (?:assistance|cooperation|support)", r"asistencia tecnica",
    r"assistencia tecnica", r"assistance technique", r"cooperacao tecnica",
    r"cooperation technique", r"cooperacio tecnica", r"asesoria tecnica",
    r"asesoramiento tecnico", r"acompanamiento tecnico", r"apoio tecnico", r"appui technique",
    r"suport tecnic", r"equipe tecnica",
    r"(?:redes?|rede) de (?:aprendiz\w+|aprendizagem)", r"cooperacion (?:sur-sur|triangular)",
    r"tailored (?:support|advice|assistance)", r"in-kind (?:support|assistance)",
    r"no (?:incluye|implica|contempla)(?: la)? (?:transferencia|entrega|asignacion)",
    r"(?:does|do|will) not (?:provide|include|offer) (?:direct )?(?:financial|funding|grants)",
    r"ni(?:nguna)? transferencia de (?:recursos|fondos)"),
    _cue("cooperacion-tecnica", 6, 0.9,
    r"intercambios? de (?:expert|experiencias|conocimiento|buenas)",
    r"peer[- ](?:learning|exchange)", r"hermanamiento", r"mentor(?:ing|ia|ias)?\b",
    r"city[- ]to[- ]city\b(?! (?:partnership|project|grant|call))", r"asesoria\b",
    r"advisory support", r"coaching",
    r"twinning\b(?! (?:and|projects?|actions?))",
    r"misiones? de expert", r"expertise\b(?= france)", r"aceleradora?\b", r"accelerator\b",
    r"incubadora"),
    _cue("convocatoria", 9, 3.2,
    r"(?:manifestacion(?:es)?|expresion(?:es)?|muestras?) de interes",
    r"expressions? of interest", r"manifestac(?:ao|oes) de interesse",
    r"manifestations? d'interet", r"manifestacions? d'interes",
    r"(?:ciudad(?:es)?|cidade|pais|city|ville) (?:sede|anfitrion\w*|host)",
    r"sede (?:de|del|para) (?:el |la )?(?:proxim|congres|cumbre|foro|encuentro|asamblea)",
    r"host (?:city|cities|the)", r"hosting\b", r"to host\b",
    r"call for (?:papers|speakers|abstracts|experts|members|contributions|cases|good practices|"
    r"partners|nominations|interest)",
    r"(?:presentacion|envio|recepcion) de (?:ponencias|comunicaciones|articulos|buenas practicas|"
    r"experiencias)", r"ponencias\b",
    r"appel a (?:communications|contributions|manifestation)",
    r"llamado a (?:consultor|expert|ponencias)", r"acoger (?:la|el)", r"voluntari[oa]s\b",
    r"chamada de (?:trabalhos|artigos)", r"unirse a la red", r"join the network"),
    _cue("convocatoria", 9, 0.8, r"buenas practicas\b", r"good practices\b", r"boas praticas\b",
    r"bonnes pratiques\b", r"bones practiques\b"),
    _cue("prestamo", 9, 2.0, r"redescuento", r"tasa (?:compensada|subsidiada|preferencial)",
    r"acced\w+ a (?:un )?credito", r"taux (?:reduit|bonifie)", r"credit facility"),
    _cue("subvencion", 6, 1.6, r"subvencion\w*", r"ayudas?\b(?! de viaje)", r"subsidios?\b",
    r"grants?\b", r"granting\b", r"subventions?\b", r"subvenc(?:ao|oes|ions?)\b", r"ajuts?\b",
    r"donacion(?:es)?\b", r"donativos?\b", r"aides? financ", r"(?:nao|no) reembols\w+",
    r"fondo perdido", r"capital semilla", r"seed (?:fund|capital|grant)", r"estimulos\b",
    r"program statement", r"notice of funding", r"(?:minimum|maximum) award",
    r"apply for (?:up to|a grant|grants)",
    r"award (?:floor|ceiling)", r"request for (?:grant )?applications", r"cofinanc\w+"),
    _cue("subvencion", 9, 5.0, r"type of (?:action|mga)\b", r"eu contribution per project",
    r"(?:grants?|awards?|cooperative agreements?),? (?:to|for) (?:an? |one )?(?:[a-z.]+ ){0,4}"
    r"(?:non-?profit|organi[sz]ations?|ngos?)\b"),
    _cue("subvencion", 1.5, 0.5, r"financ\w+(?! reembols)", r"fund(?:ing|s|ed)?\b", r"fondos?\b",
    r"fon[ds]s?\b", r"fundos?\b", r"appels? a projets?", r"convocatoria de proyectos",
    r"chamada (?:publica|de projetos)", r"apoyo (?:economico|financiero)", r"apoio financeiro",
    r"emprend\w+", r"concesion(?:es)? de", r"recursos\b", r"concurrencia competitiva"),
    _cue("subvencion", 0.7, 0.3, r"calls? for (?:project )?proposals?", r"propuestas?\b",
    r"pro(?:yectos|jects|jetos|jets|jectes)\b", r"edita(?:l|is)\b", r"convocatorias?\b",
    r"iniciativas\b"),
)  # fmt: skip
_HEAD = 700
_CAP = 4
_WITH_MONEY = 0.6
_DENIED = re.compile(r"\b(?:no|not|sin|without|sem|sans|aucune?|ningun\w*|cap|nao)\b[^.;,]{0,22}$")


def read_kind(
    title: Passage, text: Passage, *, has_amounts: bool
) -> tuple[Kind | None, Span | None]:
    """The kind with most evidence and the words that gave it; ``None`` where nothing does.

    A cue in the title weighs most, then the first paragraphs; no cue counts more than four
    times. Money offered speaks for a grant, and against a call without money.
    """
    scores: dict[Kind, float] = {}
    evidence: dict[Kind, tuple[float, Passage, re.Match[str]]] = {}
    for cue in _CUES:
        for passage in (title, text):
            for count, match in enumerate(cue.pattern.finditer(passage.folded)):
                if count >= _CAP:
                    break
                if _DENIED.search(passage.folded, max(0, match.start() - 30), match.start()):
                    continue
                weight = cue.title if passage is title else cue.text
                weight *= 1.0 if passage is title or match.start() < _HEAD else 0.6
                weight *= 1.0 if count == 0 else 0.4
                scores[cue.kind] = scores.get(cue.kind, 0.0) + weight
                if cue.kind not in evidence or weight > evidence[cue.kind][0]:
                    evidence[cue.kind] = (weight, passage, match)
    if has_amounts:
        scores["subvencion"] = scores.get("subvencion", 0.0) + 1.0
        if "convocatoria" in scores:
            scores["convocatoria"] *= _WITH_MONEY
    elif not scores:
        return None, None
    best = max(scores, key=lambda kind: scores[kind])
    if best not in evidence:
        return best, None
    _, passage, match = evidence[best]
    return best, passage.span(match.start(), match.end(), method="kind-cue")
