"""The words that speak for each kind of opportunity: named signals, and what each is worth."""

from dataclasses import dataclass

from scrapers.extract.text.rules import Example
from scrapers.extract.text.wording import WordTable, table
from scrapers.item import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Words for a kind; ``title`` and ``text`` are what one of them is worth in each.

    The weights were found by hand on the pages of the tests: a signal that names the thing
    itself outweighs any number of those that a grant, a prize and a course have in common.
    """

    name: str
    gives: Kind
    title: float
    text: float
    words: WordTable
    examples: tuple[Example[Kind | None], ...]


SIGNALS: tuple[Signal, ...] = (
    Signal(
        name="prize",
        gives="premio",
        title=9,
        text=2.2,
        words=table(
            r"""
            premios?\b | premia | galardon | prizes?\b | prix\b(?! (?:du|de) march) | premis?\b |
            hackathon | concurso (?:de ideas|internacional|nacional|fotograf|literari) |
            awards? ceremon | distincion(?:es)?\b | reconocimiento (?:a|internacional)
            """
        ),
        examples=(
            Example("Galardón a la mejor plaza pública", "premio"),
            Example("Plaza pública de la ciudad", None),
        ),
    ),
    Signal(
        name="contest",
        gives="premio",
        title=5,
        text=0.6,
        words=table(
            r"""
            concurs[oe]?s?\b(?! (?:para|de|ao|aos|al|a|
                do) (?:o |os |el |la |los |un |una |um |projetos |proyectos )?(?:fund|fond|
                proj|proy|subven|financ|apoi|apoyo|pequen|ayud|contrat|licit|bolsas?\b|
                becas?\b|iniciativ)) | awards?\b(?! number|-winning| winning) | challenge\b |
            desafios?\b | retos?\b(?! de\b) | laureats? | trofeo | competition\b(?= for cities) |
            ganador(?:es|as)?\b | winners?\b | winning (?:cit|team|idea|proj) |
            vencedor(?:es)?\b | guanyador
            """
        ),
        examples=(
            Example("Concurso para fotógrafos del barrio", "premio"),
            Example("Concurso para financiar proyectos vecinales", "subvencion"),
        ),
    ),
    Signal(
        name="scholarship",
        gives="beca",
        title=9,
        text=1.8,
        words=table(
            r"""
            becas?\b | becari | scholarships?\b | fellowships?\b |
            bolsas? (?:de (?:estudos?|pesquisa|mestrado|doutorado|pos|intercambio|formacao)|
                integra) | bourses?\b(?! de valeurs) | beques\b
            """
        ),
        examples=(
            Example("Becas de posgrado en urbanismo", "beca"),
            Example("Posgrado en urbanismo", None),
        ),
    ),
    Signal(
        name="course-or-stay",
        gives="beca",
        title=9,
        text=1.3,
        words=table(
            r"""
            cursos?\b(?! academic) | diplomados?\b | master(?:s|ado)?\b | maestrias?\b |
            doctorados?\b | pasantias?\b | residencias? artistic |
            training (?:course|programme|program|workshop)s? | courses?\b | summer school |
            escuela de verano | formations?\b(?= (?:en|sur|a la)) | capacitacion\b |
            estancias? (?:de investigacion|formativ) |
            movilidad (?:academic|estudiant|del profes) | intercambio academic | internships?\b |
            mestrado | curs\b | seminario\b(?= (?:de|internacional|para|sobre)) |
            volunta\w+ program |
            program\w* (?:[a-z]+ ){0,2}(?:de |of )(?:formacion|formacao|formacio|estudos|
                training)\b | formacion de (?:gestor|lider|funcionari|tecnic|docent|personal) |
            numero de plazas | alojamiento, manutencion | stipends?\b
            """
        ),
        examples=(
            Example("Curso de gestión del agua", "beca"),
            Example("Curso académico 2027", None),
        ),
    ),
    Signal(
        name="fellow",
        gives="beca",
        title=5,
        text=0.8,
        words=table(
            r"""
            fellows?\b
            """
        ),
        examples=(
            Example("Urban fellows 2027", "beca"),
            Example("Urban leaders 2027", None),
        ),
    ),
    Signal(
        name="workshop",
        gives="beca",
        title=3,
        text=0.3,
        words=table(
            r"""
            taller(?:es)?\b | workshops?\b | oficinas? de\b
            """
        ),
        examples=(
            Example("Talleres de compostaje", "beca"),
            Example("Premio a los talleres de compostaje", "premio"),
        ),
    ),
    Signal(
        name="loan",
        gives="prestamo",
        title=9,
        text=2.6,
        words=table(
            r"""
            prestamos?\b |
            creditos? (?:blandos?|concesional|educativ|reembolsab|condonab|a la inversion|
                subsidiad|para) | lineas? de credito | loans?\b | emprestimos?\b |
            (?:aprueb\w+|apro[bv]\w+|approv\w+|
                operacion de) (?:una? |el |an? )?(?:[a-z0-9$.,]+ ){0,4}(?:financiami?ento|
                credito|prestamo|loan|empr[eu]stito|emprestimo) |
            prets?\b(?= (?:a|aux|d|pour|bonif|sans|de)) | prestecs?\b | microcredit |
            financia\w+ reembolsable | financiacion reembolsable |
            reembolsables?\b(?<!no reembolsables)(?<!no reembolsable) | linhas? de credito |
            tasa de interes | interest rate | credit lines? | avances? remboursables?
            """
        ),
        examples=(
            Example("Préstamos blandos para el saneamiento", "prestamo"),
            Example("Ayudas no reembolsables para el saneamiento", "subvencion"),
        ),
    ),
    Signal(
        name="technical-cooperation-given",
        gives="cooperacion-tecnica",
        title=9,
        text=5.0,
        words=table(
            r"""
            cooperac(?:ion|ao) tecnica (?:nao|no)[- ]reembolsa\w+ |
            no funds (?:are|will be) transferred |
            (?:project[- ])?preparation (?:support|facility|assistance) |
            (?:offers?|offering|provides?|providing|gets?|ofrece\w*|brinda\w*|presta\w*|
                rec(?:ib|eb|oi|ev|ei)\w+|oferece\w*|offre\w*|apporte\w*|propose\w*|ofereix\w*|
                dona|rebran) (?:(?:de|una?|free|tailored|early|directa?|
                gratuit\w*) |d')?(?:technical (?:assistance|support|advice)|
                ass?ist[ea]n(?:cia tecnica|ce technique)|appui technique|(?:apoio|apoyo|
                acompanamiento|suport) tecnico?|as?sesori?a tecnica)
            """
        ),
        examples=(
            Example("El programa ofrece asistencia técnica a las ciudades", "cooperacion-tecnica"),
            Example("El programa ofrece subvenciones a las ciudades", "subvencion"),
        ),
    ),
    Signal(
        name="technical-cooperation",
        gives="cooperacion-tecnica",
        title=9,
        text=2.0,
        words=table(
            r"""
            cooperacion tecnica | technical (?:assistance|cooperation|support) |
            asistencia tecnica | assistencia tecnica | assistance technique |
            cooperacao tecnica | cooperation technique | cooperacio tecnica | asesoria tecnica |
            asesoramiento tecnico | acompanamiento tecnico | apoio tecnico | appui technique |
            suport tecnic | equipe tecnica | (?:redes?|rede) de (?:aprendiz\w+|aprendizagem) |
            cooperacion (?:sur-sur|triangular) | tailored (?:support|advice|assistance) |
            in-kind (?:support|assistance) |
            no (?:incluye|implica|contempla)(?: la)? (?:transferencia|entrega|asignacion) |
            (?:does|do|will) not (?:provide|include|offer) (?:direct )?(?:financial|funding|
                grants) | ni(?:nguna)? transferencia de (?:recursos|fondos)
            """
        ),
        examples=(
            Example("Asistencia técnica en movilidad", "cooperacion-tecnica"),
            Example("Sin asistencia técnica", None),
        ),
    ),
    Signal(
        name="peers-and-mentors",
        gives="cooperacion-tecnica",
        title=6,
        text=0.9,
        words=table(
            r"""
            intercambios? de (?:expert|experiencias|conocimiento|buenas) |
            peer[- ](?:learning|exchange) | hermanamiento | mentor(?:ing|ia|ias)?\b |
            city[- ]to[- ]city\b(?! (?:partnership|project|grant|call)) | asesoria\b |
            advisory support | coaching | twinning\b(?! (?:and|projects?|actions?)) |
            misiones? de expert | expertise\b(?= france) | aceleradora?\b | accelerator\b |
            incubadora
            """
        ),
        examples=(
            Example("Intercambio de experiencias entre municipios", "cooperacion-tecnica"),
            Example("Experiencias entre municipios", None),
        ),
    ),
    Signal(
        name="interest-or-host",
        gives="convocatoria",
        title=9,
        text=3.2,
        words=table(
            r"""
            (?:manifestacion(?:es)?|expresion(?:es)?|muestras?) de interes |
            expressions? of interest | manifestac(?:ao|oes) de interesse |
            manifestations? d'interet | manifestacions? d'interes |
            (?:ciudad(?:es)?|cidade|pais|city|ville) (?:sede|anfitrion\w*|host) |
            sede (?:de|del|para) (?:el |la )?(?:proxim|congres|cumbre|foro|encuentro|asamblea) |
            host (?:city|cities|the) | hosting\b | to host\b |
            call for (?:papers|speakers|abstracts|experts|members|contributions|cases|
                good practices|partners|nominations|interest) |
            (?:presentacion|envio|recepcion) de (?:ponencias|comunicaciones|articulos|
                buenas practicas|experiencias) | ponencias\b |
            appel a (?:communications|contributions|manifestation) |
            llamado a (?:consultor|expert|ponencias) | acoger (?:la|el) | voluntari[oa]s\b |
            chamada de (?:trabalhos|artigos) | unirse a la red | join the network
            """
        ),
        examples=(
            Example("Manifestaciones de interés de ciudades", "convocatoria"),
            Example("Interés de ciudades", None),
        ),
    ),
    Signal(
        name="good-practices",
        gives="convocatoria",
        title=9,
        text=0.8,
        words=table(
            r"""
            buenas practicas\b | good practices\b | boas praticas\b | bonnes pratiques\b |
            bones practiques\b
            """
        ),
        examples=(
            Example("Buenas prácticas de gobierno abierto", "convocatoria"),
            Example("Premio a las buenas prácticas", "premio"),
        ),
    ),
    Signal(
        name="credit-terms",
        gives="prestamo",
        title=9,
        text=2.0,
        words=table(
            r"""
            redescuento | tasa (?:compensada|subsidiada|preferencial) |
            acced\w+ a (?:un )?credito | taux (?:reduit|bonifie) | credit facility
            """
        ),
        examples=(
            Example("Redescuento con tasa compensada", "prestamo"),
            Example("Descuento con tarifa compensada", None),
        ),
    ),
    Signal(
        name="grant",
        gives="subvencion",
        title=6,
        text=1.6,
        words=table(
            r"""
            subvencion\w* | ayudas?\b(?! de viaje) | subsidios?\b | grants?\b | granting\b |
            subventions?\b | subvenc(?:ao|oes|ions?)\b | ajuts?\b | donacion(?:es)?\b |
            donativos?\b | aides? financ | (?:nao|no) reembols\w+ | fondo perdido |
            capital semilla | seed (?:fund|capital|grant) | estimulos\b | program statement |
            notice of funding | (?:minimum|maximum) award | apply for (?:up to|a grant|grants) |
            award (?:floor|ceiling) | request for (?:grant )?applications | cofinanc\w+
            """
        ),
        examples=(
            Example("Subvenciones a la cultura de barrio", "subvencion"),
            Example("Préstamos a la cultura de barrio", "prestamo"),
        ),
    ),
    Signal(
        name="grant-agreement",
        gives="subvencion",
        title=9,
        text=5.0,
        words=table(
            r"""
            type of (?:action|mga)\b | eu contribution per project |
            (?:grants?|awards?|cooperative agreements?),? (?:to|
                for) (?:an? |one )?(?:[a-z.]+ ){0,4}(?:non-?profit|organi[sz]ations?|ngos?)\b
            """
        ),
        examples=(
            Example("Type of action: innovation", "subvencion"),
            Example("Type of innovation", None),
        ),
    ),
    Signal(
        name="money-for-projects",
        gives="subvencion",
        title=1.5,
        text=0.5,
        words=table(
            r"""
            financ(?!iador|eur)\w+(?! reembols) | fund(?:ing|s|ed)?\b | fondos?\b | fon[ds]s?\b |
            fundos?\b |
            appels? a projets? | convocatoria de proyectos | chamada (?:publica|de projetos) |
            apoyo (?:economico|financiero) | apoio financeiro | emprend\w+ |
            concesion(?:es)? de | recursos\b | concurrencia competitiva
            """
        ),
        examples=(
            Example("Fondo para el agua", "subvencion"),
            Example("Agua para todos", None),
            Example("Financiador: Banco del Agua", None),
        ),
    ),
    Signal(
        name="call-for-proposals",
        gives="subvencion",
        title=0.7,
        text=0.3,
        words=table(
            r"""
            calls? for (?:project )?proposals? | propuestas?\b |
            pro(?:yectos|jects|jetos|jets|jectes)\b | edita(?:l|is)\b | convocatorias?\b |
            iniciativas\b
            """
        ),
        examples=(
            Example("Convocatoria de vivienda", "subvencion"),
            Example("Convocatoria de ponencias sobre vivienda", "convocatoria"),
        ),
    ),
)
"""Of two kinds that weigh the same, the one told first here."""
