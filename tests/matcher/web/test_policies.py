"""What a public office's site tells of itself, and the look of GOV.CO."""

import json
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from matcher.web.account import policies
from matcher.web.account.wcag import CRITERIA
from tests.evidence import named, read
from tests.matcher.web.support import Visitor

ROOT = Path(__file__).parents[3]
SAYS = {
    "address": "Carrera 1 # 2-3",
    "phone": "601 000 0000",
    "email": "contacto@ciudad.example",
    "judicial_email": "",
    "hours": "lunes a viernes",
    "transparency": "https://ciudad.example/transparencia",
    "data_policy": "",
}


def switch_on(admin: Visitor, *, status: int = 200, **more: str) -> str:
    form = admin.get("/identidad").form("/identidad")
    return admin.send("/identidad", {**form, **SAYS, "govco": "y", **more}, status=status).text


def test_the_look_is_off_until_switched_on_and_says_what_is_unknown(admin: Visitor) -> None:
    for path in ("/", "/entrar", "/convocatorias"):
        assert "gov.co" not in admin.get(path).response.text
    switch_on(admin)
    visitor = Visitor(admin.app)
    for page in (admin.get("/"), visitor.get("/entrar"), visitor.get("/terminos")):
        assert page.links()["GOV.CO: Portal Único del Estado Colombiano"] == "https://www.gov.co/"
        foot = " ".join(page.tree.xpath("//*[@class='govco-foot']//text()"))
        assert "Carrera 1 # 2-3" in foot
        assert "Notificaciones judiciales sin indicar" in foot
        links = page.links()
        assert links["Transparencia y acceso a la información pública"] == SAYS["transparency"]
        for name, path in (
            ("Mapa del sitio", "/mapa-del-sitio"),
            ("Términos y condiciones", "/terminos"),
            ("Privacidad y tratamiento de datos", "/privacidad"),
            ("Derechos de autor", "/derechos-de-autor"),
        ):
            assert links[name] == path
    assert "está sin indicar" in visitor.get("/privacidad").text


@pytest.mark.parametrize(
    "wrong",
    [{"email": "contacto"}, {"transparency": "javascript:alert(1)"}, {"data_policy": "ciudad"}],
)
def test_what_is_no_address_is_refused(admin: Visitor, wrong: dict[str, str]) -> None:
    switch_on(admin, status=422, **wrong)
    assert "gov.co" not in admin.get("/").response.text


def test_the_map_names_every_section_of_who_asks(viewer: Visitor) -> None:
    mine = viewer.get("/mapa-del-sitio").links()
    assert {"Convocatorias", "Redes de ciudades", "Mi perfil", "Accesibilidad"} <= mine.keys()
    assert "Auditoría" not in mine
    assert "Convocatorias" not in Visitor(viewer.app).get("/mapa-del-sitio").links()


def test_there_are_the_fifty_criteria_of_the_annex() -> None:
    levels = [one.level for one in CRITERIA]
    assert (levels.count("A"), levels.count("AA")) == (30, 20)
    numbers = [tuple(map(int, one.number.split("."))) for one in CRITERIA]
    assert len(set(numbers)) == len(numbers)
    assert not [one.number for one in CRITERIA if one.tests and one.absent]


def test_every_test_that_is_named_is_there() -> None:
    for name in named():
        path, _, function = name.partition("::")
        assert f"def {function}(" in (ROOT / path).read_text("utf-8"), name


def test_a_date_is_only_said_of_what_ran(
    viewer: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran, failed, *_rest = named()
    record = {"at": "2026-11-19T15:00:00+00:00", "version": "9.9", "tests": {ran: "passed"}}
    record["tests"] = {ran: "passed", failed: "failed"}
    (tmp_path / "evidence.json").write_text(json.dumps(record))
    monkeypatch.setattr(policies, "RECORD", tmp_path / "evidence.json")
    policies.run_record.cache_clear()
    rows = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in viewer.get("/accesibilidad/evidencia").tree.xpath("//tbody/tr")
    ]
    policies.run_record.cache_clear()
    assert len(rows) == len(CRITERIA)
    for told, tests, days in ((row[0], row[2], row[3]) for row in rows):
        assert ("no hay fecha" in days) == ("Se revisa a mano" in tests), told
        assert ("falló" in days) == (failed in tests), told
        assert ("19 de noviembre" in days.replace("falló el 19 de noviembre", "")) == (
            ran in tests
        ), told


def test_without_a_record_no_date_is_said(
    viewer: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policies, "RECORD", tmp_path / "none.json")
    policies.run_record.cache_clear()
    page = viewer.get("/accesibilidad/evidencia").text
    policies.run_record.cache_clear()
    assert "No hay registro de ninguna corrida" in page
    assert "noviembre" not in page


def test_the_record_that_is_shipped_is_of_a_run_that_was() -> None:
    record = policies.run_record()
    assert datetime.fromisoformat(record["at"]) <= datetime.now(UTC)
    assert set(record["tests"]) == set(named())


def test_a_report_is_read_case_by_case() -> None:
    report = ET.ElementTree(
        ET.fromstring(
            "<testsuites><testsuite>"
            "<testcase classname='tests.a' name='test_x[1]'/>"
            "<testcase classname='tests.a' name='test_x[2]'><failure/></testcase>"
            "<testcase classname='tests.a' name='test_y'><skipped/></testcase>"
            "<testcase classname='tests.a' name='test_z'/></testsuite></testsuites>"
        )
    )
    names = [f"tests/a.py::test_{one}" for one in "xyzw"]
    assert read(report, names) == {names[0]: "failed", names[2]: "passed"}
