"""Whether a partner is asked for, welcome, or not needed."""

import re

from scrapers.extract.parties.allies.alone import alone, either_way, is_role, labelled_several
from scrapers.extract.parties.allies.done_with import done_with
from scrapers.extract.parties.allies.groups import GROUP_RULES, takes_groups
from scrapers.extract.parties.allies.jointly import asked_jointly, either_as_they_like
from scrapers.extract.parties.allies.turned import (
    TURNED_RULES,
    groups_too,
    obliged,
    on_condition,
)
from scrapers.extract.parties.allies.with_another import comes_with, comes_with_needless
from scrapers.extract.parties.forms.through import is_through_government
from scrapers.extract.parties.sentences import Answer, Sentence, first_told
from scrapers.extract.parties.words.beside import BROUGHT, MUST_BE
from scrapers.extract.parties.words.partners import (
    ALLY,
    ANOTHER,
    BODIES,
    DENIAL,
    FEW_WORDS,
    HAS_TO,
    IN_GROUP,
    IS_MANDATORY,
    MADE_OF,
    MANDATORY,
    MAY,
    MEMBERS,
    MINIMUM,
    NEEDLESS,
    NO_ALLY,
    NO_GROUP,
    NOT_MANDATORY,
    OF_APPLYING,
    OF_PARTNERS,
    ONLY,
    OR_MORE,
    PART_ENDS,
    PLACED,
    RECOMMENDED,
    SEVERAL,
    SINGLE,
    TOGETHER,
)
from scrapers.extract.text.rules import Example, Rule
from scrapers.extract.text.wording import followed, table
from scrapers.item import Fact


def _may_together(sentence: Sentence) -> str | None:
    if DENIAL.search(sentence.text) or ONLY.search(sentence.text):
        return None
    return followed(sentence.text, MAY, IN_GROUP, within=50)


def _asked(sentence: Sentence) -> bool:
    """Whether a sentence can ask for a partner at all."""
    if not OF_APPLYING.search(sentence.text) or is_role(sentence):
        return False
    return not DENIAL.search(sentence.text) and not _may_together(sentence)


_AND_THEN = re.compile(
    rf"{PART_ENDS}|, (?:[yei]|and|et|pero|but|mai?s|sino) | (?:[yei]|and|et) (?=n(?:[eo]t?|ao|')\b)"
)
"""Where a sentence goes on to say something else."""


def _not_alone(sentence: Sentence) -> str | None:
    """ "Individual applications" beside a denial."""
    match = SINGLE.search(sentence.text)
    if match is None or is_through_government(sentence.text, match.end()):
        return None
    if is_role(sentence) or _optional(sentence) or either_way(sentence) or takes_groups(sentence):
        return None
    if sentence.text.startswith(" a quien", match.end()):
        return None
    before = sentence.text[max(0, match.start() - 60) : match.start()]
    near = _AND_THEN.split(before)[-1] + _AND_THEN.split(sentence.text[match.start() :])[0][:90]
    return match.group() if DENIAL.search(near) else None


def _optional(sentence: Sentence) -> str | None:
    if is_role(sentence):
        return None
    text = sentence.text
    if none := NO_ALLY.search(text) or NO_GROUP.search(text):
        return none.group()
    return (
        followed(text, NEEDLESS, ALLY, within=50, gap=FEW_WORDS)
        or followed(text, ALLY, NOT_MANDATORY, within=50)
        or followed(text, RECOMMENDED, ALLY, within=40)
        or followed(text, _TO_JOIN, NOT_MANDATORY, within=2)
        or comes_with_needless(text)
    )


_TO_JOIN = table(
    r"(?:la|l'|a) ?(?:asociaci|associaci|associaca|associazi|associati|agrupaci)[a-z]+", tail=r"\b"
)
"""To come in a group."""
_OUTRIGHT = re.compile(r"(?:(?!\b(?:when|if|where|cuando|si|quand|lorsque|quando)\b)[^.;])*")
"""Between a partner and «is mandatory»: under no condition."""


def _mandatory(sentence: Sentence) -> str | None:
    text = sentence.text
    return (
        followed(text, MANDATORY, ALLY, within=60)
        or followed(text, MANDATORY, ANOTHER, within=60)
        or followed(text, ALLY, IS_MANDATORY, within=140, gap=_OUTRIGHT)
    )


def _has_to(sentence: Sentence) -> str | None:
    return followed(sentence.text, HAS_TO, ALLY, within=70) if _asked(sentence) else None


def _several(sentence: Sentence) -> str | None:
    if row := labelled_several(sentence):
        return row
    if not _asked(sentence):
        return None
    text = PLACED.sub(" ", sentence.text)
    return (
        followed(text, MINIMUM, BODIES, within=7)
        or (m.group() if (m := OR_MORE.search(text)) else None)
        or followed(text, BODIES, SEVERAL, within=50)
        or followed(text, MADE_OF, MEMBERS, within=24)
    )


def _together(sentence: Sentence) -> str | None:
    match = TOGETHER.search(sentence.text) if _asked(sentence) else None
    lets = match and MAY.search(sentence.text, max(0, match.start() - 40), match.start() + 8)
    return match.group() if match and not lets else None


def _outright(sentence: Sentence) -> str | None:
    """A group or a partner that must be, whatever else the sentence speaks of."""
    if DENIAL.search(sentence.text):
        return None
    match = MUST_BE.search(sentence.text) or BROUGHT.search(sentence.text)
    return match.group() if match else None


PARTNER_RULES: tuple[Rule[Sentence, Answer], ...] = (
    *GROUP_RULES,
    *TURNED_RULES,
    Rule(
        name="jointly-asked",
        when=asked_jointly,
        gives=True,
        examples=(
            Example("Los municipios habrán de concurrir conjuntamente.", True),
            Example("Los municipios podrán concurrir conjuntamente.", None),
            Example("Siempre en parejas: una ciudad mentora y una aprendiz.", True),
        ),
    ),
    Rule(
        name="partner-on-condition",
        when=on_condition,
        gives=True,
        examples=(
            Example("May apply provided that a university is part of the team.", True),
            Example("May apply provided that the budget is clear.", None),
        ),
    ),
    Rule(
        name="partner-obliged",
        when=obliged,
        gives=True,
        examples=(
            Example("Las entidades están obligadas a concurrir agrupadas.", True),
            Example("Las entidades pueden concurrir agrupadas.", None),
        ),
    ),
    Rule(
        name="not-alone",
        when=_not_alone,
        gives=True,
        examples=(
            Example("No se admiten candidaturas individuales.", True),
            Example("Se admiten candidaturas individuales.", False),
        ),
    ),
    Rule(
        name="partner-optional",
        when=_optional,
        gives=False,
        examples=(
            Example("No se exige un consorcio para participar.", False),
            Example("Cada propuesta requiere un consorcio.", True),
        ),
    ),
    Rule(
        name="together-may-apply",
        when=_may_together,
        gives=False,
        examples=(
            Example("Las entidades podrán presentarse en consorcio.", False),
            Example("Las entidades podrán presentarse solo en consorcio.", True),
        ),
    ),
    Rule(
        name="alone-or-together",
        when=either_way,
        gives=False,
        examples=(
            Example("Une candidature seule ou en consortium est possible.", False),
            Example("Las entidades deben presentarse en consorcio.", True),
        ),
    ),
    Rule(
        name="either-as-they-like",
        when=either_as_they_like,
        gives=False,
        examples=(
            Example("Se admiten solicitudes individuales y conjuntas.", False),
            Example("Joint bids will not be considered.", False),
            Example("Joint bids without a budget will not be considered.", None),
            Example("Un solo municipio puede presentar la propuesta.", False),
        ),
    ),
    Rule(
        name="groups-too",
        when=groups_too,
        gives=False,
        examples=(
            Example("Podrán postular también los consorcios de entidades.", False),
            Example("Solo podrán postular los consorcios de entidades.", True),
        ),
    ),
    Rule(
        name="alone-may-apply",
        when=alone,
        gives=False,
        examples=(
            Example("Las entidades se presentan individualmente.", False),
            Example("Las entidades se presentan en octubre.", None),
        ),
    ),
    Rule(
        name="partner-mandatory",
        when=_mandatory,
        gives=True,
        examples=(
            Example("Es obligatorio presentarse en alianza con otra ciudad.", True),
            Example("Es obligatorio presentarse antes de mayo.", None),
        ),
    ),
    Rule(
        name="partner-asked",
        when=_has_to,
        gives=True,
        examples=(
            Example("The proposal must include at least one partner.", True),
            Example("The proposal must include a budget.", None),
        ),
    ),
    Rule(
        name="partner-must-be",
        when=_outright,
        gives=True,
        examples=(
            Example("Se requiere una contraparte local.", True),
            Example("The city must involve at least one university as a partner.", True),
            Example("Cities may take part as partners of a university.", None),
        ),
    ),
    Rule(
        name="several-asked",
        when=_several,
        gives=True,
        examples=(
            Example("Proposals come from consortia of at least two cities.", True),
            Example("Podrán participar consorcios y asociaciones de municipios.", None),
        ),
    ),
    Rule(
        name="in-partnership",
        when=_together,
        gives=True,
        examples=(
            Example("Las propuestas se presentan en alianza con una universidad.", True),
            Example("Las propuestas se presentan en papel.", None),
        ),
    ),
    Rule(
        name="comes-with-another",
        when=comes_with,
        gives=True,
        examples=(
            Example("Museos y universidades, en asociación con un centro español.", True),
            Example("Autoridades locales, con al menos una ciudad europea como socia.", True),
            Example("La participación de organizaciones de mujeres es obligatoria.", True),
            Example("Une organisation de femmes doit cosigner la demande.", True),
            Example("Podrán ser solicitantes si se asocian con una entidad local.", True),
            Example("Alianzas formadas por una universidad y un municipio.", True),
            Example("La alcaldía, en alianza con la Universidad, lanza el fondo.", None),
            Example("Podrán presentarse en asociación con un centro español.", False),
            Example("La participación en el taller es obligatoria.", None),
        ),
    ),
    Rule(
        name="done-with-a-partner",
        when=done_with,
        gives=True,
        examples=(
            Example("Cada proyecto se ejecutará con una entidad local.", True),
            Example("Les projets reposent sur un partenaire local identifié.", True),
            Example("El proyecto se ejecutará con recursos del fondo.", None),
        ),
    ),
)
_OUTRIGHT_SAID = (
    "partnership-is-the-way",
    "partner-lack-counts",
    "partner-lack-is-nothing",
    "not-alone",
    "partner-need-not",
    "partner-optional",
    "partner-mandatory",
)
_LETS = (
    "either-as-they-like",
    "alone-or-together",
    "together-may-apply",
    "groups-too",
    "alone-may-apply",
    "groups-are-taken",
)
_ASKS = (
    "jointly-asked",
    "partner-on-condition",
    "partner-obliged",
    "partner-asked",
    "partner-must-be",
    "several-asked",
    "in-partnership",
    "comes-with-another",
    "done-with-a-partner",
)


def _elsewhere(alone: Fact, asked: Fact) -> bool:
    """Whether two answers stand in two sentences: «sola o en consorcio» is one."""
    return not (alone.span and asked.span and alone.span.start == asked.span.start)


def _of_two_kinds(alone: Fact, asked: Fact) -> bool:
    """Whether groups may apply too, and whoever applies needs a partner all the same."""
    lets, asks = (fact.span.method if fact.span else "" for fact in (alone, asked))
    return lets in {*_LETS[:4]} and asks in {
        *("partner-asked", "partner-must-be", "jointly-asked"),
        "done-with-a-partner",
    }


def read_partner(sentences: list[Sentence]) -> Fact | None:
    """Whether a partner is asked for: what is said outright, then what is only told of."""
    sentences = [sentence for sentence in sentences if OF_PARTNERS.search(sentence.text)]
    alone = [sentence for sentence in sentences if not takes_groups(sentence)]
    told = {
        rule.name: first_told([rule], alone if rule.name in _ASKS else sentences)
        for rule in PARTNER_RULES
    }
    for name in _OUTRIGHT_SAID:
        if fact := told[name]:
            return fact
    return _weighed([fact for name in (*_LETS, *_ASKS) if (fact := told[name])])


def _weighed(facts: list[Fact]) -> Fact | None:
    """What is told of a partner, where two sentences do not contradict one another."""
    alone = next((fact for fact in facts if not fact.answer), None)
    asks = [fact for fact in facts if fact.answer]
    if alone is None or not asks:
        return alone or next(iter(asks), None)
    apart = (fact for fact in asks if _elsewhere(alone, fact) and _of_two_kinds(alone, fact))
    return next(apart, None if _elsewhere(alone, asks[0]) else alone)
