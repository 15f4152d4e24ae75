/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-content.h"
#include "landline-limits.h"
#include "wire-reader.h"

G_BEGIN_DECLS

/* The members of a message that are its content, as they were found. Stays in this folder. */
typedef struct
{
  const WireValue *type;
  const WireValue *text;
  const WireValue *media_object;
  const WireValue *document;
  const WireValue *location;
  const WireValue *contact;
  const WireValue *forwarded;
  const WireValue *mentions;
  const WireValue *expires;
} WireContentValues;

/* For the table of whoever reads the object that they stand in. */
#define WIRE_CONTENT_FIELDS(values)                                                                \
  WIRE_FIELD ("type", &(values)->type), WIRE_FIELD ("text", &(values)->text),                      \
      WIRE_FIELD ("media_object", &(values)->media_object),                                        \
      WIRE_FIELD ("document", &(values)->document), WIRE_FIELD ("location", &(values)->location),  \
      WIRE_FIELD ("contact", &(values)->contact), WIRE_FIELD ("forwarded", &(values)->forwarded),  \
      WIRE_FIELD ("mentions", &(values)->mentions), WIRE_FIELD ("expires", &(values)->expires)

/* @limits is NULL for what comes from a server: it has been checked there, and media are spelled
 * out. */
LandlineContent *
wire_content_read (const WireContentValues *values, const LandlineLimits *limits, GError **error);

/* Of a type that is known already. */
LandlineContent *wire_content_read_as (const WireContentValues *values,
                                       LandlineContentType type,
                                       const LandlineLimits *limits,
                                       GError **error);

/* The same content, or with what goes with it whatever its type, where there is such. Consumes
 * @content. */
LandlineContent *wire_content_read_traits (const WireContentValues *values,
                                           LandlineContent *content,
                                           const LandlineLimits *limits,
                                           GError **error);

/* A status has none: what is called like one there is something else. */
void wire_content_forget_traits (WireContentValues *values);

/* As a client sends it: media by their id, and with the preview where there is one. */
void wire_content_write_for_sending (GString *out, LandlineContent *content);

G_END_DECLS
