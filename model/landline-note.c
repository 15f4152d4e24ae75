/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-note.h"

#include <string.h>

#include "landline-id.h"
#include "landline-limits.h"

/**
 * LandlineNote:
 *
 * What a user keeps for themself on the server, so that all their devices agree: which messages are
 * starred, which conversations muted. A key with its last value; nobody else is told.
 *
 * The version grows with each note of a user: of two with the same key the one with the higher
 * version holds.
 */

struct _LandlineNote
{
  GObject parent_instance;

  char *key;
  char *value;
  gint64 time;
  gint64 version;
};

G_DEFINE_FINAL_TYPE (LandlineNote, landline_note, G_TYPE_OBJECT)

static gboolean
is_conversation (const char *id)
{
  return landline_id_is_prefixed (id, LANDLINE_ID_CONVERSATION);
}

/* What stands before the colon, and what may stand behind it. */
static const struct
{
  const char *name;
  gboolean (*is_subject) (const char *subject);
} kinds[LANDLINE_NOTE_UNSUPPORTED] = {
  [LANDLINE_NOTE_STAR] = { "star", landline_id_is_message },
  [LANDLINE_NOTE_HIDE] = { "hide", landline_id_is_message },
  [LANDLINE_NOTE_MUTE] = { "mute", is_conversation },
  [LANDLINE_NOTE_ARCHIVE] = { "archive", is_conversation },
  [LANDLINE_NOTE_PIN] = { "pin", is_conversation },
  [LANDLINE_NOTE_UNREAD] = { "unread", is_conversation },
  [LANDLINE_NOTE_CLEAR] = { "clear", is_conversation },
  [LANDLINE_NOTE_DELETE] = { "delete", is_conversation },
  [LANDLINE_NOTE_BLOCK] = { "block", landline_id_is_user },
  [LANDLINE_NOTE_DISAPPEAR] = { "disappear", NULL },
};

#define KIND_CHARACTERS    "abcdefghijklmnopqrstuvwxyz_"
#define SUBJECT_CHARACTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+"

static void
landline_note_finalize (GObject *object)
{
  LandlineNote *self = LANDLINE_NOTE (object);

  g_free (self->key);
  g_free (self->value);

  G_OBJECT_CLASS (landline_note_parent_class)->finalize (object);
}

static void
landline_note_class_init (LandlineNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = landline_note_finalize;
}

static void
landline_note_init (LandlineNote *self)
{
}

/**
 * landline_note_new:
 * @key: a key, see landline_note_is_key()
 * @value: its value, empty to take the note back
 * @time: when the server took it, in milliseconds since the epoch, 0 while it has not
 * @version: its place among the user's notes, 0 while it has none
 *
 * Returns: (transfer full): a new note
 */
LandlineNote *
landline_note_new (const char *key, const char *value, gint64 time, gint64 version)
{
  LandlineNote *self;

  g_return_val_if_fail (landline_note_is_key (key), NULL);
  g_return_val_if_fail (value != NULL, NULL);

  self = g_object_new (LANDLINE_TYPE_NOTE, NULL);
  self->key = g_strdup (key);
  self->value = g_strdup (value);
  self->time = time;
  self->version = version;

  return self;
}

/**
 * landline_note_get_key:
 * @self: a `LandlineNote`
 *
 * Returns: (transfer none): what it is about
 */
const char *
landline_note_get_key (LandlineNote *self)
{
  g_return_val_if_fail (LANDLINE_IS_NOTE (self), NULL);

  return self->key;
}

/**
 * landline_note_get_value:
 * @self: a `LandlineNote`
 *
 * Returns: (transfer none): what holds, empty for nothing any more
 */
const char *
landline_note_get_value (LandlineNote *self)
{
  g_return_val_if_fail (LANDLINE_IS_NOTE (self), NULL);

  return self->value;
}

/**
 * landline_note_get_time:
 * @self: a `LandlineNote`
 *
 * Returns: when the server took it, in milliseconds since the epoch, 0 while it has not
 */
gint64
landline_note_get_time (LandlineNote *self)
{
  g_return_val_if_fail (LANDLINE_IS_NOTE (self), 0);

  return self->time;
}

/**
 * landline_note_get_version:
 * @self: a `LandlineNote`
 *
 * Returns: its place among the user's notes, 0 while it has none
 */
gint64
landline_note_get_version (LandlineNote *self)
{
  g_return_val_if_fail (LANDLINE_IS_NOTE (self), 0);

  return self->version;
}

static LandlineNoteKind
kind_of (const char *key, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strlen (kinds[i].name) == length && strncmp (kinds[i].name, key, length) == 0)
      return i;

  return LANDLINE_NOTE_UNSUPPORTED;
}

/**
 * landline_note_get_kind:
 * @self: a `LandlineNote`
 *
 * Returns: what it is about
 */
LandlineNoteKind
landline_note_get_kind (LandlineNote *self)
{
  g_return_val_if_fail (LANDLINE_IS_NOTE (self), LANDLINE_NOTE_UNSUPPORTED);

  return kind_of (self->key, strcspn (self->key, ":"));
}

/**
 * landline_note_get_subject:
 * @self: a `LandlineNote`
 *
 * Returns: (transfer none) (nullable): the message, conversation or user that it is about
 */
const char *
landline_note_get_subject (LandlineNote *self)
{
  const char *colon;

  g_return_val_if_fail (LANDLINE_IS_NOTE (self), NULL);

  colon = strchr (self->key, ':');
  return colon != NULL ? colon + 1 : NULL;
}

/**
 * landline_note_make_key:
 * @kind: what it is about, one that is known here
 * @subject: (nullable): the message, conversation or user
 *
 * Returns: (transfer full): the key
 */
char *
landline_note_make_key (LandlineNoteKind kind, const char *subject)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kinds), NULL);
  g_return_val_if_fail ((subject != NULL) == (kinds[kind].is_subject != NULL), NULL);

  return subject != NULL ? g_strconcat (kinds[kind].name, ":", subject, NULL)
                         : g_strdup (kinds[kind].name);
}

/**
 * landline_note_is_key:
 * @key: (nullable): a string
 *
 * Whether it may be a note's key: letters in lower case and `_`, then perhaps a colon and an
 * identifier. Of a kind that is known here the identifier is one of its kind.
 *
 * Returns: whether it is a key
 */
gboolean
landline_note_is_key (const char *key)
{
  LandlineNoteKind kind;
  const char *subject;
  gsize length;

  if (key == NULL || strlen (key) > LANDLINE_LIMIT_NOTE_KEY)
    return FALSE;

  length = strspn (key, KIND_CHARACTERS);
  if (length == 0 || (key[length] != ':' && key[length] != '\0'))
    return FALSE;

  subject = key[length] == ':' ? key + length + 1 : NULL;
  kind = kind_of (key, length);
  if (kind != LANDLINE_NOTE_UNSUPPORTED)
    return kinds[kind].is_subject != NULL ? kinds[kind].is_subject (subject) : subject == NULL;

  return subject == NULL ||
         (*subject != '\0' && subject[strspn (subject, SUBJECT_CHARACTERS)] == '\0');
}
