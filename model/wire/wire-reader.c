/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "wire-reader.h"

#include <string.h>
#include <yyjson.h>

#include "landline-error.h"
#include "landline-limits.h"

static const yyjson_val *
val (const WireValue *value)
{
  return (const yyjson_val *) value;
}

/* yyjson takes values that it does not change by a pointer to what is not const. */
static yyjson_val *
mut (const WireValue *value)
{
  return (yyjson_val *) val (value);
}

/* The values of a document lie one behind the other (yyjson's documentation, "Data structures"). */
static gboolean
has_few_containers (yyjson_doc *doc)
{
  const yyjson_val *value = yyjson_doc_get_root (doc);
  gsize n = yyjson_doc_get_val_count (doc);
  guint containers = 0;

  while (n-- > 0 && containers <= LANDLINE_LIMIT_JSON_DEPTH)
    containers += unsafe_yyjson_is_ctn ((void *) value++);

  return containers <= LANDLINE_LIMIT_JSON_DEPTH;
}

/* The parser does not recurse, so that depth cannot hurt it; those who come after it may. What has
 * few objects and arrays cannot be deep, so that only large documents are looked at character by
 * character. */
static gboolean
is_too_deep (const char *data, gsize length)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    switch (data[i])
      {
      case '\\':
        i += in_string;
        break;
      case '"':
        in_string = !in_string;
        break;
      case '{':
      case '[':
        if (!in_string && ++depth > LANDLINE_LIMIT_JSON_DEPTH)
          return TRUE;
        break;
      case '}':
      case ']':
        depth -= !in_string;
        break;
      default:
        break;
      }

  return FALSE;
}

static gboolean
read_document (WireDocument *self, const char *data, gsize length, yyjson_read_err *problem)
{
  yyjson_alc allocator;
  gboolean fits = yyjson_read_max_memory_usage (length, YYJSON_READ_NOFLAG) + 256 <=
                      sizeof self->pool &&
                  yyjson_alc_pool_init (&allocator, self->pool, sizeof self->pool);

  self->doc = yyjson_read_opts ((char *) data, length, YYJSON_READ_NOFLAG, fits ? &allocator : NULL,
                                problem);
  return self->doc != NULL;
}

/* Parses an object. Not JSON (RFC 8259), not UTF-8, not an object, or nested too deep: `bad_frame`.
 * Longer than @limit: `too_large`. */
gboolean
wire_document_parse (WireDocument *self,
                     const char *data,
                     gsize length,
                     gsize limit,
                     GError **error)
{
  yyjson_read_err problem;

  self->doc = NULL;
  if (length > limit)
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE,
                 "%" G_GSIZE_FORMAT " bytes are more than the %" G_GSIZE_FORMAT " that are taken.",
                 length, limit);
  else if (!read_document (self, data, length, &problem))
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                 "This is not JSON: %s at byte %zu.", problem.msg, problem.pos);
  else if (!yyjson_is_obj (yyjson_doc_get_root (self->doc)))
    g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                         "This is not a JSON object.");
  else if (!has_few_containers (self->doc) && is_too_deep (data, length))
    g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                         "The JSON is nested too deep.");
  else
    return TRUE;

  return FALSE;
}

void
wire_document_clear (WireDocument *self)
{
  yyjson_doc_free (self->doc);
  self->doc = NULL;
}

const WireValue *
wire_document_get_root (WireDocument *self)
{
  return (const WireValue *) yyjson_doc_get_root (self->doc);
}

static const WireField *
find_field (yyjson_val *key, const WireField *fields, guint n_fields)
{
  const char *name = yyjson_get_str (key);
  gsize length = yyjson_get_len (key);

  for (guint i = 0; i < n_fields; i++)
    if (fields[i].length == length && memcmp (fields[i].name, name, length) == 0)
      return &fields[i];

  return NULL;
}

/* Two readers of an object with the same member twice may see different things, so there is no such
 * object here. */
gboolean
wire_read_object (const WireValue *object,
                  const char *what,
                  const WireField *fields,
                  guint n_fields,
                  GError **error)
{
  yyjson_obj_iter iter;
  yyjson_val *key;
  guint64 seen = 0;

  g_assert (n_fields <= 64);

  for (guint i = 0; i < n_fields; i++)
    *fields[i].value = NULL;

  if (!yyjson_is_obj (mut (object)))
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                   object == NULL ? "`%s` is missing." : "`%s` is not an object.", what);
      return FALSE;
    }

  yyjson_obj_iter_init (mut (object), &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      const WireField *field = find_field (key, fields, n_fields);
      yyjson_val *value = yyjson_obj_iter_get_val (key);

      if (field == NULL)
        continue;

      if (seen & (1ull << (field - fields)))
        {
          g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "`%s` is there twice.",
                       field->name);
          return FALSE;
        }
      seen |= 1ull << (field - fields);
      if (!yyjson_is_null (value))
        *field->value = (const WireValue *) value;
    }

  return TRUE;
}

static gboolean
is_missing (const WireValue *value, const char *name, GError **error)
{
  if (value == NULL)
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "`%s` is missing.", name);

  return value == NULL;
}

static gboolean
is_of_wrong_type (const char *name, const char *wanted, GError **error)
{
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "`%s` is not %s.", name, wanted);
  return FALSE;
}

gboolean
wire_read_string (const WireValue *value,
                  const char *name,
                  gsize limit,
                  const char **out,
                  GError **error)
{
  const char *string = yyjson_get_str (mut (value));
  gsize length = yyjson_get_len (mut (value));

  if (is_missing (value, name, error))
    return FALSE;
  if (string == NULL)
    return is_of_wrong_type (name, "a string", error);
  if (length > limit)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE,
                   "`%s` has %" G_GSIZE_FORMAT " bytes, more than the %" G_GSIZE_FORMAT
                   " that are taken.",
                   name, length, limit);
      return FALSE;
    }
  if (memchr (string, '\0', length) != NULL)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "`%s` has a NUL in it.", name);
      return FALSE;
    }

  *out = string;
  return TRUE;
}

gboolean
wire_read_optional_string (const WireValue *value,
                           const char *name,
                           gsize limit,
                           const char **out,
                           GError **error)
{
  if (value != NULL)
    return wire_read_string (value, name, limit, out, error);

  *out = NULL;
  return TRUE;
}

gboolean
wire_read_integer (const WireValue *value,
                   const char *name,
                   gint64 minimum,
                   gint64 maximum,
                   gint64 *out,
                   GError **error)
{
  gint64 number;

  if (is_missing (value, name, error))
    return FALSE;
  if (!yyjson_is_int (mut (value)))
    return is_of_wrong_type (name, "an integer", error);

  number = yyjson_get_sint (mut (value));
  if (yyjson_is_uint (mut (value)) && yyjson_get_uint (mut (value)) > G_MAXINT64)
    number = G_MAXINT64;
  if (number < minimum || number > maximum)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "`%s` is out of range.", name);
      return FALSE;
    }

  *out = number;
  return TRUE;
}

gboolean
wire_read_optional_integer (const WireValue *value,
                            const char *name,
                            gint64 minimum,
                            gint64 maximum,
                            gint64 fallback,
                            gint64 *out,
                            GError **error)
{
  if (value != NULL)
    return wire_read_integer (value, name, minimum, maximum, out, error);

  *out = fallback;
  return TRUE;
}

gboolean
wire_read_number (const WireValue *value,
                  const char *name,
                  double minimum,
                  double maximum,
                  double *out,
                  GError **error)
{
  double number;

  if (is_missing (value, name, error))
    return FALSE;
  if (!yyjson_is_num (mut (value)))
    return is_of_wrong_type (name, "a number", error);

  number = yyjson_get_num (mut (value));
  if (!(number >= minimum && number <= maximum))
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "`%s` is out of range.", name);
      return FALSE;
    }

  *out = number;
  return TRUE;
}

gboolean
wire_read_optional_boolean (const WireValue *value, const char *name, gboolean *out, GError **error)
{
  if (value != NULL && !yyjson_is_bool (mut (value)))
    return is_of_wrong_type (name, "true or false", error);

  *out = yyjson_get_bool (mut (value));
  return TRUE;
}

gboolean
wire_read_user_id (const WireValue *value, const char *name, const char **out, GError **error)
{
  const char *id;

  if (!wire_read_string (value, name, LANDLINE_LIMIT_ID, &id, error))
    return FALSE;
  if (!landline_id_is_user (id))
    return is_of_wrong_type (
        name, "a user: a phone number (+ and 6 to 15 digits) or an extension of 2 to 6 digits",
        error);

  *out = id;
  return TRUE;
}

gboolean
wire_read_message_id (const WireValue *value, const char *name, const char **out, GError **error)
{
  const char *id;

  if (!wire_read_string (value, name, LANDLINE_LIMIT_ID, &id, error))
    return FALSE;
  if (!landline_id_is_message (id))
    return is_of_wrong_type (name, "a message id: a UUIDv7", error);

  *out = id;
  return TRUE;
}

gboolean
wire_read_prefixed_id (const WireValue *value,
                       const char *name,
                       char prefix,
                       const char **out,
                       GError **error)
{
  const char *id;

  if (!wire_read_string (value, name, LANDLINE_LIMIT_ID, &id, error))
    return FALSE;
  if (!landline_id_is_prefixed (id, prefix))
    return is_of_wrong_type (name, "an identifier of its kind", error);

  *out = id;
  return TRUE;
}

gboolean
wire_value_is_object (const WireValue *value)
{
  return yyjson_is_obj (mut (value));
}

gboolean
wire_read_array (const WireValue *value,
                 const char *name,
                 guint limit,
                 guint *n_elements,
                 GError **error)
{
  if (is_missing (value, name, error))
    return FALSE;
  if (!yyjson_is_arr (mut (value)))
    return is_of_wrong_type (name, "an array", error);
  if (yyjson_arr_size (mut (value)) > limit)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE,
                   "`%s` has more than the %u elements that are taken.", name, limit);
      return FALSE;
    }

  *n_elements = yyjson_arr_size (mut (value));
  return TRUE;
}

const WireValue *
wire_array_first (const WireValue *array)
{
  return (const WireValue *) yyjson_arr_get_first (mut (array));
}

/* The caller counts: there is no end to be seen from an element. */
const WireValue *
wire_array_next (const WireValue *element)
{
  return (const WireValue *) unsafe_yyjson_get_next (mut (element));
}

gboolean
wire_read_optional_users (const WireValue *value,
                          const char *name,
                          guint limit,
                          const char ***out,
                          GError **error)
{
  g_autofree const char **users = NULL;
  const WireValue *element;
  guint n = 0;

  if (value != NULL && !wire_read_array (value, name, limit, &n, error))
    return FALSE;

  users = n > 0 ? g_new0 (const char *, n + 1) : NULL;
  element = wire_array_first (value);
  for (guint i = 0; i < n; i++, element = wire_array_next (element))
    if (!wire_read_user_id (element, name, &users[i], error))
      return FALSE;

  *out = g_steal_pointer (&users);
  return TRUE;
}

void
wire_append_other_members (GString *out,
                           const WireValue *object,
                           const WireField *fields,
                           guint n_fields)
{
  gsize start = out->len;
  yyjson_obj_iter iter;
  yyjson_val *key;

  yyjson_obj_iter_init (mut (object), &iter);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      yyjson_val *value = yyjson_obj_iter_get_val (key);
      char *name, *text;

      if (find_field (key, fields, n_fields) != NULL)
        continue;

      name = yyjson_val_write (key, YYJSON_WRITE_NOFLAG, NULL);
      text = yyjson_val_write (value, YYJSON_WRITE_NOFLAG, NULL);
      if (out->len > start)
        g_string_append_c (out, ',');
      g_string_append (out, name);
      g_string_append_c (out, ':');
      g_string_append (out, text);
      free (name);
      free (text);
    }
}
