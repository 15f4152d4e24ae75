/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-avatars.h"

#include "app-error.h"

/* The largest avatar is 48 pixels, on a screen with twice as many; a square is cut out of the
 * middle. */
#define AVATAR_SIDE 192

/* The media id that an AdwAvatar is to show: it may be bound to somebody else before the picture is
 * here. */
#define WANTED "landline-avatar"

/**
 * AppAvatars:
 *
 * The pictures of people, fetched from the server once and decoded once. Without one an avatar
 * shows its initials, and so it does until the picture is here.
 */
struct _AppAvatars
{
  GObject parent_instance;

  AppTransfers *transfers;
  AppImageLoader *loader;
  GHashTable *files; /* media id → GFile: those that are here */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (AppAvatars, app_avatars, G_TYPE_OBJECT)

static void
app_avatars_dispose (GObject *object)
{
  AppAvatars *self = APP_AVATARS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->transfers);
  g_clear_object (&self->loader);
  G_OBJECT_CLASS (app_avatars_parent_class)->dispose (object);
}

static void
app_avatars_finalize (GObject *object)
{
  g_hash_table_unref (APP_AVATARS (object)->files);
  g_object_unref (APP_AVATARS (object)->cancellable);
  G_OBJECT_CLASS (app_avatars_parent_class)->finalize (object);
}

static void
app_avatars_class_init (AppAvatarsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_avatars_dispose;
  object_class->finalize = app_avatars_finalize;
}

static void
app_avatars_init (AppAvatars *self)
{
  self->cancellable = g_cancellable_new ();
  self->loader = app_image_loader_new ();
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/**
 * app_avatars_new:
 * @transfers: of the account
 *
 * Returns: (transfer full): the pictures of the people on the account's server
 */
AppAvatars *
app_avatars_new (AppTransfers *transfers)
{
  AppAvatars *self;

  g_return_val_if_fail (APP_IS_TRANSFERS (transfers), NULL);

  self = g_object_new (APP_TYPE_AVATARS, NULL);
  self->transfers = g_object_ref (transfers);
  return self;
}

typedef struct
{
  AppAvatars *avatars;
  AdwAvatar *avatar; /* not owned: NULL once it is gone */
  char *media_id;
} Call;

static void
call_free (Call *call)
{
  g_clear_weak_pointer (&call->avatar);
  g_object_unref (call->avatars);
  g_free (call->media_id);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static gboolean
is_wanted (Call *call)
{
  return call->avatar != NULL && call->avatars->transfers != NULL &&
         g_strcmp0 (g_object_get_data (G_OBJECT (call->avatar), WANTED), call->media_id) == 0;
}

static void
app_avatars_decoded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  texture = app_image_loader_load_finish (APP_IMAGE_LOADER (source), result, &error);
  if (texture == NULL)
    g_debug ("The avatar %s cannot be shown: %s", call->media_id, error->message);
  else if (is_wanted (call))
    adw_avatar_set_custom_image (call->avatar, GDK_PAINTABLE (texture));
}

static void
app_avatars_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  AppAvatars *self = call->avatars;

  file = app_transfers_fetch_media_finish (APP_TRANSFERS (source), result, &error);
  if (file == NULL)
    {
      g_debug ("The avatar %s cannot be fetched: %s", call->media_id, error->message);
      /* Without a connection it is asked for again when something else changes about the person. */
      if (is_wanted (call) && g_error_matches (error, APP_ERROR, APP_ERROR_UNREACHABLE))
        g_object_set_data (G_OBJECT (call->avatar), WANTED, NULL);
      return;
    }
  g_hash_table_replace (self->files, g_strdup (call->media_id), g_object_ref (file));
  if (is_wanted (call))
    app_image_loader_load_async (self->loader, file, AVATAR_SIDE, AVATAR_SIDE, self->cancellable,
                                 app_avatars_decoded, g_steal_pointer (&call));
}

/**
 * app_avatars_show:
 * @self: the pictures
 * @avatar: where to show one
 * @media_id: (nullable): which
 *
 * Shows a picture as soon as it is here, or the initials where there is none.
 */
void
app_avatars_show (AppAvatars *self, AdwAvatar *avatar, const char *media_id)
{
  GdkTexture *texture = NULL;
  GFile *file;
  Call *call;

  g_return_if_fail (APP_IS_AVATARS (self));
  g_return_if_fail (ADW_IS_AVATAR (avatar));

  if (g_strcmp0 (g_object_get_data (G_OBJECT (avatar), WANTED), media_id) == 0)
    return;
  g_object_set_data_full (G_OBJECT (avatar), WANTED, g_strdup (media_id), g_free);
  file = media_id != NULL ? g_hash_table_lookup (self->files, media_id) : NULL;
  if (file != NULL)
    texture = app_image_loader_lookup (self->loader, file, AVATAR_SIDE, AVATAR_SIDE);
  adw_avatar_set_custom_image (avatar, (GdkPaintable *) texture);
  if (media_id == NULL || texture != NULL || self->transfers == NULL)
    return;
  call = g_new0 (Call, 1);
  call->avatars = g_object_ref (self);
  g_set_weak_pointer (&call->avatar, avatar);
  call->media_id = g_strdup (media_id);
  app_transfers_fetch_media_async (self->transfers, media_id, self->cancellable,
                                   app_avatars_fetched, call);
}

/**
 * app_avatars_get_loader:
 * @self: the pictures of people
 *
 * Returns: (transfer none): what decodes them, for other small pictures beside them
 */
AppImageLoader *
app_avatars_get_loader (AppAvatars *self)
{
  g_return_val_if_fail (APP_IS_AVATARS (self), NULL);

  return self->loader;
}
