/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-account"

#include "config.h"

#include "app-profile.h"

#include <glib/gi18n.h>

#include "app-error.h"

#define PROFILE_NAME_LENGTH_MAX 64

/**
 * AppProfile:
 *
 * A name, and the folders that belong to it. Two profiles are two people on one computer. It makes
 * no folder and reads no file.
 */
struct _AppProfile
{
  GObject parent_instance;

  char *name;
  char *data_folder;
  char *state_folder;
};

G_DEFINE_FINAL_TYPE (AppProfile, app_profile, G_TYPE_OBJECT)

static void
app_profile_finalize (GObject *object)
{
  AppProfile *self = APP_PROFILE (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->data_folder, g_free);
  g_clear_pointer (&self->state_folder, g_free);
  G_OBJECT_CLASS (app_profile_parent_class)->finalize (object);
}

static void
app_profile_class_init (AppProfileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_profile_finalize;
}

static void
app_profile_init (AppProfile *self)
{
}

static gboolean
name_is_valid (const char *name)
{
  gsize length = strlen (name);

  if (length == 0 || length > PROFILE_NAME_LENGTH_MAX || name[0] == '.')
    return FALSE;
  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("._-", *c) == NULL)
      return FALSE;
  return TRUE;
}

/**
 * app_profile_new:
 * @name: letters, digits, `.`, `_` and `-`, at most 64
 * @error: return location
 *
 * A profile in the user's own data and state folders.
 *
 * Returns: (transfer full): the profile, or %NULL when the name cannot be one
 */
AppProfile *
app_profile_new (const char *name, GError **error)
{
  g_autofree char *data = NULL;
  g_autofree char *state = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (!name_is_valid (name))
    {
      g_set_error (
          error, APP_ERROR, APP_ERROR_ACCOUNT,
          /* translators: %s is the name of a profile */
          _ ("“%s” cannot be the name of a profile: use letters, digits, dots and dashes."), name);
      return NULL;
    }

  data = g_build_filename (g_get_user_data_dir (), "landline", name, NULL);
  state = g_build_filename (g_get_user_state_dir (), "landline", name, NULL);
  return app_profile_new_for_folders (name, data, state);
}

/**
 * app_profile_new_for_folders:
 * @name: the name
 * @data_folder: where the account, the cache, the media and the bundled server's data are
 * @state_folder: where what can be lost is
 *
 * Returns: (transfer full): a profile that lives in these folders
 */
AppProfile *
app_profile_new_for_folders (const char *name, const char *data_folder, const char *state_folder)
{
  AppProfile *self = g_object_new (APP_TYPE_PROFILE, NULL);

  g_return_val_if_fail (name != NULL && data_folder != NULL && state_folder != NULL, NULL);

  self->name = g_strdup (name);
  self->data_folder = g_strdup (data_folder);
  self->state_folder = g_strdup (state_folder);
  return self;
}

const char *
app_profile_get_name (AppProfile *self)
{
  g_return_val_if_fail (APP_IS_PROFILE (self), NULL);

  return self->name;
}

const char *
app_profile_get_data_folder (AppProfile *self)
{
  g_return_val_if_fail (APP_IS_PROFILE (self), NULL);

  return self->data_folder;
}

const char *
app_profile_get_state_folder (AppProfile *self)
{
  g_return_val_if_fail (APP_IS_PROFILE (self), NULL);

  return self->state_folder;
}

char *
app_profile_dup_account_path (AppProfile *self)
{
  g_return_val_if_fail (APP_IS_PROFILE (self), NULL);

  return g_build_filename (self->data_folder, "account.conf", NULL);
}

char *
app_profile_dup_cache_path (AppProfile *self)
{
  g_return_val_if_fail (APP_IS_PROFILE (self), NULL);

  return g_build_filename (self->data_folder, "cache.sqlite", NULL);
}

char *
app_profile_dup_media_folder (AppProfile *self)
{
  g_return_val_if_fail (APP_IS_PROFILE (self), NULL);

  return g_build_filename (self->data_folder, "media", NULL);
}

char *
app_profile_dup_pasted_folder (AppProfile *self)
{
  g_return_val_if_fail (APP_IS_PROFILE (self), NULL);

  return g_build_filename (self->state_folder, "pasted", NULL);
}

char *
app_profile_dup_server_folder (AppProfile *self)
{
  g_return_val_if_fail (APP_IS_PROFILE (self), NULL);

  return g_build_filename (self->data_folder, "server", NULL);
}
