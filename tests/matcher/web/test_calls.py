from tests.matcher.web.support import Visitor


def test_list_shows_open_calls_by_deadline(officer: Visitor) -> None:
    page = officer.get("/convocatorias")
    titles = [" ".join(t.split()) for t in page.tree.xpath("//article//h2//text()") if t.strip()]
    assert titles[0] == "Agua y saneamiento para ciudades intermedias"
    assert "Premio a la innovación pública" not in titles
    assert "5 convocatorias" in page.text


def test_call_page_puts_eligibility_first(officer: Visitor) -> None:
    page = officer.get("/convocatorias/1")
    assert page.heading == "Agua y saneamiento para ciudades intermedias"
    assert page.text.index("¿Podemos aplicar?") < page.text.index("Dinero")
    assert "30 de noviembre de 2026, 17:00 (hora de Bruselas)" in page.text
    assert "Aquí: 30 de noviembre de 2026, 11:00" in page.text
    assert "Faltan 10 días" in page.text
