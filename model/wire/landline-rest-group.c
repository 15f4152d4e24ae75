/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "landline-rest-group.h"

#include "landline-error.h"
#include "landline-limits.h"
#include "wire-name.h"
#include "wire-reader.h"
#include "wire-writer.h"

/* The members of a group's body. */
typedef struct
{
  const WireValue *id;
  const WireValue *members;
  const WireValue *name;
  const WireValue *description;
  const WireValue *picture;
  const WireValue *who_may_send;
  const WireValue *who_may_edit;
  const WireValue *history;
  const WireValue *disappear;
} GroupValues;

static gboolean
read_values (WireDocument *document, GroupValues *values, GError **error)
{
  const WireField fields[] = {
    WIRE_FIELD ("id", &values->id),
    WIRE_FIELD ("members", &values->members),
    WIRE_FIELD ("name", &values->name),
    WIRE_FIELD ("description", &values->description),
    WIRE_FIELD ("picture", &values->picture),
    WIRE_FIELD ("who_may_send", &values->who_may_send),
    WIRE_FIELD ("who_may_edit", &values->who_may_edit),
    WIRE_FIELD ("history", &values->history),
    WIRE_FIELD ("disappear", &values->disappear),
  };

  return wire_read_object (wire_document_get_root (document), "body", fields, G_N_ELEMENTS (fields),
                           error);
}

static gboolean
is_unknown (const char *name, const char *value, GError **error)
{
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "`%s` cannot be \"%s\".", name,
               value);
  return FALSE;
}

static gboolean
read_permit (const WireValue *value, const char *name, int *out, GError **error)
{
  LandlinePermit permit;
  const char *text;

  if (!wire_read_optional_string (value, name, LANDLINE_LIMIT_ID, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  if (!landline_permit_from_string (text, &permit))
    return is_unknown (name, text, error);

  *out = permit;
  return TRUE;
}

static gboolean
read_history (const WireValue *value, int *out, GError **error)
{
  LandlineHistory history;
  const char *text;

  if (!wire_read_optional_string (value, "history", LANDLINE_LIMIT_ID, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;
  if (!landline_history_from_string (text, &history))
    return is_unknown ("history", text, error);

  *out = history;
  return TRUE;
}

static gboolean
read_disappear (const WireValue *value, gint64 *out, GError **error)
{
  if (!wire_read_optional_integer (value, "disappear", 0, LANDLINE_LIMIT_INTEGER,
                                   LANDLINE_GROUP_STAYS, out, error))
    return FALSE;
  if (*out == LANDLINE_GROUP_STAYS || landline_limits_allow_expires (*out))
    return TRUE;

  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
               "`disappear` is none of the 0, %d, %d or %d seconds that are offered.",
               LANDLINE_EXPIRES_DAY, LANDLINE_EXPIRES_WEEK, LANDLINE_EXPIRES_QUARTER);
  return FALSE;
}

/* Leaves @out untouched on failure. */
static gboolean
read_change (const GroupValues *values, LandlineGroupChange *out, GError **error)
{
  LandlineGroupChange change = LANDLINE_GROUP_CHANGE_INIT;
  const char *name, *description, *picture;

  if (!wire_read_optional_string (values->name, "name", LANDLINE_LIMIT_NAME, &name, error) ||
      (name != NULL && !wire_check_name (name, "name", error)) ||
      !wire_read_optional_string (values->description, "description", LANDLINE_LIMIT_DESCRIPTION,
                                  &description, error) ||
      !wire_read_optional_string (values->picture, "picture", LANDLINE_LIMIT_ID, &picture, error) ||
      !wire_check_picture (picture, "picture", error) ||
      !read_permit (values->who_may_send, "who_may_send", &change.who_may_send, error) ||
      !read_permit (values->who_may_edit, "who_may_edit", &change.who_may_edit, error) ||
      !read_history (values->history, &change.history, error) ||
      !read_disappear (values->disappear, &change.disappear, error))
    return FALSE;

  *out = change;
  out->name = name != NULL ? g_strstrip (g_strdup (name)) : NULL;
  out->description = g_strdup (description);
  out->picture = g_strdup (picture);
  return TRUE;
}

/**
 * landline_rest_parse_group_change:
 * @out: (out): the change
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the body of `PATCH /v1/groups/{id}`.
 *
 * Returns: whether it is one; @out is untouched otherwise
 */
gboolean
landline_rest_parse_group_change (LandlineGroupChange *out,
                                  const char *data,
                                  gsize length,
                                  GError **error)
{
  g_auto (WireDocument) document;
  GroupValues values;

  return wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_BODY, error) &&
         read_values (&document, &values, error) && read_change (&values, out, error);
}

static void
set_or_remove (char **text, const char *changed)
{
  if (changed != NULL)
    g_set_str (text, *changed != '\0' ? changed : NULL);
}

/**
 * landline_group_change_apply:
 * @self: a change
 * @settings: what held before
 *
 * Carries out the change on @settings. The name is no setting.
 */
void
landline_group_change_apply (const LandlineGroupChange *self, LandlineSettings *settings)
{
  g_return_if_fail (self != NULL && settings != NULL);

  set_or_remove (&settings->description, self->description);
  set_or_remove (&settings->picture, self->picture);
  if (self->who_may_send != LANDLINE_GROUP_STAYS)
    settings->who_may_send = self->who_may_send;
  if (self->who_may_edit != LANDLINE_GROUP_STAYS)
    settings->who_may_edit = self->who_may_edit;
  if (self->history != LANDLINE_GROUP_STAYS)
    settings->history = self->history;
  if (self->disappear != LANDLINE_GROUP_STAYS)
    settings->disappear = self->disappear;
}

/**
 * landline_group_change_clear:
 * @self: a change
 *
 * Frees what is in @self, but not @self.
 */
void
landline_group_change_clear (LandlineGroupChange *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->picture, g_free);
}

/**
 * landline_rest_parse_group:
 * @out: (out): the request
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the body of `POST /v1/groups`.
 *
 * Returns: whether it is one; @out is untouched otherwise
 */
gboolean
landline_rest_parse_group (LandlineGroupRequest *out,
                           const char *data,
                           gsize length,
                           GError **error)
{
  g_auto (WireDocument) document;
  g_autofree const char **members = NULL;
  GroupValues values;
  const char *id, *name;

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_BODY, error) ||
      !read_values (&document, &values, error) ||
      !wire_read_message_id (values.id, "id", &id, error) ||
      !wire_read_string (values.name, "name", LANDLINE_LIMIT_NAME, &name, error) ||
      !wire_read_optional_users (values.members, "members", LANDLINE_LIMIT_MEMBERS, &members,
                                 error) ||
      !read_change (&values, &out->group, error))
    return FALSE;

  g_strlcpy (out->id, id, sizeof out->id);
  out->members = g_strdupv ((char **) members);
  return TRUE;
}

/**
 * landline_group_request_clear:
 * @self: a request
 *
 * Frees what is in @self, but not @self.
 */
void
landline_group_request_clear (LandlineGroupRequest *self)
{
  g_clear_pointer (&self->members, g_strfreev);
  landline_group_change_clear (&self->group);
}

/**
 * landline_rest_parse_membership:
 * @role: (out): what the member may do
 * @data: (array length=length): a body
 * @length: bytes of @data, 0 for none
 * @error: return location for an error
 *
 * Parses the body of `PUT /v1/groups/{id}/members/{user}`, which may be missing: a plain member
 * then.
 *
 * Returns: whether it is one; @role is untouched otherwise
 */
gboolean
landline_rest_parse_membership (LandlineRole *role, const char *data, gsize length, GError **error)
{
  g_auto (WireDocument) document;
  const WireValue *role_value;
  const WireField fields[] = { WIRE_FIELD ("role", &role_value) };
  LandlineRole read = LANDLINE_ROLE_MEMBER;
  const char *name;

  document.doc = NULL;
  if (length == 0)
    {
      *role = LANDLINE_ROLE_MEMBER;
      return TRUE;
    }

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_BODY, error) ||
      !wire_read_object (wire_document_get_root (&document), "body", fields, G_N_ELEMENTS (fields),
                         error) ||
      !wire_read_optional_string (role_value, "role", LANDLINE_LIMIT_ID, &name, error))
    return FALSE;
  if (name != NULL && !landline_role_from_string (name, &read))
    return is_unknown ("role", name, error);

  *role = read;
  return TRUE;
}

static void
begin_member (GString *out, const char *name)
{
  if (out->str[out->len - 1] != '{')
    wire_append (out, ",");
  wire_append_string (out, name);
  wire_append (out, ":");
}

static void
append_optional (GString *out, const char *name, const char *value)
{
  if (value == NULL)
    return;

  begin_member (out, name);
  wire_append_string (out, value);
}

static void
write_change (GString *out, const LandlineGroupChange *change)
{
  append_optional (out, "name", change->name);
  append_optional (out, "description", change->description);
  append_optional (out, "picture", change->picture);
  if (change->who_may_send != LANDLINE_GROUP_STAYS)
    append_optional (out, "who_may_send", landline_permit_to_string (change->who_may_send));
  if (change->who_may_edit != LANDLINE_GROUP_STAYS)
    append_optional (out, "who_may_edit", landline_permit_to_string (change->who_may_edit));
  if (change->history != LANDLINE_GROUP_STAYS)
    append_optional (out, "history", landline_history_to_string (change->history));
  if (change->disappear != LANDLINE_GROUP_STAYS)
    {
      begin_member (out, "disappear");
      wire_append_integer (out, change->disappear);
    }
}

/**
 * landline_rest_write_group_change:
 * @out: where to append
 * @change: a change
 *
 * Writes the body of `PATCH /v1/groups/{id}`.
 */
void
landline_rest_write_group_change (GString *out, const LandlineGroupChange *change)
{
  g_return_if_fail (change != NULL);

  wire_append (out, "{");
  write_change (out, change);
  wire_append (out, "}");
}

/**
 * landline_rest_write_group:
 * @out: where to append
 * @request: a request
 *
 * Writes the body of `POST /v1/groups`.
 */
void
landline_rest_write_group (GString *out, const LandlineGroupRequest *request)
{
  g_return_if_fail (request != NULL);

  wire_append (out, "{");
  append_optional (out, "id", request->id);
  if (request->members != NULL)
    {
      begin_member (out, "members");
      wire_append_strings (out, (const char *const *) request->members);
    }
  write_change (out, &request->group);
  wire_append (out, "}");
}

/**
 * landline_rest_write_membership:
 * @out: where to append
 * @role: what the member may do
 *
 * Writes the body of `PUT /v1/groups/{id}/members/{user}`.
 */
void
landline_rest_write_membership (GString *out, LandlineRole role)
{
  wire_append (out, "{");
  append_optional (out, "role", landline_role_to_string (role));
  wire_append (out, "}");
}
