// SPDX-License-Identifier: GPL-3.0-or-later
// Copyright 2026 The Landline authors
//
// node-relay.js [FILE]: what an afternoon with Node and `ws` gives, for comparison. It speaks as much of the channel as
// bench-load needs, keeps nothing (or, with FILE, each message in SQLite before it acknowledges it), and takes any
// token "u7" for user +15550000007. Prints its port.
const { createServer } = require('http');
const { WebSocketServer } = require('ws');

const users = new Map();    // number → { socket, cursor, pending: what it has not acknowledged }
const sequences = new Map();    // conversation → seq
let store = null;
if (process.argv[2]) {
  const sqlite3 = require('sqlite3');
  store = new sqlite3.Database(process.argv[2]);
  store.serialize();
  store.run('PRAGMA journal_mode = WAL');
  store.run('PRAGMA synchronous = FULL');
  store.run('CREATE TABLE message (id TEXT PRIMARY KEY, conversation TEXT, seq INTEGER, receiver TEXT, text TEXT)');
}

const say = (user, frame) => user.socket.send(JSON.stringify(frame));

function send(me, message) {
  const receiver = users.get(message.receiver_id);
  const conversation = me.number < message.receiver_id ? me.number + message.receiver_id : message.receiver_id + me.number;
  const seq = (sequences.get(conversation) || 0) + 1;
  sequences.set(conversation, seq);
  const done = () => {
    const time = Date.now();
    say(me, { frame: 'sent', cursor: ++me.cursor, id: message.id, conversation, seq, time, duplicate: false });
    if (!receiver) return;
    const event = { frame: 'event', cursor: ++receiver.cursor, event: 'message',
      message: { ...message, sender_id: me.number, conversation, seq, time } };
    receiver.pending.push({ cursor: receiver.cursor, sender: me, conversation, seq });
    say(receiver, event);
  };
  if (!store) return done();
  store.run('INSERT INTO message VALUES (?, ?, ?, ?, ?)', message.id, conversation, seq, message.receiver_id, message.text, done);
}

function acknowledge(me, cursor) {
  let n = 0, last = new Map();
  while (n < me.pending.length && me.pending[n].cursor <= cursor) last.set(me.pending[n].conversation, me.pending[n++]);
  me.pending.splice(0, n);
  for (const { sender, conversation, seq } of last.values())
    say(sender, { frame: 'event', cursor: ++sender.cursor, event: 'receipt',
      receipt: { conversation, user_id: me.number, delivered: seq, read: 0 } });
}

const server = createServer();
const channel = new WebSocketServer({ server, path: '/v1/channel', perMessageDeflate: false });
channel.on('connection', (socket, request) => {
  const number = '+1555' + request.headers.authorization.replace('Bearer u', '').padStart(7, '0');
  const me = { number, socket, cursor: 0, pending: [] };
  users.set(number, me);
  socket.on('message', data => {
    const frame = JSON.parse(data);
    if (frame.frame === 'send') send(me, frame.message);
    else if (frame.frame === 'ack') acknowledge(me, frame.cursor);
    else if (frame.frame === 'hello') {
      say(me, { frame: 'welcome', version: 1, user_id: number, head: 0 });
      say(me, { frame: 'synced', cursor: 0 });
    }
  });
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => console.log(server.address().port));
