# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""The public list of WebSocket conformance cases, sections 1 to 7, 9 and 10, as data. The server is no echo: a text that
came whole and valid is answered with an error (it is no frame of the channel), so that ANSWER stands for an echo. It takes
no binary message (1003) and none of more than 64 KiB (1009); otherwise what is expected is what the list expects."""

import collections
import itertools

from peer import BINARY, CLOSE, PING, PONG, TEXT, fragments, frame

ANSWER = 'answer'    # what an echo is elsewhere
LIMIT = 65536
HELLO = b'Hello, world!'

# steps: bytes to send; a number: how many things of `comes` have to have come before the next step.
# chop: the bytes are sent in pieces of so many. closes: the codes that the server may close with; None: it goes on, and
# answers our closing with 1000. A code of 0 is a connection that ends without one.
Case = collections.namedtuple('Case', 'number what steps comes closes chop')
CASES = []


def case(number, what, *steps, comes=(), closes=None, chop=0):
    CASES.append(Case(number, what, steps, list(comes), closes, chop))


def pong(payload=b''):
    return 'pong', payload


def text(payload, **how):
    return frame(TEXT, payload, **how)


# 1 Framing
for number, size in enumerate((0, 125, 126, 127, 128, 65535, 65536), 1):
    case(f'1.1.{number}', f'a text of {size}', text(b'*' * size), comes=[ANSWER])
    case(f'1.2.{number}', f'a binary of {size}', frame(BINARY, b'\xfe' * size), closes=[1003])
case('1.1.8', 'a text of 65536 in chops of 997', text(b'*' * 65536), comes=[ANSWER], chop=997)
case('1.2.8', 'a binary of 65536 in chops of 997', frame(BINARY, b'\xfe' * 65536), closes=[1003], chop=997)

# 2 Pings and pongs
case('2.1', 'a ping', frame(PING), comes=[pong()])
case('2.2', 'a ping with a text', frame(PING, HELLO), comes=[pong(HELLO)])
case('2.3', 'a ping with bytes', frame(PING, b'\x00\xff\xfe\xfd\xfc\xfb\x00\xff'), comes=[pong(b'\x00\xff\xfe\xfd\xfc\xfb\x00\xff')])
case('2.4', 'a ping of 125', frame(PING, b'\xfe' * 125), comes=[pong(b'\xfe' * 125)])
case('2.5', 'a ping of 126', frame(PING, b'\xfe' * 126), closes=[1002])
case('2.6', 'a ping of 125, octet by octet', frame(PING, b'\xfe' * 125), comes=[pong(b'\xfe' * 125)], chop=1)
case('2.7', 'a pong nobody asked for', frame(PONG), frame(PING, b'after'), comes=[pong(b'after')])
case('2.8', 'a pong nobody asked for, with a text', frame(PONG, b'unsolicited'), frame(PING, b'after'), comes=[pong(b'after')])
case('2.9', 'such a pong, then a ping', frame(PONG, b'unsolicited') + frame(PING, b'payload'), comes=[pong(b'payload')])
PINGS = [b'payload-%d' % n for n in range(10)]
case('2.10', 'ten pings', *[frame(PING, p) for p in PINGS], comes=[pong(p) for p in PINGS])
case('2.11', 'ten pings, octet by octet', *[frame(PING, p) for p in PINGS], comes=[pong(p) for p in PINGS], chop=1)

# 3 Reserved bits
case('3.1', 'reserved bits 1', text(HELLO, rsv=1), closes=[1002])
case('3.2', 'a text, reserved bits 2, a ping', text(HELLO) + text(HELLO, rsv=2) + frame(PING), comes=[ANSWER], closes=[1002])
case('3.3', 'a text, reserved bits 3, a ping, by frames', text(HELLO), text(HELLO, rsv=3), frame(PING), comes=[ANSWER], closes=[1002])
case('3.4', 'a text, reserved bits 4, a ping, by octets', text(HELLO) + text(HELLO, rsv=4) + frame(PING), comes=[ANSWER],
     closes=[1002], chop=1)
case('3.5', 'a binary with reserved bits 5', frame(BINARY, b'\x00\xff', rsv=5), closes=[1002])
case('3.6', 'a ping with reserved bits 6', frame(PING, HELLO, rsv=6), closes=[1002])
case('3.7', 'a close with reserved bits 7', frame(CLOSE, rsv=7), closes=[1002])

# 4 Opcodes
for section, codes in ((1, (3, 4, 5, 6, 7)), (2, (11, 12, 13, 14, 15))):
    for number, code in enumerate(codes, 1):
        payload = HELLO if number in (2, 4) else b''
        first = () if number < 3 else (text(HELLO),)
        case(f'4.{section}.{number}', f'opcode {code}', *first, frame(code, payload), frame(PING), comes=[ANSWER] * len(first),
             closes=[1002], chop=1 if number == 5 else 0)

# 5 Fragments
ONE, TWO = text(b'fragment1', fin=False), frame(0, b'fragment2')
LONE, OPEN = frame(0, b'nothing to go on with'), frame(0, b'nothing to go on with', fin=False)
HOWS = (('at once', lambda *f: [b''.join(f)], 0), ('by frames', lambda *f: list(f), 0), ('by octets', lambda *f: [b''.join(f)], 1))
case('5.1', 'a ping in two fragments', frame(PING, b'fragment1', fin=False) + TWO, closes=[1002])
case('5.2', 'a pong in two fragments', frame(PONG, b'fragment1', fin=False) + TWO, closes=[1002])
for n, (how, cut, size) in enumerate(HOWS):
    case(f'5.{3 + n}', f'a text in two fragments, {how}', *cut(ONE, TWO), comes=[ANSWER], chop=size)
    case(f'5.{6 + n}', f'a ping between two fragments, {how}', *cut(ONE, frame(PING, b'between'), TWO), comes=[pong(b'between'), ANSWER],
         chop=size)
    case(f'5.{9 + n}', f'a last fragment of nothing, {how}', *cut(LONE, text(HELLO)), closes=[1002], chop=size)
    case(f'5.{12 + n}', f'a fragment of nothing, {how}', *cut(OPEN, text(HELLO)), closes=[1002], chop=size)
case('5.15', 'a text in two fragments, then one of nothing', ONE + TWO + OPEN + text(HELLO), comes=[ANSWER], closes=[1002])
case('5.16', 'twice: a fragment of nothing, then a text in two', (OPEN + ONE + TWO) * 2, closes=[1002])
case('5.17', 'twice: a last fragment of nothing, then a text in two', (LONE + ONE + TWO) * 2, closes=[1002])
case('5.18', 'two fragments that both say text', ONE + text(b'fragment2'), closes=[1002])
MIDDLE = frame(0, b'fragment', fin=False)
for number, whole in ((19, True), (20, False)):
    halves = [[ONE, MIDDLE, frame(PING, b'first')], [MIDDLE, MIDDLE, frame(PING, b'second'), TWO]]
    steps = [[b''.join(half)] if whole else half for half in halves]
    case(f'5.{number}', f'five fragments and two pings{"" if whole else ", by frames"}', *steps[0], 1, *steps[1],
         comes=[pong(b'first'), pong(b'second'), ANSWER])

# 6 UTF-8
case('6.1.1', 'an empty text', text(b''), comes=[ANSWER])
case('6.1.2', 'three empty fragments', text(b'', fin=False) + frame(0, fin=False) + frame(0), comes=[ANSWER])
case('6.1.3', 'the middle one of three fragments not empty', text(b'', fin=False) + frame(0, b'middle', fin=False) + frame(0), comes=[ANSWER])
MIXED = 'Hello-µ@ßöäüàá-UTF-8!!'.encode()
GREEK = b'\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5'    # with the accent that Unicode would normalise away
case('6.2.1', 'a valid text', text(MIXED), comes=[ANSWER])
case('6.2.2', 'a valid text, cut between characters', text(MIXED[:12], fin=False) + frame(0, MIXED[12:]), comes=[ANSWER])
case('6.2.3', 'a valid text in fragments of one octet', fragments(MIXED, 1), comes=[ANSWER])
case('6.2.4', 'Greek in fragments of one octet', fragments(GREEK, 1), comes=[ANSWER])
BAD = GREEK + b'\xed\xa0\x80' + b'edited'
case('6.3.1', 'a text that is not valid', text(BAD), closes=[1007])
case('6.3.2', 'a text that is not valid, in fragments of one octet', fragments(BAD, 1), closes=[1007])
FAR = GREEK + b'\xf4\x90\x80\x80' + b'edited'
for number, cuts in ((1, (11, 15)), (2, (12, 13))):
    parts = FAR[:cuts[0]], FAR[cuts[0]:cuts[1]], FAR[cuts[1]:]
    case(f'6.4.{number}', 'valid, not valid and valid fragments', text(parts[0], fin=False) + frame(PING), 1, frame(0, parts[1], fin=False),
         frame(0, parts[2]), comes=[pong()], closes=[1007])
    whole = text(FAR)
    case(f'6.4.{number + 2}', 'valid, not valid and valid chops', whole[:6 + cuts[0]], whole[6 + cuts[0]:6 + cuts[1]], whole[6 + cuts[1]:],
         closes=[1007])

LONELY = [bytes(itertools.chain.from_iterable((b, 0x20) for b in range(*ends)))
          for ends in ((0xc0, 0xdf), (0xe0, 0xef), (0xf0, 0xf7), (0xf8, 0xfb), (0xfc, 0xfd))]
CUT_OFF = [b'\xc0', b'\xe0\x80', b'\xf0\x80\x80', b'\xf8\x80\x80\x80', b'\xfc\x80\x80\x80\x80', b'\xdf', b'\xef\xbf', b'\xf7\xbf\xbf',
           b'\xfb\xbf\xbf\xbf', b'\xfd\xbf\xbf\xbf\xbf']
NO_CHARACTERS = [b'\xef\xbf\xbe', b'\xef\xbf\xbf'] + [
    chr(plane << 16 | 0xfffe | last).encode() for plane in range(1, 17) for last in (0, 1)]
SEQUENCES = (    # after Markus Kuhn's stress test: section, what it is, whether it is valid, the texts
    (5, 'valid sequences', True, [b'hello\x24world', b'hello\xc2\xa2world', b'hello\xe2\x82\xacworld', b'hello\xf0\xa4\xad\xa2world', GREEK]),
    (6, 'beginnings of a text', None, [GREEK[:n] for n in range(1, len(GREEK) + 1)]),
    (7, 'first of a length', True, [b'\x00', b'\xc2\x80', b'\xe0\xa0\x80', b'\xf0\x90\x80\x80']),
    (8, 'first of five and six', False, [b'\xf8\x88\x80\x80\x80', b'\xfc\x84\x80\x80\x80\x80']),
    (9, 'last of a length', True, [b'\x7f', b'\xdf\xbf', b'\xef\xbf\xbf', b'\xf4\x8f\xbf\xbf']),
    (10, 'last of four, five and six', False, [b'\xf7\xbf\xbf\xbf', b'\xfb\xbf\xbf\xbf\xbf', b'\xfd\xbf\xbf\xbf\xbf\xbf']),
    (11, 'borders', None, [b'\xed\x9f\xbf', b'\xee\x80\x80', b'\xef\xbf\xbd', b'\xf4\x8f\xbf\xbf', b'\xf4\x90\x80\x80']),
    (12, 'continuations without a start', False, [b'\x80', b'\xbf', *[(b'\x80\xbf' * 3)[:n] for n in range(2, 7)], bytes(range(0x80, 0xbf))]),
    (13, 'starts alone', False, LONELY),
    (14, 'the last octet missing', False, CUT_OFF),
    (15, 'those in a row', False, [b''.join(CUT_OFF)]),
    (16, 'octets that never are', False, [b'\xfe', b'\xff', b'\xfe\xfe\xff\xff']),
    (17, 'a slash, too long', False, [b'\xc0\xaf', b'\xe0\x80\xaf', b'\xf0\x80\x80\xaf', b'\xf8\x80\x80\x80\xaf', b'\xfc\x80\x80\x80\x80\xaf']),
    (18, 'the largest that are too long', False,
     [b'\xc1\xbf', b'\xe0\x9f\xbf', b'\xf0\x8f\xbf\xbf', b'\xf8\x87\xbf\xbf\xbf', b'\xfc\x83\xbf\xbf\xbf\xbf']),
    (19, 'NUL, too long', False, [b'\xc0\x80', b'\xe0\x80\x80', b'\xf0\x80\x80\x80', b'\xf8\x80\x80\x80\x80', b'\xfc\x80\x80\x80\x80\x80']),
    (20, 'surrogates', False, [b'\xed' + s for s in (b'\xa0\x80', b'\xad\xbf', b'\xae\x80', b'\xaf\xbf', b'\xb0\x80', b'\xbe\x80', b'\xbf\xbf')]),
    (21, 'surrogates in pairs', False, [b'\xed' + high + b'\xed' + low for high in (b'\xa0\x80', b'\xad\xbf', b'\xae\x80', b'\xaf\xbf')
                                        for low in (b'\xb0\x80', b'\xbf\xbf')]),
    (22, 'code points that are no characters', True, NO_CHARACTERS),
    (23, 'specials', True, [b'\xef\xbf' + bytes([n]) for n in range(0xb9, 0xc0)]),
)


def is_valid(octets):
    try:
        octets.decode()
        return True
    except UnicodeDecodeError:
        return False


for section, what, valid, texts in SEQUENCES:
    for number, octets in enumerate(texts, 1):
        good = is_valid(octets) if valid is None else valid
        case(f'6.{section}.{number}', f'{what}: {octets[:12].hex(" ")}', text(octets), comes=[ANSWER] * good, closes=None if good else [1007])

# 7 Closing
NORMAL = frame(CLOSE, b'\x03\xe8')


def closing(code, reason=b''):
    return frame(CLOSE, code.to_bytes(2, 'big') + reason)


case('7.1.1', 'a text, then a close', text(HELLO), 1, NORMAL, comes=[ANSWER], closes=[1000])
case('7.1.2', 'two closes', NORMAL + frame(CLOSE), closes=[1000])
case('7.1.3', 'a ping after the close', NORMAL + frame(PING), closes=[1000])
case('7.1.4', 'a text after the close', NORMAL + text(HELLO), closes=[1000])
case('7.1.5', 'a close between two fragments', ONE + NORMAL + TWO, closes=[1000])
case('7.1.6', 'a text of 256 KiB, a text, a close, a ping', text(b'*' * (256 << 10)) + text(HELLO) + NORMAL + frame(PING), closes=[1009])
case('7.3.1', 'a close without a code', frame(CLOSE), closes=[1000, 1005])
case('7.3.2', 'a close of one octet', frame(CLOSE, b'a'), closes=[1002, 0])
case('7.3.3', 'a close with a code', NORMAL, closes=[1000])
case('7.3.4', 'a close with a reason', closing(1000, HELLO), closes=[1000])
case('7.3.5', 'a close with the longest reason', closing(1000, b'*' * 123), closes=[1000])
case('7.3.6', 'a close with too long a reason', closing(1000, b'*' * 124), closes=[1002, 0])
case('7.5.1', 'a close with a reason that is not UTF-8', closing(1000, BAD), closes=[1002, 1007, 0])
for number, code in enumerate((1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999), 1):
    case(f'7.7.{number}', f'a close with {code}', closing(code), closes=[1000, code])
for number, code in enumerate((0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999), 1):
    case(f'7.9.{number}', f'a close with {code}', closing(code), closes=[1002, 0])
for number, code in enumerate((5000, 65535), 1):
    case(f'7.13.{number}', f'a close with {code}', closing(code), closes=[1000, 1002, code, 0])

# 9 Sizes and numbers
for number, size in enumerate((64 << 10, 256 << 10, 1 << 20, 4 << 20, 8 << 20, 16 << 20), 1):
    fits = size <= LIMIT
    case(f'9.1.{number}', f'a text of {size >> 10} KiB', text(b'*' * size), comes=[ANSWER] * fits, closes=None if fits else [1009])
    case(f'9.2.{number}', f'a binary of {size >> 10} KiB', frame(BINARY, b'*' * size), closes=[1003])
for number, size in enumerate((64, 256, 1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20), 1):
    case(f'9.3.{number}', f'a text of 4 MiB in fragments of {size}', fragments(b'*' * (4 << 20), size), closes=[1009])
    case(f'9.4.{number}', f'a binary of 4 MiB in fragments of {size}', fragments(b'*' * (4 << 20), size, BINARY), closes=[1003])
for number, size in enumerate((64, 128, 256, 512, 1024, 2048), 1):
    case(f'9.5.{number}', f'the longest text in chops of {size}', text(b'*' * LIMIT), comes=[ANSWER], chop=size)
    case(f'9.6.{number}', f'a binary as long in chops of {size}', frame(BINARY, b'*' * LIMIT), closes=[1003], chop=size)
for number, size in enumerate((0, 16, 64, 256, 1024, 4096), 1):
    case(f'9.7.{number}', f'1000 texts of {size}', *[text(b'*' * size) * 100, 0] * 10, comes=[ANSWER] * 1000)
    case(f'9.8.{number}', f'1000 binaries of {size}', frame(BINARY, b'*' * size) * 1000, closes=[1003])

# 10 Fragments made by the library
case('10.1.1', 'the longest text in fragments of 1300', fragments(b'*' * LIMIT, 1300), comes=[ANSWER])
