/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "server-reactor.h"

#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  ServerWatch watch;
  ServerDeadline deadline;
  ServerReactor *reactor;
  int ends[2];
  guint ready;
  guint ended;
  guint passed;
  gboolean asks_again;
  ServerWatch *unwatches;
} Peer;

static void
on_ready (ServerWatch *watch, guint32 events)
{
  Peer *peer = (Peer *) watch;
  char byte;

  peer->ready++;
  if (events & EPOLLIN)
    (void) !recv (peer->ends[0], &byte, 1, MSG_DONTWAIT);
  if (peer->asks_again)
    server_reactor_read_again (peer->reactor, watch);
  if (peer->unwatches != NULL)
    server_reactor_unwatch (peer->reactor, peer->unwatches);
  server_reactor_mark (peer->reactor, watch);
}

static void
on_turn_ended (ServerWatch *watch)
{
  ((Peer *) watch)->ended++;
}

static void
on_passed (ServerDeadline *deadline)
{
  Peer *peer = (Peer *) ((char *) deadline - G_STRUCT_OFFSET (Peer, deadline));

  peer->passed++;
}

static const ServerWatchFuncs peer_funcs = { on_ready, on_turn_ended };

static void
peer_init (Peer *peer, ServerReactor *reactor)
{
  g_autoptr (GError) error = NULL;

  *peer = (Peer) { .reactor = reactor };
  server_watch_init (&peer->watch, &peer_funcs);
  server_deadline_init (&peer->deadline, on_passed);
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, peer->ends), ==, 0);
  server_reactor_watch (reactor, &peer->watch, peer->ends[0], EPOLLIN, &error);
  g_assert_no_error (error);
}

static void
peer_clear (Peer *peer)
{
  server_reactor_unwatch (peer->reactor, &peer->watch);
  server_reactor_clear_deadline (peer->reactor, &peer->deadline);
  close (peer->ends[0]);
  close (peer->ends[1]);
}

static void
poke (Peer *peer)
{
  g_assert_cmpint (write (peer->ends[1], "x", 1), ==, 1);
}

static ServerReactor *
make_reactor (void)
{
  g_autoptr (GError) error = NULL;
  ServerReactor *reactor = server_reactor_new (NULL, &error);

  g_assert_no_error (error);
  return reactor;
}

static void
test_ready (void)
{
  g_autoptr (ServerReactor) reactor = make_reactor ();
  Peer peer;

  peer_init (&peer, reactor);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
  poke (&peer);
  g_assert_true (g_main_context_iteration (NULL, TRUE));
  g_assert_cmpuint (peer.ready, ==, 1);
  g_assert_cmpuint (peer.ended, ==, 1);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
  peer_clear (&peer);
}

static void
test_read_again (void)
{
  g_autoptr (ServerReactor) reactor = make_reactor ();
  Peer peer;

  peer_init (&peer, reactor);
  peer.asks_again = TRUE;
  poke (&peer);
  for (guint i = 1; i <= 5; i++)
    {
      g_assert_true (g_main_context_iteration (NULL, FALSE));
      g_assert_cmpuint (peer.ready, ==, i);
    }
  peer.asks_again = FALSE;
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_false (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (peer.ready, ==, 6);
  peer_clear (&peer);
}

/* Of two that are ready in the same turn, the first takes the second out. */
static void
test_unwatch_within_a_turn (void)
{
  g_autoptr (ServerReactor) reactor = make_reactor ();
  Peer peers[2];

  for (guint i = 0; i < 2; i++)
    peer_init (&peers[i], reactor);
  peers[0].unwatches = &peers[1].watch;
  peers[1].unwatches = &peers[0].watch;
  poke (&peers[0]);
  poke (&peers[1]);
  g_assert_true (g_main_context_iteration (NULL, TRUE));
  g_assert_cmpuint (peers[0].ready + peers[1].ready, ==, 1);
  g_assert_cmpuint (peers[0].ended + peers[1].ended, ==, 1);
  for (guint i = 0; i < 2; i++)
    peer_clear (&peers[i]);
}

static void
test_unwatch_what_waits (void)
{
  g_autoptr (ServerReactor) reactor = make_reactor ();
  Peer peers[3];

  for (guint i = 0; i < 3; i++)
    {
      peer_init (&peers[i], reactor);
      server_reactor_read_again (reactor, &peers[i].watch);
      server_reactor_mark (reactor, &peers[i].watch);
    }
  server_reactor_unwatch (reactor, &peers[1].watch);
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (peers[0].ready, ==, 1);
  g_assert_cmpuint (peers[1].ready, ==, 0);
  g_assert_cmpuint (peers[1].ended, ==, 0);
  g_assert_cmpuint (peers[2].ended, ==, 1);
  for (guint i = 0; i < 3; i++)
    peer_clear (&peers[i]);
}

static void
test_change (void)
{
  g_autoptr (ServerReactor) reactor = make_reactor ();
  Peer peer;

  peer_init (&peer, reactor);
  server_reactor_change (reactor, &peer.watch, 0);
  poke (&peer);
  g_assert_false (g_main_context_iteration (NULL, FALSE));
  server_reactor_change (reactor, &peer.watch, EPOLLOUT);
  g_assert_true (g_main_context_iteration (NULL, TRUE));
  g_assert_cmpuint (peer.ready, ==, 1);
  peer_clear (&peer);
}

static void
test_deadline (void)
{
  g_autoptr (ServerReactor) reactor = make_reactor ();
  gint64 begin = g_get_monotonic_time ();
  Peer peers[2];

  for (guint i = 0; i < 2; i++)
    {
      peer_init (&peers[i], reactor);
      server_reactor_set_deadline (reactor, &peers[i].deadline, 100);
    }
  server_reactor_clear_deadline (reactor, &peers[1].deadline);
  while (peers[0].passed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 100 * 1000);
  g_assert_cmpuint (peers[1].passed, ==, 0);
  for (guint i = 0; i < 2; i++)
    peer_clear (&peers[i]);
}

static void
test_one_source (void)
{
  enum
  {
    N = 500
  };
  g_autoptr (ServerReactor) reactor = make_reactor ();
  g_autofree Peer *peers = g_new (Peer, N);
  GPollFD descriptors[64];
  int timeout;
  int before;

  g_assert_true (g_main_context_acquire (NULL));
  before = g_main_context_query (NULL, G_MAXINT, &timeout, descriptors, G_N_ELEMENTS (descriptors));
  for (guint i = 0; i < N; i++)
    peer_init (&peers[i], reactor);
  g_assert_cmpint (g_main_context_query (NULL, G_MAXINT, &timeout, descriptors,
                                         G_N_ELEMENTS (descriptors)),
                   ==, before);
  g_main_context_release (NULL);

  /* More than one batch of events. */
  for (guint i = 0; i < N; i++)
    poke (&peers[i]);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  for (guint i = 0; i < N; i++)
    {
      g_assert_cmpuint (peers[i].ready, ==, 1);
      peer_clear (&peers[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/reactor/ready", test_ready);
  g_test_add_func ("/server/reactor/read-again", test_read_again);
  g_test_add_func ("/server/reactor/unwatch-within-a-turn", test_unwatch_within_a_turn);
  g_test_add_func ("/server/reactor/unwatch-what-waits", test_unwatch_what_waits);
  g_test_add_func ("/server/reactor/change", test_change);
  g_test_add_func ("/server/reactor/deadline", test_deadline);
  g_test_add_func ("/server/reactor/one-source", test_one_source);

  return g_test_run ();
}
