"""A label and what it says: «Cosolicitantes: gobiernos locales», «Rol del municipio: socia»."""

import re
from collections.abc import Iterator
from typing import Literal

from scrapers.extract.parties.sections import WHO_MAY
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.text.wording import table

_ROW = re.compile(r"\W*(?:\d+[.)] )?([^:.;?¿]{3,300}?) ?: ?([^;]{2,400})")
_BESIDE = table(
    r"""
    co-?solicitantes? | co-?applicants? | co-?candidat\w+ | co-?demandeurs? | co-?proponentes? |
    soci[oa]s?\b | socis\b | aliad[oa]s? | partners?\b | partenaires? | parceir[oa]s? |
    partenariat |
    associad[oa]s? | asociad[oa]s? | associat[oei]s?\b | associe[es]*\b | affiliate\w* |
    afiliad[oa]s? |
    colaborador\w* | collaborator\w* | contrapartes? | counterparts? | sub-?receptor\w* |
    sub-?recipient\w* | sub-?grantees? | acompanant\w* | entidad(?:es)? de apoyo
    """
)
_FIRST = table(
    r"""
    (?<!co-)(?:solicitantes?|applicants?|candidat\w+|demandeurs?|proponentes?|postulantes?|porteur\w*|
        capofila|titular\w*|lider\w*|lead\w*|beneficiari[oa]s?\b(?! final| indirect)|requerente|
        principal\w*|coordina\w+|elegibl\w+|eligib\w+|elegive\w+)
    """
)
_NOBODY = table(
    r"""
    no\b | not\b | nao\b | non\b | ningun\w* | none | nenhum\w* | aucun\w* | n/?a\b | nessun\w* |
    exclu\w+ | inelig\w+ | inelegi\w+
    """,
    lead=r"^\W*",
)
_DENIED = re.compile(r"\b(?:no|not|ne|nao|non|pas|inelig\w*|inelegi\w*|exclu\w*|sin|without)\b")
_ROLE_OF = re.compile(
    r"\b(?:rol|papel|role|ruolo|funcion|funcao|figura|paper|participation|participacion|place|"
    r"condicion|calidad|status|estatus)\b[^:]{0,12}\b(?:de|del|do|da|of|du|des|dels?|dell\w*|di|for)?"
    r"\s?(?:the |la |el |las |los |les |l'|els )?$"
)
_BARE = re.compile(r"\W*(?:the |la |el |las |los |les |l'|els |a |as |os |o |i |gli |para |for )?$")

_MORE = re.compile(r"\W*(?:$|,|(?:y|and|e|et|i|o|or|ou)\b)")
"""Nothing after a government of a label, or another."""

_BY_NAME = re.compile(r" (?:mayor |municipal |council )?(?:de|of|do|da|di)\b|'| d'")
"""Right after a government: it is one by its name, who is beside the funder."""
_MAY_NOT = re.compile(
    r" (?:[a-z]+ ){0,2}?(?:no|nao|non|cannot|ne|may not|can not|do not|are not)\b"
)
"""Right after a government: whatever else the label names, it may not."""
_BENEFIT = re.compile(
    r"^\W*(?:[a-z]+ )?(?:beneficiari(?:[oa]s?|es)|destinatari[oa]s?|solicitantes?)\b"
)
_FINAL = re.compile(r"\b(?:final|indirect|finai|ultim)\w*")
"""Beneficiaries of what is done, and not who applies."""
OPEN_LIST = re.compile(
    r"[:…]\s*$|\b(?:otr[oa]s|other|etc|entre|among|public[oa]s?|publi\w*|government\w*|estatal\w*|"
    r"cualquier|any|todas?|todos?|all|personas juridicas|entidades de)\b"
)
"""A list that may hold more than it names."""
_FEW = 6
"""Words of a label, or of a value, that says one thing. Set by hand."""
_SOON = 40
"""Letters of a value in which who is meant stands. Set by hand."""
_LONG = 70
"""Letters of a label; of a longer line what stands after its last comma is one."""
Said = Literal["partner", "no", "yes"]


def rows(text: str) -> Iterator[tuple[str, str]]:
    """Each label of a folded line with what stands after it, up to the next label."""
    for line in re.split(r"\n|(?<=[a-z)])\. ", text):
        label = value = ""
        for piece in line.split("; "):
            if match := _ROW.match(piece):
                if label:
                    yield label, value
                label = match[1] if len(match[1]) <= _LONG else match[1].rsplit(",")[-1]
                value = match[2]
            else:
                value += f"; {piece}"
        if label:
            yield label, value


_ADMITTED = re.compile(
    r"^(?:(?:eligible|admissible) (?:partners|consortium)|(?:soci[oa]s|partenaires|parceiros|"
    r"partners|"
    r"socis|partner) (?:admis|elegib|eligib|admes|elegiv|ammiss|recevab|beneficiari)\w*)"
)
"""Label of who may be in it, where nobody is called the first of them."""
_A_LEAD = re.compile(
    r"\b(?:solicitante|applicant|lead|lider|proponente|demandeur|chef de file|coordina|principal|"
    r"capofila|porteur|co-?s?solicit)"
)


def _of_partners(label: str, *, led: bool) -> Said:
    """What a label of partners makes of who is named: whoever may be in it, where nobody leads."""
    return "yes" if not led and _ADMITTED.search(label) else "partner"


def _says(label: str, value: str, *, led: bool) -> Said | None:
    local = LOCAL.search(label)
    if local is not None:
        return _of_a_government(label[: local.start()], label[local.end() :], value)
    named = LOCAL.search(value)
    if named is None or _DENIED.search(label) or _NOBODY.match(value):
        return None
    if not _listed(value, named.start()) or _is_other(value, named):
        return None
    if _ends_with(label) or _ADMITTED.search(label):
        return _of_partners(label, led=led)
    soon = named.start() < _SOON or value[: named.start()].endswith("; ")
    short = len(label.split()) < _FEW and soon and not _FINAL.search(label)
    return "yes" if short and (_FIRST.search(label) or WHO_MAY.search(label)) else None


def _is_other(value: str, named: re.Match[str]) -> bool:
    """Whether it is one government by its name, or one that may not."""
    by_name = not named.group().endswith("s") and _BY_NAME.match(value, named.end())
    return bool(by_name or _MAY_NOT.match(value, named.end()))


def _of_a_government(before: str, rest: str, value: str) -> Said | None:
    """What stands after a label that names a government, or its role."""
    bare = _BARE.match(before) is not None and _MORE.match(rest) is not None
    listed = bare and _MORE.match(rest) and _NOBODY.match(value)
    if not (bare or _ROLE_OF.search(before)) or (len(rest.split()) > 3 and not listed):
        return None
    first = _FIRST.search(value[:60])
    if _NOBODY.match(value):
        return "no" if first or len(value.split()) < _FEW else None
    if first is None and _BESIDE.search(value[:60]):
        return "partner"
    return "yes" if first and first.start() < 20 else None


def _ends_with(label: str) -> bool:
    """Whether a label names partners last: «además de la solicitante, socios posibles»."""
    beside = max((m.start() for m in _BESIDE.finditer(label)), default=-1)
    return beside > max((m.start() for m in _FIRST.finditer(label)), default=-1)


def _listed(value: str, at: int) -> bool:
    """Whether a government is a member of the list itself: nothing ties it to another word."""
    before = re.split(r"[,;(]|\b(?:y|and|e|et|i|o|or|ou|u)\b", value[:at])[-1]
    return not re.search(r"\b(?:de|del|of|da|do|des|du|en|in|con|with|by|por)\b", before)


def _labelled(sentence: Sentence, said: Said) -> str | None:
    if sentence.passage.field == "title":
        return None
    led = _A_LEAD.search(sentence.passage.folded) is not None
    found = [(label, _says(label, value, led=led)) for label, value in rows(sentence.text)]
    if said == "partner" and any(answer == "yes" for _, answer in found):
        return None
    return next((label for label, answer in found if answer == said), None)


def labelled_others(sentence: Sentence) -> str | None:
    """Others, and nobody else, are named after a label for who may apply."""
    for label, value in rows(sentence.text):
        who = WHO_MAY.search(label) or _BENEFIT.search(label)
        if who is None or len(label.split()) >= _FEW or _DENIED.search(label):
            continue
        if _FINAL.search(label):
            continue
        other = OTHERS.search(value, 0, _SOON)
        if other and not LOCAL.search(value) and not OPEN_LIST.search(value):
            return other.group()
    return None


def labelled_partner(sentence: Sentence) -> str | None:
    """Named under a label for partners, or called one after its own label."""
    return _labelled(sentence, "partner")


def labelled_applicant(sentence: Sentence) -> str | None:
    """Called who applies after its own label."""
    return _labelled(sentence, "yes")


def labelled_out(sentence: Sentence) -> str | None:
    """Called not eligible after its own label."""
    return _labelled(sentence, "no")
