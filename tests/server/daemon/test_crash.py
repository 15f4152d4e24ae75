# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""kill -9 of the server in mid-stream: nothing that was acknowledged is lost, doubled or out of order."""

import threading
import time
import unittest

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from landline import Channel, ServerTestCase, new_id


class Sender(threading.Thread):
    """Sends numbers, again after each crash what was not acknowledged, as a client's outbox does."""

    def __init__(self, server, token, receiver, n):
        super().__init__(daemon=True)
        self.server, self.token, self.receiver = server, token, receiver
        self.outbox = [(new_id(), str(i)) for i in range(n)]
        self.acknowledged = {}
        self.failure = None

    def run(self):
        try:
            while self.outbox:
                try:
                    self.session()
                except (ConnectionClosed, ConnectionError, InvalidHandshake, OSError, EOFError, TimeoutError):
                    time.sleep(0.02)
        except Exception as failure:      # shown by the test, which waits for this thread
            self.failure = failure

    def session(self):
        with Channel(self.server, self.token, cursor=0, window=4096) as channel:
            waiting = {}
            while self.outbox:
                while len(waiting) < 64 and len(waiting) < len(self.outbox):
                    message_id, text = self.outbox[len(waiting)]
                    waiting[message_id] = text
                    channel.send(self.receiver, text, message_id)
                frame = channel.next(10)
                if frame["frame"] in ("sent", "event") and frame.get("cursor"):
                    channel.ack(frame["cursor"])       # or the window is full one day
                if frame["frame"] != "sent" or frame["id"] not in waiting:
                    continue
                del waiting[frame["id"]]
                self.acknowledged[frame["id"]] = frame["seq"]
                if self.outbox[0][0] != frame["id"]:
                    raise AssertionError("acknowledged out of order")
                self.outbox.pop(0)


class Receiver(threading.Thread):
    """Keeps messages as a client's cache does: written down, then acknowledged."""

    def __init__(self, server, token, n):
        super().__init__(daemon=True)
        self.server, self.token, self.n = server, token, n
        self.cursor, self.generation = 0, None
        self.kept = []
        self.failure = None

    def run(self):
        try:
            while len(self.kept) < self.n:
                try:
                    self.session()
                except (ConnectionClosed, ConnectionError, InvalidHandshake, OSError, EOFError, TimeoutError):
                    time.sleep(0.02)
        except Exception as failure:      # shown by the test, which waits for this thread
            self.failure = failure

    def session(self):
        with Channel(self.server, self.token, cursor=self.cursor, generation=self.generation) as channel:
            if channel.welcome["reset"]:
                raise AssertionError("the server has forgotten us")
            self.generation = channel.welcome["generation"]
            while len(self.kept) < self.n:
                frame = channel.next(10)
                if frame["frame"] != "event":
                    continue
                if frame["event"] == "message":
                    message = frame["message"]
                    self.kept.append((message["seq"], message["id"], message["text"]))
                self.cursor = frame["cursor"]
                channel.ack(self.cursor)


class Crash(ServerTestCase):
    def test_kill_in_mid_stream(self):
        n = 2000      # enough to be in mid-stream five times, however fast the server starts
        sender = Sender(self.server, self.a_token, self.B, n)
        receiver = Receiver(self.server, self.b_token, n)
        sender.start()
        receiver.start()
        deadline = time.monotonic() + 120
        kills = 0
        last = 0
        while (sender.is_alive() or receiver.is_alive()) and time.monotonic() < deadline:
            # Whenever it has got somewhere, and not at moments that the clock picks.
            if kills < 5 and len(sender.acknowledged) >= last + 100:
                last = len(sender.acknowledged)
                self.server.restart()
                kills += 1
            sender.join(0.005)
        receiver.join(max(0, deadline - time.monotonic()))
        self.assertIsNone(sender.failure)
        self.assertIsNone(receiver.failure)
        self.assertEqual(kills, 5)
        self.assertEqual([text for _, _, text in receiver.kept], [str(i) for i in range(n)])
        self.assertEqual([seq for seq, _, _ in receiver.kept], list(range(1, n + 1)))
        self.assertEqual({i: seq for seq, i, _ in receiver.kept}, sender.acknowledged)

    def test_stored_for_an_absent_receiver(self):
        with self.channel(self.a_token, window=4096) as a:
            ids = [a.send(self.B, str(i)) for i in range(400)]
            acknowledged = []
            while len(acknowledged) < 200:
                frame = a.next()
                if frame["frame"] == "sent":
                    acknowledged.append(frame["id"])
            self.server.restart()
        b = self.channel(self.b_token, window=1024)
        b.synced()
        got = [f["message"]["id"] for f in b.seen if f["frame"] == "event" and f["event"] == "message"]
        self.assertEqual(got, ids[:len(got)])
        self.assertEqual(acknowledged, got[:len(acknowledged)])


if __name__ == "__main__":
    unittest.main()
