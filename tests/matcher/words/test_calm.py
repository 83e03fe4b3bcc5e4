import pytest

from matcher.words.calm import calm_name


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("AYUNTAMIENTO DE MADRID", "Ayuntamiento de Madrid"),
        ("BANCO INTERAMERICANO DE DESARROLLO (BID)", "Banco Interamericano de Desarrollo (BID)"),
        ("AGENCIA DE LA ONU PARA LOS REFUGIADOS", "Agencia de la ONU para los Refugiados"),
        ("L'HOSPITALET DE LLOBREGAT", "L'Hospitalet de Llobregat"),
        ("APC-COLOMBIA", "APC-Colombia"),
        ("RED SUR-SUR", "Red Sur-Sur"),
        ("UNESCO", "UNESCO"),
        ("C40", "C40"),
        ("Fondo de Prueba", "Fondo de Prueba"),
        ("FONDO de Prueba", "FONDO de Prueba"),
        ("", ""),
        (None, ""),
    ],
)
def test_capitals_are_calmed_and_initials_stay(written: str | None, shown: str) -> None:
    assert calm_name(written) == shown
