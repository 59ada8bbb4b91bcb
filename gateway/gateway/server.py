"""How the server runs the gateway: with an end to how long a request's head may be, and little collecting.

The server reads a head of any length into memory before the app sees it, and answers a broken one in plain
text. Here a head that is too long is broken off, and both are answered with a problem.
"""

import gc
import json
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from boardkit.api.problems import PROBLEM_MEDIA_TYPE, problem_document
from boardkit.domain.errors import MalformedRequest, Text
from gateway.inbound import MAX_HEADER_OCTETS

# Twice as much is read as is accepted, so that the app can say what is wrong with it.
_MAX_HEAD_OCTETS: Final = 2 * MAX_HEADER_OCTETS
# A request leaves little behind that only a collection finds; look for it ten times more seldom than usual.
_GARBAGE_THRESHOLDS: Final = (7000, 20, 20)
_UNREADABLE: Final = MalformedRequest(
    Text(sv="Anropet går inte att läsa som HTTP/1.1.", en="The request cannot be read as HTTP/1.1.")
)


def spare_the_collector() -> None:
    """Keep what lives as long as the process out of every garbage collection: a tenth of the throughput.

    To be called once, when everything has been imported and built.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_GARBAGE_THRESHOLDS)


class GatewayProtocol(HttpToolsProtocol):
    """Reads requests with a bounded head.

    A head that comes in one piece is bounded by the size of a read; one that trickles in is counted.
    """

    _in_head = False
    _head_octets = 0

    def data_received(self, data: bytes) -> None:
        """A piece has come."""
        if self._in_head:
            self._head_octets += len(data)
            if self._head_octets > _MAX_HEAD_OCTETS:
                self.send_400_response("")
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_head = True
        self._head_octets = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its head has been read."""
        self._in_head = False
        super().on_headers_complete()

    def send_400_response(self, _message: str) -> None:
        """Answer what cannot be read, and close."""
        body = json.dumps(problem_document(_UNREADABLE, "sv"), ensure_ascii=False).encode()
        head = (
            "HTTP/1.1 400 Bad Request\r\n"
            f"content-type: {PROBLEM_MEDIA_TYPE}\r\n"
            f"content-length: {len(body)}\r\n"
            "content-language: sv\r\ncache-control: no-store\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()
