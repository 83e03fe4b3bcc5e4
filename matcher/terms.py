"""From a text to the terms that are compared: content words, their stems and their skeletons."""

import re
from collections.abc import Sequence
from functools import lru_cache

from matcher.text import LANGUAGES, Language, fold, stem, words

_FUNCTION_WORDS = {
    "es": """a al algo algun alguna algunas alguno algunos ante antes aquel aquella aquellas
        aquello aquellos asi aun aunque bajo bien cada casi como con contra cual cuales cualquier
        cuando cuya cuyas cuyo cuyos de del desde donde dos durante e el ella ellas ello ellos en
        entre era eran es esa esas ese eso esos esta estan estar estas este esto estos fin fue
        fueron ha haber hacia han hasta hay incluida incluidas incluido incluidos incluso la las
        le les lo los mas mediante menos mientras mismo mismas mismos misma mucho muchos muy ni no
        nos nuestra nuestro o os otra otras otro otros para pero poco por porque pues que quien
        quienes se sea sean segun ser si sido siempre sin sino sobre son su sus tal tales tambien
        tan tanto te tiene tienen toda todas todo todos traves tras tu u un una unas uno unos ya y
        asimismo dicha dichas dicho dichos puede pueden podra podran debe deben""",
    "en": """a about above after again against all also although am among an and any are as at be
        because been before being below between both but by can cannot could did do does doing
        down during each etc either few for from further had has have having he her here hers him
        his how however i if in including into is it its itself may me might more most must my
        neither no nor not of off on once only or other our ours out over own per same shall she
        should since so some such than that the their theirs them themselves then there therefore
        these they this those through thus to too towards under until up upon very via was we were
        what when where whether which while who whom whose why will with within without would you
        your""",
    "pt": """a ao aos aquela aquelas aquele aqueles as ate cada com como contra cuja cujas cujo
        cujos da das de dela dele deles desde do dos durante e ela elas ele eles em entre era
        essa essas esse esses esta estao estas este estes etc foi foram ha isso isto ja la lhe
        lhes lo mais mas mediante menos mesma mesmo muito muitos na nao nas nem no nos nossa nosso
        num numa o os ou outra outras outro outros para pela pelas pelo pelos per por porque
        qual quais qualquer quando que quem se seja sem ser seu seus si sido sob sobre sua suas
        tal tambem tanto te tem toda todas todo todos traves um uma umas uns""",
    "fr": """a afin ainsi alors apres au aucun aucune aussi autre autres aux avant avec avoir
        c car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme comment contre
        d dans de depuis des dont du durant elle elles en encore entre est et etaient etait etant
        ete etre eux fait font grace hors il ils j je jusque l la laquelle le lequel les lesquelles
        lesquels leur leurs lors lorsque lui m mais meme memes mesdames moins n ne ni non nos
        notamment notre nous on ont or ou par parce parmi pas pendant peu peut peuvent plus pour
        pourquoi qu quand que quel quelle quelles quels qui s sa sans se sera seront ses seulement
        si sinon soit son sont sous sur t tant tel telle telles tels toujours tous tout toute
        toutes tres un une vers voici voila vos votre vous y""",
    "ca": """a al als amb aquest aquesta aquestes aquests cada com contra d de del dels des durant
        e el els em en entre era es esta estan este fins ha han hi i l la les li llur lo mes
        mitjancant molt n ni no o on per pels pel pero perque que qual quals qui s se sense ser
        seu seus seva seves si sobre son sota tambe tot tota totes tots un una unes uns""",
}
_STOP = {language: frozenset(text.split()) for language, text in _FUNCTION_WORDS.items()}
_ELIDED = frozenset(("l", "d", "qu", "n", "s", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu"))
_APOSTROPHES = str.maketrans("’", "'")  # the typographic apostrophe is the point
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")  # as in matcher.text


def content_words(text: str, language: Language) -> list[str]:
    """Folded words of ``text`` in order, without function words, elisions and lone letters."""
    return [bare for word in words(text) if (bare := content_word(word, language))]


def numbered_words(text: str, language: Language) -> tuple[list[str], list[int]]:
    """Content words as :func:`content_words` gives them, and which of all words each one is."""
    found = [
        (bare, at)
        for at, word in enumerate(_WORD.findall(fold(text)))
        if (bare := content_word(word, language))
    ]
    return [bare for bare, _ in found], [at for _, at in found]


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where each word of ``text`` starts and stops, those that are no content words too."""
    return list(map(re.Match.span, _WORD.finditer(fold(text))))


@lru_cache(maxsize=200_000)
def content_word(word: str, language: Language) -> str:
    """One folded word without elision; empty for a function word or a lone letter."""
    bare = _bare(word)
    return bare if len(bare) > 1 and bare not in _STOP[language] else ""


class _Terms(dict[str, str]):
    """The stem of each folded word of one language; empty for what is no content word."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
        bare = content_word(word, self._language)
        self[word] = found = term(bare, self._language) if bare else ""
        return found


_MOST_KEPT = 200_000
_TERMS = {language: _Terms(language) for language in LANGUAGES}


def word_terms(text: str, language: Language) -> tuple[str, ...]:
    """The stem of each word of ``text``, in order; empty for what is no content word."""
    return tuple(map(_TERMS[language].__getitem__, _WORD.findall(fold(text))))


def _bare(word: str) -> str:
    """``word`` without an elided article (French, Catalan) or an English genitive."""
    if "'" not in (word := word.translate(_APOSTROPHES)):
        return word
    before, _, after = word.partition("'")
    return after if before in _ELIDED else before


@lru_cache(maxsize=200_000)
def term(word: str, language: Language) -> str:
    """The stem under which one folded word is compared with others of its language.

    Stemmed twice, because once leaves ``mujer`` and ``mujeres`` apart.
    """
    return stem(stem(word, language), language)


def terms(content: Sequence[str], language: Language) -> list[str]:
    """Stems of content words."""
    return [term(word, language) for word in content]


def known_language(language: str | None) -> Language | None:
    """``language`` if it is one we can read (``es-CO`` counts as ``es``), else ``None``."""
    code = (language or "").lower()[:2]
    return next((known for known in LANGUAGES if known == code), None)
