"""Templates somebody made to do harm: each is refused in words, and nothing in it runs."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from docx import Document

from matcher.coded import to_message
from proposals.docx.catalogue import templates
from proposals.docx.validate import look_over, problems_of
from proposals.vetting.package import refuse_package

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ja"}">' for n in range(10))

TAGS: Mapping[str, str] = {
    "class": "{{ documento.__class__.__mro__ }}",
    "subclasses": "{{ ''.__class__.__base__.__subclasses__() }}",
    "format": "{{ documento.titulo.format }}",
    "format-call": "{{ '{:>100000000}'.format(1) }}",
    "items": "{{ documento.items() }}",
    "times": "{{ 'a' * 1000000000 }}",
    "power": "{{ 9 ** 9 ** 9 }}",
    "percent": "{{ '%1000000000d' % 1 }}",
    "range": "{% for x in range(10000000) %}x{% endfor %}",
    "cycler": "{{ cycler('a') }}",
    "joiner": "{{ joiner }}",
    "namespace": "{{ namespace(a=1) }}",
    "lipsum": "{{ lipsum.__globals__ }}",
    "self": "{{ self.__init__ }}",
    "config": "{{ config }}",
    "request": "{{ request.application }}",
    "append": "{{ resumen.append('x') }}",
    "attr": "{{ documento | attr('clear') }}",
    "map": "{{ resumen | map(attribute='x') | list }}",
    "tojson": "{{ documento | tojson }}",
    "safe": "{{ documento.titulo | safe }}",
    "urlize": "{{ documento.titulo | urlize }}",
    "center": "{{ documento.titulo | center(100000000) }}",
    "indent": "{{ documento.titulo | indent(100000000) }}",
    "set": "{% set a = documento.titulo %}{{ a }}",
    "set-doubling": "{% set a = 'x' ~ 'x' %}" * 30,
    "set-block": "{% set a %}x{% endset %}",
    "macro": "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "call": "{% call f() %}{% endcall %}",
    "filter": "{% filter upper %}x{% endfilter %}",
    "include": "{% include '/etc/passwd' %}",
    "import": "{% import '/etc/passwd' as x %}",
    "from-import": "{% from '/etc/passwd' import x %}",
    "extends": "{% extends '/etc/passwd' %}",
    "block": "{% block a %}x{% endblock %}",
    "concat": "{{ documento.titulo ~ documento.titulo }}",
    "add": "{{ documento.titulo + documento.titulo }}",
    "list": "{{ [documento.titulo, documento.titulo] | join }}",
    "dict": "{{ {'a': documento} }}",
    "recursive": "{% for a in resumen recursive %}{{ loop(resumen) }}{% endfor %}",
    "three-loops": "{% for a in resumen %}{% for b in resumen %}{% for c in resumen %}x"
    "{% endfor %}{% endfor %}{% endfor %}",
    "nine-loops": "".join(f"{{% for a{n} in resumen %}}" for n in range(9))
    + "x"
    + "{% endfor %}" * 9,
    "parentheses": "{{ " + "(" * 400 + "1" + ")" * 400 + " }}",
    "brackets": "{{ resumen" + "[" * 200 + "0" + "]" * 200 + " }}",
    "long-tag": "{{ documento.titulo" + " or documento.titulo" * 400 + " }}",
    "many-ifs": "{% if documento.titulo %}" * 400 + "x" + "{% endif %}" * 400,
    "many-tags": "{{ documento.titulo }}" * 6000,
    "nots": "{{ " + "not " * 300 + "1 }}",
    "loop-getattr": "{% for a in resumen %}{{ loop.__init__ }}{% endfor %}",
}
FIELDS: Mapping[str, str] = {
    "include-text": "INCLUDETEXT /etc/passwd",
    "include-picture": 'INCLUDEPICTURE "http://127.0.0.1:9/a.png"',
    "dde": 'DDE cmd "/c calc"',
    "dde-auto": 'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"',
    "link": "LINK Excel.Sheet.8 c:\\\\x.xls",
    "import": "IMPORT /etc/passwd",
    "macro-button": "MACROBUTTON Run x",
    "database": 'DATABASE \\\\d "c:\\\\x.mdb"',
    "quote": "QUOTE 68 68 69",
    "embed": "EMBED Package",
    "rd": "RD /etc/passwd",
    "ask": 'ASK name "?"',
}
LINKS: Mapping[str, tuple[str, str]] = {
    "attached-template": ("attachedTemplate", "http://127.0.0.1:9/t.dotm"),
    "image": ("image", "http://127.0.0.1:9/a.png"),
    "image-file": ("image", "file:///etc/passwd"),
    "image-unc": ("image", "\\\\127.0.0.1\\a.png"),
    "ole": ("oleObject", "http://127.0.0.1:9/x"),
    "frame": ("frame", "http://127.0.0.1:9/x.html"),
    "sub-document": ("subDocument", "file:///etc/passwd"),
    "script-link": ("hyperlink", "javascript:alert(1)"),
    "file-link": ("hyperlink", "file:///etc/passwd"),
    "chunk": ("aFChunk", "x.html"),
}
BODY: Mapping[str, str] = {
    "alt-chunk": "<w:altChunk/>",
    "object": "<w:p><w:r><w:object/></w:r></w:p>",
    "control": "<w:p><w:r><w:control/></w:r></w:p>",
    "sub-doc": "<w:p><w:subDoc/></w:p>",
}
PARTS: Mapping[str, tuple[str, bytes]] = {
    "macros": ("word/vbaProject.bin", b"x"),
    "active-x": ("word/activeX/activeX1.xml", b"<a/>"),
    "embedded": ("word/embeddings/oleObject1.bin", b"x"),
    "program": ("word/media/run.exe", b"MZ"),
    "page": ("word/media/a.html", b"<script/>"),
    "outside": ("../../evil.xml", b"<a/>"),
    "laughs": ("word/extra.xml", f"<!DOCTYPE a [{LAUGHS}]><a>&a9;</a>".encode()),
    "entity-file": (
        "word/extra.xml",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    ),
    "entity-utf-16": (
        "word/extra.xml",
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode(
            "utf-16"
        ),
    ),
    "broken-xml": ("word/extra.xml", b"<a><b></a>"),
    "deep-xml": ("word/extra.xml", b"<a>" * 5000 + b"</a>" * 5000),
    "huge": ("word/media/a.png", b"0" * (101 * 1024 * 1024)),
}


def examine(path: Path) -> list[str]:
    """What is said of a template, in this process."""
    return [str(to_message(one)) for one in look_over(str(path))]


def with_text(path: Path, text: str) -> Path:
    document = Document()
    document.add_paragraph(text)
    document.save(str(path))
    return path


def rewritten(path: Path, *, body: str = "", part: tuple[str, bytes] | None = None) -> Path:
    """The same file with more in its body, or with one more part."""
    plain = with_text(path.with_suffix(".plain"), "{{ documento.titulo }}")
    with (
        zipfile.ZipFile(plain) as before,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for item in before.infolist():
            content = before.read(item)
            if item.filename == "word/document.xml" and body:
                content = content.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
            if part is None or item.filename != part[0]:
                after.writestr(item, content)
        if part is not None:
            after.writestr(*part)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plantilla.docx"


@pytest.mark.parametrize("name", TAGS)
def test_a_tag_that_asks_for_more_is_refused(path: Path, name: str) -> None:
    assert examine(with_text(path, TAGS[name])) != []


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_that_fetches_or_runs_is_refused(path: Path, name: str) -> None:
    first, rest = FIELDS[name][:3], FIELDS[name][3:].replace('"', "&quot;")
    runs = "".join(
        f"<w:r>{one}</w:r>"
        for one in (
            '<w:fldChar w:fldCharType="begin"/>',
            f"<w:instrText>{first}</w:instrText>",  # in two runs, as whoever hides it would
            f"<w:instrText>{rest}</w:instrText>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    (problem,) = examine(rewritten(path, body=f"<w:p>{runs}</w:p>"))
    assert "no se acepta" in problem


@pytest.mark.parametrize("name", LINKS)
def test_what_points_outside_is_refused(path: Path, name: str) -> None:
    kind, target = LINKS[name]
    rels = (
        f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="{REL}/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    part = ("word/_rels/settings.xml.rels", rels.encode())
    (problem,) = examine(rewritten(path, part=part))
    assert "no se acepta" in problem


@pytest.mark.parametrize("name", BODY)
def test_what_holds_another_program_is_refused(path: Path, name: str) -> None:
    (problem,) = examine(rewritten(path, body=BODY[name]))
    assert "no se acepta" in problem


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_does_not_belong_is_refused(path: Path, name: str) -> None:
    assert len(examine(rewritten(path, part=PARTS[name]))) == 1


def test_there_are_more_than_sixty() -> None:
    assert sum(map(len, (TAGS, FIELDS, LINKS, BODY, PARTS))) >= 60


def test_what_never_ends_ends(path: Path) -> None:
    """The whole check runs in a process with limits, whatever it may have missed."""
    assert problems_of(with_text(path, TAGS["nine-loops"])) != []


def test_the_shipped_templates_hold_nothing_of_it() -> None:
    for shipped in templates():
        refuse_package(shipped.path)
