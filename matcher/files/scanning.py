"""Ask the antivirus of the organisation (clamd of ClamAV), where one is set, about a file."""

import logging
import re
import socket

from matcher.errors import InvalidInput

logger = logging.getLogger(__name__)
SECONDS = 60.0
_PIECE = 64 * 1024
_MOST_ANSWER = 4096
_FOUND = re.compile(r"stream: (.+) FOUND\0?\s*", re.DOTALL)


def refuse_infected(content: bytes, where: str) -> None:
    """Stop here if the antivirus at ``where`` knows the file, or does not answer.

    :param where: a socket in the file system, or ``host:port``; empty for none.
    :raises InvalidInput: saying which of the two.
    """
    if not where:
        return
    try:
        answer = _asked(content, where)
    except OSError as error:
        logger.warning("antivirus does not answer: %s", error)
        answer = ""
    if found := _FOUND.fullmatch(answer):
        logger.warning("infected file refused", extra={"fields": {"virus": found[1]}})
        raise InvalidInput(
            "El antivirus reconoce en el archivo «%(virus)s». No se guardó; avise a sistemas.",
            virus=found[1],
            field="file",
        )
    if answer.strip("\0\r\n ") != "stream: OK":
        raise InvalidInput(
            "El antivirus no responde y sin él no se guarda ningún archivo. Intente en un momento; "
            "si sigue igual, avise a quien administra.",
            field="file",
        )


def _asked(content: bytes, where: str) -> str:
    """What clamd says to the command ``INSTREAM``: pieces with their length, none at the end."""
    with _connected(where) as line:
        line.sendall(b"zINSTREAM\0")
        for at in range(0, len(content), _PIECE):
            piece = content[at : at + _PIECE]
            line.sendall(len(piece).to_bytes(4) + piece)
        line.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < _MOST_ANSWER:
            more = line.recv(_MOST_ANSWER)
            if not more:
                break
            answer += more
    return answer.decode(errors="replace")


def _connected(where: str) -> socket.socket:
    if not where.startswith("/"):
        host, _, port = where.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=SECONDS)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(SECONDS)
    line.connect(where)
    return line
