# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""Where peers are hostile: a real server that listens plainly and with TLS, an honest client of it in a process of its own
that measures how long its messages take, and the server's memory meanwhile."""

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, '../support')]

import people
import tap
from peer import PATIENCE, Peer, open_channel, request
from servers import UNLIMITED, Landline

HONEST, NEWCOMER = '127.0.0.1', '127.0.0.99'
SANITIZED = bool(os.environ.get('LANDLINE_SANITIZED'))    # then memory and time say nothing

# Only what the machine could not explain by being busy is a failure; the figures themselves are reported.
MEMORY_BOUND = 32 << 20
LATENCY_BOUND = 5.0
LATENCY_TIMES = 50


def memory(pid):
    """Resident bytes of a process."""
    with open(f'/proc/{pid}/status', encoding='ascii') as f:
        return next(int(line.split()[1]) << 10 for line in f if line.startswith('VmRSS:'))


def raise_descriptors():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Server(Landline):
    """Listens on loopback plainly and on all addresses with TLS. `port` is the plain one."""

    tls_port = None

    def spawn(self):
        process = subprocess.Popen([self.program, 'serve', '--listen', f'127.0.0.1:{self.port or 0}', '--listen',
                                    f'0.0.0.0:{self.tls_port or 0}', '--policy', self.policy, '--config', self.config, '--data',
                                    self.data], stdout=subprocess.PIPE, stderr=open(self.log, 'a', encoding='utf-8'), text=True,
                                   preexec_fn=raise_descriptors)
        return process

    def start(self):
        super().start()
        self.tls_port = int(re.search(r'https://[\d.]+:(\d+)', self.process.stdout.readline())[1])


class Ground:
    """A server and the wish to harm it."""

    def __init__(self, tls, config=UNLIMITED, watch=True):
        raise_descriptors()
        self.tls = tls
        self.folder = tempfile.TemporaryDirectory(prefix='landline-hostile.')
        self.server = Server(self.folder.name, config=config, log=os.path.join(self.folder.name, 'log'))
        self.figures = {}
        self.watch = Watch(self) if watch else None

    @property
    def port(self):
        return self.server.tls_port if self.tls else self.server.port

    def peer(self, source='127.0.0.2', **options):
        return Peer(self.port, self.tls, source, **options)

    def channel(self, token, source='127.0.0.2', **options):
        return open_channel(self.port, token, self.tls, source, **options)

    def person(self, number, name='Somebody'):
        return people.Person(self.server.port, number, name)

    def call(self, method, path, body=None, token=None, source='127.0.0.3', headers=()):
        """One request on a connection of its own: (status, headers, body)."""
        headers = list(headers)
        if token is not None:
            headers.append(f'Authorization: Bearer {token}')
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
        if body is not None or method not in ('GET', 'HEAD', 'DELETE'):
            headers.append(f'Content-Length: {len(body or b"")}')
        with self.peer(source) as peer:
            peer.send(request(method, path, headers + ['Connection: close'], body or b''))
            if method == 'HEAD':
                return *peer.head(), b''
            return peer.answer()

    def descriptors(self):
        """How many the server has open: what a connection's slot is, seen from outside."""
        return len(os.listdir(f'/proc/{self.server.pid}/fd'))

    def memory(self):
        """Resident bytes of the server."""
        return memory(self.server.pid)

    def note(self, name, value):
        """A figure for the report."""
        self.figures[name] = value

    def alive(self):
        """A newcomer gets through."""
        status = self.call('GET', '/v1/server', source=NEWCOMER)[0]
        tap.equal(status, 200, 'the server for a newcomer')

    def stop(self):
        try:
            if self.watch:
                self.watch.stop()
            tap.equal(self.server.stop(), 0, 'exit status of the server')
        finally:
            self.folder.cleanup()

    def log_lines(self):
        with open(self.server.log, encoding='utf-8', errors='replace') as f:
            return f.readlines()


class Watch:
    """The honest client in its own process: what is asked of it is a line, what it says is a line of JSON."""

    def __init__(self, ground):
        self.ground = ground
        token = people.Person(ground.server.port, '+15550009999', 'Honest').token
        self.process = subprocess.Popen([sys.executable, os.path.join(HERE, 'honest.py'), str(ground.port), str(int(ground.tls)), token,
                                         str(ground.server.pid)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.phases = []
        self.baseline = self.phase('baseline', 100)

    def phase(self, name, at_least=0):
        """The figures since the last phase, once there are at least so many messages."""
        self.process.stdin.write(f'{at_least}\n')
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError('the honest client has ended')
        figures = json.loads(line)
        figures['name'] = name
        self.phases.append(figures)
        return figures

    def check(self, name):
        """Ends a phase and holds it against the bounds."""
        got = self.phase(name, 50)
        if got['lost']:
            raise AssertionError(f'the honest client was cut off {got["lost"]} times in {name}')
        if SANITIZED:
            return
        growth = got['memory'] - self.baseline['memory']
        if growth > MEMORY_BOUND:
            raise AssertionError(f'the server grew by {growth >> 10} KiB in {name}')
        if got['p99'] > max(LATENCY_BOUND, LATENCY_TIMES * self.baseline['p99']):
            raise AssertionError(f'the honest client waited {got["p99"] * 1000:.0f} ms in {name}')

    def stop(self):
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()


def report(ground):
    """The figures, as TAP's comments."""
    for name, value in ground.figures.items():
        print(f'# {name}: {value}')
    if not ground.watch or not ground.watch.phases:
        return
    base = ground.watch.baseline
    print(f'# {"":44} {"messages":>8} {"p50 ms":>8} {"p99 ms":>8} {"× base":>7} {"MiB":>6}')
    for phase in ground.watch.phases:
        print(f'# {phase["name"][:44]:44} {phase["count"]:8} {phase["p50"] * 1000:8.2f} {phase["p99"] * 1000:8.2f} '
              f'{phase["p99"] / max(base["p99"], 1e-6):7.1f} {(phase["memory"] - base["memory"]) / (1 << 20):+6.1f}')


def run(ground, *, watched=True):
    """Runs the points of a test on a ground, each as a phase of the honest client, and exits."""
    if watched and ground.watch:
        for n, function in enumerate(tap.POINTS):
            tap.POINTS[n] = watched_point(function)
    begin = time.monotonic()
    try:
        status = tap.run(ground)
    finally:
        report(ground)
        ground.server.process.poll()
        if ground.server.process.returncode is not None:
            print(f'# the server ended with {ground.server.process.returncode}')
        log = ground.log_lines()
        try:
            ground.stop()
        except AssertionError as error:
            print(f'# {error}')
            status = 1
    print(f'# {time.monotonic() - begin:.1f} s')
    if status:
        print(''.join('# ' + line for line in log[-50:]))
    sys.exit(status)


def watched_point(function):
    def run_watched(ground):
        function(ground)
        ground.watch.check((function.__doc__ or function.__name__).split('\n')[0].rstrip('.'))
    run_watched.__doc__ = function.__doc__
    run_watched.__name__ = function.__name__
    return run_watched
