"""Content-Encoding undone a bounded piece at a time, so that no bomb goes off in memory."""

import zlib
from collections.abc import Iterator

ACCEPTED = "gzip, deflate"
PIECE = 256 * 1024


class UnknownEncoding(ValueError):
    """The body is packed in a way that was not asked for."""


class Inflater:
    """Unpacks ``gzip``, ``deflate`` or nothing; ``feed`` yields pieces of at most 256 KiB."""

    def __init__(self, encoding: str | None) -> None:
        """Take the value of the ``Content-Encoding`` header.

        :raises UnknownEncoding: for anything but gzip, deflate or identity.
        """
        name = (encoding or "identity").strip().lower()
        if name not in {"identity", "", "gzip", "x-gzip", "deflate"}:
            raise UnknownEncoding(name)
        self._gzip = name in {"gzip", "x-gzip"}
        self._plain = name in {"identity", ""}
        self._engine = zlib.decompressobj(wbits=31 if self._gzip else 15)
        self._started = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield what ``data`` unpacks to.

        :raises zlib.error: where the stream is broken.
        """
        if self._plain:
            yield data
            return
        while data:
            if self._engine.eof:  # a gzip file may hold several members
                if not self._gzip or not data.startswith(b"\x1f\x8b"):
                    return
                self._engine = zlib.decompressobj(wbits=31)
            piece = self._step(data)
            if piece:
                yield piece
            data = self._engine.unconsumed_tail or self._engine.unused_data

    def finish(self) -> None:
        """Make sure the end was reached.

        :raises zlib.error: where the stream stops in its middle.
        """
        if self._started and not self._engine.eof:
            raise zlib.error("incomplete stream")

    def _step(self, data: bytes) -> bytes:
        try:
            return self._engine.decompress(data, PIECE)
        except zlib.error:
            if self._gzip or self._started:
                raise
            # "deflate" is sent both with and without the zlib header.
            self._engine = zlib.decompressobj(wbits=-15)
            return self._engine.decompress(data, PIECE)
        finally:
            self._started = True
