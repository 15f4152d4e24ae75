/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-platform"

#include "config.h"

#include "app-file-launch.h"

#include <glib/gi18n.h>

/* So much of a file tells what it is. */
#define SNIFFED_BYTES 4096

/* Files that do something when they are opened. Those of other systems too: the person may have a
 * way to run them. */
static const char *const dangerous_types[] = {
  "application/x-desktop",
  "application/x-executable",
  "application/x-sharedlib",
  "application/x-shellscript",
  "application/x-ms-dos-executable",
  "application/x-msdownload",
  "application/vnd.microsoft.portable-executable",
  "application/x-msi",
  "application/x-java-archive",
  "application/vnd.appimage",
  "application/vnd.flatpak.ref",
  "application/vnd.debian.binary-package",
  "application/x-rpm",
  NULL,
};

/**
 * app_file_launch_needs_asking:
 * @content_type: (nullable): what the file is
 *
 * Whether the person is asked which application shall open it, even where there is one by default:
 * it may be a program, and it came from somebody else.
 *
 * Returns: whether to ask
 */
gboolean
app_file_launch_needs_asking (const char *content_type)
{
  g_autofree char *mime_type = NULL;

  if (content_type == NULL)
    return TRUE;
  /* Plain text "can be executable" too: a script without an extension. Only what is run by opening
   * it counts. */
  for (guint i = 0; dangerous_types[i] != NULL; i++)
    {
      g_autofree char *dangerous = g_content_type_from_mime_type (dangerous_types[i]);

      if (dangerous != NULL && g_content_type_is_a (content_type, dangerous))
        return TRUE;
    }
  mime_type = g_content_type_get_mime_type (content_type);
  return mime_type == NULL;
}

typedef struct
{
  GFile *file;
  char *content_type;
} Examination;

static void
examination_free (Examination *examination)
{
  g_object_unref (examination->file);
  g_free (examination->content_type);
  g_free (examination);
}

static gboolean
is_dangerous (const char *name, const guint8 *data, gsize size)
{
  g_autofree char *content_type = g_content_type_guess (name, data, size, NULL);

  return app_file_launch_needs_asking (content_type);
}

/* The name and the bytes are looked at each for itself, too: together the one may hide what the
 * other says, and the application that opens the file may go by either. */
static void
app_file_launch_examine (GTask *task,
                         gpointer source,
                         gpointer task_data,
                         GCancellable *cancellable)
{
  Examination *examination = task_data;
  g_autofree char *name = g_file_get_basename (examination->file);
  g_autofree guint8 *data = g_malloc (SNIFFED_BYTES);
  g_autoptr (GFileInputStream) stream = NULL;
  GError *error = NULL;
  gsize size;

  stream = g_file_read (examination->file, cancellable, &error);
  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), data, SNIFFED_BYTES,
                                                  &size, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, app_file_launch_needs_asking (examination->content_type) ||
                                     is_dangerous (name, NULL, 0) ||
                                     is_dangerous (NULL, data, size) ||
                                     is_dangerous (name, data, size));
}

/**
 * app_file_launch_examine_async:
 * @file: a file that is here
 * @content_type: (nullable): what its sender says it is
 * @cancellable: (nullable): to stop it
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Whether the person is asked before @file is opened: its sender, its name or its bytes may say
 * that it is a program.
 */
void
app_file_launch_examine_async (GFile *file,
                               const char *content_type,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Examination *examination;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_file_launch_examine_async);
  examination = g_new0 (Examination, 1);
  examination->file = g_object_ref (file);
  examination->content_type = g_strdup (content_type);
  g_task_set_task_data (task, examination, (GDestroyNotify) examination_free);
  g_task_run_in_thread (task, app_file_launch_examine);
}

/**
 * app_file_launch_examine_finish:
 * @result: the result
 * @error: why the file could not be read
 *
 * Ends [func@app_file_launch_examine_async].
 *
 * Returns: whether to ask; %FALSE with @error set when it could not be read
 */
gboolean
app_file_launch_examine_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
app_file_launch_launched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (gtk_file_launcher_launch_finish (GTK_FILE_LAUNCHER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
app_file_launch_folder_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

typedef struct
{
  GtkFileLauncher *launcher;
  GtkWindow *parent;
} Launch;

static void
launch_free (Launch *launch)
{
  g_object_unref (launch->launcher);
  g_clear_object (&launch->parent);
  g_free (launch);
}

static void
app_file_launch_examined (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Launch *launch = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean asks = app_file_launch_examine_finish (result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  gtk_file_launcher_set_always_ask (launch->launcher, asks);
  gtk_file_launcher_launch (launch->launcher, launch->parent, g_task_get_cancellable (task),
                            app_file_launch_launched, g_object_ref (task));
}

/**
 * app_file_launch_async:
 * @file: a file that is here
 * @content_type: (nullable): what its sender says it is
 * @what: what to do with it
 * @parent: (nullable): the window to ask in front of
 * @cancellable: (nullable): to stop it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Opens a file with the application for it, or the folder that it is in; through the portal where
 * the app is sandboxed.
 */
void
app_file_launch_async (GFile *file,
                       const char *content_type,
                       AppFileLaunch what,
                       GtkWindow *parent,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GtkFileLauncher) launcher = NULL;
  g_autoptr (GTask) task = NULL;
  Launch *launch;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_file_launch_async);
  launcher = gtk_file_launcher_new (file);
  if (what == APP_FILE_LAUNCH_FOLDER)
    {
      gtk_file_launcher_open_containing_folder (launcher, parent, cancellable,
                                                app_file_launch_folder_opened,
                                                g_steal_pointer (&task));
      return;
    }
  launch = g_new0 (Launch, 1);
  launch->launcher = g_steal_pointer (&launcher);
  g_set_object (&launch->parent, parent);
  g_task_set_task_data (task, launch, (GDestroyNotify) launch_free);
  app_file_launch_examine_async (file, content_type, cancellable, app_file_launch_examined,
                                 g_steal_pointer (&task));
}

/**
 * app_file_launch_finish:
 * @result: the result
 * @error: why it could not be opened; `GTK_DIALOG_ERROR_DISMISSED` where the person did not want to
 *
 * Ends [func@app_file_launch_async].
 *
 * Returns: whether it was opened
 */
gboolean
app_file_launch_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
