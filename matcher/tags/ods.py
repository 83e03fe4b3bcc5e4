"""The 17 Sustainable Development Goals (ODS): short names in Spanish and the official colours.

Source: United Nations, guidelines for the use of the SDG logo and icons. Text on a colour is
white or black, whichever reaches a contrast of 4.5:1.
"""

ODS_NAMES: dict[int, str] = {
    1: "Fin de la pobreza",
    2: "Hambre cero",
    3: "Salud y bienestar",
    4: "Educación de calidad",
    5: "Igualdad de género",
    6: "Agua limpia y saneamiento",
    7: "Energía asequible y no contaminante",
    8: "Trabajo decente y crecimiento económico",
    9: "Industria, innovación e infraestructura",
    10: "Reducción de las desigualdades",
    11: "Ciudades y comunidades sostenibles",
    12: "Producción y consumo responsables",
    13: "Acción por el clima",
    14: "Vida submarina",
    15: "Vida de ecosistemas terrestres",
    16: "Paz, justicia e instituciones sólidas",
    17: "Alianzas para lograr los objetivos",
}
_HEX = (
    "E5243B DDA63A 4C9F38 C5192D FF3A21 26BDE2 FCC30B A21942 FD6925 DD1367 FD9D24 BF8B2E "
    "3F7E44 0A97D9 56C02B 00689D 19486A"
)
ODS_COLOURS: dict[int, str] = {n: f"#{code}" for n, code in enumerate(_HEX.split(), start=1)}
WHITE_TEXT = frozenset({1, 4, 8, 10, 13, 16, 17})
