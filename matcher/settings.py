"""Settings: one typed class, read from the environment only (``PUENTE_…``).

A default stands here only where it is safe in production and could be published. Each one is
described in ``docs/instalacion.md``; a test fails for one that is not.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from rapidfuzz import process

from matcher.errors import SettingsError

PREFIX = "PUENTE_"
SOURCE_BASE = "PUENTE_SOURCE_BASE_"
DEVELOPMENT = frozenset({"PUENTE_BENCH", "PUENTE_SAMPLES"})
"""Read by scripts under ``tests/``, never by the product."""

SOURCE_KEYS = ("reliefweb_appname", "aides_territoires_token", "socrata_token")
MOST_PORT = 65_535
SmtpSecurity = Literal["starttls", "tls", "none"]
_TRUE, _FALSE = (
    frozenset({"1", "true", "yes", "si", "sí", "on"}),
    frozenset({"0", "false", "no", "off", ""}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the person who installs Puente may decide.

    :param sources: ids of the only sources to read; empty for all that are switched on. Written
        with commas in ``PUENTE_SOURCES``.
    :param source_bases: source id → base address that replaces the built-in one, from
        ``PUENTE_SOURCE_BASE_<ID>`` (id in capitals, ``-`` as ``_``).
    """

    data_dir: Path = Path("var")
    database_url: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    base_url: str = "http://127.0.0.1:8000"
    agency_name: str = "Agencia de cooperación"
    agency_city: str = ""
    agency_country: str = "CO"
    timezone: str = "America/Bogota"
    contact: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_security: SmtpSecurity = "starttls"
    mail_from: str = ""
    sources: tuple[str, ...] = ()
    allow_private_addresses: bool = False
    reliefweb_appname: str = ""
    aides_territoires_token: str = field(default="", repr=False)
    socrata_token: str = field(default="", repr=False)
    match_top: int = 10
    apertium: bool = True
    cluster: str = ""
    https: bool = False
    source_bases: Mapping[str, str] = field(default_factory=dict)

    @property
    def database(self) -> str:
        """The database address: the one given, else SQLite inside :attr:`data_dir`."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'puente.sqlite'}"

    @property
    def outbox(self) -> Path:
        """Where messages are written as ``.eml`` while no mail server is set."""
        return self.data_dir / "outbox"

    @property
    def documents(self) -> Path:
        """Where rendered Word documents are kept."""
        return self.data_dir / "documents"

    @property
    def cache(self) -> Path:
        """Answers of sites (for conditional requests) and translations; may be deleted."""
        return self.data_dir / "cache"

    @property
    def source_keys(self) -> Mapping[str, str]:
        """The keys the agency was given for interfaces, by the setting that holds each."""
        given = {f.name: getattr(self, f.name) for f in fields(self) if f.name in SOURCE_KEYS}
        return {PREFIX + name.upper(): value for name, value in given.items() if value}

    def signing_key(self) -> str:
        """The key that signs sessions: the one given, else made once and kept in ``data_dir``."""
        if self.secret_key:
            return self.secret_key
        path = self.data_dir / "secret-key"
        if not path.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
        return path.read_text().strip()


def from_env(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``environ`` (the process's own by default).

    :raises SettingsError: for an unknown name (the nearest known one is suggested) or a value
        that cannot be used; the message says what to write.
    """
    given = dict(os.environ if environ is None else environ)
    known = {PREFIX + f.name.upper(): f for f in fields(Settings) if f.name != "source_bases"}
    values: dict[str, object] = {}
    bases: dict[str, str] = {}
    for name, text in given.items():
        if not name.startswith(PREFIX) or name in DEVELOPMENT:
            continue
        if name.startswith(SOURCE_BASE):
            bases[name.removeprefix(SOURCE_BASE).lower()] = text
        elif name in known:
            setting = known[name]
            values[setting.name] = _convert(name, text, setting.type)
        else:
            raise SettingsError(_unknown(name, list(known)))
    settings = Settings(**values, source_bases=bases)  # type: ignore[arg-type] # converted above
    return _checked(settings)


def _convert(name: str, text: str, kind: object) -> object:
    if kind is bool:
        folded = text.strip().lower()
        if folded not in _TRUE | _FALSE:
            raise SettingsError(f"{name}={text!r}: escriba «sí» o «no».")
        return folded in _TRUE
    if kind is int:
        try:
            return int(text)
        except ValueError:
            raise SettingsError(f"{name}={text!r}: escriba un número entero.") from None
    if kind is Path:
        return Path(text).expanduser()
    if kind == tuple[str, ...]:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    options = get_args(kind)
    if options and text not in options:
        raise SettingsError(f"{name}={text!r}: escriba uno de: {', '.join(options)}.")
    return text.strip()


def _unknown(name: str, known: list[str]) -> str:
    nearest = process.extractOne(name, known, score_cutoff=75)
    hint = f" ¿Quiso decir {nearest[0]}?" if nearest else ""
    return f"No existe el ajuste {name}.{hint} La lista está en docs/instalacion.md."


def _checked(settings: Settings) -> Settings:
    """``settings``, if all its values make sense.

    :raises SettingsError: for the first that does not.
    """
    addresses = {f"{SOURCE_BASE}{k.upper()}": v for k, v in settings.source_bases.items()}
    problems = (
        (
            settings.timezone not in available_timezones(),
            f"PUENTE_TIMEZONE={settings.timezone!r} no es una zona horaria; "
            "escriba por ejemplo «America/Bogota».",
        ),
        (settings.match_top < 1, "PUENTE_MATCH_TOP: escriba un número de 1 en adelante."),
        (
            not 1 <= settings.smtp_port <= MOST_PORT,
            f"PUENTE_SMTP_PORT={settings.smtp_port}: escriba un puerto, de 1 a {MOST_PORT}.",
        ),
        (
            bool(settings.smtp_host) and not settings.mail_from,
            "PUENTE_SMTP_HOST está puesto, pero falta PUENTE_MAIL_FROM (el remitente).",
        ),
        *(
            (
                not _is_address(address),
                f"{name}={address!r}: escriba una dirección que empiece por http:// o https://.",
            )
            for name, address in {"PUENTE_BASE_URL": settings.base_url, **addresses}.items()
        ),
    )
    for wrong, sentence in problems:
        if wrong:
            raise SettingsError(sentence)
    return settings


def _is_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
