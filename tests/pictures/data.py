# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""What is on the server before the app is looked at: names of all lengths and directions, groups, pictures, documents,
a file that cannot be fetched, places, contacts, statuses."""

import glob
import os

import pictures
from people import Person, message_id

LONG = 'Maximiliane-Theodora von Hohenstein-Oberschwarzach zu Lindenau'
LEILA = 'ليلى الخطيب'
DAVID = 'דוד לוי'
SAKURA = '木村 さくら'
LONG_GROUP = 'Committee for the Preservation of the Old Lighthouse and Its Surroundings'
NAMES = {'101': 'Anna Berger', '102': 'Ben Okafor', '103': LONG, '104': LEILA, '105': DAVID, '106': SAKURA, '107': 'Cleo Marsh',
         '110': 'Caretaker', '111': 'Dora Lind', '112': 'Émile Rousseau'}


def portrait(red, green, blue):
    """A head before a coloured wall."""
    def colour(x, y):
        if (x - 0.5) ** 2 + (y - 0.42) ** 2 < 0.045:
            return 232, 190, 160
        if ((x - 0.5) / 0.36) ** 2 + ((y - 1.02) / 0.4) ** 2 < 1:
            return red * 0.4, green * 0.4, blue * 0.4
        return red * (1 - 0.3 * y), green * (1 - 0.3 * y), blue
    return pictures.png(160, 160, colour)


class Town:
    """The people of a server, and what they have said to Anna."""

    def __init__(self, server, folder):
        self.server, self.folder = server, folder
        self.people = {number: Person(server.port, number, name) for number, name in NAMES.items()}
        self.anna, self.ben, self.cleo, self.dora = (self.people[n] for n in ('101', '102', '107', '111'))
        self.give_pictures()
        self.say_little()
        self.converse()
        self.write_right_to_left()
        self.make_groups()
        self.post_statuses()

    def give_pictures(self):
        for number, colours in (('101', (120, 170, 230)), ('102', (150, 200, 140)), ('111', (230, 170, 120)), ('106', (210, 140, 190))):
            person = self.people[number]
            person.rest('PATCH', '/v1/me', {'avatar': person.upload('me.png', portrait(*colours), 'media', 'image/png')['id']})
        self.ben.rest('PATCH', '/v1/me', {'about': 'On the ridge, mostly. Ask me about maps.'})

    def say_little(self):
        for number, text in (('112', 'À bientôt !'), ('110', 'The printer on the second floor works again.'), ('106', 'ありがとうございます！また来週会いましょう。'),
                             ('103', 'I have written down, as we agreed, all that has to be thought of before the opening on the fourteenth, '
                                     'with everybody who is to be asked. https://landline.im/a/very/long/path/that/does/not/fit/into/a/narrow/window?at=all')):
            self.people[number].send('101', text)
        self.anna.send('101', 'Buy milk, bread and the *good* coffee')

    def converse(self):
        anna, ben = self.anna, self.ben
        with anna.open_channel() as from_anna, ben.open_channel() as from_ben:
            def say(speaker, listener, text, **members):
                sent = speaker.send(listener.person.number, text, **members)
                event = listener.expect('event', event='message')
                while event['message']['id'] != sent['id']:
                    listener.acknowledge(event)
                    event = listener.expect('event', event='message')
                listener.acknowledge(event)
                listener.say('read', conversation=event['message']['conversation'], seq=event['message']['seq'])
                return event['message']
            say(from_anna, from_ben, 'Good morning Ben! Are you up for the hike on Saturday?')
            say(from_ben, from_anna, 'Morning! Yes, if the weather holds ☀️')
            asked = say(from_ben, from_anna, 'Which way do we go?')
            ben.send_file('101', 'Tent.bin', os.urandom(3_500_000), 'document')
            lost = ben.upload('lost.png', pictures.gradient(200, 140, 90), 'media', 'image/png')
            ben.send('101', 'The view from the hut', type='media', media_object=lost['id'])
            for path in glob.glob(os.path.join(self.server.data, '**', f'*{lost["id"].split("_")[-1]}*'), recursive=True):
                os.remove(path)
            anna.send_file('102', 'evening-on-the-ridge.png', pictures.mountains(), 'media', 'image/png', 'Up there. This was last year')
            anna.send_file('102', 'Hiking plan for the whole of the long weekend, second version.pdf', pictures.pdf('Saturday', [
                '07:40  Train from the main station', '09:10  Start at the lake']), 'document', 'application/pdf')
            plan = say(from_anna, from_ben, 'The plan is in the document. It’s about six hours with breaks', reply_to=asked['id'])
            ben.send('101', type='location', location={'latitude': 54.3213, 'longitude': 10.1349, 'name': 'The pier'})
            ben.send('101', type='contact', contact={'name': 'Mountain hut', 'phones': ['+49 431 5550', '112']})
            say(from_ben, from_anna, 'That looks wonderful 😍 see https://landline.im/ridge')
            say(from_anna, from_ben, 'I’ll bring the coffee and the map. Could you bring something sweet, and perhaps the big thermos? Mine has '
                'not been the same since we forgot it in the snow.')
            say(from_anna, from_ben, 'And *please* bring `crampons`')
            for person, emoji in ((anna, '👍'), (ben, '❤️')):
                person.rest('POST', '/v1/actions', {'conversation': plan['conversation'], 'message': plan['id'], 'action': 'react', 'emoji': emoji})
            anna.rest('POST', '/v1/actions', {'conversation': plan['conversation'], 'message': plan['id'], 'action': 'pin'})
        ben.send('101', 'Shall we meet at 7:30 at the station?')
        ben.send('101', 'Under the clock, as always')

    def write_right_to_left(self):
        leila, david = self.people['104'], self.people['105']
        leila.send('101', 'صباح الخير يا آنا! هل نلتقي يوم الخميس في المكتبة؟')
        self.anna.send('104', 'نعم، في الساعة الخامسة')
        self.anna.send('104', 'Or do you prefer Friday?')
        leila.send_file('101', 'برنامج الأسبوع.pdf', pictures.pdf('Week', ['Thursday']), 'document', 'application/pdf')
        leila.send('101', 'الخميس مناسب 👍')
        david.send('101', 'שלום אנה, הספר (The Sea, 1978) הגיע!')

    def make_groups(self):
        def group(maker, name, members, **more):
            return maker.rest('POST', '/v1/groups', {'id': message_id(), 'name': name, 'members': members, **more})['id']
        old = group(self.dora, 'Old flat', ['101', '102'])
        self.dora.send(old, 'The keys are with the caretaker')
        self.dora.rest('DELETE', f'/v1/groups/{old}/members/101')
        committee = group(self.people['103'], LONG_GROUP, ['101', '102', '104', '112'], who_may_send='admins')
        self.people['103'].send(committee, 'The meeting is moved to the hall')
        sea = self.sea = group(self.anna, 'Trip to the sea', ['102', '103', '104', '105', '107'], description='Four days in August')
        self.ben.send(sea, 'Who brings the tent?')
        self.people['104'].send(sea, 'أنا أحضر الخيمة')
        self.people['103'].send(sea, 'I would rather sleep in the house, if nobody minds, since the last time was cold')
        self.anna.send(sea, 'Good')
        self.cleo.send_file(sea, 'beach.png', pictures.mountains(320, 480), 'media', 'image/png')
        self.cleo.send(sea, '@101 look at that', mentions=['101'])

    def post_statuses(self):
        for person, colour, text in ((self.ben, '#1a5fb4', 'Up on the ridge until Sunday ⛰️'), (self.dora, '#a51d2d', 'Choir at eight tonight')):
            person.send('101', 'Look at my status')
            person.rest('POST', '/v1/statuses', {'id': message_id(), 'text': text, 'colour': colour})
        self.anna.rest('POST', '/v1/statuses', {'id': message_id(), 'text': 'Packing for Saturday', 'colour': '#1c7a3e'})
