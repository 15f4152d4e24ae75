# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""People on a server without an app: REST and the channel with nothing but Python's own library, so that the demo needs
no more than the app does. (Independent clients are in tests/e2e/peers/.)"""

import base64
import collections
import http.client
import json
import os
import select
import socket
import struct
import time
import urllib.parse
import uuid


class Refused(Exception):
    """An answer other than the one hoped for."""

    def __init__(self, status, body):
        super().__init__(f'{status}: {body}')
        self.status = status
        self.body = body

    @property
    def code(self):
        return self.body.get('error', {}).get('code') if isinstance(self.body, dict) else None


def message_id():
    """A UUIDv7 (RFC 9562)."""
    value = int(time.time() * 1000) << 80 | 7 << 76 | int.from_bytes(os.urandom(10), 'big') & ~(0xf << 76 | 3 << 62) | 2 << 62
    return str(uuid.UUID(int=value))


def call(port, method, path, body=None, token=None, headers=None, timeout=30):
    """One REST call. Returns (status, headers, body); a JSON body is parsed, any other is bytes."""
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=timeout)
    try:
        fields = dict(headers or {})
        if token:
            fields['Authorization'] = f'Bearer {token}'
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
            fields.setdefault('Content-Type', 'application/json')
        connection.request(method, path, body, fields)
        answer = connection.getresponse()
        data = answer.read()
        if (answer.getheader('Content-Type') or '').startswith('application/json') and method != 'HEAD' and data:
            data = json.loads(data)
        return answer.status, answer.headers, data
    finally:
        connection.close()


class Person:
    """Somebody with a device."""

    def __init__(self, port, number, name, invite=None):
        self.port, self.number, self.name = port, number, name
        body = {'phone': number, 'name': name, 'device_name': 'Test'}
        if invite:
            body['invite'] = invite
        answer = self.rest('POST', '/v1/register', body)
        self.token, self.device = answer['token'], answer['device']

    token = None

    def rest(self, method, path, body=None, headers=None, raw=False):
        status, fields, data = call(self.port, method, path, body, self.token, headers)
        if status >= 300:
            raise Refused(status, data)
        return (status, fields, data) if raw else data

    def send(self, receiver, text=None, **content):
        message = {'id': message_id(), 'sender_id': self.number, 'receiver_id': receiver, 'type': 'text', **content}
        if text is not None:
            message['text'] = text
        return self.rest('POST', '/v1/messages', message)

    def upload(self, name, data, kind='document', content_type='application/octet-stream'):
        query = urllib.parse.urlencode({'type': kind, 'name': name})
        return self.rest('POST', f'/v1/media?{query}', data, {'Content-Type': content_type})

    def send_file(self, receiver, name, data, kind='document', content_type='application/octet-stream', caption=None):
        media = self.upload(name, data, kind, content_type)
        part = 'media_object' if kind == 'media' else 'document'
        return self.send(receiver, caption, type=kind, **{part: media['id']})

    def download(self, media):
        return self.rest('GET', f'/v1/media/{media}')

    def conversation_with(self, other):
        """The id of the direct conversation with somebody."""
        for conversation in self.rest('GET', '/v1/conversations')['conversations']:
            members = {m['user_id'] for m in conversation.get('members', [])}
            if members == {self.number, other}:
                return conversation['id']
        return None

    def write_account(self, data, profile, server, server_name, key=None):
        """The account as the app keeps it in its data folder, so that it starts as this person's device."""
        path = os.path.join(data, 'landline', profile)
        os.makedirs(path, mode=0o700, exist_ok=True)
        with open(os.open(os.path.join(path, 'account.conf'), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w', encoding='utf-8') as f:
            f.write(f'[server]\nname={server_name}\naddresses={server.address};\nhosted=false\n' + (f'key={key}\n' if key else '')
                    + f'\n[user]\nid={self.number}\nname={self.name}\ndevice={self.device}\ntoken={self.token}\n')

    def open_channel(self, cursor=0, window=256):
        return Channel(self, cursor, window)


class Closed(Exception):
    pass


class Channel:
    """A WebSocket (RFC 6455) that speaks the channel's frames, one at a time."""

    def __init__(self, person, cursor=0, window=256):
        self.person = person
        self.socket = socket.create_connection(('127.0.0.1', person.port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f'GET /v1/channel HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
                             f'Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: landline.1\r\n'
                             f'Authorization: Bearer {person.token}\r\n\r\n').encode())
        self.data = b''
        while b'\r\n\r\n' not in self.data:
            self.receive(30)
        head, self.data = self.data.split(b'\r\n\r\n', 1)
        if b' 101 ' not in head.split(b'\r\n')[0]:
            raise Refused(int(head.split(b' ')[1]), head.decode('utf-8', 'replace'))
        self.kept = collections.deque()
        self.say('hello', version=1, generation=None, cursor=cursor, window=window)
        self.welcome = self.expect('welcome')

    def receive(self, timeout):
        if not select.select([self.socket], [], [], max(timeout, 0))[0]:
            raise TimeoutError('nothing came')
        data = self.socket.recv(65536)
        if not data:
            raise Closed('the server ended the connection')
        self.data += data

    def write(self, opcode, payload):
        mask = os.urandom(4)
        size = len(payload)
        head = struct.pack('!BB', 0x80 | opcode, 0x80 | size) if size < 126 else struct.pack('!BBH', 0x80 | opcode, 0xfe, size)
        self.socket.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload)))

    def say(self, frame, **members):
        self.write(1, json.dumps({'frame': frame, **members}).encode())

    def frame(self):
        """(opcode, payload) of the whole frame that the data starts with, or None."""
        if len(self.data) < 2:
            return None
        size, head = self.data[1] & 127, 2
        if size == 126:
            size, head = int.from_bytes(self.data[2:4], 'big'), 4
        elif size == 127:
            size, head = int.from_bytes(self.data[2:10], 'big'), 10
        if len(self.data) < head + size or len(self.data) < head:
            return None
        frame = self.data[0] & 15, self.data[head:head + size]
        self.data = self.data[head + size:]
        return frame

    def read(self, timeout=30):
        """The next frame of the channel."""
        if self.kept:
            return self.kept.popleft()
        end = time.monotonic() + timeout
        while True:
            frame = self.frame()
            if not frame:
                self.receive(end - time.monotonic())
            elif frame[0] == 1:
                return json.loads(frame[1])
            elif frame[0] == 9:
                self.write(10, frame[1])
            elif frame[0] == 8:
                raise Closed(f'closed with {int.from_bytes(frame[1][:2], "big")} {frame[1][2:].decode()}')

    def expect(self, frame, timeout=30, **members):
        """The next frame of this kind with these members; what comes before it is passed over."""
        end = time.monotonic() + timeout
        while True:
            got = self.read(end - time.monotonic())
            if got['frame'] == frame and all(got.get(k) == v for k, v in members.items()):
                return got
            if got['frame'] == 'error' and frame != 'error':
                raise Refused(got['code'], got)

    def acknowledge(self, event):
        self.say('ack', cursor=event['cursor'])

    def take_message(self, timeout=30):
        """The next message, acknowledged."""
        event = self.expect('event', timeout, event='message')
        self.acknowledge(event)
        return event['message']

    def send(self, receiver, text, **members):
        message = {'id': message_id(), 'receiver_id': receiver, 'type': 'text', 'text': text, **members}
        self.say('send', message=message)
        return self.expect('sent', id=message['id'])

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
