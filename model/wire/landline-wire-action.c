/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "landline-wire-action.h"

#include "landline-error.h"
#include "landline-text.h"
#include "wire-action.h"
#include "wire-writer.h"

/* No byte of JSON becomes more of them when it is written again. */
#define GROWTH 6

/* The members of an action. */
typedef struct
{
  const WireValue *id;
  const WireValue *conversation;
  const WireValue *message;
  const WireValue *action;
  const WireValue *emoji;
  const WireValue *text;
  const WireValue *mentions;
  const WireValue *user_id;
  const WireValue *time;
  const WireValue *version;
} ActionValues;

static gboolean
read_values (const WireValue *value, const char *name, ActionValues *values, GError **error)
{
  const WireField fields[] = {
    WIRE_FIELD ("id", &values->id),           WIRE_FIELD ("conversation", &values->conversation),
    WIRE_FIELD ("message", &values->message), WIRE_FIELD ("action", &values->action),
    WIRE_FIELD ("emoji", &values->emoji),     WIRE_FIELD ("text", &values->text),
    WIRE_FIELD ("user_id", &values->user_id), WIRE_FIELD ("mentions", &values->mentions),
    WIRE_FIELD ("time", &values->time),       WIRE_FIELD ("version", &values->version),
  };

  return wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error);
}

static gboolean
read_kind (const WireValue *value, LandlineActionKind *kind, GError **error)
{
  const char *name;

  if (!wire_read_string (value, "action", LANDLINE_LIMIT_ID, &name, error))
    return FALSE;
  if (landline_action_kind_from_string (name, kind))
    return TRUE;

  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
               "Actions of type \"%s\" are not known here.", name);
  return FALSE;
}

/* @limits: NULL for what comes from a server, which may know more emoji. */
static gboolean
read_emoji (const WireValue *value, const LandlineLimits *limits, const char **out, GError **error)
{
  if (!wire_read_string (value, "emoji", LANDLINE_LIMIT_EMOJI, out, error))
    return FALSE;
  if (limits == NULL || **out == '\0' || landline_text_is_emoji (*out))
    return TRUE;

  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "`emoji` is not an emoji.");
  return FALSE;
}

/* The emoji of a reaction or the text of an edit: NULL where the kind has neither. */
static gboolean
read_text (const ActionValues *values,
           LandlineActionKind kind,
           const LandlineLimits *limits,
           const char **out,
           GError **error)
{
  gsize limit = limits != NULL ? limits->text : LANDLINE_LIMIT_FRAME;

  *out = NULL;
  if (kind == LANDLINE_ACTION_REACT)
    return read_emoji (values->emoji, limits, out, error);

  return kind != LANDLINE_ACTION_EDIT || wire_read_string (values->text, "text", limit, out, error);
}

/* @may_lack_id: whether one is made where there is none */
static LandlineAction *
read_action (const ActionValues *values,
             const LandlineLimits *limits,
             gboolean may_lack_id,
             GError **error)
{
  g_autofree const char **mentions = NULL;
  const char *id = NULL, *conversation, *message, *text;
  LandlineActionKind kind;

  if ((!(may_lack_id && values->id == NULL) &&
       !wire_read_message_id (values->id, "id", &id, error)) ||
      !wire_read_prefixed_id (values->conversation, "conversation", LANDLINE_ID_CONVERSATION,
                              &conversation, error) ||
      !wire_read_message_id (values->message, "message", &message, error) ||
      !read_kind (values->action, &kind, error) ||
      !read_text (values, kind, limits, &text, error) ||
      !wire_read_optional_users (values->mentions, "mentions", LANDLINE_LIMIT_MENTIONS, &mentions,
                                 error))
    return NULL;

  return landline_action_new (id, conversation, message, kind, text, mentions);
}

/* Like a content: everybody is told of it, in frames of at most LANDLINE_LIMIT_FRAME. */
static gboolean
fits (LandlineAction *action, gsize length, GError **error)
{
  g_autoptr (GString) written = NULL;

  if (length <= LANDLINE_LIMIT_CONTENT / GROWTH)
    return TRUE;

  written = g_string_sized_new (length);
  wire_action_write_members (written, action);
  if (written->len <= LANDLINE_LIMIT_CONTENT)
    return TRUE;

  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE,
               "The action is more than %d bytes of JSON.", LANDLINE_LIMIT_CONTENT);
  return FALSE;
}

LandlineAction *
wire_action_read (const WireValue *value,
                  const char *name,
                  gsize length,
                  const LandlineLimits *limits,
                  char *id_out,
                  GError **error)
{
  g_autoptr (LandlineAction) action = NULL;
  ActionValues values;
  const char *id;

  if (!read_values (value, name, &values, error))
    return NULL;
  if (id_out != NULL && wire_read_message_id (values.id, "id", &id, NULL))
    g_strlcpy (id_out, id, LANDLINE_UUID_SIZE);

  action = read_action (&values, limits, id_out == NULL, error);
  if (action == NULL || !fits (action, length, error))
    return NULL;

  return g_steal_pointer (&action);
}

static LandlineAction *
complete (LandlineAction *plain, const ActionValues *values, GError **error)
{
  const char *user_id;
  gint64 time, version;

  if (!wire_read_user_id (values->user_id, "user_id", &user_id, error) ||
      !wire_read_integer (values->time, "time", 0, LANDLINE_LIMIT_INTEGER, &time, error) ||
      !wire_read_integer (values->version, "version", 1, LANDLINE_LIMIT_INTEGER, &version, error))
    return NULL;

  return landline_action_new_taken (plain, user_id, time, version);
}

LandlineAction *
wire_action_read_taken (const WireValue *value, const char *name, GError **error)
{
  g_autoptr (LandlineAction) plain = NULL;
  ActionValues values;

  if (!read_values (value, name, &values, error))
    return NULL;

  plain = read_action (&values, NULL, FALSE, error);
  return plain != NULL ? complete (plain, &values, error) : NULL;
}

static void
write_text (GString *out, LandlineAction *action)
{
  if (landline_action_get_emoji (action) != NULL)
    {
      wire_append (out, ",\"emoji\":");
      wire_append_string (out, landline_action_get_emoji (action));
    }
  if (landline_action_get_text (action) != NULL)
    {
      wire_append (out, ",\"text\":");
      wire_append_string (out, landline_action_get_text (action));
    }
  if (landline_action_get_mentions (action) != NULL)
    {
      wire_append (out, ",\"mentions\":");
      wire_append_strings (out, landline_action_get_mentions (action));
    }
}

void
wire_action_write_members (GString *out, LandlineAction *action)
{
  wire_append (out, "\"id\":");
  wire_append_string (out, landline_action_get_id (action));
  wire_append (out, ",\"conversation\":");
  wire_append_string (out, landline_action_get_conversation (action));
  wire_append (out, ",\"message\":");
  wire_append_string (out, landline_action_get_message (action));
  if (landline_action_get_user_id (action) != NULL)
    {
      wire_append (out, ",\"user_id\":");
      wire_append_string (out, landline_action_get_user_id (action));
    }
  wire_append (out, ",\"action\":\"");
  g_string_append (out, landline_action_kind_to_string (landline_action_get_kind (action)));
  wire_append (out, "\"");
  write_text (out, action);
  if (landline_action_get_version (action) > 0)
    {
      wire_append (out, ",\"time\":");
      wire_append_integer (out, landline_action_get_time (action));
      wire_append (out, ",\"version\":");
      wire_append_integer (out, landline_action_get_version (action));
    }
}

/**
 * landline_wire_action_write:
 * @out: where to append
 * @action: an action, taken or still to be
 *
 * Writes `{"id","conversation","message","user_id"?,"action","emoji"?,"text"?,"mentions"?,"time"?,
 * "version"?}`: as in events, and as an inbox or an outbox may keep it.
 */
void
landline_wire_action_write (GString *out, LandlineAction *action)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (LANDLINE_IS_ACTION (action));

  wire_append (out, "{");
  wire_action_write_members (out, action);
  wire_append (out, "}");
}

/**
 * landline_wire_action_parse:
 * @data: (array length=length): what landline_wire_action_write() wrote
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the action
 */
LandlineAction *
landline_wire_action_parse (const char *data, gsize length, GError **error)
{
  g_auto (WireDocument) document;
  g_autoptr (LandlineAction) plain = NULL;
  ActionValues values;

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_REPLY, error) ||
      !read_values (wire_document_get_root (&document), "action", &values, error))
    return NULL;

  plain = read_action (&values, NULL, FALSE, error);
  if (plain == NULL || values.version == NULL)
    return g_steal_pointer (&plain);

  return complete (plain, &values, error);
}
