"""Speed of the tags beside the obvious scikit-learn pipeline, fitted on the same texts.

``PUENTE_BENCH=/path python tests/benchmarks/bench_tags.py``: texts a second of processor time
(on a busy machine the clock on the wall measures the others), load, accuracy on the same
held-out Spanish paragraphs.
"""

import os
import pickle
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import FeatureUnion, make_pipeline

from matcher.tags.classifier.lexicon import base_lexicon
from matcher.tags.classifier.tagger import Tagger
from matcher.tags.classifier.taxonomy import load_taxonomy
from matcher.tags.classifier.training import fit, folds
from matcher.tags.classifier.weights import save_weights
from matcher.tags.corpora import read_corpora

ROUNDS = 5


def obvious() -> Any:
    """TF-IDF of words and characters, one logistic regression per ODS."""
    words = TfidfVectorizer(
        strip_accents="unicode", sublinear_tf=True, ngram_range=(1, 2), min_df=2
    )
    chars = TfidfVectorizer(
        strip_accents="unicode", analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=3
    )
    return make_pipeline(
        FeatureUnion([("words", words), ("chars", chars)]),
        OneVsRestClassifier(LogisticRegression(C=10, max_iter=200)),
    )


def fastest(
    *works: Callable[[], Any], clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Seconds of the fastest round of each work; rounds take turns, so that load falls on all."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for found, work in zip(times, works, strict=True):
            started = clock()
            work()
            found.append(clock() - started)
    return [min(found) for found in times]


def main(bench: Path) -> None:
    """Fit both on four fifths of the Spanish paragraphs, time both on the rest."""
    texts = [e for e in read_corpora(bench, languages=()) if e.source == "es_paragraphs"]
    parts = folds(texts, 5, seed=7)
    learn = [e for e, part in zip(texts, parts, strict=True) if part != 0]
    held = [e for e, part in zip(texts, parts, strict=True) if part == 0]
    truth = np.array([min(e.ods) for e in held])
    plain = obvious().fit([e.text for e in learn], [min(e.ods) for e in learn])
    weights = fit(learn, lexicon=base_lexicon(), splits=2)
    tagger = Tagger(weights, load_taxonomy())
    asked = [e.text for e in held]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plain.pickle"
        path.write_bytes(pickle.dumps(plain))
        save_weights(weights, Path(folder) / "puente")
        loads = fastest(
            lambda: pickle.loads(path.read_bytes()),
            lambda: Tagger.load(Path(folder) / "puente"),
            Tagger.load,
        )
    print("load: scikit-learn {:.3f} s, puente {:.3f} s, puente as shipped {:.3f} s".format(*loads))
    seconds = fastest(
        lambda: plain.predict_proba(asked),
        lambda: tagger.ods_scores(asked),
        lambda: tagger.tag(asked),
        clock=time.process_time,
    )
    slow, fast, full = (len(asked) / s for s in seconds)
    print(
        f"texts/s: scikit-learn {slow:.0f}, puente {fast:.0f} ({fast / slow:.1f}×), "
        f"with lines and evidence {full:.0f} ({full / slow:.1f}×)"
    )
    old = (plain.predict(asked) == truth).mean()
    new = (tagger.ods_scores(asked).argmax(axis=1) + 1 == truth).mean()
    print(f"accuracy: scikit-learn {old:.3f}, puente {new:.3f}  n={len(held)}")


if __name__ == "__main__":
    where = os.environ.get("PUENTE_BENCH")
    if where is None:
        print("PUENTE_BENCH no está: sin textos con que ajustar las dos tuberías, se omite.")
    else:
        main(Path(where))
