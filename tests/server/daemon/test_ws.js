// SPDX-License-Identifier: GPL-3.0-or-later
// Copyright 2026 The Landline authors
// The path of a message once more, by the `ws` package of Node: PORT TOKEN_A TOKEN_B NUMBER_B

'use strict';

const assert = require('assert');
const { randomBytes } = require('crypto');
const WebSocket = require('ws');

const [port, tokenA, tokenB, numberB] = process.argv.slice(2);

function newId() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function open(token) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/channel`, ['landline.1'], {
    headers: { Authorization: `Bearer ${token}` },
  });
  const waiting = [];
  const frames = [];
  socket.on('open', () => {
    assert.strictEqual(socket.protocol, 'landline.1');
    assert.strictEqual(socket.extensions, '');
    socket.send(JSON.stringify({ frame: 'hello', version: 1, generation: null, cursor: 0, window: 256 }));
  });
  socket.on('message', (data) => {
    const frame = JSON.parse(data);
    frames.push(frame);
    for (const w of [...waiting]) {
      if (w.fits(frame)) {
        waiting.splice(waiting.indexOf(w), 1);
        w.resolve(frame);
      }
    }
  });
  socket.on('error', (error) => { throw error; });
  return {
    socket,
    say: (frame) => socket.send(JSON.stringify(frame)),
    expect: (fits) => {
      const found = frames.find(fits);
      return found ? Promise.resolve(found) : new Promise((resolve) => waiting.push({ fits, resolve }));
    },
  };
}

async function main() {
  setTimeout(() => { console.error('nothing more came'); process.exit(1); }, 15000).unref();
  const a = open(tokenA);
  const b = open(tokenB);
  await a.expect((f) => f.frame === 'synced');
  await b.expect((f) => f.frame === 'synced');

  const id = newId();
  a.say({ frame: 'send', message: { id, receiver_id: numberB, type: 'text', text: 'from Node' } });
  const sent = await a.expect((f) => f.frame === 'sent' && f.id === id);
  const event = await b.expect((f) => f.frame === 'event' && f.event === 'message');
  assert.strictEqual(event.message.text, 'from Node');
  assert.strictEqual(event.message.seq, sent.seq);

  b.say({ frame: 'ack', cursor: event.cursor });
  await a.expect((f) => f.event === 'receipt' && f.receipt.delivered === sent.seq);
  b.say({ frame: 'read', conversation: sent.conversation, seq: sent.seq });
  await a.expect((f) => f.event === 'receipt' && f.receipt.read === sent.seq);

  await new Promise((resolve) => { a.socket.on('pong', resolve); a.socket.ping('x'); });
  const codes = await Promise.all([a, b].map((c) => new Promise((resolve) => {
    c.socket.on('close', resolve);
    c.socket.close(1000);
  })));
  assert.deepStrictEqual(codes, [1000, 1000]);
}

main().catch((error) => { console.error(error); process.exit(1); });
