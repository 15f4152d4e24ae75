# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""Two machines on one network, as far as one machine can be two: a network namespace for each, with a cable between, a
system bus and an Avahi of its own. The test itself is on the first one; `unshare --net --map-root-user` makes it root there,
whoever runs it."""

import os
import signal
import subprocess

from desktop import wait

BUS = '''<busconfig>
  <type>system</type>
  <listen>unix:path={path}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
  </policy>
</busconfig>
'''
AVAHI = '''[server]
host-name={name}
use-ipv4=yes
use-ipv6=no
[wide-area]
enable-wide-area=no
[publish]
publish-workstation=no
publish-hinfo=no
[rlimits]
'''


def run(*command):
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


class Machine:
    """One of the two. `inside` is the process whose network it has; None is the test's own."""

    def __init__(self, folder, name, inside=None):
        self.folder, self.name, self.inside = folder, name, inside
        self.bus = os.path.join(folder, name + '.bus')
        self.processes = []

    def command(self, *command):
        """The command as it is run on this machine."""
        enter = ['nsenter', '--net', '--target', str(self.inside)] if self.inside else []
        return [*enter, *command]

    def environment(self):
        return {**os.environ, 'DBUS_SYSTEM_BUS_ADDRESS': f'unix:path={self.bus}'}

    def start(self, *command):
        log = open(os.path.join(self.folder, f'{self.name}-{os.path.basename(command[0])}.log'), 'ab')
        with log:
            process = subprocess.Popen(self.command('setpriv', '--pdeathsig', 'KILL', '--', *command), env=self.environment(),
                                       stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def start_avahi(self):
        """A system bus, and Avahi on it. What Avahi writes to /run is in a /run of its own."""
        bus, avahi = (os.path.join(self.folder, f'{self.name}-{part}.conf') for part in ('bus', 'avahi'))
        with open(bus, 'w', encoding='utf-8') as f:
            f.write(BUS.format(path=self.bus))
        with open(avahi, 'w', encoding='utf-8') as f:
            f.write(AVAHI.format(name=self.name))
        self.start('dbus-daemon', f'--config-file={bus}', '--nofork')
        wait(lambda: os.path.exists(self.bus), 30, 'the system bus')
        # It looks for a user of its own, whom not every list has; here it is who we are.
        for name, line in (('passwd', 'avahi:x:0:0::/:/bin/false'), ('group', 'avahi:x:0:')):
            with open(os.path.join(self.folder, name), 'w', encoding='utf-8') as f:
                f.write(line + '\n')
        self.start('unshare', '--mount', 'sh', '-ec', 'mount --bind "$1/passwd" /etc/passwd; mount --bind "$1/group" /etc/group; '
                   'mount -t tmpfs tmpfs /run; exec avahi-daemon --no-drop-root --no-chroot --no-rlimits -f "$0"', avahi, self.folder)
        wait(self.has_avahi, 30, 'Avahi')

    def has_avahi(self):
        return subprocess.run(['gdbus', 'call', '--system', '--timeout', '5', '--dest', 'org.freedesktop.Avahi', '--object-path', '/',
                               '--method', 'org.freedesktop.Avahi.Server.GetState'], env=self.environment(), check=False,
                              capture_output=True, text=True).stdout.strip() == '(2,)'

    def stop(self):
        for process in reversed(self.processes):
            process.send_signal(signal.SIGKILL)
            process.wait()


def two_machines(folder):
    """The test's machine, 10.77.0.1, and another, 10.77.0.2."""
    anchor = subprocess.Popen(['setpriv', '--pdeathsig', 'KILL', '--', 'unshare', '--net', 'sh', '-c', 'echo ready; exec cat'],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    if anchor.stdout.readline() != b'ready\n':
        raise AssertionError('no network namespace could be made')
    here, there = Machine(folder, 'here'), Machine(folder, 'there', anchor.pid)
    there.processes.append(anchor)
    run('ip', 'link', 'add', 'cable-here', 'type', 'veth', 'peer', 'name', 'cable-there', 'netns', str(anchor.pid))
    for machine, address in ((here, '10.77.0.1/24'), (there, '10.77.0.2/24')):
        cable = f'cable-{machine.name}'
        run(*machine.command('ip', 'link', 'set', 'lo', 'up'))
        run(*machine.command('ip', 'address', 'add', address, 'dev', cable))
        run(*machine.command('ip', 'link', 'set', cable, 'up', 'multicast', 'on'))
        run(*machine.command('ip', 'route', 'add', '224.0.0.0/4', 'dev', cable))
    for machine in (here, there):
        machine.start_avahi()
    return here, there
