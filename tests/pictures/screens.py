# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""The screens, in the order in which they are gone through."""

import os
import re
import subprocess

import pictures
from data import DAVID, LEILA, LONG, LONG_GROUP
from desktop import text_of
from people import Person
from servers import Landline
from walk import key, screen, type_text, wait


def one_of(profile):
    """The window of a profile; the one before it ends when it opens."""
    def mark(make):
        def get(walk):
            app = walk.apps[-1] if walk.apps else None
            if not app or app.profile != profile or app.process.poll() is not None:
                if app and app.process.poll() is None:
                    app.quit()
                make(walk)
            return walk.apps[-1]
        return get
    return mark


@one_of('guest')
def guest(walk):
    walk.window('guest').sees('Welcome to Landline')


@one_of('host')
def host(walk):
    walk.window('host').sees('Welcome to Landline')


@one_of('newcomer')
def newcomer(walk):
    walk.account('newcomer', Person(walk.server.port, '199', 'Nora')).sees('No Chats Yet')


@one_of('anna')
def anna(walk):
    walk.account('anna', walk.town.anna).chat_row('Ben Okafor', 40)


@one_of('signed-out')
def signed_out(walk):
    person = Person(walk.server.port, '198', 'Olga')
    person.send('110', 'Where is the ladder?')
    walk.account('signed-out', person).chat_row('Caretaker', 40)


@one_of('stranger')
def stranger(walk):
    """Somebody whose server has another key than the one that was joined. Beyond loopback it has one."""
    walk.spare = Landline(os.path.join(walk.folder, 'spare'), listen='0.0.0.0')
    Person.write_account(walk.town.cleo, os.environ['XDG_DATA_HOME'], 'stranger', walk.spare, 'Harbour Street', key='A' * 64)
    walk.window('stranger')


@screen(guest)
def welcome(_, app):
    app.get('button', app.words('_Join a Server'))
    yield


@screen(guest)
def start_a_server(_, app):
    app.press(app.get('button', app.words.start('_Start a Server on This Computer')))
    app.field(app.words('Your name'))
    yield
    key('Escape')
    app.get('button', app.words('_Join a Server'))


@screen(guest)
def join(walk, app):
    app.push('_Join a Server')
    app.field(app.words('Link or address'))
    yield
    app.write(app.field(app.words('Link or address')), f'landline://join?name=Harbour%20Street&address={walk.server.address}', across=0.5)
    app.write(app.field(app.words('Your name')), 'Otto', across=0.5)
    app.write(app.field(app.words('Extension or phone number')), '101', across=0.5)
    app.push('_Join', down=0.5)
    app.await_text(re.compile('101'), 20)
    wait(lambda: app.get('button', app.words('_Join')).get_state_set().contains(24), 20, 'the button to come back')
    yield 'number-taken'


@screen(host)
def hosting(_, app):
    app.press(app.get('button', app.words.start('_Start a Server on This Computer')))
    app.write(app.field(app.words('Your name')), 'Anna', across=0.5)
    app.write(app.field(app.words('Extension or phone number')), '101', across=0.5)
    app.push('_Start')
    app.get('label', app.words('No Chats Yet'), 40)
    yield
    app.press(app.get('button', app.words('_Invite Somebody…')))
    app.dialog()
    yield 'invite'
    app.close()


@screen(newcomer)
def empty_list(_, app):
    yield


@screen(anna)
def list_of_chats(_, app):
    top = app.get('list', app.words('Chats'))
    first = app.get('list item', within=top)
    wait(lambda: first.get_extents(1).y >= top.get_extents(1).y, what='the newest chat to be seen')
    yield


@screen(anna)
def main_menu(_, app):
    app.open_menu('Main Menu')
    yield
    app.popdown()


@screen(anna)
def chat_menu_in_list(_, app):
    app.press(app.chat_row('Dora Lind'), button=3)
    app.popup()
    yield
    app.popdown()


@screen(anna)
def search(_, app):
    key('ctrl+shift+f')
    type_text('ridge')
    wait(lambda: any('ridge' in text for text in app.texts()), what='what was found')
    yield
    key('ctrl+a')
    type_text('xyzzy')
    wait(lambda: not app.find('list item', re.compile('ridge')), what='nothing to be found')
    yield 'nothing'
    app.push('Search Filters', 'toggle button')
    yield 'filters'
    app.push('Search Filters', 'toggle button')
    key('ctrl+shift+f')
    key('Escape')
    app.chat_row('Ben Okafor')


@screen(anna)
def new_chat(_, app):
    key('ctrl+n')
    app.dialog()
    app.get('list item', re.compile('^Cleo Marsh'), within=app.get('dialog'))
    yield
    type_text('xyzzy')
    app.sees('Nobody Found')
    yield 'nobody'
    app.close()


@screen(anna)
def new_group(_, app):
    key('ctrl+n')
    app.dialog()
    app.push('New _Group')
    for name in ('Ben', 'Cleo', LONG):
        app.press(app.get('list item', re.compile(f'^{name}')), across=0.3)
    yield 'people'
    app.push('_Next')
    app.field(app.words('Name'))
    yield 'name'
    app.close()


@screen(anna)
def chat(_, app):
    app.chat('Ben Okafor')
    app.line('Under the clock')
    yield
    key('Page_Up')
    app.press(app.get('list', app.words('Messages')), across=0.98, down=0.2, button=4)
    for _ in range(8):
        app.press(app.get('list', app.words('Messages')), across=0.9, down=0.4, button=4)
    yield 'above'


@screen(anna, 'Ben Okafor')
def chat_menu(_, app):
    app.open_menu('Chat Menu')
    yield
    app.popdown()


@screen(anna, 'Ben Okafor')
def message_menu(_, app):
    app.chat('Dora Lind')
    app.chat('Ben Okafor')
    app.open_message_menu('Under the clock')
    yield
    app.popdown()


@screen(anna, 'Ben Okafor')
def emoji(_, app):
    app.push('Insert Emoji', 'toggle button')
    wait(lambda: len(app.all('button')) > 20, what='the emoji')
    yield
    key('Escape')


@screen(anna, 'Ben Okafor')
def reply(_, app):
    app.open_message_menu('Under the clock')
    app.choose(0)
    app.get('text', app.words('Message'))
    type_text('A *long* answer that does not fit into one line of the composer, so that it grows, and then it grows once more because '
              'there is still something to say: 7:15 would be better')
    yield
    key('ctrl+a')
    key('BackSpace')
    key('Escape')


@screen(anna, 'Ben Okafor')
def attach_menu(_, app):
    app.open_menu('Attach')
    yield
    app.popdown()


@screen(anna, 'Ben Okafor')
def place(_, app):
    app.open_menu('Attach')
    app.choose(2)
    app.dialog()
    yield
    app.close()


@screen(anna, 'Ben Okafor')
def contact(_, app):
    app.open_menu('Attach')
    app.choose(3)
    app.dialog()
    yield
    app.close()


@screen(anna, 'Ben Okafor')
def forward(_, app):
    app.open_message_menu('Under the clock')
    app.choose(1)
    app.dialog()
    yield
    app.close()


@screen(anna, 'Ben Okafor')
def delete_message(_, app):
    app.open_message_menu('Under the clock')
    app.choose(6)
    app.dialog()
    yield
    app.close()


@screen(anna, 'Ben Okafor')
def selection(_, app):
    app.open_message_menu('Under the clock')
    app.choose(5)
    app.get('button', app.words('Select Nothing'))
    yield
    app.push('Select Nothing')


@screen(anna, 'Ben Okafor')
def find_in_chat(_, app):
    app.press(app.get('text', app.words('Message')), across=0.3)
    key('ctrl+f')
    type_text('the')
    app.get('button', app.words('Close Search'))
    yield
    app.push('Close Search')


@screen(anna)
def send_sheet(walk, app):
    photo = walk.file('From the roof.png', pictures.gradient(640, 400))
    paper = walk.file('Minutes of the meeting of the committee, with all that was added to them later.pdf', pictures.pdf('Minutes', ['1']))
    subprocess.run([*app.argv, photo, paper], env=app.env, stdin=subprocess.DEVNULL, timeout=60, check=True)
    app.chat('Cleo Marsh' if app.find('list item', re.compile('^Cleo Marsh')) else 'Ben Okafor')
    app.dialog()
    app.await_text(re.compile('From the roof'))
    yield
    app.close()


@screen(anna, 'Ben Okafor')
def details(_, app):
    key('ctrl+i')
    app.dialog()
    yield
    for title, name in (('Photos and Videos', 'photos'), ('Files', 'files'), ('Links', 'links'), ('Starred Messages', 'starred')):
        app.row(title, across=0.4)
        wait(lambda: app.find('heading', app.words(title)) or app.find('label', app.words(title)), what=title)
        yield name
        key('alt+Right' if app.words.catalogue.gettext('Chats') != 'Chats' else 'alt+Left')
        app.get('list item', app.words.start('Photos and Videos'))
    app.close()


@screen(anna, 'Trip to the sea')
def info(_, app):
    app.open_message_menu('Good', 0.95)
    app.choose(5)
    app.dialog()
    yield
    app.close()


@screen(anna, 'Trip to the sea')
def group(_, app):
    app.line('look at that')
    yield
    app.press(app.get('text', app.words('Message')), across=0.3)
    type_text('@')
    app.get('list item', re.compile('^Ben'), within=app.root)
    yield 'mention'
    key('Escape')
    key('BackSpace')


@screen(anna, 'Trip to the sea')
def group_details(_, app):
    key('ctrl+i')
    app.dialog()
    yield
    app.row('Members and Settings', across=0.4)
    page = app.get('grouping', app.words('Group'))
    app.get('list item', app.words.start('Members'), within=page)
    yield 'settings'
    app.row('Members', within=page, across=0.4)
    app.get('toggle button', re.compile('Cleo'))
    yield 'members'
    app.press(app.get('toggle button', re.compile('Cleo')))
    app.popup()
    yield 'member-menu'
    app.popdown()
    app.close()


@screen(anna)
def others(_, app):
    for name, short in (('Old flat', 'removed'), (LONG_GROUP, 'announcements'), (LONG, 'long-name'), (LEILA, 'right-to-left'), (DAVID, 'hebrew')):
        app.chat(name)
        yield short


@screen(anna)
def archived_toast(_, app):
    app.press(app.chat_row('Caretaker'), button=3)
    app.popup()
    app.choose(2)
    app.sees('_Undo')
    yield


@screen(anna)
def status_list(_, app):
    app.press(app.get('button', app.words.start('Status')))
    app.dialog()
    app.get('list item', re.compile('^Dora'))
    yield


@screen(anna)
def new_status(_, app):
    app.push('_Text')
    app.write(app.get('text', app.words('Text')), 'At the pier', across=0.5)
    yield
    key('Escape')
    app.close()


@screen(anna)
def viewer(_, app):
    app.press(app.get('button', app.words.start('Status')))
    app.press(app.get('list item', re.compile('^Dora'), within=app.get('dialog')), across=0.3)
    app.await_text(re.compile('Choir at eight'))
    app.press(app.get('text', app.words('Reply in your chat')), across=0.3)
    yield
    app.push('Close')


@screen(anna)
def own_status(_, app):
    app.press(app.get('button', app.words.start('Status')))
    app.press(app.get('button', app.words.start('My Status')), across=0.3)
    app.await_text(re.compile('Packing for'))
    yield
    app.push('Close')


@screen(anna)
def preferences(_, app):
    key('ctrl+comma')
    app.dialog()
    yield 'general'
    app.turn_to(1)
    app.sees('Blocked People')
    yield 'privacy'
    app.turn_to(2)
    app.sees('This device')
    yield 'devices'
    app.press(app.get(None, app.words('_Link a Device…')))
    app.dialog(2)
    yield 'link-a-device'
    app.close()


@screen(anna)
def remove_account(_, app):
    key('ctrl+comma')
    app.dialog()
    app.press(app.get(None, app.words('_Remove Account…')))
    app.sees('Remove Account?')
    yield
    app.close()


@screen(anna)
def shortcuts(_, app):
    app.open_menu('Main Menu')
    app.choose(1)
    wait(lambda: app.count_windows() > 1, what='the shortcuts')
    yield
    key('Escape')
    wait(lambda: app.count_windows() == 1, what='the shortcuts to close')


@screen(anna)
def about(_, app):
    app.open_menu('Main Menu')
    app.choose(2)
    app.dialog()
    yield
    app.close()


@screen(anna)
def offline(walk, app):
    app.chat('Ben Okafor')
    walk.server.kill()
    app.sees('_Retry Now', 40)
    app.write(app.get('text', app.words('Message')), 'Is anybody there?')
    key('Return')
    wait(lambda: text_of(app.get('text', app.words('Message'))) == '', what='the composer to be empty')
    yield
    walk.server.start()
    app.gone('button', app.words('_Retry Now'), 40)


@screen(signed_out)
def signed_out_banner(walk, app):
    device = re.search(r'\bd_\S+', walk.server.command('devices', '198'))[0]
    walk.server.command('devices', '198', 'revoke', device)
    app.sees('The server does not know this device any more.', 60)
    yield


@screen(signed_out)
def join_again(_, app):
    app.push('_Join Again…')
    app.sees('This Computer Was Signed Out')
    yield 'question'
    app.push('_Join Again')
    app.field(app.words('Extension or phone number'))
    yield


@screen(stranger)
def another_key(_, app):
    app.sees('_Retry Now', 40)
    yield
