# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""`users delete` beside a real server: the person is out at once, what is theirs goes, what others have of them stays."""

import http.client
import json
import os
import pty
import re
import subprocess
import time
import unittest

from landline import PATIENCE, ServerTestCase
from websockets.exceptions import InvalidStatus

# Well under the time after which a server looks by itself.
AT_ONCE = 6


class Deletion(ServerTestCase):
    def delete(self, number):
        self.server.command("users", "delete", number, "--yes")

    def upload(self, token, name):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        connection.request("POST", f"/v1/media?type=document&name={name}", b"The tide tables.",
                           {"Authorization": f"Bearer {token}"})
        response = connection.getresponse()
        media = json.loads(response.read())
        connection.close()
        self.assertEqual(response.status, 201, media)
        return media["id"]

    def path(self, media):
        return os.path.join(self.server.data, "media", media)

    def expect_gone(self, media):
        deadline = time.monotonic() + PATIENCE
        while os.path.exists(self.path(media)):
            self.assertLess(time.monotonic(), deadline)

    def test_goes_at_once(self):
        a, b = self.channel(self.a_token), self.channel(self.b_token)
        sent = b.expect("sent", id=b.send(self.A, "Hello"))
        before = a.expect("event", event="message")["message"]
        self.assertEqual(before["sender_id"], self.B)
        self.delete(self.B)
        since = time.monotonic()
        self.assertEqual(b.expect_close(), 4401)
        self.assertLess(time.monotonic() - since, AT_ONCE)
        self.assertEqual(self.server.request("GET", "/v1/me", None, self.b_token)[0], 401)
        with self.assertRaises(InvalidStatus):
            self.channel(self.b_token)

        former = a.expect("event", event="user")["user"]
        self.assertEqual((former["name"], former["former"], former["was"]), ("Former user", True, self.B))
        self.assertRegex(former["user_id"], r"^\+00\d{13}$")
        page = self.server.request("GET", f"/v1/conversations/{sent['conversation']}/messages", None, self.a_token)[1]
        self.assertEqual([(m["sender_id"], m["text"]) for m in page["messages"]], [(former["user_id"], "Hello")])
        for receiver in (self.B, former["user_id"], sent["conversation"]):
            self.assertEqual(a.expect("error", id=a.send(receiver, "x"))["code"], "not_found", receiver)
        profile = self.server.request("GET", f"/v1/users/{former['user_id']}", None, self.a_token)[1]
        self.assertTrue(profile["former"])
        self.assertNotIn("was", profile)
        users = self.server.request("GET", "/v1/users", None, self.a_token)[1]["users"]
        self.assertEqual([user["user_id"] for user in users], [self.A])

    def test_files(self):
        kept, own = self.upload(self.b_token, "kept.txt"), self.upload(self.b_token, "own.txt")
        b = self.channel(self.b_token)
        b.expect("sent", id=b.send(self.A, "", type="document", document=kept))
        self.delete(self.B)
        self.expect_gone(own)
        status = self.server.request("GET", "/v1/media?name=kept.txt", None, self.a_token)
        self.assertEqual([media["id"] for media in status[1]["media"]], [kept])
        self.assertTrue(os.path.exists(self.path(kept)))

    def test_without_a_server(self):
        own = self.upload(self.b_token, "own.txt")
        self.assertEqual(self.server.stop(), 0)
        self.delete(self.B)
        self.assertFalse(os.path.exists(self.path(own)))
        self.server.start()
        self.assertEqual(self.server.request("GET", "/v1/me", None, self.b_token)[0], 401)

    def test_the_number_is_somebody_else_s(self):
        with self.channel(self.b_token) as b:
            before = b.expect("sent", id=b.send(self.A, "Hello"))["conversation"]
        link = self.server.command("invite", "--number", self.B)
        self.delete(self.B)
        code = re.search(r"invite=([^&\s]+)", link)[1]
        self.assertEqual(self.server.request("POST", "/v1/register", {"phone": self.B, "name": "Ben", "device_name": "test",
                                                                       "invite": code})[0], 403)
        token = self.server.register(self.B, "Bella")
        conversations = self.server.request("GET", "/v1/conversations", None, token)[1]["conversations"]
        self.assertEqual(conversations, [])
        self.assertEqual(self.server.request("GET", f"/v1/conversations/{before}", None, token)[0], 404)
        self.assertFalse(self.server.request("GET", "/v1/me", None, token)[1]["admin"])
        b = self.channel(token)
        self.assertNotEqual(b.expect("sent", id=b.send(self.A, "Good day"))["conversation"], before)
        self.assertEqual(self.server.request("POST", "/v1/register", {"phone": "+001234567890123", "name": "x",
                                                                       "device_name": "x"})[0], 400)

    def test_asks_first(self):
        command = [self.server.program, "users", "delete", self.B, "--data", self.server.data]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 1)
        self.assertIn("--yes", done.stderr)
        for answer, status in (("yes", 1), (self.A, 1), ("", 1), (self.B, 0)):
            self.assertEqual(self.server.request("GET", "/v1/me", None, self.b_token)[0], 200)
            terminal, end = pty.openpty()
            self.addCleanup(os.close, terminal)
            with subprocess.Popen(command, stdin=end, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                os.close(end)
                os.write(terminal, answer.encode() + b"\n")
                self.assertEqual(process.wait(PATIENCE), status, answer)
        self.assertEqual(self.server.request("GET", "/v1/me", None, self.b_token)[0], 401)


if __name__ == "__main__":
    unittest.main()
