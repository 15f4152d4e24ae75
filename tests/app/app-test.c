/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "app-test.h"

#include <glib/gstdio.h>

#include "app-cache-chats.h"
#include "landline-id.h"
#include "landline-wire-content.h"

static gboolean
over_cb (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;
  return G_SOURCE_CONTINUE;
}

AppTestClock
app_test_clock_start (void)
{
  return (AppTestClock) { FALSE, 0 };
}

gboolean
app_test_clock_turn (AppTestClock *self)
{
  if (self->source == 0)
    self->source = g_timeout_add_seconds (APP_TEST_SECONDS, over_cb, &self->over);
  g_main_context_iteration (NULL, TRUE);
  return !self->over;
}

void
app_test_clock_stop (AppTestClock *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
}

void
app_test_turn (guint milliseconds)
{
  gboolean over = FALSE;
  guint source = g_timeout_add (milliseconds, over_cb, &over);

  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

void
app_test_result (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

char *
app_test_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("landline-app-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

void
app_test_remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        app_test_remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

AppProfile *
app_test_make_profile (const char *folder, const char *name)
{
  g_autofree char *data = g_build_filename (folder, name, "data", NULL);
  g_autofree char *state = g_build_filename (folder, name, "state", NULL);

  return app_profile_new_for_folders (name, data, state);
}

AppCache *
app_test_open_cache (const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AppCache *cache;

  app_cache_open_async (path, APP_TEST_SELF, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  cache = app_cache_open_finish (result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (cache);
  return cache;
}

static gboolean
is_alive (GWeakRef *object)
{
  g_autoptr (GObject) alive = g_weak_ref_get (object);

  return alive != NULL;
}

/* A thread of GTask may hold the object a moment longer than its answer takes. */
void
app_test_finalize (gpointer object)
{
  GWeakRef gone;

  g_weak_ref_init (&gone, object);
  g_object_unref (object);
  app_test_wait (!is_alive (&gone));
  g_weak_ref_clear (&gone);
}

void
app_test_close_cache (AppCache *cache)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_cache_close_async (cache, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_true (app_cache_close_finish (cache, result, NULL));
  g_clear_object (&result);
  app_test_finalize (cache);
}

static void
finish_call (AppCache *cache, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  app_test_wait (*result != NULL);
  app_cache_call_finish (cache, *result, &error);
  g_assert_no_error (error);
}

void
app_test_write (AppCache *cache, AppCacheFunc func, gpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_cache_write_async (cache, func, data, NULL, NULL, app_test_result, &result);
  finish_call (cache, &result);
}

void
app_test_read (AppCache *cache, AppCacheFunc func, gpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_cache_read_async (cache, func, data, NULL, NULL, app_test_result, &result);
  finish_call (cache, &result);
}

LandlineMessage *
app_test_make_message (const char *conversation, gint64 seq, const char *sender, const char *text)
{
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineContent) content = landline_content_new_text (text);

  /* A second apart, from a day in 2025 on */
  return landline_message_new (id, sender, conversation, seq,
                               G_GINT64_CONSTANT (1750000000000) + seq * 1000, content, NULL);
}

static gboolean
put_message (AppCacheDatabase *database, gpointer data, GError **error)
{
  gint64 chat;
  gboolean added;

  return app_cache_messages_put (database, data, &chat, &added, error);
}

void
app_test_put (AppCache *cache, LandlineMessage *message)
{
  app_test_write (cache, put_message, message);
}

typedef struct
{
  gint64 chat;
  gint64 key;
  const char *text;
  char *texts;
} ChatCall;

static gboolean
read_texts (AppCacheDatabase *database, gpointer data, GError **error)
{
  static const char *const marks[] = { "", "?", "!" };
  ChatCall *call = data;
  g_autoptr (GString) texts = g_string_new (NULL);
  g_autoptr (GPtrArray) rows = app_cache_messages_list (database, call->chat, 0, G_MAXINT64, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      AppCacheMessage *row = g_ptr_array_index (rows, i);

      g_string_append_printf (texts, "%s%s%s", i > 0 ? "|" : "", marks[row->key.state],
                              landline_content_get_text (
                                  landline_message_get_content (row->message)));
    }
  call->texts = g_string_free (g_steal_pointer (&texts), FALSE);
  return rows != NULL;
}

char *
app_test_list_texts (AppCache *cache, gint64 chat)
{
  ChatCall call = { .chat = chat };

  app_test_read (cache, read_texts, &call);
  return call.texts;
}

static gboolean
add_outgoing (AppCacheDatabase *database, gpointer data, GError **error)
{
  ChatCall *call = data;
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineContent) content = landline_content_new_text (call->text);

  return app_cache_messages_add_outgoing (database, call->chat, id, g_get_real_time () / 1000,
                                          content, NULL, FALSE, &call->key, error);
}

gint64
app_test_add_outgoing (AppCache *cache, gint64 chat, const char *text)
{
  ChatCall call = { .chat = chat, .text = text };

  app_test_write (cache, add_outgoing, &call);
  return call.key;
}

static gboolean
ensure_direct (AppCacheDatabase *database, gpointer data, GError **error)
{
  ChatCall *call = data;

  return app_cache_chats_ensure_direct (database, call->text, 1000, &call->chat, error);
}

gint64
app_test_ensure_direct (AppCache *cache, const char *user_id)
{
  ChatCall call = { .text = user_id };

  app_test_write (cache, ensure_direct, &call);
  return call.chat;
}

static gboolean
find_chat (AppCacheDatabase *database, gpointer data, GError **error)
{
  ChatCall *call = data;

  return app_cache_chats_find (database, call->text, &call->chat, error);
}

gint64
app_test_find_chat (AppCache *cache, const char *conversation)
{
  ChatCall call = { .text = conversation };

  app_test_read (cache, find_chat, &call);
  return call.chat;
}

static gboolean
find_message (AppCacheDatabase *database, gpointer data, GError **error)
{
  ChatCall *call = data;
  AppMessageKey key;

  if (!app_cache_messages_find (database, call->text, &call->chat, &key, error))
    return FALSE;
  call->key = key.key;
  return TRUE;
}

gint64
app_test_find_message (AppCache *cache, const char *id)
{
  ChatCall call = { .text = id };

  app_test_read (cache, find_message, &call);
  return call.key;
}

GBytes *
app_test_encode (LandlineContent *content)
{
  return g_bytes_ref (landline_wire_content_get_encoded (content));
}
