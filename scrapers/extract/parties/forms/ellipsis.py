"""A verb left out: «…; las alcaldías, en cambio, no», "but not municipalities"."""

import re
from collections.abc import Iterator

from scrapers.extract.parties.cues import SUBSET
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL
from scrapers.extract.parties.words.breaks import ASIDE
from scrapers.extract.parties.words.nobody import NONE

_DET = (
    r"(?:(?:las?|los|el|the|les?|as?|os?|els?|i|gli|le|other|otr[oa]s|outr[oa]s|altri|demas) ){0,2}"
)
_TURN = (
    r"(?:en cambio|por el contrario|por su parte|sin embargo|however|by contrast|in contrast|"
    r"en revanche|par contre|quant a elles|pelo contrario|por outro lado|no entanto|invece|al "
    r"contrario|en canvi|per contra|though|por sua vez)"
)
_MAY = (
    r"(?: (?:pueden?|podran?|podem|poderao|possono|potranno|poden|peuvent|lo son|lo estan|sao|"
    r"ho son))?"
)
_TURNS = re.compile(rf",? ?(?:{_TURN},? ?)?")
_NO_AFTER = re.compile(
    r"(?:no|nao|non|not|pas|tampoco|tambem nao|may not|can ?not|are not|do not|can't|aren't|"
    r"neither|"
    rf"ne (?:le )?peuvent pas){_MAY}\s*(?:$|[.;,)])"
)
_YES_AFTER = re.compile(
    r"(?:si\b(?! se)|sim|oui|tambien|tambem|aussi|also|anche|igualmente|likewise|too|as well|"
    r"may|can|"
    rf"are|do|tambe){_MAY}\s*(?:$|[.;,)])"
)
"""Right after a government, and nothing else in the clause."""
_TO = r"(?:a |al |para |for |to |from |pour |per |aux? |als? |aos? |as |de |ai |agli )?"
_BUT = r"(?:pero|but|mas|mais|ma|mes|per[oo]|y|and|e|et|i)"
_NO_BEFORE = re.compile(
    rf"(?:^|[;,(:.]|-|\b{_BUT}) ?(?:{_BUT} )?(?:no|not|nao|non|pas|tampoco|never|nunca|mai)"
    rf"(?: asi)? {_TO}{_DET}$"
)
_YES_BEFORE = re.compile(rf"(?:^|[;,(:.]|\b{_BUT}) ?(?:{_BUT} )?(?:si|sim) {_TO}{_DET}$")
"""Right before a government: it alone is denied, or let in."""
_SHORT = 60
"""Letters of a sentence that only turns what the one before said. Set by hand."""
_STARTS = re.compile(rf"(?:^|[;,:.(]|-|\b{_BUT})\s*$")
_BEFORE_IT = re.compile(rf"(?:{_TURN},? )?(?:{_BUT} )?{_DET}$")
"""Nothing but its article stands between the government and the break."""


def _turns(sentence: Sentence) -> Iterator[tuple[bool, str]]:
    """Each government that is said to be, or not to be, what was said of others before."""
    text = sentence.text
    for found in LOCAL.finditer(text):
        if not _said_before(sentence, found.start()):
            continue
        before = text[max(0, found.start() - 60) : found.start()]
        if _begins(before):
            turn = _TURNS.match(text, found.end())
            at = turn.end() if turn else found.end()
            if _NO_AFTER.match(text, at):
                yield False, found.group()
            elif _YES_AFTER.match(text, at):
                yield True, found.group()
        if not _has_verb_of_its_own(sentence, found.start()):
            if _NO_BEFORE.search(before):
                yield False, found.group()
            elif _YES_BEFORE.search(before):
                yield True, found.group()


def _begins(before: str) -> bool:
    """Whether what stands before a government is only the break its part begins at."""
    own = _BEFORE_IT.search(before)
    return own is not None and _STARTS.search(before[: own.start()]) is not None


def _said_before(sentence: Sentence, at: int) -> bool:
    """Whether something is said of applicants before a position."""
    low = 0
    for clause in sentence.clauses:
        if any(low + cue.start < at for cue in clause.cues):
            return True
        low += len(clause.text) + 1
    return _said_in_the_one_before(sentence)


def _said_in_the_one_before(sentence: Sentence) -> bool:
    """«Pueden postular las ONG. Los municipios, no.»: a sentence too short to say it itself."""
    before = sentence.passage.previous_segment(sentence.start)
    if before is None or len(sentence.text.strip()) > _SHORT:
        return False
    one = Sentence(passage=sentence.passage, start=before[0], end=before[1])
    return any(clause.cues for clause in one.clauses)


_VERB = re.compile(
    r"\b(?:pued\w+|podra\w*|pod[ei]m?|poder\w+|may|can|cannot|must|should|peuvent|possono|"
    r"potranno|poden|son|sao|are|sont|sono|ser[ae]n?|estan|quedan|have|deben?|deberan?|"
    r"tien\w+|necesit\w+)\b"
)


def _has_verb_of_its_own(sentence: Sentence, at: int) -> bool:
    """Whether the government is followed by a verb before the clause ends."""
    rest = re.split(r"[.;]", sentence.text[at:], maxsplit=1)[0]
    return _VERB.search(rest) is not None


def _turned(sentence: Sentence, answer: bool) -> str | None:
    return next((words for yes, words in _turns(sentence) if yes is answer), None)


_THE_REST = re.compile(
    r"\b(?:el resto|los demas|las demas|all others?|the (?:others|rest)|les autres|os demais|"
    r"as demais|gli altri|els altres)(?: de (?:municipios|ayuntamientos|alcaldias))?,? (?:si,? )?"
    r"(?:may|can|pued|podr|pod[ei]m|peuvent|possono|poden)"
)


def the_rest(sentence: Sentence) -> str | None:
    """Some of them are shut out, and the others may apply."""
    match = _THE_REST.search(sentence.text)
    if match is None:
        return None
    for found in LOCAL.finditer(sentence.text, 0, match.start()):
        if SUBSET.match(sentence.text, found.end()) and any(c.denies for c in sentence.clauses):
            return match.group()
    return None


def left_out(sentence: Sentence) -> str | None:
    """It is not what others are: the verb of the denial stands with them."""
    for aside in ASIDE.finditer(sentence.text):
        lets = any(clause.cues for clause in sentence.clauses) and not NONE.search(
            sentence.text, aside.end()
        )
        if (
            lets
            and LOCAL.search(aside.group())
            and not NONE.search(sentence.text, 0, aside.start())
        ):
            return aside.group()
    return _turned(sentence, answer=False)


def let_in_too(sentence: Sentence) -> str | None:
    """It is what others are, or what they are not."""
    return _turned(sentence, answer=True)
