"""The tagger: ODS and thematic lines of a text, with scores, confidence and evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from matcher.tags.classifier.contributions import OdsReader, line_spans
from matcher.tags.classifier.evidence import (
    Candidate,
    EvidenceWords,
    Spans,
    TagEvidence,
    read_words,
    strongest,
)
from matcher.tags.classifier.features import Encoder
from matcher.tags.classifier.lexicon import BASE
from matcher.tags.classifier.lines import LINE_THRESHOLD, LineScorer
from matcher.tags.classifier.scoring import Judgement, judge_encoded, judge_ods, learned_lines
from matcher.tags.classifier.taxonomy import Taxonomy, load_taxonomy
from matcher.tags.classifier.weights import ODS, ModelWeights, load_weights
from matcher.text import Language, detect_language

Scores = NDArray[np.float64]
Confidence = Literal["alta", "media", "por revisar"]
HIGH: Final = 0.6
"""Probability from which the confidence is «alta». Set by hand; how far a probability can be taken
at its word is the calibration error in docs/modelo.md."""
SHOWN: Final = 0.02
"""Probability below which no words are looked for: a third of an even share of 17. By hand."""
BATCH: Final = 1000
"""Texts scored at a time: bounds memory, changes no score."""
LEAD: Final = 500
"""Characters by which the language of a text is told here: its beginning is enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredTag:
    """An ODS (``"8"``) or a line, what the model gives it (0–1) and the words that earned it.

    ``assigned`` is false below the threshold: such a tag is a suggestion to review.
    """

    code: str
    score: float
    assigned: bool
    confidence: Confidence
    evidence: tuple[TagEvidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """Every ODS and every line of one text, best first, and the model that scored them."""

    language: Language | None
    ods: tuple[ScoredTag, ...]
    lines: tuple[ScoredTag, ...]
    model_version: str


class Tagger:
    """One model and one taxonomy. Scoring a text never changes it, so threads may share it."""

    def __init__(self, weights: ModelWeights, taxonomy: Taxonomy) -> None:
        self.weights = weights
        self._encoder = Encoder(weights.vocabulary, weights.lexicon)
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
        return self.judge(texts).probabilities.astype(np.float64)

    def judge(self, texts: Sequence[str]) -> Judgement:
        """Probabilities of the ODS, and how far each is over its threshold (texts × 17)."""
        parts = [
            judge_ods(self.weights, self._encoder, texts[start : start + BATCH])
            for start in range(0, len(texts), BATCH)
        ]
        empty = np.zeros((0, ODS), dtype=np.float32)
        return Judgement(
            probabilities=np.concatenate([empty, *(p.probabilities for p in parts)]),
            margins=np.concatenate([empty, *(p.margins for p in parts)]),
            named=np.concatenate([empty, *(p.named for p in parts)]),
        )

    def line_scores(self, texts: Sequence[str], judged: Judgement | None = None) -> Scores:
        """Probabilities of the lines (texts × lines), in the order of the taxonomy.

        ``judged`` saves judging the ODS again where that is done.
        """
        learned = learned_lines(self.weights, self._encoder, texts, self.taxonomy.codes)
        return self._lines.scores(texts, judged or self.judge(texts), learned=learned)

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
        if not joined:
            return []
        encoded = self._encoder.encode(joined)
        judged = judge_encoded(self.weights, encoded)
        reader = OdsReader(self.weights, self._encoder, encoded)
        lines = self.line_scores(joined, judged)
        found = [read_words(text) for text in joined]
        return [
            self._tagging(
                source,
                found[row],
                spans=reader.spans(row, list(found[row].words)),
                ods=judged.probabilities[row].astype(np.float64),
                margins=judged.margins[row].astype(np.float64),
                lines=lines[row],
            )
            for row, source in enumerate(sources)
        ]

    def _tagging(
        self,
        source: "_Source",
        found: EvidenceWords,
        *,
        spans: Spans,
        ods: Scores,
        margins: Scores,
        lines: Scores,
    ) -> Tagging:
        of_line = line_spans(self._lines, list(found.words), spans, ods)
        numbers = [str(number + 1) for number in range(ODS)]
        return Tagging(
            language=detect_language(source.joined[:LEAD].lower()),
            ods=_scored(source, found, codes=numbers, scores=ods, margins=margins, spans=spans),
            lines=_scored(
                source,
                found,
                codes=self.taxonomy.codes,
                scores=lines,
                margins=lines - LINE_THRESHOLD,
                spans=of_line,
            ),
            model_version=self.version,
        )


def _scored(
    source: "_Source",
    found: EvidenceWords,
    *,
    codes: Sequence[str],
    scores: Scores,
    margins: Scores,
    spans: Spans,
) -> tuple[ScoredTag, ...]:
    """Every tag of one text, best first; none is assigned without words to show for it.

    What speaks for a tag that hardly anything speaks for would only mislead: it is left out.
    """
    tags = []
    for place in np.argsort(-scores, kind="stable").tolist():
        score = float(scores[place])
        shown = score >= SHOWN or margins[place] >= 0
        chosen = strongest(spans, place, found) if shown else []
        evidence = tuple(source.evidence(candidate, found) for candidate in chosen)
        assigned = bool(margins[place] >= 0 and evidence)
        tags.append(
            ScoredTag(
                code=codes[place],
                score=round(score, 4),
                assigned=assigned,
                confidence=_confidence(score, assigned=assigned),
                evidence=evidence,
            )
        )
    return tuple(tags)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A title and a text, read as one; a title that opens the text is not read twice."""

    title: str
    text: str

    @property
    def joined(self) -> str:
        return joined_text(self.title, self.text)

    def evidence(self, candidate: Candidate, found: EvidenceWords) -> TagEvidence:
        """The span of a candidate, in the field it stands in."""
        start = found.starts[candidate.place]
        end = found.ends[candidate.place + candidate.length - 1]
        lead = len(self.joined) - len(self.text)
        if start < lead:
            end = min(end, len(self.title))
            return TagEvidence(
                quote=self.title[start:end],
                field="title",
                start=start,
                end=end,
                weight=round(candidate.weight, 4),
            )
        start, end = start - lead, end - lead
        return TagEvidence(
            quote=self.text[start:end],
            field="text",
            start=start,
            end=end,
            weight=round(candidate.weight, 4),
        )


def joined_text(title: str | None, text: str) -> str:
    """A title and its text as one, as the model reads them."""
    bare = (title or "").strip()
    return text if not bare or text.lstrip().startswith(bare) else f"{title}\n\n{text}"


def _confidence(score: float, *, assigned: bool) -> Confidence:
    if not assigned:
        return "por revisar"
    return "alta" if score >= HIGH else "media"
