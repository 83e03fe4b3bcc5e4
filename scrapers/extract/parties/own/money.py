"""Whether the applicant has to bring money of its own."""

from scrapers.extract.parties.own.asked import asks_for_money, named, own_share, pays_part
from scrapers.extract.parties.own.denied import (
    not_asked,
    nothing_left,
    pays_all,
    pays_not_all,
)
from scrapers.extract.parties.sentences import Answer, Sentence, first_told
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.parties.words.shares import PARTS
from scrapers.extract.text.rules import Example, Rule
from scrapers.extract.text.wording import table
from scrapers.item import Fact, Share

COFUNDING_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="cofunding-not-asked",
        when=not_asked,
        gives=False,
        examples=(
            Example("No se exige ninguna aportación de la entidad.", False),
            Example("El aporte de la entidad no será inferior a la cuarta parte.", True),
        ),
    ),
    Rule(
        name="funder-pays-all",
        when=pays_all,
        gives=False,
        examples=(
            Example("La ayuda cubre el 100 % de los gastos.", False),
            Example("La ayuda cubre el viaje.", None),
        ),
    ),
    Rule(
        name="nothing-left-to-pay",
        when=nothing_left,
        gives=False,
        examples=(
            Example("Cofinanciación: 100 % del presupuesto.", False),
            Example("Cofinanciación: 60 % del presupuesto.", True),
        ),
    ),
    Rule(
        name="funder-pays-not-all",
        when=pays_not_all,
        gives=True,
        examples=(
            Example("The grant may not finance the entire cost of a project.", True),
            Example("The grant may finance the entire cost of a project.", False),
        ),
    ),
    Rule(
        name="funder-pays-a-part",
        when=pays_part,
        gives=True,
        examples=(
            Example("Up to 60 % of eligible costs will be funded.", True),
            Example("Up to 10 % of eligible costs may be funded as staff costs.", None),
        ),
    ),
    Rule(
        name="own-share-asked",
        when=own_share,
        gives=True,
        examples=(
            Example("El municipio aporta la tercera parte del costo.", True),
            Example("El municipio aporta un terreno.", None),
        ),
    ),
    Rule(
        name="money-asked-about",
        when=asks_for_money,
        gives=True,
        examples=(
            Example("¿Hay que poner plata? Sí, una parte.", True),
            Example("¿Hay que poner plata? No.", False),
        ),
    ),
    Rule(
        name="cofunding-named",
        when=named,
        gives=True,
        examples=(
            Example("La contrapartida se acredita con un certificado.", True),
            Example("La solicitud se acredita con un certificado.", None),
            Example("Se valorará la cofinanciación.", None),
        ),
    ),
)
_OF_MONEY = table(
    r"""
    contrapart | contrep | cofin | co-?f | aport | match | cost | autofin | apport | contribu |
    100 |
    totali | integra | % | parte | mitad | half | third | quarter |
    fifth | tiers | quart | moiti | metade | terc | meitat | peso | dol | euro | reais | real\b |
    equal | iguales | egales | sources | fuentes | don[oa] | subven | cubier | compart |
    covered | prend | funds | dinero | debours | pone | pondra | manti | keeps | commit |
    provide | dispos | cede | paga | asume | gratuit | cubrir | free | propi | proprio | own |
    propres | achega | saldo | sold[eo] | remanesc | rest | terren | mano de | m[ao]o de |
    labou?r | especie | funding |
    spese | diner | plata\b | nada\b | algo\b | eigen | recursos adic | bearing |
    participation financ |
    bear | money | cash | risorse | fondi | fully | in full | entier | todos |
    financi
    """,
    lead="",
)
"""What any word of the tables holds: sentences without it are not asked further."""


def read_own_money(sentences: list[Sentence]) -> Fact | None:
    """Whether money of the applicant's own is asked for: a sentence that denies it decides."""
    sentences = [sentence for sentence in sentences if _OF_MONEY.search(sentence.text)]
    sentences = _without_exempt(sentences)
    denies = [rule for rule in COFUNDING_RULES if rule.gives is False]
    asks = [rule for rule in COFUNDING_RULES if rule.gives is True]
    return first_told(denies, sentences) or first_told(asks, sentences)


def _without_exempt(sentences: list[Sentence]) -> list[Sentence]:
    """The sentences, without one that spares others where a local government is asked."""
    if not any(LOCAL.search(one.text) and _asks(one) for one in sentences):
        return sentences
    return [
        one
        for one in sentences
        if LOCAL.search(one.text) or not (OTHERS.search(one.text) and not_asked(one))
    ]


def _asks(sentence: Sentence) -> bool:
    return not not_asked(sentence) and (own_share(sentence) or named(sentence)) is not None


def read_own_part(sentences: list[Sentence]) -> Share | None:
    """The applicant's share where it is told as a part («la quinta parte»), in percent."""
    for sentence in sentences:
        if not _OF_MONEY.search(sentence.text) or "%" in sentence.text:
            continue
        if not own_share(sentence) or not_asked(sentence):
            continue
        for pattern, percent in PARTS:
            if match := pattern.search(sentence.text):
                at = sentence.start + match.start()
                span = sentence.passage.sentence_span(at, method="own-part")
                return Share(percent=percent, span=span)
    return None
