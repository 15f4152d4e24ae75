# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""The eight steps of a message, each with the receiver online and offline, against the real server."""

import unittest

from landline import ServerTestCase, new_id


class EightSteps(ServerTestCase):
    def reach_sent(self, online):
        """Steps 1 to 3; returns what A was told."""
        self.a = self.channel(self.a_token)
        self.a.synced()
        if online:
            self.b = self.channel(self.b_token)
            self.b.synced()
        self.id = self.a.send(self.B, "Hello, Ben")
        self.sent = self.a.expect("sent", id=self.id)

    def reach_received(self, online):
        """Up to step 4."""
        self.reach_sent(online)
        if not online:
            self.b = self.channel(self.b_token)
        self.event = self.b.expect("event", event="message")

    def reach_delivered(self, online):
        """Up to step 6."""
        self.reach_received(online)
        self.b.ack()
        self.receipt = self.a.expect_receipt(user_id=self.B, delivered=1)

    def check_1_channel_opens(self, online):
        with self.channel(self.a_token) as a:
            welcome = a.welcome
            self.assertEqual(welcome["version"], 1)
            self.assertEqual(welcome["user_id"], self.A)
            self.assertTrue(welcome["device"].startswith("d_"))
            self.assertTrue(welcome["generation"].startswith("g_"))
            self.assertEqual(welcome["limits"], {"frame": 65536, "text": 16384, "media": 16777216,
                                                 "document": 104857600, "in_flight": 128})
            self.assertEqual(welcome["keepalive"], 30)
            self.assertIs(welcome["reset"], False)
            self.assertIsInstance(welcome["time"], int)
            self.assertEqual(a.synced()["cursor"], welcome["head"])

    def check_2_message_is_taken(self, online):
        self.reach_sent(online)
        self.assertEqual(self.sent["id"], self.id)

    def check_3_sent_is_told(self, online):
        self.reach_sent(online)
        self.assertEqual(self.sent["seq"], 1)
        self.assertIs(self.sent["duplicate"], False)
        self.assertGreater(self.sent["cursor"], 0)
        self.assertTrue(self.sent["conversation"].startswith("c_"))

        # It survives what ends the server in this moment.
        self.server.restart()
        b = self.channel(self.b_token)
        message = b.expect("event", event="message")["message"]
        self.assertEqual((message["id"], message["seq"]), (self.id, 1))

    def check_4_message_is_delivered_or_kept(self, online):
        self.reach_received(online)
        message = self.event["message"]
        self.assertEqual(message["id"], self.id)
        self.assertEqual(message["sender_id"], self.A)
        self.assertEqual(message["conversation"], self.sent["conversation"])
        self.assertEqual(message["seq"], 1)
        self.assertEqual(message["type"], "text")
        self.assertEqual(message["text"], "Hello, Ben")
        self.assertEqual(message["time"], self.sent["time"])

    def check_5_ack_is_remembered(self, online):
        self.reach_delivered(online)
        self.b.drop()
        b = self.channel(self.b_token, cursor=self.b.cursor, generation=self.b.welcome["generation"])
        b.synced()
        self.assertEqual(b.messages(), [])

    def check_6_delivery_is_told(self, online):
        self.reach_delivered(online)
        self.assertEqual(self.receipt["conversation"], self.sent["conversation"])
        self.assertEqual((self.receipt["delivered"], self.receipt["read"]), (1, 0))

    def check_7_read_is_taken(self, online):
        self.reach_delivered(online)
        self.b.say(frame="read", conversation=self.sent["conversation"], seq=1)
        self.a.expect_receipt(user_id=self.B, read=1)

        # Idempotent, and never backwards.
        self.b.say(frame="read", conversation=self.sent["conversation"], seq=1)
        self.a.send(self.B, "Second")
        self.b.expect("event", event="message")
        self.b.ack()
        receipt = self.a.expect_receipt(user_id=self.B, delivered=2)
        self.assertEqual(receipt["read"], 1)

    def check_8_reading_is_told(self, online):
        self.reach_delivered(online)
        if not online:
            self.a.drop()
        self.b.say(frame="read", conversation=self.sent["conversation"], seq=1)
        if not online:
            # A comes back and learns of it then.
            self.a = self.channel(self.a_token, cursor=0)
        receipt = self.a.expect_receipt(user_id=self.B, read=1)
        self.assertEqual(receipt["delivered"], 1)


def add_tests():
    for name in [n for n in vars(EightSteps) if n.startswith("check_")]:
        for online in (True, False):
            def test(self, check=name, is_online=online):
                getattr(self, check)(is_online)
            setattr(EightSteps, f"test_{name[6:]}_{'online' if online else 'offline'}", test)


add_tests()

if __name__ == "__main__":
    unittest.main()
