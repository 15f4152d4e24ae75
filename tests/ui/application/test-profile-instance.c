/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "app-profile-instance.h"

static const struct
{
  const char *profile;
  const char *application_id;
  const char *settings_path;
} cases[] = {
  { "default", APPLICATION_ID, "/im/landline/Landline/profiles/default/" },
  { "anna", APPLICATION_ID ".Profile_anna", "/im/landline/Landline/profiles/anna/" },
  { "1", APPLICATION_ID ".Profile_1", "/im/landline/Landline/profiles/1/" },
  { "a.b-c_d", APPLICATION_ID ".Profile_a_2eb_2dc_5fd",
    "/im/landline/Landline/profiles/a_2eb_2dc_5fd/" },
};

/* Any profile has a valid id, and no two have the same. */
static void
test_ids (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = app_profile_instance_dup_application_id (cases[i].profile);
      g_autofree char *path = app_profile_instance_dup_settings_path (cases[i].profile);

      g_assert_cmpstr (id, ==, cases[i].application_id);
      g_assert_cmpstr (path, ==, cases[i].settings_path);
      g_assert_true (g_application_id_is_valid (id));
    }
}

static void
test_lock (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("landline-lock-XXXXXX", &error);
  g_autofree char *data = g_build_filename (folder, "data", NULL);
  g_autofree char *file = g_build_filename (data, "lock", NULL);
  g_autoptr (AppProfile) profile = app_profile_new_for_folders ("anna", data, folder);
  int lock = app_profile_instance_lock (profile, &error);

  g_assert_no_error (error);
  g_assert_cmpint (lock, >=, 0);
  g_assert_cmpint (app_profile_instance_lock (profile, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "anna"));
  g_clear_error (&error);
  close (lock);
  lock = app_profile_instance_lock (profile, &error);
  g_assert_no_error (error);
  close (lock);
  g_unlink (file);
  g_rmdir (data);
  g_rmdir (folder);
}

/* A folder that cannot be made is told of, with its name. */
static void
test_no_folder (void)
{
  g_autoptr (AppProfile) profile = app_profile_new_for_folders ("anna", "/proc/nowhere/data",
                                                                "/proc/nowhere/state");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (app_profile_instance_lock (profile, &error), ==, -1);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, "/proc/nowhere/data"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/application/profile-instance/ids", test_ids);
  g_test_add_func ("/application/profile-instance/lock", test_lock);
  g_test_add_func ("/application/profile-instance/no-folder", test_no_folder);
  return g_test_run ();
}
