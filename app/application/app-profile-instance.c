/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline"

#include "config.h"

#include "app-profile-instance.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

/* What makes one running app of one profile: its application id, its settings, and the lock on its
 * folder. */

/* Any name of a profile as an element of a bus name: letters, digits and dashes stay, the rest as _
 * and two hex digits. */
static char *
encode (const char *profile_name)
{
  GString *encoded = g_string_new (NULL);

  for (const char *p = profile_name; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (encoded, *p);
    else
      g_string_append_printf (encoded, "_%02x", (guchar) *p);
  return g_string_free (encoded, FALSE);
}

/**
 * app_profile_instance_dup_application_id:
 * @profile_name: the name of a profile
 *
 * The id under which the app of a profile is unique in a session. That of another profile lies
 * below the app's own, where a sandbox lets it have a name on the bus.
 *
 * Returns: (transfer full): the id
 */
char *
app_profile_instance_dup_application_id (const char *profile_name)
{
  g_autofree char *encoded = NULL;

  g_return_val_if_fail (profile_name != NULL, NULL);

  if (g_str_equal (profile_name, APP_PROFILE_DEFAULT))
    return g_strdup (APPLICATION_ID);
  encoded = encode (profile_name);
  return g_strdup_printf ("%s.Profile_%s", APPLICATION_ID, encoded);
}

/**
 * app_profile_instance_dup_settings_path:
 * @profile_name: the name of a profile
 *
 * Where the settings of a profile are.
 *
 * Returns: (transfer full): the path for [ctor@Gio.Settings.new_with_path]
 */
char *
app_profile_instance_dup_settings_path (const char *profile_name)
{
  g_autofree char *encoded = NULL;

  g_return_val_if_fail (profile_name != NULL, NULL);

  encoded = encode (profile_name);
  return g_strdup_printf ("/im/landline/Landline/profiles/%s/", encoded);
}

/**
 * app_profile_instance_lock:
 * @profile: a profile
 * @error: why it cannot be used
 *
 * Takes the lock on a profile: two processes on one cache would lose messages. Uniqueness on the
 * session bus is not enough, as there may be no bus, or two. The lock ends with the process,
 * however that ends.
 *
 * It touches the disk on the caller's thread: nothing else can be done before it is held.
 *
 * Returns: a descriptor that holds the lock while it is open, or -1
 */
int
app_profile_instance_lock (AppProfile *profile, GError **error)
{
  g_autofree char *path = NULL;
  int lock, code;

  g_return_val_if_fail (APP_IS_PROFILE (profile), -1);

  path = g_build_filename (app_profile_get_data_folder (profile), "lock", NULL);
  if (g_mkdir_with_parents (app_profile_get_data_folder (profile), 0700) != 0)
    {
      code = errno;
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                   /* translators: the first %s is a folder, the second a reason */
                   _ ("The folder “%s” could not be made: %s"),
                   app_profile_get_data_folder (profile), g_strerror (code));
      return -1;
    }
  lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0)
    {
      code = errno;
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                   /* translators: the first %s is a file, the second a reason */
                   _ ("The file “%s” could not be opened: %s"), path, g_strerror (code));
      return -1;
    }
  if (flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;
  code = errno;
  close (lock);
  if (code == EWOULDBLOCK)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                 /* translators: %s is the name of a profile */
                 _ ("Landline is already running with the profile “%s”."),
                 app_profile_get_name (profile));
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                 /* translators: the first %s is a file, the second a reason */
                 _ ("The file “%s” could not be locked: %s"), path, g_strerror (code));
  return -1;
}
