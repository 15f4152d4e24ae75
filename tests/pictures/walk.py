# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""A walk through every screen of the app, in any language: each is opened, shown to whoever looks, and closed."""

import gettext
import os
import re
import subprocess
import time
import traceback

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi

from app import App, key, temporary_log, wait
from data import Town
from desktop import matches, showing, text_of, type_text, xdo
from servers import Landline, build_root

SCREENS = []
BASE = (800, 600)
BORDER = 5    # that GTK draws where it cannot draw a shadow


def screen(who, chat=None):
    """Marks a function that opens a screen in somebody's window, yields while it is looked at, and closes it. It may yield
    a name for each of several screens. It can have a chat open before."""
    def mark(function):
        SCREENS.append((who, chat, function))
        return function
    return mark


class Words:
    """The app's words in a language, as they are on its controls."""

    def __init__(self, language=None):
        self.catalogue = gettext.translation('landline', os.path.join(build_root(), 'po'), [language] if language else [], fallback=True)

    def __call__(self, text):
        """Of an accelerator only the letter stays."""
        return self.catalogue.gettext(text).replace('_', '')

    def start(self, text):
        return re.compile('^' + re.escape(self(text)))


def say(text):
    """As a remark in the Test Anything Protocol."""
    print('\n'.join('# ' + line for line in text.split('\n')), flush=True)


def on_screen(node, is_root=False):
    """As walk (), without what is hidden."""
    if not is_root and not showing(node):
        return
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child:
            yield from on_screen(child)


class Window(App):
    """Landline in a size that can change."""

    def __init__(self, profile, log, words, arguments=()):
        super().__init__(profile, log, arguments)
        self.words, self.size, self.at = words, None, None

    def resize(self, width, height):
        """Returns whether that can be: what is a window of its own has its own size."""
        if self.count_windows() > 1:
            return False
        if self.size == (width, height):
            return True
        window = self.window()[0]
        outer = (width + 2 * BORDER, height + 2 * BORDER)
        xdo('windowsize', window, *outer)
        xdo('windowmove', window, 0, 0)

        def fits():
            frame = self.get('frame').get_extents(Atspi.CoordType.SCREEN)
            return (frame.width, frame.height) == outer
        wait(fits, 10, f'a window of {width}×{height}')
        self.size = (width, height)
        return True

    # What is not on the screen has nothing on the screen in it: most of the time goes into looking.

    def all(self, role=None, name=None, within=None):
        return [node for node in on_screen(within or self.root, True) if (role is None or node.get_role_name() == role)
                and matches(node.get_name(), name) and showing(node)]

    def find(self, role=None, name=None, within=None):
        for node in on_screen(within or self.root, True):
            if (role is None or node.get_role_name() == role) and matches(node.get_name(), name) and showing(node):
                return node
        return None

    def texts(self, within=None):
        return [t for t in (text_of(node) for node in on_screen(within or self.root, True) if showing(node)) if t]

    def count_windows(self):
        return len(subprocess.run(['xdotool', 'search', '--onlyvisible', '--pid', str(self.process.pid)], capture_output=True,
                                  text=True, timeout=30, check=False).stdout.split())

    def push(self, name, role='button', within=None, **where):
        """Presses a control by its name in English."""
        self.press(self.get(role, self.words(name), within=within), **where)

    def row(self, name, within=None, **where):
        self.press(self.get('list item', self.words.start(name), within=within), **where)

    def sees(self, text, timeout=15):
        self.await_text(re.compile(re.escape(self.words(text))), timeout)

    def dialogs(self):
        """How many are open. They are not deep in the tree, of which most is what they cover."""
        def count(node, depth):
            found = 1 if node.get_role_name() in ('dialog', 'alert') and showing(node) else 0
            children = (node.get_child_at_index(i) for i in range(node.get_child_count() if depth < 4 else 0))
            return found + sum(count(child, depth + 1) for child in children if child)
        return count(self.root, 0)

    def press(self, node, across=0.5, button=1, down=0.5):
        """What has just come may still find its place."""
        places = [None]

        def rests():
            places.append(self.centre(node, across, down))
            return places[-1] == places[-2]
        wait(rests, what='a control to rest')
        xdo('mousemove', *places[-1], 'click', button)

    def dialog(self, count=1):
        wait(lambda: self.dialogs() >= count, what='a dialog')

    def close(self, count=0):
        """With Escape, until so many dialogs are left."""
        for _ in range(8):
            left = self.dialogs()
            if left <= count:
                return
            key('Escape')
            try:
                wait(lambda: self.dialogs() < left, 1, 'a dialog to close')
            except AssertionError:
                pass
        raise AssertionError('a dialog stays open')

    def chat(self, name):
        self.press(self.chat_row(name), across=0.5)
        self.at = name
        self.get('list', self.words('Messages'))
        wait(lambda: self.find('heading', name) or self.find('label', name), what='the title of the chat')

    def chat_row(self, name, timeout=15):
        """A list keeps the rows that are about to be seen: the window is made as high as it has to be, and scrolled."""
        def box(node):
            return node.get_extents(Atspi.CoordType.WINDOW)

        def find():
            around = self.get('list', self.words('Chats'), timeout)
            row = self.find('list item', re.compile('^' + re.escape(name)), around)
            if row and box(around).y <= box(row).y and box(row).y + box(row).height <= box(around).y + box(around).height:
                return row
            self.press(around, button=4 if turns.pop(0) % 20 < 10 else 5)
            return None
        turns = list(range(2000))
        wait(lambda: self.find('list', self.words('Chats')), timeout, 'the chats')
        return wait(find, timeout, f'the chat with {name}')

    def turn_to(self, page):
        """A page of the preferences, from 0 on. GTK gives other places of the tabs than they have: they are in the middle, 123 wide."""
        dialog = self.get('grouping', re.compile('Preferences|' + self.words('Preferences')))    # libadwaita's word
        steps = (page - 1) * (-1 if self.words('Chats') != 'Chats' else 1)
        self.press(dialog, across=0.5 + steps * 123 / 640, down=30 / 550)

    def line(self, text):
        """The row of a message."""
        return self.get(None, re.compile(re.escape(text)), within=self.get('list', self.words('Messages')))

    def popup(self):
        wait(lambda: self.all('menu item'), what='a menu')

    def popdown(self):
        key('Escape')
        wait(lambda: not self.all('menu item'), what='the menu to close')

    def choose(self, number):
        """The item of the menu that is open with this number, from 0 on: items have no names in GTK 4.18."""
        self.popup()
        def chosen():
            items = self.all('menu item')
            return len(items) > number and items[number].get_state_set().contains(Atspi.StateType.FOCUSED)
        for _ in range(20):
            if chosen():
                break
            key('Down')
            try:
                wait(chosen, 0.3)
            except AssertionError:
                pass
        else:
            raise AssertionError(f'the keyboard does not come to item {number} of the menu')
        key('Return')
        wait(lambda: not self.all('menu item'), what='the menu to close')

    def open_menu(self, name):
        self.push(name, 'toggle button')
        self.popup()

    def open_message_menu(self, text, across=0.15):
        self.press(self.line(text), button=3, across=across)
        self.popup()


class Walk:
    """The windows, the server behind them, and who looks."""

    def __init__(self, folder, language, look, only=(), without=()):
        self.folder, self.words, self.look, self.only, self.without = folder, Words(language), look, only, without
        self.failed, self.seen = [], []
        self.server = Landline(os.path.join(folder, 'server'), log=temporary_log(folder, 'server'))
        self.town = Town(self.server, folder)
        self.apps = []
        self.spare = None    # another server

    def file(self, name, data):
        path = os.path.join(self.folder, name)
        with open(path, 'wb') as f:
            f.write(data)
        return path

    def window(self, profile):
        app = Window(profile, temporary_log(self.folder, profile), self.words)
        self.apps.append(app)
        app.start()
        app.resize(*BASE)
        return app

    def account(self, profile, person, **more):
        """Somebody's window, as of a device that is signed in."""
        person.write_account(os.environ['XDG_DATA_HOME'], profile, self.server, 'Harbour Street', **more)
        return self.window(profile)

    def run(self):
        """Returns how many screens could not be opened."""
        for who, chat, function in SCREENS:
            name = function.__name__.replace('_', '-')
            if self.only and not any(word in name for word in self.only):
                continue
            if name in self.without:
                continue
            self.visit(who, chat, name, function)
        self.stop()
        return len(self.failed)

    def visit(self, who, chat, name, function):
        start = time.monotonic()
        try:
            app = who(self)
            if chat and app.at != chat:
                app.chat(chat)
            for more in function(self, app):
                self.show(f'{name}-{more}' if more else name)
            print(f'# {name}: {time.monotonic() - start:.1f} s', flush=True)
        except Exception as error:    # pylint: disable=broad-except
            self.failed.append((name, str(error)))
            say(f'not seen: {name}: {error}\n{traceback.format_exc()}')
            self.recover(name)

    def show(self, name):
        app = self.apps[-1]
        self.seen.append(name)
        self.look(app, name)
        app.resize(*BASE)

    def recover(self, name):
        """What stands in the way of the screens after it goes."""
        app = self.apps[-1] if self.apps else None
        if not app or app.process.poll() is not None:
            return
        app.at = None
        try:
            say(app.describe())
            self.look(app, f'failed-{name}')
            app.resize(*BASE)
            for _ in range(3):
                key('Escape')
            app.close()
        except Exception as error:    # pylint: disable=broad-except
            say(f'and {app.profile} begins anew: {error}')
            app.kill()

    def stop(self):
        for app in self.apps:
            if app.process and app.process.poll() is None:
                app.quit()
        for server in (self.server, self.spare):
            if server:
                server.stop()


__all__ = ['BASE', 'BORDER', 'SCREENS', 'Walk', 'key', 'screen', 'time', 'type_text', 'wait', 'xdo']
