"""A time stamping server on loopback: ``openssl ts`` behind a small web server, with certificates of its own."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

_SETTINGS = """
[tsa]
default_tsa = made_up
[made_up]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
[issued]
basicConstraints = CA:FALSE
keyUsage = digitalSignature
extendedKeyUsage = critical, timeStamping
"""


@dataclass(slots=True)
class Stamper:
    """The server as it runs; ``fails`` makes it answer as one that is broken."""

    address: str
    roots: Path
    fails: str = ""
    asked: list[bytes] = field(default_factory=list)


def make_certificates(folder: Path) -> None:
    """Make a root and a certificate for stamps that it issued."""
    (folder / "settings.cnf").write_text(_SETTINGS.format(folder=folder))
    (folder / "serial").write_text("01\n")
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    for arguments in (
        ["req", "-x509", *curve, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Root", "-days", "9"],
        ["req", "-new", *curve, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Stamps"],
        [
            *("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"),
            *("-out", "tsa.pem", "-days", "9", "-extfile", "settings.cnf", "-extensions", "issued"),
        ],
    ):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@contextmanager
def stamping(folder: Path) -> Iterator[Stamper]:
    """Yield a server that stamps."""
    make_certificates(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            made.asked.append(asked)
            (folder / "asked.tsq").write_bytes(asked)
            command = ["openssl", "ts", "-reply", "-config", str(folder / "settings.cnf"), "-section", "made_up"]
            command += ["-queryfile", str(folder / "asked.tsq"), "-out", str(folder / "answer.tsr")]
            subprocess.run(command, check=True, capture_output=True)
            data = (folder / "answer.tsr").read_bytes()
            if made.fails == "rubbish":
                data = b"<html>Welcome</html>"
            elif made.fails == "old":
                data = old[0] if old else data
            old.append(data)
            self.send_response(503 if made.fails == "busy" else 200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    old: list[bytes] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Stamper(f"http://127.0.0.1:{server.server_address[1]}/", folder / "ca.pem")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
