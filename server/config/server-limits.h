/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Every size, count and time of the server that somebody outside has a hand in, by name. What
 * belongs to the wire itself (the length of a text, of a name, of an identifier) is in the model's
 * limits. Those that an operator may change are defaults here and getters of ServerConfig.
 */

/* The channel. */

/* The longest WebSocket message, all its fragments together, in bytes. */
#define SERVER_LIMIT_FRAME (64 * 1024)
/* The most fragments that a message may come in: empty ones cost nothing to send. */
#define SERVER_LIMIT_FRAGMENTS 4096
/* Bytes that wait to be written to one connection before its pump pauses. */
#define SERVER_LIMIT_QUEUE (256 * 1024)
/* Bytes that may wait beyond that, for what cannot be put off (answers, pongs, errors), before the
 * peer is a slow consumer. */
#define SERVER_LIMIT_QUEUE_HARD (512 * 1024)
/* Bytes that are read from one connection before the others get their turn. */
#define SERVER_LIMIT_TURN (256 * 1024)
/* Events that a client may ask for at once before it acknowledges (`window`). */
#define SERVER_LIMIT_WINDOW 1024
/* Sends that may be in the store's hands for one connection. */
#define SERVER_LIMIT_IN_FLIGHT 128
/* Read marks that wait until the store takes them again, of all connections. */
#define SERVER_LIMIT_KEPT_READS 16384
/* Seconds between two pings, and to answer one. */
#define SERVER_LIMIT_PING_INTERVAL 30
#define SERVER_LIMIT_PONG          15
/* Seconds from the upgrade to `hello`. */
#define SERVER_LIMIT_HELLO 10
/* Seconds that the peer has to answer our close frame. */
#define SERVER_LIMIT_CLOSE 5
/* Milliseconds between two `typing` or `presence` frames of one device that are passed on. */
#define SERVER_LIMIT_TYPING_INTERVAL 1000

/* What people do to messages and note for themselves. */

/* Milliseconds after which a message can no longer be edited, or deleted by its sender. */
#define SERVER_LIMIT_CHANGE_TIME (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
/* Messages that are pinned in a conversation. */
#define SERVER_LIMIT_PINS 32
/* Keys of a user's notes, those that were taken back included. */
#define SERVER_LIMIT_NOTES 100000

/* The announcement on the network. */

/* Names that are tried when others on the network have the same. */
#define SERVER_LIMIT_RENAMES 32
/* Seconds before a system bus that was not there is looked for again. */
#define SERVER_LIMIT_BUS_RETRY 30

/* Statuses. */

/* Milliseconds that a status is shown. */
#define SERVER_LIMIT_STATUS_TIME (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
/* Statuses that a user posts in that time, those that were removed included. */
#define SERVER_LIMIT_STATUSES 64
/* Bytes of the contents of a list of statuses, before older ones are left out. */
#define SERVER_LIMIT_STATUS_LIST (4 * 1024 * 1024)

/* Linked devices. */

/* Milliseconds that a link to become another device is good. */
#define SERVER_LIMIT_LINK_LIFETIME (10 * 60 * 1000)
/* Links of a user that are open at once. */
#define SERVER_LIMIT_LINKS 8
/* Devices of a user that a link still adds to. */
#define SERVER_LIMIT_DEVICES 64

/* Connections. */

/* Connections that one turn of the loop accepts. */
#define SERVER_LIMIT_ACCEPTS 64
/* Connections that wait in the kernel. */
#define SERVER_LIMIT_BACKLOG 1024
/* Steps of TLS handshakes that one turn of the loop takes. */
#define SERVER_LIMIT_HANDSHAKE_STEPS 16
/* Seconds from the connection, through the TLS handshake, to the end of the first request's
 * headers. */
#define SERVER_LIMIT_HEADERS 10
/* Seconds that an HTTP connection may do nothing between two requests. */
#define SERVER_LIMIT_HTTP_IDLE 5
/* Seconds from there to the end of a body of at most LANDLINE_LIMIT_REST_BODY. */
#define SERVER_LIMIT_BODY 10
/* Seconds in which a longer body, or an answer, moves so many bytes at least. */
#define SERVER_LIMIT_HTTP_STALLED 60
#define SERVER_LIMIT_HTTP_PACE    (16 * 1024)
/* Bytes of all files together that are in memory on their way between disk and network, as long as
 * that leaves each a part of the smallest size. */
#define SERVER_LIMIT_TRANSFERS (4 * 1024 * 1024)
#define SERVER_LIMIT_PART_MIN  (16 * 1024)
/* Milliseconds that accepting pauses when the process is out of descriptors. */
#define SERVER_LIMIT_ACCEPT_PAUSE 200
/* Milliseconds that a stopping server gives its connections to take `bye` and what waits for them.
 */
#define SERVER_LIMIT_DRAIN 3000
/* Milliseconds after which clients are told to come back when the server stops. */
#define SERVER_LIMIT_RETRY_AFTER 1500

/* Bytes that are read and thrown away behind a refused upload, and the milliseconds that its peer
 * has to take the answer: closing a socket with unread bytes makes the system take back what was
 * sent.
 */
#define SERVER_LIMIT_FAREWELL_BYTES (20 * 1024 * 1024)
#define SERVER_LIMIT_FAREWELL_TIME  2000

/* Tokens that are nobody's that an address may try in a minute. */
#define SERVER_LIMIT_GUESSES 120

/* Defaults of what the operator may change (0: no limit). */

#define SERVER_DEFAULT_PORT          5263
#define SERVER_DEFAULT_CONNECTIONS   256
#define SERVER_DEFAULT_REGISTRATIONS 30
#define SERVER_DEFAULT_MESSAGES      50
#define SERVER_DEFAULT_UPLOADS       60
#define SERVER_DEFAULT_MEDIA         (G_GUINT64_CONSTANT (16) * 1024 * 1024)
#define SERVER_DEFAULT_DOCUMENT      (G_GUINT64_CONSTANT (100) * 1024 * 1024)
#define SERVER_DEFAULT_STORAGE       G_GUINT64_CONSTANT (0)
#define SERVER_DEFAULT_GRACE_HOURS   24

/* How many seconds' worth of messages a device may send at once: what it wrote while it was
 * offline. */
#define SERVER_LIMIT_MESSAGES_BURST 10
/* Devices of which it is remembered, after they have sent, how much of that is left. */
#define SERVER_LIMIT_ALLOWANCES 16384

/* The console: callers at the same time, those that wait in the kernel, bytes of what one says, and
 * seconds that one may take. */
#define SERVER_LIMIT_CONSOLE_CALLS   16
#define SERVER_LIMIT_CONSOLE_WAITING 64
#define SERVER_LIMIT_CONSOLE_WORD    32
#define SERVER_LIMIT_CONSOLE_ANSWER  16384
#define SERVER_LIMIT_CONSOLE_TIME    10

/* The configuration. */

/* Bytes of a configuration file. */
#define SERVER_LIMIT_CONFIG_FILE (64 * 1024)
/* Addresses that are listened on. */
#define SERVER_LIMIT_LISTENERS 16
/* Bytes of the server's name. */
#define SERVER_LIMIT_SERVER_NAME 64

G_END_DECLS
