"""The first day of a window, from the words before it: one opens, or something else runs."""

import re

from scrapers.extract.dates.cues import Role, cues_in
from scrapers.extract.dates.rules.clause import Clause
from scrapers.extract.dates.words.acts import HELD, IN_FORCE, LABEL, OTHERS_ACT, RUN, RUNS_ITSELF
from scrapers.extract.dates.words.applying import APPLICATION, APPLY, HANDS
from scrapers.extract.dates.words.closing import MOVABLE, RUNS
from scrapers.extract.text.rules import Example, Rule

_NOUNS = re.compile(
    r"\b(?:proyectos?|projectes?|projetos?|ayudas|becas?|premios?|grants?|bases|convocator\w+|"
    r"participant\w*|concurs\w*|programas?)\b"
)
"""What a call is about, named on any page: no word of handing something in."""


def _runs(clause: Clause) -> str | None:
    match = RUNS.search(clause.text, clause.low) if clause.opens_range else None
    return match.group() if match else None


def _paid(clause: Clause) -> str | None:
    alone = clause.opens_range and not clause.cues
    return clause.lead if alone and clause.of_something_else() else None


def _in_force(clause: Clause) -> str | None:
    match = IN_FORCE.search(clause.text, clause.low) if clause.opens_range else None
    whole = f"{clause.text} {clause.after}"
    named = match is not None and match.group().startswith("vigencia ")
    return match.group() if match and (named or APPLICATION.search(whole)) else None


def _run(clause: Clause) -> str | None:
    """ "A formação decorre de … a …": it runs itself, and no call is named before the verb."""
    match = RUN.search(clause.lead) if clause.opens_range else None
    if match is None:
        return None
    said = clause.lead[: match.start()]
    return None if APPLICATION.search(said) or MOVABLE.search(said) else match.group()


def _labelled(clause: Clause) -> str | None:
    if not clause.opens_range:
        return None
    match = LABEL.fullmatch(clause.lead) or _OF_THE_CALL.fullmatch(clause.lead)
    return match.group() if match else None


_OF_THE_CALL = re.compile(r"\W*convocatoria (?:abierta )?(?:del|entre) (?:el )?")
"""All of a line up to its two days: those of the call."""


def _held(clause: Clause) -> str | None:
    match = HELD.search(clause.lead) if clause.opens_range and not clause.cues else None
    return None if match is None or RUNS_ITSELF.search(match["gap"]) else match.group()


_APPOSED = re.compile(
    r"(?P<named>[^.;:]{0,45})(?:,\s*|\(\s*(?:(?:del?|from|du|entre|the|el|le) ?)*)$"
)
"""Days that are said of what stands right before them: "the Forum, 3 to 5 May"."""


_RELATIVE = re.compile(r"\b(?:which|that|que|qui|cual|cuales|qual)\b(?P<said>[^.;:,]{0,40})$")
"""Days that are said of what a relative clause is about."""


_TRAVEL = re.compile(
    r"\b(?:viaj\w+|travel\w*|voyag\w+|mobilit\w+|movilidad\w*|deplace\w+|desplaza\w+|desloca\w+|"
    r"viatg\w+|gastos|expenses|costs|depenses|despesas|despeses)\b[^.;:]{0,30}$"
)
"""What one applies for and takes place on its own days, right before them."""


_HOST = re.compile(
    r"\b(?:que|which|that|qui) (?:recibe|acoge|hosts?|recebe|acolhe|accueille|acull|rep)\b[^.;:]*$"
)
"""Who has the visitors over, right before their days."""

_DONE = re.compile(
    r"\b(?:se [a-z]+(?:aron|ieron)|(?:were|was|fueron|foram|ont ete|van ser) [a-z]+)\b"
)
"""What a sentence says that already took place."""

_HANDED = re.compile(
    r"\b(?:solicitud|propuest|postulacion|candidat|proyect|trabajo|application|proposal|dossier|"
    r"propost|project|sol.?licitud)[a-z]*,? (?:que )?(?:se |sean |hayan sido )?"
    r"(?:present|recib|envi|radic|entreg|submit|receiv|depos|recu|apresent|receb|rebud)[a-z]* "
    r"(?:entre|del?|desde|from|between|du|des)\b[^.;:]{0,20}$"
)
"""What is handed in between two days."""
_WILL = re.compile(r"[a-z]+(?:[aei]ra[no]?|[aei]remos)\b|(?:will|shall)\b")


def _to_be_read(clause: Clause) -> str | None:
    """ "The council will decide by June on the applications handed in from … to …"."""
    match = _HANDED.search(clause.lead) if clause.opens_range else None
    if match is None or _DONE.search(clause.after):
        return None
    before = OTHERS_ACT.search(clause.text, 0, clause.low + match.start())
    act = before or OTHERS_ACT.search(clause.after)
    return match.group() if act and _WILL.search(act.group()) else None


_TO_BEGIN = re.compile(
    r"\b(?:iniciar|comenzar|empezar|cursar|iniciar-se|comecar|cursar|comencar|begin|start|"
    r"commencer|entamer)\s(?:(?:sus|su|el|la|los|their|your|the|a|os|seus|els|leurs?|les)\s)"
    r"(?P<what>[a-z]+(?: [a-z]+){0,2}) (?:entre|del?|desde|from|between|du|des) (?:el |the |le )?$"
)
"""What whoever is chosen begins between two days, right before them."""


def _of_a_name(clause: Clause) -> bool:
    """Whether the days are those of something named, and not of the application."""
    begun = _TO_BEGIN.search(clause.lead)
    if begun and not APPLICATION.search(begun["what"]):
        return True
    if _HOST.search(clause.lead) or _DONE.search(clause.after):
        return True
    if match := _RELATIVE.search(clause.lead):
        return not HANDS.search(match["said"])
    if _TRAVEL.search(clause.lead):
        return True
    match = _APPOSED.search(clause.lead)
    return match is not None and not APPLICATION.search(match["named"])


def _applying(clause: Clause) -> str | None:
    if not clause.opens_range or clause.cues or _of_a_name(clause):
        return None
    match = APPLY.search(_NOUNS.sub(" ", f"{clause.text} {clause.after}"))
    return match.group() if match else None


_BEHIND = re.compile(
    r"[^.;]{0,70}?,? (?:o|el|la|le|il|the|els?) (?:prazo|plazo|periodo?|termini|delai|"
    r"termine|period) (?:para|de|d'|per|pour|for|to|of|di)\b[^.;,]{0,40}?"
    r"(?:appl|candidat|inscri|prop[ou]|solicit|sol.?licit|pro[jy]e|submi|postul|depo[st]|domand)"
)
"""The term that runs between two days, told behind them …"""
_RUNS_THEN = re.compile(
    r"\b(?:decorre\w*|a[bp]ert[oa]s?|abiert[oa]s?|obert[ae]?s?|ouvert\w*|open|abr[ei]\w*|"
    r"transcurr\w+|corre|fica|queda),? (?:(?:a partir d[eoa]l?|entre|desde|del?|from|between|"
    r"du|dal|el|le|dia) ?)*$"
)
"""… and its verb right before them."""


def _named_behind(clause: Clause) -> str | None:
    """ "Decorre entre 3 de maio e 5 de junho o período para apresentação de candidaturas"."""
    runs = _RUNS_THEN.search(clause.lead) if clause.opens_range else None
    return runs.group() if runs and _BEHIND.match(clause.after) else None


_SOURCE = re.compile(
    r", ?(?:segun|tal (?:y )?como|como (?:recoge|indica|publica)|conforme|according to|as stated|"
    r"segons|selon|segundo|como recolle)\b[^,;.]{3,80},"
)
"""An aside that names who says so."""


def _by_its_source(clause: Clause) -> str | None:
    """ "El plazo, según recoge el BOE, es del 3 de mayo al 5 de junio"."""
    aside = _SOURCE.search(clause.text) if clause.opens_range else None
    if aside is None:
        return None
    cues = cues_in(clause.text, 0, aside.start())
    closes = (
        cues and cues[-1].role == "close" and not cues_in(clause.text, aside.end(), clause.high)
    )
    return aside.group() if closes else None


def _other_word(clause: Clause) -> str | None:
    cue = clause.nearest if clause.opens_range else None
    return clause.said(cue) if cue and cue.role == "other" else None


_HELD_OPEN = re.compile(
    r"\b(?:abr\w+|open\w*|ouvr\w+|obr\w+) (?:sus|its|as|les|ses) (?:puertas|doors|portas|portes)\b"
    r"[^.;:]{0,20}$"
)
"""What has doors and opens them to visitors."""


def _verb_of_something_else(clause: Clause) -> str | None:
    cue = clause.nearest if clause.opens_range else None
    if cue is None:
        return None
    if cue.role == "open" and (held := _HELD_OPEN.search(clause.text[: clause.high])):
        return held.group()
    if not (clause.ends(cue) or clause.begins(cue)):
        return None
    return clause.said(cue) if clause.of_subject(cue) not in {"close", "open"} else None


def _word(clause: Clause) -> str | None:
    cue = clause.nearest if clause.opens_range else None
    return clause.said(cue) if cue else None


RANGES: tuple[Rule[Clause, Role], ...] = (
    Rule(
        name="window-of-a-term-named-behind",
        when=_named_behind,
        gives="open",
        examples=(
            Example(
                "Decorre entre [3 de maio] e 5 de junho de 2027 o prazo para candidaturas.", "open"
            ),
            Example("Decorre entre [3 de maio] e 5 de junho de 2027 a feira.", "other"),
        ),
    ),
    Rule(
        name="window-of-what-will-be-read",
        when=_to_be_read,
        gives="open",
        examples=(
            Example(
                "El consorcio resolverá en julio las solicitudes presentadas entre el [3 de mayo] "
                "y el 5 de junio de 2027.",
                "open",
            ),
            Example(
                "El consorcio resolvió las solicitudes presentadas entre el [3 de mayo] y el 5 de "
                "junio de 2027.",
                "other",
            ),
        ),
    ),
    Rule(
        name="call-runs-from-to",
        when=_runs,
        gives="open",
        examples=(
            Example("La convocatoria tendrá lugar del [3 de mayo] al 5 de junio de 2027.", "open"),
            Example("El festival tendrá lugar del [3 de mayo] al 5 de junio de 2027.", "other"),
        ),
    ),
    Rule(
        name="something-else-runs",
        when=_run,
        gives="other",
        examples=(
            Example(
                "A formação decorre de [3 de maio] a 5 de junho de 2027; candidate-se.", "other"
            ),
            Example("O envio de candidaturas decorre de [3 de maio] a 5 de junho de 2027.", "open"),
        ),
    ),
    Rule(
        name="call-in-force",
        when=_in_force,
        gives="open",
        examples=(
            Example("La convocatoria sigue vigente del [3 de mayo] al 5 de junio de 2027.", "open"),
            Example("El convenio sigue vigente del [3 de mayo] al 5 de junio de 2027.", "other"),
        ),
    ),
    Rule(
        name="window-labelled-as-handing-in",
        when=_labelled,
        gives="open",
        examples=(
            Example(
                "Inscripciones para el seminario: del [3 de mayo] al 5 de junio de 2027.", "open"
            ),
            Example("Sesiones del seminario: del [3 de mayo] al 5 de junio de 2027.", "other"),
        ),
    ),
    Rule(
        name="window-of-what-is-held",
        when=_held,
        gives="other",
        examples=(
            Example(
                "Postule a la visita de estudio en Cali, del [3 de mayo] al 5 de mayo de 2027.",
                "other",
            ),
            Example("Inscripciones al tour: del [3 de mayo] al 5 de mayo de 2027.", "open"),
            Example("Las inscripciones al tour son del [3 de mayo] al 5 de mayo de 2027.", "open"),
        ),
    ),
    Rule(
        name="window-of-what-is-paid",
        when=_paid,
        gives="other",
        examples=(
            Example(
                "Aprobada el 2 de abril de 2027, para actividad realizada entre el [1 de mayo] y "
                "el 30 de junio de 2027.",
                "other",
            ),
            Example("Presente su solicitud entre el [1 de mayo] y el 30 de junio de 2027.", "open"),
        ),
    ),
    Rule(
        name="window-in-a-sentence-on-applying",
        when=_applying,
        gives="open",
        examples=(
            Example("Puede enviar su propuesta del [3 de mayo] al 5 de junio de 2027.", "open"),
            Example("Las calles se pintan del [3 de mayo] al 5 de junio de 2027.", ""),
        ),
    ),
    Rule(
        name="window-as-its-source-says",
        when=_by_its_source,
        gives="open",
        examples=(
            Example(
                "El plazo, según recoge el BOE, es del [3 de mayo] al 5 de junio de 2027.", "open"
            ),
            Example(
                "El taller, según recoge el BOE, es del [3 de mayo] al 5 de junio de 2027.",
                "other",
            ),
        ),
    ),
    Rule(
        name="window-of-another-purpose",
        when=_other_word,
        gives="other",
        examples=(
            Example("Ejecución de los proyectos: del [3 de mayo] al 5 de junio de 2027.", "other"),
            Example("Inscripciones: del [3 de mayo] al 5 de junio de 2027.", "open"),
        ),
    ),
    Rule(
        name="window-of-another-subject",
        when=_verb_of_something_else,
        gives="other",
        examples=(
            Example(
                "La residencia comenzará entre el [3 de mayo] y el 5 de junio de 2027.", "other"
            ),
            Example("El plazo comenzará el [3 de mayo] y acabará el 5 de junio de 2027.", "open"),
        ),
    ),
    Rule(
        name="window-that-closes",
        when=_word,
        gives="open",
        examples=(
            Example("Plazo: del [3 de mayo] al 5 de junio de 2027.", "open"),
            Example("Talleres: del [3 de mayo] al 5 de junio de 2027.", "other"),
        ),
    ),
)
"""For the first of two days that make a window; the second one closes where the first opens."""
