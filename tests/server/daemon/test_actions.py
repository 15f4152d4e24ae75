# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""Actions and notes on a real server: kill -9 in mid-stream loses, doubles and swaps nothing that was acknowledged; late devices
come to the same end; what was deleted, edited away or blocked leaves no trace for those who come late."""

import threading
import time
import unittest

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from landline import Channel, ServerTestCase, new_id

BROKEN = (ConnectionClosed, ConnectionError, InvalidHandshake, OSError, EOFError, TimeoutError)


class Doer(threading.Thread):
    """Edits a message and notes things, again after each crash what was not acknowledged, as a client's outbox does."""

    def __init__(self, server, token, conversation, message, n):
        super().__init__(daemon=True)
        self.server, self.token = server, token
        self.outbox = []
        for i in range(n):
            self.outbox.append({"frame": "act", "id": new_id(), "conversation": conversation, "message": message,
                                "action": "edit", "text": str(i)})
            if i % 4 == 0:
                self.outbox.append({"frame": "note", "id": new_id(), "key": f"pin:{conversation}", "value": str(i + 1)})
        self.done = {"act": [], "note": []}
        self.n_done = 0
        self.failure = None

    def run(self):
        try:
            while self.outbox:
                try:
                    self.session()
                except BROKEN:
                    time.sleep(0.02)
        except Exception as failure:      # shown by the test, which waits for this thread
            self.failure = failure

    def session(self):
        with Channel(self.server, self.token, cursor=0, window=4096) as channel:
            waiting = {}
            while self.outbox:
                while len(waiting) < 64 and len(waiting) < len(self.outbox):
                    frame = self.outbox[len(waiting)]
                    waiting[frame["id"]] = frame
                    channel.say(**frame)
                frame = channel.next(10)
                if frame.get("cursor") and frame["frame"] in ("sent", "event", "done"):
                    channel.ack(frame["cursor"])
                if frame["frame"] == "error":
                    raise AssertionError(frame)
                if frame["frame"] != "done" or frame["id"] not in waiting:
                    continue
                done = waiting.pop(frame["id"])
                self.done[done["frame"]].append(frame["version"])
                # Those of a kind stand in one order; an action and a note do not.
                first = next(f for f in self.outbox if f["frame"] == done["frame"])
                if first["id"] != frame["id"]:
                    raise AssertionError("acknowledged out of order")
                self.outbox.remove(done)
                self.n_done += 1


class Actions(ServerTestCase):
    def begin(self):
        """Returns conversation and message of A's first message to B."""
        with self.channel(self.a_token) as a:
            message = a.send(self.B, "Hello")
            return a.expect("sent", id=message)["conversation"], message

    def history(self, token, conversation):
        status, page = self.server.request("GET", f"/v1/conversations/{conversation}/messages", token=token)
        self.assertEqual(status, 200)
        return page["messages"]

    def test_kill_in_mid_stream(self):
        n = 1200
        conversation, message = self.begin()
        doer = Doer(self.server, self.a_token, conversation, message, n)
        doer.start()
        deadline = time.monotonic() + 120
        kills = last = 0
        while doer.is_alive() and time.monotonic() < deadline:
            if kills < 4 and doer.n_done >= last + 100:
                last = doer.n_done
                self.server.restart()
                kills += 1
            doer.join(0.005)
        self.assertIsNone(doer.failure)
        self.assertEqual(kills, 4)
        self.assertEqual(doer.done["act"], list(range(1, n + 1)))
        self.assertEqual(doer.done["note"], list(range(1, n // 4 + 1)))

        kept = self.history(self.b_token, conversation)[0]
        self.assertEqual((kept["text"], kept["version"]), (str(n - 1), n))
        status, page = self.server.request("GET", "/v1/notes", token=self.a_token)
        self.assertEqual((status, [(x["key"], x["value"]) for x in page["notes"]]),
                         (200, [(f"pin:{conversation}", str(n - 3))]))

        # B was away all the time, and is told of what holds.
        with self.channel(self.b_token, window=1024) as b:
            b.synced()
            events = [f for f in b.seen if f["frame"] == "event"]
        self.assertEqual([f["event"] for f in events], ["message", "action"])
        self.assertEqual(events[0]["message"]["text"], str(n - 1))
        self.assertEqual(events[1]["action"]["version"], n)

    def test_late_and_early_devices_agree(self):
        """One hears everything as it happens, one comes in the end, one asks for the history."""
        conversation, message = self.begin()
        early = self.channel(self.b_token)
        with self.channel(self.a_token) as a:
            other = a.send(self.B, "Another")
            for emoji in ("👍", "🎉", "", "❤️"):
                a.say(frame="act", id=new_id(), conversation=conversation, message=message, action="react", emoji=emoji)
                a.expect("done")
            for action in ("pin", "unpin", "pin"):
                a.say(frame="act", id=new_id(), conversation=conversation, message=other, action=action)
                a.expect("done")
            a.say(frame="act", id=new_id(), conversation=conversation, message=message, action="delete")
            a.expect("done")

        def state(frames):
            versions, pins, deleted = {}, {}, set()
            for frame in frames:
                if frame["frame"] != "event":
                    continue
                if frame["event"] == "message":
                    m = frame["message"]
                    pins.setdefault(m["id"], bool(m.get("pinned")))
                    if m.get("deleted"):
                        deleted.add(m["id"])
                elif frame["event"] == "action":
                    x = frame["action"]
                    if x["action"] == "delete":
                        deleted.add(x["message"])
                    elif x["action"] in ("pin", "unpin") and x["version"] > versions.get(x["message"], 0):
                        versions[x["message"]] = x["version"]
                        pins[x["message"]] = x["action"] == "pin"
            return {m: p for m, p in pins.items() if m not in deleted}, deleted

        while not any(f["frame"] == "event" and f["event"] == "action" and f["action"]["action"] == "delete" for f in early.seen):
            early.next()
        early.close()
        with self.channel(self.b_token) as late:
            late.synced()
        self.assertEqual(state(early.seen), state(late.seen))
        self.assertEqual(state(late.seen), ({other: True}, {message}))
        kept = {m["id"]: m for m in self.history(self.b_token, conversation)}
        self.assertTrue(kept[message]["deleted"])
        self.assertNotIn("text", kept[message])
        self.assertNotIn("reactions", kept[message])
        self.assertTrue(kept[other]["pinned"])
        self.assertNotIn("Hello", str(late.seen))
        self.assertNotIn("👍", str(late.seen))


if __name__ == "__main__":
    unittest.main()
