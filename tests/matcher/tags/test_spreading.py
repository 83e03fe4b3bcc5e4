"""Copies of the process make the same tags as one alone, in the same order."""

from collections.abc import Iterator

import pytest

from matcher.tags.classifier.tagger import Tagger
from matcher.tags.spreading import Subjected, spread, tagged

TEXTS = (
    "Agua potable y saneamiento para veredas rurales.",
    "Igualdad de género: apoyo a mujeres víctimas de violencia.",
    "Acción por el clima: adaptación y reducción de emisiones.",
    "Movilidad sostenible y transporte público en la ciudad.",
)


def batches(count: int) -> Iterator[list[Subjected]]:
    for first in range(0, count, 2):
        yield [
            Subjected(kind="call", id=i, stamp="s", title=f"Fondo {i}", text=TEXTS[i % len(TEXTS)])
            for i in range(first, first + 2)
        ]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


def test_two_processes_tag_as_one(tagger: Tagger) -> None:
    alone = list(spread(batches(24), tagger, processes=1))
    assert list(spread(batches(24), tagger, processes=2)) == alone
    assert [one.id for batch, _ in alone for one in batch] == list(range(24))
    assert all(any(row["assigned"] for row in rows) for _, found in alone for rows in found)


def test_only_a_few_batches_are_read_ahead(tagger: Tagger) -> None:
    read = []

    def noted() -> Iterator[list[Subjected]]:
        for batch in batches(40):
            read.append(batch)
            yield batch

    found = spread(noted(), tagger, processes=2)
    batch, rows = next(found)
    assert rows == tagged(batch, tagger)
    assert len(read) == 4
    found.close()
