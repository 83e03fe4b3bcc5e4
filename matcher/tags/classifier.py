"""The tagger: ODS and thematic lines of a text, with scores, confidence and evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from matcher.tags.contributions import line_candidates, ods_candidates
from matcher.tags.evidence import Candidate, Evidence, strongest
from matcher.tags.features import Encoder
from matcher.tags.lexicon import BASE, base_lexicon
from matcher.tags.lines import LINE_THRESHOLD, LineScorer
from matcher.tags.scoring import ods_probabilities
from matcher.tags.taxonomy import Taxonomy, load_taxonomy
from matcher.tags.tokens import places
from matcher.tags.weights import ODS, Weights, load_weights
from matcher.text import Language, detect_language

Scores = NDArray[np.float64]
Confidence = Literal["alta", "media", "por revisar"]
HIGH: Final = 0.6
BATCH: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredTag:
    """An ODS (``"8"``) or a line, what the model gives it (0–1) and the words that earned it.

    ``assigned`` is false below the threshold: such a tag is a suggestion to review.
    """

    code: str
    score: float
    assigned: bool
    confidence: Confidence
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """Every ODS and every line of one text, best first, and the model that scored them."""

    language: Language | None
    ods: tuple[ScoredTag, ...]
    lines: tuple[ScoredTag, ...]
    model_version: str


class Tagger:
    """One model and one taxonomy. Scoring a text never changes it, so threads may share it."""

    def __init__(self, weights: Weights, taxonomy: Taxonomy) -> None:
        self.weights = weights
        self._encoder = Encoder(weights.vocabulary, base_lexicon())
        self._lines = LineScorer(taxonomy, weights.vocabulary)

    @classmethod
    def load(cls, path: Path | None = None, *, taxonomy: Taxonomy | None = None) -> "Tagger":
        """The model in ``path`` (the shipped one unless given) over ``taxonomy`` (the default).

        :raises ModelError: if the model's files are missing, damaged or of another version.
        """
        return cls(load_weights(path or BASE), taxonomy or load_taxonomy())

    @property
    def version(self) -> str:
        """Name of the model, for its tags to remember."""
        return self.weights.version

    @property
    def taxonomy(self) -> Taxonomy:
        """The lines it scores."""
        return self._lines.taxonomy

    def with_taxonomy(self, taxonomy: Taxonomy) -> "Tagger":
        """The same model over other lines (cheap: the arrays are shared)."""
        return Tagger(self.weights, taxonomy)

    def ods_scores(
        self, texts: Sequence[str], languages: Sequence[Language | None] | None = None
    ) -> Scores:
        """Calibrated probabilities (texts × 17); those of a text add up to one.

        ``languages`` is accepted for callers that know them; the model reads all five alike.
        """
        del languages
        if not texts:
            return np.zeros((0, ODS))
        parts = [
            ods_probabilities(self.weights, self._encoder, texts[start : start + BATCH])
            for start in range(0, len(texts), BATCH)
        ]
        return np.concatenate(parts).astype(np.float64)

    def line_scores(self, texts: Sequence[str], ods: Scores | None = None) -> Scores:
        """Probabilities of the lines (texts × lines), in the order of the taxonomy."""
        if not texts:
            return np.zeros((0, len(self.taxonomy.lines)))
        return self._lines.scores(texts, self.ods_scores(texts) if ods is None else ods)

    def tag(
        self, texts: Sequence[str], *, titles: Sequence[str | None] | None = None
    ) -> list[Tagging]:
        """Tag texts (with their titles, where known): scores, decisions and evidence.

        Evidence names the field its offsets count in: ``title`` or ``text``.
        """
        sources = [
            _Source(title=title or "", text=text)
            for title, text in zip(titles or [None] * len(texts), texts, strict=True)
        ]
        joined = [source.joined for source in sources]
        ods = self.ods_scores(joined)
        lines = self.line_scores(joined, ods)
        return [self._tagging(source, ods[row], lines[row]) for row, source in enumerate(sources)]

    def _tagging(self, source: "_Source", ods: Scores, lines: Scores) -> Tagging:
        found = places(source.joined)
        words = [word for word, _, _ in found]
        by_ods = ods_candidates(self.weights, self._encoder, source.joined, words)
        by_line = line_candidates(self._lines, words, by_ods, ods)
        thresholds = self.weights.calibration.thresholds.astype(np.float64)

        def scored(
            codes: Sequence[str], scores: Scores, limits: Scores, proof: list[list[Candidate]]
        ) -> tuple[ScoredTag, ...]:
            tags = []
            for place in np.argsort(-scores, kind="stable"):
                evidence = tuple(source.evidence(c, found) for c in strongest(proof[place], words))
                score = float(scores[place])
                assigned = bool(score >= limits[place] and evidence)
                tags.append(
                    ScoredTag(code=codes[place], score=round(score, 4), assigned=assigned,
                              confidence=_confidence(score, assigned=assigned), evidence=evidence)
                )  # fmt: skip
            return tuple(tags)

        limits = np.full(len(lines), LINE_THRESHOLD)
        return Tagging(
            language=detect_language(source.joined.lower()),
            ods=scored([str(n + 1) for n in range(ODS)], ods, thresholds, by_ods),
            lines=scored(self.taxonomy.codes, lines, limits, by_line),
            model_version=self.version,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A title and a text, read as one; a title that opens the text is not read twice."""

    title: str
    text: str

    @property
    def lead(self) -> str:
        title = self.title.strip()
        return "" if not title or self.text.lstrip().startswith(title) else f"{self.title}\n\n"

    @property
    def joined(self) -> str:
        return self.lead + self.text

    def evidence(self, candidate: Candidate, found: list[tuple[str, int, int]]) -> Evidence:
        """The span of a candidate, in the field it stands in."""
        start = found[candidate.place][1]
        end = found[candidate.place + candidate.length - 1][2]
        lead = len(self.lead)
        if start < lead:
            end = min(end, len(self.title))
            return Evidence(quote=self.title[start:end], field="title", start=start, end=end,
                            weight=round(candidate.weight, 4))  # fmt: skip
        start, end = start - lead, end - lead
        return Evidence(quote=self.text[start:end], field="text", start=start, end=end,
                        weight=round(candidate.weight, 4))  # fmt: skip


def _confidence(score: float, *, assigned: bool) -> Confidence:
    if not assigned:
        return "por revisar"
    return "alta" if score >= HIGH else "media"
