"""Read from a call how much of its money may pay for the applicant's indirect costs, and whether
one applicant may send several proposals: each answer with the sentence it was read from."""

import re
from dataclasses import dataclass
from decimal import Decimal

from matcher.text import Chain, fold, in_turn

_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=\D)|\n+")
_INDIRECT = re.compile(
    r"(?:costos|costes|gastos) (?:indirectos|de administracion|administrativos)|gastos generales"
    r"|overheads?\b|indirect costs?|administrative costs|custos indiretos|despesas indiretas"
    r"|(?:couts|frais) (?:indirects|administratifs|generaux)|costos indirectes|despeses indirectes"
)
_PERCENT = re.compile(
    r"(\d{1,3}(?:[.,]\d+)?)\s*(?:%|por ciento|per cent|percent|por cento|pour cent|per cent)"
)
_NONE = re.compile(
    r"\bno (?:se )?(?:financia|cubre|reconoce|admite|acepta|paga|son|seran|es|podran incluirse)"
    r"|\b(?:are|is|will be|will) not\b|\bcannot\b|\bineligible\b|\bnot (?:eligible|covered|allowed)"
    r"|\bnao (?:sao|serao|se|cobre|financia)|\bne (?:sont|seront|finance|couvre)|\bexclu"
)
_WHAT = re.compile(
    r"(?:propuestas?|solicitud(?:es)?|postulacion(?:es)?|proyectos?|candidaturas?"
    r"|applications?|proposals?|projects?|bids?|propostas?|projetos?|demandes?|propositions?"
    r"|candidatures?|projets?)"
)
_WHOM = re.compile(
    r"(?:por|per|par|de cada|by each) (?:cada |each |chaque )?"
    r"(?:entidad|solicitante|organizacion|institucion|proponente|municipio|persona|postulante"
    r"|applicant|organi[sz]ation|institution|entity|city|municipality|entidade|proponente"
    r"|organizacao|organisation|candidat|demandeur|collectivite)"
)
_NEXT = re.compile(r" ")
_WORD_BETWEEN = re.compile(r" (?:\w+ )?")
_MORE = re.compile(r"(?:mas de una?|more than one|mais de uma?|plus d.une?|mes d.una?)")
_A_SINGLE = re.compile(
    r"\b(?:una sola|un solo|solo una|solo un|unicamente una?|maximo una?|only one|one|a single"
    r"|apenas uma?|uma unica|um unico|une seule|un seul)"
)
_EACH_MAY_ONE = re.compile(
    r"\bcada (?:\w+ ){1,3}(?:podra|puede|solo podra|solo puede) (?:\w+ )?"
    r"(?:presentar|postular|enviar) (?:solo |unicamente )?(?:una sola|un solo|una|un)"
    r"|\bmay (?:only )?(?:submit|present|send) (?:only )?one"
)
_DENIES = re.compile(r"\b(?:no|not|ni|nao|ne|ninguna?|nenhuma?|aucune?)\b")
_CLAUSE = re.compile(r"[^.]{0,60}")
_MANY = re.compile(r"\b(?:varias|several|multiple|various|varios|diversas|plusieurs)")
_ONE: tuple[Chain, ...] = (
    (_A_SINGLE, (_WORD_BETWEEN, _WHAT), (_NEXT, _WHOM)),
    (_EACH_MAY_ONE, (_NEXT, _WHAT)),
    (_DENIES, (_CLAUSE, _MORE), (_WORD_BETWEEN, _WHAT)),
)
_SEVERAL: tuple[Chain, ...] = ((_MORE, (_WORD_BETWEEN, _WHAT)), (_MANY, (_NEXT, _WHAT)))


@dataclass(frozen=True, slots=True)
class Read:
    """An answer and the words of the call it stands in."""

    value: Decimal
    quote: str


def overhead(text: str) -> list[Read]:
    """The shares of indirect costs the call says it pays, each once; 0 where it pays none."""
    found: dict[Decimal, Read] = {}
    for sentence in _SENTENCE.split(text):
        folded = fold(sentence)
        named = _INDIRECT.search(folded)
        if named is None:
            continue
        shares = [m for m in _PERCENT.finditer(folded)]
        nearest = min(shares, key=lambda m: abs(m.start() - named.end()), default=None)
        if nearest is not None:
            share = Decimal(nearest[1].replace(",", "."))
        elif _NONE.search(folded):
            share = Decimal(0)
        else:
            continue
        found.setdefault(share, Read(share, sentence.strip()))
    return list(found.values())


def applications(text: str) -> Read | None:
    """How many proposals one applicant may send: 1, or 2 for several; ``None`` where unsaid."""
    said: dict[int, Read] = {}
    for sentence in _SENTENCE.split(text):
        folded = fold(sentence)
        if _said(folded, _ONE):
            said.setdefault(1, Read(Decimal(1), sentence.strip()))
        elif _said(folded, _SEVERAL):
            said.setdefault(2, Read(Decimal(2), sentence.strip()))
    return said.popitem()[1] if len(said) == 1 else None


def _said(folded: str, ways: tuple[Chain, ...]) -> bool:
    return any(next(in_turn(folded, *way), None) for way in ways)
