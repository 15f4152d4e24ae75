# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""Signals to the real server: those that end it, once and again, and those that do not."""

import http.client
import os
import signal
import subprocess
import time
import unittest

from landline import PATIENCE, Channel, RawClient, Server, ServerTestCase
from servers import raise_descriptors


class Attached(Server):
    """A server that was started from a terminal, however this test was."""

    HANGUP = signal.SIG_DFL
    OPTIONS = ["--policy", "open"]

    def spawn(self):
        def prepare():
            raise_descriptors()
            signal.signal(signal.SIGHUP, self.HANGUP)

        with open(self.log, "a", encoding="utf-8") as log:
            return subprocess.Popen([self.program, "serve", "--listen", f"127.0.0.1:{self.port or 0}", "--data", self.data,
                                     *self.OPTIONS],
                                    stdout=subprocess.PIPE, stderr=log, text=True, preexec_fn=prepare)


class Detached(Attached):
    """As with nohup."""

    HANGUP = signal.SIG_IGN


class Configured(Attached):
    """With a file that it reads again on a hangup."""

    @property
    def OPTIONS(self):
        return ["--config", self.config]

    def written(self):
        with open(self.log, encoding="utf-8") as log:
            return log.read()

    def reload(self, config, expected):
        """Writes the file and sends a hangup; what the log says of that."""
        before = len(self.written())
        with open(self.config, "w", encoding="utf-8") as file:
            file.write(config)
        self.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + PATIENCE
        while expected not in (said := self.written()[before:]):
            if time.monotonic() > deadline:
                raise AssertionError(f"no “{expected}” in “{said}”")
            try:
                raise AssertionError(f"it ended with {self.process.wait(0.02)}")
            except subprocess.TimeoutExpired:
                continue
        return said


class Reload(unittest.TestCase):
    def setUp(self):
        self.server = Configured("[server]\npolicy=open\nname=Before\n")
        self.addCleanup(self.server.remove)
        self.token = self.server.register("+15550101", "Ada")

    def register(self, number):
        return self.server.request("POST", "/v1/register", {"phone": number, "name": "Ben", "device_name": "test"})[0]

    def upload(self, size):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        connection.request("POST", "/v1/media?type=document&name=a.txt", b"x" * size, {"Authorization": f"Bearer {self.token}"})
        status = connection.getresponse().status
        connection.close()
        return status

    def test_goes_by_it(self):
        a = Channel(self.server, self.token)
        self.addCleanup(a.close)
        self.assertEqual(a.welcome["limits"]["document"], 104857600)
        self.assertEqual(self.server.request("GET", "/v1/server")[1]["name"], "Before")
        self.assertEqual(self.upload(2000), 201)

        said = self.server.reload("[server]\npolicy=invite\nname=After\n[limits]\ndocument-bytes=1000\nstorage-bytes=2500\n"
                                  "messages-per-second=1\n[retention]\nmessages=forever\n", "read again, policy invite")
        self.assertNotIn("starts again", said)
        info = self.server.request("GET", "/v1/server")[1]
        self.assertEqual((info["name"], info["policy"], info["limits"]["document"]), ("After", "invite", 1000))
        self.assertEqual(self.register("+15550102"), 403)
        self.assertEqual(self.upload(1001), 413)
        self.assertEqual(self.upload(900), 507)
        self.assertEqual(self.upload(400), 201)
        # Whoever was there stays, and the limits of what they do are the new ones.
        for _ in range(50):
            a.send("+15550101", "again")
        self.assertEqual(a.expect("error")["code"], "rate")
        with Channel(self.server, self.token) as again:
            self.assertEqual(again.welcome["limits"]["document"], 1000)

    def test_connections(self):
        with Channel(self.server, self.token):
            self.server.reload("[limits]\nconnections-per-address=1\n", "read again")
            with self.assertRaises((OSError, http.client.HTTPException)):
                self.server.request("GET", "/v1/server")

    def test_something_is_wrong_with_it(self):
        for config, complaint in (("[server]\npolicy=everyone\n", "line 2"),
                                  ("[server]\nname=After\npolicy=invite\n[limits]\nmesages=1\n", "line 5"),
                                  ("[server]\nname=After\nplaintext=true\nlisten=0.0.0.0:0\nlisten 2\n", "line"),
                                  ("[sever]\nname=After\n", "line 1")):
            said = self.server.reload(config, "left as it was")
            self.assertIn(complaint, said)
            self.assertIn(self.server.config, said)
            info = self.server.request("GET", "/v1/server")[1]
            self.assertEqual((info["name"], info["policy"]), ("Before", "open"))
        os.remove(self.server.config)
        self.server.process.send_signal(signal.SIGHUP)
        self.assertEqual(self.register("+15550103"), 201)
        self.server.reload("[server]\nname=After\n", "read again")
        self.assertEqual(self.server.request("GET", "/v1/server")[1]["name"], "After")

    def test_what_stays_until_it_starts_again(self):
        self.server.reload("[server]\nname=After\nplaintext=true\n", "starts again")
        self.assertEqual(self.server.request("GET", "/v1/server")[1]["name"], "After")
        self.assertNotIn("starts again", self.server.reload("[server]\nname=After\n", "read again"))


class Signals(ServerTestCase):
    def wait(self):
        """The exit status of a server that was told to stop."""
        status = self.server.process.wait(PATIENCE)
        self.server.process.stdout.close()
        return status

    def assert_serves(self, server):
        self.assertEqual(server.request("GET", "/v1/server")[0], 200)

    def test_told_again_and_again(self):
        """While it waits for somebody who does not go, more signals neither end it at once nor hold it up."""
        a = self.channel(self.a_token)
        sent = a.expect("sent", id=a.send(self.B, "before"))
        deaf = RawClient(self.server, self.b_token)
        deaf.hello()
        self.server.process.send_signal(signal.SIGTERM)
        self.assertEqual(a.expect("bye")["code"], "restart")
        begin = time.monotonic()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGTERM):
            self.server.process.send_signal(number)
        self.assertEqual(a.expect_close(), 1012)
        self.assertEqual(self.wait(), 0)
        self.assertLess(time.monotonic() - begin, PATIENCE - 1)
        deaf.close()

        self.server.start()
        b = self.channel(self.b_token)
        self.assertEqual(b.expect("event")["message"]["seq"], sent["seq"])

    def test_told_twice_without_clients(self):
        for _ in range(2):
            self.server.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.wait(), 0)
        self.server.start()
        self.assert_serves(self.server)

    def test_the_terminal_is_closed(self):
        server = Attached()
        self.addCleanup(server.remove)
        a = Channel(server, server.register(self.A))
        self.addCleanup(a.close)
        a.synced()
        server.process.send_signal(signal.SIGHUP)
        self.assertEqual(a.expect("bye")["code"], "restart")
        self.assertEqual(server.process.wait(PATIENCE), 0)
        server.process.stdout.close()
        self.assertFalse(os.path.exists(os.path.join(server.data, "addresses")))

    def test_the_terminal_is_closed_and_it_stays(self):
        server = Detached()
        self.addCleanup(server.remove)
        a = Channel(server, server.register(self.A))
        self.addCleanup(a.close)
        server.process.send_signal(signal.SIGHUP)
        self.assertEqual(a.expect("sent", id=a.send(self.A, "still here"))["seq"], 1)
        self.assert_serves(server)
        self.assertEqual(server.stop(), 0)

    def test_a_broken_pipe(self):
        a = self.channel(self.a_token)
        for _ in range(3):
            self.server.process.send_signal(signal.SIGPIPE)
            self.assert_serves(self.server)
        self.assertEqual(a.expect("sent", id=a.send(self.B, "still here"))["seq"], 1)
        # Nor does it matter that nobody reads what it prints.
        self.server.process.stdout.close()
        self.server.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.server.process.wait(PATIENCE), 0)


if __name__ == "__main__":
    unittest.main()
