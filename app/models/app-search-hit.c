/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-search-hit.h"

#include "app-preview.h"
#include "app-search-hit-private.h"
#include "app-search-snippet.h"

/**
 * AppSearchHit:
 *
 * One message that a search found. Never changes.
 */
struct _AppSearchHit
{
  GObject parent_instance;

  gint64 chat_key;
  gint64 message_key;
  char *message_id;
  gint64 seq;
  char *chat_title;
  char *sender_name;
  char *text;
  char *snippet;
  LandlineMedia *media;
  gint64 time;
  gboolean outgoing;
};

enum
{
  PROP_0,
  PROP_CHAT_KEY,
  PROP_MESSAGE_KEY,
  PROP_CHAT_TITLE,
  PROP_SENDER_NAME,
  PROP_TEXT,
  PROP_TIME,
  PROP_OUTGOING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AppSearchHit, app_search_hit, G_TYPE_OBJECT)

static void
app_search_hit_finalize (GObject *object)
{
  AppSearchHit *self = APP_SEARCH_HIT (object);

  g_clear_pointer (&self->message_id, g_free);
  g_clear_pointer (&self->chat_title, g_free);
  g_clear_pointer (&self->sender_name, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->snippet, g_free);
  g_clear_object (&self->media);
  G_OBJECT_CLASS (app_search_hit_parent_class)->finalize (object);
}

static void
app_search_hit_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppSearchHit *self = APP_SEARCH_HIT (object);

  switch (prop_id)
    {
    case PROP_CHAT_KEY:
      g_value_set_int64 (value, self->chat_key);
      break;
    case PROP_MESSAGE_KEY:
      g_value_set_int64 (value, self->message_key);
      break;
    case PROP_CHAT_TITLE:
      g_value_set_string (value, self->chat_title);
      break;
    case PROP_SENDER_NAME:
      g_value_set_string (value, self->sender_name);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_TIME:
      g_value_set_int64 (value, self->time);
      break;
    case PROP_OUTGOING:
      g_value_set_boolean (value, self->outgoing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_search_hit_class_init (AppSearchHitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = app_search_hit_finalize;
  object_class->get_property = app_search_hit_get_property;

  properties[PROP_CHAT_KEY] = g_param_spec_int64 ("chat-key", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_MESSAGE_KEY] = g_param_spec_int64 ("message-key", NULL, NULL, 0, G_MAXINT64, 0,
                                                     flags);
  properties[PROP_CHAT_TITLE] = g_param_spec_string ("chat-title", NULL, NULL, NULL, flags);
  properties[PROP_SENDER_NAME] = g_param_spec_string ("sender-name", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_OUTGOING] = g_param_spec_boolean ("outgoing", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_search_hit_init (AppSearchHit *self)
{
}

/* All that the index has of it */
static char *
make_snippet (LandlineContent *content, const char *query)
{
  LandlineMedia *media = landline_content_get_media (content);
  const char *parts[] = { landline_content_get_text (content), landline_content_get_name (content),
                          media != NULL ? landline_media_get_name (media) : NULL };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", parts[i]);
  return app_search_snippet_make (text->str, query);
}

AppSearchHit *
app_search_hit_new (AppCacheMessage *row, const char *chat_title, const char *query)
{
  AppSearchHit *self = g_object_new (APP_TYPE_SEARCH_HIT, NULL);

  self->chat_key = row->chat;
  self->message_key = row->key.key;
  self->message_id = g_strdup (landline_message_get_id (row->message));
  self->seq = landline_message_get_seq (row->message);
  self->chat_title = g_strdup (chat_title);
  self->sender_name = g_strdup (row->sender_name);
  self->text = app_preview_for (landline_message_get_content (row->message));
  self->snippet = make_snippet (landline_message_get_content (row->message), query);
  g_set_object (&self->media,
                landline_content_get_media (landline_message_get_content (row->message)));
  self->time = row->key.time;
  self->outgoing = row->key.sender == APP_CACHE_SELF;
  return self;
}

AppSearchHit *
app_search_hit_new_found (LandlineMediaHit *found,
                          const AppCacheChat *chat,
                          const char *sender_name,
                          gboolean outgoing,
                          const char *query)
{
  AppSearchHit *self = g_object_new (APP_TYPE_SEARCH_HIT, NULL);
  g_autoptr (LandlineContent) content = NULL;

  content = landline_content_new_media (landline_media_hit_get_media (found), NULL);
  self->chat_key = chat->key;
  self->message_id = g_strdup (landline_media_hit_get_message_id (found));
  self->seq = landline_media_hit_get_seq (found);
  self->chat_title = g_strdup (chat->title != NULL ? chat->title : "");
  self->sender_name = g_strdup (sender_name);
  self->text = app_preview_for (content);
  self->snippet = make_snippet (content, query);
  g_set_object (&self->media, landline_content_get_media (content));
  self->time = landline_media_hit_get_time (found);
  self->outgoing = outgoing;
  return self;
}

gint64
app_search_hit_get_chat_key (AppSearchHit *self)
{
  g_return_val_if_fail (APP_IS_SEARCH_HIT (self), 0);

  return self->chat_key;
}

gint64
app_search_hit_get_message_key (AppSearchHit *self)
{
  g_return_val_if_fail (APP_IS_SEARCH_HIT (self), 0);

  return self->message_key;
}

const char *
app_search_hit_get_message_id (AppSearchHit *self)
{
  g_return_val_if_fail (APP_IS_SEARCH_HIT (self), NULL);

  return self->message_id;
}

gint64
app_search_hit_get_seq (AppSearchHit *self)
{
  g_return_val_if_fail (APP_IS_SEARCH_HIT (self), 0);

  return self->seq;
}

const char *
app_search_hit_get_chat_title (AppSearchHit *self)
{
  g_return_val_if_fail (APP_IS_SEARCH_HIT (self), NULL);

  return self->chat_title;
}

const char *
app_search_hit_get_sender_name (AppSearchHit *self)
{
  g_return_val_if_fail (APP_IS_SEARCH_HIT (self), NULL);

  return self->sender_name;
}

const char *
app_search_hit_get_text (AppSearchHit *self)
{
  g_return_val_if_fail (APP_IS_SEARCH_HIT (self), NULL);

  return self->text;
}

gint64
app_search_hit_get_time (AppSearchHit *self)
{
  g_return_val_if_fail (APP_IS_SEARCH_HIT (self), 0);

  return self->time;
}

gboolean
app_search_hit_get_outgoing (AppSearchHit *self)
{
  g_return_val_if_fail (APP_IS_SEARCH_HIT (self), FALSE);

  return self->outgoing;
}

const char *
app_search_hit_get_snippet (AppSearchHit *self)
{
  g_return_val_if_fail (APP_IS_SEARCH_HIT (self), NULL);

  return self->snippet;
}

/**
 * app_search_hit_get_media:
 * @self: a hit
 *
 * Returns: (transfer none) (nullable): the file of the message
 */
LandlineMedia *
app_search_hit_get_media (AppSearchHit *self)
{
  g_return_val_if_fail (APP_IS_SEARCH_HIT (self), NULL);

  return self->media;
}
