"""From a country one may take part, and not as the applicant: «un gobierno local socio en …»."""

import re

from scrapers.extract.parties.origin import Origin
from scrapers.extract.parties.places import holds
from scrapers.extract.parties.sentences import Answer, Sentence
from scrapers.extract.parties.where.neighbours import NEIGHBOURS, are_of_here
from scrapers.extract.parties.where.placed import TWINNED
from scrapers.extract.parties.words.as_partner import AS_PARTNER
from scrapers.extract.parties.words.beside import role_beside
from scrapers.extract.parties.words.partners import ALLIED_BODY
from scrapers.extract.parties.words.roles import LED_BY
from scrapers.extract.text.rules import Example, Rule
from scrapers.extract.text.wording import WordTable, alternatives

_ABROAD = re.compile(
    r"\b(?:(?:otros?|terceros|other|third|outros|autres|altres) (?:paises|countries|pays|paisos)|"
    r"any other country|(?:pays|paises|countries) (?:partenaires|socios)|partner countries|"
    r"(?:de )?fuera de|outside(?: of)?|from abroad|del extranjero|foreign\b|"
    r"extranjer[oa]s?|etrang\w+|estrangeir\w+|non-eu\b|no comunitari[oa]s|hors de)"
)
"""Wherever the call is not from."""
_NOT_ALONE = WordTable(
    alternatives(
        r"\b(?:consortium|consorcio|consorcio|partnership|team|equipo)s? (?:can|may|podra|"
        r"puede) (?:also |tambien )?"
        r"(?:include|incluir|contar con|sumar)\b|"
        r"\b(?:solo|only|unicamente|apenas|somente) (?:si|if|se)\b[^.;,]{0,24}\b(?:conjuntamente|"
        r"en alianza|jointly|"
        r"together|in partnership|em parceria) (?:con|with|com)\b|"
        r"\b(?:no|not|ne|nao|cannot|nunca|never)\b[^.;]{0,40}\b(?:sol[oa]s?|seule?s?|alone|sozinh[oa]s?|"
        r"on (?:its|their) own|por (?:su cuenta|si sol[oa]s?)|en solitario)\b"
    ),
    lead="",
)
"""With others they may."""
_JOINS = re.compile(
    r"\b(?:may|can|could|podran?|pueden?|podem|poderao|peuvent|pourront|poden) "
    r"(?:also |only |solo |tambien )?(?:join|collaborate|take part|be involved|sumarse|unirse|"
    r"colaborar|participar|tomar parte|incorporarse|participer|prendre part|collaborer|se joindre)"
)
"""They may be in it …"""
_LED = re.compile(
    r"\b(?:solicitante principal|lead applicant|lead partner|chef de file|entidad lider|"
    r"proponente principal|without (?:receiving )?fund\w*|sin (?:recibir )?(?:fondos|financiacion|"
    r"recursos)|where (?:this|it) is needed|not (?:be )?eligible (?:for|to receive) fund\w*|"
    r"cuando lo hagan con|siempre que (?:lo hagan|participen|vayan) con)"
)
"""… in what others lead, or without money."""


_NOT_FROM_THERE = re.compile(
    r"\b(?:no|nao|not|ne|n'|cannot)\b[^.;,]{0,30}(?:recib|acept|admit|consider|accept|recev|aceit|"
    r"receb|examin)\w*[^.;,]{0,60}$"
)
"""Right before «other countries»: papers from there are not taken."""
_WITH_THEM = re.compile(
    r"\b(?:avec|con|with|com|amb) (?:une?|des?|leurs?|les|su|sus|an?|una?|their|its|unos|las|los|"
    r"the|other)? ?"
    r"(?:autorit|authorit|collectivit|homolog|gobiern|governm|municip|cit|ciudad|pouvoir|ville)[a-z]*"
    r"(?: [a-z]+){0,2} ?(?:de |des |d'|of |in |from )?$"
)
"""Right before «foreign»: those are whom the work is done with."""
_JOINS_TEAM = re.compile(
    r"\b(?:may|can|could|podran?|pueden?|podem|poderao|peuvent|pourront|poden)\s(?:[a-z]+ ){0,2}?"
    r"(?:integrar(?:se)?|incorporarse|formar parte|sumarse|join|be part|faire partie|integrer|"
    r"fazer "
    r"parte|formar part)\s(?:en |del? |al |the |of the |of |do |da |a la |l'|d'|de l'|au |a )*"
    r"(?:el |la |un )?(?:equip|consor|project|proyecto|team|partner|partenariat|alianza|"
    r"grupo de)[a-z]*"
)
"""Somebody may be in the team that another leads."""


def _allied(sentence: Sentence) -> str | None:
    """The country, or a region that holds it, is where the partners come from."""
    assert isinstance(sentence, Origin)
    for part in sentence.parts:
        text = part.clause.text
        for start, end, code in part.named:
            if not holds(code, sentence.country):
                continue
            if TWINNED.search(text, 0, start):
                continue
            ally = next((m for m in ALLIED_BODY.finditer(text) if m.start() <= start), None)
            ally = ally or role_beside(text) or _JOINS_TEAM.search(text, 0, start)
            if ally and not part.refused((start, end, code)):
                return ally.group()
    return None


def _not_alone(sentence: Sentence) -> str | None:
    """From there nobody may apply alone."""
    assert isinstance(sentence, Origin)
    match = _NOT_ALONE.search(sentence.text)
    from_there = any(holds(place[2], sentence.country) for place in sentence.places)
    return match.group() if match and from_there else None


def _abroad(sentence: Sentence) -> str | None:
    """Wherever it is not from, one may be a partner, join, or be led by somebody there."""
    assert isinstance(sentence, Origin)
    text = sentence.text
    abroad = _ABROAD.search(text) or NEIGHBOURS.search(text)
    if abroad is None or _NOT_FROM_THERE.search(text[: abroad.start()]):
        return None
    named = [place[2] for part in sentence.parts for place in part.named]
    if NEIGHBOURS.match(abroad.group()) and not are_of_here(named, sentence.country):
        return None
    if _WITH_THEM.search(text[: abroad.start()]):
        return abroad.group()
    if ALLIED_BODY.search(text, 0, abroad.start()) or AS_PARTNER.search(text):
        return abroad.group()
    joins = _JOINS.search(text)
    led = _LED.search(text) or LED_BY.search(text)
    return abroad.group() if joins and led else None


PARTNER_ORIGIN_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="country-not-alone",
        when=_not_alone,
        gives="partner",
        examples=(
            Example("La ciudad colombiana solicitante no puede presentarse sola.", "partner"),
            Example("La ciudad francesa solicitante no puede presentarse sola.", None),
        ),
    ),
    Rule(
        name="country-of-partners",
        when=_allied,
        gives="partner",
        examples=(
            Example("Se admiten entidades socias de Iberoamérica.", "partner"),
            Example("Municipios italianos, con un gobierno local socio en Colombia.", "partner"),
            Example("Entidades de Colombia podrán participar como socias.", "partner"),
            Example("Se admiten entidades socias de Portugal.", None),
        ),
    ),
    Rule(
        name="partners-from-abroad",
        when=_abroad,
        gives="partner",
        examples=(
            Example("Partners from third countries may join without funding.", "partner"),
            Example("Organisations from any other country may be partners.", "partner"),
            Example("Organisations from other countries may apply.", None),
        ),
    ),
)
