/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include <string.h>

#include "landline-error.h"
#include "server-limits.h"
#include "server-sqlite-inbox.h"
#include "server-sqlite-notes.h"
#include "server-sqlite-peers.h"
#include "server-sqlite-profiles.h"

typedef struct
{
  ServerAccount *account;
  char *id;
  LandlineNote *note;
  guint8 digest[32];
} NoteInput;

static void
note_input_free (gpointer data)
{
  NoteInput *input = data;

  server_account_unref (input->account);
  g_object_unref (input->note);
  g_free (input->id);
  g_free (input);
}

static gboolean
find_device (ServerSqliteScope *scope,
             ServerAccount *account,
             ServerSqliteDevice **device,
             GError **error)
{
  if (!server_sqlite_ledger_find_device (scope->ledger, server_account_get_device_id (account),
                                         device, error))
    return FALSE;
  if (*device != NULL)
    return TRUE;
  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
                       "This device was revoked.");
  return FALSE;
}

static gboolean
answer_duplicate (ServerSqliteOperation *operation,
                  const char *id,
                  const ServerSqliteNoteMatch *match,
                  GError **error)
{
  ServerNoted *noted;

  if (!match->is_same)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT,
                   "The note id %s was used for something else.", id);
      return FALSE;
    }
  noted = g_new0 (ServerNoted, 1);
  landline_done_init (&noted->done, 0, id, NULL, match->version, match->time, TRUE);
  server_sqlite_operation_set_value (operation, noted, g_free);
  return TRUE;
}

/* Before it is written. */
static gboolean
find_parting (ServerSqliteScope *scope,
              ServerSqliteUser *user,
              LandlineNote *note,
              gboolean *parts,
              gboolean *frees,
              GError **error)
{
  const char *other = landline_note_get_subject (note);
  gboolean blocks = *landline_note_get_value (note) != '\0';
  gboolean had_blocked, may_hear;

  *parts = FALSE;
  *frees = FALSE;
  if (landline_note_get_kind (note) != LANDLINE_NOTE_BLOCK)
    return TRUE;
  if (!server_sqlite_notes_has_blocked (scope->database, user->uid, other, &had_blocked, error) ||
      !server_sqlite_peers_may_hear (scope->database, user->uid, other, &may_hear, error))
    return FALSE;
  *parts = may_hear && had_blocked != blocks;
  *frees = had_blocked && !blocks;
  return TRUE;
}

/* Who is blocked no longer gets the profile that was kept from them. */
static gboolean
show_profile (ServerSqliteScope *scope, ServerSqliteUser *user, const char *other, GError **error)
{
  g_autoptr (LandlineUser) profile = NULL;
  g_autoptr (GArray) readers = NULL;
  ServerSqliteUser *reader;
  gint64 cursor;
  guint i;

  if (!server_sqlite_ledger_find_user (scope->ledger, other, &reader, error))
    return FALSE;
  if (reader == NULL || reader == user)
    return TRUE;
  readers = server_sqlite_profiles_list_readers (scope->database, user->uid, error);
  if (readers == NULL)
    return FALSE;
  for (i = 0; i < readers->len && g_array_index (readers, gint64, i) != reader->uid;)
    i++;
  if (i == readers->len)
    return TRUE;
  cursor = server_sqlite_ledger_next_cursor (scope->ledger, reader);
  if (!server_sqlite_profiles_get (scope->database, user->uid, reader->uid, &profile, error) ||
      !server_sqlite_inbox_put_doing (scope->database, reader->uid, cursor, SERVER_INBOX_USER, 0,
                                      user->uid, error))
    return FALSE;
  server_sqlite_ledger_announce (scope->ledger, reader,
                                 server_inbox_row_new_user (cursor, profile));
  return TRUE;
}

static gboolean
apply_block (ServerSqliteScope *scope, ServerSqliteUser *user, LandlineNote *note, GError **error)
{
  return landline_note_get_kind (note) != LANDLINE_NOTE_BLOCK ||
         server_sqlite_ledger_set_blocked (scope->ledger, user, landline_note_get_subject (note),
                                           *landline_note_get_value (note) != '\0', error);
}

static gboolean
write_note (ServerSqliteOperation *operation,
            ServerSqliteScope *scope,
            ServerSqliteDevice *device,
            gboolean is_new_key,
            GError **error)
{
  NoteInput *input = operation->input;
  ServerSqliteUser *user = device->user;
  g_autofree ServerNoted *noted = g_new0 (ServerNoted, 1);
  g_autoptr (LandlineNote) note = NULL;
  gint64 version, nid, cursor;
  gboolean frees;

  if (!find_parting (scope, user, input->note, &noted->parts, &frees, error))
    return FALSE;
  version = server_sqlite_notes_next_version (scope->database, user->uid, is_new_key, error);
  if (version == 0)
    return FALSE;
  note = landline_note_new (landline_note_get_key (input->note),
                            landline_note_get_value (input->note), scope->now, version);
  nid = server_sqlite_notes_insert (scope->database, user->uid, input->id, note, input->digest,
                                    error);
  if (nid == 0 || !apply_block (scope, user, note, error))
    return FALSE;
  cursor = server_sqlite_ledger_next_cursor (scope->ledger, user);
  landline_done_init (&noted->done, cursor, input->id, NULL, version, scope->now, FALSE);
  if (!server_sqlite_inbox_put_doing (scope->database, user->uid, cursor, SERVER_INBOX_NOTE, nid,
                                      device->did, error))
    return FALSE;
  server_sqlite_ledger_announce (scope->ledger, user,
                                 server_inbox_row_new_note (&noted->done, note, device->device_id));
  if (frees && !show_profile (scope, user, landline_note_get_subject (note), error))
    return FALSE;
  server_sqlite_operation_set_value (operation, g_steal_pointer (&noted), g_free);
  return TRUE;
}

static gboolean
run_note (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  NoteInput *input = operation->input;
  ServerSqliteNoteMatch match;
  ServerSqliteDevice *device;
  gboolean has_room, is_new_key;

  if (!find_device (scope, input->account, &device, error) ||
      !server_sqlite_notes_match (scope->database, device->user->uid, input->id, input->digest,
                                  &match, error))
    return FALSE;
  if (match.nid != 0)
    return answer_duplicate (operation, input->id, &match, error);
  if (!server_sqlite_notes_has_room (scope->database, device->user->uid,
                                     landline_note_get_key (input->note), &has_room, &is_new_key,
                                     error))
    return FALSE;
  if (has_room)
    return write_note (operation, scope, device, is_new_key, error);
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE,
               "This server keeps at most %d notes of a user.", SERVER_LIMIT_NOTES);
  return FALSE;
}

void
server_sqlite_note_async (ServerStore *store,
                          ServerAccount *account,
                          const char *id,
                          LandlineNote *note,
                          GTask *task)
{
  NoteInput *input = g_new (NoteInput, 1);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = sizeof input->digest;

  input->account = server_account_ref (account);
  input->id = g_strdup (id);
  input->note = g_object_ref (note);
  g_checksum_update (checksum, (const guchar *) landline_note_get_key (note),
                     strlen (landline_note_get_key (note)) + 1);
  g_checksum_update (checksum, (const guchar *) landline_note_get_value (note), -1);
  g_checksum_get_digest (checksum, input->digest, &size);
  server_sqlite_store_write (store, task, run_note, input, note_input_free, SERVER_SQLITE_ORDERED);
}

static gboolean
run_notes (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  g_autoptr (ServerPage) page = NULL;
  GPtrArray *notes;
  gboolean more;

  notes = server_sqlite_notes_list (scope->database, call->user_id, call->number, call->limit,
                                    &more, error);
  if (notes == NULL)
    return FALSE;
  page = server_page_new (NULL);
  g_ptr_array_unref (page->rows);
  page->rows = notes;
  page->more = more;
  server_sqlite_operation_set_value (operation, g_steal_pointer (&page),
                                     (GDestroyNotify) server_page_free);
  return TRUE;
}

void
server_sqlite_notes_async (ServerStore *store,
                           const char *user_id,
                           gint64 after,
                           guint limit,
                           GTask *task)
{
  ServerSqliteCall *call = server_sqlite_call_new (NULL, user_id, NULL);

  call->number = after;
  call->limit = limit;
  server_sqlite_store_read (store, task, run_notes, call, server_sqlite_call_free);
}
