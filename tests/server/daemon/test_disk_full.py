# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""The real server on a disk that fills up: it refuses, loses nothing, and goes on when there is space."""

import os
import shutil
import sqlite3
import subprocess
import unittest

from landline import Channel, Server

SIZE = 6 << 20
BALLAST = 1 << 20
MOUNT = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"'


def unshare():
    """How a file system of one's own is mounted here, or None."""
    for options in (["-m"], ["-rm"]):
        command = ["unshare", *options, "sh", "-c", MOUNT, "sh", "1m", "/tmp", "true"]
        if shutil.which("unshare") and subprocess.run(command, capture_output=True, check=False).returncode == 0:
            return options
    return None


def answer_to(channel, message_id):
    """The next frame about a message."""
    answer = {}
    while answer.get("id") != message_id:
        answer = channel.next()
    return answer


class SmallServer(Server):
    """landline-server whose data is on a small file system that only it sees."""

    OPTIONS = unshare()

    def spawn(self):
        os.makedirs(self.data, exist_ok=True)
        with open(self.log, "a", encoding="utf-8") as log:
            return subprocess.Popen(["unshare", *self.OPTIONS, "sh", "-c", MOUNT, "sh", str(SIZE), self.data,
                                     self.program, "serve", "--plaintext", "--listen", "127.0.0.1:0", "--policy", "open",
                                     "--config", self.config, "--data", self.data],
                                    stdout=subprocess.PIPE, stderr=log, text=True)

    def ballast(self):
        """A file in the way, seen through the server's own root."""
        return f"/proc/{self.pid}/root{self.data}/ballast"


@unittest.skipUnless(SmallServer.OPTIONS, "nothing can be mounted here")
class DiskFull(unittest.TestCase):
    def test_refuses_and_goes_on(self):
        server = SmallServer()
        self.addCleanup(server.remove)
        a = Channel(server, server.register("+15550101"), window=1024)
        self.addCleanup(a.close)
        b_token = server.register("+15550102")
        with open(server.ballast(), "wb") as file:
            file.write(b"\0" * BALLAST)

        sent = []
        while True:
            text = f"{len(sent)} " + "x" * 15000
            message_id = a.send("+15550102", text)
            answer = answer_to(a, message_id)
            if answer["frame"] == "error":
                break
            a.ack()
            sent.append(text)
            self.assertLess(len(sent), 2 * SIZE // 15000)
        self.assertEqual(answer["code"], "storage_full")
        self.assertGreater(len(sent), 10)

        # It is there, and says so again, unless it has found some space in its own files.
        a.send("+15550102", text, message_id)
        answer = answer_to(a, message_id)
        self.assertTrue(answer["frame"] == "sent" or answer["code"] == "storage_full", answer)

        # What was refused first is taken once there is space.
        os.unlink(server.ballast())
        a.send("+15550102", text, message_id)
        self.assertEqual(a.expect("sent", id=message_id)["seq"], len(sent) + 1)
        sent.append(text)

        b = Channel(server, b_token, window=1024)
        self.addCleanup(b.close)
        while len(b.messages()) < len(sent):
            b.next()
            b.ack()
        self.assertEqual(b.messages(), sent)
        self.assertEqual(server.stop(), 0)

        # Whoever runs it learns of it once, not for each refusal, and that it is over.
        with open(server.log, encoding="utf-8") as log:
            lines = log.read()
        self.assertEqual(lines.count("no space left for the database"), 1, lines)
        self.assertIn("space for the database again", lines)

    def test_read_mark_is_not_lost_at_the_end(self):
        server = SmallServer()
        self.addCleanup(server.remove)
        a = Channel(server, server.register("+15550101"), window=1024)
        b_token = server.register("+15550102")
        b = Channel(server, b_token, window=1024)
        first = a.expect("sent", id=a.send("+15550102", "read me"))
        b.expect("event")
        b.ack()
        a.expect_receipt(delivered=first["seq"])

        # No space for anything: what B has read is kept for the next try.
        with open(server.ballast(), "wb") as file:
            try:
                while True:
                    file.write(b"\0" * 4096)
                    file.flush()
            except OSError:
                pass
        answer = {"frame": "sent"}
        while answer["frame"] == "sent":
            answer = answer_to(a, a.send("+15550102", "x" * 15000))
        self.assertEqual(answer["code"], "storage_full")
        b.say(frame="read", conversation=first["conversation"], seq=first["seq"])
        message_id = b.send("+15550101", "x" * 15000)
        self.assertEqual(b.expect("error", id=message_id)["code"], "storage_full")

        # There is space again, and the server ends before that next try.
        database = open(f"/proc/{server.pid}/root{server.data}/landline.db", "rb")
        self.addCleanup(database.close)
        os.unlink(server.ballast())
        self.assertEqual(server.stop(), 0)
        copy = os.path.join(server.data, "copy.db")
        with open(copy, "wb") as file:
            file.write(database.read())
        rows = sqlite3.connect(copy).execute(
            "SELECT read FROM members JOIN users USING (uid) WHERE user_id = '+15550102'").fetchall()
        self.assertEqual(rows, [(first["seq"],)])


if __name__ == "__main__":
    unittest.main()
