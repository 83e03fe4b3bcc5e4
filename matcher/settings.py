"""Settings: one typed class, read from the environment and one settings file (``PUENTE_…``).

Every command reads the same file, so that an account made by hand is in the database the web
serves, from whatever folder the command was given. A variable of the environment wins over it.
A default stands here only where it is safe in production and could be published. Each one is
described in ``docs/instalacion.md``; a test fails for one that is not.
"""

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal, get_args
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

from rapidfuzz import process

from matcher.errors import SettingsError
from matcher.places import BESIDE
from matcher.settings_file import FILES, PREFIX, SETTINGS_FILE, absolute, read_file, settings_file

SOURCE_BASE = "PUENTE_SOURCE_BASE_"
DEVELOPMENT = frozenset({"PUENTE_BENCH", "PUENTE_SAMPLES"})
"""Read by scripts under ``tests/``, never by the product."""

HOME = BESIDE if (BESIDE / "pyproject.toml").exists() else Path.home() / "puente"
"""Where data lies if nothing else is said: in the checkout, or below the user's own folder."""
SOURCE_KEYS = ("reliefweb_appname", "aides_territoires_token", "socrata_token")
MOST_PORT = 65_535
MOST_PROXIES = 5
LEAST_KEPT = 120
"""Days: what a season of calls looks back at."""
MOST_DAYS = 90
LEAST_KEY = 32
"""Characters of a signing key that nobody guesses."""
_LEAST_DIFFERENT = 10
_EXAMPLES = frozenset(
    "clave contraseña contrasena password postgres puente secreta secreto changeme admin".split()
)
SmtpSecurity = Literal["starttls", "tls", "none"]
Metrics = Literal["local", "public", "no"]
OtherDepartments = Literal["read", "edit", "none"]
"""What a person of one department may do with what is another's."""
SecondStep = Literal["optional", "required", "all"]
MOST_IDLE = 960
_ANTIVIRUS = re.compile(r"/\S+|[\w.-]+:\d{1,5}")
_PASSWORD = re.compile(r"^[^:]+://[^:@/]*:([^@]*)@.*", re.DOTALL)
"""The password within a database address."""

_TRUE, _FALSE = (
    frozenset({"1", "true", "yes", "si", "sí", "on"}),
    frozenset({"0", "false", "no", "off", ""}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the person who installs Puente may decide.

    :param sources: ids of the only sources to read, with commas; empty for all that are on.
    :param source_bases: source id → base address that replaces the built-in one, from
        ``PUENTE_SOURCE_BASE_<ID>`` (id in capitals, ``-`` as ``_``).
    """

    data_dir: Path = HOME / "var"
    database_url: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)
    base_url: str = "http://127.0.0.1:8000"
    agency_name: str = "Agencia de cooperación"
    agency_city: str = ""
    agency_country: str = "CO"
    timezone: str = "America/Bogota"
    iati_identifier: str = ""
    iati_organisation_type: str = "11"
    contact: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_security: SmtpSecurity = "starttls"
    mail_from: str = ""
    dkim_selector: str = ""
    dns_server: str = ""
    imap_host: str = ""
    imap_port: int = 993
    imap_user: str = ""
    imap_password: str = field(default="", repr=False)
    imap_security: SmtpSecurity = "tls"
    imap_folder: str = "INBOX"
    imap_vouched_by: str = ""
    sources: tuple[str, ...] = ()
    allow_private_addresses: bool = False
    reliefweb_appname: str = ""
    aides_territoires_token: str = field(default="", repr=False)
    socrata_token: str = field(default="", repr=False)
    match_top: int = 10
    apertium: bool = True
    semantic: bool = True
    cluster: str = ""
    https: bool = False
    proxies: int = 0
    remember_days: int = 30
    keep_days: int = 400
    metrics: Metrics = "local"
    other_departments: OtherDepartments = "read"
    idle_minutes: int = 240
    second_step: SecondStep = "optional"
    antivirus: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = "Microsoft 365"
    oidc_trust_email: bool = False
    oidc_create: tuple[str, ...] = ()
    public_page: bool = False
    source_bases: Mapping[str, str] = field(default_factory=dict)

    @property
    def own_words(self) -> tuple[str, ...]:
        """The words of the agency, which somebody who guesses passwords would try first."""
        return (self.agency_name, self.agency_city)

    @property
    def in_production(self) -> bool:
        """Whether others than this machine reach the web."""
        return self.https or not _is_here(self.base_url)

    @property
    def site(self) -> str:
        """The name that makes identities this installation's own."""
        return urlsplit(self.base_url).hostname or "puente"

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
    def copies(self) -> Path:
        """Where the database is put aside before it is brought up to date or replaced."""
        return self.data_dir / "copies"

    @property
    def cache(self) -> Path:
        """Answers of sites (for conditional requests) and translations; may be deleted."""
        return self.data_dir / "cache"

    @property
    def source_keys(self) -> Mapping[str, str]:
        """The keys the agency was given for interfaces, by the setting that holds each."""
        given = {name: getattr(self, name) for name in sorted(SOURCE_KEYS)}
        return {PREFIX + name.upper(): value for name, value in given.items() if value}

    def signing_key(self) -> str:
        """The key that signs sessions: the one given, else made once and kept in ``data_dir``.

        :raises SettingsError: where the file that keeps it is empty.
        """
        if self.secret_key:
            return self.secret_key
        path = self.data_dir / "secret-key"
        if not path.exists():
            _make_key(path)
        key = path.read_text().strip()
        if not key:
            raise SettingsError(f"El archivo {path} está vacío. Bórrelo y vuelva a arrancar.")
        return key


def _make_key(path: Path) -> None:
    """Write a key to ``path``, whole or not at all; one that somebody else just wrote stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, prefix=".secret-key-") as file:  # mode 0600
        file.write(secrets.token_urlsafe(48))
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)


def from_env(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from ``environ`` (the process's own by default) and the settings file.

    The file is the one ``PUENTE_ENV_FILE`` names (none at all if that is empty), else the first of
    ``FILES``; those two are looked for only where ``environ`` is the process's own. A relative
    folder counts from the file that names it, or from here if the environment does.

    :raises SettingsError: for an unknown name (the nearest known one is suggested) or a value
        that cannot be used; the message says what to write.
    """
    own = dict(os.environ if environ is None else environ)
    file = settings_file(own, usual=FILES if environ is None else ())
    given = absolute(own, Path.cwd())
    if file is not None:
        given = absolute(read_file(file), file.parent) | given
    known = {PREFIX + f.name.upper(): f for f in fields(Settings) if f.name != "source_bases"}
    values: dict[str, object] = {}
    bases: dict[str, str] = {}
    for name, text in given.items():
        if not name.startswith(PREFIX) or name in DEVELOPMENT or name == SETTINGS_FILE:
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
            not 0 <= settings.proxies <= MOST_PROXIES,
            f"PUENTE_PROXIES={settings.proxies}: escriba cuántos servidores hay delante de la web, "
            f"de 0 a {MOST_PROXIES}.",
        ),
        *_out_of_range(settings),
        *_provider(settings),
        (
            bool(settings.antivirus) and not _ANTIVIRUS.fullmatch(settings.antivirus),
            f"PUENTE_ANTIVIRUS={settings.antivirus!r}: escriba el socket de clamd "
            "(/run/clamav/clamd.ctl) o su equipo y puerto (127.0.0.1:3310).",
        ),
        *(
            (not 1 <= port <= MOST_PORT, f"{name}={port}: escriba un puerto, de 1 a {MOST_PORT}.")
            for name, port in (
                ("PUENTE_SMTP_PORT", settings.smtp_port),
                ("PUENTE_IMAP_PORT", settings.imap_port),
            )
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
    for wrong, sentence in (*problems, *_unsafe(settings)):
        if wrong:
            raise SettingsError(sentence)
    return settings


def _out_of_range(settings: Settings) -> tuple[tuple[bool, str], ...]:
    """Which lengths of time are too short or too long."""
    lengths = (
        ("PUENTE_REMEMBER_DAYS", settings.remember_days, "días", 1, MOST_DAYS),
        ("PUENTE_IDLE_MINUTES", settings.idle_minutes, "minutos", 5, MOST_IDLE),
    )
    kept = (
        settings.keep_days != 0 and settings.keep_days < LEAST_KEPT,
        f"PUENTE_KEEP_DAYS={settings.keep_days}: escriba de {LEAST_KEPT} en adelante, o 0.",
    )
    return (
        kept,
        *(
            (
                not least <= value <= most,
                f"{name}={value}: escriba un número de {unit}, de {least} a {most}.",
            )
            for name, value, unit, least, most in lengths
        ),
    )


def _provider(settings: Settings) -> tuple[tuple[bool, str], ...]:
    """What is wrong with the provider of accounts, if one is named."""
    issuer = settings.oidc_issuer
    if not issuer:
        return ()
    tenants = {"common", "organizations", "consumers"} & set(urlsplit(issuer).path.split("/"))
    return (
        (
            not _is_address(issuer) or not (issuer.startswith("https:") or _is_here(issuer)),
            f"PUENTE_OIDC_ISSUER={issuer!r}: escriba la dirección https del proveedor.",
        ),
        (
            bool(tenants),
            "PUENTE_OIDC_ISSUER: ponga el identificador del inquilino de la entidad en lugar de "
            f"«{', '.join(tenants)}»; así entraría una cuenta de cualquier organización.",
        ),
        (
            not settings.oidc_client_id or not settings.oidc_client_secret,
            "PUENTE_OIDC_ISSUER está puesto, pero falta PUENTE_OIDC_CLIENT_ID o "
            "PUENTE_OIDC_CLIENT_SECRET.",
        ),
    )


def _unsafe(settings: Settings) -> tuple[tuple[bool, str], ...]:
    """Which secrets nobody may have who is reached by others, with what to do."""
    if not settings.in_production:
        return ()
    key = settings.secret_key
    weak = bool(key) and (len(key) < LEAST_KEY or len(set(key)) < _LEAST_DIFFERENT)
    return (
        (
            weak,
            f"PUENTE_SECRET_KEY se adivina: escriba al menos {LEAST_KEY} caracteres al azar (por "
            "ejemplo los que da «openssl rand -base64 48»), o quítela y Puente hará una.",
        ),
        (
            _is_example(_PASSWORD.sub(r"\1", settings.database_url)),
            "PUENTE_DATABASE_URL lleva una clave de ejemplo: póngale otra a la base de datos.",
        ),
        (
            _is_example(settings.smtp_password),
            "PUENTE_SMTP_PASSWORD es una clave de ejemplo: póngale otra a la cuenta de correo.",
        ),
        *(
            (
                security == "none" and bool(password) and not _is_here(f"//{host}"),
                f"{name}_SECURITY=none enviaría la clave sin cifrar: escriba «starttls» o «tls».",
            )
            for name, security, password, host in (
                ("PUENTE_SMTP", settings.smtp_security, settings.smtp_password, settings.smtp_host),
                ("PUENTE_IMAP", settings.imap_security, settings.imap_password, settings.imap_host),
            )
        ),
    )


def _is_example(password: str) -> bool:
    return unquote(password).lower() in _EXAMPLES


def _is_here(address: str) -> bool:
    """Whether an address of the web leads to this machine only."""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _is_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
