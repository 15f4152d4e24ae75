# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""The real server with TLS, as it is reached from other machines: by Python's own TLS, which is OpenSSL."""

import base64
import hashlib
import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import time
import unittest

from websockets.sync.client import connect

from landline import PATIENCE, Server, new_id

# A TLS 1.3 ClientHello's beginning: the record says that more comes.
HALF_HELLO = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 20


def trusting():
    """A context that accepts any certificate: what is checked is the key."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class TlsServer(Server):
    """landline-server on all addresses, of which only loopback is used here."""

    READY = r"Listening on https://0\.0\.0\.0:(\d+)"

    def spawn(self):
        log = open(self.log, "a", encoding="utf-8")
        try:
            return subprocess.Popen([self.program, "serve", "--listen", f"0.0.0.0:{self.port or 0}", "--policy", "open",
                                     "--config", self.config, "--data", self.data],
                                    stdout=subprocess.PIPE, stderr=log, text=True)
        finally:
            log.close()

    def request(self, method, path, body=None, token=None, headers=None):
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE, context=trusting())
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        response = connection.getresponse()
        data = response.read()
        connection.close()
        return response.status, json.loads(data) if data else None


class Tls(unittest.TestCase):
    def setUp(self):
        self.server = TlsServer()
        self.addCleanup(self.server.remove)

    def open_channel(self, token):
        channel = connect(f"wss://127.0.0.1:{self.server.port}/v1/channel", ssl=trusting(),
                          additional_headers={"Authorization": f"Bearer {token}"}, subprotocols=["landline.1"],
                          compression=None, open_timeout=PATIENCE, close_timeout=2, proxy=None)
        self.addCleanup(channel.close)
        channel.send(json.dumps({"frame": "hello", "version": 1, "generation": None, "cursor": 0, "window": 1024}))
        self.expect(channel, "welcome")
        return channel

    def expect(self, channel, kind, **fields):
        while True:
            frame = json.loads(channel.recv(PATIENCE))
            if frame["frame"] == kind and all(frame.get(k) == v for k, v in fields.items()):
                return frame

    def test_message(self):
        a = self.open_channel(self.server.register("+15550101"))
        b = self.open_channel(self.server.register("+15550102"))
        texts = [f"{i} " + "x" * (i * 97 % 16000) for i in range(150)]
        for text in texts:
            a.send(json.dumps({"frame": "send", "message": {"id": new_id(), "receiver_id": "+15550102", "type": "text",
                                                             "text": text}}))
        for text in texts:
            event = self.expect(b, "event", event="message")
            self.assertEqual(event["message"]["text"], text)
            b.send(json.dumps({"frame": "ack", "cursor": event["cursor"]}))
        self.expect(a, "event", event="receipt")

    @unittest.skipUnless(shutil.which("openssl"), "no openssl here")
    def test_key(self):
        """The key that is announced is the key that is shown, also after a restart."""
        keys = set()
        for _ in range(2):
            with socket.create_connection(("127.0.0.1", self.server.port), PATIENCE) as raw:
                with trusting().wrap_socket(raw) as secured:
                    self.assertEqual(secured.version(), "TLSv1.3")
                    certificate = secured.getpeercert(True)
            pem = subprocess.run(["openssl", "x509", "-inform", "der", "-pubkey", "-noout"], input=certificate,
                                 capture_output=True, check=True).stdout
            der = base64.b64decode(b"".join(line for line in pem.splitlines() if not line.startswith(b"-")))
            digest = base64.urlsafe_b64encode(hashlib.sha256(der).digest()).decode().rstrip("=")
            self.assertEqual(self.server.request("GET", "/v1/server")[1]["key"], f"sha256-{digest}")
            keys.add(digest)
            self.server.restart()
        self.assertEqual(len(keys), 1)

    def test_no_plain_http(self):
        with socket.create_connection(("127.0.0.1", self.server.port), PATIENCE) as raw:
            raw.sendall(b"GET /v1/server HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = b""
            try:
                while piece := raw.recv(4096):
                    answer += piece
            except ConnectionResetError:
                pass
            self.assertNotIn(b"HTTP/1.1", answer)

    def test_silent_clients_delay_nobody(self):
        silent = [socket.create_connection(("127.0.0.1", self.server.port), PATIENCE) for _ in range(300)]
        for peer in silent[::2]:
            peer.sendall(HALF_HELLO)
        begin = time.monotonic()
        self.assertEqual(self.server.request("GET", "/v1/server")[0], 200)
        self.assertLess(time.monotonic() - begin, 2)

        # And each is let go after its time.
        for peer in silent:
            peer.settimeout(20)
            try:
                while peer.recv(4096):
                    pass
            except ConnectionResetError:
                pass
            peer.close()

    def test_large_upload_and_download(self):
        token = self.server.register("+15550101")
        data = os.urandom(5_000_000)
        connection = http.client.HTTPSConnection("127.0.0.1", self.server.port, timeout=PATIENCE, context=trusting())
        authorization = {"Authorization": f"Bearer {token}"}
        connection.request("POST", "/v1/media?type=document&name=random.bin", data,
                           {**authorization, "Content-Type": "application/octet-stream"})
        response = connection.getresponse()
        media = json.loads(response.read())
        self.assertEqual(response.status, 201, media)
        connection.request("GET", f"/v1/media/{media['id']}", headers=authorization)
        self.assertEqual(connection.getresponse().read(), data)
        connection.close()

    def test_bye(self):
        channel = self.open_channel(self.server.register("+15550101"))
        self.server.process.terminate()
        self.assertEqual(self.expect(channel, "bye")["code"], "restart")
        self.assertEqual(self.server.process.wait(PATIENCE), 0)


if __name__ == "__main__":
    unittest.main()
