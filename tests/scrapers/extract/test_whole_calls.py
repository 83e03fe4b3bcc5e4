"""Who may apply, as several sentences of one page tell it together."""

from typing import Any

import pytest

from scrapers.extract import extract

CITY, COUNTRY, PARTNER, MONEY = (
    "local_government",
    "agency_country",
    "partner_required",
    "cofunding_required",
)
SEAT = "Entidades solicitantes\nPodrán presentarse las ONG con sede en Bizkaia.\n"
PAGES: list[tuple[str, dict[str, Any]]] = [
    # a partner of where the project is done, in a section of its own
    (
        SEAT + "Socia local\nCada proyecto se ejecutará con una entidad socia local, que podrá ser "
        "una organización social o una alcaldía.\nPaíses\nColombia, Perú y Senegal.",
        {CITY: "partner", COUNTRY: "partner", PARTNER: True},
    ),
    (
        SEAT + "Socia local\nCada proyecto se ejecutará con una entidad socia local, que podrá ser "
        "una organización social o una alcaldía.\nPaíses\nMalí, Níger y Senegal.",
        {COUNTRY: False, PARTNER: True},
    ),
    (
        "Bénéficiaires\nLes communes françaises peuvent déposer un dossier.\nPartenariat\n"
        "Le projet est conduit avec une collectivité locale de Colombie.",
        {CITY: True, COUNTRY: "partner", PARTNER: True},
    ),
    (
        "Qui hi pot optar\nEntitats amb seu o delegació a Barcelona.\nAmb qui\nEl projecte "
        "s'executa amb una organització sòcia de la ciutat de destinació.",
        {COUNTRY: "partner", PARTNER: True},
    ),
    (
        SEAT
        + "También pueden pedirla las de uno de los países indicados.\nDónde\nColombia y Perú.",
        {COUNTRY: True},
    ),
    # whoever applies is of elsewhere, and the countries are where their partner is
    (
        "Destinataires\nLes communes françaises et leurs groupements.\nPartenariat\nLe dossier "
        "comporte une lettre signée par la ville étrangère partenaire.\nPays\nTous les pays sont "
        "éligibles.",
        {CITY: True, COUNTRY: "partner", PARTNER: True},
    ),
    (
        "Fondo de hermanamientos (Diputación)\nBeneficiarios: ayuntamientos y consejos comarcales "
        "de la provincia.\nDocumentos: convenio firmado con el gobierno local socio, que no podrá "
        "ser solicitante.\nPaíses: Bolivia, Colombia y Senegal.\nLa mancomunidad podrá asistir.",
        {CITY: True, COUNTRY: "partner", PARTNER: True},
    ),
    (
        "Fondo de hermanamientos\nBeneficiarios: alcaldías y gobernaciones.\n"
        "Países: Bolivia, Colombia y Perú.",
        {CITY: True, COUNTRY: True},
    ),
    (
        "Who may apply\nPublic bodies, including municipalities, established in the European Union."
        "\nBodies of any other country may only be associated partners, without funding.",
        {CITY: True, COUNTRY: "partner"},
    ),
    # what stands below a heading, up to the next one
    (
        "Para quem\nColetivos e associações de moradores do Brasil, da Colômbia e do Equador.\n"
        "Para quem não é\nPrefeituras, igrejas, partidos e empresas de qualquer tamanho ou ramo.",
        {CITY: False, COUNTRY: True},
    ),
    (
        "¿A quién va dirigida?\nA los gobiernos locales: alcaldías y gobernaciones, entre otros.\n"
        "Países\nPodrán acogerse Bolivia, Colombia y Ecuador.",
        {CITY: True, COUNTRY: True},
    ),
    (
        "Who may enter?\nAny city government with a plan, anywhere in the world.\nDates\n"
        "Registration closes in April.",
        {CITY: True, COUNTRY: True},
    ),
    (
        "Bénéficiaires\nLes villes d'Amérique latine, à l'exception des pays membres de l'OCDE "
        "autres que la Colombie.",
        {COUNTRY: True},
    ),
    (
        "Proponentes\nMunicipios de Chile.\nAlcance\nSe visitarán obras en Colombia y en Perú.",
        {COUNTRY: False},
    ),
    # a country's own call, which names it nowhere
    (
        "Proponentes\nMunicipios y distritos\nGobernaciones\nMonto\nHasta COP 900 millones por "
        "proyecto, en dos desembolsos.",
        {CITY: True, COUNTRY: True},
    ),
    (
        "Proponentes\nMunicipios con plan de agua vigente y ONG.\nMonto\nHasta 90.000 euros.",
        {COUNTRY: None},
    ),
    ("Podrán postular los cabildos indígenas y las juntas de acción comunal.", {CITY: None}),
    # the applicant's own means
    ("The city commits office space and two full-time staff members.", {MONEY: True}),
    ("Las ciudades comparten oficina con su personal.", {MONEY: None}),
    (
        "Los aportes propios de las ciudades, en dinero o en horas de trabajo de su gente, no son "
        "obligatorios.",
        {MONEY: False},
    ),
    (
        "Para organizações sociais não há exigência de contrapartida.\n"
        "Para prefeituras, a contrapartida mínima é de 5% do valor.",
        {MONEY: True},
    ),
    ("La participación en el curso es gratuita.", {MONEY: False}),
    ("Le fonds prend en charge l'intégralité des coûts, y compris 15 % de frais.", {MONEY: False}),
    # alone, or in a group
    ("Une ville peut candidater seule.", {PARTNER: False}),
    (
        "Municipios, directamente o por medio de esquemas asociativos, presentan proyectos.",
        {PARTNER: False},
    ),
    ("Um terço pode ser trabalho voluntário dos parceiros do projeto.", {PARTNER: None}),
    # where the work is done is not where those who apply are from
    (
        "Qui peut candidater ?\nLes départements français et leurs agences.\nPays\nTous les pays "
        "du monde, sauf ceux où l'on ne peut pas se rendre.",
        {COUNTRY: False},
    ),
    # the partner is spoken of again by a pronoun
    (
        "Quién presenta\nSolo ONG españolas; no pueden pedir la ayuda los ayuntamientos.\nSocios\n"
        "Es obligatorio un socio local en el país. Este podrá ser una cooperativa o una alcaldía.",
        {CITY: "partner", PARTNER: True},
    ),
    # what a list says of one item with its own verb is not said of the others
    (
        "Eligible recipients\nLocal not-for-profit groups; district colleges; and town or county "
        "government institutions of Ghana.",
        {CITY: True, COUNTRY: False},
    ),
    (
        "Eligible recipients\nColleges of Ghana; town councils may only be visited.",
        {CITY: None},
    ),
    # the countries are told where the work is done, and whoever applies is tied to them
    (
        "The programme will be carried out in Bolivia, Fiji, Nepal and Uganda.\nEligibility\n"
        "The lead applicant is a non-profit organization.\n"
        "The lead applicant is registered in the country where the project is based.",
        {CITY: False, COUNTRY: False},
    ),
    (
        "The programme will be carried out in Bolivia, Fiji, Nepal and Uganda.\nEligibility\n"
        "The lead applicant is a city with a climate plan.",
        {CITY: True, COUNTRY: None},
    ),
    (
        "Las propuestas serán lideradas por un ayuntamiento de la Unión Europea.\n"
        "Cada propuesta incluirá, al menos, un municipio de América del Sur como socio.",
        {CITY: True, COUNTRY: "partner", PARTNER: True},
    ),
    # one country's own money and bodies
    (
        "Quem pode participar: municípios com até 20 mil habitantes.\nRegistro na plataforma "
        "Transferegov.br.\nValores: de R$ 200 mil a R$ 900 mil.\nNão há contrapartida.",
        {CITY: True, COUNTRY: False, MONEY: False},
    ),
    (
        "Quem pode participar: municípios de países da América do Sul.\nRegistro na plataforma "
        "Transferegov.br.\nValores: de R$ 200 mil a R$ 900 mil.",
        {CITY: True, COUNTRY: True},
    ),
    # what stands below a heading, item by item, and what only the page as a whole tells
    (
        "Who can apply\nTo be considered, your organisation must:\n- be a registered non-profit\n"
        "- have an office in Ghana\nWe do not fund governments or political parties.\n"
        "Grants do not need to be matched.",
        {CITY: False, COUNTRY: False, MONEY: False},
    ),
    (
        "Programa de cooperación\nSocios admisibles: autoridades locales y universidades.\n"
        "Composición: como mínimo tres socios de tres países.\nCierre: 3 de mayo.",
        {CITY: True, PARTNER: True},
    ),
    (
        "Requisitos\n> Estar constituidas como entidades sin ánimo de lucro\n"
        "> Estar domiciliadas en el Estado español\nAportación\nEn caso de que el proyecto sea "
        "presentado por una sola entidad, la cantidad no podrá ser superior a 20 mil euros.",
        {CITY: False, COUNTRY: False, PARTNER: False},
    ),
    (
        "Beneficiarios:\n- Ayuntamientos de España\na) de hasta 5.000 habitantes\nb) los demás\n"
        "- Ayuntamientos (alcaldías) latinoamericanos\na) de hasta 9.000 habitantes",
        {CITY: True, COUNTRY: True},
    ),
    # others hand in through their municipality, and whose share is the least
    (
        "¿Quién puede?\nLos municipios. Los acueductos rurales no se inscriben por su cuenta: lo "
        "hacen a través del municipio.",
        {CITY: True, PARTNER: None},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), PAGES, ids=[page[0][:50] for page in PAGES])
def test_a_page_tells_what_a_person_reads_in_all_of_it(text: str, wanted: dict[str, Any]) -> None:
    told = extract("Convocatoria", text, agency_country="CO").eligibility
    for name, want in wanted.items():
        fact = getattr(told, name)
        assert fact.said == want, (name, fact)
        if fact.said is not None:
            assert fact.span is not None
            assert fact.span.quote in text


def test_a_call_of_its_own_is_told_of_another_country_too() -> None:
    text = "Quién puede\nOrganizaciones sociales.\nMonto\nMXN 400,000, hora de México."
    told = extract("Convocatoria", text, agency_country="MX").eligibility.agency_country
    assert told.said is True
    assert (
        extract("Convocatoria", text, agency_country="CO").eligibility.agency_country.said is None
    )
