"""A small real name server on 127.0.0.1: it knows some TXT records and nothing else."""

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


@contextmanager
def name_server(texts: Mapping[str, list[str]], *, mute: bool = False) -> Iterator[str]:
    """Answer for ``texts`` (name → TXT records); gives its ``address:port``."""

    class Answer(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            raw, line = self.request
            asked = dns.message.from_wire(raw)
            answer = dns.message.make_response(asked)
            answer.flags |= dns.flags.RA
            name = asked.question[0].name.to_text().rstrip(".")
            if mute:
                answer.set_rcode(dns.rcode.SERVFAIL)
            elif name not in texts:
                answer.set_rcode(dns.rcode.NXDOMAIN)
            else:
                said = (f'"{text[:200]}" "{text[200:]}"' for text in texts[name])
                answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "TXT", *said))
            line.sendto(answer.to_wire(), self.client_address)

    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
