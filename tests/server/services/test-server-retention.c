/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>

#include "landline-error.h"
#include "server-directory-blob.h"
#include "server-retention.h"
#include "store-fixture.h"

/* Rounds of forgetting at times that are made up: a message and its file at the end of their time,
 * and a millisecond later. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define DAY   (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
#define START (1000 * DAY)

typedef struct
{
  StoreFixture base;
  ServerConfig *config;
  ServerBlob *blob;
  ServerRetention *retention;
  ServerAccount *alice;
  ServerAccount *bob;
  LandlineMedia *media;
  char *folder;
  LandlineSent sent;
} Fixture;

static char *
dup_path (Fixture *fixture, LandlineMedia *media)
{
  return g_build_filename (fixture->folder, landline_media_get_id (media), NULL);
}

static gboolean
is_there (Fixture *fixture, LandlineMedia *media)
{
  g_autofree char *path = dup_path (fixture, media);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static LandlineMedia *
add_file (Fixture *fixture, const char *name)
{
  LandlineMedia *media = store_add_media (fixture->base.store, fixture->alice, name);
  g_autofree char *path = dup_path (fixture, media);

  g_assert_true (g_file_set_contents (path, "plan", -1, NULL));
  return media;
}

/* Alice sends Bob a file, and both have got it. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineSendRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture->base, data);
  store_fixture_set_clock (&fixture->base, START);
  fixture->folder = g_build_filename (fixture->base.folder, "media", NULL);
  fixture->blob = server_directory_blob_new (fixture->folder, 0, &error);
  g_assert_no_error (error);
  fixture->config = server_config_new ();
  fixture->retention = server_retention_new (fixture->base.store, fixture->blob, fixture->config);
  fixture->alice = store_add_user (fixture->base.store, ALICE, "Alice");
  fixture->bob = store_add_user (fixture->base.store, BOB, "Bob");
  fixture->media = add_file (fixture, "plan.txt");
  request = store_new_document (BOB, landline_media_get_id (fixture->media));
  store_send_request (fixture->base.store, fixture->alice, request, &fixture->sent, &error);
  g_assert_no_error (error);
  store_ack (fixture->base.store, fixture->alice, 9, &error);
  store_ack (fixture->base.store, fixture->bob, 9, &error);
  g_assert_no_error (error);
}

static gboolean
is_idle (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) files = NULL;
  const char *name;

  g_assert_true (store_wait_until (is_idle, fixture->retention));
  g_assert_finalize_object (fixture->retention);
  g_clear_object (&fixture->blob);
  g_clear_object (&fixture->config);
  g_clear_object (&fixture->media);
  server_account_unref (fixture->alice);
  server_account_unref (fixture->bob);
  files = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  store_fixture_tear_down (&fixture->base, data);
}

typedef struct
{
  Fixture *fixture;
  LandlineMedia *media;
} File;

static gboolean
is_gone (gpointer data)
{
  File *file = data;

  return !is_there (file->fixture, file->media);
}

/* A whole round at @now. Files are the last of it: it is over when one is gone that has been of no
 * use since long ago. */
static void
run_round (Fixture *fixture, gint64 now)
{
  g_autoptr (LandlineMedia) useless = NULL;
  File file;

  store_fixture_set_clock (&fixture->base, 0);
  useless = add_file (fixture, "useless.txt");
  file = (File) { fixture, useless };
  store_fixture_set_clock (&fixture->base, now);
  server_retention_start (fixture->retention);
  g_assert_true (store_wait_until (is_gone, &file));
  server_retention_stop (fixture->retention);
}

static gboolean
has_message (Fixture *fixture)
{
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;

  page = store_history (fixture->base.store, fixture->bob, fixture->sent.conversation, 0, 10,
                        &error);
  g_assert_no_error (error);
  return page->rows->len == 1;
}

static gboolean
has_file (Fixture *fixture)
{
  gboolean is_known = store_may_see (fixture->base.store, fixture->bob,
                                     landline_media_get_id (fixture->media));

  if (is_known)
    g_assert_true (is_there (fixture, fixture->media));
  return is_known;
}

/* A day after it was delivered the message goes, and thirty days after it was sent its file. */
static void
test_delivered (Fixture *fixture, gconstpointer data)
{
  File file = { fixture, fixture->media };

  run_round (fixture, START + DAY);
  g_assert_true (has_message (fixture));
  run_round (fixture, START + DAY + 1);
  g_assert_false (has_message (fixture));
  g_assert_true (has_file (fixture));

  run_round (fixture, START + 30 * DAY);
  g_assert_true (has_file (fixture));
  run_round (fixture, START + 30 * DAY + 1);
  g_assert_false (has_file (fixture));
  g_assert_true (store_wait_until (is_gone, &file));
}

/* The days that the operator chose. */
static void
test_days (Fixture *fixture, gconstpointer data)
{
  server_config_set_retention_days (fixture->config, 7);
  run_round (fixture, START + 7 * DAY);
  g_assert_true (has_message (fixture));
  run_round (fixture, START + 7 * DAY + 1);
  g_assert_false (has_message (fixture));
}

/* For ever. The clock going back takes nothing away either. */
static void
test_forever (Fixture *fixture, gconstpointer data)
{
  server_config_set_retention_days (fixture->config, SERVER_RETENTION_FOREVER);
  run_round (fixture, START + 10000 * DAY);
  g_assert_true (has_message (fixture));
  g_assert_true (has_file (fixture));
  server_config_set_retention_days (fixture->config, SERVER_RETENTION_DELIVERED);
  run_round (fixture, START - DAY);
  g_assert_true (has_message (fixture));
  g_assert_true (has_file (fixture));
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/services/retention/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("delivered", test_delivered);
  add ("days", test_days);
  add ("forever", test_forever);
  return g_test_run ();
}
