# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""A client that keeps to no rule: bytes over a socket, plain or inside TLS, from any loopback address."""

import base64
import json
import os
import select
import socket
import ssl
import time

PATIENCE = 60
HELLO = {'frame': 'hello', 'version': 1, 'generation': None, 'cursor': 0, 'window': 1024}
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
GONE = (ConnectionError, ssl.SSLError)    # however a connection ends


def trusting():
    """A context that takes any certificate: who the server is does not matter here."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


TRUSTING = trusting()


def dial(port, source='127.0.0.1', timeout=PATIENCE):
    """A TCP connection from a loopback address of one's choice."""
    connection = socket.socket()
    connection.settimeout(timeout)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        connection.bind((source, 0))
        connection.connect(('127.0.0.1', port))
    except BaseException:
        connection.close()
        raise
    return connection


def frame(opcode, payload=b'', fin=True, rsv=0, mask=b'\x5a\xa5\x00\xff', length=None):
    """A frame of RFC 6455, right or wrong: the length may be said otherwise than it is, the mask left out."""
    size = len(payload) if length is None else length
    head = bytes([fin << 7 | rsv << 4 | opcode])
    bit = 0x80 if mask else 0
    if size < 126:
        head += bytes([bit | size])
    elif size < 1 << 16:
        head += bytes([bit | 126]) + size.to_bytes(2, 'big')
    else:
        head += bytes([bit | 127]) + size.to_bytes(8, 'big')
    if not mask:
        return head + payload
    key = (mask * (len(payload) // 4 + 1))[:len(payload)]
    return head + mask + (int.from_bytes(payload, 'big') ^ int.from_bytes(key, 'big')).to_bytes(len(payload), 'big')


def fragments(payload, size, opcode=TEXT):
    """A message in frames of so many bytes."""
    parts = [payload[i:i + size] for i in range(0, len(payload), size)] or [b'']
    return b''.join(frame(opcode if not i else 0, part, fin=i == len(parts) - 1) for i, part in enumerate(parts))


def request(method, path, headers=(), body=b''):
    lines = [f'{method} {path} HTTP/1.1', 'Host: x', *headers]
    return '\r\n'.join(lines).encode() + b'\r\n\r\n' + body


def upgrade(token, *more):
    key = base64.b64encode(os.urandom(16)).decode()
    return request('GET', '/v1/channel', ['Upgrade: websocket', 'Connection: Upgrade', f'Sec-WebSocket-Key: {key}',
                                          'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Protocol: landline.1',
                                          f'Authorization: Bearer {token}', *more])


class Peer:
    def __init__(self, port, tls=False, source='127.0.0.1', timeout=PATIENCE):
        self.socket = dial(port, source, timeout)
        self.data = b''
        self.ended = False
        if tls:
            raw = self.socket
            try:
                self.socket = TRUSTING.wrap_socket(raw)
            except BaseException:
                raw.close()
                raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def fileno(self):
        return self.socket.fileno()

    def send(self, data):
        self.socket.sendall(data)

    def offer(self, data):
        """Sends as much as is taken. Returns whether that was all: the server may have hung up."""
        try:
            self.socket.sendall(data)
            return True
        except GONE:
            return False

    def chop(self, data, size):
        """Sends in pieces, each a segment, or a record, of its own."""
        for at in range(0, len(data), size):
            if not self.offer(data[at:at + size]):
                return

    def more(self, timeout=PATIENCE):
        """Waits for bytes. Returns False at the end of the connection; TimeoutError when nothing comes."""
        pending = getattr(self.socket, 'pending', lambda: 0)()
        if not pending and not select.select([self.socket], [], [], max(timeout, 0))[0]:
            raise TimeoutError('nothing came')
        try:
            data = self.socket.recv(1 << 18)
        except GONE:
            data = b''
        self.data += data
        self.ended = not data
        return bool(data)

    def head(self, timeout=PATIENCE):
        """The head of an answer: (status, headers), or (None, {}) when there is none."""
        end = time.monotonic() + timeout
        while b'\r\n\r\n' not in self.data:
            if not self.more(end - time.monotonic()):
                return None, {}
        head, self.data = self.data.split(b'\r\n\r\n', 1)
        lines = head.decode('latin-1').split('\r\n')
        headers = {name.lower(): value.strip() for name, value in (line.split(':', 1) for line in lines[1:])}
        return int(lines[0].split(' ')[1]), headers

    def answer(self, timeout=PATIENCE):
        """A whole answer: (status, headers, body); a JSON body is parsed."""
        status, headers = self.head(timeout)
        length = int(headers.get('content-length', 0))
        end = time.monotonic() + timeout
        while len(self.data) < length and self.more(end - time.monotonic()):
            pass
        body, self.data = self.data[:length], self.data[length:]
        if headers.get('content-type', '').startswith('application/json') and len(body) == length:
            body = json.loads(body)
        return status, headers, body

    def frame(self, timeout=PATIENCE):
        """The next frame: (first byte, payload), or None at the end of the connection."""
        end = time.monotonic() + timeout
        while True:
            if len(self.data) >= 2:
                size, head = self.data[1] & 127, 2
                if size > 125:
                    head = 4 if size == 126 else 10
                    size = int.from_bytes(self.data[2:head], 'big')
                if len(self.data) >= head and len(self.data) >= head + size:
                    got = self.data[0], self.data[head:head + size]
                    self.data = self.data[head + size:]
                    return got
            if self.ended or not self.more(end - time.monotonic()):
                return None

    def say(self, **members):
        self.send(frame(TEXT, json.dumps(members).encode()))

    def next(self, timeout=PATIENCE):
        """The next text, parsed; None at the end, pings are answered."""
        while True:
            got = self.frame(timeout)
            if got is None or got[0] & 15 == CLOSE:
                return None
            if got[0] & 15 == PING:
                self.send(frame(PONG, got[1]))
            if got[0] & 15 == TEXT:
                return json.loads(got[1])

    def expect(self, kind, timeout=PATIENCE, **members):
        end = time.monotonic() + timeout
        while True:
            got = self.next(end - time.monotonic())
            if got is None:
                raise AssertionError(f'the channel ended instead of {kind} {members}')
            if got['frame'] == kind and all(got.get(k) == v for k, v in members.items()):
                return got

    def close_code(self, timeout=PATIENCE):
        """Why the server closes: the code, 0 for an end without one. What comes before is passed over."""
        end = time.monotonic() + timeout
        while True:
            got = self.frame(end - time.monotonic())
            if got is None:
                return 0
            if got[0] & 15 == CLOSE:
                return int.from_bytes(got[1][:2], 'big') if len(got[1]) >= 2 else 1005

    def until_end(self, timeout=PATIENCE):
        """Reads to the end of the connection. Returns how many bytes that were."""
        end = time.monotonic() + timeout
        total = len(self.data)
        self.data = b''
        while self.more(end - time.monotonic()):
            total += len(self.data)
            self.data = b''
        return total


def open_channel(port, token, tls=False, source='127.0.0.1', hello=HELLO, headers=()):
    """A channel that has been greeted and is synced."""
    peer = Peer(port, tls, source)
    try:
        peer.send(upgrade(token, *headers))
        status, _ = peer.head()
        if status != 101:
            raise AssertionError(f'the upgrade was answered with {status}')
        if hello:
            peer.say(**hello)
            peer.welcome = peer.expect('welcome')
            peer.expect('synced')
    except BaseException:
        peer.close()
        raise
    return peer
