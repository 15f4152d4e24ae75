# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""landline-server as a service: what it tells a service manager, and that unit, configuration and manual fit it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import unittest

from landline import PATIENCE, Server

UNIT = os.environ["LANDLINE_SERVICE"]
FOLDER = os.environ["LANDLINE_MANUAL"]


def read(name):
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return file.read()


class Managed(Server):
    """With a service manager that listens on a socket."""

    def __init__(self, name, watchdog=0, pid="$$"):
        self.name, self.watchdog, self.watched = name, watchdog, pid
        super().__init__()

    def spawn(self):
        return subprocess.Popen(["sh", "-c", f'WATCHDOG_PID={self.watched} exec "$@"', "sh", self.program, "serve", "--listen",
                                 "127.0.0.1:0", "--config", self.config, "--data", self.data],
                                env={**os.environ, "NOTIFY_SOCKET": self.name, "WATCHDOG_USEC": str(self.watchdog)},
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


class Notify(unittest.TestCase):
    def listen(self, name=None):
        """A manager's socket; what the environment calls it."""
        manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(manager.close)
        manager.settimeout(PATIENCE)
        manager.bind(f"\0{name}" if name else "")
        return manager, "@" + manager.getsockname()[1:].decode()

    def serve(self, *arguments, **options):
        server = Managed(*arguments, **options)
        self.addCleanup(server.remove)
        return server

    def told(self, manager):
        """The next that the manager hears, but for signs of life."""
        while (said := manager.recv(4096).decode()) == "WATCHDOG=1":
            pass
        return said

    def test_from_beginning_to_end(self):
        manager, name = self.listen()
        server = self.serve(name, watchdog=200000)
        self.assertEqual(manager.recv(4096), b"READY=1")
        for _ in range(3):
            self.assertEqual(manager.recv(4096), b"WATCHDOG=1")
        server.process.send_signal(signal.SIGHUP)
        self.assertRegex(self.told(manager), r"\ARELOADING=1\nMONOTONIC_USEC=\d+\Z")
        self.assertEqual(self.told(manager), "READY=1")
        # Ready as well when it goes on as before, or it would be taken for one that hangs.
        os.remove(server.config)
        server.process.send_signal(signal.SIGHUP)
        self.assertIn("RELOADING=1", self.told(manager))
        self.assertEqual(self.told(manager), "READY=1")
        server.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.told(manager), "STOPPING=1")
        self.assertEqual(server.stop(), 0)

    def test_on_a_path(self):
        manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(manager.close)
        manager.settimeout(PATIENCE)
        server = Server()
        self.addCleanup(server.remove)
        path = os.path.join(server.folder, "notify")
        manager.bind(path)
        self.serve(path)
        self.assertEqual(manager.recv(4096), b"READY=1")

    def test_the_watchdog_is_for_another(self):
        manager, name = self.listen()
        server = self.serve(name, watchdog=2000, pid="1")
        for _ in range(20):
            self.assertEqual(server.request("GET", "/v1/server")[0], 200)
        self.assertEqual(server.stop(), 0)
        self.assertEqual([manager.recv(4096) for _ in range(2)], [b"READY=1", b"STOPPING=1"])

    def test_nobody_listens(self):
        for name in ("@landline-nobody", "/nowhere/notify", "nonsense", ""):
            server = self.serve(name)
            self.assertEqual(server.request("GET", "/v1/server")[0], 200)
            self.assertEqual(server.stop(), 0)


class Files(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.addCleanup(self.server.remove)

    def help(self, *words):
        return subprocess.run([self.server.program, *words, "--help"], check=True, capture_output=True, text=True,
                              timeout=PATIENCE).stdout

    def test_manual(self):
        """It has every command and option of the program, and no others."""
        manual = read("landline-server.1")
        commands = re.findall(r"^  ([a-z]+)  +\S", self.help(), re.M)
        self.assertIn("serve", commands)
        section = re.search(r"\.SH COMMANDS\n(.*?)\.SH ", manual, re.S)[1]
        self.assertEqual(sorted(re.findall(r"^\.TP\n(?:\.B |\\fB)([a-z]+)", section, re.M)), sorted(commands))
        options = {"--version"}
        for command in commands:
            options.update(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", self.help(command), re.M))
        self.assertEqual(set(re.findall(r"--[a-z]+(?:-[a-z]+)*", manual.replace("\\-", "-"))) - {"--now"}, options)

    def test_manual_is_sound(self):
        for line in read("landline-server.1").splitlines():
            if line.startswith("."):
                self.assertRegex(line, r'\A\.(\\"|TH|SH|SS|TP|PP|B|I|BI|BR|RI|RS|RE|nf|fi|br)( |\Z)')

    def test_configuration(self):
        """Every line that is a comment may be taken for one that is not."""
        text = re.sub(r"^#([a-z-]+=)", r"\1", read("landline-server.conf"), flags=re.M)
        keys = re.findall(r"^([a-z-]+)=", text, re.M)
        self.assertEqual(len(keys), 14)         # all but the folder of data, which is the service manager's
        self.server.stop()
        with open(self.server.config, "w", encoding="utf-8") as file:
            file.write(text)
        self.server.start()
        self.assertEqual(self.server.request("GET", "/v1/server")[1]["name"], "Landline")

    @unittest.skipUnless(shutil.which("systemd-analyze"), "there is no systemd here")
    def test_unit(self):
        with open(UNIT, encoding="utf-8") as file:
            unit = re.sub(r"^ExecStart=\S+", f"ExecStart={self.server.program}", file.read(), flags=re.M)
        path = os.path.join(self.server.folder, "landline-server.service")
        with open(path, "w", encoding="utf-8") as file:
            file.write(unit)
        verified = subprocess.run(["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", path],
                                  capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual([line for line in verified.stderr.splitlines() if "landline-server" in line], [])
        exposure = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--threshold=20", "--no-pager", path],
                                  capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(exposure.returncode, 0, exposure.stdout + exposure.stderr)


if __name__ == "__main__":
    unittest.main()
