# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""The app as a person has it before them: found and read through AT-SPI, driven with the pointer and the keyboard.

Nothing waits for a time: every wait is for something to be there (or gone), with a bound."""

import os
import re
import signal
import subprocess
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib    # noqa: E402

from servers import build_root    # noqa: E402

PATIENCE = float(os.environ.get('LANDLINE_TEST_PATIENCE', '1'))    # more on a slow machine, or under a sanitizer
Atspi.set_timeout(3000, 20000)


def wait(condition, timeout=15, what=''):
    """Waits until the condition gives something, and returns that. A widget may go while it is looked at."""
    end = time.monotonic() + timeout * PATIENCE
    trouble = ''
    while True:
        try:
            got = condition()
            if got:
                return got
        except GLib.GError as error:
            trouble = f' ({error.message})'
        if time.monotonic() > end:
            raise AssertionError(f'waited {timeout * PATIENCE:.0f} s in vain for {what}{trouble}')
        time.sleep(0.03)


def xdo(*arguments):
    return subprocess.run(['xdotool', *map(str, arguments)], check=True, capture_output=True, text=True, timeout=30).stdout


def pictures_folder():
    folder = os.path.join(os.environ.get('LANDLINE_OUTPUT') or os.path.join(build_root(), 'tests/e2e'), 'pictures')
    os.makedirs(folder, exist_ok=True)
    return folder


def photograph(name):
    """The whole screen, kept as a picture."""
    subprocess.run(['import', '-silent', '-window', 'root', os.path.join(pictures_folder(), name + '.png')], check=True, timeout=30)


def matches(text, wanted):
    if wanted is None:
        return True
    if isinstance(wanted, re.Pattern):
        return bool(wanted.search(text or ''))
    return (text or '') == wanted


def walk(node):
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            yield from walk(child)


def showing(node):
    return node.get_state_set().contains(Atspi.StateType.SHOWING)


def text_of(node):
    """What a text shows; for anything else its name."""
    if node.get_text_iface():
        return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
    return node.get_name()


def type_text(text):
    """Other characters than ASCII make xdotool remap keys, which takes time to arrive everywhere."""
    xdo('type', '--delay', 4 if text.isascii() else 60, '--', text)


def key(name):
    xdo('key', '--clearmodifiers', name)


def drag(start, end, steps=16, before_drop=None):
    """The pointer from a point to another with the button held, in steps as a hand makes them."""
    xdo('mousemove', *start, 'mousedown', 1)
    for step in range(1, steps + 1):
        xdo('mousemove', *(round(a + (b - a) * step / steps) for a, b in zip(start, end)))
        time.sleep(0.02)    # the pace of the hand: the toolkit works on one position a frame
    if before_drop:
        before_drop()
    xdo('mouseup', 1)


class Program:
    """A program with a window."""

    def __init__(self, argv, env=None, log=None):
        self.argv, self.env, self.log = argv, {**os.environ, **(env or {})}, log
        self.process = self.root = None

    def start(self):
        output = open(self.log, 'ab') if self.log else None
        self.process = subprocess.Popen(self.argv, env=self.env, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
        if output:
            output.close()
        self.root = wait(self.find_root, 40, f'{os.path.basename(self.argv[0])} on the accessibility bus')
        return self

    def find_root(self):
        if self.process.poll() is not None:
            raise AssertionError(f'{self.argv[0]} ended with {self.process.returncode}')
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application and application.get_process_id() == self.process.pid:
                return application
        return None

    def kill(self):
        """As a crash or a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def quit(self, timeout=20):
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(timeout * PATIENCE)

    # Finding

    def all(self, role=None, name=None, within=None):
        return [node for node in walk(within or self.root) if (role is None or node.get_role_name() == role)
                and matches(node.get_name(), name) and showing(node)]

    def find(self, role=None, name=None, within=None):
        """The first that is on the screen, or None."""
        for node in walk(within or self.root):
            if (role is None or node.get_role_name() == role) and matches(node.get_name(), name) and showing(node):
                return node
        return None

    def get(self, role=None, name=None, timeout=15, within=None):
        return wait(lambda: self.find(role, name, within), timeout, f'{role or "something"} {shown(name)}')

    def gone(self, role=None, name=None, timeout=15):
        wait(lambda: not self.find(role, name), timeout, f'{role} {shown(name)} to go')

    def texts(self, within=None):
        """All that can be read, in reading order."""
        return [t for t in (text_of(node) for node in walk(within or self.root) if showing(node)) if t]

    def reads(self, wanted):
        return any(matches(text, wanted) for text in self.texts())

    def await_text(self, wanted, timeout=15):
        wait(lambda: self.reads(wanted), timeout, f'the text {shown(wanted)}')

    # Acting

    def window(self):
        """The X window, and where its content begins on the screen (GTK draws a shadow around it)."""
        found = wait(lambda: subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)],
                                            capture_output=True, text=True).stdout.split(), what='a window')[-1]
        geometry = dict(line.split('=') for line in xdo('getwindowgeometry', '--shell', found).split())
        extents = subprocess.run(['xprop', '-id', found, '_GTK_FRAME_EXTENTS'], capture_output=True, text=True).stdout
        shadow = re.search(r'= (\d+), \d+, (\d+)', extents)
        return found, int(geometry['X']) + int(shadow[1] if shadow else 0), int(geometry['Y']) + int(shadow[2] if shadow else 0)

    def place(self, x, y, width, height):
        """Moves the window, and waits until it is there."""
        window = self.window()[0]
        xdo('windowsize', '--sync', window, width, height)
        xdo('windowmove', '--sync', window, x, y)

    def activate(self):
        xdo('windowactivate', '--sync', self.window()[0])

    def centre(self, node, across=0.5, down=0.5):
        """A point of a widget on the screen."""
        frame = self.get('frame').get_extents(Atspi.CoordType.WINDOW)
        box = wait(lambda: (lambda b: b if b.width > 0 else None)(node.get_extents(Atspi.CoordType.WINDOW)), what='a place on the screen')
        _, x, y = self.window()
        return x + box.x - frame.x + round(box.width * across), y + box.y - frame.y + round(box.height * down)

    def press(self, node, across=0.5, button=1, down=0.5):
        xdo('mousemove', *self.centre(node, across, down), 'click', button)

    def click(self, name, role='button', timeout=15):
        self.press(self.get(role, name, timeout))

    def write(self, node, text, across=0.3):
        """Types into an empty field, and waits until it is there. For a letter that no key has, xdotool gives one to a
        key for a moment; an app that is busy looks too late, and then it is typed again."""
        self.press(node, across)
        for part in re.findall(r'[ -~]+|[^ -~]', text):
            before = text_of(node)
            for patience in (3, 6, 12) if not part.isascii() else (15,):
                type_text(part)
                try:
                    wait(lambda: text_of(node) == before + part, patience)
                    break
                except AssertionError:
                    if text_of(node) != before or patience > 10:
                        raise AssertionError(f'{part!r} was typed, {before!r} became {text_of(node)!r}') from None

    def describe(self):
        """The tree of what is on the screen, to find out why a test failed."""
        lines = []

        def look(node, depth):
            if showing(node):
                text = text_of(node)
                name = node.get_name()
                lines.append(f'{"  " * depth}{node.get_role_name()} {name!r}' + (f' text {text!r}' if text != name else ''))
            for index in range(node.get_child_count()):
                child = node.get_child_at_index(index)
                if child:
                    look(child, depth + 1)
        look(self.root, 0)
        return '\n'.join(lines)


def shown(wanted):
    return f'/{wanted.pattern}/' if isinstance(wanted, re.Pattern) else repr(wanted)


class DragSource(Program):
    """A small window that hands files over when it is dragged, as a file manager does."""

    def __init__(self, *files):
        super().__init__([os.path.join(build_root(), 'tests/e2e/drag-source'), *files])

    def start(self):
        super().start()
        self.get('label', 'Drag me')
        return self

    def drop_on(self, app, node, across=0.5, down=0.5, before_drop=None):
        drag(self.centre(self.get('label', 'Drag me')), app.centre(node, across, down), before_drop=before_drop)
        return self.process.wait(20 * PATIENCE)


def fail_with_pictures(*programs):
    """For tap.run: what was on the screen when a point failed."""
    def look(name):
        photograph(f'failed-{os.path.basename(sys.argv[0])}-{name}')
        for program in programs:
            if program.root and program.process.poll() is None:
                print('\n'.join('# ' + line for line in program.describe().split('\n')))
    return look
