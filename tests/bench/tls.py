# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""What TLS costs: a server that listens plainly and with TLS, and the same work on both."""

import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../hostile'))

import ground
import people
from peer import Peer, open_channel
from storm import Storm

IDLE, CLIENTS, HANDSHAKES = 1000, 2000, 1500
MESSAGES, OUTSTANDING = 20000, 50


def cpu(pid):
    """Seconds of processor time that a process took."""
    with open(f'/proc/{pid}/stat', encoding='ascii') as f:
        fields = f.read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def messages(server, port, tls, number):
    """Processor time of a message that somebody writes to themself, in µs."""
    person = people.Person(server.port, number, 'Somebody')
    with open_channel(port, person.token, tls) as channel:
        begin, sent, taken = cpu(server.pid), 0, 0
        while taken < MESSAGES:
            while sent < MESSAGES and sent - taken < OUTSTANDING:
                channel.say(frame='send', message={'id': people.message_id(), 'receiver_id': person.number, 'type': 'text', 'text': 'x' * 200})
                sent += 1
            got = channel.next()
            if got['frame'] == 'sent':
                taken += 1
                if taken % 25 == 0:
                    channel.say(frame='ack', cursor=got['cursor'])
        return (cpu(server.pid) - begin) / MESSAGES * 1e6


def idle(server, storm, port, tls):
    """Resident KiB of a connection that is logged in and does nothing."""
    storm.connect(port, tls)    # what all connections share, and the allocator's own
    storm.leave()
    time.sleep(8)               # until the server has given back what they had
    before = ground.memory(server.pid)
    storm.connect(port, tls)
    time.sleep(8)
    grown = ground.memory(server.pid) - before
    storm.leave()
    return grown / len(storm.tokens) / 1024


def measure(folder):
    """The figures of one round."""
    server = ground.Server(folder, log=os.path.join(folder, 'log'))
    figures = {}
    try:
        few = Storm(server.port, IDLE)
        for name, port, tls in (('plain', server.port, False), ('tls', server.tls_port, True)):
            figures[f'{name}_idle_kib'] = idle(server, few, port, tls)
        for name, port, tls in (('plain', server.port, False), ('tls', server.tls_port, True)):
            figures[f'{name}_cpu_us'] = messages(server, port, tls, f'+1557000000{int(tls)}')
        begin, busy = time.monotonic(), cpu(server.pid)
        for _ in range(HANDSHAKES):
            Peer(server.tls_port, True).close()
        figures['handshakes_per_cpu_second'] = HANDSHAKES / max(cpu(server.pid) - busy, 0.01)
        figures['handshakes_per_second'] = HANDSHAKES / (time.monotonic() - begin)
        many = Storm(server.port, CLIENTS - IDLE, IDLE)
        many.tokens += few.tokens
        many.connect(server.tls_port, True)
        server.kill()
        server.start()
        figures['back_s'] = many.connect(server.tls_port, True)
        many.leave()
        return figures
    finally:
        server.stop()
