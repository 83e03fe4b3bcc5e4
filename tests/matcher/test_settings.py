"""Settings come from the environment, and what is wrong with them is told in one sentence."""

import stat
from dataclasses import fields
from pathlib import Path

import pytest

from matcher.errors import SettingsError
from matcher.settings import SOURCE_KEYS, Settings, from_env
from scrapers import registry


def test_without_an_environment_the_defaults_stand() -> None:
    assert from_env({}) == Settings()
    assert from_env({"PATH": "/bin", "PUENTE_BENCH": "/x", "PUENTE_SAMPLES": "/y"}) == Settings()


def test_the_keys_of_interfaces_reach_their_sources() -> None:
    """Each source that wants a key finds it among the settings, under the name it asks for."""
    wanted = {source.about.key for source in registry.sources()} - {None}
    given = from_env({str(name): f"key of {name}" for name in wanted})
    assert given.source_keys == {name: f"key of {name}" for name in wanted}
    assert wanted == {f"PUENTE_{name.upper()}" for name in SOURCE_KEYS}
    assert Settings().source_keys == {}


def test_every_kind_of_value() -> None:
    given = from_env(
        {
            "PUENTE_DATA_DIR": "~/datos",
            "PUENTE_SMTP_PORT": "2525",
            "PUENTE_SMTP_HOST": "correo.example",
            "PUENTE_SMTP_SECURITY": "tls",
            "PUENTE_MAIL_FROM": "puente@ciudad.example",
            "PUENTE_SOURCES": "bdns, ucci,,",
            "PUENTE_HTTPS": "Sí",
            "PUENTE_APERTIUM": "NO",
            "PUENTE_AGENCY_NAME": "  Agencia  ",
            "PUENTE_SOURCE_BASE_EU_FUNDING": "http://127.0.0.1:1/x",
        }
    )
    assert given.data_dir == Path("~/datos").expanduser()
    assert (given.smtp_port, given.smtp_security) == (2525, "tls")
    assert given.sources == ("bdns", "ucci")
    assert (given.https, given.apertium) == (True, False)
    assert given.agency_name == "Agencia"
    assert given.source_bases == {"eu_funding": "http://127.0.0.1:1/x"}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("PUENTE_HTTPS", "quizás", "escriba «sí» o «no»"),
        ("PUENTE_SMTP_PORT", "25a", "escriba un número entero"),
        ("PUENTE_SMTP_PORT", "70000", "de 1 a 65535"),
        ("PUENTE_SMTP_PORT", "0", "de 1 a 65535"),
        ("PUENTE_SMTP_SECURITY", "ssl", "starttls, tls, none"),
        ("PUENTE_TIMEZONE", "Bogotá", "America/Bogota"),
        ("PUENTE_MATCH_TOP", "0", "de 1 en adelante"),
        ("PUENTE_BASE_URL", "puente.ciudad.example", "http://"),
        ("PUENTE_SMTP_HOST", "correo.example", "falta PUENTE_MAIL_FROM"),
        ("PUENTE_SOURCE_BASE_BDNS", "127.0.0.1:8000", "http://"),
        ("PUENTE_TIMEZON", "UTC", "¿Quiso decir PUENTE_TIMEZONE?"),
        ("PUENTE_SMPT_HOST", "x", "¿Quiso decir PUENTE_SMTP_HOST?"),
        ("PUENTE_SOURCE_BASES", "x", "No existe el ajuste PUENTE_SOURCE_BASES."),
        ("PUENTE_XQZ", "x", "docs/instalacion.md"),
    ],
)
def test_what_cannot_be_used_is_named(name: str, value: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        from_env({name: value})
    assert name in str(caught.value)
    assert told in str(caught.value)


def test_a_name_like_no_other_gets_no_suggestion() -> None:
    with pytest.raises(SettingsError) as caught:
        from_env({"PUENTE_XQZ": "x"})
    assert "Quiso decir" not in str(caught.value)


@pytest.mark.parametrize("secret", ["secret_key", "smtp_password", "socrata_token"])
def test_secrets_do_not_stand_in_messages_or_logs(secret: str) -> None:
    given = from_env({f"PUENTE_{secret.upper()}": "contraseña-larga"})
    assert getattr(given, secret) == "contraseña-larga"
    assert "contraseña-larga" not in repr(given)


def test_every_setting_can_be_given() -> None:
    names = {f.name for f in fields(Settings)} - {"source_bases"}
    for name in names:
        with pytest.raises(SettingsError, match=f"PUENTE_{name.upper()}"):
            from_env({f"PUENTE_{name.upper()}X": "x"})


def test_the_signing_key_is_made_once_and_is_nobody_elses(tmp_path: Path) -> None:
    first = Settings(data_dir=tmp_path / "new").signing_key()
    assert len(first) >= 48
    assert Settings(data_dir=tmp_path / "new").signing_key() == first
    mode = (tmp_path / "new" / "secret-key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert Settings(data_dir=tmp_path, secret_key="given").signing_key() == "given"
