/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * LandlineNoteKind:
 * @LANDLINE_NOTE_STAR: `star:<message>`: it is among the starred ones
 * @LANDLINE_NOTE_HIDE: `hide:<message>`: it was deleted for oneself
 * @LANDLINE_NOTE_MUTE: `mute:<conversation>`: until when, in milliseconds since the epoch, or
 * `forever`
 * @LANDLINE_NOTE_ARCHIVE: `archive:<conversation>`
 * @LANDLINE_NOTE_PIN: `pin:<conversation>`: when it was pinned; the order of the pinned ones
 * @LANDLINE_NOTE_UNREAD: `unread:<conversation>`: it is shown as unread until it is opened
 * @LANDLINE_NOTE_CLEAR: `clear:<conversation>`: up to which seq its messages are hidden
 * @LANDLINE_NOTE_DELETE: `delete:<conversation>`: like clear, and it is not listed until something
 * newer comes
 * @LANDLINE_NOTE_BLOCK: `block:<user>`
 * @LANDLINE_NOTE_DISAPPEAR: `disappear`: the seconds that a new conversation begins with
 * @LANDLINE_NOTE_UNSUPPORTED: a key that only a newer program knows; it is kept like the others
 *
 * What a note is about. An empty value takes it back.
 */
typedef enum
{
  LANDLINE_NOTE_STAR,
  LANDLINE_NOTE_HIDE,
  LANDLINE_NOTE_MUTE,
  LANDLINE_NOTE_ARCHIVE,
  LANDLINE_NOTE_PIN,
  LANDLINE_NOTE_UNREAD,
  LANDLINE_NOTE_CLEAR,
  LANDLINE_NOTE_DELETE,
  LANDLINE_NOTE_BLOCK,
  LANDLINE_NOTE_DISAPPEAR,
  LANDLINE_NOTE_UNSUPPORTED,
} LandlineNoteKind;

#define LANDLINE_TYPE_NOTE (landline_note_get_type ())
G_DECLARE_FINAL_TYPE (LandlineNote, landline_note, LANDLINE, NOTE, GObject)

LandlineNote *landline_note_new (const char *key, const char *value, gint64 time, gint64 version);
const char *landline_note_get_key (LandlineNote *self);
const char *landline_note_get_value (LandlineNote *self);
gint64 landline_note_get_time (LandlineNote *self);
gint64 landline_note_get_version (LandlineNote *self);
LandlineNoteKind landline_note_get_kind (LandlineNote *self);
const char *landline_note_get_subject (LandlineNote *self);

char *landline_note_make_key (LandlineNoteKind kind, const char *subject);
gboolean landline_note_is_key (const char *key);

G_END_DECLS
