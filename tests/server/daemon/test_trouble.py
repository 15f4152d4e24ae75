# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""Trouble around the real server: what cannot be started, how it stops, peers that misbehave."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest

from landline import PATIENCE, Channel, RawClient, Server, ServerTestCase
from servers import build_root

BINARY = os.path.join(build_root(), "server", "landline-server")


class Start(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="landline-server-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def fails(self, *arguments, **options):
        """Runs `serve` that must not start; its one sentence."""
        result = subprocess.run([BINARY, "serve", "--data", os.path.join(self.folder, "data"), *arguments],
                                capture_output=True, text=True, timeout=PATIENCE, check=False, **options)
        self.assertEqual(result.returncode, 1, result)
        self.assertEqual(result.stdout, "")
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        return result.stderr

    def test_port_in_use(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            self.assertIn(f"127.0.0.1:{port}", self.fails("--plaintext", "--listen", f"127.0.0.1:{port}"))

    def test_plaintext_beyond_loopback(self):
        self.assertIn("loopback", self.fails("--plaintext", "--listen", "0.0.0.0:0"))

    def test_bad_configuration(self):
        path = os.path.join(self.folder, "landline-server.conf")
        with open(path, "w", encoding="utf-8") as file:
            file.write("[limits]\nmessages-per-second=plenty\n")
        self.assertIn("line 2", self.fails("--config", path))

    def test_data_folder_is_a_file(self):
        with open(os.path.join(self.folder, "data"), "w", encoding="utf-8"):
            pass
        self.assertIn(self.folder, self.fails("--plaintext", "--listen", "127.0.0.1:0"))

    def test_damaged_database(self):
        os.mkdir(os.path.join(self.folder, "data"))
        with open(os.path.join(self.folder, "data", "landline.db"), "wb") as file:
            file.write(b"this is no database at all, but long enough to be one " * 100)
        self.assertIn("landline.db", self.fails("--plaintext", "--listen", "127.0.0.1:0"))

    def test_newer_database(self):
        server = Server(folder=self.folder)
        self.assertEqual(server.stop(), 0)
        with sqlite3.connect(os.path.join(self.folder, "data", "landline.db")) as database:
            database.execute("PRAGMA user_version = 1000")
        database.close()
        self.assertIn("newer", self.fails("--plaintext", "--listen", "127.0.0.1:0"))

    def test_two_servers_on_one_folder(self):
        server = Server(folder=self.folder)
        self.assertIn("Another server", self.fails("--plaintext", "--listen", "127.0.0.1:0"))
        self.assertEqual(server.stop(), 0)

    def test_unknown_command(self):
        result = subprocess.run([BINARY, "dance"], capture_output=True, text=True, timeout=PATIENCE, check=False)
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("dance", result.stderr)

    def test_ipv6(self):
        if not socket.has_ipv6 or not os.path.exists("/proc/net/if_inet6"):
            self.skipTest("no IPv6 here")
        process = subprocess.Popen([BINARY, "serve", "--data", os.path.join(self.folder, "data"), "--plaintext",
                                    "--listen", "127.0.0.1:0", "--listen", "[::1]:0"],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            self.assertRegex(process.stdout.readline(), r"^Listening on http://127\.0\.0\.1:\d+$")
            line = process.stdout.readline()
            self.assertRegex(line, r"^Listening on http://\[::1\]:\d+$")
            socket.create_connection(("::1", int(line.rsplit(":", 1)[1])), PATIENCE).close()
        finally:
            process.terminate()
            self.assertEqual(process.wait(PATIENCE), 0)
            process.stdout.close()


class Stop(ServerTestCase):
    def test_bye(self):
        for signal_number in (signal.SIGTERM, signal.SIGINT):
            channel = self.channel(self.a_token)
            channel.synced()
            self.server.process.send_signal(signal_number)
            bye = channel.expect("bye")
            self.assertEqual(bye["code"], "restart")
            self.assertGreater(bye["retry_after"], 0)
            self.assertEqual(channel.expect_close(), 1012)
            self.assertEqual(self.server.process.wait(PATIENCE), 0)
            self.server.process.stdout.close()
            self.server.start()

    def test_a_peer_that_does_not_answer_delays_little(self):
        raw = RawClient(self.server, self.a_token)
        raw.hello()
        begin = time.monotonic()
        self.assertEqual(self.server.stop(), 0)
        self.assertLess(time.monotonic() - begin, 10)
        raw.close()

    def test_what_was_acknowledged_is_there(self):
        a = self.channel(self.a_token)
        a.expect("sent", id=a.send(self.B, "kept"))
        self.assertEqual(self.server.stop(), 0)
        self.server.start()
        b = self.channel(self.b_token)
        b.synced()
        self.assertEqual(b.messages(), ["kept"])


class Misbehaviour(ServerTestCase):
    def test_garbage(self):
        """Each is told a close code and let go; the server goes on."""
        cases = {
            b"\x81\x05hello": 1002,
            b"\xc1\x80\0\0\0\0": 1002,
            b"\x82\x80\0\0\0\0": 1003,
            b"\x81\x81\0\0\0\0\xff": 1007,
            b"\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\0\0\0\0": 1009,
            b"\x89\xfe\x00\x7e\0\0\0\0": 1002,
            bytes(range(0x80, 0x100)): 1002,
        }
        for data, code in cases.items():
            raw = RawClient(self.server, self.a_token)
            raw.hello()
            raw.socket.sendall(data)
            raw.socket.shutdown(socket.SHUT_WR)
            answer = raw.read_to_the_end()
            self.assertIn(b"\x88", answer)
            self.assertIn(code.to_bytes(2, "big"), answer)
            raw.close()
        self.channel(self.a_token).synced()

    def test_fragments_without_end(self):
        raw = RawClient(self.server, self.a_token)
        raw.hello()
        raw.send(b"x" * 30000, 0x01)
        before = self.server.memory()
        try:
            for _ in range(200):
                raw.send(b"x" * 30000, 0x00)
        except (BrokenPipeError, ConnectionResetError):
            pass
        self.assertLess(self.server.memory() - before, 2048)
        raw.close()

    def test_peers_that_never_read_cost_little(self):
        """20 peers ask for 60 MB of answers and do not read them."""
        tokens = [self.server.register(f"+1555020{i:02}") for i in range(20)]
        before = self.server.memory()
        peers = [RawClient(self.server, token) for token in tokens]
        for raw in peers:
            raw.hello()
            raw.socket.settimeout(0.2)
            try:
                for _ in range(400):
                    raw.send(b'{"frame":"x"}' + b" " * 60)
                    raw.socket.sendall(b"\x89\xfd\0\0\0\0" + b"p" * 125)
                for _ in range(100):
                    raw.socket.sendall((b"\x81\x82\0\0\0\0{}" * 4000))
            except TimeoutError:
                pass
        self.assertLess(self.server.memory() - before, 20 * 1024)
        self.channel(self.a_token).synced()
        for raw in peers:
            raw.close()

    def test_half_headers(self):
        half = socket.create_connection(("127.0.0.1", self.server.port), PATIENCE)
        half.sendall(b"GET /v1/server HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        silent = socket.create_connection(("127.0.0.1", self.server.port), PATIENCE)
        for peer in (half, silent):
            peer.settimeout(20)
            try:
                while peer.recv(4096):
                    pass
            except ConnectionResetError:
                pass
            peer.close()

    def test_idle_connection_is_closed(self):
        peer = socket.create_connection(("127.0.0.1", self.server.port), PATIENCE)
        for _ in range(2):
            peer.sendall(b"GET /v1/server HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = http.client.HTTPResponse(peer)    # headers and body may come in parts
            answer.begin()
            self.assertEqual(answer.status, 200)
            self.assertIn(b"policy", answer.read())
        peer.settimeout(20)
        begin = time.monotonic()
        while peer.recv(65536):
            pass
        self.assertLess(time.monotonic() - begin, 10)
        peer.close()


class PerAddress(ServerTestCase):
    CONFIG = "[limits]\nconnections-per-address=10\n"

    def test_connections_per_address(self):
        peers = [socket.create_connection(("127.0.0.1", self.server.port), PATIENCE) for _ in range(10)]
        extra = socket.create_connection(("127.0.0.1", self.server.port), PATIENCE)
        self.assertEqual(extra.recv(1), b"")
        extra.close()
        peers.pop().close()
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                status, _ = self.server.request("GET", "/v1/server")
                break
            except (ConnectionError, OSError):
                self.assertLess(time.monotonic(), deadline)
        self.assertEqual(status, 200)
        for peer in peers:
            peer.close()


class Descriptors(unittest.TestCase):
    def test_out_of_descriptors(self):
        """More connections than descriptors: they wait, the others are served, nothing spins."""
        server = Server()
        self.addCleanup(server.remove)
        token = server.register("+15550101")
        channel = Channel(server, token)
        channel.synced()
        subprocess.run(["prlimit", f"--pid={server.process.pid}", "--nofile=64:64"], check=True)
        peers = [socket.create_connection(("127.0.0.1", server.port), PATIENCE) for _ in range(100)]
        self.assertIn("sent", [channel.expect("sent", id=channel.send("+15550101", "x"))["frame"]])
        with open(f"/proc/{server.process.pid}/stat", encoding="ascii") as file:
            before = sum(int(x) for x in file.read().rsplit(")", 1)[1].split()[11:13])
        threading.Event().wait(1)
        with open(f"/proc/{server.process.pid}/stat", encoding="ascii") as file:
            after = sum(int(x) for x in file.read().rsplit(")", 1)[1].split()[11:13])
        self.assertLess(after - before, os.sysconf("SC_CLK_TCK") // 2)
        for peer in peers:
            peer.close()
        channel.expect("sent", id=channel.send("+15550101", "y"))
        channel.close()


if __name__ == "__main__":
    unittest.main()
