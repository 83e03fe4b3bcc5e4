"""Scores of thematic lines, from their words, their ODS and what people have labelled.

Nothing here knows which lines exist: a line added or edited in the taxonomy counts at once.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.tags.classifier.features import REMEMBERED, Vocabulary
from matcher.tags.classifier.lexicon import PHRASE_WEIGHT, Concept, Lexicon
from matcher.tags.classifier.scoring import Judgement
from matcher.tags.classifier.taxonomy import Taxonomy
from matcher.tags.classifier.tokens import split

WORDS_COUNT: Final = 7.0
"""Log-odds of a line that has all the terms of lines in a text. This and all below are set by hand:
there are too few labelled lines to fit them on (docs/modelo.md)."""
ODS_COUNTS: Final = 2.0
"""Log-odds of a line for its ODS, times their probability."""
NAMED_COUNTS: Final = 1.0
"""The same, times their share of the mentions in the text."""
SMOOTHING: Final = 4.0
"""Rarities that speak for no line in a text of :data:`WHOLE_TEXT` words, less in a shorter one: a
single term in a long text says little."""
WHOLE_TEXT: Final = 40
"""Words from which the smoothing counts in full."""
EVEN: Final = 0.3
"""Added to a sum that shares are taken of: next to nothing found is no certainty."""
RAREST: Final = 7.0
"""Inverse document frequency of a term that counts in full; rarer ones count no more."""
LINE_THRESHOLD: Final = 0.3
"""Probability from which a line is assigned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineHit:
    """A line's term found in a text: first word, number of words, line, weight."""

    place: int
    length: int
    line: int
    weight: float


class LineScorer:
    """Scores texts against one taxonomy."""

    def __init__(self, taxonomy: Taxonomy, vocabulary: Vocabulary) -> None:
        self.taxonomy = taxonomy
        self._vocabulary = vocabulary
        terms: dict[str, set[int]] = defaultdict(set)
        for number, line in enumerate(taxonomy.lines):
            for term in (*line.words, line.name):
                terms[" ".join(split(term)) + ("*" if term.endswith("*") else "")].add(number)
        self._owners = [tuple(sorted(found)) for found in terms.values()]
        self._lexicon = Lexicon([Concept(ods=None, terms=(term,)) for term in terms])
        self._known: dict[str, tuple[tuple[int, float], ...]] = {}
        self.affinities = _affinities(taxonomy)

    def scores(
        self,
        texts: Sequence[str],
        judged: Judgement,
        *,
        learned: NDArray[np.float64] | None = None,
    ) -> NDArray[np.float64]:
        """Probability of each line (texts × lines) given the texts and what their ODS are.

        ``learned`` (texts × lines) is what corrections add (``adapting.py``).
        """
        if not self.taxonomy.lines or not texts:
            return np.zeros((len(texts), 0))
        words = np.stack([self._word_scores(split(text)) for text in texts])
        named = judged.named / (judged.named.sum(axis=1, keepdims=True) + EVEN)
        ods = ODS_COUNTS * judged.probabilities + NAMED_COUNTS * named
        # Not «@»: BLAS adds up in an order that follows the processor.
        of_ods = np.einsum("no,lo->nl", ods.astype(np.float64), self.affinities)
        logits = WORDS_COUNT * words + of_ods
        if learned is not None:
            logits = logits + learned
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)

    def hits(self, tokens: list[str]) -> list[LineHit]:
        """Every term of every line among ``tokens``."""
        found = []
        for place, token in enumerate(tokens):
            for line, weight in self._of_word(token):
                found.append(LineHit(place=place, length=1, line=line, weight=weight))
        for place, length, concepts in self._lexicon.phrases_in(tokens):
            rarity = max(self._rarity(token) for token in tokens[place : place + length])
            for concept in concepts:
                owners = self._owners[concept]
                weight = PHRASE_WEIGHT * rarity / len(owners)
                found.extend(
                    LineHit(place=place, length=length, line=line, weight=weight) for line in owners
                )
        return found

    def _of_word(self, word: str) -> tuple[tuple[int, float], ...]:
        if word not in self._known:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            owners = sorted({o for c in self._lexicon.of_word(word) for o in self._owners[c]})
            weight = self._rarity(word) / max(1, len(owners))
            self._known[word] = tuple((owner, weight) for owner in owners)
        return self._known[word]

    def _rarity(self, word: str) -> float:
        row = self._vocabulary.word_index.get(word)
        idf = self._vocabulary.unseen_idf if row is None else float(self._vocabulary.word_idf[row])
        return min(idf, RAREST) / RAREST

    def _word_scores(self, tokens: list[str]) -> NDArray[np.float64]:
        """How much the terms of each line weigh among those of all lines, 0 to 1."""
        totals: NDArray[np.float64] = np.zeros(len(self.taxonomy.lines))
        for hit in self.hits(tokens):
            totals[hit.line] += hit.weight
        whole = float(totals.sum()) + SMOOTHING * min(1.0, len(tokens) / WHOLE_TEXT) + EVEN
        return totals / whole


def _affinities(taxonomy: Taxonomy) -> NDArray[np.float64]:
    """Lines × 17."""
    table = np.zeros((len(taxonomy.lines), 17))
    for row, line in enumerate(taxonomy.lines):
        for number, weight in line.ods.items():
            table[row, number - 1] = weight
    return table
