import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.calls.facts import CallFacts
from matcher.intake.grouping import grouped, record_from
from matcher.intake.identity.addresses import canonical_url
from matcher.intake.identity.codes import codes_of
from matcher.intake.identity.funders import funders
from matcher.intake.identity.lists import is_list
from matcher.intake.identity.particulars import particulars
from matcher.intake.identity.rules import judge
from matcher.intake.identity.title_index import TitleIndex
from matcher.intake.identity.titles import compared, tells_of_outcome
from matcher.intake.identity.traits import Traits
from matcher.intake.same_call import place
from matcher.words.language import Words
from matcher.words.twins import twin_words


def told(source: str, title: str, **more: object) -> Traits:
    given: dict[str, object] = {
        "language": "es",
        "canonical": f"{source}.example/{abs(hash(title))}",
        "funder": None,
        "closes_on": None,
    }
    return Traits(source_id=source, title=title, **(given | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://www.fondo.example/Convocatoria/7/?utm_source=x&b=2&a=1#top",
            "fondo.example/Convocatoria/7?a=1&b=2",
        ),
        ("http://fondo.example/a//b/", "fondo.example/a/b"),
        ("https://FONDO.example", "fondo.example"),
        ("https://m.fondo.example/a/index.html", "fondo.example/a"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_canonical_address(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


MARCH, APRIL, SUMMER = date(2027, 3, 5), date(2027, 4, 5), date(2028, 3, 5)
GREEN = "Convocatoria Ciudades Verdes para gobiernos locales"
LOGO, CODE = frozenset({"LOGO-27-0009"}), frozenset({"GCF-LA-2027-9"})
PAGE = {"canonical": "f.example/call/9"}
LEADS = {"links": frozenset({"f.example/call/9"}), "pages": 1}
EUROS = frozenset({"350000 EUR"})
SUMS = EUROS | {"5000000 EUR"}


@pytest.mark.parametrize(
    ("first", "second", "verdict", "rule"),
    [
        pytest.param(
            told("a", GREEN, closes_on=MARCH, funder="Banco Azul"),
            told("b", "Ciudades Verdes para gobiernos locales: ya abierta", closes_on=MARCH),
            "same",
            "same-title",
            id="same title in other words, same day",
        ),
        pytest.param(
            told("a", GREEN, closes_on=MARCH, funder="Banco Azul"),
            told("b", GREEN, closes_on=APRIL, funder="Banco Azul"),
            "doubt",
            "same-title-other-day",
            id="another day: an extension or another round",
        ),
        pytest.param(
            told("a", GREEN, closes_on=MARCH, funder="Banco Azul"),
            told("b", GREEN, closes_on=SUMMER, funder="Banco Azul"),
            "other",
            "nothing",
            id="a year later is another round",
        ),
        pytest.param(
            told("a", GREEN, closes_on=MARCH, identifiers=LOGO),
            told("b", GREEN, closes_on=APRIL, identifiers=LOGO),
            "same",
            "same-code-extended",
            id="the same code on another day is an extension",
        ),
        pytest.param(
            told("a", GREEN, closes_on=MARCH, **PAGE),
            told("b", GREEN, closes_on=APRIL, **PAGE),
            "same",
            "same-page-extended",
            id="the same page on another day is an extension",
        ),
        pytest.param(
            told("a", GREEN, identifiers=LOGO, funder="Ministerio de Cultura"),
            told("b", GREEN, identifiers=LOGO, funder="Ministerio de Hacienda"),
            "doubt",
            "same-code-other-funder",
            id="another funder never merges, whatever the code",
        ),
        pytest.param(
            told("a", GREEN, closes_on=MARCH, identifiers=LOGO),
            told("b", f"{GREEN}: entidades que deben subsanar", closes_on=APRIL, identifiers=LOGO),
            "other",
            "outcome",
            id="what to mend has a day of its own: no extension of the call",
        ),
        pytest.param(
            told("a", GREEN, closes_on=MARCH, funder="Banco Azul"),
            told("b", "Los proyectos seleccionados de Ciudades Verdes", funder="Banco Azul"),
            "other",
            "outcome",
            id="the results of a call are not the call",
        ),
        pytest.param(
            told("a", "Obras de agua, lote A", identifiers=LOGO),
            told("b", "Obras de agua, lote B", identifiers=LOGO),
            "doubt",
            "same-code-other-title",
            id="two lots under one code",
        ),
        pytest.param(
            told("a", "Premio Innovación Urbana 2026"),
            told("b", "Premio Innovación Urbana 2027"),
            "other",
            "other-title",
            id="another year",
        ),
        pytest.param(
            told("a", "Programa de agua, lote II de obras"),
            told("b", "Programa de agua, lote III de obras"),
            "other",
            "other-title",
            id="another lot",
        ),
        pytest.param(
            told("a", "Fondo para ciudades resilientes", funder="Banco Azul"),
            told("b", "Fondo para ciudades resilientes", funder="Agencia Roja"),
            "other",
            "other-funder",
            id="same title, other funder, no date",
        ),
        pytest.param(
            told("a", "Green cities facility", identifiers=LOGO, closes_on=MARCH, language="en"),
            told("b", "Ciudades verdes", identifiers=LOGO),
            "same",
            "same-code",
            id="an official identifier, other languages",
        ),
        pytest.param(
            told("a", "Green cities facility", identifiers=CODE, closes_on=MARCH, language="en"),
            told("b", "Ciudades verdes", mentions=CODE, closes_on=MARCH),
            "same",
            "named-code",
            id="names the other's code and closes the same day",
        ),
        pytest.param(
            told("a", "Fondo de ciudades verdes", identifiers=CODE, closes_on=MARCH),
            told("b", "Huertos de altura", mentions=CODE, closes_on=MARCH),
            "doubt",
            "named-code",
            id="a code that is only named, under another title",
        ),
        pytest.param(
            told("a", "Cities", closes_on=MARCH, language="en", **PAGE),
            told(
                "b",
                "Ciudades",
                links=frozenset({"f.example/call/9"}),
                closes_on=MARCH,
                aggregator=True,
            ),
            "same",
            "linked",
            id="links to the other's page and closes the same day",
        ),
        pytest.param(
            told("a", GREEN, closes_on=MARCH, **PAGE),
            told("b", GREEN, closes_on=MARCH, links=frozenset({"f.example/call/9"}), lists=True),
            "other",
            "a-list",
            id="a newsletter that lists calls is none of them",
        ),
        pytest.param(
            told("a", "Becas de maestría en salud pública", canonical="a.example/1"),
            told("a", "Becas de maestría en salud pública", canonical="a.example/2"),
            "other",
            "one-source",
            id="two records of one source are two calls",
        ),
        pytest.param(
            told("a", "Becas de maestría"),
            told("b", "Becas de maestría"),
            "other",
            "nothing",
            id="a title that could be anybody's, and nothing else",
        ),
        pytest.param(
            told("a", GREEN, funder="Banco Azul"),
            told("b", GREEN, funder="Banco Azul"),
            "doubt",
            "same-title-undated",
            id="undated never equals undated",
        ),
        pytest.param(
            told("a", "Ajuts a ciutats lentes", canonical="a.example/ca/9", language="ca"),
            told("a", "Ayudas a ciudades lentas", canonical="a.example/es/9"),
            "same",
            "same-page",
            id="one page in two languages",
        ),
        pytest.param(
            told("a", "Slow Cities Award", language="en", closes_on=MARCH, figures=EUROS),
            told("a", "Premio de la calma", closes_on=MARCH, figures=EUROS),
            "doubt",
            "alike-language",
            id="a source tells day and sum again in another language",
        ),
        pytest.param(
            told("a", "Fondo Pueblos Lentos 2027", closes_on=MARCH),
            told("a", "Se amplía el plazo del Fondo Pueblos Lentos 2027", closes_on=APRIL),
            "doubt",
            "same-title-other-day",
            id="a source says that the day is moved",
        ),
        pytest.param(
            told("a", "Slow Cities Award", language="en", figures=EUROS, **PAGE),
            told("b", "Premio de la calma", aggregator=True, figures=EUROS, **LEADS),
            "same",
            "linked",
            id="a collector leads to the page and names its sum, without a day",
        ),
        pytest.param(
            told("a", "Slow Cities Award", language="en", closes_on=MARCH, figures=EUROS, **PAGE),
            told(
                "b", "Premio de la calma", aggregator=True, closes_on=APRIL, figures=EUROS, **LEADS
            ),
            "same",
            "linked-extended",
            id="a collector leads to the page and names its sum, the day is moved",
        ),
        pytest.param(
            told("a", "Slow Cities Award", language="en", closes_on=MARCH, **PAGE),
            told("b", "Premio de la calma", aggregator=True, closes_on=APRIL, **LEADS),
            "doubt",
            "linked",
            id="a collector leads to the page, with another day and no sum",
        ),
        pytest.param(
            told("a", "Plan de senderos: solicite su ayuda", closes_on=MARCH, figures=SUMS),
            told("b", "Extracto: fondos de caminos de herradura", closes_on=MARCH, figures=SUMS),
            "doubt",
            "alike",
            id="several sums and a day in common, other words",
        ),
        pytest.param(
            told("a", "Sala urbana de ensayo", identifiers=LOGO, closes_on=MARCH),
            told("b", "Sala de ensayo para ciudades", identifiers=LOGO, closes_on=MARCH),
            "same",
            "same-code",
            id="one code and one day, whom it is for in other words",
        ),
        pytest.param(
            told("a", "Becas de maestría en salud"),
            told("b", "Fondo de riego para veredas"),
            "other",
            "nothing",
            id="nothing in common",
        ),
    ],
)
def test_the_first_rule_that_speaks_decides(
    first: Traits, second: Traits, verdict: str, rule: str
) -> None:
    for found in (judge(first, second), judge(second, first)):
        assert (found.verdict, found.rule) == (verdict, rule)
        assert twin_words(Words("es"), found.to_reason()) != rule


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"closes_on": MARCH, "figures": SUMS}, {"closes_on": MARCH, "figures": SUMS}, "same"),
        ({"closes_on": MARCH, "figures": SUMS}, {"closes_on": APRIL, "figures": SUMS}, "doubt"),
        ({"closes_on": MARCH, "figures": SUMS}, {"closes_on": SUMMER, "figures": SUMS}, "other"),
        ({"figures": SUMS}, {"figures": SUMS}, "doubt"),
        ({}, {}, "other"),
        (
            {"closes_on": MARCH, "figures": SUMS},
            {"closes_on": MARCH, "figures": frozenset({"350000 EUR", "7 USD"})},
            "doubt",
        ),
        (
            {"closes_on": MARCH, "figures": SUMS},
            {"closes_on": MARCH, "figures": SUMS, "funder": None},
            "doubt",
        ),
    ],
)
def test_funder_day_and_sums_make_two_languages_one_call(
    first: dict[str, object], second: dict[str, object], expected: str
) -> None:
    french = told("a", "Guichet rivières", **{"language": "fr", "funder": "AFD"} | first)
    spanish = told("b", "Ventanilla cauces", **{"funder": "AFD"} | second)
    assert judge(french, spanish).verdict == expected


@pytest.mark.parametrize(("says", "expected"), [("cauc", "same"), ("escuel", "doubt")])
def test_two_languages_are_asked_about_where_neither_says_a_word_of_the_others_title(
    says: str, expected: str
) -> None:
    both = {"closes_on": MARCH, "figures": EUROS, "funder": "AFD"}
    first = told("a", "Guichet rivières", language="fr", words=frozenset({"rivier", says}), **both)
    second = told("b", "Ventanilla cauces", words=frozenset({"cauc", "orilla"}), **both)
    assert judge(first, second).verdict == expected


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("entre tres y diez millones de reales", {"3000000", "10000000"}),
        ("pueden pedir de 10 a 75 mil dólares", {"10000", "75000"}),
        ("oitocentos mil a dois milhões e meio", {"800000", "2500000"}),
        ("R$ 800 mil a R$ 2,5 milhões", {"800000", "2500000"}),
        ("trescientos cincuenta mil euros", {"350000"}),
        ("cuarenta y dos becas durante año y medio", {"42", "18m"}),
        ("la mitad del presupuesto, en 12 a 18 meses", {"50%", "12m", "18m"}),
        ("se abre la séptima edición", {"7e"}),
        ("7th Guangzhou International Award", {"7e"}),
        ("convocatoria 28 de archivos", {"28", "28e"}),
        ("la primera fase es virtual", set()),
    ],
)
def test_numbers_are_read_however_they_are_told(text: str, numbers: set[str]) -> None:
    assert particulars(text, "es").numbers == numbers


KITES = {
    "title": "Cometas para plazas de invierno",
    "text": "La Fundación Viento Manso paga talleres de cometas en plazas, hasta 46.000 euros por "
    "barrio. La cuarta edición cierra el 18 de junio de 2027.",
    "url": "https://vientomanso.example/cometas-4",
    "funder": "Fundación Viento Manso",
    "deadline": "2027-06-18",
    "source_id": "vientomanso",
}
TOLD_OF = {
    "title": "Dinero para barrios que quieran volar papalotes",
    "text": "Hay 46 mil euros por barrio para talleres de cometas en las plazas; va por su cuarta "
    "edición y recibe propuestas hasta el 18 de junio.",
    "url": "https://barrios.example/boletin/papalotes",
    "links": ["https://vientomanso.example"],
    "deadline": "2027-06-18",
    "source_id": "barrios",
    "aggregator": True,
}


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        pytest.param({}, {}, "same", id="sum, edition, day and a link to the site"),
        pytest.param(
            {"text": KITES["text"].replace("46.000", "46.210,55")},
            {"text": TOLD_OF["text"].replace("46 mil", "46.210,55")},  # type: ignore[attr-defined]
            "same",
            id="a sum with cents",
        ),
        pytest.param(
            {},
            {"text": TOLD_OF["text"].replace("cuarta", "quinta")},  # type: ignore[attr-defined]
            "other",
            id="another edition",
        ),
        pytest.param(
            {"identifiers": ["KITE-2027-WIND-01"]},
            {"text": f"{TOLD_OF['text']} Es el KITE-2027-WIND-02."},
            "other",
            id="the text names another code of the register",
        ),
        pytest.param(
            {
                "title": "Plazas con viento – Bolivia",
                "funder": "Delegación de la Unión Europea en Bolivia",
            },
            {
                "title": "Plazas con viento – Chile",
                "text": "Talleres en Chile, de 12.000 euros, hasta el 18 de junio.",
                "funder": "Delegación de la Unión Europea en Chile",
                "aggregator": False,
            },
            "other",
            id="one title, offices in two countries",
        ),
    ],
)
def test_what_is_told_weighs_whatever_the_words(
    first: dict[str, object], second: dict[str, object], verdict: str
) -> None:
    one = record_from({**KITES, **first, "id": "a"}).own
    other = record_from({**TOLD_OF, **second, "id": "b"}).own
    assert judge(one, other).verdict == verdict


def test_what_a_line_does_not_say_is_read_from_its_text() -> None:
    told = record_from(
        {
            "id": 1,
            "title": "Fondo Pueblos Lentos",
            "text": "El Gobierno de Nueva Zelanda da hasta 25.000 dólares neozelandeses. "
            "Las solicitudes se reciben hasta el 9 de marzo de 2027.",
            "deadline": None,
        }
    ).own
    assert told.closing == {date(2027, 3, 9)}
    assert told.figures == {"25000 NZD"}
    given = record_from(
        {"id": 1, "title": "x", "text": "Cierra el 9 de marzo de 2027.", "deadline": "2027-04-01"}
    ).own
    assert given.closing == {date(2027, 4, 1)}


@pytest.mark.parametrize(
    ("title", "more", "verdict"),
    [
        ("Premio de la calma", {}, "same"),
        ("Premio de la calma", {"figures": frozenset({"7 EUR"})}, "doubt"),
        ("Premio de la calma", {"sizes": frozenset({"100000-"})}, "doubt"),
        ("Premio de la calma, tercera edición", {"figures": frozenset()}, "doubt"),
    ],
)
def test_a_link_to_the_page_of_a_sister_call_is_asked_about(
    title: str, more: dict[str, object], verdict: str
) -> None:
    page = told(
        "a",
        "Slow Cities Award",
        language="en",
        closes_on=MARCH,
        figures=EUROS,
        sizes=frozenset({"-100000"}),
        **PAGE,
    )
    shown = {"closes_on": MARCH, "aggregator": True, "figures": EUROS, **LEADS, **more}
    assert judge(page, told("b", title, **shown)).verdict == verdict


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Ronda 21 del fondo", "Twenty-first round of the fund", None),
        ("Vigésima primera edición", "22.ª edición", "number"),
        ("25 becas en Chile", "610 becas en Chile", None),
        ("Empresas de más de 50 empleados", "Empresas de 10 a 50 empleados", "size"),
        ("Villas de menos de 10.000 vecinos", "Villas con menos de 10 000 vecinos", None),
    ],
)
def test_what_two_titles_count_tells_them_apart(one: str, other: str, kind: str | None) -> None:
    differs = compared((one, "es"), (other, "es")).differs
    assert (differs.kind if differs else None) == kind


@pytest.mark.parametrize(
    ("title", "text", "lists"),
    [
        ("25 becas en Madrid para funcionarios", "Cierra el 9 de abril.", False),
        ("25 becas para estudiar fuera", "Una cierra en mayo. Otra, con plazo en junio.", True),
        ("12 convocatorias para alcaldías", "", True),
    ],
)
def test_so_many_awards_are_a_list_only_where_several_close(
    title: str, text: str, lists: bool
) -> None:
    assert is_list(title, text, codes=frozenset(), pages=0) is lists


@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        ("Resolución definitiva de las subvenciones de cooperación 2027", True),
        ("Resolución por la que se convocan subvenciones de cooperación", False),
        ("Conoce los 14 proyectos seleccionados", True),
        ("Ayudas para proyectos de ciudades intermedias", False),
        ("Relación de solicitudes admitidas", True),
        ("La Diputación concede 2 millones a 31 proyectos", True),
        ("La Diputación concede ayudas a proyectos de cooperación", False),
        ("Llistat provisional d'entitats seleccionades", True),
        ("Resultado final do edital", True),
        ("Financiamiento basado en resultados para municipios", False),
        ("Results-based financing for cities", False),
        ("Winners of the Green City Award", True),
        ("Les projets retenus en 2027", True),
    ],
)
def test_a_title_that_tells_how_a_call_went(title: str, outcome: bool) -> None:
    assert tells_of_outcome(title) == outcome


def test_a_call_in_another_language_is_joined_only_if_it_is_the_only_one() -> None:
    shown = {"closes_on": MARCH, "figures": SUMS, "funder": "AFD"}
    french = told("a", "Guichet rivières", language="fr", **shown)
    twins = [(n, told(n, f"Ventanilla {n}", **shown)) for n in ("cauces", "muelles")]
    assert place(french, twins[:1]).call == "cauces"
    placed = place(french, twins)
    assert (placed.call, [call for call, _ in placed.doubts]) == (None, ["cauces", "muelles"])


def test_one_record_that_is_surely_another_outweighs_a_likeness() -> None:
    """A call has two records; what is like one of them and cannot be the other goes to a person."""
    known = [
        (1, told("a", GREEN, closes_on=MARCH, funder="Banco Azul", identifiers=LOGO)),
        (1, told("b", GREEN, closes_on=MARCH, funder="Banco Azul")),
    ]
    own = told("c", GREEN, closes_on=MARCH, identifiers=frozenset({"LOGO-27-0010"}))
    placed = place(own, known)
    assert (placed.call, [call for call, _ in placed.doubts]) == (None, [1])


@pytest.mark.parametrize(
    ("name", "asked"),
    [("pairs_first.toml", 0.15), ("pairs_second.toml", 0.15), ("pairs_third.toml", 0.5)],
)
def test_labelled_pairs(name: str, asked: float) -> None:
    """No two calls are taken for one; most that are one are joined, the others are asked about.

    The siblings of the third set are as alike as they come.
    """
    found: dict[str, Counter[str]] = {"one": Counter(), "two": Counter()}
    for pair in tomllib.loads((Path(__file__).parent / name).read_text())["pair"]:
        _, second = grouped(record_from({**pair[side], "id": side}) for side in ("a", "b"))
        outcome = "joined" if second.group == "a" else "doubtful" if second.doubts else "apart"
        found[pair["label"]][outcome] += 1
    one, two = found["one"], found["two"]
    assert two["joined"] == 0
    assert two["doubtful"] <= asked * two.total()
    assert one["joined"] >= 0.8 * one.total()
    assert one["apart"] == 0


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("BDNS (Identif.): 712345.", {"BDNS 712345"}),
        ("El extracto se publicó en la BDNS con el número 712345.", {"BDNS 712345"}),
        ("Llame al 712345 o escriba.", set()),
        ("Dotada con 600000 euros.", set()),
        ("Esta ayuda es distinta de la convocatoria BDNS 712345.", set()),
        ("Podrán pedir asimismo la de natalidad (BDNS 712345).", set()),
        ("Código BDNS: 712345. Código BDNS: 712346.", set()),
        ("Funding opportunity number: DRA-27-SEED-011.", {"DRA-27-SEED-011"}),
        ("Procedimiento XR742C.", {"XR742C"}),
    ],
)
def test_a_code_is_its_own_only_where_the_text_says_so(text: str, own: set[str]) -> None:
    facts = CallFacts(url="https://fondo.example/ayuda", title="Ayudas a la natalidad", text=text)
    assert codes_of(facts, source_id="portal").own == own


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Ayuntamiento de Getafe", "Ayuntamiento de Leganés", "other"),
        ("Diputación de Soria", "Ayuntamiento de Soria", "other"),
        ("Ministerio de Cultura", "Ministerio de Hacienda", "other"),
        ("European Commission", "Comisión Europea", "same"),
        ("Agencia Presidencial de Cooperación Internacional de Colombia", "APC-Colombia", "same"),
        ("Fundación Puerta Nueva", "Puerta Nueva", "same"),
        ("Universidad del Puerto", "Facultad de Letras, Universidad del Puerto", "same"),
        ("Fundación Botín", None, None),
        ("Consorcio de Aguas", "CAG", None),
        ("Consellería de Medio Ambiente", "Xunta de Galicia", None),
        ("Departamento de Cultura de Navarra", "Gobierno de Aragón", "other"),
        ("U.S. Department of State", "Embajada de los Estados Unidos", None),
        ("Conseil régional de Bretagne", "Région Bretagne / Mer", None),
        ("Cámara de Comercio de Cali", "Cámara de Comercio de Bucaramanga", "other"),
        ("Programa Interreg POCTEFA", "Programa Interreg Sudoe", "other"),
        ("Región del Maule", "Región de Los Lagos", "other"),
        ("Région Bretagne", "Région Pays de la Loire", "other"),
    ],
)
def test_funders(one: str, other: str | None, agree: str | None) -> None:
    assert funders(one, other, "es", one_language=True) == agree
    assert funders(other, one, "es", one_language=True) == agree


WORDS = st.lists(
    st.sampled_from("agua paz empleo ciudad mujer clima red salud digital rural juventud".split()),
    min_size=3,
    max_size=6,
    unique=True,
)


@given(st.lists(WORDS, min_size=1, max_size=30))
@settings(max_examples=50, deadline=None)
def test_a_known_title_is_its_own_first_candidate(titles: list[list[str]]) -> None:
    texts = [f"{' '.join(words)} {number}" for number, words in enumerate(titles)]
    index = TitleIndex(texts[: len(texts) // 2])
    index.add(texts[len(texts) // 2 :])
    found = index.candidates(texts)
    assert all(number in near for number, near in enumerate(found))


def test_candidates_of_an_empty_index() -> None:
    assert TitleIndex().candidates(["agua para todos"]) == [[]]
