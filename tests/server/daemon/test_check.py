# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""`check` and `media` on the data of a real server, sound and damaged, running and stopped."""

import http.client
import json
import os
import re
import sqlite3
import subprocess
import unittest

from landline import PATIENCE, ServerTestCase

LONG_AGO = 1700000000


class Check(ServerTestCase):
    def run_command(self, *words):
        """Exit status, what it printed, and what it complained of."""
        result = subprocess.run([self.server.program, *words, "--data", self.server.data], capture_output=True, text=True,
                                timeout=60, check=False)
        return result.returncode, result.stdout, result.stderr

    def upload(self, token, content):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        connection.request("POST", "/v1/media?type=document&name=file.txt", content, {"Authorization": f"Bearer {token}"})
        response = connection.getresponse()
        media = json.loads(response.read())
        connection.close()
        self.assertEqual(response.status, 201, media)
        return media["id"]

    def path(self, name):
        return os.path.join(self.server.data, "media", name)

    def stray(self, name, changed=None):
        """A file that the database does not name."""
        with open(self.path(name), "wb") as file:
            file.write(b"stray")
        if changed:
            os.utime(self.path(name), (changed, changed))

    def test_sound(self):
        self.upload(self.a_token, b"one")
        self.upload(self.b_token, b"two")
        for _ in range(2):
            status, output, complaint = self.run_command("check")
            self.assertEqual((status, complaint), (0, ""))
            self.assertIn("The database is undamaged\n", output)
            self.assertIn("2 files, 0 of them missing or damaged\n", output)
            self.assertIn("0 files that nobody needs", output)
            self.server.stop()

    def test_damaged_files(self):
        changed, longer, gone, good = (self.upload(self.a_token, b"contents of a file") for _ in range(4))
        with open(self.path(changed), "r+b") as file:
            file.write(b"X")
        with open(self.path(longer), "ab") as file:
            file.write(b"X")
        os.remove(self.path(gone))
        status, output, complaint = self.run_command("check")
        self.assertEqual(status, 1)
        for media in (changed, longer, gone):
            self.assertIn(media, output)
        self.assertNotIn(good, output)
        self.assertIn("4 files, 3 of them missing or damaged\n", output)
        self.assertEqual(complaint, "landline-server: Some files are missing or damaged.\n")

    def test_damaged_database(self):
        self.upload(self.a_token, b"contents")
        self.assertEqual(self.server.stop(), 0)
        path = os.path.join(self.server.data, "landline.db")
        database = sqlite3.connect(path)
        page, = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'users_avatar'").fetchone()
        size, = database.execute("PRAGMA page_size").fetchone()
        database.close()
        with open(path, "r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"\xff" * size)
        status, output, complaint = self.run_command("check")
        self.assertEqual(status, 1)
        self.assertNotIn("The database is undamaged", output)
        self.assertIn("damaged", complaint)
        self.assertEqual(complaint.count("\n"), 1)

    def test_files_that_nobody_needs(self):
        needed = self.upload(self.a_token, b"contents")
        os.utime(self.path(needed), (LONG_AGO, LONG_AGO))
        self.stray("m_" + "0" * 32, LONG_AGO)
        self.stray(".m_" + "1" * 32 + ".part", LONG_AGO)
        self.stray("m_" + "2" * 32)             # the server may be about to name it
        self.stray("somebody's own file", LONG_AGO)
        for words in (("check",), ("media",)):
            status, output, _ = self.run_command(*words)
            self.assertEqual(status, 0)
            self.assertEqual(re.findall(r"^Not needed: (\S+) +(\d+) ", output, re.M),
                             [(".m_" + "1" * 32 + ".part", "5"), ("m_" + "0" * 32, "5")])
            self.assertIn("2 files that nobody needs (10 bytes)\n", output)
        self.server.stop()
        status, output, _ = self.run_command("check")
        self.assertEqual(status, 0)
        self.assertIn("3 files that nobody needs (15 bytes)\n", output)
        self.assertTrue(os.path.exists(self.path("m_" + "2" * 32)))

    def test_use_of_each(self):
        self.upload(self.a_token, b"x" * 10)
        self.upload(self.b_token, b"x" * 1000)
        self.upload(self.b_token, b"x" * 234)
        status, output, _ = self.run_command("media")
        self.assertEqual(status, 0)
        lines = [line.split() for line in output.splitlines()]
        self.assertEqual(lines[0], ["NUMBER", "NAME", "FILES", "BYTES"])
        self.assertEqual(lines[1:3], [[self.B, "Ben", "2", "1234"], [self.A, "Ada", "1", "10"]])


if __name__ == "__main__":
    unittest.main()
