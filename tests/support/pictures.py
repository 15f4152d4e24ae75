# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Landline authors
"""Pictures and documents made on the spot, for the demo and for tests."""

import math
import struct
import zlib


def png(width, height, colour):
    """A PNG whose pixels colour (x, y) gives as (red, green, blue), x and y from 0 to 1."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            rows += bytes(max(0, min(255, round(v))) for v in colour(x / width, y / height))

    def chunk(kind, data):
        return struct.pack('!I', len(data)) + kind + data + struct.pack('!I', zlib.crc32(kind + data))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('!2I5B', width, height, 8, 2, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress(bytes(rows))) + chunk(b'IEND', b''))


def gradient(width, height, shade=0):
    return png(width, height, lambda x, y: (255 * x, 255 * y, shade))


def mountains(width=640, height=420):
    """Hills before an evening sky."""
    def colour(x, y):
        far = 0.58 + 0.06 * math.sin(9 * x) + 0.03 * math.sin(23 * x + 1)
        near = 0.76 + 0.08 * math.sin(5 * x + 2) + 0.02 * math.sin(31 * x)
        if y > near:
            return 24 + 30 * (1 - y), 38 + 40 * (1 - y), 52
        if y > far:
            return 66 + 40 * (y - far), 72, 108
        sun = math.hypot((x - 0.68) * width / height, y - 0.46)
        glow = max(0, 1 - sun / 0.55)
        disc = 1 if sun < 0.06 else 0
        return 70 + 150 * y + 90 * glow + 60 * disc, 84 + 60 * y + 70 * glow + 90 * disc, 150 - 40 * y + 20 * glow + 60 * disc
    return png(width, height, colour)


def pdf(title, lines):
    """A page of text as a PDF 1.4."""
    text = ['BT /F1 20 Tf 60 770 Td', f'({title}) Tj', '/F1 12 Tf 0 -14 Td']
    for line in lines:
        text.append(f'0 -20 Td ({line}) Tj')
    stream = '\n'.join(text + ['ET']).encode('latin-1')
    objects = [b'<< /Type /Catalog /Pages 2 0 R >>', b'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
               b'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
               b'<< /Length %d >>\nstream\n%s\nendstream' % (len(stream), stream),
               b'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>']
    out, places = bytearray(b'%PDF-1.4\n'), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b'%d 0 obj\n%s\nendobj\n' % (number, body)
    table = len(out)
    out += b'xref\n0 %d\n0000000000 65535 f \n' % (len(objects) + 1)
    out += b''.join(b'%010d 00000 n \n' % place for place in places)
    out += b'trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n' % (len(objects) + 1, table)
    return bytes(out)
