"""Years that belong to a name: "Agenda 2030", "Ley 2056 de 2020", "net zero by 2040" (folded)."""

import re

from scrapers.extract.text.wording import table

_CALLS = (
    r"(?:convoc|call|appel|edital|editais|chamada|edic|edit|ronda|round|cohort|beca|ayuda|subven|"
    r"estimul|apoyo|bolsa|bourse|grant|ajut|premi|prix|priz|fellow|concurs|inscri|postul|candid|"
    r"propos|propues|solicit|applic)"
)
_GAP = rf"(?:[ '-](?!{_CALLS})[^\W\d_][^\s.,;:()]*){{0,4}}"
_NAMED_BEFORE = table(
    r"""
    agendas?%GAP% | hori[zs]on\w*%GAP% | horitzo%GAP% | vis(?:ion|io|ao)%GAP% |
    (?:estrat|strat)eg(?:ia|y|ie|ic)%GAP% | (?:plan|pla|plano|plans)%GAP% |
    (?:mundial|copa|world cup|coupe du monde|eurocopa|mundo)%GAP% |
    (?:juegos|games|jeux|jogos|jocs|olimp\w+|olymp\w+)%GAP% | expo%GAP% | cop\d{0,2}%GAP% |
    (?:metas?|goals?|targets?|objeti[vu]os?|objectifs?|objectius?|ods|sdgs?|odd)%GAP% |
    (?:pacto|pacte|pact|decad[ae]|decade|decennie|hoja de ruta|roadmap|marco|framework|cadre)%GAP% |
    (?:net zero|carbon\w*|neutral\w*|zero emiss\w+|cero emis\w+|cero neto)%GAP%
    """,
    tail=r"[ -]$",
    parts={"GAP": _GAP},
)
"""What bears the year right behind it, with the words of its name in between."""

_LAW = table(
    r"""
    leyes | ley | lei | llei | loi | acts? | decretos?(?:-ley| ley)? | decrets? | decrees? |
    resoluci(?:on|o) | resolucao | resolution | ordenanzas? | acuerdos? | acordos? | acords? |
    accords? | agreements? | conpes | orden | ordre | portaria | instrucao normativa | directivas? |
    directives? | reglamentos? | regulamentos? | regulations? | reglements? | circular(?:es)? |
    sentencias? | constituci\w+ | codigos? | convenios? | declaraci\w+
    """,
    tail=rf"(?:[ '-](?!{_CALLS})(?:[^\s.,;:()]|\.(?=\d)){{1,20}}){{0,6}}[ /-]$",
)
"""A law or a treaty, whose number and year are its own …"""

_CALLS_ITSELF = re.compile(
    r"[^;\n]{0,160}?\b(?:se|es|s'|on) ?(?:convo[cq]|abren?\b|obren?\b|lanzan?\b|ouvr|aprueban? "
    r"(?:la|las) (?:convocatoria|bases))"
)
"""… unless it is the one that makes the call: "Resolución de 1 de marzo de 2021 … se convocan"."""

_TOWARDS = re.compile(
    r"\b(?:(?:zero|neutral\w*|carbon\w*|emission\w*|emis\w+)\b[^.;:\d]{0,30}|d'ici(?: a)?(?: l'an)?"
    r"|towards?|hacia(?: el)?|rumbo a|camino al?|de aqui al?|vers|rumo a|cap al?|mirando al?|"
    r"(?:hasta|ate|fins) (?:el |ao? |al )?(?:ano |any )?|jusqu'en|through to|until) $"
)
"""A far year that something is to be reached by."""

_NAMED_AFTER = re.compile(
    r"[ -](?:agenda|vision|strateg\w+|plan|goals?|targets?|world cup|olympic\w*|games|expo|horizon|"
    r"roadmap|framework)\b"
)
"""The same behind the year, as in English."""

_REACH = 80
"""Letters before a year in which a name may begin. Set by hand."""


def belongs_to_a_name(text: str, at: int) -> bool:
    """Whether the four digits at ``at`` are those of a name, and tell no year of a day."""
    low = max(0, at - _REACH)
    law = _LAW.search(text, low, at) and not _CALLS_ITSELF.match(text, at + 4)
    before = law or _NAMED_BEFORE.search(text, low, at) or _TOWARDS.search(text, low, at)
    return bool(before or _NAMED_AFTER.match(text, at + 4))
