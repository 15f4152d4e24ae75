# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""honest.py PORT TLS TOKEN PID: somebody who writes notes to themself, one after the other, and measures how long each takes
until it is kept. A line on standard input, with how many messages there have to be, asks for the figures since the last."""

import json
import os
import queue
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, '../support')]

import people
from ground import memory
from peer import GONE, open_channel

PACE = 0.02


def main():
    port, tls, token, pid = int(sys.argv[1]), sys.argv[2] == '1', sys.argv[3], int(sys.argv[4])
    asked = queue.Queue()

    def listen():
        for line in sys.stdin:
            asked.put(int(line))
        asked.put(None)

    threading.Thread(target=listen, daemon=True).start()
    channel, times, most, lost, wanted = None, [], 0, 0, None
    while True:
        begin = time.monotonic()
        try:
            if channel is None:
                channel = open_channel(port, token, tls)
                me = channel.welcome['user_id']
            id_ = people.message_id()
            channel.say(frame='send', message={'id': id_, 'receiver_id': me, 'type': 'text', 'text': 'x' * 200})
            cursor = channel.expect('sent', id=id_)['cursor']
            times.append(time.monotonic() - begin)
            channel.say(frame='ack', cursor=cursor)
        except (*GONE, AssertionError, TimeoutError, OSError):
            channel = None
            lost += 1
        most = max(most, memory(pid))
        try:
            # The pause between two messages, which a question cuts short.
            wanted = asked.get(timeout=max(PACE - (time.monotonic() - begin), 0.001)) if wanted is None else wanted
            if wanted is None:
                return
        except queue.Empty:
            pass
        if wanted is not None and len(times) >= max(wanted, 1):
            times.sort()
            print(json.dumps({'count': len(times), 'p50': times[len(times) // 2], 'p99': times[int(len(times) * 0.99)], 'memory': most,
                              'lost': lost}), flush=True)
            times, most, lost, wanted = [], 0, 0, None


main()
