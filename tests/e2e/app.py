# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""Landline's windows in the words of the person before them."""

import os
import re
import subprocess
import sys
import time

from desktop import Program, build_root, key, photograph, text_of, type_text, wait, xdo

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..')


class App(Program):
    """Landline with a profile of its own."""

    def __init__(self, profile, log=None, arguments=()):
        build = os.path.abspath(build_root())
        shares = os.environ.get('XDG_DATA_DIRS', '/usr/local/share:/usr/share')
        super().__init__([os.path.join(build, 'app/application/landline'), '--profile', profile, *arguments],
                         {'GSETTINGS_SCHEMA_DIR': os.path.join(build, 'data'),
                          'LANDLINE_SERVER': os.path.join(build, 'server/landline-server'),
                          'XDG_DATA_DIRS': os.path.abspath(os.path.join(SOURCE, 'data')) + ':' + shares,
                          'LD_PRELOAD': os.environ.get('LANDLINE_PRELOAD', os.environ.get('LD_PRELOAD', ''))}, log)
        self.profile = profile
        self.data = os.path.join(os.environ['XDG_DATA_HOME'], 'landline', profile)

    def start(self, place=None):
        super().start()
        self.get('frame', timeout=30)
        if place:
            self.place(*place)
        return self

    def open_link(self, link):
        """As a browser does: the program is started once more, and hands the link over to the one that runs."""
        subprocess.run([*self.argv, link], env=self.env, stdin=subprocess.DEVNULL, timeout=60, check=True)

    def escape(self):
        """Closes the dialogs that are open, with the keyboard."""
        end = time.monotonic() + 60
        while self.all('dialog') and time.monotonic() < end:
            count = len(self.all('dialog'))
            key('Escape')    # the first closes a toast where there is one
            try:
                wait(lambda: len(self.all('dialog')) < count, 2, 'a dialog to close')
            except AssertionError:
                pass
        self.gone('dialog')

    # Joining

    def fill_person(self, name, number):
        self.write(self.field('Your name'), name, across=0.5)
        self.write(self.field('Extension or phone number'), number, across=0.5)

    def field(self, title):
        """The text of an entry row."""
        return self.get('text', title)

    def host(self, name, number, picture=None):
        self.click(re.compile('Start a Server'))
        self.await_text('Start a Server')
        self.fill_person(name, number)
        if picture:
            photograph(picture)
        self.click('Start')
        self.get('label', 'No Chats Yet', timeout=40)

    def join(self, link, name, number, picture=None, paste=False):
        self.click('Join a Server')
        field = self.field('Link or address')
        if paste:
            self.press(field, across=0.5)
            key('ctrl+v')
            wait(lambda: text_of(field).startswith('landline://'), what='the pasted link')
        else:
            self.write(field, link, across=0.5)
        self.fill_person(name, number)
        if picture:
            photograph(picture)
        self.click('Join')
        self.await_in()

    def await_in(self):
        """In the chat with who has invited, or before an empty list."""
        wait(lambda: self.find('label', 'No Chats Yet') or self.find('text', 'Message'), 40, 'to be in')

    # Chats

    def start_chat(self, name, picture=None):
        self.click('New Chat')
        row = self.get('list item', re.compile(rf'^{re.escape(name)}\b'), within=self.get('dialog', 'New Chat'))
        if picture:
            photograph(picture)
        self.press(row, across=0.3)
        self.composer()

    def chat_row(self, name, timeout=15):
        return self.get('list item', re.compile(rf'^{re.escape(name)}(,|$)'), timeout)

    def open_chat(self, name):
        self.press(self.chat_row(name), across=0.5)
        self.composer()

    def composer(self):
        return self.get('text', 'Message')

    def say(self, text):
        """Writes a message and sends it with Enter."""
        self.write(self.composer(), text)
        key('Return')
        wait(lambda: text_of(self.composer()) == '', what='the composer to be empty')

    def message(self, text, timeout=15, tick=None):
        """The row of a message. Rows are named "Sender: text, time, tick"."""
        end = f', {tick}$' if tick else ''
        return self.get(None, re.compile(rf'^[^:]+: {re.escape(text)}, .*{end}', re.DOTALL), timeout)

    def messages(self):
        """The names of the rows of messages that are on the screen, from the top."""
        return [node.get_name() for node in self.all(None, re.compile(r'^[^:]+: .*, \d\d?:\d\d', re.DOTALL))
                if node.get_role_name() in ('list item', 'article', 'row', 'panel', 'grouping', 'generic')]

    def menu(self, item):
        """Chooses from the main menu. Its items have no accessible names in GTK 4.18: their letters do."""
        self.click('Main Menu', 'toggle button')
        wait(lambda: self.all('menu item'), what='the menu')
        key(item)

    def cached_files(self):
        found = []
        for folder, _, files in os.walk(os.path.join(self.data, 'media')):
            found += [os.path.join(folder, f) for f in files]
        return found


def two_windows():
    """The places of two windows beside each other on a screen of 1600×900."""
    return (0, 0, 800, 860), (800, 0, 800, 860)


def temporary_log(folder, name):
    return os.path.join(folder, name + '.log')


def print_logs(folder):
    for name in sorted(os.listdir(folder)):
        if name.endswith('.log'):
            with open(os.path.join(folder, name), encoding='utf-8', errors='replace') as f:
                for line in f.read().rstrip().split('\n')[-60:]:
                    print(f'# {name}: {line}')
    sys.stdout.flush()


__all__ = ['App', 'key', 'photograph', 'print_logs', 'temporary_log', 'two_windows', 'type_text', 'wait', 'xdo']
