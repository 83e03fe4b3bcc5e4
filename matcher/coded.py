"""Messages that are stored: as a code with its values, which is a sentence again when shown.

A mail that does not leave, a job that fails, a reading that goes wrong are written down here and
read in another language, maybe after the sentence was worded anew.
"""

from collections.abc import Mapping
from typing import Any, Self

from matcher.messages import Message, gettext_noop
from scrapers import sentences
from scrapers.remark import PLAIN, Remark

Stored = Mapping[str, Any]
"""``code`` and ``params``, as JSON."""
_OTHER = "message"
"""The code of a message without one: its own text and values are what is kept."""
SENTENCES: Mapping[str, str] = {
    **sentences.SENTENCES,
    "mail-refused": gettext_noop("El servidor de correo %(server)s no aceptó el mensaje: %(why)s"),
    "mail-unanswered": gettext_noop(
        "El servidor de correo %(server)s recibió el mensaje completo y no dijo si lo acepta:"
        " %(why)s"
    ),
    "mail-interrupted": gettext_noop(
        "El servicio se interrumpió antes de anotar qué respondió el servidor de correo."
    ),
    "mail-not-written": gettext_noop("No se pudo escribir el mensaje en %(folder)s: %(why)s."),
    "smtp-no-mailbox": gettext_noop("no recibe correo para esa dirección (%(words)s)."),
    "smtp-no-utf8": gettext_noop(
        "no recibe correo para direcciones con eñes o tildes (%(address)s)."
    ),
    "smtp-certificate": gettext_noop("su certificado no es de confianza (%(why)s)."),
    "smtp-no-tls": gettext_noop(
        "no habla TLS en ese puerto. Revise PUENTE_SMTP_SECURITY y PUENTE_SMTP_PORT."
    ),
    "smtp-unsupported": gettext_noop(
        "no ofrece lo que se le pide (%(why)s). Revise PUENTE_SMTP_SECURITY."
    ),
    "smtp-credentials": gettext_noop(
        "no reconoce a quien escribe. Revise PUENTE_SMTP_USER y PUENTE_SMTP_PASSWORD (%(words)s)."
    ),
    "smtp-slow": gettext_noop("no contestó a tiempo."),
    "smtp-cut": gettext_noop("cortó la conexión."),
    "smtp-no-host": gettext_noop(
        "no hay ningún servidor con ese nombre, o no hay red. Revise PUENTE_SMTP_HOST."
    ),
    "smtp-nobody": gettext_noop("no hay nadie en ese puerto, o está apagado."),
    "imap-unreadable": gettext_noop("No se pudo leer la casilla %(server)s: %(why)s"),
    "imap-credentials": gettext_noop(
        "no deja entrar. Revise PUENTE_IMAP_USER y PUENTE_IMAP_PASSWORD (%(words)s)."
    ),
    "imap-no-tls": gettext_noop(
        "no habla TLS en ese puerto. Revise PUENTE_IMAP_SECURITY y PUENTE_IMAP_PORT."
    ),
    "imap-no-folder": gettext_noop(
        "no abre la carpeta «%(folder)s». Revise PUENTE_IMAP_FOLDER (%(words)s)."
    ),
    "imap-no-host": gettext_noop(
        "no hay ningún servidor con ese nombre, o no hay red. Revise PUENTE_IMAP_HOST."
    ),
    "returned-no-mailbox": gettext_noop(
        "Un correo volvió: el servidor que lo recibe dice que nadie lee esa dirección (%(words)s)."
    ),
    "returned-later": gettext_noop(
        "El correo volvió sin llegar por algo que suele ser pasajero, como un buzón lleno o un "
        "servidor apagado (%(words)s)."
    ),
    "returned-unproven": gettext_noop(
        "El correo volvió: quien lo recibe no pudo comprobar que lo envía de verdad el dominio de "
        "PUENTE_MAIL_FROM. Quien administra ese dominio debe revisar SPF, DKIM y DMARC "
        "(%(words)s)."
    ),
    "returned-blocked": gettext_noop(
        "El correo volvió: quien lo recibe no acepta correo de nuestro servidor, por su dirección "
        "de red o su reputación. Debe revisarlo quien administra el servidor de correo (%(words)s)."
    ),
    "returned-not-allowed": gettext_noop(
        "El correo volvió: las reglas del servidor que lo recibe no lo dejan pasar (%(words)s)."
    ),
    "returned-refused": gettext_noop(
        "El correo volvió: el servidor que lo recibe no quiso el mensaje (%(words)s)."
    ),
    "job-interrupted": gettext_noop("Se interrumpió a la mitad."),
    "job-database-away": gettext_noop(
        "La base de datos dejó de responder a la mitad. Nada quedó a medias; lo que faltó se hace "
        "en la próxima vuelta."
    ),
    "training-nothing": gettext_noop("No hay correcciones ni textos de base de los que aprender."),
    "training-few": gettext_noop("Hacen falta más ejemplos, de al menos dos ODS, para entrenar."),
    "training-two": gettext_noop(
        "Hacen falta ejemplos de al menos dos ODS distintos para entrenar."
    ),
    "model-damaged": gettext_noop("%(path)s está dañado: bórrelo para volver al modelo de serie."),
    "ranker-unreadable": gettext_noop(
        "No se pudo leer el modelo de emparejamiento %(path)s: %(error)s."
    ),
    "lines-unreadable": gettext_noop(
        "No se pueden leer las líneas temáticas de %(source)s: %(error)s"
    ),
    "line-malformed": gettext_noop("Una línea temática no está bien escrita: %(error)s"),
}
"""Code → its sentence: what readers say of sources, and what becomes of mails and jobs."""


class Coded(Message):
    """The message of ``code``, a key of :data:`SENTENCES`."""

    code: str

    def __new__(cls, code: str, /, **values: Any) -> Self:
        """The sentence in Spanish."""
        kept = {name: _plain(value) for name, value in values.items()}
        message = super().__new__(cls, SENTENCES[code], **kept)
        message.code = code
        return message

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """So that it may cross between processes."""
        return (self.code,), dict(self.values)

    @classmethod
    def of(cls, said: Remark) -> "Coded":
        """What the reader of a source said."""
        return cls(said.code, **said.params)


def to_stored(words: str) -> dict[str, Any]:
    """What is kept of a message, or of words that are none and stand as they are."""
    if isinstance(words, Remark):
        return words.to_stored()
    if isinstance(words, Coded):
        return {"code": words.code, "params": {n: _stored(v) for n, v in words.values.items()}}
    if isinstance(words, Message):
        return {"code": _OTHER, "params": words.to_plain()}
    return {"code": PLAIN, "params": {"text": words}}


def to_message(stored: Stored) -> Message:
    """The message :func:`to_stored` kept; the bare code where no sentence has it any more."""
    code, params = stored["code"], stored.get("params") or {}
    if code == _OTHER:
        return Message.from_plain(params)
    if code not in SENTENCES:
        return Message(str(code))
    return Coded(code, **{name: _again(value) for name, value in params.items()})


def is_verbatim(stored: Stored) -> bool:
    """Whether it is kept word for word, in the language somebody said it in."""
    return bool(stored["code"] == PLAIN)


def _plain(value: object) -> Any:
    """``value`` as text, a whole number, or a list of texts."""
    if isinstance(value, Remark):
        return Coded.of(value)
    if isinstance(value, str | int):
        return value
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else str(value)


def _stored(value: Any) -> Any:
    if isinstance(value, list):
        return [_stored(one) for one in value]
    return to_stored(value) if isinstance(value, Message) else value


def _again(value: Any) -> Any:
    if isinstance(value, list):
        return [_again(one) for one in value]
    return to_message(value) if isinstance(value, Mapping) else value
