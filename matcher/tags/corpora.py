"""Read the labelled texts the shipped model is fitted on (none of them is part of Puente).

A data folder has ``ods/`` with ``es_ods_train.csv.gz`` (text, ods, grupo),
``en_ods_train.csv.gz`` (text, ods, source), ``es_projects_dev.csv.gz`` (text, ods as ``8|9``)
and ``sdg_texts.json`` (language → ``target:1.1`` → official text). Absent files are skipped.
"""

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from matcher.errors import ModelError
from matcher.tags.classifier.training import TrainingExample

SOURCE_WEIGHTS: Final = {
    "aurora_survey": 0.4,
    "qu_tub_sentences": 0.5,
    "osdg_sample_fankto": 1.0,
    "zora_abstracts_fankto": 0.7,
}
"""How much a text of each source counts in fitting, for they are of unequal quality
(docs/modelo.md). Set by hand; leaving one out and measuring with ``ods_quality.py`` would tell."""
PROJECT_WEIGHT: Final = 4.0
"""Paragraphs a real project counts for in fitting: they are few, and the only texts in Spanish with
several ODS (docs/modelo.md)."""
FIELD_LIMIT: Final = 10_000_000
"""Characters a field may have; Python's own limit is 131,072."""


def read_corpora(
    directory: Path, *, languages: Collection[str] | None = None
) -> list[TrainingExample]:
    """Every example of the folder; official texts only in ``languages`` (all, unless given).

    :raises ModelError: if the folder holds no labelled text.
    """
    folder = directory / "ods" if (directory / "ods").is_dir() else directory
    examples = [
        *_paragraphs(folder / "es_ods_train.csv.gz"),
        *_english(folder / "en_ods_train.csv.gz"),
        *_projects(folder / "es_projects_dev.csv.gz"),
        *_official(folder / "sdg_texts.json", languages=languages),
    ]
    if not examples:
        raise ModelError(f"En {directory} no hay textos etiquetados con ODS para entrenar.")
    return examples


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if not path.exists():
        return
    csv.field_size_limit(FIELD_LIMIT)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _paragraphs(path: Path) -> Iterator[TrainingExample]:
    for row in _rows(path):
        yield TrainingExample(
            text=row["text"],
            ods=frozenset({int(row["ods"])}),
            group=f"es-{row['grupo']}",
            source="es_paragraphs",
        )


def _english(path: Path) -> Iterator[TrainingExample]:
    """One example per text: a survey lists a title once for each of its ODS."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in _rows(path):
        found[row["text"], row["source"]].add(int(row["ods"]))
    for (text, source), ods in found.items():
        yield TrainingExample(
            text=text, ods=frozenset(ods), weight=SOURCE_WEIGHTS.get(source, 0.5), source=source
        )


def _projects(path: Path) -> Iterator[TrainingExample]:
    for row in _rows(path):
        if row["ods"]:
            ods = frozenset(int(number) for number in row["ods"].split("|"))
            yield TrainingExample(
                text=row["text"], ods=ods, weight=PROJECT_WEIGHT, source="es_projects"
            )


def _official(path: Path, *, languages: Collection[str] | None) -> Iterator[TrainingExample]:
    if not path.exists():
        return
    for language, texts in json.loads(path.read_text(encoding="utf-8")).items():
        if languages is not None and language not in languages:
            continue
        for key, text in texts.items():
            number = int(key.partition(":")[2].partition(".")[0])
            kind = key.partition(":")[0]
            yield TrainingExample(
                text=text,
                ods=frozenset({number}),
                source=f"official-{language}-{kind}",
                group=f"official-{number}-{language}-{key}",
            )
