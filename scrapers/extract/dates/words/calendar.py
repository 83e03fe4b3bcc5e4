"""Months, weekdays and ordinals as pages write them, in seven languages (folded)."""

_MONTHS = (
    "enero ene january janeiro janvier janv gener gen jan gennaio xaneiro",
    "febrero feb february fevereiro fev fevrier fevr febrer febr febbraio febreiro",
    "marzo mar march marco mars marc",
    "abril abr april apr avril avr aprile",
    "mayo may maio mai maig maggio",
    "junio jun june junho juin juny giugno xuno",
    "julio jul july julho juillet juil juliol luglio xullo",
    "agosto ago august aug aout agost",
    "septiembre setiembre sept sep set september setembro septembre setembre settembre",
    "octubre oct october outubro out octobre ottobre",
    "noviembre nov november novembro novembre",
    "diciembre dic december dec dezembro decembro dez decembre desembre des dicembre",
)
MONTHS: dict[str, int] = {
    name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()
}
MONTH = r"(?:[adefgjlmnosx][a-z]{2,9}+)(?![^\W\d_])\.?"
"""A word that may be a month's name: whoever reads it asks :data:`MONTHS`."""

DOUBTFUL = frozenset({"may", "mar", "set", "out", "des", "ago", "gen", "march", "dec", "mai"})
"""Month names that are words too: without a year they must be written with a capital."""

_WEEKDAYS = (
    "lunes luns monday mon segunda-feira segunda lundi dilluns lunedi",
    "martes tuesday tue tues terca-feira terca mardi dimarts martedi",
    "miercoles mercores wednesday wed quarta-feira quarta mercredi dimecres mercoledi",
    "jueves xoves thursday thu thurs quinta-feira quinta jeudi dijous giovedi",
    "viernes venres friday fri sexta-feira sexta vendredi divendres venerdi",
    "sabado saturday sat samedi dissabte",
    "domingo sunday sun dimanche diumenge domenica",
)
WEEKDAYS: dict[str, int] = {
    name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()
}
WEEKDAY = (
    r"(?:(?:lun|mart|miercol|juev|viern)es|sabado|domingo|di[lmjvsu][a-z]{3,6}|"
    r"(?:segunda|terca|quarta|quinta|sexta)(?:-feira)?|[a-z]{3,6}d(?:i|ay)|"
    r"mon|tues?|wed|thu(?:rs)?|fri|sat|sun)(?![^\W\d_])\.?"
)
"""A word that may be a weekday; which one it is stands in :data:`WEEKDAYS`."""

DAY_WORDS: dict[str, int] = {
    "primero": 1,
    "primer": 1,
    "uno": 1,
    "dos": 2,
    "tres": 3,
    "cuatro": 4,
    "cinco": 5,
    "seis": 6,
    "siete": 7,
    "ocho": 8,
    "nueve": 9,
    "diez": 10,
    "once": 11,
    "doce": 12,
    "trece": 13,
    "catorce": 14,
    "quince": 15,
    "dieciseis": 16,
    "diecisiete": 17,
    "dieciocho": 18,
    "diecinueve": 19,
    "veinte": 20,
    "veintiuno": 21,
    "veintidos": 22,
    "veintitres": 23,
    "veinticuatro": 24,
    "veinticinco": 25,
    "veintiseis": 26,
    "veintisiete": 27,
    "veintiocho": 28,
    "veintinueve": 29,
    "treinta y uno": 31,
    "treinta": 30,
    "primeiro": 1,
    "quinze": 15,
    "vinte": 20,
    "trinta e um": 31,
    "trinta": 30,
    "premier": 1,
}
_UNITS = (
    "uno un one um u",
    "dos deux two dois",
    "tres trois three",
    "cuatro quatre four quatro",
    "cinco cinq five cinc",
    "seis six sis",
    "siete sept seven sete set",
    "ocho huit eight oito vuit",
    "nueve neuf nine nove nou",
)
_YEAR_UNITS = {name: n for n, names in enumerate(_UNITS, 1) for name in names.split()}
YEAR_WORD = (
    r"(?:dos|deux|two|dois) (?:mil|mille|thousand)(?: e|,? and|,)? "
    r"(?:veinti|vinte e |vingt[- ]|vint-i-|twenty[- ])(?P<unit>[a-z]{1,6})\b"
)
"""A year of the twenties in words; which one :func:`year_in_words` tells."""


def year_in_words(unit: str) -> int | None:
    """The year whose last word it is: "dos mil veintiséis"."""
    return 2020 + _YEAR_UNITS[unit] if unit in _YEAR_UNITS else None


DAY_WORD = r"(?:[cdnopqstuv][a-z]{2,12}+(?: y uno| e um)?)"
"""A word that may be a day's name: whoever reads it asks :data:`DAY_WORDS`."""
