# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""Runs test_ws.js, which speaks through Node's `ws`, against the real server."""

import os
import shutil
import subprocess
import unittest

from landline import PATIENCE, ServerTestCase

NODE = shutil.which("node")


@unittest.skipUnless(NODE, "no Node here")
class Node(ServerTestCase):
    def test_path_of_a_message(self):
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "test_ws.js")
        environment = {**os.environ, "NODE_PATH": "/usr/share/nodejs:/usr/lib/nodejs"}
        result = subprocess.run([NODE, script, str(self.server.port), self.a_token, self.b_token, self.B],
                                capture_output=True, text=True, timeout=2 * PATIENCE, check=False, env=environment)
        self.assertEqual(result.returncode, 0, result.stderr)


if __name__ == "__main__":
    unittest.main()
