/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "bench-swarm.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench-websocket.h"

#define READ_SIZE     (256 * 1024)
#define EVENTS        512
#define LOGINS        64 /* connections that log in at the same time */
#define LOGIN_SECONDS 120

enum
{
  STATE_UPGRADE,
  STATE_HELLO,
  STATE_READY,
};

struct _BenchSwarm
{
  int epoll;
  guint port;
  guint window;
  char **tokens;
  guint n_tokens;
  BenchHandlers handlers;
  gpointer user_data;

  BenchPeer *peers;
  guint n_peers;
  guint n_ready;
  guint n_closed;
  GPtrArray *dirty;
  char *text;
  GError *error;
  guint8 buffer[READ_SIZE + 1];
};

/**
 * bench_swarm_new:
 * @port: the server's, on the loopback address
 * @tokens_path: a file with the devices' tokens, a line each, as `bench-load register` writes it
 * @handlers: what to call
 * @user_data: for @handlers
 *
 * Makes a crowd of clients on one epoll descriptor.
 */
BenchSwarm *
bench_swarm_new (guint port,
                 const char *tokens_path,
                 const BenchHandlers *handlers,
                 gpointer user_data)
{
  BenchSwarm *self = g_new0 (BenchSwarm, 1);
  g_autofree char *tokens = NULL;
  g_autoptr (GError) error = NULL;

  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  self->port = port;
  self->handlers = *handlers;
  self->user_data = user_data;
  self->dirty = g_ptr_array_new ();
  if (!g_file_get_contents (tokens_path, &tokens, NULL, &error))
    g_error ("%s", error->message);
  self->tokens = g_strsplit (g_strchomp (tokens), "\n", -1);
  self->n_tokens = g_strv_length (self->tokens);
  bench_swarm_set_text_size (self, 200);
  return self;
}

void
bench_swarm_free (BenchSwarm *self)
{
  for (guint i = 0; i < self->n_peers; i++)
    {
      if (!self->peers[i].closed)
        close (self->peers[i].fd);
      g_free (self->peers[i].in);
      g_free (self->peers[i].out);
    }
  close (self->epoll);
  g_free (self->peers);
  g_strfreev (self->tokens);
  g_ptr_array_unref (self->dirty);
  g_free (self->text);
  g_clear_error (&self->error);
  g_free (self);
}

BenchPeer *
bench_swarm_get_peer (BenchSwarm *self, guint index)
{
  g_return_val_if_fail (index < self->n_peers, NULL);

  return &self->peers[index];
}

guint
bench_swarm_get_closed (BenchSwarm *self)
{
  return self->n_closed;
}

void
bench_swarm_set_text_size (BenchSwarm *self, guint size)
{
  g_free (self->text);
  self->text = g_strnfill (size, 'x');
}

/* The first loss is what a run fails with. */
static void
lose (BenchSwarm *self, BenchPeer *peer, const char *why)
{
  if (peer->closed)
    return;
  peer->closed = TRUE;
  self->n_closed++;
  close (peer->fd);
  if (self->error == NULL)
    self->error = g_error_new (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                               "user %u lost its connection: %s", peer->user, why);
}

static void
append (BenchSwarm *self, BenchPeer *peer, gsize room)
{
  if (peer->out_length + room > peer->out_size)
    {
      peer->out_size = (guint32) MAX (512, (peer->out_length + room) * 2);
      peer->out = g_realloc (peer->out, peer->out_size);
    }
  if (!peer->dirty)
    {
      peer->dirty = TRUE;
      g_ptr_array_add (self->dirty, peer);
    }
}

static void
send_frame (BenchSwarm *self, BenchPeer *peer, guint opcode, const char *payload, gsize length)
{
  append (self, peer, length + BENCH_WEBSOCKET_HEADER);
  peer->out_length += bench_websocket_write (peer->out + peer->out_length, opcode, payload, length);
}

/**
 * bench_swarm_send_to:
 * @self: a swarm
 * @peer: who sends
 * @receiver: the user or the conversation to send to
 * @index: the message's number
 *
 * Sends a text message at the end of this turn of the loop.
 */
void
bench_swarm_send_to (BenchSwarm *self, BenchPeer *peer, const char *receiver, guint64 index)
{
  char frame[32 * 1024], id[37];
  int length;

  bench_frame_id (id, index);
  length = snprintf (frame, sizeof frame,
                     "{\"frame\":\"send\",\"message\":{\"id\":\"%s\",\"receiver_id\":\"%s\","
                     "\"type\":\"text\",\"text\":\"%s\"}}",
                     id, receiver, self->text);
  send_frame (self, peer, BENCH_WEBSOCKET_TEXT, frame, (gsize) length);
}

/**
 * bench_swarm_send_text:
 * @self: a swarm
 * @peer: who sends
 * @receiver: the user to send to
 * @index: the message's number
 *
 * Sends a text message at the end of this turn of the loop.
 */
void
bench_swarm_send_text (BenchSwarm *self, BenchPeer *peer, guint receiver, guint64 index)
{
  char number[16];

  snprintf (number, sizeof number, "+1555%07u", receiver);
  bench_swarm_send_to (self, peer, number, index);
}

static void
watch (BenchSwarm *self, BenchPeer *peer, int operation)
{
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = peer };

  if (peer->wants_write)
    event.events |= EPOLLOUT;
  epoll_ctl (self->epoll, operation, peer->fd, &event);
}

static void
flush_peer (BenchSwarm *self, BenchPeer *peer)
{
  gssize written;
  gboolean more;

  peer->dirty = FALSE;
  if (peer->closed || peer->out_length == 0)
    return;
  written = send (peer->fd, peer->out, peer->out_length, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (written < 0 && errno != EAGAIN && errno != ENOTCONN)
    {
      lose (self, peer, g_strerror (errno));
      return;
    }
  written = MAX (written, 0);
  peer->out_length -= (guint32) written;
  more = peer->out_length > 0;
  if (more)
    memmove (peer->out, peer->out + written, peer->out_length);
  else
    {
      g_clear_pointer (&peer->out, g_free);
      peer->out_size = 0;
    }
  if (more != peer->wants_write)
    {
      peer->wants_write = more;
      watch (self, peer, EPOLL_CTL_MOD);
    }
}

static void
flush_all (BenchSwarm *self)
{
  for (guint i = 0; i < self->dirty->len; i++)
    flush_peer (self, g_ptr_array_index (self->dirty, i));
  g_ptr_array_set_size (self->dirty, 0);
}

static void
take_frame (BenchSwarm *self, BenchPeer *peer, const char *text, gsize length)
{
  BenchFrame frame;

  bench_frame_read (&frame, text, length);
  peer->cursor = MAX (peer->cursor, frame.cursor);
  if (frame.kind == BENCH_FRAME_SYNCED && peer->state == STATE_HELLO)
    {
      peer->state = STATE_READY;
      self->n_ready++;
      if (self->handlers.ready != NULL)
        self->handlers.ready (peer, self->user_data);
      return;
    }
  if (frame.kind == BENCH_FRAME_ERROR || frame.kind == BENCH_FRAME_BYE)
    {
      g_autofree char *why = g_strndup (text, MIN (length, 300));

      lose (self, peer, why);
      return;
    }
  if (self->handlers.frame != NULL)
    self->handlers.frame (peer, &frame, self->user_data);
}

/* Takes what is whole of @data, and says how much that was. */
static gsize
take_frames (BenchSwarm *self, BenchPeer *peer, guint8 *data, gsize length)
{
  gsize done = 0;
  BenchWebsocketFrame frame;

  while (!peer->closed && bench_websocket_read (data + done, length - done, &frame))
    {
      char *payload = (char *) data + done + frame.header;

      done += frame.header + frame.length;
      if (frame.opcode == BENCH_WEBSOCKET_TEXT)
        take_frame (self, peer, payload, frame.length);
      else if (frame.opcode == BENCH_WEBSOCKET_PING)
        send_frame (self, peer, BENCH_WEBSOCKET_PONG, payload, frame.length);
      else if (frame.opcode == BENCH_WEBSOCKET_CLOSE)
        lose (self, peer, "the server closed it");
    }
  return done;
}

static void
acknowledge (BenchSwarm *self, BenchPeer *peer)
{
  char frame[64];

  if (peer->cursor <= peer->acked || peer->closed)
    return;
  peer->acked = peer->cursor;
  send_frame (self, peer, BENCH_WEBSOCKET_TEXT, frame,
              (gsize) snprintf (frame, sizeof frame,
                                "{\"frame\":\"ack\",\"cursor\":%" G_GUINT64_FORMAT "}",
                                peer->cursor));
}

/* The answer to the upgrade, then hello. */
static gsize
take_upgrade (BenchSwarm *self, BenchPeer *peer, guint8 *data, gsize length)
{
  const guint8 *end = memmem (data, length, "\r\n\r\n", 4);
  char hello[128];

  if (end == NULL)
    return 0;
  if (memmem (data, length, " 101 ", 5) == NULL)
    {
      g_autofree char *answer = g_strndup ((char *) data, strcspn ((char *) data, "\r\n"));

      lose (self, peer, answer);
      return length;
    }
  peer->state = STATE_HELLO;
  send_frame (
      self, peer, BENCH_WEBSOCKET_TEXT, hello,
      (gsize) snprintf (
          hello, sizeof hello,
          "{\"frame\":\"hello\",\"version\":1,\"generation\":null,\"cursor\":0,\"window\":%u}",
          self->window));
  return (gsize) (end + 4 - data);
}

static void
read_peer (BenchSwarm *self, BenchPeer *peer)
{
  gsize kept = peer->in_length, done = 0, length;
  gssize got;

  if (kept > 0)
    memcpy (self->buffer, peer->in, kept);
  got = recv (peer->fd, self->buffer + kept, READ_SIZE - kept, MSG_DONTWAIT);
  if (got < 0 && errno == EAGAIN)
    return;
  if (got <= 0)
    {
      lose (self, peer, got == 0 ? "end of stream" : g_strerror (errno));
      return;
    }
  length = kept + (gsize) got;
  self->buffer[length] = 0;
  if (peer->state == STATE_UPGRADE)
    done = take_upgrade (self, peer, self->buffer, length);
  if (peer->state != STATE_UPGRADE)
    done += take_frames (self, peer, self->buffer + done, length - done);
  acknowledge (self, peer);
  g_clear_pointer (&peer->in, g_free);
  peer->in_length = (guint32) (length - done);
  if (peer->in_length > 0)
    peer->in = g_memdup2 (self->buffer + done, peer->in_length);
}

/**
 * bench_swarm_turn:
 * @self: a swarm
 * @timeout_ms: how long to wait for something to happen
 * @error: return location for an error
 *
 * Runs the loop once.
 *
 * Returns: %FALSE if a connection was lost
 */
gboolean
bench_swarm_turn (BenchSwarm *self, int timeout_ms, GError **error)
{
  struct epoll_event events[EVENTS];
  int n;

  flush_all (self);
  n = epoll_wait (self->epoll, events, EVENTS, timeout_ms);
  for (int i = 0; i < n; i++)
    {
      BenchPeer *peer = events[i].data.ptr;

      if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))
        read_peer (self, peer);
      if (!peer->closed && events[i].events & EPOLLOUT)
        flush_peer (self, peer);
    }
  flush_all (self);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  return TRUE;
}

/**
 * bench_swarm_run:
 * @self: a swarm
 * @condition: while this holds
 * @user_data: for @condition
 * @deadline: the monotonic time at which to give up
 * @error: return location for an error
 */
void
bench_swarm_run (BenchSwarm *self,
                 BenchCondition condition,
                 gpointer user_data,
                 gint64 deadline,
                 GError **error)
{
  while (condition (user_data))
    {
      if (g_get_monotonic_time () > deadline)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "it took too long");
          return;
        }
      if (!bench_swarm_turn (self, 50, error))
        return;
    }
}

static gboolean
dial (BenchSwarm *self, BenchPeer *peer, guint user, GError **error)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons ((guint16) self->port) };
  int yes = 1;
  char request[512];

  if (user >= self->n_tokens)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "there is no token for user %u", user);
      return FALSE;
    }
  *peer = (BenchPeer) { .user = user, .state = STATE_UPGRADE };
  peer->fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  setsockopt (peer->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (peer->fd < 0 || (connect (peer->fd, (struct sockaddr *) &address, sizeof address) != 0 &&
                       errno != EINPROGRESS))
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "user %u cannot connect: %s",
                   user, g_strerror (errno));
      return FALSE;
    }
  append (self, peer, sizeof request);
  peer->out_length = (guint32)
      snprintf ((char *) peer->out, sizeof request,
                "GET /v1/channel HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                "Sec-WebSocket-Protocol: landline.1\r\nAuthorization: Bearer %s\r\n\r\n",
                self->tokens[user]);
  peer->wants_write = TRUE;
  watch (self, peer, EPOLL_CTL_ADD);
  peer->dirty = FALSE; /* it is written when it is connected */
  g_ptr_array_remove_fast (self->dirty, peer);
  return TRUE;
}

/**
 * bench_swarm_log_in:
 * @self: a swarm without peers
 * @first: the first user
 * @count: how many users
 * @window: what they say in `hello`
 * @error: return location for an error
 *
 * Logs users in and waits until all have their backlog.
 *
 * Returns: %TRUE if all are there
 */
gboolean
bench_swarm_log_in (BenchSwarm *self, guint first, guint count, guint window, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + LOGIN_SECONDS * G_USEC_PER_SEC;

  self->window = window;
  self->peers = g_new0 (BenchPeer, count);
  while (self->n_ready < count)
    {
      while (self->n_peers < count && self->n_peers - self->n_ready < LOGINS)
        {
          if (!dial (self, &self->peers[self->n_peers], first + self->n_peers, error))
            return FALSE;
          self->n_peers++;
        }
      if (g_get_monotonic_time () > deadline)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "only %u of %u users could log in",
                       self->n_ready, count);
          return FALSE;
        }
      if (!bench_swarm_turn (self, 50, error))
        return FALSE;
    }
  return TRUE;
}
