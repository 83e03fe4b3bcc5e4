"""Every kind of document: nothing of the office's own, whole as Word wants it, read as written."""

import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from proposals.budget import read_budget
from proposals.demo.answers import typed_answers
from proposals.documents.building import DocumentOrder, build
from proposals.documents.kinds import ALL, KINDS, check_ending, get_kind
from proposals.docx import office
from proposals.docx.audience import for_donor
from proposals.docx.catalogue import find_template
from proposals.docx.context import Facts, build_context
from proposals.docx.document import filled
from proposals.docx.example import example_facts
from proposals.docx.layout import fitting, roomier, word_width
from proposals.docx.sections import questions
from proposals.docx.wording import clean, words_of
from proposals.errors import UnknownKind
from proposals.steps import FIELDS
from proposals.steps.step import Field
from proposals.workbook.packing import pack
from proposals.workbook.writing import build_workbook
from tests.proposals.docx.ooxml import audit

TEMPLATES = [(kind.key, name) for kind in KINDS for name in kind.templates.values()]
SECRET = "SOLOPARALAOFICINA"
OPEN = "LOLEEELDONANTE"
LONG = "Las lluvias dejan cada año a cientos de familias sin agua. " * 8


def ordinary() -> Facts:
    """A proposal as an office would write it."""
    given: dict[str, Any] = {}
    for key, value in typed_answers(date(2026, 12, 15), months=18, currency="EUR"):
        if FIELDS[key].is_table:
            given.setdefault(key, []).append(value)
        else:
            given[key] = value
    given |= {"titulo": "Agua para las laderas", "resumen": LONG, "antecedentes": LONG}
    given |= {"objetivo_general": "Que haya agua.", "ods": ["6", "13"], "problema_central": LONG}
    given |= {"beneficiarios_directos": "1240", "donante": "Fundación", "aval_autoridad": "Ana"}
    given["criterios"] = [{"criterio": "Impacto", "peso": "40", "respuesta": LONG}]
    given["anexos"] = [{"nombre": "Carta", "obligatorio": "si", "vigencia": "2027-06-30"}]
    return replace(example_facts(filled=False), title="Agua", answers=given)


def extreme() -> Facts:
    """Everything a good deal larger than usual."""
    facts = ordinary()
    tasks = [
        {
            "objetivo": str(1 + n % 2),
            "texto": f"Actividad {n + 1} con un nombre bastante largo",
            "inicio": f"{2026 + (11 + n) // 12}-{(11 + n) % 12 + 1:02d}-15",
            "fin": f"{2027 + (11 + n) // 12}-{(11 + n) % 12 + 1:02d}-14",
        }
        for n in range(30)
    ]
    bought = [
        {
            "rubro": ("viajes", "obras")[n % 2],
            "concepto": f"Concepto {n + 1}",
            "actividad": str(1 + n % 30),
            "unidad": "unidad",
            "cantidad": "12",
            "valor_unitario": "34.600.000,55",
            "fuente": ("solicitado", "especie")[n % 2],
        }
        for n in range(45)
    ]
    risk = {"tipo": "economico", "descripcion": LONG, "probabilidad": "alta", "mitigacion": LONG}
    long = {"resumen": "\n".join([LONG] * 12), "riesgos": [risk] * 25, "moneda": "COP"}
    return replace(
        facts, answers={**facts.answers, **long, "actividades": tasks, "presupuesto": bought}
    )


def hostile() -> Facts:
    """In every field what a template, a formula or a page could trip over."""
    trap = "=1+1 {{ 7*7 }} {% raw %} <b>&\"'</b> \x07\x0c\ud800 \u202e" + "W" * 300

    def bad(field: Field) -> Any:
        if field.is_table:
            return [{column.key: bad(column) for column in field.columns} for _ in range(3)]
        return [trap] if field.kind == "choices" else trap

    return replace(example_facts(), title=trap, answers={k: bad(f) for k, f in FIELDS.items()})


MATRIX = {
    "empty": lambda: example_facts(filled=False),
    "ordinary": ordinary,
    "extreme": extreme,
    "hostile": hostile,
}


def marked() -> Facts:
    """In every field a word that says who may read it."""

    def word(field: Field, *, closed: bool) -> Any:
        closed = closed or field.is_internal
        if field.is_table:
            return [{column.key: word(column, closed=closed) for column in field.columns}]
        text = SECRET if closed else f"{OPEN} {field.key}"
        return [text] if field.kind == "choices" else text

    facts = example_facts()
    answers = {key: word(field, closed=False) for key, field in FIELDS.items()}
    lines = [{**answers["presupuesto"][0], "cantidad": "1", "valor_unitario": "40"}]
    return replace(facts, answers={**answers, "presupuesto": lines})


def read(content: bytes) -> str:
    """All there is to read in a file of Office, hidden or not."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return " ".join(
            re.sub(r"<[^>]+>", " ", archive.read(n).decode()) + archive.read(n).decode()
            for n in archive.namelist()
            if n.endswith(".xml")
        )


def texts(document: Any) -> Iterator[str]:
    """What each paragraph of the body says, those of tables included."""
    for paragraph in document.element.body.iter(qn("w:p")):
        yield "".join(
            (piece.text or "") if piece.tag == qn("w:t") else "\n"
            for piece in paragraph.iter(qn("w:t"), qn("w:br"))
        )


@pytest.mark.parametrize(("kind", "template"), TEMPLATES)
def test_nothing_of_the_office_reaches_a_donor(kind: str, template: str) -> None:
    content, _ = filled(marked(), template=template, numbered=True)
    words = read(content)
    assert SECRET not in words
    assert OPEN in words
    for advice in ("Ley 80", "Ley 1150", "paso 3", "paso 7", "opositor"):
        assert advice not in words, kind


def test_nothing_of_the_office_reaches_the_workbook() -> None:
    target = BytesIO()
    build_workbook(marked(), words_of("es")).save(target)
    assert SECRET not in read(target.getvalue())


def test_internal_are_the_endorsements_reasons_the_sending_and_the_work_itself() -> None:
    closed = {key for key, field in FIELDS.items() if field.is_internal}
    assert {"aval_razon", "por_que", "dofa", "envio_notas", "terminado_aval"} <= closed
    columns = {c.key for c in FIELDS["requisitos"].columns if c.is_internal}
    assert columns == {"cumple", "responsable", "vence"}
    assert "interes" in {c.key for c in FIELDS["actores"].columns if c.is_internal}


def bare_headings(content: bytes) -> list[str]:
    """Headings with nothing below them before the next one as high."""
    document = Document(BytesIO(content))
    told: list[tuple[int, str]] = []
    for element in document.element.body:
        text = "".join(piece.text or "" for piece in element.iter(qn("w:t"))).strip()
        style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        named = document.styles[style.get(qn("w:val"))].name if style is not None else ""
        level = int(named[-1]) if re.fullmatch(r"[Hh]eading \d", named) else 10
        if text or next(element.iter(qn("w:drawing")), None) is not None:
            told.append((level, text))
    follow = [*told[1:], (0, "")]
    return [t for (level, t), (n, _) in zip(told, follow, strict=True) if n <= level < 10]


@pytest.mark.parametrize("case", ["empty", "ordinary"])
@pytest.mark.parametrize(("kind", "template"), TEMPLATES)
def test_every_kind_is_whole_as_word_wants_it(kind: str, template: str, case: str) -> None:
    facts = MATRIX[case]()
    content, _ = filled(facts, template=template, numbered=True)
    assert audit(content) == [], kind
    assert bare_headings(content) == []
    final, _ = filled(replace(facts, state="approved"), template=template, numbered=True)
    assert audit(final) == [], kind
    assert set(bare_headings(final)) <= {"Anexos", "Annexes"}  # all there is on its page


def test_what_is_hostile_stays_text_and_breaks_nothing() -> None:
    content, _ = filled(hostile(), template="propuesta-completa", numbered=True)
    assert audit(content) == []
    assert "{{ 7*7 }} {% raw %} <b>&\"'</b>" in "\n".join(texts(Document(BytesIO(content))))


def unread(template: str, facts: Facts) -> list[str]:
    """Answers the template asks for that cannot be read back, word for word, in its document."""
    content, _ = filled(facts, template=template, numbered=True)
    printed = " ".join(" ".join(texts(Document(BytesIO(content)))).split())
    shipped = Document(str(find_template(template).path))
    asked = set(re.findall(r"campo\.(\w+)\.(?:texto|parrafos)", " ".join(texts(shipped))))
    fields = build_context(facts)["campo"]
    told = [text for key in sorted(asked) for text in fields[key]["parrafos"]]
    return [text for text in told if " ".join(text.split()) not in printed]


@pytest.mark.parametrize("case", ["extreme", "hostile"])
@pytest.mark.parametrize("template", ["nota-conceptual", "ficha", "carta-de-aval"])
def test_what_was_answered_is_read_back(template: str, case: str) -> None:
    assert unread(template, MATRIX[case]()) == []


@pytest.mark.slow
@pytest.mark.parametrize("case", MATRIX)
@pytest.mark.parametrize(("kind", "template"), TEMPLATES)
def test_what_was_answered_is_read_back_in_every_kind(kind: str, template: str, case: str) -> None:
    assert unread(template, MATRIX[case]()) == [], kind


@pytest.mark.parametrize(
    "template", ["propuesta-completa", "ficha", "marco-logico", "carta-de-aval"]
)
def test_what_is_hostile_cuts_nothing_off(template: str) -> None:
    _content, whole = filled(example_facts(), template=template, numbered=True)
    content, headings = filled(hostile(), template=template, numbered=True)
    lost = {one.text for one in whole} - {one.text for one in headings}
    assert {text for text in lost if "Desarrollo Sostenible" not in text} == set()
    assert Document(BytesIO(content)).sections[-1].footer.paragraphs[0].text


@pytest.mark.parametrize(("kind", "template"), TEMPLATES)
def test_it_is_a_draft_only_while_it_is_one(kind: str, template: str) -> None:
    facts = ordinary()
    draft, _ = filled(facts, template=template, numbered=True)
    final, _ = filled(replace(facts, state="approved"), template=template, numbered=True)
    mark = re.compile(r"BORRADOR|>DRAFT|\"DRAFT|Borrador|Draft,")
    assert mark.search(read(draft)), kind
    assert not mark.search(read(final)), kind
    assert "Por completar." not in "\n".join(texts(Document(BytesIO(final))))


def test_every_bar_of_the_timetable_is_on_a_picture_with_its_caption() -> None:
    content, _ = filled(extreme(), template="propuesta-completa", numbered=True)
    document = Document(BytesIO(content))
    pictures = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    told = [one for one in pictures if "actividades entre" in one]
    assert len(told) == 3
    assert all(any(f"{n}. Actividad {n} con" in one for one in told) for n in range(1, 31))
    tall = document.sections[1].page_height - 2_000_000
    assert all(shape.height < tall for shape in document.inline_shapes)
    captions = [t for t in texts(document) if t.startswith("Figura ")]
    assert [t for t in captions if "(actividades 1 a 10)" in t]
    assert len(captions) == len(pictures)


def test_no_word_is_broken_where_there_is_room() -> None:
    needed = [word_width(word) for word in ("Cantidad", "999.999.999.999,00", "a")]
    assert sum(fitting([300, 900, 5000], needed)) == 6200
    assert all(
        got >= want for got, want in zip(fitting([300, 900, 5000], needed), needed, strict=True)
    )
    assert fitting([3000, 3000], [100, 100]) == [3000, 3000]
    # Where not all can be whole, the longest break and the short words stay whole.
    assert fitting([500, 500, 5000], [900, 2400, 9000])[0] >= 900


def test_a_name_keeps_to_its_line_where_another_column_has_room() -> None:
    assert roomier([900, 2000, 900], [500, 1900, 1200]) == [660, 1940, 1200]
    assert roomier([4000, 1000, 1000], [500, 1400, 9000]) == [500, 1400, 4100]
    assert roomier([1000, 1000], [500, 500]) == [1000, 1000]
    content, _ = filled(ordinary(), template="propuesta-completa", numbered=True)
    shipped = Document(str(find_template("propuesta-completa").path))
    before, after = (_payers(document) for document in (shipped, Document(BytesIO(content))))
    assert after.width > 1.3 * before.width
    assert max((cell.text for cell in after.cells), key=len) == "3. Sede y equipos de la entidad"


def _payers(document: Any) -> Any:
    """The column of who pays each line."""
    for table in document.tables:
        heads = [cell.text for cell in table.rows[0].cells]
        if {"Quién lo paga", "Unidad"} <= set(heads):
            return table.columns[heads.index("Quién lo paga")]
    raise AssertionError("no lines")


def test_what_is_taller_than_half_a_page_splits_and_is_no_company() -> None:
    """LibreOffice went round for minutes over rows that may not split and stay with the next."""
    tall = [{"descripcion": LONG * 6, "mitigacion": "Riego"}] * 3
    facts = replace(ordinary(), answers={**ordinary().answers, "riesgos": tall})
    content, _ = filled(facts, template="propuesta-completa", numbered=True)
    for table in Document(BytesIO(content)).tables:
        if table.rows[0].cells[1].text != "Qué puede pasar":
            continue
        for row in table.rows[1:]:
            assert row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None
            assert not list(row._tr.iter(qn("w:keepNext")))
        return
    raise AssertionError("no risks")


def test_pictures_stand_on_upright_pages_as_wide_as_their_text() -> None:
    for template in ("propuesta-completa", "full-proposal"):
        content, _ = filled(extreme(), template=template, numbered=True)
        document = Document(BytesIO(content))
        upright, width = True, 0
        ends = iter(document.sections)
        section = next(ends)
        for paragraph in document.element.body:
            for inline in paragraph.iter(qn("wp:extent")):
                room = section.page_width - section.left_margin - section.right_margin
                upright &= section.page_width < section.page_height
                width = max(width, int(inline.get("cx")) - room)
            if paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
                section = next(ends)
        assert upright
        assert width <= 1


def test_marks_that_turn_letters_round_are_dropped() -> None:
    assert clean("uno \u202edos\u2066 tres") == "uno dos tres"


def test_the_workbook_adds_up_to_what_puente_says() -> None:
    facts = ordinary()
    book = build_workbook(facts, words_of("es"))
    assert book.sheetnames == [
        "Presupuesto",
        "2026",
        "2027",
        "2028",
        "Justificación",
        "Fuentes",
        "Tasas",
        "Resumen",
    ]
    lines = book["Presupuesto"]
    assert lines["I6"].value == '=IF(AND(ISNUMBER(F6),ISNUMBER(G6)),ROUND(F6*G6,2),"")'
    budget = read_budget(facts.answers)
    for row, line in enumerate(budget.lines, 6):
        assert lines[f"F{row}"].value * lines[f"G{row}"].value == line.total
    parts: dict[object, Decimal] = {}
    for year in ("2026", "2027", "2028"):
        for number, _concept, part, _total in book[year].iter_rows(min_row=6, values_only=True):
            if isinstance(part, Decimal):
                assert part > 0
                parts[number] = parts.get(number, Decimal()) + part
    assert {number: round(part, 12) for number, part in parts.items()} == {
        line.number: 1 for line in budget.lines
    }


def test_a_line_that_names_its_year_and_its_source_stands_under_both() -> None:
    sources = [{"nombre": "Alcaldía", "tipo": "contrapartida"}]
    line = {"concepto": "Riego", "cantidad": "2", "valor_unitario": "5", "fuente": "1"}
    lines = [line | {"ano": "2028"}, line | {"ano": "2029", "fuente": "solicitado"}]
    given = {"presupuesto": lines, "fuentes": sources}
    book = build_workbook(replace(example_facts(filled=False), answers=given), words_of("es"))
    for year, line in (("2028", 1), ("2029", 2)):
        assert [(row[0].value, row[2].value) for row in book[year]["A6:C6"]] == [(line, 1)]
        assert book[year]["A7"].value == "Total"  # what falls in another year is not there
    assert [book["Presupuesto"][f"H{row}"].value for row in (6, 7)] == [
        "1. Alcaldía",
        "Solicitado al donante",
    ]
    assert [book["Fuentes"][f"A{row}"].value for row in (6, 7)] == [
        "1. Alcaldía",
        "Solicitado al donante",
    ]


@pytest.mark.parametrize(("case", "pages"), [("empty", 1), ("ordinary", 2), ("extreme", 8)])
def test_on_paper_the_tables_stand_below_each_other(case: str, pages: int) -> None:
    book = build_workbook(MATRIX[case](), words_of("es"))
    tables = [sheet.title for sheet in book if sheet.max_row > 5]
    pack(book, words_of("es"))
    paper, *others = book.worksheets
    assert {sheet.sheet_state for sheet in others} == {"hidden"}
    assert not any(sheet.print_area for sheet in others)
    said = [str(cell.value) for cell in paper["A"] if cell.value is not None]
    assert [one for one in said if one in tables] == [t for t in tables if t in said]
    assert {"Presupuesto", "Fuentes", "Resumen"} <= set(said)
    breaks = [one.id for one in paper.row_breaks.brk]
    assert len(breaks) + 1 == pages
    for row in breaks:  # no total alone above or below, no heading without its rows
        assert paper.cell(row + 1, 1).value != "Total"
        assert paper.cell(row, 1).value not in ("N.º", *tables)


def test_a_concept_that_looks_like_a_formula_is_text() -> None:
    line = {"concepto": "=HYPERLINK(1)", "cantidad": "1", "valor_unitario": "2", "rubro": "obras"}
    facts = replace(example_facts(filled=False), answers={"presupuesto": [line]})
    target = BytesIO()
    build_workbook(facts, words_of("es")).save(target)
    (cell,) = [c for c in load_workbook(target)["Presupuesto"]["C"] if c.value == "=HYPERLINK(1)"]
    assert cell.data_type == "s"


def test_kinds_are_those_of_the_command_and_say_what_they_cannot_be() -> None:
    assert [kind.key for kind in KINDS] == (
        "completa-es completa-en nota-conceptual ficha aval marco-logico presupuesto respuestas"
    ).split()
    with pytest.raises(UnknownKind, match=r"«ficha» no sale como «\.xlsx».*\.docx o \.pdf"):
        check_ending(get_kind("ficha"), ".xlsx")
    with pytest.raises(UnknownKind, match="Escoja una de estas"):
        get_kind("informe")
    assert len({kind.name for kind in ALL}) == len(ALL)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_the_contents_say_the_page_of_every_heading(tmp_path: Path) -> None:
    order = DocumentOrder(
        kind=get_kind("completa-es"), ending="docx", language="es", facts=ordinary()
    )
    made = build(order, cache=tmp_path)
    path = tmp_path / "propuesta.docx"
    path.write_bytes(made.content)
    printed = office.convert(path, cache=tmp_path)
    assert printed is not None
    assert wrong_pages(made.content, printed) == []


def wrong_pages(content: bytes, printed: Path) -> list[str]:
    """Entries of the contents whose heading does not stand on the page they say."""
    entries = [
        p.text.split("\t")
        for p in Document(BytesIO(content)).paragraphs
        if p.style.name.startswith("toc")
    ]
    pdf = pypdfium2.PdfDocument(printed)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    pdf.close()
    contents = next(n for n, text in enumerate(pages) if "Contenido" in text)
    assert len(entries) > 20
    wrong = []
    for *_number, title, page in entries:
        there = int(page) - 1
        if there <= contents or " ".join(title.split()) not in pages[there]:
            wrong.append(f"{title}: {page}")
    return wrong


def printed(content: bytes) -> str:
    """What a PDF says, as one line of words."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()
    return squeezed(" ".join(pages))


def squeezed(text: str) -> str:
    """Only what a page cannot break, hyphenate or draw in another way: letters and figures."""
    return "".join(re.findall(r"[^\W_]", unicodedata.normalize("NFKC", text)))


def lost_in_print(facts: Facts, template: str, content: bytes) -> list[str]:
    """Answers that a PDF should say, and does not, from their first letters to their last."""
    shipped = Document(str(find_template(template).path))
    asked = set(re.findall(r"campo\.(\w+)\.(?:texto|parrafos)", " ".join(texts(shipped))))
    fields, there = build_context(facts)["campo"], printed(content)
    told = [squeezed(text) for key in sorted(asked) for text in fields[key]["parrafos"]]
    # A page may end in the middle of a long one, with its foot between two words.
    return [text for text in told if text[:30] not in there or text[-30:] not in there]


LANGUAGES = [
    (kind, language)
    for kind in KINDS
    for language in ("es", "en")
    if kind.language(language) == language
]


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("case", MATRIX)
@pytest.mark.parametrize(
    ("kind", "language"), LANGUAGES, ids=[f"{kind.key}-{tongue}" for kind, tongue in LANGUAGES]
)
def test_every_kind_of_every_case_is_whole_and_says_in_print_what_was_answered(
    kind: Any, language: str, case: str, tmp_path: Path
) -> None:
    facts = MATRIX[case]()
    for ending in kind.endings:
        order = DocumentOrder(kind=kind, ending=ending, language=language, facts=facts)
        made = build(order, cache=tmp_path)
        if ending == "docx":
            assert audit(made.content) == []
        elif ending == "xlsx":
            assert load_workbook(BytesIO(made.content)).sheetnames
        else:
            assert made.pages
            if kind.templates and case != "hostile":  # a font draws not every odd letter
                assert lost_in_print(facts, kind.templates[language], made.content) == []
            if not kind.templates and case in ("ordinary", "extreme"):
                total = words_of(language).number(read_budget(facts.answers).total, 2)
                assert squeezed(total) in printed(made.content)


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("case", MATRIX)
def test_the_bundle_of_every_case_holds_its_documents_and_the_annexes(
    case: str, language: str, tmp_path: Path
) -> None:
    annex = tmp_path / "carta.pdf"
    annex.write_bytes(b"%PDF-1.7 carta")
    order = DocumentOrder(
        kind=get_kind("paquete"),
        ending="zip",
        language=language,
        facts=MATRIX[case](),
        annexes=(("carta.pdf", annex),),
        stem="agua",
    )
    made = build(order, cache=tmp_path)
    with zipfile.ZipFile(BytesIO(made.content)) as bundle:
        assert bundle.testzip() is None
        whole = "agua-en" if language == "en" else "agua"
        assert sorted(bundle.namelist()) == sorted(
            (
                f"{whole}.docx",
                f"{whole}.pdf",
                "agua-presupuesto.xlsx",
                "agua-marco-logico.pdf",
                "anexos/01-carta.pdf",
            )
        )
        assert bundle.read("anexos/01-carta.pdf") == annex.read_bytes()
        assert audit(bundle.read(f"{whole}.docx")) == []


def test_the_donor_s_own_form_is_what_the_answers_print() -> None:
    facts = ordinary()
    form = [
        {
            "pregunta": "What will change?",
            "respuesta": "Water.",
            "limite": "500",
            "unidad": "caracteres-sin-espacios",
            "paso": "problema",
        },
        {"pregunta": "Who pays?", "respuesta": "", "limite": "2", "unidad": "paginas"},
    ]
    given = facts.answers | {"formulario": form}
    told = questions(for_donor(given), words_of("es"))
    assert [one["pregunta"] for one in told] == ["1. What will change?", "2. Who pays?"]
    assert [one["detalle"] for one in told] == [
        "Límite: 500 caracteres sin espacios",
        "Límite: 2 páginas",
    ]


@pytest.mark.parametrize(
    ("template", "name"), [("propuesta-completa", "Campo vacío"), ("full-proposal", "Empty field")]
)
def test_what_is_missing_below_a_heading_looks_so_in_both_languages(
    template: str, name: str
) -> None:
    content, _ = filled(ordinary(), template=template, numbered=True)
    gaps = [
        p
        for p in Document(BytesIO(content)).paragraphs
        if p.text in ("Por completar.", "To be completed.")
    ]
    assert len(gaps) > 2
    assert {p.style.name for p in gaps} == {name}


def test_a_letter_does_not_number_what_it_does_not_list() -> None:
    content, _ = filled(ordinary(), template="carta-de-aval", numbered=True)
    said = list(texts(Document(BytesIO(content))))
    assert "Presupuesto de la entidad (Contrapartida en dinero)" in said
    assert not [text for text in said if text.startswith("2. Presupuesto")]
