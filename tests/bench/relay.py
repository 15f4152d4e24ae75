# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""The relay on Node's ws that our server is compared with."""

import os
import subprocess

from servers import Server, raise_descriptors

HERE = os.path.dirname(os.path.abspath(__file__))
NODE_MODULES = '/usr/share/nodejs'
ENVIRONMENT = {**os.environ, 'NODE_PATH': NODE_MODULES}


def has_sqlite():
    """Whether the relay that stores its messages can be had."""
    return subprocess.run(['node', '-e', 'require("sqlite3")'], capture_output=True, env=ENVIRONMENT).returncode == 0


class Relay(Server):
    READY = r'^(\d+)$'

    def __init__(self, folder, store=False):
        self.argv = ['node', os.path.join(HERE, 'node-relay.js')] + ([os.path.join(folder, 'relay.sqlite')] if store else [])
        self.tokens = os.path.join(folder, 'relay-tokens')
        with open(self.tokens, 'w', encoding='utf-8') as f:
            f.write('\n'.join(f'u{n}' for n in range(1000)))
        super().__init__()

    def spawn(self):
        return subprocess.Popen(self.argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=ENVIRONMENT,
                                preexec_fn=raise_descriptors)
