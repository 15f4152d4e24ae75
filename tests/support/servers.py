# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""Servers in processes of their own, on a free port of the loopback address."""

import os
import re
import resource
import select
import signal
import subprocess
import time

UNLIMITED = '''[limits]
connections-per-address=0
registrations-per-minute=0
messages-per-second=0
uploads-per-minute=0
'''


def build_root():
    """The build folder: from `meson devenv`, a test's environment, or the usual place."""
    here = os.path.dirname(os.path.abspath(__file__))
    return os.environ.get('LANDLINE_BUILD_ROOT') or os.path.join(here, '../../_build')


def raise_descriptors():
    """As many connections as the machine lets a program have."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class NotStarted(Exception):
    pass


class Server:
    """A process that prints its port once it can be reached: a subclass has READY, and spawn ()."""

    def __init__(self, port=None):
        self.process = None
        self.port = port
        self.start()

    @property
    def pid(self):
        return self.process.pid

    @property
    def address(self):
        return f'127.0.0.1:{self.port}'

    def start(self):
        self.process = self.spawn()
        end = time.monotonic() + 60
        while True:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                self.kill()
                raise NotStarted(f'{type(self).__name__} did not start')
            line = self.process.stdout.readline()
            if not line:
                raise NotStarted(f'{type(self).__name__} ended at once with {self.process.wait()}')
            found = re.search(self.READY, line)
            if found:
                self.port = int(found[1])
                return

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        """Ends it as an operator would. Returns its exit status."""
        if self.process.stdout.closed:
            return self.process.returncode
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        return self.process.returncode

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


class Landline(Server):
    """landline-server in a folder. Once it has a port it keeps it, so that it is found again."""

    READY = r'Listening on https?://[\d.]+:(\d+)'

    def __init__(self, folder, policy='open', config=UNLIMITED, log=None, build=None, port=None, listen='127.0.0.1'):
        self.listen = listen    # beyond loopback it speaks TLS
        os.makedirs(folder, exist_ok=True)
        self.program = os.path.join(build or build_root(), 'server/landline-server')
        self.data = os.path.join(folder, 'data')
        self.config = os.path.join(folder, 'landline-server.conf')
        self.policy = policy
        self.log = log
        with open(self.config, 'w', encoding='utf-8') as f:
            f.write(config)
        super().__init__(port)

    def spawn(self):
        log = open(self.log, 'a', encoding='utf-8') if self.log else subprocess.DEVNULL
        try:
            return subprocess.Popen([self.program, 'serve', '--listen', f'{self.listen}:{self.port or 0}',
                                     '--policy', self.policy, '--config', self.config, '--data', self.data],
                                    stdout=subprocess.PIPE, stderr=log, text=True, preexec_fn=raise_descriptors)
        finally:
            if self.log:
                log.close()

    def command(self, *arguments):
        """An administrator's command on its data. Returns what that printed."""
        return subprocess.run([self.program, *arguments, '--data', self.data], check=True, capture_output=True, text=True,
                              timeout=30).stdout
