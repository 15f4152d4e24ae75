# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""The channel's rules beyond the eight steps, against the real server."""

import time
import unittest

from websockets.exceptions import ConnectionClosed, InvalidStatus

from landline import Channel, ServerTestCase, new_id


class ChannelRules(ServerTestCase):
    def test_unauthorized(self):
        for token in ("nonsense", "x" * 500):
            with self.assertRaises(InvalidStatus) as caught:
                Channel(self.server, token)
            self.assertEqual(caught.exception.response.status_code, 401)

    def test_unknown_frame_is_answered_and_the_channel_stays(self):
        a = self.channel(self.a_token)
        a.say(frame="dance", partner=self.B)
        self.assertEqual(a.expect("error")["code"], "unsupported")
        a.say(frame="send")
        self.assertEqual(a.expect("error")["code"], "bad_frame")
        a.socket.send("not json")
        self.assertEqual(a.expect("error")["code"], "bad_frame")
        self.assertEqual(a.expect("sent", id=a.send(self.B, "still here"))["seq"], 1)

    def test_unknown_fields_are_ignored(self):
        a = self.channel(self.a_token)
        a.say(frame="typing", conversation="c_nowhere", colour="red")
        self.assertEqual(a.expect("sent", id=a.send(self.B, "x", colour="red"))["seq"], 1)

    def test_hello_comes_first(self):
        a = self.channel(self.a_token, hello=False)
        a.say(frame="ack", cursor=1)
        self.assertEqual(a.expect_close(), 4400)

    def test_second_hello_is_refused(self):
        a = self.channel(self.a_token)
        a.say(frame="hello", version=1, generation=None, cursor=0, window=1)
        self.assertEqual(a.expect("error")["code"], "bad_frame")

    def test_unknown_version_is_refused(self):
        a = self.channel(self.a_token, hello=False)
        a.say(frame="hello", version=2, generation=None, cursor=0, window=256)
        self.assertEqual(a.expect("error")["code"], "unsupported")
        self.assertEqual(a.expect_close(), 4400)

    def test_binary_is_refused(self):
        a = self.channel(self.a_token)
        a.socket.send(b"\x00\x01")
        self.assertIn(a.expect_close(), (1003, 4400))

    def test_too_big(self):
        a = self.channel(self.a_token)
        a.socket.send("x" * 65537)
        self.assertEqual(a.expect_close(), 1009)

    def test_second_channel_replaces_the_first(self):
        first = self.channel(self.a_token)
        first.synced()
        second = self.channel(self.a_token)
        second.synced()
        self.assertEqual(first.expect_close(), 4409)
        self.assertEqual(second.expect("sent", id=second.send(self.B, "x"))["seq"], 1)

    def test_unknown_user(self):
        a = self.channel(self.a_token)
        message_id = a.send("+15559999", "anyone?")
        error = a.expect("error")
        self.assertEqual((error["id"], error["code"]), (message_id, "not_found"))

    def test_foreign_conversation(self):
        a = self.channel(self.a_token)
        conversation = a.expect("sent", id=a.send(self.B, "x"))["conversation"]
        c = self.channel(self.server.register("+15550103"))
        c.send(conversation, "let me in")
        self.assertEqual(c.expect("error")["code"], "not_found")
        c.say(frame="read", conversation=conversation, seq=1)
        self.assertEqual(c.expect("error")["code"], "not_found")

    def test_text_at_the_limit_and_one_past_it(self):
        a = self.channel(self.a_token)
        self.assertEqual(a.expect("sent", id=a.send(self.B, "x" * 16384))["seq"], 1)
        message_id = a.send(self.B, "x" * 16385)
        error = a.expect("error")
        self.assertEqual((error["id"], error["code"]), (message_id, "too_large"))

    def test_duplicate(self):
        a = self.channel(self.a_token)
        message_id = a.send(self.B, "once")
        first = a.expect("sent", id=message_id)
        a.send(self.B, "once", message_id)
        second = a.expect("sent", id=message_id)
        self.assertIs(second["duplicate"], True)
        self.assertNotIn("cursor", second)
        self.assertEqual((second["seq"], second["conversation"]), (first["seq"], first["conversation"]))
        b = self.channel(self.b_token)
        b.synced()
        self.assertEqual(b.messages(), ["once"])

    def test_many_in_flight_keep_their_order(self):
        a = self.channel(self.a_token, window=1024)
        b = self.channel(self.b_token, window=1024)
        a.synced()
        b.synced()
        texts = [f"message {i}" for i in range(500)]
        for text in texts:
            a.send(self.B, text)
        while len(b.messages()) < len(texts):
            b.next()
        self.assertEqual(b.messages(), texts)
        seqs = [f["message"]["seq"] for f in b.seen if f["frame"] == "event" and f["event"] == "message"]
        self.assertEqual(seqs, list(range(1, 501)))

    def test_window_holds_events_back(self):
        a = self.channel(self.a_token)
        for i in range(10):
            a.expect("sent", id=a.send(self.B, str(i)))
        b = self.channel(self.b_token, window=4)
        while len([f for f in b.seen if f["frame"] == "event"]) < 4:
            b.next()
        b.expect_no_event()
        b.ack()
        b.next()
        while len(b.messages()) < 10:
            b.ack()
            b.next()
        self.assertEqual(b.messages(), [str(i) for i in range(10)])

    def test_reconnection_in_mid_backlog(self):
        a = self.channel(self.a_token, window=1024)
        texts = [str(i) for i in range(300)]
        last = [a.send(self.B, text) for text in texts][-1]
        a.expect("sent", id=last)
        got = []
        cursor, generation = 0, None
        while len(got) < len(texts):
            b = self.channel(self.b_token, cursor=cursor, generation=generation, window=64)
            generation = b.welcome["generation"]
            while len(b.messages()) < min(37, len(texts) - len(got)):
                b.next()
            got += b.messages()
            cursor = b.cursor
            if len(got) % 2:
                b.ack()
            b.drop()
        self.assertEqual(got, texts)

    def test_unknown_generation_resets(self):
        a = self.channel(self.a_token, cursor=7, generation="g_" + "0" * 8)
        self.assertIs(a.welcome["reset"], True)

    def test_other_devices_of_the_sender(self):
        a = self.channel(self.a_token)
        a.synced()
        a.expect("sent", id=a.send(self.A, "note to self"))

    def test_revoked_device(self):
        """Signed out by the administrator's command, while its channel is open."""
        a = self.channel(self.a_token)
        a.synced()
        self.server.command("devices", self.A, "revoke", a.welcome["device"])
        deadline = time.monotonic() + 45
        code = None
        while code is None and time.monotonic() < deadline:
            try:
                a.next(1)
            except TimeoutError:
                continue
            except ConnectionClosed as closed:
                code = closed.rcvd.code
        self.assertEqual(code, 4401)
        with self.assertRaises(InvalidStatus) as caught:
            Channel(self.server, self.a_token)
        self.assertEqual(caught.exception.response.status_code, 401)

    def test_presence_and_typing(self):
        a = self.channel(self.a_token)
        conversation = a.expect("sent", id=a.send(self.B, "x"))["conversation"]
        b = self.channel(self.b_token)
        b.synced()
        self.assertIs(a.expect("presence", user_id=self.B)["online"], True)
        b.say(frame="typing", conversation=conversation)
        self.assertEqual(a.expect("typing")["user_id"], self.B)
        b.close()
        self.assertIs(a.expect("presence", user_id=self.B)["online"], False)


class Rate(ServerTestCase):
    CONFIG = "messages-per-second=1\n"

    def test_rate_is_refused_and_keeps_order(self):
        a = self.channel(self.a_token, window=1024)
        ids = [a.send(self.B, str(i)) for i in range(100)]
        answers = {}
        while len(answers) < len(ids):
            frame = a.next()
            if frame["frame"] in ("sent", "error"):
                answers[frame["id"]] = frame
        refused = [i for i in ids if answers[i]["frame"] == "error"]
        self.assertTrue(refused)
        self.assertEqual({answers[i]["code"] for i in refused}, {"rate"})
        self.assertGreater(answers[refused[0]]["retry_after"], 0)
        # After the first refusal nothing behind it was taken.
        self.assertEqual(ids[-len(refused):], refused)


if __name__ == "__main__":
    unittest.main()
