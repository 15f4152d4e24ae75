/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "landline-error.h"
#include "server-directory-blob.h"
#include "server-local-bus.h"
#include "server-rest-services.h"
#include "server-rest.h"
#include "store-fixture.h"

/* Uploads whose peer goes away while a part of them is being written: over a disk that takes as
 * long as the test likes. */

#define ALICE  "+15550101"
#define LENGTH (8 * 1024 * 1024)

/* A disk whose writes are held back. */

#define SLOW_TYPE_BLOB (slow_blob_get_type ())
G_DECLARE_FINAL_TYPE (SlowBlob, slow_blob, SLOW, BLOB, GObject)

struct _SlowBlob
{
  GObject parent_instance;

  ServerBlob *disk;
  GTask *held; /* a write that waits */
  GBytes *held_bytes;
  guint n_writers;
};

#define SLOW_TYPE_WRITER (slow_writer_get_type ())
G_DECLARE_FINAL_TYPE (SlowWriter, slow_writer, SLOW, WRITER, GObject)

struct _SlowWriter
{
  GObject parent_instance;

  SlowBlob *blob;
  ServerBlobWriter *file;
};

static void slow_blob_iface_init (ServerBlobInterface *iface);
static void slow_writer_iface_init (ServerBlobWriterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SlowBlob,
                               slow_blob,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SERVER_TYPE_BLOB, slow_blob_iface_init))
G_DEFINE_FINAL_TYPE_WITH_CODE (SlowWriter,
                               slow_writer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SERVER_TYPE_BLOB_WRITER,
                                                      slow_writer_iface_init))

static void
slow_writer_write_async (ServerBlobWriter *writer, GBytes *bytes, GTask *task)
{
  SlowWriter *self = SLOW_WRITER (writer);

  g_assert_null (self->blob->held);
  self->blob->held = task;
  self->blob->held_bytes = g_bytes_ref (bytes);
}

static void
slow_writer_abort (ServerBlobWriter *writer)
{
  server_blob_writer_abort (SLOW_WRITER (writer)->file);
}

static void
slow_writer_iface_init (ServerBlobWriterInterface *iface)
{
  iface->write_async = slow_writer_write_async;
  iface->abort = slow_writer_abort;
}

static void
slow_writer_finalize (GObject *object)
{
  SlowWriter *self = SLOW_WRITER (object);

  self->blob->n_writers--;
  g_clear_object (&self->file);
  g_clear_object (&self->blob);

  G_OBJECT_CLASS (slow_writer_parent_class)->finalize (object);
}

static void
slow_writer_class_init (SlowWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = slow_writer_finalize;
}

static void
slow_writer_init (SlowWriter *self)
{
}

static void
on_created (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SlowWriter *writer = g_object_new (SLOW_TYPE_WRITER, NULL);

  writer->blob = g_object_ref (g_task_get_source_object (task));
  writer->blob->n_writers++;
  writer->file = server_blob_create_finish (SERVER_BLOB (object), result, NULL);
  g_assert_nonnull (writer->file);
  g_task_return_pointer (task, writer, g_object_unref);
}

static void
slow_blob_create_async (ServerBlob *blob, const char *id, guint64 length, GTask *task)
{
  server_blob_create_async (SLOW_BLOB (blob)->disk, id, length, NULL, on_created, task);
}

static void
slow_blob_iface_init (ServerBlobInterface *iface)
{
  iface->create_async = slow_blob_create_async;
}

static void
slow_blob_finalize (GObject *object)
{
  g_clear_object (&SLOW_BLOB (object)->disk);

  G_OBJECT_CLASS (slow_blob_parent_class)->finalize (object);
}

static void
slow_blob_class_init (SlowBlobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = slow_blob_finalize;
}

static void
slow_blob_init (SlowBlob *self)
{
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (server_blob_writer_write_finish (SERVER_BLOB_WRITER (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The disk is done with what is held back; with @error it could not take it. */
static void
slow_blob_release (SlowBlob *self, GError *error)
{
  GTask *task = g_steal_pointer (&self->held);
  g_autoptr (GBytes) bytes = g_steal_pointer (&self->held_bytes);
  SlowWriter *writer = g_task_get_source_object (task);

  if (error == NULL)
    {
      server_blob_writer_write_async (writer->file, bytes, NULL, on_written, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* A server of REST calls on it. */

typedef struct
{
  StoreFixture base;
  char *folder;
  SlowBlob *blob;
  ServerConfig *config;
  ServerAuth *auth;
  ServerMessageService *messages;
  ServerBus *bus;
  ServerDelivery *delivery;
  ServerActionService *actions;
  ServerMediaService *media;
  ServerUserService *users;
  ServerConversationService *conversations;
  ServerStatusService *statuses;
  SoupServer *soup;
  ServerRest *rest;
  ServerAccount *alice;
  guint n_aborted;
} Fixture;

static void
on_aborted (SoupServer *soup, SoupServerMessage *message, gpointer data)
{
  ((Fixture *) data)->n_aborted++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  ServerRestServices services = { NULL };
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture->base, data);
  fixture->folder = g_build_filename (fixture->base.folder, "media", NULL);
  fixture->blob = g_object_new (SLOW_TYPE_BLOB, NULL);
  fixture->blob->disk = server_directory_blob_new (fixture->folder, 0, &error);
  g_assert_no_error (error);
  fixture->config = server_config_new ();
  fixture->auth = server_auth_new (fixture->base.store, SERVER_POLICY_OPEN);
  fixture->messages = server_message_service_new (fixture->base.store, fixture->config);
  fixture->bus = server_local_bus_new ();
  fixture->delivery = server_delivery_new (fixture->base.store, fixture->bus);
  fixture->actions = server_action_service_new (fixture->base.store, fixture->messages,
                                                fixture->delivery);
  fixture->media = server_media_service_new (fixture->base.store, SERVER_BLOB (fixture->blob),
                                             fixture->config);
  fixture->users = server_user_service_new (fixture->base.store, NULL);
  fixture->conversations = server_conversation_service_new (fixture->base.store);
  fixture->statuses = server_status_service_new (fixture->base.store);
  services.store = fixture->base.store;
  services.auth = fixture->auth;
  services.messages = fixture->messages;
  services.actions = fixture->actions;
  services.media = fixture->media;
  services.users = fixture->users;
  services.conversations = fixture->conversations;
  services.statuses = fixture->statuses;
  services.config = fixture->config;
  fixture->soup = soup_server_new (NULL, NULL);
  g_signal_connect (fixture->soup, "request-aborted", G_CALLBACK (on_aborted), fixture);
  fixture->rest = server_rest_new (fixture->soup, &services);
  soup_server_listen_local (fixture->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  fixture->alice = store_add_user (fixture->base.store, ALICE, "Alice");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  soup_server_disconnect (fixture->soup);
  g_clear_object (&fixture->rest);
  g_clear_object (&fixture->soup);
  g_clear_object (&fixture->statuses);
  g_clear_object (&fixture->conversations);
  g_clear_object (&fixture->users);
  g_clear_object (&fixture->media);
  g_clear_object (&fixture->actions);
  g_clear_object (&fixture->delivery);
  g_clear_object (&fixture->bus);
  g_clear_object (&fixture->messages);
  g_clear_object (&fixture->auth);
  g_clear_object (&fixture->config);
  g_clear_object (&fixture->blob);
  server_account_unref (fixture->alice);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  store_fixture_tear_down (&fixture->base, data);
}

/* Sends the head of an upload and @length bytes of it, as far as the server takes them. */
static GSocketConnection *
begin_upload (Fixture *fixture, gsize length)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autofree char *bytes = g_malloc0 (length);
  g_autofree char *head = NULL;
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = soup_server_get_uris (fixture->soup);
  GSocketConnection *connection;
  GOutputStream *output;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1",
                                                (guint16) g_uri_get_port (uris->data), NULL,
                                                &error);
  g_assert_no_error (error);
  head = g_strdup_printf ("POST /v1/media?type=document&name=a.bin HTTP/1.1\r\n"
                          "Host: localhost\r\nAuthorization: Bearer %s\r\n"
                          "Content-Length: %d\r\n\r\n",
                          server_account_get_device_id (fixture->alice), LENGTH);
  output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_assert_true (g_output_stream_write_all (output, head, strlen (head), NULL, NULL, &error));
  g_socket_set_blocking (g_socket_connection_get_socket (connection), FALSE);
  for (gsize sent = 0; sent < length;)
    {
      gssize n = g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (output),
                                                             bytes, length - sent, NULL, NULL);

      if (n > 0)
        sent += n;
      else if (!g_main_context_iteration (NULL, FALSE) && fixture->blob->held != NULL)
        break;
    }
  return connection;
}

static gboolean
is_held (gpointer data)
{
  return ((Fixture *) data)->blob->held != NULL;
}

static gboolean
was_aborted (gpointer data)
{
  return ((Fixture *) data)->n_aborted > 0;
}

static gboolean
is_empty (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);

  return fixture->blob->n_writers == 0 && server_blob_get_used (fixture->blob->disk) == 0 &&
         g_dir_read_name (dir) == NULL;
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_no_media (Fixture *fixture)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GPtrArray) media = NULL;

  server_store_media_list_async (fixture->base.store, NULL, store_answer_cb, &answer);
  media = server_store_media_list_finish (fixture->base.store, store_answer_wait (&answer), NULL);
  g_assert_cmpuint (media->len, ==, 0);
}

/* The peer goes, the server sees it, and then the disk is done. */
static void
test_gone_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) peer = begin_upload (fixture, SERVER_BLOB_CHUNK + 4096);

  g_assert_true (store_wait_until (is_held, fixture));
  g_assert_true (g_io_stream_close (G_IO_STREAM (peer), NULL, NULL));
  g_assert_true (store_wait_until (was_aborted, fixture));
  /* What is being written is still whole. */
  g_assert_cmpuint (fixture->blob->n_writers, ==, 1);
  g_assert_nonnull (fixture->blob->held);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  slow_blob_release (fixture->blob, NULL);
  g_assert_true (store_wait_until (is_empty, fixture));
  assert_no_media (fixture);
}

/* The same, and the disk could not take it: nobody is left to be told. */
static void
test_gone_and_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) peer = begin_upload (fixture, SERVER_BLOB_CHUNK + 4096);

  g_assert_true (store_wait_until (is_held, fixture));
  g_assert_true (g_io_stream_close (G_IO_STREAM (peer), NULL, NULL));
  g_assert_true (store_wait_until (was_aborted, fixture));
  slow_blob_release (fixture->blob,
                     g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_STORAGE_FULL, "Full."));
  g_assert_true (store_wait_until (is_empty, fixture));
  assert_no_media (fixture);
}

/* The server is so far behind that it does not look at the connection any more when the peer goes:
 * it sees that when the disk is done, part by part. */
static void
test_gone_while_behind (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) peer = begin_upload (fixture, 4 * SERVER_BLOB_CHUNK);

  g_assert_true (store_wait_until (is_held, fixture));
  g_assert_true (g_io_stream_close (G_IO_STREAM (peer), NULL, NULL));
  while (fixture->n_aborted == 0)
    {
      if (fixture->blob->held != NULL)
        slow_blob_release (fixture->blob, NULL);
      g_main_context_iteration (NULL, TRUE);
    }
  if (fixture->blob->held != NULL)
    slow_blob_release (fixture->blob, NULL);
  g_assert_true (store_wait_until (is_empty, fixture));
  assert_no_media (fixture);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/server/rest/aborted/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("gone-first", test_gone_first);
  add ("gone-and-failed", test_gone_and_failed);
  add ("gone-while-behind", test_gone_while_behind);
  return g_test_run ();
}
