"""The rules on who shuts local governments out by naming others, each with its sentences."""

from scrapers.extract.parties.forms.addressed import (
    addressed_to_others,
    listed_others,
    must_be_private,
    only_persons,
)
from scrapers.extract.parties.forms.labels import labelled_others
from scrapers.extract.parties.forms.none_but import closing_line, none_but_others
from scrapers.extract.parties.local import only_others
from scrapers.extract.parties.sentences import Answer, Sentence
from scrapers.extract.text.rules import Example, Rule

CLOSED_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="no-others-than-listed",
        when=closing_line,
        gives=False,
        examples=(
            Example("Pueden postular:\n- ONG\n- Cooperativas\nNadie más podrá postular.", False),
            Example("Pueden postular:\n- ONG\n- Municipios\nNadie más podrá postular.", True),
        ),
    ),
    Rule(
        name="label-names-others",
        when=labelled_others,
        gives=False,
        examples=(
            Example("Beneficiarios: asociaciones de vecinos del barrio.", False),
            Example("Beneficiarios: asociaciones de vecinos y municipios.", True),
            Example("Beneficiarios finales: mujeres y jóvenes.", None),
        ),
    ),
    Rule(
        name="addressed-to-others",
        when=addressed_to_others,
        gives=False,
        examples=(
            Example("La convocatoria se dirige a universidades y fundaciones.", False),
            Example("La convocatoria se dirige a universidades y municipios.", True),
            Example("Las jornadas se dirigen a universidades y fundaciones.", None),
        ),
    ),
    Rule(
        name="none-but-others-may-apply",
        when=none_but_others,
        gives=False,
        examples=(
            Example("Ninguna entidad que no sea una universidad podrá participar.", False),
            Example("Ninguna entidad que no sea un municipio podrá participar.", True),
        ),
    ),
    Rule(
        name="only-others-may-apply",
        when=only_others,
        gives=False,
        examples=(
            Example("Solo podrán participar organizaciones sin ánimo de lucro.", False),
            Example("Podrán participar organizaciones de todo tipo.", None),
        ),
    ),
    Rule(
        name="has-to-be-private",
        when=must_be_private,
        gives=False,
        examples=(
            Example("Podrán optar quienes cumplan:\n- Ser una entidad sin ánimo de lucro.", False),
            Example("Podrán optar quienes cumplan:\n- Ser una entidad pública o privada.", True),
        ),
    ),
    Rule(
        name="only-persons-may",
        when=only_persons,
        gives=False,
        examples=(
            Example("Los candidatos deben tener la nacionalidad mexicana.", False),
            Example("Los proyectos atenderán a personas con edades entre 10 y 20 años.", None),
        ),
    ),
    Rule(
        name="others-may-apply",
        when=listed_others,
        gives=False,
        examples=(
            Example("Podrán participar organizaciones sin ánimo de lucro.", False),
            Example("Podrán participar organizaciones y entidades de todo tipo.", None),
            Example("Podrán participar también asociaciones de vecinos.", None),
            Example("Podrán participar en el taller asociaciones de vecinos.", None),
        ),
    ),
)
"""Asked where no sentence says anything of a local government."""
