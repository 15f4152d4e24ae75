# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""The administrator's commands beside a real server: who is to go goes at once."""

import concurrent.futures
import fcntl
import http.client
import os
import pty
import re
import select
import socket
import stat
import struct
import subprocess
import termios
import threading
import time
import unittest

from landline import PATIENCE, ServerTestCase

# Well under the time after which a server looks by itself for those of them all: without being told it would take 15 s.
AT_ONCE = 6


class Administration(ServerTestCase):
    def command(self, *words):
        return self.server.command(*words)

    def may_come_in(self, token):
        return self.server.request("GET", "/v1/conversations", None, token)[0]

    def join_again(self):
        """Another device of B, as its token."""
        link = self.command("invite", "--number", self.B)
        code = re.search(r"invite=([^&\s]+)", link)[1]
        status, body = self.server.request("POST", "/v1/register", {"phone": self.B, "name": "Ben", "device_name": "more",
                                                                     "invite": code})
        self.assertEqual(status, 201)
        return body

    def expect_all_closed(self, channels, since):
        for channel in channels:
            self.assertEqual(channel.expect_close(), 4401)
        self.assertLess(time.monotonic() - since, AT_ONCE)

    def test_a_revoked_device_goes_at_once(self):
        devices = [self.join_again() for _ in range(6)]
        channels = [self.channel(device["token"]) for device in devices]
        for channel, device in zip(channels, devices):
            channel.synced()
            self.assertEqual(self.may_come_in(device["token"]), 200)
        for device in devices:
            self.command("devices", self.B, "revoke", device["device"])
            # It is known by heart, and would be for half a minute.
            self.assertEqual(self.may_come_in(device["token"]), 401)
        self.expect_all_closed(channels, time.monotonic())
        self.assertEqual(self.may_come_in(self.b_token), 200)

    def test_who_is_disabled_goes_at_once_and_comes_back_to_what_waited(self):
        tokens = [self.b_token] + [self.join_again()["token"] for _ in range(6)]
        channels = [self.channel(token) for token in tokens]
        for channel, token in zip(channels, tokens):
            channel.synced()
            self.assertEqual(self.may_come_in(token), 200)
        cursor = channels[0].cursor
        generation = channels[0].welcome["generation"]
        self.command("users", "disable", self.B)
        since = time.monotonic()
        for token in tokens:
            self.assertEqual(self.may_come_in(token), 401)
        self.expect_all_closed(channels, since)
        self.assertRegex(self.command("users"), re.escape(self.B) + r" .* disabled ")

        a = self.channel(self.a_token)
        a.expect("sent", id=a.send(self.B, "meanwhile"))
        self.command("users", "enable", self.B)
        self.assertNotIn("disabled", self.command("users"))
        back = self.channel(self.b_token, cursor=cursor, generation=generation)
        self.assertFalse(back.welcome["reset"])
        self.assertEqual(back.expect("event", event="message")["message"]["text"], "meanwhile")

    def test_an_invitation_is_no_way_around_being_disabled(self):
        self.command("users", "disable", self.B)
        code = re.search(r"invite=([^&\s]+)", self.command("invite", "--number", self.B))[1]
        ask = {"phone": self.B, "name": "Ben", "device_name": "test", "invite": code}
        self.assertEqual(self.server.request("POST", "/v1/register", ask)[0], 403)
        self.command("users", "enable", self.B)
        self.assertEqual(self.server.request("POST", "/v1/register", ask)[0], 201)

    def test_a_new_name_is_told(self):
        a = self.channel(self.a_token)
        a.expect("sent", id=a.send(self.B, "Hello"))
        self.command("users", "rename", self.B, "Benjamin B.")
        since = time.monotonic()
        self.assertEqual(a.expect("event", event="user")["user"]["name"], "Benjamin B.")
        self.assertLess(time.monotonic() - since, AT_ONCE)

    def test_an_invitation_makes_an_administrator(self):
        code = re.search(r"invite=([^&\s]+)", self.command("invite", "--admin"))[1]
        self.assertIn("admin", self.command("invite", "list"))
        status, body = self.server.request("POST", "/v1/register", {"phone": "103", "name": "Cy", "device_name": "test",
                                                                     "invite": code})
        self.assertEqual(status, 201)
        self.assertTrue(self.server.request("GET", "/v1/users/103", None, body["token"])[1]["admin"])
        self.assertFalse(self.server.request("GET", f"/v1/users/{self.B}", None, body["token"])[1]["admin"])

    def test_without_a_server(self):
        console = os.path.join(self.server.data, "console")
        self.assertTrue(os.path.exists(console))
        self.assertEqual(self.server.stop(), 0)
        self.assertFalse(os.path.exists(console))
        self.command("users", "disable", self.B)
        self.server.start()
        self.assertEqual(self.may_come_in(self.b_token), 401)
        self.assertEqual(self.may_come_in(self.a_token), 200)
        # What a server that was killed has left is in nobody's way.
        self.server.restart()
        self.command("users", "enable", self.B)
        self.assertEqual(self.may_come_in(self.b_token), 200)

    def test_who_is_not_there_is_told(self):
        for words in (["disable", "199"], ["enable", "199"], ["rename", "199", "x"], ["rename", self.B, ""],
                      ["rename", self.B, "x" * 65536]):
            done = subprocess.run([self.server.program, "users", *words, "--data", self.server.data], capture_output=True,
                                  text=True, timeout=PATIENCE)
            self.assertNotEqual(done.returncode, 0, words)
            self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)


class Picture(ServerTestCase):
    """The QR code of an invitation: for a terminal, and for who asks for it."""

    LINE = re.compile("\033\\[0;30;47m[ \u2580\u2584\u2588]+\033\\[0m")

    def on_terminal(self, columns, *words):
        """What a terminal of so many columns, 0 where it does not say, gets to see of `invite`: the lines."""
        terminal, end = pty.openpty()
        self.addCleanup(os.close, terminal)
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        with subprocess.Popen([self.server.program, "invite", *words, "--data", self.server.data], stdout=end) as process:
            os.close(end)
            seen = b""
            while select.select([terminal], [], [], PATIENCE)[0]:
                try:
                    seen += os.read(terminal, 65536)
                except OSError:  # the other end is closed
                    break
            self.assertEqual(process.wait(PATIENCE), 0)
        return seen.decode().splitlines()

    def expect_link(self, lines):
        self.assertRegex(lines[0], r"^landline://join\?\S+&invite=\S+$")
        self.assertEqual(len(lines), 1)

    def expect_picture(self, lines):
        self.expect_link(lines[:1])
        for line in lines[1:]:
            self.assertRegex(line, self.LINE)
        # Two modules a character: from 21 modules and 8 of quiet zone on.
        self.assertGreaterEqual(len(lines) - 1, 15)
        self.assertIn("\u2588", "".join(lines))
        return len(re.sub("\033\\[[0-9;]*m", "", lines[1]))

    def test_on_a_terminal(self):
        width = self.expect_picture(self.on_terminal(200))
        self.expect_picture(self.on_terminal(width))
        self.expect_picture(self.on_terminal(0))
        self.expect_link(self.on_terminal(width - 1))
        self.expect_picture(self.on_terminal(width - 1, "--qr"))
        self.expect_link(self.on_terminal(200, "--no-qr"))

    def test_elsewhere(self):
        self.expect_link(self.server.command("invite").splitlines())
        self.expect_link(self.server.command("invite", "--no-qr").splitlines())
        self.expect_picture(self.server.command("invite", "--qr").splitlines())


class Tokens(ServerTestCase):
    def test_are_used_up_with_the_registration_or_not_at_all(self):
        """A server that is killed while people register: as many uses are gone as there are people more."""
        code = re.search(r"invite=([^&\s]+)", self.server.command("invite", "--uses", "5000"))[1]
        came, few = [], threading.Event()

        def register(number):
            try:
                status = self.server.request("POST", "/v1/register", {"phone": number, "name": "Cy", "device_name": "test",
                                                                      "invite": code})[0]
            except (OSError, http.client.HTTPException):
                return
            if status == 201:
                came.append(number)
                if len(came) == 8:
                    few.set()

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            asked = [pool.submit(register, str(2000 + i)) for i in range(2000)]
            self.assertTrue(few.wait(PATIENCE))
            self.server.kill()
            for one in asked:
                one.result()
        self.server.start()
        users = set(re.findall(r"^[23]\d{3}\b", self.server.command("users"), re.M))
        used = int(re.search(r"(\d+) of 5000", self.server.command("invite", "list"))[1])
        self.assertEqual(used, len(users))
        self.assertLessEqual(set(came), users)


class Status(ServerTestCase):
    CONFIG = "\n[server]\nname=Harbour Street\n"

    def status(self):
        """What it says: label and text."""
        lines = self.server.command("status").splitlines()
        return [(line[:15].rstrip(), line[16:].rstrip()) for line in lines]

    def wait_for(self, label, text):
        deadline = time.monotonic() + PATIENCE
        while (label, text) not in (status := self.status()):
            self.assertLess(time.monotonic(), deadline, status)

    def test_of_a_server_that_runs(self):
        for token in (self.a_token, self.b_token):
            self.channel(token).synced()
        with socket.create_connection(("127.0.0.1", self.server.port), PATIENCE):
            self.wait_for("Connections", "1")
            said = dict(self.status())
        self.assertEqual(said["Server"], "running")
        self.assertRegex(said["Version"], r"^\d+\.\d+")
        self.assertRegex(said["Running for"], r"^\d+ min \d+ s$")
        self.assertEqual((said["Name"], said["Policy"]), ("Harbour Street", "open"))
        self.assertEqual(said["Listening on"], f"http://127.0.0.1:{self.server.port}")
        self.assertEqual((said["Channels"], said["Addresses"]), ("2", "1"))
        self.assertRegex(said["To be sent"], r"^\d+ bytes$|^[\d.]+\s?kB$")
        self.assertRegex(said["To be written"], r"^\d+$")
        self.assertEqual((said["File space"], said["Of at most"]), ("0 bytes", "no limit"))
        self.assertEqual((said["People"], said["Devices"], said["Files"], said["Integrity"]), ("2", "2", "0 (0 bytes)", "ok"))
        self.wait_for("Connections", "0")

    def test_without_a_server(self):
        self.assertEqual(self.server.stop(), 0)
        said = dict(self.status())
        self.assertEqual(said["Server"], "not running; what follows is read from the disk")
        self.assertEqual((said["People"], said["Integrity"]), ("2", "ok"))
        for label in ("Version", "Policy", "Listening on", "Channels"):
            self.assertNotIn(label, said)

    def test_of_one_that_does_not_answer(self):
        os.unlink(os.path.join(self.server.data, "console"))
        said = dict(self.status())
        self.assertRegex(said["Server"], "^running, and does not answer: .+")
        self.assertEqual(said["Listening on"], f"http://127.0.0.1:{self.server.port}")
        self.assertEqual(said["People"], "2")


class Console(ServerTestCase):
    """What speaks to the socket without being one of the commands."""

    def call(self, data):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as console:
            console.connect(os.path.join(self.server.data, "console"))
            console.settimeout(PATIENCE)
            console.sendall(data)
            answer = b""
            while piece := console.recv(64):
                answer += piece
            return answer

    def test_is_for_its_owner(self):
        mode = os.stat(os.path.join(self.server.data, "console")).st_mode
        self.assertTrue(stat.S_ISSOCK(mode))
        self.assertEqual(stat.S_IMODE(mode), 0o600)

    def test_knows_two_words(self):
        self.assertEqual(self.call(b"look\n"), b"done\n")
        report = self.call(b"status\n")
        self.assertTrue(report.startswith(b"version ") and report.endswith(b"\nend\n"), report)
        self.assertNotIn(self.A.encode(), report)
        for word in (b"dance\n", b"look around\n", b"\n", b"\0look\n", b"\xff" * 32):
            self.assertEqual(self.call(word), b"unknown\n")

    def test_takes_a_few_at_a_time(self):
        path = os.path.join(self.server.data, "console")
        silent = []
        for _ in range(17):
            console = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self.addCleanup(console.close)
            console.connect(path)    # waits while the server has not taken those before
            console.settimeout(PATIENCE)
            silent.append(console)
        self.assertEqual(silent[16].recv(1), b"")
        for console in silent[:16]:
            console.close()
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                if self.call(b"look\n") == b"done\n":
                    return
            except (BrokenPipeError, ConnectionResetError):
                pass
            self.assertLess(time.monotonic(), deadline)


if __name__ == "__main__":
    unittest.main()
