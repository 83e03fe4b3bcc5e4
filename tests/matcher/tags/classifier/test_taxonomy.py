"""The thematic lines are data: editing them changes the tags."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from matcher.errors import ModelError
from matcher.tags.classifier.tagger import Tagger
from matcher.tags.classifier.taxonomy import Line, Taxonomy, load_taxonomy, taxonomy_from_rows

MOON = "Observatorio para mirar las lunas de Júpiter con telescopios donados"


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load()


@dataclass
class Row:
    code: str
    name: str
    description: str = ""
    words: list[str] = field(default_factory=list)
    ods: dict[str, Any] = field(default_factory=dict)


def test_the_default_lines_are_the_five_of_the_agency() -> None:
    assert load_taxonomy().codes == (
        "desarrollo-economico",
        "desarrollo-social",
        "educacion-cultura",
        "ecociudad",
        "gobernanza-paz",
    )


def test_a_line_added_as_data_is_scored_at_once(tagger: Tagger) -> None:
    line = Line(
        code="astronomia",
        name="Astronomía",
        description="",
        ods={},
        words=("telescopio*", "lunas", "observatorio"),
    )
    widened = tagger.with_taxonomy(Taxonomy(lines=(*tagger.taxonomy.lines, line)))
    best = widened.tag([MOON])[0].lines[0]
    assert best.code == "astronomia"
    assert best.assigned
    assert {e.quote for e in best.evidence} == {"Observatorio", "lunas", "telescopios"}
    assert "astronomia" not in {tag.code for tag in tagger.tag([MOON])[0].lines}


def test_moving_a_word_to_another_line_moves_the_tag(tagger: Tagger) -> None:
    text = "Feria de empleo"
    assert tagger.tag([text])[0].lines[0].code == "desarrollo-economico"
    lines = {line.code: line for line in tagger.taxonomy.lines}
    economy = replace(lines["desarrollo-economico"], words=("fábricas",), ods={})
    peace = replace(lines["gobernanza-paz"], words=("feria de empleo", "empleo"), ods={8: 1.0})
    moved = tagger.with_taxonomy(Taxonomy(lines=(economy, peace)))
    assert moved.tag([text])[0].lines[0].code == "gobernanza-paz"


def test_rows_of_the_database_make_a_taxonomy() -> None:
    taxonomy = taxonomy_from_rows([Row("mar", "Mar", words=["costa*"], ods={"14": 1})])
    assert taxonomy.lines[0].ods == {14: 1.0}


@pytest.mark.parametrize(
    "rows",
    [
        [Row("a", "A"), Row("a", "B")],
        [Row("a", "A", ods={"18": 1})],
        [Row("a", "A", ods={"agua": 1})],
    ],
)
def test_lines_that_cannot_be_are_refused(rows: list[Row]) -> None:
    with pytest.raises(ModelError, match="línea temática"):
        taxonomy_from_rows(rows)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lineas.toml"
    path.write_text("[[line]]\ncode = 'x'\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"lineas\.toml"):
        load_taxonomy(path)


def test_without_lines_there_are_no_line_tags(tagger: Tagger) -> None:
    assert tagger.with_taxonomy(Taxonomy(lines=())).tag(["Agua potable"])[0].lines == ()
