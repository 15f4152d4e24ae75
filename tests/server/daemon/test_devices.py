# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""Another device of the same person: how it comes in, what it gets, and how it is sent away."""

import concurrent.futures
import unittest

from landline import ServerTestCase


class Devices(ServerTestCase):
    def link(self, token):
        status, link = self.server.request("POST", "/v1/devices/link", {}, token)
        self.assertEqual(status, 201)
        return link["code"]

    def join(self, code):
        return self.server.request("POST", "/v1/devices", {"link": code, "device_name": "Tablet"})

    def test_joins_gets_what_is_kept_and_shares_what_comes(self):
        a = self.channel(self.a_token)
        conversation = a.expect("sent", id=a.send(self.B, "before"))["conversation"]
        status, tablet = self.join(self.link(self.a_token))
        self.assertEqual((status, tablet["user_id"]), (201, self.A))
        told = a.expect("event", event="device")
        self.assertEqual(told["device"]["id"], tablet["device"])
        self.assertEqual(told["device"]["name"], "Tablet")

        new = self.channel(tablet["token"])
        self.assertEqual(new.welcome["head"], told["cursor"])
        status, kept = self.server.request("GET", f"/v1/conversations/{conversation}/messages", None, tablet["token"])
        self.assertEqual([m["text"] for m in kept["messages"]], ["before"])
        a.send(self.B, "after")
        self.assertEqual(new.expect("event", event="message")["message"]["text"], "after")
        new.send(self.B, "from the tablet")
        self.assertEqual(a.expect("event", event="message")["message"]["text"], "from the tablet")

    def test_is_sent_away_at_once(self):
        _, tablet = self.join(self.link(self.a_token))
        new = self.channel(tablet["token"])
        new.synced()
        path = f"/v1/devices/{tablet['device']}"
        self.assertEqual(self.server.request("DELETE", path, None, self.b_token)[0], 404)
        self.assertEqual(self.server.request("DELETE", path, None, self.a_token)[0], 200)
        self.assertEqual(new.expect_close(), 4401)
        self.assertEqual(self.server.request("GET", "/v1/me", None, tablet["token"])[0], 401)

    def test_one_link_makes_one_device_even_when_many_try_at_once(self):
        code = self.link(self.a_token)
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = sorted(status for status, _ in pool.map(lambda _: self.join(code), range(8)))
        self.assertEqual(answers, [201] + [403] * 7)


if __name__ == "__main__":
    unittest.main()
