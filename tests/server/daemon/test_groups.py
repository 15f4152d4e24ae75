# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""Groups and statuses on the real server: by REST and on the channel, while members come and go."""

import threading
import types
import unittest

import people
from landline import PATIENCE, Channel, Reader, ServerTestCase, new_id

MEMBERS = 256


class Groups(ServerTestCase):
    C = "+15550103"

    def setUp(self):
        super().setUp()
        self.c_token = self.server.register(self.C, "Cem")

    def call(self, method, path, body=None, token=None, wanted=200):
        status, answer = self.server.request(method, path, body, token or self.a_token)
        self.assertEqual(status, wanted, answer)
        return answer

    def make(self, *members, **more):
        body = {"id": new_id(), "name": "Harbour walk", "members": list(members), **more}
        return self.call("POST", "/v1/groups", body, wanted=201)["id"]

    def change(self, channel, kind):
        return channel.expect("event", event="conversation", change=kind)

    def test_told_of_changes(self):
        """Everybody is told, whoever is connected and whoever was away."""
        ben = self.channel(self.b_token)
        group = self.make(self.B, self.C)
        self.assertEqual(self.change(ben, "created")["conversation"]["id"], group)
        self.call("PATCH", f"/v1/groups/{group}", {"name": "Walk", "description": "Sundays", "who_may_send": "admins"})
        self.assertEqual(self.change(ben, "renamed")["conversation"]["name"], "Walk")
        self.assertEqual(self.change(ben, "described")["by"], self.A)
        self.assertEqual(self.change(ben, "settings")["conversation"]["who_may_send"], "admins")
        self.call("PUT", f"/v1/groups/{group}/members/{self.B}", {"role": "admin"})
        promoted = self.change(ben, "promoted")
        self.assertEqual(promoted["users"], [self.B])
        self.assertGreater(promoted["time"], 0)

        cem = self.channel(self.c_token)
        for kind in ("created", "renamed", "described", "settings", "promoted"):
            self.change(cem, kind)
        cem.send(group, "May I?")
        self.assertEqual(cem.expect("error")["code"], "not_member")
        ben.send(group, "I may")
        self.assertEqual(cem.expect("event", event="message")["message"]["text"], "I may")

    def test_survives_a_kill(self):
        group = self.make(self.B, history="all", disappear=86400)
        self.server.restart()
        ben = self.channel(self.b_token)
        self.assertEqual(self.change(ben, "created")["conversation"]["disappear"], 86400)
        answer = self.call("GET", f"/v1/conversations/{group}", token=self.b_token)
        self.assertEqual((answer["history"], answer["disappear"]), ("all", 86400))

    def test_removed_in_mid_stream(self):
        """Who is removed while messages come gets those before, in order, then the event, and no more; the others get all."""
        group = self.make(self.B, self.C)
        ada, ben, cem = (self.channel(token) for token in (self.a_token, self.b_token, self.c_token))
        readers = Reader(ben), Reader(cem)
        count, cut = 400, threading.Event()

        def write():
            for i in range(count):
                last = ada.send(group, str(i))
                if i == count // 4:
                    cut.set()
                if i % 50 == 49:    # the last time all are stored, before anything else is changed
                    ada.expect("sent", id=last)
                    ada.ack()

        writer = threading.Thread(target=write)
        writer.start()
        self.assertTrue(cut.wait(PATIENCE))
        self.call("DELETE", f"/v1/groups/{group}/members/{self.B}")
        writer.join(PATIENCE)
        self.assertFalse(writer.is_alive())
        self.call("PATCH", f"/v1/groups/{group}", {"name": "Without Ben"})

        of_cem = self.frames_until(readers[1], lambda f: f.get("change") == "renamed")
        texts = [f["message"]["text"] for f in of_cem if f.get("event") == "message"]
        self.assertEqual(texts, [str(i) for i in range(count)])

        of_ben = self.frames_until(readers[0], lambda f: f.get("change") == "member_removed")
        texts = [f["message"]["text"] for f in of_ben if f.get("event") == "message"]
        self.assertEqual(texts, [str(i) for i in range(len(texts))])
        self.assertLess(len(texts), count)
        # What comes next is from somewhere else.
        ada.send(self.B, "Sorry")
        rest = self.frames_until(readers[0], lambda f: f.get("event") == "message")
        self.assertEqual([f["message"]["text"] for f in rest if f.get("event") == "message"], ["Sorry"])
        self.assertEqual([f for f in rest if f.get("event") == "conversation"], [])
        self.assertEqual([f for f in rest if f.get("receipt", {}).get("conversation") == group], [])

    def frames_until(self, reader, is_last):
        frames = []
        while not frames or not is_last(frames[-1]):
            frames.append(reader.frames.get(timeout=PATIENCE))
            self.assertIsNotNone(frames[-1], frames)
        return frames

    def test_typing_of_former_member(self):
        """Neither are those who were removed told who types, nor others that they do."""
        group = self.make(self.B, self.C)
        ada, ben, cem = (self.channel(token) for token in (self.a_token, self.b_token, self.c_token))
        self.call("DELETE", f"/v1/groups/{group}/members/{self.B}")
        self.change(ben, "member_removed")
        self.change(cem, "member_removed")
        ben.say(frame="typing", conversation=group)
        ada.say(frame="typing", conversation=group)
        typing = cem.expect("typing")
        self.assertEqual(typing["user_id"], self.A)
        ada.send(self.B, "Only this")
        ben.expect("event", event="message")
        self.assertEqual([f for f in ben.seen if f["frame"] == "typing"], [])
        self.assertEqual([f for f in cem.seen if f["frame"] == "typing"], [typing])

    def test_presence_of_former_member(self):
        """Who was removed learns no more of who is there, nor do the others of them."""
        group = self.make(self.B, self.C)
        ben = self.channel(self.b_token)
        cem = self.channel(self.c_token)
        cem.send(self.B, "You and me")
        ben.expect("event", event="message")
        self.call("DELETE", f"/v1/groups/{group}/members/{self.B}")
        self.change(ben, "member_removed")
        ada = self.channel(self.a_token)
        cem.expect("presence", user_id=self.A)
        ada.expect("presence", user_id=self.C)
        cem.send(self.B, "Still here")
        ben.expect("event", event="message")
        ada.send(self.C, "Where is Ben?")
        ada.expect("sent")
        self.assertEqual([f for f in ben.seen if f["frame"] == "presence" and f["user_id"] == self.A], [])
        self.assertEqual([f for f in ada.seen if f["frame"] == "presence" and f["user_id"] == self.B], [])

    def test_everybody_online(self):
        """A message to 256 who are connected comes to each of them, and each of them counts as one who has it."""
        numbers = [f"+1666{i:07d}" for i in range(MEMBERS - 1)]
        devices = [types.SimpleNamespace(port=self.server.port, token=self.server.register(number)) for number in numbers]
        group = self.make(*numbers)
        channels = [people.Channel(device) for device in devices]
        for channel in channels:
            self.addCleanup(channel.close)
        for channel in channels:
            channel.expect("synced")
        ada = self.channel(self.a_token)
        ada.send(group, "All of you")
        for channel in channels:
            self.assertEqual(channel.take_message()["text"], "All of you")
        told = set()
        while len(told) < MEMBERS - 1:
            event = ada.expect("event", event="receipt")
            self.assertEqual(event["receipt"]["delivered"], 1)
            told.add(event["receipt"]["user_id"])
            ada.ack()
        self.assertEqual(told, set(numbers))
        receipts = self.call("GET", f"/v1/conversations/{group}/receipts")["receipts"]
        self.assertEqual({r["user_id"] for r in receipts if r["delivered"] == 1} - {self.A}, told)


class Statuses(ServerTestCase):
    def post(self, **body):
        status, answer = self.server.request("POST", "/v1/statuses", {"id": new_id(), **body}, self.a_token)
        self.assertEqual(status, 201, answer)
        return answer["id"]

    def setUp(self):
        super().setUp()
        with Channel(self.server, self.a_token) as ada:
            ada.send(self.B, "Hello")
            ada.expect("sent")

    def test_missed(self):
        """What was posted while somebody was away, and the server killed, is there when they come."""
        one = self.post(text="At sea", colour="#26a269")
        two = self.post(text="Home")
        self.server.restart()
        ben = self.channel(self.b_token)
        for expected in (one, two):
            self.assertEqual(ben.expect("event", event="status")["status"]["id"], expected)

    def test_seen_answered_removed(self):
        ada, ben = self.channel(self.a_token), self.channel(self.b_token)
        status = self.post(text="At sea")
        self.assertEqual(ben.expect("event", event="status")["status"]["text"], "At sea")
        self.assertEqual(self.server.request("POST", f"/v1/statuses/{status}/views", token=self.b_token)[0], 200)
        view = ada.expect("event", event="view")["view"]
        self.assertEqual((view["status"], view["user_id"]), (status, self.B))
        ben.send(self.A, "Enjoy", reply_to=status.removeprefix("s_"))
        answer = ada.expect("event", event="message")["message"]
        while answer["text"] != "Enjoy":
            answer = ada.expect("event", event="message")["message"]
        self.assertEqual("s_" + answer["reply_to"], status)
        self.assertEqual(self.server.request("DELETE", f"/v1/statuses/{status}", token=self.a_token)[0], 200)
        self.assertEqual(ben.expect("event", event="status")["status"], {"id": status, "user_id": self.A, "removed": True})


if __name__ == "__main__":
    unittest.main()
