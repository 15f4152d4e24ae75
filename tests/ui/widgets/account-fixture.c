/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "account-fixture.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#include "app-cache-chats.h"
#include "app-cache-files.h"
#include "app-cache-members.h"
#include "app-cache-messages.h"
#include "app-cache-users.h"
#include "app-cache.h"
#include "landline-id.h"

/* Noon of a day long ago, so that no test depends on today. */
#define FIRST_TIME G_GINT64_CONSTANT (1767268800000)

/* For waiting: whether a pointer is set */
gboolean
account_fixture_is_set (gpointer user_data)
{
  return *(gpointer *) user_data != NULL;
}

/* A callback that keeps the result where its data points to */
void
account_fixture_store (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
account_fixture_write (AccountFixture *self, AppCacheFunc func, gpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_cache_write_async (app_session_get_cache (self->session), func, data, NULL, NULL,
                         account_fixture_store, &result);
  ui_spin_until (account_fixture_is_set, &result);
  app_cache_call_finish (app_session_get_cache (self->session), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_loaded (gpointer user_data)
{
  return !app_chat_list_get_loading (user_data);
}

/**
 * account_fixture_set_up:
 * @self: the fixture
 *
 * Opens an empty account.
 */
void
account_fixture_set_up (AccountFixture *self)
{
  static const char *const addresses[] = { "127.0.0.1:1", NULL };
  g_autoptr (AppAccount) account = app_account_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  g_autofree char *state = NULL;

  self->folder = g_dir_make_tmp ("landline-ui-XXXXXX", &error);
  g_assert_no_error (error);
  data = g_build_filename (self->folder, "data", NULL);
  state = g_build_filename (self->folder, "state", NULL);
  self->profile = app_profile_new_for_folders ("test", data, state);
  app_account_set_server_name (account, "Home");
  app_account_set_addresses (account, addresses);
  app_account_set_user_id (account, "101");
  app_account_set_name (account, "Ada");
  app_account_set_device (account, "d_test");
  app_account_set_token (account, "token");
  self->session = app_session_new (self->profile, account, NULL);
  app_session_open_async (self->session, NULL, account_fixture_store, &result);
  ui_spin_until (account_fixture_is_set, &result);
  app_session_open_finish (self->session, result, &error);
  g_assert_no_error (error);
  self->chats = app_chat_list_new (self->session);
  self->transfers = app_transfers_new (self->session);
  account_fixture_add_user (self, "101", "Ada");
  ui_spin_until (is_loaded, self->chats);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/**
 * account_fixture_tear_down:
 * @self: the fixture
 *
 * Closes the account: nothing may hold its parts any more.
 */
void
account_fixture_tear_down (AccountFixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_session_close_async (self->session, NULL, account_fixture_store, &result);
  ui_spin_until (account_fixture_is_set, &result);
  app_session_close_finish (self->session, result, &error);
  g_assert_no_error (error);
  g_clear_object (&self->transfers);
  g_clear_object (&self->chats);
  g_clear_object (&result);
  g_clear_object (&self->session);
  g_clear_object (&self->profile);
  remove_folder (self->folder);
  g_free (self->folder);
}

static gboolean
put_user (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_users_put (database, data, error);
}

/**
 * account_fixture_add_user:
 * @self: the fixture
 * @user_id: a number
 * @name: a name
 *
 * Makes somebody known.
 */
void
account_fixture_add_user (AccountFixture *self, const char *user_id, const char *name)
{
  g_autoptr (LandlineUser) user = landline_user_new (user_id, name, NULL, NULL, 0, FALSE);

  account_fixture_put_user (self, user);
}

/**
 * account_fixture_put_user:
 * @self: the fixture
 * @user: somebody, or ourselves
 *
 * Makes a profile known as the server would tell it.
 */
void
account_fixture_put_user (AccountFixture *self, LandlineUser *user)
{
  account_fixture_write (self, put_user, user);
}

typedef struct
{
  LandlineUser *user;
  char *path;
} Picture;

static gboolean
put_picture (AppCacheDatabase *database, gpointer data, GError **error)
{
  Picture *picture = data;

  return app_cache_users_put (database, picture->user, error) &&
         app_cache_files_put (database, landline_user_get_avatar (picture->user), picture->path,
                              error);
}

/**
 * account_fixture_add_picture:
 * @self: the fixture
 * @user_id: a number
 * @name: a name
 * @media_id: the id of a picture
 *
 * Makes somebody known who has a picture, which is on this computer.
 */
void
account_fixture_add_picture (AccountFixture *self,
                             const char *user_id,
                             const char *name,
                             const char *media_id)
{
  g_autoptr (LandlineUser) user = landline_user_new (user_id, name, NULL, media_id, 0, FALSE);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 300, 200);
  g_autofree char *path = g_build_filename (self->folder, media_id, NULL);
  g_autoptr (GError) error = NULL;
  Picture picture = { user, path };

  gdk_pixbuf_fill (pixbuf, 0x3584e4ff);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);
  account_fixture_write (self, put_picture, &picture);
}

typedef struct
{
  LandlineConversation *conversation;
  GPtrArray *messages;
  guint n_read;
} Seed;

static gboolean
put_seed (AppCacheDatabase *database, gpointer data, GError **error)
{
  Seed *seed = data;
  gboolean added;
  gint64 key;

  if (!app_cache_chats_put (database, seed->conversation, &key, error))
    return FALSE;
  for (guint i = 0; i < seed->messages->len; i++)
    if (!app_cache_messages_put (database, g_ptr_array_index (seed->messages, i), &key, &added,
                                 error))
      return FALSE;
  return seed->n_read == 0 ||
         app_cache_chats_raise_own_read (database, key, seed->n_read, TRUE, error);
}

static void
account_fixture_add_chat (AccountFixture *self,
                          LandlineConversation *conversation,
                          const AccountLine *lines,
                          guint n_lines,
                          guint n_read)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  Seed seed = { conversation, messages, n_read };

  for (guint i = 0; i < n_lines; i++)
    {
      g_autofree char *id = landline_id_new_message ();
      g_autoptr (LandlineContent) content = landline_content_new_text (lines[i].text);

      g_ptr_array_add (messages,
                       landline_message_new (id, lines[i].sender != NULL ? lines[i].sender : "101",
                                             landline_conversation_get_id (conversation), i + 1,
                                             FIRST_TIME + i * 60000, content, NULL));
    }
  account_fixture_write (self, put_seed, &seed);
}

/**
 * account_fixture_add_direct:
 * @self: the fixture
 * @conversation: an id
 * @user_id: the other one
 * @lines: (array length=n_lines): what was written, oldest first
 * @n_lines: how many
 * @n_read: up to where we have read it
 *
 * Makes a chat with somebody.
 */
void
account_fixture_add_direct (AccountFixture *self,
                            const char *conversation,
                            const char *user_id,
                            const AccountLine *lines,
                            guint n_lines,
                            guint n_read)
{
  LandlineMember members[2] = { 0 };
  g_autoptr (LandlineConversation) object = NULL;

  members[0].user_id = (char *) "101";
  members[1].user_id = (char *) user_id;
  object = landline_conversation_new (conversation, LANDLINE_CONVERSATION_DIRECT, NULL, members, 2,
                                      FIRST_TIME, n_lines);
  account_fixture_add_chat (self, object, lines, n_lines, n_read);
}

/**
 * account_fixture_add_group:
 * @self: the fixture
 * @conversation: an id
 * @name: what it is called
 * @user_ids: the others
 * @lines: (array length=n_lines): what was written, oldest first
 * @n_lines: how many
 * @n_read: up to where we have read it
 *
 * Makes a group.
 */
void
account_fixture_add_group (AccountFixture *self,
                           const char *conversation,
                           const char *name,
                           const char *const *user_ids,
                           const AccountLine *lines,
                           guint n_lines,
                           guint n_read)
{
  guint n_others = g_strv_length ((char **) user_ids);
  g_autofree LandlineMember *members = g_new0 (LandlineMember, n_others + 1);
  g_autoptr (LandlineConversation) object = NULL;

  members[0].user_id = (char *) "101";
  for (guint i = 0; i < n_others; i++)
    members[i + 1].user_id = (char *) user_ids[i];
  object = landline_conversation_new (conversation, LANDLINE_CONVERSATION_GROUP, name, members,
                                      n_others + 1, FIRST_TIME, n_lines);
  account_fixture_add_chat (self, object, lines, n_lines, n_read);
}

static gboolean
put_message (AppCacheDatabase *database, gpointer data, GError **error)
{
  gboolean added;
  gint64 chat;

  return app_cache_messages_put (database, data, &chat, &added, error);
}

/**
 * account_fixture_add_incoming:
 * @self: the fixture
 * @conversation: an id
 * @user_id: who writes
 * @seq: its number in the conversation
 * @text: what
 *
 * Has a message come in, as far as the cache is concerned.
 */
void
account_fixture_add_incoming (AccountFixture *self,
                              const char *conversation,
                              const char *user_id,
                              gint64 seq,
                              const char *text)
{
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineContent) content = landline_content_new_text (text);
  g_autoptr (LandlineMessage) message = landline_message_new (id, user_id, conversation, seq,
                                                              FIRST_TIME + seq * 60000, content,
                                                              NULL);

  account_fixture_write (self, put_message, message);
}

/**
 * account_fixture_add_now:
 * @self: a fixture
 * @conversation: a conversation that is there
 * @user_id: who wrote it
 * @seq: its number
 * @text: what it says
 *
 * Adds a message of this moment, which can still be changed.
 */
void
account_fixture_add_now (AccountFixture *self,
                         const char *conversation,
                         const char *user_id,
                         gint64 seq,
                         const char *text)
{
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineContent) content = landline_content_new_text (text);
  g_autoptr (LandlineMessage) message = landline_message_new (id, user_id, conversation, seq,
                                                              g_get_real_time () / 1000, content,
                                                              NULL);

  account_fixture_write (self, put_message, message);
}

static gboolean
put_receipt (AppCacheDatabase *database, gpointer data, GError **error)
{
  LandlineReceipt *receipt = data;
  gint64 key;

  return app_cache_chats_find (database, landline_receipt_get_conversation (receipt), &key,
                               error) &&
         app_cache_members_put_receipt (database, key, receipt, error);
}

/**
 * account_fixture_set_receipt:
 * @self: the fixture
 * @conversation: an id
 * @user_id: whose receipt
 * @delivered: what they have
 * @read: what they have seen
 *
 * Has a receipt come in.
 */
void
account_fixture_set_receipt (AccountFixture *self,
                             const char *conversation,
                             const char *user_id,
                             gint64 delivered,
                             gint64 read)
{
  g_autoptr (LandlineReceipt) receipt = landline_receipt_new (conversation, user_id, delivered,
                                                              read);

  account_fixture_write (self, put_receipt, receipt);
}

typedef struct
{
  AppChatList *chats;
  const char *conversation;
} Wanted;

static gboolean
has_chat (gpointer user_data)
{
  Wanted *wanted = user_data;

  return app_chat_list_lookup_conversation (wanted->chats, wanted->conversation) != NULL;
}

/**
 * account_fixture_wait_for_chat:
 * @self: the fixture
 * @conversation: an id
 *
 * Returns: (transfer none): the chat, once the list has it
 */
AppChat *
account_fixture_wait_for_chat (AccountFixture *self, const char *conversation)
{
  Wanted wanted = { self->chats, conversation };

  ui_spin_until (has_chat, &wanted);
  return app_chat_list_lookup_conversation (self->chats, conversation);
}

/**
 * account_fixture_write_file:
 * @self: the fixture
 * @name: what it is called
 * @size: how many bytes; those of a large file are a hole
 *
 * Returns: (transfer full): the path of a new file
 */
char *
account_fixture_write_file (AccountFixture *self, const char *name, gsize size)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "x", 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (truncate (path, (off_t) size), ==, 0);
  return path;
}
