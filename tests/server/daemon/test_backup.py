# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""`backup` beside a server that is busy, and `restore`: nothing acknowledged is lost, and clients find back."""

import hashlib
import http.client
import json
import os
import sqlite3
import stat
import subprocess
import unittest

from landline import PATIENCE, ServerTestCase
from test_crash import Sender

CONTENT = b"The tide tables, in full. " * 8000 + b"And the last word."


def everything(folder):
    """What is in a folder: names, and the hashes of what they hold. Not the log of the database, which moves by itself,
    and not the socket by which the server is spoken to."""
    found = {}
    for where, _, names in os.walk(folder):
        for name in names:
            if name.endswith(("-wal", "-shm")) or name == "console":
                continue
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


class Backup(ServerTestCase):
    def setUp(self):
        super().setUp()
        self.file = os.path.join(self.server.folder, "landline.backup")

    def run_command(self, *words):
        return subprocess.run([self.server.program, *words, "--data", self.server.data], capture_output=True, text=True,
                              timeout=60, check=False)

    def assert_works(self, *words):
        result = self.run_command(*words)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stderr

    def assert_refused(self, part, *words):
        """One sentence says why, and nothing changed."""
        before = everything(self.server.data)
        result = self.run_command(*words)
        self.assertEqual(result.returncode, 1, result.stderr)
        complaint = result.stderr.splitlines()[-1]
        self.assertTrue(complaint.startswith("landline-server: "), complaint)
        self.assertIn(part, complaint)
        self.assertEqual(result.stderr.count("landline-server: "), 1)
        self.assertEqual(everything(self.server.data), before)

    def upload(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        connection.request("POST", "/v1/media?type=document&name=tides.txt", CONTENT,
                           {"Authorization": f"Bearer {self.a_token}"})
        response = connection.getresponse()
        media = json.loads(response.read())
        connection.close()
        self.assertEqual(response.status, 201, media)
        return media["id"]

    def download(self, media):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        connection.request("GET", f"/v1/media/{media}", headers={"Authorization": f"Bearer {self.b_token}"})
        response = connection.getresponse()
        data = response.read()
        connection.close()
        return response.status, data

    def send_file(self):
        """A file in a message from A to B; its id."""
        media = self.upload()
        with self.channel(self.a_token) as a:
            message = a.send(self.B, "The tides", type="document", document=media)
            a.expect("sent", id=message)
        return media

    def catch_up(self, channel):
        """Takes and acknowledges what there is, up to `synced`."""
        while channel.next()["frame"] != "synced":
            if len(channel.seen) % 100 == 0:
                channel.ack()
        channel.ack()

    def backed_up(self):
        """A backup with a message and a file, of a server that is stopped by now."""
        media = self.send_file()
        self.assert_works("backup", self.file)
        self.assertEqual(self.server.stop(), 0)
        return media

    def test_in_mid_traffic(self):
        n = 2000
        sender = Sender(self.server, self.a_token, self.B, n)
        sender.start()
        while len(sender.acknowledged) < 200 and sender.is_alive():
            sender.join(0.005)
        promised = dict(sender.acknowledged)
        self.assert_works("backup", self.file)
        sender.join(120)
        self.assertIsNone(sender.failure)
        self.assertEqual(len(sender.acknowledged), n)

        # Both devices have heard of things that the backup does not know.
        a = self.channel(self.a_token)
        b = self.channel(self.b_token)
        a.synced()
        self.catch_up(b)
        generation = b.welcome["generation"]
        self.assertEqual(len(b.messages()), n)
        self.assertEqual(self.server.stop(), 0)
        self.assert_works("restore", self.file)
        self.server.start()

        again = self.channel(self.b_token, cursor=b.cursor, generation=generation)
        self.assertTrue(again.welcome["reset"])
        self.assertNotEqual(again.welcome["generation"], generation)
        again.cursor = 0
        self.catch_up(again)
        got = [f["message"] for f in again.seen if f["frame"] == "event" and f["event"] == "message"]
        self.assertEqual([m["seq"] for m in got], list(range(1, len(got) + 1)))
        self.assertEqual(promised, {m["id"]: m["seq"] for m in got if m["id"] in promised})

        # Life goes on, with the numbers that follow.
        a = self.channel(self.a_token, cursor=a.cursor, generation=generation)
        self.assertTrue(a.welcome["reset"])
        sent = a.expect("sent", id=a.send(self.B, "after"))
        self.assertEqual(sent["seq"], len(got) + 1)
        self.assertEqual(again.expect("event", event="message")["message"]["text"], "after")
        with self.channel(self.b_token, cursor=again.cursor, generation=again.welcome["generation"]) as known:
            self.assertFalse(known.welcome["reset"])

    def test_all_of_it_in_one_file(self):
        media = self.send_file()
        told = self.assert_works("backup", self.file)
        self.assertIn("Backup: 100 % of", told)
        self.assertEqual(stat.S_IMODE(os.stat(self.file).st_mode), 0o600)
        self.assertEqual([n for n in os.listdir(self.server.folder) if n.startswith("landline.backup")],
                         ["landline.backup"])
        self.assertEqual(self.server.stop(), 0)
        before = everything(self.server.data)

        # Somewhere else, on a machine that knows nothing of it.
        self.server.data = os.path.join(self.server.folder, "elsewhere")
        self.assertIn("Restore: 100 % of", self.assert_works("restore", self.file))
        after = everything(self.server.data)
        self.assertEqual(after["identity.pem"], before["identity.pem"])
        self.assertEqual(set(after), {"identity.pem", "landline.db", "lock", f"media/{media}"})
        for name in ("identity.pem", "landline.db", f"media/{media}"):
            self.assertEqual(stat.S_IMODE(os.stat(os.path.join(self.server.data, name)).st_mode), 0o600)
        self.server.start()
        with self.channel(self.b_token) as b:
            self.assertEqual(b.expect("event", event="message")["message"]["document"]["id"], media)
        self.assertEqual(self.download(media), (200, CONTENT))

    def test_takes_the_place_of_what_was_there(self):
        media = self.backed_up()
        self.server.start()
        later = self.send_file()
        with self.channel(self.a_token) as a:
            a.expect("sent", id=a.send(self.B, "later"))
        self.server.kill()          # its log has not been carried over into the database
        self.assertTrue(os.path.exists(os.path.join(self.server.data, "landline.db-wal")))
        self.assert_works("restore", self.file)
        self.server.start()
        with self.channel(self.b_token) as b:
            b.synced()
            self.assertEqual([f["message"]["document"]["id"] for f in b.seen if f.get("event") == "message"], [media])
        self.assertEqual(self.download(later)[0], 404)
        self.assertFalse([n for n in os.listdir(self.server.data) if n.startswith("restore.")])

    def test_refused_beside_a_server(self):
        self.send_file()
        self.assert_works("backup", self.file)
        self.assert_refused("A server runs on", "restore", self.file)
        self.assertEqual(self.server.request("GET", "/v1/server")[0], 200)

    def test_leaves_alone_what_is_there(self):
        self.assert_refused("already", "backup", os.path.join(self.server.data, "landline.db"))
        self.assert_refused("Cannot write", "backup", os.path.join(self.server.folder, "no", "such", "folder"))
        nowhere = os.path.join(self.server.folder, "nowhere")
        result = subprocess.run([self.server.program, "backup", self.file, "--data", nowhere], capture_output=True,
                                text=True, timeout=60, check=False)
        self.assertIn("no server's data", result.stderr)
        self.assertFalse(os.path.exists(nowhere))
        self.assertFalse(os.path.exists(self.file))

    def test_without_what_is_damaged(self):
        """A damaged file is told, and does not stand in the way of the rest."""
        media = self.send_file()
        other = self.send_file()
        with open(os.path.join(self.server.data, "media", media), "r+b") as file:
            file.write(b"X")
        result = self.run_command("backup", self.file)
        self.assertEqual(result.returncode, 1)
        self.assertIn(media, result.stderr)
        self.assertNotIn(other, result.stderr)
        self.assertEqual(self.server.stop(), 0)
        self.assert_works("restore", self.file)
        self.server.start()
        self.assertEqual(self.download(other), (200, CONTENT))
        self.assertEqual(self.download(media)[0], 404)

    def test_damaged_backups(self):
        self.backed_up()
        with open(self.file, "rb") as file:
            good = file.read()
        place = good.index(b"And the last word.")
        cases = {
            "no backup": [b"", b"Something else entirely, and long enough to be looked at. " * 40],
            "damaged": [good[:place] + b"X" + good[place + 1:], good[:-65536], good[:len(good) // 65536 // 2 * 65536]],
        }
        for part, contents in cases.items():
            for content in contents:
                with open(self.file, "wb") as file:
                    file.write(content)
                self.assert_refused(part, "restore", self.file)
        os.remove(self.file)
        self.assert_refused("There is no file", "restore", self.file)

    def change(self, *statements):
        with open(self.file, "wb") as file:
            file.write(self.good)
        database = sqlite3.connect(self.file)
        for statement in statements:
            database.execute(*statement)
        database.commit()
        database.close()

    def make_newer(self):
        """The database in the backup, of a program that is not written yet."""
        path = os.path.join(self.server.folder, "newer.db")
        archive = sqlite3.connect(self.file)
        first, = archive.execute("SELECT first FROM files WHERE name = 'landline.db'").fetchone()
        content = b"".join(row[0] for row in archive.execute("SELECT bytes FROM parts WHERE part >= ? ORDER BY part", (first,)))
        archive.close()
        with open(path, "wb") as file:
            file.write(content)
        database = sqlite3.connect(path)
        database.execute("PRAGMA user_version = 9999")
        database.close()
        with open(path, "rb") as file:
            content = file.read()
        self.change(("DELETE FROM parts WHERE part > ?", (first,)), ("UPDATE parts SET bytes = ? WHERE part = ?", (content, first)),
                    ("UPDATE files SET size = ?, sha256 = ? WHERE first = ?",
                     (len(content), hashlib.sha256(content).hexdigest(), first)))

    def test_backups_that_are_not_as_they_should_be(self):
        self.backed_up()
        with open(self.file, "rb") as file:
            self.good = file.read()
        self.change(("PRAGMA user_version = 2",))
        self.assert_refused("newer version", "restore", self.file)
        self.make_newer()
        self.assert_refused("newer version", "restore", self.file)
        for name in ("../evil", "media/../../evil", "media/", "lock", "/evil"):
            self.change(("UPDATE files SET name = ? WHERE name LIKE 'media/%'", (name,)))
            self.assert_refused("damaged", "restore", self.file)
        self.change(("DELETE FROM files WHERE name LIKE 'media/%'",))
        self.assert_refused("damaged", "restore", self.file)
        self.change(("UPDATE files SET name = 'media/m_1' WHERE name = 'identity.pem'",))
        self.assert_refused("damaged", "restore", self.file)
        self.change(("UPDATE files SET size = size - 1 WHERE name LIKE 'media/%'",))
        self.assert_refused("damaged", "restore", self.file)
        self.change(("UPDATE files SET size = ? WHERE name LIKE 'media/%'", (1 << 60,)))
        self.assert_refused("not enough space", "restore", self.file)
        self.change()
        self.assert_works("restore", self.file)

    def test_no_space(self):
        self.send_file()
        self.assertEqual(self.server.stop(), 0)
        database = sqlite3.connect(os.path.join(self.server.data, "landline.db"))
        database.execute("UPDATE media SET size = ?", (1 << 60,))
        database.commit()
        database.close()
        self.assert_refused("not enough space", "backup", self.file)
        self.assertFalse([n for n in os.listdir(self.server.folder) if n.startswith("landline.backup")])


if __name__ == "__main__":
    unittest.main()
