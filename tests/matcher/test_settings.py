"""Settings come from the environment, and what is wrong with them is told in one sentence."""

import stat
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from matcher.errors import SettingsError
from matcher.settings import HOME, SOURCE_KEYS, Settings, from_env
from matcher.settings_file import settings_file
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
        ("PUENTE_IMAP_PORT", "0", "PUENTE_IMAP_PORT=0: escriba un puerto, de 1 a 65535"),
        ("PUENTE_PROXIES", "-1", "de 0 a 5"),
        ("PUENTE_REMEMBER_DAYS", "365", "de 1 a 90"),
        ("PUENTE_KEEP_DAYS", "30", "de 120 en adelante, o 0"),
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


MAKES_A_KEY = """
import sys, time
from pathlib import Path
from matcher.settings import Settings
time.sleep(max(0, float(sys.argv[2]) - time.time()))
print(Settings(data_dir=Path(sys.argv[1])).signing_key())
"""


def test_processes_that_start_at_once_read_one_whole_key(tmp_path: Path) -> None:
    import time

    at = str(time.time() + 2.5)
    for attempt in range(2):
        folder = tmp_path / str(attempt)
        started = [
            subprocess.Popen(
                [sys.executable, "-c", MAKES_A_KEY, folder, at], stdout=subprocess.PIPE, text=True
            )
            for _ in range(4)
        ]
        keys = {process.communicate(timeout=60)[0].strip() for process in started}
        assert len(keys) == 1
        assert len(keys.pop()) >= 48
        assert [path.name for path in folder.iterdir()] == ["secret-key"]


def test_a_key_file_left_empty_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("")
    with pytest.raises(SettingsError, match=r"vacío. Bórrelo"):
        Settings(data_dir=tmp_path).signing_key()


GOOD_KEY = "zK8v-4mQwLr2_TfX9sYb1NcJ6hPd3GaE"
PUBLIC = {"PUENTE_BASE_URL": "https://puente.ciudad.example"}


@pytest.mark.parametrize("reached", [{"PUENTE_HTTPS": "sí"}, PUBLIC])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUENTE_SECRET_KEY", "a"),
        ("PUENTE_SECRET_KEY", "a" * 64),
        ("PUENTE_SECRET_KEY", "corta-pero-variada"),
        ("PUENTE_DATABASE_URL", "postgresql://puente:clave@servidor/puente"),
        ("PUENTE_SMTP_PASSWORD", "Contraseña"),
    ],
)
def test_a_secret_that_is_guessed_is_refused_where_others_reach_the_web(
    name: str, value: str, reached: dict[str, str]
) -> None:
    with pytest.raises(SettingsError, match=name) as caught:
        from_env({name: value} | reached)
    assert value not in str(caught.value) or len(value) == 1
    from_env({name: value})  # on this machine alone anything goes


@pytest.mark.parametrize("reached", [{"PUENTE_HTTPS": "sí"}, PUBLIC])
def test_good_secrets_and_none_are_taken(reached: dict[str, str]) -> None:
    from_env(reached)
    from_env(reached | {"PUENTE_SECRET_KEY": GOOD_KEY, "PUENTE_SMTP_PASSWORD": "otra cosa 91"})
    assert not from_env({"PUENTE_BASE_URL": "http://localhost:9000"}).in_production


def test_the_settings_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    file = tmp_path / "puente.env"
    file.write_text(
        '# nuestros ajustes\n\nPUENTE_AGENCY_NAME="Agencia # 1"\nPUENTE_AGENCY_CITY=Ciudad\n'
        "PUENTE_DATA_DIR=datos\n",
        encoding="utf-8",
    )
    found = from_env({"PUENTE_ENV_FILE": str(file), "PUENTE_AGENCY_CITY": "Otra"})
    assert (found.agency_name, found.agency_city) == ("Agencia # 1", "Otra")
    assert found.data_dir == tmp_path / "datos"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("PUENTE_TIMEZON=UTC", "¿Quiso decir PUENTE_TIMEZONE?"),
        ("SMTP_HOST=x", "línea 2: «SMTP_HOST» no es un ajuste"),
        ("PUENTE_HTTPS", "línea 2: no se entiende"),
        ("una línea cualquiera", "línea 2: no se entiende"),
    ],
)
def test_a_bad_line_of_the_settings_file_is_named(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "puente.env"
    file.write_text(f"PUENTE_AGENCY_CITY=Ciudad\n{line}\n")
    with pytest.raises(SettingsError) as caught:
        from_env({"PUENTE_ENV_FILE": str(file)})
    assert told in str(caught.value)


def test_a_settings_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="ese archivo no existe"):
        from_env({"PUENTE_ENV_FILE": str(tmp_path / "no.env")})
    assert settings_file({"PUENTE_ENV_FILE": ""}) is None


def test_the_first_usual_file_that_is_there_is_read(tmp_path: Path) -> None:
    usual = (tmp_path / "no.env", tmp_path / "a.env", tmp_path / "b.env")
    for path in usual[1:]:
        path.write_text("")
    assert settings_file({}, usual=usual) == tmp_path / "a.env"


def test_folders_mean_the_same_wherever_the_next_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = {"PUENTE_DATA_DIR": "var", "PUENTE_DATABASE_URL": "sqlite:///var/puente.sqlite"}
    found = from_env(given)
    assert found.data_dir == tmp_path / "var"
    assert make_url(found.database).database == str(tmp_path / "var" / "puente.sqlite")
    assert from_env({}).data_dir == HOME / "var"


def test_what_is_kept_too_short_is_refused_in_production_too() -> None:
    with pytest.raises(SettingsError, match="de 120 en adelante"):
        from_env({"PUENTE_KEEP_DAYS": "5", "PUENTE_HTTPS": "sí"})


@pytest.mark.parametrize("name", ["SMTP", "IMAP"])
def test_no_password_of_mail_leaves_unencrypted(name: str) -> None:
    given = {
        "PUENTE_BASE_URL": "https://puente.ciudad.example",
        "PUENTE_MAIL_FROM": "avisos@ciudad.example",
        f"PUENTE_{name}_HOST": "correo.ciudad.example",
        f"PUENTE_{name}_PASSWORD": "tres loros comen arroz",
        f"PUENTE_{name}_SECURITY": "none",
    }
    with pytest.raises(SettingsError, match=f"PUENTE_{name}_SECURITY=none enviaría la clave"):
        from_env(given)
    for harmless in (
        {f"PUENTE_{name}_HOST": "127.0.0.1"},
        {f"PUENTE_{name}_SECURITY": "tls"},
        {f"PUENTE_{name}_PASSWORD": ""},
    ):
        from_env(given | harmless)


@pytest.mark.parametrize("where", ["/run/clamav/clamd.ctl", "127.0.0.1:3310", "clamav:3310"])
def test_where_the_antivirus_answers(where: str) -> None:
    assert from_env({"PUENTE_ANTIVIRUS": where}).antivirus == where
    with pytest.raises(SettingsError, match="PUENTE_ANTIVIRUS"):
        from_env({"PUENTE_ANTIVIRUS": "clamav"})
