# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""What the server writes to its log: never what people write to each other, nor what lets somebody in."""

import http.client
import os
import unittest

from landline import PATIENCE, Channel, ServerTestCase, new_id

SECRET = "Zimtschnecke"    # in all that is sent; nothing of the server says it by itself


class Logs(ServerTestCase):
    def setUp(self):
        os.environ["G_MESSAGES_DEBUG"] = "all"
        self.addCleanup(os.environ.pop, "G_MESSAGES_DEBUG")
        super().setUp()

    def log(self):
        with open(self.server.log, encoding="utf-8", errors="replace") as file:
            return file.read()

    def test_nothing_of_what_is_sent(self):
        ada, ben = self.server.register("101", "Ada"), self.server.register("102", "Ben")
        with Channel(self.server, ada) as channel:
            channel.expect("sent", id=channel.send("102", f"{SECRET} by channel"))
            # Refused: the sentence that says why goes to the sender.
            channel.say(frame="send", message={"id": new_id(), "receiver_id": "999", "type": "text", "text": SECRET})
            channel.expect("error")
            channel.say(frame=SECRET)
            channel.expect("error")
        for body in ({"sender_id": "101", "receiver_id": "102", "type": "text", "text": f"{SECRET} by REST"},
                     {"sender_id": "102", "receiver_id": "102", "type": "text", "text": SECRET},
                     {"sender_id": "101", "receiver_id": f"{SECRET}", "type": "text", "text": SECRET},
                     {"sender_id": "101", "receiver_id": "102", "type": SECRET}):
            self.server.request("POST", "/v1/messages", body, ada)
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        connection.request("POST", f"/v1/media?type=document&name={SECRET}.txt", SECRET.encode(), {"Authorization": f"Bearer {ada}"})
        self.assertEqual(connection.getresponse().status, 201)
        connection.close()
        self.server.request("GET", f"/v1/media?name={SECRET}.txt", token=ada)
        self.server.request("GET", f"/v1/{SECRET}", token=ada)
        self.server.request("GET", "/v1/messages", token=SECRET)
        self.server.request("PATCH", "/v1/me", {"about": SECRET}, ben)
        self.assertEqual(self.server.stop(), 0)
        log = self.log()
        self.assertIn("serves", log)    # it does log
        for secret in (SECRET, ada, ben):
            self.assertNotIn(secret, log)


if __name__ == "__main__":
    unittest.main()
