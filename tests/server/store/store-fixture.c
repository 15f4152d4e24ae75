/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "server-sqlite-store.h"
#include "server-config.h"

#define PATIENCE (30 * G_USEC_PER_SEC)
#define GRACE    (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

ServerStore *
store_fixture_open_sqlite (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "landline.db", NULL);

  return server_sqlite_store_open (path, error);
}

static void
clear_committed (gpointer data)
{
  ServerCommittedRow *row = data;

  g_ref_string_release (row->user_id);
  server_inbox_row_unref (row->row);
}

static void
on_committed (ServerStore *store, const ServerCommittedRow *rows, guint n_rows, StoreFixture *self)
{
  for (guint i = 0; i < n_rows; i++)
    {
      ServerCommittedRow row = { g_ref_string_acquire (rows[i].user_id),
                                 server_inbox_row_ref (rows[i].row) };

      g_array_append_val (self->committed, row);
    }
}

static void
on_failed (ServerStore *store, const GError *error, StoreFixture *self)
{
  g_clear_error (&self->failure);
  self->failure = g_error_copy (error);
}

static void
open_store (StoreFixture *self)
{
  g_autoptr (GError) error = NULL;

  self->store = self->open (self->folder, &error);
  g_assert_no_error (error);
  g_signal_connect (self->store, "committed", G_CALLBACK (on_committed), self);
  g_signal_connect (self->store, "failed", G_CALLBACK (on_failed), self);
}

static void
close_store (StoreFixture *self)
{
  /* What nobody waits for is answered too. */
  server_sqlite_store_close (SERVER_SQLITE_STORE (self->store));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_handlers_disconnect_by_data (self->store, self);
  g_assert_finalize_object (self->store);
  self->store = NULL;
}

void
store_fixture_set_up (StoreFixture *self, gconstpointer open)
{
  g_autoptr (GError) error = NULL;

  self->open = (StoreOpen) open;
  self->folder = g_dir_make_tmp ("landline-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->committed = g_array_new (FALSE, FALSE, sizeof (ServerCommittedRow));
  g_array_set_clear_func (self->committed, clear_committed);
  open_store (self);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_remove (file), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
store_fixture_tear_down (StoreFixture *self, gconstpointer open)
{
  if (self->store != NULL)
    close_store (self);
  g_clear_pointer (&self->committed, g_array_unref);
  g_clear_error (&self->failure);
  remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

/* The server ends and starts again. */
void
store_fixture_reopen (StoreFixture *self)
{
  close_store (self);
  store_fixture_forget_committed (self);
  open_store (self);
}

static gint64
read_clock (gpointer data)
{
  return ((StoreFixture *) data)->now;
}

void
store_fixture_set_clock (StoreFixture *self, gint64 now)
{
  self->now = now;
  server_sqlite_store_set_clock (SERVER_SQLITE_STORE (self->store), read_clock, self);
}

void
store_fixture_forget_committed (StoreFixture *self)
{
  g_array_set_size (self->committed, 0);
}

void
store_answer_cb (GObject *source, GAsyncResult *result, gpointer answer)
{
  StoreAnswer *self = answer;

  g_assert_null (self->result);
  self->result = g_object_ref (result);
}

static gboolean
wake_up (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

gboolean
store_wait_until (gboolean (*is_so) (gpointer data), gpointer data)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint timer = g_timeout_add (100, wake_up, NULL);

  while (!is_so (data) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  return is_so (data);
}

static gboolean
has_result (gpointer data)
{
  return ((StoreAnswer *) data)->result != NULL;
}

GAsyncResult *
store_answer_wait (StoreAnswer *self)
{
  if (!store_wait_until (has_result, self))
    g_error ("The store did not answer in time");
  return self->result;
}

void
store_answer_clear (StoreAnswer *self)
{
  g_clear_object (&self->result);
}

static void
fill_device (ServerNewDevice *device, const char *id)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = SERVER_HASH_SIZE;

  g_checksum_update (checksum, (const guchar *) id, -1);
  g_checksum_get_digest (checksum, device->token_hash, &size);
  device->device_id = id;
  device->name = "Test";
}

/* The token's hash is that of the device's id. */
ServerAccount *
store_add_user (ServerStore *store, const char *user_id, const char *name)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autofree char *device_id = landline_id_new (LANDLINE_ID_DEVICE);
  g_autoptr (GError) error = NULL;
  ServerNewUser user = { .user_id = user_id, .name = name };
  ServerAccount *account;

  fill_device (&user.device, device_id);
  server_store_user_create_async (store, &user, NULL, store_answer_cb, &answer);
  account = server_store_user_create_finish (store, store_answer_wait (&answer), &error);
  g_assert_no_error (error);
  return account;
}

ServerAccount *
store_add_device (ServerStore *store, const char *user_id)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autofree char *device_id = landline_id_new (LANDLINE_ID_DEVICE);
  g_autoptr (GError) error = NULL;
  ServerNewDevice device = { NULL };
  ServerAccount *account;

  fill_device (&device, device_id);
  server_store_device_create_async (store, user_id, &device, NULL, store_answer_cb, &answer);
  account = server_store_device_create_finish (store, store_answer_wait (&answer), &error);
  g_assert_no_error (error);
  return account;
}

LandlineSendRequest *
store_new_text (const char *id, const char *receiver, const char *text)
{
  g_autoptr (LandlineContent) content = landline_content_new_text (text);
  g_autofree char *new_id = id != NULL ? g_strdup (id) : landline_id_new_message ();

  return landline_send_request_new (new_id, receiver, NULL, content, NULL);
}

gboolean
store_send_request (ServerStore *store,
                    ServerAccount *sender,
                    LandlineSendRequest *request,
                    LandlineSent *sent,
                    GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  LandlineSent ignored;

  server_store_send_async (store, sender, request, NULL, store_answer_cb, &answer);
  return server_store_send_finish (store, store_answer_wait (&answer),
                                   sent != NULL ? sent : &ignored, error);
}

gboolean
store_send (ServerStore *store,
            ServerAccount *sender,
            const char *id,
            const char *receiver,
            const char *text,
            LandlineSent *sent,
            GError **error)
{
  g_autoptr (LandlineSendRequest) request = store_new_text (id, receiver, text);

  return store_send_request (store, sender, request, sent, error);
}

ServerPage *
store_read (ServerStore *store, ServerAccount *account, gint64 after, guint limit)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  ServerPage *page;

  server_store_inbox_read_async (store, account, after, limit, G_MAXSIZE, NULL, store_answer_cb,
                                 &answer);
  page = server_store_inbox_read_finish (store, store_answer_wait (&answer), &error);
  g_assert_no_error (error);
  return page;
}

gint64
store_ack (ServerStore *store, ServerAccount *account, gint64 cursor, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_ack_async (store, account, cursor, TRUE, NULL, store_answer_cb, &answer);
  return server_store_ack_finish (store, store_answer_wait (&answer), error);
}

gboolean
store_read_mark (ServerStore *store,
                 ServerAccount *account,
                 const char *conversation,
                 gint64 seq,
                 GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_read_mark_async (store, account, conversation, seq, NULL, store_answer_cb, &answer);
  return server_store_read_mark_finish (store, store_answer_wait (&answer), error);
}

ServerPosition
store_attach (ServerStore *store, ServerAccount *account, const char *generation, gint64 cursor)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  ServerPosition position = { 0 };

  server_store_attach_async (store, account, generation, cursor, NULL, store_answer_cb, &answer);
  server_store_attach_finish (store, store_answer_wait (&answer), &position, &error);
  g_assert_no_error (error);
  return position;
}

/* @id: (nullable): to make it once only */
LandlineConversation *
store_make_group (ServerStore *store,
                  const char *user_id,
                  const char *id,
                  const char *name,
                  const char *const *members,
                  GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  LandlineGroupRequest request = LANDLINE_GROUP_REQUEST_INIT;

  if (id != NULL)
    g_strlcpy (request.id, id, sizeof request.id);
  request.group.name = (char *) name;
  request.members = (char **) members;
  server_store_group_create_async (store, user_id, &request, NULL, store_answer_cb, &answer);
  return server_store_group_create_finish (store, store_answer_wait (&answer), error);
}

/* @members: separated by spaces */
LandlineConversation *
store_add_group (ServerStore *store, ServerAccount *by, const char *name, const char *members)
{
  g_auto (GStrv) list = g_strsplit (members, " ", -1);
  g_autoptr (GError) error = NULL;
  LandlineConversation *group;

  group = store_make_group (store, server_account_get_user_id (by), NULL, name,
                            (const char *const *) list, &error);
  g_assert_no_error (error);
  return group;
}

/* @what: the new name, or the member; a role that is put is administrator */
LandlineConversation *
store_change_group (ServerStore *store,
                    ServerAccount *by,
                    const char *conversation,
                    ServerGroupChangeKind kind,
                    const char *what,
                    GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  ServerGroupChange change = { STORE_RENAME (what) };

  change.kind = kind;
  change.user_id = what;
  change.role = kind == SERVER_GROUP_PUT ? LANDLINE_ROLE_ADMIN : LANDLINE_ROLE_MEMBER;
  server_store_group_change_async (store, server_account_get_user_id (by), conversation, &change,
                                   NULL, store_answer_cb, &answer);
  return server_store_group_change_finish (store, store_answer_wait (&answer), error);
}

LandlineMedia *
store_add_media (ServerStore *store, ServerAccount *by, const char *name)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autofree char *id = landline_id_new (LANDLINE_ID_MEDIA);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineMedia) media = NULL;

  media = landline_media_new (LANDLINE_MEDIA_KIND_DOCUMENT, id, name, "text/plain", 100, sha256);
  server_store_media_create_async (store, server_account_get_user_id (by), media, NULL,
                                   store_answer_cb, &answer);
  server_store_media_create_finish (store, store_answer_wait (&answer), &error);
  g_assert_no_error (error);
  return g_steal_pointer (&media);
}

gboolean
store_may_see (ServerStore *store, ServerAccount *who, const char *media_id)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (LandlineMedia) media = NULL;

  server_store_media_get_async (store, server_account_get_user_id (who), media_id, NULL,
                                store_answer_cb, &answer);
  media = server_store_media_get_finish (store, store_answer_wait (&answer), NULL);
  return media != NULL;
}

ServerPage *
store_history (ServerStore *store,
               ServerAccount *who,
               const char *conversation,
               gint64 before,
               guint limit,
               GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_messages_async (store, server_account_get_user_id (who), conversation, before, limit,
                               NULL, store_answer_cb, &answer);
  return server_store_messages_finish (store, store_answer_wait (&answer), error);
}

/* Forgets until there is nothing more to forget. Returns: the messages whose content went */
guint
store_collect (ServerStore *store, int retention_days)
{
  ServerCollection collection = {
    .retention_days = retention_days,
    .grace = GRACE,
    .media_grace = 30 * GRACE,
  };
  gboolean more = TRUE;
  guint n = 0;

  while (more)
    {
      g_auto (StoreAnswer) answer = { NULL };
      g_autoptr (ServerCollected) collected = NULL;
      g_autoptr (GError) error = NULL;

      server_store_collect_async (store, &collection, NULL, store_answer_cb, &answer);
      collected = server_store_collect_finish (store, store_answer_wait (&answer), &error);
      g_assert_no_error (error);
      n += collected->messages;
      more = collected->more;
    }
  return n;
}

ServerInboxRow *
store_get_row (ServerPage *page, guint position)
{
  g_assert_cmpuint (position, <, page->rows->len);
  return g_ptr_array_index (page->rows, position);
}

char *
store_dup_frame (ServerPage *page, guint position, ServerAccount *account)
{
  GString *frame = g_string_new (NULL);

  server_inbox_row_write_frame (store_get_row (page, position),
                                server_account_get_device_id (account), frame);
  return g_string_free_and_steal (frame);
}

void
store_assert_event (ServerPage *page, guint position, ServerAccount *account, const char *part)
{
  g_autofree char *frame = store_dup_frame (page, position, account);

  if (strstr (frame, part) == NULL)
    g_error ("%s is not in %s", part, frame);
}

void
store_assert_receipt (ServerPage *page,
                      guint position,
                      const char *user_id,
                      gint64 delivered,
                      gint64 read)
{
  LandlineReceipt *receipt = server_inbox_row_get_receipt (store_get_row (page, position));

  g_assert_nonnull (receipt);
  g_assert_cmpstr (landline_receipt_get_user_id (receipt), ==, user_id);
  g_assert_cmpint (landline_receipt_get_delivered (receipt), ==, delivered);
  g_assert_cmpint (landline_receipt_get_read (receipt), ==, read);
}

void
store_revoke_device (ServerStore *store, const char *user_id, const char *device_id, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_device_revoke_async (store, user_id, device_id, NULL, store_answer_cb, &answer);
  server_store_device_revoke_finish (store, store_answer_wait (&answer), error);
}

LandlineSendRequest *
store_new_document (const char *receiver, const char *media_id)
{
  g_autoptr (LandlineMedia) media = landline_media_new_reference (LANDLINE_MEDIA_KIND_DOCUMENT,
                                                                  media_id);
  g_autoptr (LandlineContent) content = landline_content_new_media (media, "Here");
  g_autofree char *id = landline_id_new_message ();

  return landline_send_request_new (id, receiver, NULL, content, NULL);
}

gboolean
store_act (ServerStore *store,
           ServerAccount *who,
           LandlineAction *action,
           LandlineDone *done,
           GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_act_async (store, who, action, NULL, store_answer_cb, &answer);
  return server_store_act_finish (store, store_answer_wait (&answer), done, error);
}

/* @id: NULL for a new one */
gboolean
store_note (ServerStore *store,
            ServerAccount *who,
            const char *id,
            const char *key,
            const char *value,
            ServerNoted *noted,
            GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autofree char *new_id = id != NULL ? g_strdup (id) : landline_id_new_message ();
  g_autoptr (LandlineNote) note = landline_note_new (key, value, 0, 0);

  server_store_note_async (store, who, new_id, note, NULL, store_answer_cb, &answer);
  return server_store_note_finish (store, store_answer_wait (&answer), noted, error);
}

ServerPage *
store_notes (ServerStore *store, ServerAccount *who, gint64 after, guint limit, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_notes_async (store, server_account_get_user_id (who), after, limit, NULL,
                            store_answer_cb, &answer);
  return server_store_notes_finish (store, store_answer_wait (&answer), error);
}

/* Changes a profile, and waits for it. */
LandlineUser *
store_change_user (ServerStore *store,
                   const char *user_id,
                   const LandlineProfileChange *change,
                   GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (ServerChangedUser) changed = NULL;

  server_store_user_change_async (store, user_id, change, NULL, store_answer_cb, &answer);
  changed = server_store_user_change_finish (store, store_answer_wait (&answer), error);
  return changed != NULL ? g_object_ref (changed->user) : NULL;
}
