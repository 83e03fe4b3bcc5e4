"""The rules on local governments, in the order in which they are asked, each with its sentences."""

from scrapers.extract.parties.allies.as_partner import as_partner, asked_as_ally, led_by_another
from scrapers.extract.parties.allies.beside import joins_another, let_in, not_first
from scrapers.extract.parties.forms.addressed import (
    called_upon,
    turned_away,
    welcomed,
)
from scrapers.extract.parties.forms.answered import answered_as_partner
from scrapers.extract.parties.forms.but_not import kept_from_applying, kept_from_leading
from scrapers.extract.parties.forms.ellipsis import left_out, let_in_too, the_rest
from scrapers.extract.parties.forms.fronted import concession, only_spreads
from scrapers.extract.parties.forms.labels import (
    labelled_applicant,
    labelled_out,
    labelled_partner,
)
from scrapers.extract.parties.forms.lifted import lifted
from scrapers.extract.parties.forms.none_but import only_local
from scrapers.extract.parties.forms.role_is import may_be_first, own_category
from scrapers.extract.parties.forms.through import through_government
from scrapers.extract.parties.forms.ticked import crossed, ticked
from scrapers.extract.parties.local import (
    denied,
    excepted,
    let_in_by_exception,
    named,
    not_leading,
    only_the_middle,
)
from scrapers.extract.parties.sentences import Answer, Sentence
from scrapers.extract.text.rules import Example, Rule

LOCAL_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="local-only-they",
        when=only_local,
        gives=True,
        examples=(
            Example("Ninguna entidad distinta de los municipios podrá postular.", True),
            Example("Ninguna entidad distinta de las ONG podrá postular.", False),
        ),
    ),
    Rule(
        name="local-crossed",
        when=crossed,
        gives=False,
        examples=(
            Example("Municipio ✘ | ONG ✔", False),
            Example("Municipio ✔ | ONG ✘", True),
        ),
    ),
    Rule(
        name="local-ticked",
        when=ticked,
        gives=True,
        examples=(
            Example("Universidad ✘ | Municipio ✔", True),
            Example("Universidad ✔ | Municipio ✘", False),
        ),
    ),
    Rule(
        name="local-answered-as-partner",
        when=answered_as_partner,
        gives="partner",
        examples=(
            Example("¿Puede postular un municipio? No; solo puede sumarse como aliado.", "partner"),
            Example("¿Puede postular un municipio? No, ni puede sumarse como aliado.", False),
        ),
    ),
    Rule(
        name="local-turned-away",
        when=turned_away,
        gives=False,
        examples=(
            Example("Si su entidad es un municipio, este fondo no es para usted.", False),
            Example("Si su entidad es un municipio, puede postular.", True),
        ),
    ),
    Rule(
        name="local-welcomed",
        when=welcomed,
        gives=True,
        examples=(
            Example("If you are a city, you can apply online.", True),
            Example("If you are a city, you cannot apply.", False),
        ),
    ),
    Rule(
        name="local-called-upon",
        when=called_upon,
        gives=True,
        examples=(
            Example("Municipios y cabildos: ¡inscriban su proyecto!", True),
            Example("County governments; special district governments.", True),
            Example("Municipios y cabildos: fotos de la reunión.", None),
        ),
    ),
    Rule(
        name="local-though-not-first",
        when=concession,
        gives="partner",
        examples=(
            Example("Aunque no puede ser proponente, el municipio podrá colaborar.", "partner"),
            Example("Aunque no tiene oficina, el municipio podrá postular.", True),
        ),
    ),
    Rule(
        name="local-only-spreads-the-word",
        when=only_spreads,
        gives=False,
        examples=(
            Example("Aunque no puede ser proponente, el municipio podrá difundirla.", False),
            Example("Aunque no puede ser proponente, el municipio podrá sumarse.", "partner"),
        ),
    ),
    Rule(
        name="local-let-in-again",
        when=lifted,
        gives=True,
        examples=(
            Example("Se levanta la prohibición que impedía postular a los municipios.", True),
            Example("Los municipios no pueden postular: la prohibición sigue.", False),
        ),
    ),
    Rule(
        name="local-labelled-partner",
        when=labelled_partner,
        gives="partner",
        examples=(
            Example("Cosolicitantes: municipios y universidades.", "partner"),
            Example("Solicitantes: municipios y universidades.", True),
        ),
    ),
    Rule(
        name="local-labelled-out",
        when=labelled_out,
        gives=False,
        examples=(
            Example("Municipios: no elegibles.", False),
            Example("Municipios: elegibles.", True),
        ),
    ),
    Rule(
        name="local-labelled-applicant",
        when=labelled_applicant,
        gives=True,
        examples=(
            Example("Rol del municipio: solicitante principal.", True),
            Example("Rol del municipio: entidad asociada.", "partner"),
        ),
    ),
    Rule(
        name="local-is-the-way",
        when=through_government,
        gives=True,
        examples=(
            Example("Las escuelas no postulan por su cuenta, sino mediante el municipio.", True),
            Example("Las escuelas no postulan por su cuenta, sino mediante la ONG.", None),
        ),
    ),
    Rule(
        name="local-only-as-partner",
        when=as_partner,
        gives="partner",
        examples=(
            Example(
                "Podrán postular las ONG; los municipios pueden participar como socios.", "partner"
            ),
            Example("Podrán postular los municipios como solicitantes o como socios.", True),
            Example("Podrán postular los municipios con una universidad como socia.", True),
        ),
    ),
    Rule(
        name="local-let-in-beside",
        when=let_in,
        gives="partner",
        examples=(
            Example("Municipalities may not apply alone, but may join a consortium.", "partner"),
            Example("Municipalities may not apply, but NGOs may join a consortium.", False),
        ),
    ),
    Rule(
        name="local-joins-another",
        when=joins_another,
        gives="partner",
        examples=(
            Example(
                "La solicitante será una ONG; podrán asociarse a ella las alcaldías.", "partner"
            ),
            Example("Podrán asociarse las alcaldías para presentar una propuesta.", True),
        ),
    ),
    Rule(
        name="local-led-by-another",
        when=led_by_another,
        gives="partner",
        examples=(
            Example(
                "Los municipios podrán participar en propuestas lideradas por una ONG.", "partner"
            ),
            Example("Los municipios podrán presentar propuestas lideradas por su alcalde.", True),
        ),
    ),
    Rule(
        name="local-never-first",
        when=not_first,
        gives="partner",
        examples=(
            Example("Las alcaldías participan, nunca como proponentes.", "partner"),
            Example("Las alcaldías pueden sumarse; la entidad líder será una ONG.", "partner"),
            Example("Podrán sumarse alcaldías, nunca como observadoras.", True),
        ),
    ),
    Rule(
        name="local-asked-as-ally",
        when=asked_as_ally,
        gives="partner",
        examples=(
            Example("Las ONG deberán presentarse en alianza con un municipio.", "partner"),
            Example("Los municipios deberán presentarse en alianza con una ONG.", True),
        ),
    ),
    Rule(
        name="local-kept-from-leading",
        when=kept_from_leading,
        gives="partner",
        examples=(
            Example("Los municipios podrán integrar el grupo, pero no coordinarlo.", "partner"),
            Example("Les communes peuvent intégrer le groupement, sans le piloter.", "partner"),
            Example("Los municipios podrán postular, pero no cambiar de coordinador.", True),
        ),
    ),
    Rule(
        name="local-kept-from-applying",
        when=kept_from_applying,
        gives=False,
        examples=(
            Example("Los municipios podrán beneficiarse, pero no pedir la ayuda.", False),
            Example("Los municipios podrán postular, pero no pedir más de una ayuda.", True),
        ),
    ),
    Rule(
        name="local-left-out",
        when=left_out,
        gives=False,
        examples=(
            Example("Podrán postular las ONG; los municipios, en cambio, no.", False),
            Example("Podrán postular las ONG; los municipios, en cambio, con aval.", None),
        ),
    ),
    Rule(
        name="local-let-in-too",
        when=let_in_too,
        gives=True,
        examples=(
            Example("Las ONG no podrán postular; los municipios sí.", True),
            Example("Las ONG podrán postular; los municipios no.", False),
        ),
    ),
    Rule(
        name="local-the-rest-may",
        when=the_rest,
        gives=True,
        examples=(
            Example("Se excluye a los municipios con deudas; el resto puede postular.", True),
            Example("Se excluye a los municipios; el resto puede postular.", False),
        ),
    ),
    Rule(
        name="local-not-as-lead",
        when=not_leading,
        gives="partner",
        examples=(
            Example("Municipalities cannot be lead applicants.", "partner"),
            Example("Municipalities cannot be applicants.", False),
        ),
    ),
    Rule(
        name="local-denied",
        when=denied,
        gives=False,
        examples=(
            Example("Los ayuntamientos no podrán participar en esta convocatoria.", False),
            Example("No podrán solicitarla empresas ni ayuntamientos.", False),
            Example("Ningún ayuntamiento podrá participar.", False),
            Example("Los ayuntamientos no podrán presentar más de una solicitud.", True),
            Example("No podrán participar empresas, sino ayuntamientos.", True),
            Example("Los municipios no pueden postular por sí mismos.", None),
            Example("No podrán participar los ayuntamientos con deudas.", None),
        ),
    ),
    Rule(
        name="local-excepted",
        when=excepted,
        gives=False,
        examples=(
            Example("Pueden participar todas las entidades, excepto ayuntamientos.", False),
            Example("Pueden participar ayuntamientos, excepto los que ya tienen ayuda.", True),
            Example("No pueden participar entidades públicas, salvo los ayuntamientos.", True),
        ),
    ),
    Rule(
        name="local-let-in-by-exception",
        when=let_in_by_exception,
        gives=True,
        examples=(
            Example("Ninguna entidad pública, salvo los municipios, podrá postular.", True),
            Example("Toda entidad pública, salvo los municipios, podrá postular.", False),
        ),
    ),
    Rule(
        name="local-only-of-the-middle",
        when=only_the_middle,
        gives=False,
        examples=(
            Example("Solo podrán postular los gobiernos regionales y provinciales.", False),
            Example("Podrán postular los gobiernos regionales y provinciales.", True),
            Example("Solo podrán postular los gobiernos regionales y los municipios.", True),
        ),
    ),
    Rule(
        name="local-may-be-first",
        when=may_be_first,
        gives=True,
        examples=(
            Example("Lead partners, which may be local authorities, sign first.", True),
            Example("Lead partners, which may be NGOs near local authorities, sign.", None),
        ),
    ),
    Rule(
        name="local-has-its-category",
        when=own_category,
        gives=True,
        examples=(
            Example("Categorías\nSociedad: colectivos.\nMunicipios: obras de barrio.", True),
            Example("Contactos\nSociedad: colectivos.\nMunicipios: obras de barrio.", None),
        ),
    ),
    Rule(
        name="local-may-apply",
        when=named,
        gives=True,
        examples=(
            Example("Pueden participar ayuntamientos y mancomunidades.", True),
            Example("Pueden participar artistas. El acto será en el ayuntamiento.", None),
            Example("Pueden participar artistas que trabajen en municipios rurales.", None),
            Example("Los habitantes de los municipios rurales podrán postularse.", None),
        ),
    ),
)
