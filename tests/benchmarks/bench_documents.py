"""What making a whole proposal costs, beside docxtpl's own time for the same template and pictures.

    python tests/benchmarks/bench_documents.py [--times 5]

Both fill the same template with the same answers and put the same pictures, drawn beforehand, in
their places. Puente also gives widths, captions, bookmarks and contents. LibreOffice, which only
numbers the pages, is told apart.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.shared import Inches
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment

from proposals.budget import read_budget
from proposals.charts import draw_sources, draw_timetable
from proposals.demo.answers import typed_answers
from proposals.docx import document
from proposals.docx.catalogue import find_template
from proposals.docx.context import build_context
from proposals.docx.example import example_facts
from proposals.docx.wording import words_of
from proposals.schedule import read_schedule
from proposals.steps import FIELDS

MOST = 1.5


def answers() -> dict[str, Any]:
    """The sample proposal's."""
    given: dict[str, Any] = dict(example_facts().answers)
    for key in ("objetivos", "actividades", "presupuesto", "actores", "riesgos", "informes"):
        given[key] = []
    for key, value in typed_answers(date(2027, 2, 1), months=18, currency="EUR"):
        if FIELDS[key].is_table:
            given.setdefault(key, []).append(value)
        else:
            given[key] = value
    return given


def best(
    work: Callable[[], object], times: int, clock: Callable[[], float] = time.process_time
) -> float:
    """The middle of several runs, in seconds of the processor: others may be at work on it."""
    spent = []
    for _ in range(times):
        began = clock()
        work()
        spent.append(clock() - began)
    return statistics.median(spent)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--times", type=int, default=5)
    times = asked.parse_args().times
    facts, said = replace(example_facts(), answers=answers()), words_of("es")
    template = find_template()
    timetable = draw_timetable(read_schedule(facts.answers), said)
    sources = draw_sources(read_budget(facts.answers), said)
    context = build_context(facts, said)

    def theirs() -> None:
        filled = DocxTemplate(template.path)
        placed = {
            "cronograma": {**context["cronograma"], "imagen": image(filled, timetable)},
            "presupuesto": {**context["presupuesto"], "imagen": image(filled, sources)},
        }
        filled.render({**context, **placed}, Environment(autoescape=True), autoescape=True)
        filled.save(BytesIO())

    def image(filled: DocxTemplate, pictures: list[Any]) -> InlineImage:
        return InlineImage(filled, BytesIO(pictures[0].png), width=Inches(pictures[0].width))

    document.draw_timetable = lambda *_: timetable  # type: ignore[assignment]
    document.draw_sources = lambda *_: sources  # type: ignore[assignment]

    def ours() -> None:
        document.filled(facts, template=template.programme, numbered=True)

    theirs()
    ours()
    there, here = best(theirs, times), best(ours, times)
    ratio = here / there
    print(f"docxtpl {there * 1000:.0f} ms, Puente {here * 1000:.0f} ms: {ratio:.2f} (most {MOST})")
    if shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as cache:
            document.word_file(facts, cache=Path(cache))
            spent = best(lambda: document.word_file(facts, cache=Path(cache)), 2, time.perf_counter)
        print(f"with its pages numbered by LibreOffice {spent:.1f} s")
    raise SystemExit(ratio > MOST)


if __name__ == "__main__":
    main()
