/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-search-server.h"

#include "app-cache-attachments.h"
#include "app-cache-chats.h"
#include "app-cache-clear.h"
#include "app-cache-messages.h"
#include "app-cache-notes.h"
#include "app-cache-users.h"
#include "app-cache.h"
#include "app-rest.h"
#include "app-search-hit-private.h"
#include "landline-limits.h"

/* Milliseconds after the last letter: nobody is asked for a name that is half written. */
#define DELAY 300
#define PAGE  50
/* What is here already and what is left out is not counted: so many pages are asked for at most. */
#define PAGES_MAX 4

/**
 * AppSearchServer:
 *
 * Asks the server for the files of a name whose messages are not on this device. Waits until the
 * name is written, drops the answer to what was asked before, and asks again once the server is
 * back. A message that is here, was deleted for oneself or is from before a chat was cleared is
 * none that it finds.
 */
struct _AppSearchServer
{
  GObject parent_instance;

  AppSession *session;
  AppSearchServerState state;
  char *name;
  AppCacheSearchFilter filter;
  char *sender_id;
  char *before; /* the last file of the page before */
  guint n_pages;
  GPtrArray *hits; /* AppSearchHit */
  guint timer;
  GCancellable *cancellable; /* of what is asked now */
};

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint found_signal;

G_DEFINE_ENUM_TYPE (AppSearchServerState,
                    app_search_server_state,
                    G_DEFINE_ENUM_VALUE (APP_SEARCH_SERVER_IDLE, "idle"),
                    G_DEFINE_ENUM_VALUE (APP_SEARCH_SERVER_ASKING, "asking"),
                    G_DEFINE_ENUM_VALUE (APP_SEARCH_SERVER_ANSWERED, "answered"),
                    G_DEFINE_ENUM_VALUE (APP_SEARCH_SERVER_AWAY, "away"))

G_DEFINE_FINAL_TYPE (AppSearchServer, app_search_server, G_TYPE_OBJECT)

static void ask_page (AppSearchServer *self);

static void
set_state (AppSearchServer *self, AppSearchServerState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* Whatever is under way finds nothing any more. */
static void
forget (AppSearchServer *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->before, g_free);
  g_ptr_array_set_size (self->hits, 0);
  self->n_pages = 0;
}

static void
app_search_server_dispose (GObject *object)
{
  AppSearchServer *self = APP_SEARCH_SERVER (object);

  forget (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_search_server_parent_class)->dispose (object);
}

static void
app_search_server_finalize (GObject *object)
{
  AppSearchServer *self = APP_SEARCH_SERVER (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->sender_id, g_free);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  G_OBJECT_CLASS (app_search_server_parent_class)->finalize (object);
}

static void
app_search_server_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, APP_SEARCH_SERVER (object)->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_search_server_class_init (AppSearchServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_search_server_dispose;
  object_class->finalize = app_search_server_finalize;
  object_class->get_property = app_search_server_get_property;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, APP_TYPE_SEARCH_SERVER_STATE,
                                              APP_SEARCH_SERVER_IDLE,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                  G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * AppSearchServer::found:
   * @self: the search
   * @hits: (element-type AppSearchHit): all that was found for the name so far
   *
   * The server has answered. Emitted again where that is not all of it.
   */
  found_signal = g_signal_new ("found", APP_TYPE_SEARCH_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
app_search_server_init (AppSearchServer *self)
{
  self->hits = g_ptr_array_new_with_free_func (g_object_unref);
}

static gboolean
is_connected (AppSearchServer *self)
{
  AppSessionState state = app_session_get_state (self->session);

  return state == APP_SESSION_ONLINE || state == APP_SESSION_SYNCING;
}

/* What the server is asked, and what of its answer is not here */
typedef struct
{
  char *name;
  char *sender_id;
  char *self_id;
  AppCacheSearchFilter filter;
  GPtrArray *found; /* LandlineMediaHit */
  GPtrArray *hits;  /* AppSearchHit */
} Answer;

static void
answer_free (Answer *answer)
{
  g_free (answer->name);
  g_free (answer->sender_id);
  g_free (answer->self_id);
  g_ptr_array_unref (answer->found);
  g_ptr_array_unref (answer->hits);
  g_free (answer);
}

static gboolean
is_let_through (const Answer *answer, LandlineMediaHit *found)
{
  const AppCacheSearchFilter *filter = &answer->filter;
  gint64 time = landline_media_hit_get_time (found);

  return landline_media_hit_get_message_id (found) != NULL && time >= filter->since &&
         (filter->until == 0 || time < filter->until) &&
         (answer->sender_id == NULL ||
          g_str_equal (answer->sender_id, landline_media_hit_get_sender_id (found))) &&
         (filter->kind == 0 ||
          filter->kind == app_cache_attachments_get_kind (landline_media_hit_get_media (found)));
}

/* Returns: whether it could be read; @missing is whether neither the message is here nor another
 * of the chat with the same file, and the person has not removed it. */
static gboolean
find_missing (AppCacheDatabase *database,
              gint64 chat,
              LandlineMediaHit *found,
              gboolean *missing,
              GError **error)
{
  const char *id = landline_media_hit_get_message_id (found);
  const char *media = landline_media_get_id (landline_media_hit_get_media (found));
  g_autofree char *hide = landline_note_make_key (LANDLINE_NOTE_HIDE, id);
  g_autofree char *hidden = NULL;
  gint64 cleared, where;
  AppMessageKey key;
  gboolean have;

  if (!app_cache_messages_find (database, id, &where, &key, error) ||
      !app_cache_attachments_have_media (database, chat, media, &have, error) ||
      !app_cache_clear_get_seq (database, landline_media_hit_get_conversation (found), &cleared,
                                error) ||
      !app_cache_notes_get (database, hide, &hidden, error))
    return FALSE;
  *missing = key.key == 0 && !have && *hidden == '\0' &&
             landline_media_hit_get_seq (found) > cleared;
  return TRUE;
}

static gboolean
add_hit (AppCacheDatabase *database, Answer *answer, LandlineMediaHit *found, GError **error)
{
  const char *sender = landline_media_hit_get_sender_id (found);
  g_autoptr (AppCacheChat) chat = NULL;
  g_autofree char *sender_name = NULL;
  gboolean missing;
  gint64 key;

  if (!app_cache_chats_find (database, landline_media_hit_get_conversation (found), &key, error))
    return FALSE;
  if (key == 0 || (answer->filter.chat != 0 && answer->filter.chat != key))
    return TRUE;
  if (!find_missing (database, key, found, &missing, error))
    return FALSE;
  if (!missing)
    return TRUE;
  chat = app_cache_chats_get (database, key, error);
  sender_name = chat != NULL ? app_cache_users_dup_name (database, sender, error) : NULL;
  if (sender_name != NULL)
    g_ptr_array_add (answer->hits, app_search_hit_new_found (found, chat, sender_name,
                                                             g_str_equal (sender, answer->self_id),
                                                             answer->name));
  return *error == NULL;
}

static gboolean
read_missing (AppCacheDatabase *database, gpointer data, GError **error)
{
  Answer *answer = data;

  for (guint i = 0; i < answer->found->len; i++)
    {
      LandlineMediaHit *found = g_ptr_array_index (answer->found, i);

      if (is_let_through (answer, found) && !add_hit (database, answer, found, error))
        return FALSE;
    }
  return TRUE;
}

static void
missing_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSearchServer) self = user_data;
  g_autoptr (GError) error = NULL;
  Answer *answer = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL)
    {
      g_debug ("Cannot compare what the server found: %s", error->message);
      set_state (self, APP_SEARCH_SERVER_AWAY);
      return;
    }
  g_ptr_array_extend (self->hits, answer->hits, (GCopyFunc) (void *) g_object_ref, NULL);
  g_signal_emit (self, found_signal, 0, self->hits);
  if (self->before != NULL && self->hits->len < PAGE && self->n_pages < PAGES_MAX)
    ask_page (self);
  else
    set_state (self, APP_SEARCH_SERVER_ANSWERED);
}

static void
take_found (AppSearchServer *self, GPtrArray *found, gboolean more)
{
  Answer *answer = g_new0 (Answer, 1);

  g_clear_pointer (&self->before, g_free);
  if (more && found->len > 0)
    {
      LandlineMediaHit *last = g_ptr_array_index (found, found->len - 1);

      self->before = g_strdup (landline_media_get_id (landline_media_hit_get_media (last)));
    }
  answer->name = g_strdup (self->name);
  answer->sender_id = g_strdup (self->sender_id);
  answer->self_id = g_strdup (app_session_get_user_id (self->session));
  answer->filter = self->filter;
  answer->found = g_ptr_array_ref (found);
  answer->hits = g_ptr_array_new_with_free_func (g_object_unref);
  app_cache_read_async (app_session_get_cache (self->session), read_missing, answer,
                        (GDestroyNotify) answer_free, self->cancellable, missing_read_cb,
                        g_object_ref (self));
}

/* The call of its own: what was asked before it may come back without having been stopped. */
typedef struct
{
  AppSearchServer *self;
  GCancellable *cancellable;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->self);
  g_object_unref (question->cancellable);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  AppSearchServer *self = question->self;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  gboolean more;

  found = app_rest_find_files_finish (APP_REST (object), result, &more, &error);
  if (question->cancellable != self->cancellable)
    return;
  if (found != NULL)
    {
      take_found (self, found, more);
      return;
    }
  g_debug ("The server did not look for files: %s", error->message);
  set_state (self, APP_SEARCH_SERVER_AWAY);
}

static void
ask_page (AppSearchServer *self)
{
  Question *question = g_new (Question, 1);

  self->n_pages++;
  question->self = g_object_ref (self);
  question->cancellable = g_object_ref (self->cancellable);
  app_rest_find_files_async (app_session_get_rest (self->session), self->name, self->before, PAGE,
                             self->cancellable, found_cb, question);
}

static void
on_delay (gpointer user_data)
{
  AppSearchServer *self = user_data;

  self->timer = 0;
  ask_page (self);
}

static void
begin (AppSearchServer *self)
{
  forget (self);
  if (!is_connected (self))
    {
      set_state (self, APP_SEARCH_SERVER_AWAY);
      return;
    }
  self->cancellable = g_cancellable_new ();
  self->timer = g_timeout_add_once (DELAY, on_delay, self);
  set_state (self, APP_SEARCH_SERVER_ASKING);
}

/* What could not be asked is asked once that can be. */
static void
on_session_state (AppSearchServer *self)
{
  if (self->state == APP_SEARCH_SERVER_AWAY && is_connected (self))
    begin (self);
}

/**
 * app_search_server_new:
 * @session: a session that is open
 *
 * Returns: (transfer full): a search that asks for nothing yet
 */
AppSearchServer *
app_search_server_new (AppSession *session)
{
  AppSearchServer *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);

  self = g_object_new (APP_TYPE_SEARCH_SERVER, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (on_session_state), self,
                           G_CONNECT_SWAPPED);
  return self;
}

AppSearchServerState
app_search_server_get_state (AppSearchServer *self)
{
  g_return_val_if_fail (APP_IS_SEARCH_SERVER (self), APP_SEARCH_SERVER_IDLE);

  return self->state;
}

/**
 * app_search_server_ask:
 * @self: the search
 * @name: the whole name of a file
 * @filter: what to leave out
 * @sender_id: (nullable): leave out what anybody else sent
 *
 * Asks for something else. What was found before is forgotten at once.
 */
void
app_search_server_ask (AppSearchServer *self,
                       const char *name,
                       const AppCacheSearchFilter *filter,
                       const char *sender_id)
{
  g_return_if_fail (APP_IS_SEARCH_SERVER (self));
  g_return_if_fail (name != NULL && *name != '\0');
  g_return_if_fail (filter != NULL);

  if (strlen (name) > LANDLINE_LIMIT_SEARCH)
    {
      app_search_server_stop (self);
      return;
    }
  g_set_str (&self->name, name);
  self->filter = *filter;
  g_set_str (&self->sender_id, sender_id);
  begin (self);
}

/**
 * app_search_server_stop:
 * @self: the search
 *
 * Asks for nothing.
 */
void
app_search_server_stop (AppSearchServer *self)
{
  g_return_if_fail (APP_IS_SEARCH_SERVER (self));

  forget (self);
  set_state (self, APP_SEARCH_SERVER_IDLE);
}
