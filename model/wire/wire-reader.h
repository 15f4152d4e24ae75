/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

#include "landline-id.h"

G_BEGIN_DECLS

/* Reading JSON, without a type of the library that does it. Stays in this folder. A value lives as
 * long as its document. */

typedef struct _WireValue WireValue;

/* Most frames are short: their values fit in @pool, without an allocation. Lives on the stack and
 * is not set up before wire_document_parse (), which therefore comes first. */
typedef struct
{
  gpointer doc;
  guint64 pool[1024];
} WireDocument;

/* A member that is looked for. What is not there, or null, leaves NULL. */
typedef struct
{
  const char *name;
  guint length;
  const WireValue **value;
} WireField;

#define WIRE_FIELD(name, value) { name, sizeof name - 1, value }

gboolean wire_document_parse (WireDocument *self,
                              const char *data,
                              gsize length,
                              gsize limit,
                              GError **error);
void wire_document_clear (WireDocument *self);
const WireValue *wire_document_get_root (WireDocument *self);

gboolean wire_read_object (const WireValue *object,
                           const char *what,
                           const WireField *fields,
                           guint n_fields,
                           GError **error);
gboolean wire_read_string (const WireValue *value,
                           const char *name,
                           gsize limit,
                           const char **out,
                           GError **error);
gboolean wire_read_optional_string (const WireValue *value,
                                    const char *name,
                                    gsize limit,
                                    const char **out,
                                    GError **error);
gboolean wire_read_integer (const WireValue *value,
                            const char *name,
                            gint64 minimum,
                            gint64 maximum,
                            gint64 *out,
                            GError **error);
gboolean wire_read_optional_integer (const WireValue *value,
                                     const char *name,
                                     gint64 minimum,
                                     gint64 maximum,
                                     gint64 fallback,
                                     gint64 *out,
                                     GError **error);
gboolean wire_read_number (const WireValue *value,
                           const char *name,
                           double minimum,
                           double maximum,
                           double *out,
                           GError **error);
gboolean wire_read_optional_boolean (const WireValue *value,
                                     const char *name,
                                     gboolean *out,
                                     GError **error);
gboolean
wire_read_user_id (const WireValue *value, const char *name, const char **out, GError **error);
gboolean
wire_read_message_id (const WireValue *value, const char *name, const char **out, GError **error);
gboolean wire_read_prefixed_id (const WireValue *value,
                                const char *name,
                                char prefix,
                                const char **out,
                                GError **error);

/* @out: (transfer container): NULL where there are none; the strings are the document's */
gboolean wire_read_optional_users (const WireValue *value,
                                   const char *name,
                                   guint limit,
                                   const char ***out,
                                   GError **error);

gboolean wire_value_is_object (const WireValue *value);
gboolean wire_read_array (const WireValue *value,
                          const char *name,
                          guint limit,
                          guint *n_elements,
                          GError **error);
const WireValue *wire_array_first (const WireValue *array);
const WireValue *wire_array_next (const WireValue *element);

/* `"name":value` for each member of @object that is none of @fields, joined by commas. */
void wire_append_other_members (GString *out,
                                const WireValue *object,
                                const WireField *fields,
                                guint n_fields);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WireDocument, wire_document_clear)

G_END_DECLS
