#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
// Copyright 2026 The Landline authors
//
// The eight steps of the channel by another independent client: Node's ws against the real server.
const { spawn } = require('child_process');
const { mkdtempSync, rmSync, writeFileSync } = require('fs');
const { randomBytes } = require('crypto');
const http = require('http');
const os = require('os');
const path = require('path');
const WebSocket = require('ws');

const folder = mkdtempSync(path.join(os.tmpdir(), 'landline-ws.'));
const program = path.join(process.env.LANDLINE_BUILD_ROOT, 'server/landline-server');
writeFileSync(path.join(folder, 'conf'), '[limits]\nregistrations-per-minute=0\nmessages-per-second=0\n');
const server = spawn(program, ['serve', '--plaintext', '--listen', '127.0.0.1:0', '--policy', 'open', '--config',
  path.join(folder, 'conf'), '--data', path.join(folder, 'data')], { stdio: ['ignore', 'pipe', 'ignore'] });
const limit = setTimeout(() => { console.log('Bail out! it took too long'); server.kill('SIGKILL'); process.exit(1); }, 60000);

const listening = new Promise((resolve, reject) => {
  let text = '';
  server.on('exit', code => reject(new Error(`the server ended with ${code}`)));
  server.stdout.on('data', data => {
    const found = /Listening on http:\/\/[\d.]+:(\d+)/.exec(text += data);
    if (found) resolve(+found[1]);
  });
});

function messageId() {    // a UUIDv7
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = bytes[6] & 0x0f | 0x70;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function register(port, phone, name) {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ phone, name, device_name: 'ws' });
    const request = http.request({ host: '127.0.0.1', port, path: '/v1/register', method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Content-Length': body.length } }, answer => {
      let text = '';
      answer.on('data', data => { text += data; });
      answer.on('end', () => answer.statusCode === 201 ? resolve(JSON.parse(text)) : reject(new Error(`${answer.statusCode} ${text}`)));
    });
    request.on('error', reject);
    request.end(body);
  });
}

class Device {
  constructor(port, account) { Object.assign(this, { port, account, cursor: 0, frames: [], waiting: [] }); }

  open() {
    this.frames = [];
    this.socket = new WebSocket(`ws://127.0.0.1:${this.port}/v1/channel`, 'landline.1',
      { headers: { Authorization: `Bearer ${this.account.token}` } });    // offers permessage-deflate, as ws does
    this.socket.on('message', data => {
      const frame = JSON.parse(data);
      if (typeof frame.cursor === 'number' && frame.frame !== 'synced') this.cursor = frame.cursor;
      this.frames.push(frame);
      this.waiting.shift()?.();
    });
    return new Promise((resolve, reject) => {
      this.socket.on('error', reject);
      this.socket.on('open', () => {
        this.say({ frame: 'hello', version: 1, generation: null, cursor: this.cursor, window: 256 });
        resolve();
      });
    });
  }

  say(frame) { this.socket.send(JSON.stringify(frame)); }

  async take(wanted) {
    for (;;) {
      while (this.frames.length === 0) await new Promise(resolve => this.waiting.push(resolve));
      const frame = this.frames.shift();
      if (wanted(frame)) return frame;
      if (frame.frame === 'error') throw new Error(JSON.stringify(frame));
    }
  }

  close() { return new Promise(resolve => { this.socket.on('close', resolve); this.socket.close(); }); }
}

let count = 0, failed = 0;
async function point(name, run) {
  count++;
  try {
    await run();
    console.log(`ok ${count} - ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${count} - ${name}\n# ${error.stack.replace(/\n/g, '\n# ')}`);
  }
}

function equal(got, expected) {
  if (JSON.stringify(got) !== JSON.stringify(expected)) throw new Error(`got ${JSON.stringify(got)}, expected ${JSON.stringify(expected)}`);
}

const kind = name => frame => frame.frame === name;
const event = name => frame => frame.frame === 'event' && frame.event === name;

async function main() {
  const port = await listening;
  const a = new Device(port, await register(port, '+15550001001', 'Anna'));
  const b = new Device(port, await register(port, '+15550001002', 'Ben'));
  let id, sent;

  console.log('TAP version 14\n1..7');
  await point('step 1: both open a channel, without an extension', async () => {
    await Promise.all([a.open(), b.open()]);
    equal([a.socket.protocol, a.socket.extensions], ['landline.1', '']);
    for (const device of [a, b]) {
      equal((await device.take(kind('welcome'))).user_id, device.account.user_id);
      await device.take(kind('synced'));
    }
  });
  await point('steps 2 and 3: A sends, the server keeps it', async () => {
    id = messageId();
    a.say({ frame: 'send', message: { id, receiver_id: b.account.user_id, type: 'text', text: 'Grüße 😀' } });
    sent = await a.take(kind('sent'));
    equal([sent.id, sent.seq, sent.duplicate], [id, 1, false]);
  });
  await point('step 4: B gets it', async () => {
    const { message } = await b.take(event('message'));
    equal([message.id, message.text, message.sender_id, message.seq], [id, 'Grüße 😀', a.account.user_id, 1]);
  });
  await point('steps 5 and 6: B acknowledges, A learns of it', async () => {
    b.say({ frame: 'ack', cursor: b.cursor });
    const { receipt } = await a.take(event('receipt'));
    equal([receipt.conversation, receipt.user_id, receipt.delivered], [sent.conversation, b.account.user_id, 1]);
  });
  await point('steps 7 and 8: B reads, A learns of it', async () => {
    b.say({ frame: 'read', conversation: sent.conversation, seq: 1 });
    equal((await a.take(event('receipt'))).receipt.read, 1);
  });
  await point('with B away: the mail waits, in order', async () => {
    b.say({ frame: 'ack', cursor: b.cursor });
    await b.close();
    const ids = Array.from({ length: 10 }, messageId);
    for (const each of ids) a.say({ frame: 'send', message: { id: each, receiver_id: b.account.user_id, type: 'text', text: each } });
    for (const each of ids) equal((await a.take(kind('sent'))).id, each);
    await b.open();
    for (const each of ids) equal((await b.take(event('message'))).message.id, each);
    b.say({ frame: 'ack', cursor: b.cursor });
    equal((await a.take(event('receipt'))).receipt.delivered, 11);
  });
  await point('both close', async () => { await Promise.all([a.close(), b.close()]); });
}

main().catch(error => { console.log(`Bail out! ${error.message}`); failed++; }).finally(() => {
  clearTimeout(limit);
  server.removeAllListeners('exit');
  server.on('exit', () => { rmSync(folder, { recursive: true, force: true }); process.exit(failed ? 1 : 0); });
  if (server.exitCode !== null || !server.kill('SIGTERM')) process.exit(1);
});
