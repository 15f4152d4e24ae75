# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""`GET /metrics` of the real server: the format, the numbers, and who may see them from where."""

import fcntl
import http.client
import json
import re
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import unittest

from landline import PATIENCE, ServerTestCase
from servers import Landline

ELSEWHERE = "192.0.2.1"         # an address that is nobody's (RFC 5737), in a network of its own
OWN_NETWORK = ["unshare", "-rn"]
SIOCSIFADDR, SIOCSIFFLAGS, IFF_UP = 0x8916, 0x8914, 1


def can_have_a_network():
    return shutil.which("unshare") and subprocess.run([*OWN_NETWORK, "true"], capture_output=True, check=False).returncode == 0


def take_address():
    """Gives the loopback device of this network an address that is none of loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))
        fcntl.ioctl(control, SIOCSIFADDR, struct.pack("16sHH4s16x", b"lo:1", socket.AF_INET, 0, socket.inet_aton(ELSEWHERE)))


def ask_from_elsewhere():
    """Prints the status that a stranger, somebody with a wrong token, a user and an administrator get."""
    take_address()
    with tempfile.TemporaryDirectory() as folder, Landline(folder, listen=ELSEWHERE) as server:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE

        def call(method, path, token=None, body=None):
            connection = http.client.HTTPSConnection(ELSEWHERE, server.port, timeout=PATIENCE, context=context)
            headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
            connection.request(method, path, json.dumps(body) if body else None, headers)
            response = connection.getresponse()
            data = response.read()
            connection.close()
            return response.status, data

        tokens = [None, "nonsense"]
        for number in ("+15550101", "+15550102"):
            status, data = call("POST", "/v1/register", body={"phone": number, "name": "Somebody"})
            assert status == 201, data
            tokens.insert(2, json.loads(data)["token"])         # the first of them is the administrator
        print(json.dumps([[call("GET", path, token)[0] for token in tokens] for path in ("/metrics", "/healthz")]))


class Metrics(ServerTestCase):
    def scrape(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        connection.request("GET", "/metrics")
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        self.assertEqual(response.status, 200)
        self.assertEqual(response.headers["Content-Type"], "text/plain; version=0.0.4; charset=utf-8")
        return text

    def numbers(self):
        return {name: int(value) for name, value in re.findall(r"^(landline_\w+)(?:{[^}]*})? (\d+)$", self.scrape(), re.M)}

    def test_format(self):
        """Each number has its help and its type before it, as Prometheus reads it."""
        text = self.scrape()
        self.assertRegex(text, r'\A(# HELP (landline_\w+) [^\n]+\n# TYPE \2 (gauge|counter)\n\2({version="[\w.]+"})? \d+\n)+\Z')
        self.assertNotIn("Ada", text)
        self.assertNotIn(self.A, text)

    def test_numbers(self):
        before = self.numbers()
        self.assertEqual((before["landline_users"], before["landline_devices"], before["landline_messages_total"],
                          before["landline_channels"]), (2, 2, 0, 0))
        a = self.channel(self.a_token)
        for _ in range(3):
            a.expect("sent", id=a.send(self.B, "Hello"))
        b = self.channel(self.b_token)
        b.synced()
        after = self.numbers()
        self.assertEqual((after["landline_messages_total"], after["landline_channels"], after["landline_conversations"]), (3, 2, 1))
        self.server.register("+15550103")
        self.assertEqual(self.numbers()["landline_users"], 3)

    @unittest.skipUnless(can_have_a_network(), "no network of one's own here")
    def test_from_elsewhere(self):
        told = subprocess.run([*OWN_NETWORK, sys.executable, __file__, "--elsewhere"], capture_output=True, text=True, timeout=120,
                              check=False)
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertEqual(json.loads(told.stdout), [[401, 401, 401, 200]] * 2)


if __name__ == "__main__":
    if sys.argv[1:] == ["--elsewhere"]:
        ask_from_elsewhere()
    else:
        unittest.main()
