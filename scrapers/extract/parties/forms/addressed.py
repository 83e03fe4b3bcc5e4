"""Said to whoever reads it: «Si su institución es un municipio, este fondo no es para usted»."""

import re
from collections.abc import Iterator

from scrapers.extract.parties.clauses import ApplicantClause, Head
from scrapers.extract.parties.forms.labels import OPEN_LIST
from scrapers.extract.parties.local import convenes
from scrapers.extract.parties.sections import WHO_MAY
from scrapers.extract.parties.sentences import Sentence, is_on_who_may
from scrapers.extract.parties.who import LOCAL
from scrapers.extract.parties.words.beside import FUNDER_ITSELF
from scrapers.extract.parties.words.nobody import CALL_IS_FOR
from scrapers.extract.text.wording import WordTable, table

_IF = re.compile(
    r"\b(?:si|if|se|as an?|when|cuando)\s[^.;,]{0,50}?\b(?:es|eres|son|you're|are|is|sou|e|est|"
    r"etes|sois|"
    r"representa\w*|represent|trabaja\w*|belong\w*|work|sei|siete|ets|sou)\b(?:(?! (?:en|in|em|"
    r"dans|nel|within|near|based)\b)[^.;,]){0,20}$"
)
_TURN_AWAY = re.compile(
    r"\b(?:no|not|nao|ne|n'|non|cannot|lament\w+|sorry|unfortunately|regret\w*|desafortunad\w+|"
    r"infelizmente|malheureusement|purtroppo)\b"
)
_LET_IN = re.compile(
    r"\b(?:puede\w*|podra\w*|can|may|pode|poderao|peu\w+|pot|puo|eligible|elegible\w*|"
    r"para (?:usted\w*|"
    r"ti)|for you|bienvenid\w+|welcome|postul\w+|apply)\b"
)
_ELSE = re.compile(r"\b(?:mas de|more than|antes de|before|without|sin|sola|alone|hasta|until)\b")


_CALLED = re.compile(
    r"[^.;:?]{0,110}: ?[¡!]*(?:inscriban?|inscribid|postulen?|postulad|presenten?|presentad|"
    r"participen?|apply|submit|enter|join|inscrevam|inscreva|candidatem|candidatez|deposez|envien?|"
    r"presentin|inscriviu)\b"
)
"""Right after a government that opens the sentence: it is called upon."""
_KINDS = re.compile(
    r"\b(?:city or township|county|special district|state|municipal|native american tribal) "
    r"governments?(?= ?(?:;|,|\.|$|\())"
)
"""A kind of applicant, as a form that lists them calls it."""


def called_upon(sentence: Sentence) -> str | None:
    """Called by its name to apply, or one of the kinds a form lists."""
    opens = LOCAL.match(sentence.text.lstrip())
    if opens and _CALLED.match(sentence.text.lstrip(), opens.end()):
        return opens.group()
    kinds = list(_KINDS.finditer(sentence.text))
    if len(kinds) > 1 and not _TURN_AWAY.search(_KINDS.sub("", sentence.text)):
        return kinds[0].group()
    return None


def _told(sentence: Sentence) -> tuple[bool, str] | None:
    """Whether a reader who is a local government is let in, and the words."""
    text = sentence.text
    for found in LOCAL.finditer(text):
        if not _IF.search(text[: found.start()]):
            continue
        comma = text.find(", ", found.end())
        for part in text[comma + 2 :].split(", ") if comma > 0 else ():
            if _ELSE.search(part):
                return None
            if away := _TURN_AWAY.search(part):
                return False, away.group()
            if let := _LET_IN.search(part):
                return True, let.group()
    return None


def turned_away(sentence: Sentence) -> str | None:
    """Whoever is a local government reads that it may not."""
    told = _told(sentence)
    return told[1] if told and not told[0] else None


def welcomed(sentence: Sentence) -> str | None:
    """Whoever is a local government reads that it may."""
    told = _told(sentence)
    return told[1] if told and told[0] else None


_BODIES = table(
    r"""
    (?:organi(?:[sz]|zz|tz)a\w+|entidad\w*|entitats?|associac\w+|asociac\w+|institu\w+|entites?|enti|
        organismes|grupos|colectivos|personas juridicas|legal entities)
        (?:,(?: (?:y|e|i|o|and|et))? [a-z]+| (?:(?:y|e|i|o)/o|y|e|i|o|and|et) [a-z]+){0,3}
        (?: con personalidad juridica,?| [a-z]+){0,2}? %KIND%\w* |
    (?:non[- ]governmental|non-?profit|not-for-profit|civil society|community[- ]based)
        \s(?:organi[sz]ations?|groups?|associations?|entit\w+)\b |
    (?:pessoas fisicas|personas (?:naturales|fisicas)|personnes physiques)\b
        (?![^.;]{0,40}(?:juridic|moral|organi|entid|grup|group)) |
    (?:organi[sz]a\w+|entidades) (?:y grupos )?(?:sociale?s|deportiv|vecinal|cultural|funcional|
        juvenil|civile?s|
        estudiantil)\w*(?: [a-z]+)? | juntas de vecinos | clubes | individuos |
        civil society org\w+ |
    agrupaci?ons? de voluntarios | enti del terzo settore | organizzazioni di volontariato |
    not-for-profit(?:,| and| or) [a-z -]+ organi[sz]ations? | solistas\b | asociacions\b |
    (?:local |us )?(?:church|community) (?:actors|groups) |
    (?:ong|ongd|ngo|osc|oscip|cso)s?\b | asociaciones\b | associations\b | associacoes |
    associacions\b |
    associazioni | fundaciones\b | foundations | fondations | universidades\b | universities |
    universites |
    universitats\b | universita\b | cooperativas\b | charities | nonprofits? | non-profits? |
    (?:pueblos|comunidades) (?:indigenas|nativas|originari\w+|afro\w+|campesinas) |
    not-for-profits? | asociaciones de vecinos |
    centros de (?:investigacion|pesquisa|estudios) | sindicatos\b
    """,
    parts={
        "KIND": r"""
        no gubernament | non[ -]gouvern | non[ -]gov | no governament | comunitari |
        sin (?:animo|fin) | sense (?:anim|fin) | sem fin | sans but | a but non |
        senza (?:scop|fin) | non[ -]?profit | not-for-profit | de (?:la )?(?:sociedad civil|base) |
        da sociedade | della soc | privad | privee | privat | campesin | indigen | de mujeres |
        juvenil | (?:territoriales y )?funcionales
        """
    },
)
"""Right after what says whom a call is for: they are no local government."""
_PRIVATE = table(
    r"""
    (?:organi[sz]a\w+|entidad\w*|entitats?|associac\w+|asociac\w+|institu\w+|entites?|enti|
        personas juridicas|legal entities) (?:(?:y|e|i|et|and) [a-z]+ )?
        (?:privad|privee|privat|de derecho privado)\w* |
    private (?:non-?profit )?(?:entities|organi[sz]ations|bodies)
    """,
    tail=r"\b(?!,? (?:o|y|or|and|ou|et|i|e) (?:public|mixt))",
)
_ARTICLE = re.compile(
    r"(?:-(?:ho|la|hi|se|los|las))?[: ]*"
    r"(?:(?:be|ser|etre) )?(?:(?:todas|todos|all|any) )?"
    r"(?:(?:los|las|les|the|os|as|els|aquell[ao]s|todas|gli|le|an?|una?) |l')?"
)
_SITES = re.compile(
    r"\b(?:formacion|formativ|curso|course|taller|workshop|jornada|actividad|activit|servici|"
    r"encuest|survey|feria|congreso|seminari|event|conferen|encuentr|reunion|audiencia|debate|exposici|webinar)"
    r"[a-z]*\b"
)
"""It is a course or a meeting that is for them, and no money."""
_ALSO = re.compile(
    r"\b(?:especialmente|principalmente|preferen\w+|particular\w*|en especial|sobre todo|mainly|"
    r"priorit\w+|notamment|tambien|also|incluid[oa]s?|including|(?:tales|asi) como|such as|"
    r"en colaboracion|"
    r"territoriales?|actores|cualquier|gubernamentales(?! sin)|governments?)\b"
)
"""Others are not shut out."""


def addressed_to_others(sentence: Sentence) -> str | None:
    """A call that says for whom it is, and names bodies that are no local government."""
    if sentence.passage.field == "title":
        return None
    for clause in sentence.clauses:
        if clause.denies or any(not convenes(clause, head) for head in clause.governments):
            continue
        for at, words in _called(clause, sentence):
            body = words.match(clause.text, at)
            if body and not LOCAL.search(clause.text, at) and not _may_hold_more(clause.text, body):
                return body.group()
    return None


def _is_one_office(clause: ApplicantClause, head: Head) -> bool:
    """Whether one government, spoken of with its article, opens the clause: it is the funder."""
    return head.start < _OPENS and FUNDER_ITSELF.search(clause.text, 0, head.end + 5) is not None


_OPENS = 8
"""Letters before whoever opens a clause. Set by hand."""
_TO_THEM = table(
    r"""
    makes? (?:grants|awards|donations)(?: only)? to | (?:awards|grants) are made(?: only)? to |
    (?:convocatoria|fondo|programa)[^.;:]{0,70}(?:para|objetivo de) (?:apoyar|fortalecer|financiar)
        (?: a| las capacidades de| el trabajo de)? |
    condicion de (?:entidad(?:es)? )?beneficiari[oa]s?(?: de (?:las|estas|la) [a-z]+)? |
    (?:encourag|solicit|seek|invit|welcom|accept|request)[a-z]* (?:proposals|applications|
        concept notes)
        [^.;]{0,90}? from |
    (?:has|have) invited | (?:available|open) to |
    (?:convocatoria|financiaci\w+|fondos?|fund\w*)[^.;:]{0,30}
        (?:para |to )(?:apoyar|financiar|fortalecer|support|fund) (?:a )? | para que(?= organi) |
    requisitos que deb\w+ (?:cumplir|reunir) | applications must be from:? |
    sele[cz][a-z]+ de(?= org) |
    projects (?:proposed|led) by |
    (?:presentad|propuest|submitted|apresentad|presentat)[a-z]* (?:por|by|pel[oa]s?|da|per) |
    orientad\w+ (?:directamente )?a | concesion de (?:ayudas|subvenc\w+) (?:a(?:s|l)? ) |
    beneficiari\w+ (?:[a-z]+ ){0,6}(?:seran|son|sera) | (?:opt|acced|solicit)\w+ a est[ae]s [a-z]+
    """,
    tail=r" ?",
)
"""Right before those a call is for, where they are no city by their name."""
_FILLED = table(
    r"""
    a | al | an | any | all | todas | todos | toda | las | los | la | les | the | os | as | els |
    l[oe] | le | demas | other | only | solo | legally | legalmente | established | registered |
    local | locales | national | aquellas | aquelas | estas | esta | axudas | ayudas | ajuts |
    subvenciones | convocatoria | u | y | o | e | and | or | sus | una? | uma? | une | [2-9] |
    mismas? | mesmas | de las subvenciones | de estas ayudas | de las ayudas | qualified |
    eligible | legally-recognized | u\.s\. | us-based | [a-z]+ian:? | interested | de la
    subvencion | and/or | united states | (?:[a-z]+ )?[a-z]+-based | -
    """,
    lead=r"[ :,•·*–-]*",
    tail=r"[ ,]+",
)
"""Words between what says who may and who they are."""
_BE_ONE = re.compile(
    r"\W*(?:be|to be|ser|estar|must be|deb\w+ ser|que sean?|etre|essere)\s(?:an? |una? |un |"
    r"duly |legally |"
    r"legalmente |constitu\w+ |registrad\w+ |registered |as |como |organi[sz]a\w+ |entidad\w* |"
    r"asociacion\w* |persona |juridica |private |privada )*"
    r"(?:non-?profit|not-for-profit|non-?governmental|no gubernamental|sin (?:fines|"
    r"animo) de lucro|"
    r"civil society|de la sociedad civil|ngos?\b|ong\b)"
)
"""What whoever applies has to be."""
_PUBLIC_TOO = re.compile(r"\b(?:public|publ[io]|gov|gobier|estat|mixt|municip|any legal)")


def must_be_private(sentence: Sentence) -> str | None:
    """«Be a legally constituted non-profit organization», below what one has to be."""
    match = _BE_ONE.match(sentence.text) or _STATUS.search(sentence.text)
    told = match and not _PUBLIC_TOO.search(_NO_GOVERNMENTS.sub("", sentence.text))
    return match.group() if match and told else None


_STATUS = re.compile(
    r"\b(?:organi[sz]ations?|charities|entities) (?:with|that (?:are|have)|classified|"
    r"which are)\b[^.;]{0,40}"
    r"(?:501 ?\(?c|charit|tax[- ]exempt|non-?profit)"
)


_PERSON = table(
    r"""
    (?:candidat|postulant|solicitant|participant|aspirant|concursant|becari|applicant)[a-z]*
        \s[^.;:]{0,40}?(?:nacionalidad|nationality|edad\b|nacid|anos de edad|years old|born|
            citizens) |
    (?:dirigid|abiert|destinad)[oa]s? a [^.;:]{0,24}?(?:nacid[oa]s|estudiantes|personas fisicas|
        personas
        \snaturales) |
    (?:podran|pueden) participar [^.;:]{0,24}?(?:estudiantes|solistas|personas mayores) |
    (?:qualsevol|cualquier|toda|any|qualquer|tota) persona? (?:major|mayor|fisica|natural|maior) |
    con edades? (?:comprendid|entre) | edades comprendidas |
    ayudas? (?:economicas )?individuales (?:para|a) | individual (?:grants|scholarships|fellowships)
    """
)
_BE_A_PERSON = re.compile(
    r"\W*(?:tener|poseer|ser|have|be) (?:la |de )?(?:nacionalidad|ciudadan|menor de|mayor de|"
    r"naciona|under|"
    r"over|a citizen|citizens)"
)
_A_BODY = re.compile(
    r"\b(?:entidad|entit|organi|institu|municip|gobier|govern|empresa|compan|juridic|equipo|team|asociac|"
    r"associa|colectiv|fundac|universi|ong)"
)


_SERVED = re.compile(
    r"\b(?:proyect|project|projet|projeto|atend|poblaci|benefici|taller|curso|premios? a)"
)
"""They are whom the work is for."""


def only_persons(sentence: Sentence) -> str | None:
    """«Tener entre 18 y 30 años»: whoever may apply is a person."""
    if sentence.passage.field == "title" or _A_BODY.search(sentence.text):
        return None
    if _SERVED.search(sentence.text):
        return None
    match = _PERSON.search(sentence.text) or _BE_A_PERSON.match(sentence.text)
    return match.group() if match else None


def listed_others(sentence: Sentence) -> str | None:
    """«Podrán concurrir las ONGD»: whoever may apply is named, and a city is none of them."""
    if sentence.passage.field == "title":
        return None
    if _is_one_of_more(sentence):
        return None
    told = [(clause, _others_than_the_funder(clause)) for clause in sentence.clauses]
    if any(heads and not _is_one_office(clause, heads[0]) for clause, heads in told):
        return None
    for clause, heads in told:
        for body in _named_after(clause) if not clause.denies else ():
            shut = all(head.end <= body.start() for head in heads)
            if shut and not _may_hold_more(sentence.text, body):
                return body.group()
    return None


_ITEM = re.compile(r"\W*[-•*·▪–‣◦>]|\s*\(?[a-z0-9]{1,2}[.)] ")


def _is_one_of_more(sentence: Sentence) -> bool:
    """Whether it is an item of a list that may name a city too."""
    item = sentence.under or _ITEM.match(sentence.text)
    return bool(item) and _more_below(sentence)


def _others_than_the_funder(clause: ApplicantClause) -> list[Head]:
    return [head for head in clause.governments if not convenes(clause, head)]


_APPLY = re.compile(r"eligib|elegib|apply|postul|particip|concurr|candidat|concorr")


def _named_after(clause: ApplicantClause) -> Iterator[re.Match[str]]:
    """The bodies that stand right after what says who may apply."""
    ends = [cue.end for cue in clause.cues if cue.yes and cue.after]
    may = next((cue for cue in clause.cues if cue.yes and cue.before), None)
    if may and _APPLY.search(clause.text, may.start, may.end):
        ends.append(0)
    for end in [*ends, *(to.end() for to in _TO_THEM.finditer(clause.text))]:
        at = end
        while filled := _FILLED.match(clause.text, at):
            at = filled.end()
        if body := _BODIES.match(clause.text, at) or _BODIES.match(clause.text, at + 1):
            yield body


def _called(clause: ApplicantClause, sentence: Sentence) -> Iterator[tuple[int, WordTable]]:
    """Where those begin whom a clause is about, and which bodies alone shut a city out there."""
    found = [(to.end(), _BODIES) for to in CALL_IS_FOR.finditer(clause.text)]
    found += [(cue.end, _PRIVATE) for cue in clause.cues if cue.yes and cue.after]
    if WHO_MAY.search(sentence.under) and not _more_below(sentence):
        found.append((len(sentence.under), _BODIES))
    elif _is_headed(sentence) and not _more_below(sentence):
        found += [(cue.end, _BODIES) for cue in clause.cues if cue.yes and cue.after]
    for at, words in found:
        article = _ARTICLE.match(clause.text, at)
        yield article.end() if article else at, words


def _is_headed(sentence: Sentence) -> bool:
    """Whether right above it stands a heading on who may apply."""
    above = sentence.passage.previous_segment(sentence.start)
    return above is not None and is_on_who_may(sentence.passage, *above)


def _more_below(sentence: Sentence) -> bool:
    """Whether the lines around an item of a list name somebody who may be a city."""
    folded = sentence.passage.folded
    above = _HEADS.split(folded[max(0, sentence.start - _NEAR) : sentence.start])[-1]
    below = _HEADS.split(folded[sentence.start : sentence.end + _NEAR])[0]
    near = _NO_GOVERNMENTS.sub("", above + below.rpartition("\n")[0])
    return LOCAL.search(near) is not None or OPEN_LIST.search(near) is not None


_HEADS = re.compile(r"[:?]")
"""Ends a heading, and so the list above it."""
_NEAR = 300
"""Letters of a list around one of its items. Set by hand."""


_NO_GOVERNMENTS = re.compile(
    r"\b(?:no[n]?[ -]|non)gubernamental\w*|\bnon[ -]?government\w*|\bterritoriales y funcionales|"
    r"\bentidades de (?:la )?economia social|\bin any (?:of|country|[a-z]+ country)|"
    r"\bfondos publicos|"
    r"\bpublic charit\w+|\b(?:universi\w+|escuelas|hospitales|"
    r"schools) (?:public|estatal)\w*"
)


_NATURAL = re.compile(r"(?:personas? (?:natural|fisica)|pessoas fisicas|personnes physiques)")
"""Whatever else is told of natural persons, they are what is named."""


def _may_hold_more(text: str, body: re.Match[str]) -> bool:
    if _NATURAL.match(body.group()):
        return False
    told = body.group() + text.partition(body.group())[2]
    rest = _NO_GOVERNMENTS.sub("", told)
    more = _ALSO.search(rest) or OPEN_LIST.search(rest)
    return bool(more or _SITES.search(text, 0, body.start()))
