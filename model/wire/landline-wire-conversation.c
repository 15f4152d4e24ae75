/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "landline-wire-conversation.h"

#include "landline-error.h"
#include "landline-id.h"
#include "landline-limits.h"
#include "wire-conversation.h"
#include "wire-reader.h"
#include "wire-writer.h"

/* The members of a conversation that are its settings. */
typedef struct
{
  const WireValue *description;
  const WireValue *picture;
  const WireValue *who_may_send;
  const WireValue *who_may_edit;
  const WireValue *history;
  const WireValue *disappear;
} SettingsValues;

#define SETTINGS_FIELDS(values)                                                                    \
  WIRE_FIELD ("description", &(values)->description), WIRE_FIELD ("picture", &(values)->picture),  \
      WIRE_FIELD ("who_may_send", &(values)->who_may_send),                                        \
      WIRE_FIELD ("who_may_edit", &(values)->who_may_edit),                                        \
      WIRE_FIELD ("history", &(values)->history), WIRE_FIELD ("disappear", &(values)->disappear)

static gboolean
is_usual (const LandlineSettings *settings)
{
  const LandlineSettings usual = LANDLINE_SETTINGS_INIT;

  return settings->description == NULL && settings->picture == NULL &&
         settings->who_may_send == usual.who_may_send &&
         settings->who_may_edit == usual.who_may_edit && settings->history == usual.history &&
         settings->disappear == usual.disappear;
}

/* Lends the strings of the document: landline_conversation_new () copies them. */
static gboolean
read_member (const WireValue *value, LandlineMember *member, GError **error)
{
  const WireValue *user_id_value, *name_value, *role_value;
  const WireField fields[] = {
    WIRE_FIELD ("user_id", &user_id_value),
    WIRE_FIELD ("name", &name_value),
    WIRE_FIELD ("role", &role_value),
  };
  const char *user_id, *name, *role;

  if (!wire_read_object (value, "members", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_user_id (user_id_value, "user_id", &user_id, error) ||
      !wire_read_optional_string (name_value, "name", LANDLINE_LIMIT_NAME, &name, error) ||
      !wire_read_optional_string (role_value, "role", LANDLINE_LIMIT_ID, &role, error))
    return FALSE;

  member->user_id = (char *) user_id;
  member->name = (char *) name;
  member->role = LANDLINE_ROLE_MEMBER;
  if (role != NULL)
    landline_role_from_string (role, &member->role);

  return TRUE;
}

static LandlineMember *
read_members (const WireValue *value, guint *n_members, GError **error)
{
  g_autofree LandlineMember *members = NULL;
  const WireValue *element;
  guint n;

  if (!wire_read_array (value, "members", LANDLINE_LIMIT_MEMBERS, &n, error))
    return NULL;

  members = g_new (LandlineMember, MAX (n, 1));
  element = wire_array_first (value);
  for (guint i = 0; i < n; i++, element = wire_array_next (element))
    if (!read_member (element, &members[i], error))
      return NULL;

  *n_members = n;
  return g_steal_pointer (&members);
}

static gboolean
read_settings (const SettingsValues *values, LandlineSettings *out, GError **error)
{
  const char *description, *picture = NULL, *who_may_send, *who_may_edit, *history;

  *out = (LandlineSettings) LANDLINE_SETTINGS_INIT;
  if (!wire_read_optional_string (values->description, "description", LANDLINE_LIMIT_DESCRIPTION,
                                  &description, error) ||
      (values->picture != NULL &&
       !wire_read_prefixed_id (values->picture, "picture", LANDLINE_ID_MEDIA, &picture, error)) ||
      !wire_read_optional_string (values->who_may_send, "who_may_send", LANDLINE_LIMIT_ID,
                                  &who_may_send, error) ||
      !wire_read_optional_string (values->who_may_edit, "who_may_edit", LANDLINE_LIMIT_ID,
                                  &who_may_edit, error) ||
      !wire_read_optional_string (values->history, "history", LANDLINE_LIMIT_ID, &history, error) ||
      !wire_read_optional_integer (values->disappear, "disappear", 0, LANDLINE_LIMIT_INTEGER, 0,
                                   &out->disappear, error))
    return FALSE;

  out->description = (char *) description;
  out->picture = (char *) picture;
  landline_permit_from_string (who_may_send, &out->who_may_send);
  landline_permit_from_string (who_may_edit, &out->who_may_edit);
  landline_history_from_string (history, &out->history);
  return TRUE;
}

LandlineConversation *
wire_conversation_read (const WireValue *value, const char *what, GError **error)
{
  SettingsValues settings_values;
  const WireValue *id_value, *type_value, *name_value, *members_value, *created_value,
      *last_seq_value;
  const WireField fields[] = {
    WIRE_FIELD ("id", &id_value),           WIRE_FIELD ("type", &type_value),
    WIRE_FIELD ("name", &name_value),       WIRE_FIELD ("members", &members_value),
    WIRE_FIELD ("created", &created_value), WIRE_FIELD ("last_seq", &last_seq_value),
    SETTINGS_FIELDS (&settings_values),
  };
  g_autoptr (LandlineConversation) plain = NULL;
  LandlineSettings settings;
  g_autofree LandlineMember *members = NULL;
  LandlineConversationKind kind;
  const char *id, *type, *name;
  gint64 created, last_seq;
  guint n_members;

  if (!wire_read_object (value, what, fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_prefixed_id (id_value, "id", LANDLINE_ID_CONVERSATION, &id, error) ||
      !wire_read_string (type_value, "type", LANDLINE_LIMIT_ID, &type, error) ||
      !wire_read_optional_string (name_value, "name", LANDLINE_LIMIT_NAME, &name, error) ||
      !wire_read_optional_integer (created_value, "created", 0, LANDLINE_LIMIT_INTEGER, 0, &created,
                                   error) ||
      !wire_read_optional_integer (last_seq_value, "last_seq", 0, LANDLINE_LIMIT_INTEGER, 0,
                                   &last_seq, error) ||
      !read_settings (&settings_values, &settings, error))
    return NULL;

  if (!landline_conversation_kind_from_string (type, &kind))
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
                   "Conversations of type \"%s\" are not known here.", type);
      return NULL;
    }

  members = read_members (members_value, &n_members, error);
  if (members == NULL)
    return NULL;

  plain = landline_conversation_new (id, kind, name, members, n_members, created, last_seq);
  return is_usual (&settings) ? g_steal_pointer (&plain)
                              : landline_conversation_new_with_settings (plain, &settings);
}

static void
write_member (GString *out, const LandlineMember *member, gboolean with_name)
{
  wire_append (out, "{\"user_id\":");
  wire_append_string (out, member->user_id);
  if (with_name && member->name != NULL)
    {
      wire_append (out, ",\"name\":");
      wire_append_string (out, member->name);
    }
  wire_append (out, ",\"role\":\"");
  g_string_append (out, landline_role_to_string (member->role));
  wire_append (out, "\"}");
}

static void
write_optional (GString *out, const char *name, const char *value)
{
  if (value == NULL)
    return;

  g_string_append_printf (out, ",\"%s\":", name);
  wire_append_string (out, value);
}

/* What is as usual is not said. */
static void
write_settings (GString *out, const LandlineSettings *settings)
{
  const LandlineSettings usual = LANDLINE_SETTINGS_INIT;

  write_optional (out, "description", settings->description);
  write_optional (out, "picture", settings->picture);
  if (settings->who_may_send != usual.who_may_send)
    write_optional (out, "who_may_send", landline_permit_to_string (settings->who_may_send));
  if (settings->who_may_edit != usual.who_may_edit)
    write_optional (out, "who_may_edit", landline_permit_to_string (settings->who_may_edit));
  if (settings->history != usual.history)
    write_optional (out, "history", landline_history_to_string (settings->history));
  if (settings->disappear > 0)
    {
      wire_append (out, ",\"disappear\":");
      wire_append_integer (out, settings->disappear);
    }
}

void
wire_conversation_write (GString *out, LandlineConversation *conversation, gboolean with_names)
{
  wire_append (out, "{\"id\":");
  wire_append_string (out, landline_conversation_get_id (conversation));
  wire_append (out, ",\"type\":\"");
  g_string_append (out, landline_conversation_kind_to_string (
                            landline_conversation_get_kind (conversation)));
  wire_append (out, "\",\"name\":");
  wire_append_nullable (out, landline_conversation_get_name (conversation));
  wire_append (out, ",\"members\":[");
  for (guint i = 0; i < landline_conversation_get_n_members (conversation); i++)
    {
      if (i > 0)
        wire_append (out, ",");
      write_member (out, landline_conversation_get_member (conversation, i), with_names);
    }
  wire_append (out, "],\"created\":");
  wire_append_integer (out, landline_conversation_get_created (conversation));
  wire_append (out, ",\"last_seq\":");
  wire_append_integer (out, landline_conversation_get_last_seq (conversation));
  write_settings (out, landline_conversation_get_settings (conversation));
  wire_append (out, "}");
}

/**
 * landline_wire_conversation_write:
 * @out: where to append
 * @conversation: a conversation
 *
 * Writes `{"id","type","name","members":[{"user_id","name","role"}],"created","last_seq"}` and what
 * of the settings is not as usual: as in events and REST replies, and as a store may keep it.
 */
void
landline_wire_conversation_write (GString *out, LandlineConversation *conversation)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (LANDLINE_IS_CONVERSATION (conversation));

  wire_conversation_write (out, conversation, TRUE);
}

/**
 * landline_wire_conversation_parse:
 * @data: (array length=length): what landline_wire_conversation_write() wrote
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the conversation
 */
LandlineConversation *
landline_wire_conversation_parse (const char *data, gsize length, GError **error)
{
  g_auto (WireDocument) document;

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_REPLY, error))
    return NULL;

  return wire_conversation_read (wire_document_get_root (&document), "conversation", error);
}
