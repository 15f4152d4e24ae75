# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""Signals to the real server: those that end it, once and again, and those that do not."""

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

    def spawn(self):
        def prepare():
            raise_descriptors()
            signal.signal(signal.SIGHUP, self.HANGUP)

        return subprocess.Popen([self.program, "serve", "--listen", f"127.0.0.1:{self.port or 0}", "--policy", self.policy,
                                 "--config", self.config, "--data", self.data],
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, preexec_fn=prepare)


class Detached(Attached):
    """As with nohup."""

    HANGUP = signal.SIG_IGN


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
