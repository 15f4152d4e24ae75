# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""A real landline-server, and clients of it that share no code with it."""

import http.client
import json
import os
import queue
import shutil
import socket
import tempfile
import threading
import time
import unittest
import uuid

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from servers import UNLIMITED, Landline

PATIENCE = 15


def new_id():
    """A UUIDv7 (RFC 9562): 48 bits of milliseconds, version, variant, the rest random."""
    value = int(time.time() * 1000) << 80 | (uuid.uuid4().int & (1 << 80) - 1)
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(3 << 62) | 2 << 62
    return str(uuid.UUID(int=value))


class Server(Landline):
    """landline-server on a folder of its own and a port that the system chose."""

    def __init__(self, config="", folder=None):
        self.folder = folder or tempfile.mkdtemp(prefix="landline-server-")
        super().__init__(self.folder, config=UNLIMITED + config, log=os.path.join(self.folder, "log"))

    def restart(self):
        """Ends it as a power cut would, as far as a program can, and starts it again on the same port."""
        self.kill()
        self.start()

    def remove(self):
        if not self.process.stdout.closed:
            self.kill()
        shutil.rmtree(self.folder)

    def request(self, method, path, body=None, token=None, headers=None):
        """Returns status and parsed body of one REST call."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            data = response.read()
            return response.status, json.loads(data) if data else None
        finally:
            connection.close()

    def register(self, number, name="Somebody"):
        """Returns the token of a new user's first device."""
        status, body = self.request("POST", "/v1/register",
                                    {"phone": number, "name": name, "device_name": "test"})
        if status != 201:
            raise AssertionError(f"registration of {number}: {status} {body}")
        return body["token"]

    def memory(self):
        """Resident memory in KiB; always the same where a sanitizer keeps what was freed."""
        if os.environ.get("LANDLINE_SANITIZED"):
            return 0
        with open(f"/proc/{self.pid}/status", encoding="ascii") as file:
            for line in file:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1])
        raise AssertionError("no VmRSS")


class Channel:
    """A device on its channel, by python3-websockets."""

    def __init__(self, server, token, cursor=0, window=256, generation=None, hello=True, close_timeout=2):
        self.socket = connect(f"ws://127.0.0.1:{server.port}/v1/channel",
                              additional_headers={"Authorization": f"Bearer {token}"},
                              subprotocols=["landline.1"], compression=None, open_timeout=PATIENCE,
                              close_timeout=close_timeout, max_size=1 << 20, proxy=None)
        self.token = token
        self.seen = []
        self.cursor = cursor
        self.welcome = None
        if hello:
            self.say(frame="hello", version=1, generation=generation, cursor=cursor, window=window)
            self.welcome = self.expect("welcome")

    def say(self, **frame):
        self.socket.send(json.dumps(frame))

    def next(self, timeout=PATIENCE):
        """The next frame; TimeoutError when none comes, ConnectionClosed at the end."""
        frame = json.loads(self.socket.recv(timeout=timeout))
        self.seen.append(frame)
        if "cursor" in frame and frame["frame"] in ("sent", "done", "event"):
            self.cursor = max(self.cursor, frame["cursor"])
        return frame

    def expect(self, kind, **fields):
        """Frames up to one that fits; that one."""
        deadline = time.monotonic() + PATIENCE
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"no {kind} {fields} among {self.seen}")
            try:
                frame = self.next(left)
            except TimeoutError:
                continue
            if frame["frame"] == kind and all(frame.get(k) == v for k, v in fields.items()):
                return frame

    def expect_receipt(self, **fields):
        """The first receipt whose numbers are at least these."""
        while True:
            receipt = self.expect("event", event="receipt")["receipt"]
            if all(receipt[k] >= v if isinstance(v, int) else receipt[k] == v for k, v in fields.items()):
                return receipt

    def synced(self):
        return self.expect("synced")

    def send(self, receiver, text, message_id=None, **more):
        message_id = message_id or new_id()
        self.say(frame="send", message={"id": message_id, "receiver_id": receiver, "type": "text",
                                        "text": text, **more})
        return message_id

    def ack(self, cursor=None):
        self.say(frame="ack", cursor=self.cursor if cursor is None else cursor)

    def expect_no_event(self):
        """Nothing durable comes for a while."""
        deadline = time.monotonic() + 0.5
        while (left := deadline - time.monotonic()) > 0:
            try:
                frame = self.next(left)
            except TimeoutError:
                return
            if frame["frame"] == "event":
                raise AssertionError(f"{frame} came")

    def messages(self):
        """Texts of the messages that came, in order."""
        return [f["message"]["text"] for f in self.seen if f["frame"] == "event" and f["event"] == "message"]

    def expect_close(self):
        """Takes everything up to the end; its close code."""
        try:
            while True:
                self.next()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None

    def close(self):
        self.socket.close()

    def drop(self):
        """Lets go of the connection without a word, as a cut cable does."""
        self.socket.socket.shutdown(socket.SHUT_RDWR)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class RawClient:
    """A client that does what it likes after the upgrade."""

    def __init__(self, server, token):
        self.socket = socket.create_connection(("127.0.0.1", server.port), PATIENCE)
        self.socket.sendall(b"GET /v1/channel HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                            b"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: landline.1\r\n"
                            b"Authorization: Bearer " + token.encode() + b"\r\n\r\n")
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.socket.recv(1)
        if not answer.startswith(b"HTTP/1.1 101"):
            raise AssertionError(answer)

    def send(self, data, first=0x81):
        length = len(data)
        header = bytes([first])
        if length < 126:
            header += bytes([0x80 | length])
        else:
            header += b"\xfe" + length.to_bytes(2, "big")
        self.socket.sendall(header + b"\0\0\0\0" + data)

    def hello(self):
        self.send(b'{"frame":"hello","version":1,"generation":null,"cursor":0,"window":1024}')

    def read_to_the_end(self):
        data = b""
        try:
            while piece := self.socket.recv(65536):
                data += piece
        except ConnectionResetError:
            pass
        return data

    def close(self):
        self.socket.close()


class Reader(threading.Thread):
    """Takes everything a channel is told and acknowledges it, beside the test."""

    def __init__(self, channel):
        super().__init__(daemon=True)
        self.channel = channel
        self.frames = queue.Queue()
        self.start()

    def run(self):
        try:
            while True:
                frame = self.channel.next(None)
                self.frames.put(frame)
                if frame["frame"] in ("sent", "done", "event"):
                    self.channel.ack()
        except (ConnectionClosed, OSError, EOFError):
            self.frames.put(None)


class ServerTestCase(unittest.TestCase):
    """A server and two registered users, A and B, for each test."""

    A = "+15550101"
    B = "+15550102"
    CONFIG = ""

    def setUp(self):
        self.server = Server(self.CONFIG)
        self.addCleanup(self.server.remove)
        self.a_token = self.server.register(self.A, "Ada")
        self.b_token = self.server.register(self.B, "Ben")

    def channel(self, token, **options):
        channel = Channel(self.server, token, **options)
        self.addCleanup(channel.close)
        return channel
