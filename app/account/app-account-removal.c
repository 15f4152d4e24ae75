/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-account"

#include "config.h"

#include "app-account-removal.h"

#include <glib/gi18n.h>

#include "app-error.h"

/* What SQLite may have beside a database. */
static const char *const database_ends[] = { "", "-wal", "-shm", "-journal" };

/* Whatever is not there is gone. Links are removed, not followed. */
static gboolean
remove_file (GFile *file, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (g_file_delete (file, NULL, &failure) ||
      g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
remove_tree (GFile *file, GError **error)
{
  g_autoptr (GFileEnumerator) children = NULL;
  GFile *child;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) !=
      G_FILE_TYPE_DIRECTORY)
    return remove_file (file, error);
  children = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                        G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, error);
  if (children == NULL)
    return FALSE;
  do
    {
      if (!g_file_enumerator_iterate (children, NULL, &child, NULL, error) ||
          (child != NULL && !remove_tree (child, error)))
        return FALSE;
    }
  while (child != NULL);
  return remove_file (file, error);
}

static gboolean
remove_database (const char *path, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (database_ends); i++)
    {
      g_autofree char *name = g_strconcat (path, database_ends[i], NULL);
      g_autoptr (GFile) file = g_file_new_for_path (name);

      if (!remove_file (file, error))
        return FALSE;
    }
  return TRUE;
}

/* The account is the last to go: where it is cut off, it begins anew. */
static void
remove_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autofree char *cache_path = app_profile_dup_cache_path (task_data);
  g_autofree char *media_path = app_profile_dup_media_folder (task_data);
  g_autofree char *pasted_path = app_profile_dup_pasted_folder (task_data);
  g_autofree char *account_path = app_profile_dup_account_path (task_data);
  g_autoptr (GFile) media = g_file_new_for_path (media_path);
  g_autoptr (GFile) pasted = g_file_new_for_path (pasted_path);
  g_autoptr (GFile) account = g_file_new_for_path (account_path);
  g_autoptr (GError) error = NULL;

  if (remove_database (cache_path, &error) && remove_tree (media, &error) &&
      remove_tree (pasted, &error) && remove_file (account, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, APP_ERROR, APP_ERROR_ACCOUNT,
                             /* translators: %s is a reason */
                             _ ("The account cannot be removed: %s"), error->message);
}

/**
 * app_account_removal_async:
 * @profile: whose account; nothing of it is open
 * @cancellable: (nullable): to stop waiting
 * @callback: called when done
 * @user_data: for @callback
 *
 * Removes the account of a profile from this computer, off the main thread: its messages, its files
 * and its token. The data of a server that the profile runs stay: they are everybody's.
 */
void
app_account_removal_async (AppProfile *profile,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (APP_IS_PROFILE (profile));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_account_removal_async);
  g_task_set_task_data (task, g_object_ref (profile), g_object_unref);
  g_task_run_in_thread (task, remove_in_thread);
}

gboolean
app_account_removal_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
