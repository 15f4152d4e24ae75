# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""The servers that are measured: ours, and the relay on Node's ws. Both listen on a free port of the loopback address."""

import os
import re
import resource
import select
import signal
import subprocess
import time

HERE = os.path.dirname(os.path.abspath(__file__))
NODE_MODULES = '/usr/share/nodejs'
CONFIG = '''[limits]
connections-per-address=0
registrations-per-minute=0
messages-per-second=0
uploads-per-minute=0
'''


def raise_descriptors():
    """As many connections as the machine lets a program have."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def has_sqlite_for_node():
    done = subprocess.run(['node', '-e', 'require("sqlite3")'], capture_output=True,
                          env={**os.environ, 'NODE_PATH': NODE_MODULES})
    return done.returncode == 0


class Server:
    """A process that prints its port once it can be reached."""

    def __init__(self):
        self.process = None
        self.port = None
        self.start()

    @property
    def pid(self):
        return self.process.pid

    def start(self):
        self.process = self.spawn()
        end = time.monotonic() + 30
        while True:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise SystemExit(f'run: {type(self).__name__} did not start')
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit(f'run: {type(self).__name__} ended at once with {self.process.wait()}')
            found = re.search(self.READY, line)
            if found:
                self.port = int(found[1])
                return

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Landline(Server):
    READY = r'Listening on http://[\d.]+:(\d+)'

    def __init__(self, build, folder, log=None):
        os.makedirs(folder, exist_ok=True)
        self.argv = [os.path.join(build, 'server/landline-server'), 'serve', '--plaintext', '--listen', '127.0.0.1:0',
                     '--policy', 'open', '--config', os.path.join(folder, 'bench.conf'), '--data', os.path.join(folder, 'data')]
        self.log = log
        with open(os.path.join(folder, 'bench.conf'), 'w', encoding='utf-8') as f:
            f.write(CONFIG)
        super().__init__()

    def spawn(self):
        log = open(self.log, 'a', encoding='utf-8') if self.log else subprocess.DEVNULL
        return subprocess.Popen(self.argv, stdout=subprocess.PIPE, stderr=log, text=True, preexec_fn=raise_descriptors)


class Relay(Server):
    READY = r'^(\d+)$'

    def __init__(self, folder, store=False):
        self.argv = ['node', os.path.join(HERE, 'node-relay.js')] + ([os.path.join(folder, 'relay.sqlite')] if store else [])
        self.tokens = os.path.join(folder, 'relay-tokens')
        with open(self.tokens, 'w', encoding='utf-8') as f:
            f.write('\n'.join(f'u{n}' for n in range(1000)))
        super().__init__()

    def spawn(self):
        return subprocess.Popen(self.argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                env={**os.environ, 'NODE_PATH': NODE_MODULES}, preexec_fn=raise_descriptors)
