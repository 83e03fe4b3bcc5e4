"""Word templates: what they may ask for, and what happens to those that ask for more."""

from pathlib import Path

import pytest
from docx import Document

from proposals.docx.catalogue import find_template, templates
from proposals.docx.context import build_context
from proposals.docx.example import example_facts
from proposals.docx.render import render
from proposals.docx.validate import problems_of
from proposals.errors import TemplateError


def template(tmp_path: Path, *lines: str) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    path = tmp_path / "plantilla.docx"
    document.save(str(path))
    return path


def test_the_shipped_template_can_be_used() -> None:
    for shipped in templates():
        assert problems_of(shipped.path) == []


def test_an_unknown_template_is_named() -> None:
    with pytest.raises(TemplateError, match="«no-hay»"):
        find_template("no-hay")


def test_an_unknown_variable_is_named(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ documento.titulo }}", "{{ campo.titlo.texto }}")
    assert problems_of(path) == [
        "En el texto: «{{ campo.titlo.texto }}». «campo.titlo.texto» no existe. ¿Quiso decir "
        "«campo.titulo.texto»?"
    ]


def test_a_broken_tag_is_named_with_its_place(tmp_path: Path) -> None:
    (problem,) = problems_of(template(tmp_path, "{% if documento.titulo %}sin cierre"))
    assert problem == (
        "En el texto: «{% if documento.titulo %}». Falta cerrarla, más abajo, con «{% endif %}»."
    )


@pytest.mark.parametrize("content", [b"", b"PK not a zip", b"<html></html>"])
def test_what_is_no_word_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "plantilla.docx"
    path.write_bytes(content)
    (problem,) = problems_of(path)
    assert "no es un documento de Word" in problem


@pytest.mark.parametrize(
    "attack",
    [
        "{{ documento.__class__.__mro__ }}",
        "{{ documento.titulo.format }}",
        "{{ '{:>100000000}'.format(1) }}",
        "{{ documento.items() }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ range(10) }}",
        "{{ cycler }}",
        "{{ resumen.append('x') }}",
        "{% for fila in resumen %}{{ fila.rotulo.upper() }}{% endfor %}",
        "{{ lipsum.__globals__ }}",
        "{{ documento | attr('clear') }}",
    ],
)
def test_a_template_reaches_nothing_but_plain_data(tmp_path: Path, attack: str) -> None:
    path = template(tmp_path, attack)
    with pytest.raises(TemplateError):
        render(path, build_context(example_facts()))
    assert problems_of(path) != []


def test_a_context_with_an_object_in_it_is_our_mistake(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="Path"):
        render(template(tmp_path, "x"), {"logo": tmp_path})
