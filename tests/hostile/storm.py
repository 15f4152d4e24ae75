# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""Very many devices that come at once, out of several processes so that they are no slower than the server."""

import multiprocessing
import time

import people
from peer import open_channel

PROCESSES = 16
HELD = []    # in each process: the channels that it keeps open


def register_some(job):
    port, numbers = job
    return [people.Person(port, number, 'Somebody').token for number in numbers]


def connect_some(job):
    port, tls, source, tokens = job
    HELD.extend(open_channel(port, token, tls, source) for token in tokens)
    return time.monotonic()


class Storm:
    """Devices that are registered once and connect whenever they are told to."""

    def __init__(self, port, count, first=0):
        numbers = [f'+1556{first + n:07d}' for n in range(count)]
        with multiprocessing.Pool(PROCESSES) as pool:
            parts = pool.map(register_some, [(port, numbers[i::PROCESSES]) for i in range(PROCESSES)], 1)
        self.tokens = [token for part in parts for token in part]
        self.pool = None

    def connect(self, port, tls, source='127.0.0.1'):
        """Has all come at once. Returns the seconds until each is synced."""
        self.leave()
        self.pool = multiprocessing.Pool(PROCESSES)
        begin = time.monotonic()
        jobs = [(port, tls, source, self.tokens[i::PROCESSES]) for i in range(PROCESSES)]
        return max(self.pool.map(connect_some, jobs, 1)) - begin

    def leave(self):
        if self.pool:
            self.pool.terminate()
            self.pool.join()
        self.pool = None
