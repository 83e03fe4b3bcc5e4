"""What goes wrong at the terminal is one sentence in Spanish and an exit code, never a trace."""

from pathlib import Path

import pytest

from tests.matcher.cli.running import puente


@pytest.mark.parametrize(
    ("words", "given", "told"),
    [
        (["doctor"], {"PUENTE_TIMEZON": "UTC"}, "¿Quiso decir PUENTE_TIMEZONE?"),
        (["doctor"], {"PUENTE_DATABASE_URL": "nada"}, "no es una dirección de base de datos"),
        (["doctor"], {"PUENTE_DATABASE_URL": "oracle://x/y"}, "sqlite:///"),
        (
            ["doctor"],
            {"PUENTE_DATABASE_URL": "postgresql://a:clave@127.0.0.1:9/x"},
            "PUENTE_DATABASE_URL",
        ),
        (["collect", "--source", "ucc"], {}, "No hay una fuente «ucc»"),
        (
            ["user", "add", "luz", "--name", "L", "--password", "una frase larga"],
            {},
            "no es un correo",
        ),
        (["bank", "import", __file__], {}, "no se encontró la columna"),
        (["restore", __file__], {}, "no es una copia de Puente"),
    ],
)
def test_one_sentence_and_exit_code_two(
    tmp_path: Path, words: list[str], given: dict[str, str], told: str
) -> None:
    done = puente(*words, folder=tmp_path / "var", **given)
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert done.stderr.startswith("Error: ")
    assert told.lower() in done.stderr.lower()
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert "a:clave" not in done.stderr


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = puente("doctor", folder=tmp_path / "file" / "var")
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")
    assert "PUENTE_DATA_DIR" in done.stderr
