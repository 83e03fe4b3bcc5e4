"""Where nothing is asked of the applicant: by a denial, or since the funder pays all of it."""

import re

from scrapers.extract.parties.scope import halves, needed
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.words.giving import (
    INCLUDED,
    NEEDLESS,
    NO_DIGITS,
    NOT_ASKED,
    NOT_OF_COSTS,
    PAID,
    SHARE,
    WITHOUT,
)
from scrapers.extract.parties.words.own import ALL_COSTS, ASKED_FOR, COVERS, OWN_SHARE
from scrapers.extract.parties.words.shares import NO_OTHER, NONE_AFTER, NOTHING_TO_PAY
from scrapers.extract.text.wording import WordTable, followed, table

_NO_NEED = table(
    r"(?:sin|sem|sense) que | sans que | senza che | without | saves? | libera\w* | spared?"
)
_TO_GIVE = table(
    r"""
    (?:tenga|deba|haya|necesit|precis|ten(?:ham|er)|dev(?:am|er)|doive|aient|debba|abbia|having to|
        needing to|having|needing|obliga|be(?:ing)? (?:asked|required|expected))
        [^.;,]{0,25}?(?:cofinanci\w+|co-?fund|co-?financ\w+|contribu\w+|aport\w+|poner|pagar|pay|
        apport\w+|match|contrapartida)
    """
)
"""After «without»: the applicant having to give."""
_SPARED = re.compile(
    r"\b(?:(?:no|nao|non|ne) (?:se )?(?:l[ei]s?|lhes?|leur|lui) (?:se )?(?:pid|exig|requi|ped|"
    r"demand|solicit|"
    r"richie)\w*|(?:sin|sans|without|sem|senza) (?:que )?(?:ser|etre|being|sea|constituer|"
    r"constituir|"
    r"essere|costituire) (?:[a-z]+ )?(?:condi|requi|oblig|obrig|exig))"
)
"""After the share: of whoever applies it is not asked."""
_IN_ANOTHER_WAY = re.compile(
    r"(?:contrapart|cofin|aport|match|apport|contribu)[a-z-]*(?: [a-z]+){0,2} (?:sea|sean|be|"
    r"seja|soit|sia) "
    r"(?:only |solo )?(?:en|in|em) (?:efectivo|cash|dinero|dinheiro|money|numeraire|contanti|"
    r"especie|kind)"
)
"""Only how it is brought is left open."""
_NEITHER = re.compile(r"\b(?:ni|nem|neither|nor|nin|ne|tampoco)\b")
_DUTY = table(
    r"""
    exig\w+ | requ\w+ | oblig\w+ | obrig\w+ | neces\w+ | mandat\w+ | compulsory | condici\w+ |
    condition | indispens\w+ | imprescind\w+ | pid\w+ | ped\w+ | solicit\w+ | asked | expected |
    esix\w+ | richiest\w+ | demand\w+ | preciso | needed | reclam\w+
    """,
    tail=r"(?![a-z])",
)
_MUST = table(
    r"""
    debe\w* | must | shall | should | have to | has to | is (?:required|expected|mandatory|needed) |
    are (?:required|expected|mandatory|needed) | obligat\w+ | obrigat\w+ | obligator\w+ |
    se (?:exig|requier|pid|solicit|esper|reclam|demand|necesit)\w+ | exige-se | e exigid\w+ |
    habra[n]? (?:de|que) | ha[n]? de | ten(?:dran?|dra) que | tiene[n]? que |
    (?:si|sera|seran|son|es|sao) (?:[a-z]+ )?(?:exigible|exigid|obligator|necesari|requerid)\w* |
    doi(?:t|vent) | deve\w* | devra\w* | deu | cal(?:dra)? | haura\w* de | tera\w* (?:de|que) |
    est exige\w* | sono richiest\w+ | e richiest\w+ | dovra\w* | occorre | at least | al menos |
    como minimo | au moins | minimum | minim[oa] | pelo menos
    """,
    tail=r"(?![a-z])",
)
_OWN_KIND = re.compile(
    r"\bin[- ]kind|\ben especie|\ben nature|em especie|en especie|in natura|\bcash\b|efectivo|"
    r"dinero|dinheiro|numeraire|contanti|\bmoney\b|contrapart|cofin|co-?fund|co-?fin|aport|"
    r"apport|match|\bown\b|propi|propre|propri|\d ?%|contribu|staff time|horas de trabajo"
)
_BUT_THIS = re.compile(r"\W*(?:si|sim|oui|yes|sí) (?:en|es|se|em|la|el|un[ao]?|de|que|seran?|a)\b")
"""Right after «but»: what is asked for after all."""
_DENIED = re.compile(
    r"\b(?:no|not|nao|ne|n'|non|ni|nem|nor|tampoco|sin|without|sans|sem|never|nunca|nothing)\b"
)
_ONLY_IF = re.compile(
    r"\b(?:(?<!lo que )si(?! (?:en|es)\b)|if|any|cuando|when|where|en caso|quien(?:es)?|"
    r"those who|se houver|offered|volunt\w+|"
    r"que se (?:ofrezca|aporte)|opcional\w*|optional\w*|le cas echeant|valor\w+|score|punt\w+|"
    r"encourag\w+|welcome|preferen\w+|priori\w+|desirable|deseable)\b"
)
"""Only of whoever brings something after all."""


_NO_ASIDE = re.compile(r"(?:[^()]|\([^()]*\))*\(?")
"""Between the share and its denial: what an aside denies is something else."""


def not_asked(sentence: Sentence) -> str | None:
    """The words that ask for nothing."""
    text = sentence.text
    need = needed(text, ASKED_FOR)
    if need or instead(text):
        return None
    none = next((m for m in ASKED_FOR.finditer(text) if NONE_AFTER.match(text, m.end())), None)
    if _IN_ANOTHER_WAY.search(text):
        return None
    denials = (
        followed(text, WITHOUT, ASKED_FOR, within=30, gap=NO_OTHER),
        followed(text, NOT_ASKED, ASKED_FOR, within=45),
        followed(text, ASKED_FOR, NEEDLESS, within=90, gap=_NO_ASIDE),
        followed(text, _NO_NEED, _TO_GIVE, within=60),
        _neither(text),
        _of_them(text),
        "without" if need is False else None,
        None if _is_of_a_fee(sentence) else told(NOTHING_TO_PAY, text),
        none.group() if none else None,
    )
    return next(filter(None, denials), None)


_FEE = re.compile(
    r"\b(?:fees?|tasas?|cuotas?|inscripci\w+|taxas?|inscric\w+|frais|quotes?|cost[eso]*|cobra\w*|"
    r"charge[sd]?|free|gratuit\w+|gratis)\b[^?]*\?\W*$"
)


def _is_of_a_fee(sentence: Sentence) -> bool:
    """Whether it answers what it costs to enter: nothing is told of the costs of the project."""
    before = sentence.passage.previous_segment(sentence.start)
    return before is not None and _FEE.search(sentence.passage.folded[slice(*before)]) is not None


def _of_them(text: str) -> str | None:
    """What is named, and that it is not asked of them: "no se le pide ninguna"."""
    asked = ASKED_FOR.search(text)
    spared = _SPARED.search(text, asked.end()) if asked else None
    return spared.group() if spared else None


def _neither(text: str) -> str | None:
    """ "Ni el aporte en dinero ni el aporte en especie son exigibles"."""
    nor = _NEITHER.search(text)
    if nor is None or len(_NEITHER.findall(text)) < 1 + (nor.group() in {"ni", "nem", "ne"}):
        return None
    asked = ASKED_FOR.search(text) or OWN_SHARE.search(text)
    duty = _DUTY.search(text, nor.end())
    return f"{nor.group()} … {duty.group()}" if asked and duty else None


def instead(text: str) -> str | None:
    """What is asked for in one half of a sentence whose other half spares something else."""
    parts = halves(text)
    if len(parts) == 1 or not any(_spares(part) for part in parts):
        return None
    for part in parts:
        yes = _BUT_THIS.match(part)
        must = yes or _MUST.search(part)
        if not must or not _OWN_KIND.search(part) or _spares(part):
            continue
        if not _ONLY_IF.search(part, yes.end() if yes else 0):
            return None if _DENIED.search(part) else must.group()
    return None


def _spares(part: str) -> bool:
    spared = followed(part, NOT_ASKED, ASKED_FOR, within=45)
    return bool(spared or followed(part, ASKED_FOR, NEEDLESS, within=90))


_NOT_ALL = re.compile(
    r"\b(?:(?:do(?:es)?|will|may|shall|can) not|cannot|no se|no|nao|ne|never|nunca)\s"
    r"(?:(?!reembols|reint)[a-z]+ ){0,2}"
    r"(?:fund|financ|cover|cubr|pag|sufrag|subvencion|cobr|cofinanc)\w*[^.;,]{0,40}\b(?:100|"
    r"full|whole|entire|totalidad|totalite|integr\w+|total)\b"
)
"""The funder does not pay all of it."""
_PAYS_NOT = table(
    r"""
    (?:(?:(?:do(?:es)?|will|may|shall|can) not|cannot|no (?:se )?(?:podra|puede)|no|nao|ne)\s
        (?:[a-z]+ )?(?:fund|financ|cover|cubr|pag|sufrag|subvencion|cobr)[a-z]*)
    """
)
_ALL_OF_IT = table(
    r"""
    (?:the |el |la |o |a |le )?
    (?:full|entire|whole|total(?:idad|idade|ite)?|100 ?%)
        (?: (?:of|de|del|da|do|du|des|the|la|el|los))*(?: eligible| total)?
        \s(?:cost|gasto|project|proyecto|projet|budget|presupuesto|orcamento|action|actuacion|depens)
    """
)
"""Said of the costs of a project: what is left is for whoever applies."""


def pays_all(sentence: Sentence) -> str | None:
    """The funder pays all of it, in either order."""
    text = sentence.text
    if NOT_OF_COSTS.search(text) or _NOT_ALL.search(text):
        return None
    pays = followed(text, COVERS, ALL_COSTS, within=60, gap=NO_DIGITS)
    if pays and SHARE.search(INCLUDED.split(text)[0]):
        return None
    return pays or followed(text, ALL_COSTS, PAID, within=12)


def pays_not_all(sentence: Sentence) -> str | None:
    """The funder does not pay all the costs of a project."""
    return followed(sentence.text, _PAYS_NOT, _ALL_OF_IT, within=1)


def nothing_left(sentence: Sentence) -> str | None:
    """ "100 %" beside a word for the applicant's share: nothing is left to pay."""
    asked = OWN_SHARE.search(sentence.text)
    at = sentence.text.replace("100%", "100 %").find("100 %")
    return "100 %" if asked and at >= 0 else None


def told(pattern: WordTable, text: str) -> str | None:
    """The words of a table that stand in a text."""
    match = pattern.search(text)
    return match.group() if match else None
