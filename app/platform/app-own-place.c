/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-platform"

#include "config.h"

#include "app-own-place.h"

#include <glib/gi18n.h>
#include <libportal-gtk4/portal-gtk4.h>
#include <libportal/portal.h>

/* A computer without a receiver takes its time: it asks for the networks around it. */
#define PATIENCE_SECONDS 60

#define REMEMBERED "app-own-place"

/* The location portal asks the person, then tells the place whenever it changes: the first one is
 * enough. */
typedef struct
{
  XdpPortal *portal;
  gulong updated_id;
  guint patience_id;
  GSource *cancelled;
} Search;

static void
search_stop (Search *search)
{
  g_clear_handle_id (&search->patience_id, g_source_remove);
  if (search->cancelled != NULL)
    g_source_destroy (search->cancelled);
  g_clear_pointer (&search->cancelled, g_source_unref);
}

static void
search_free (Search *search)
{
  search_stop (search);
  g_clear_signal_handler (&search->updated_id, search->portal);
  g_clear_object (&search->portal);
  g_free (search);
}

/* Nothing is known of this computer any longer than it takes to answer once. */
static void
end (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  search_stop (search);
  if (search->updated_id != 0)
    {
      g_clear_signal_handler (&search->updated_id, search->portal);
      xdp_portal_location_monitor_stop (search->portal);
    }
  g_object_unref (task);
}

static void
on_updated (XdpPortal *portal,
            double latitude,
            double longitude,
            double altitude,
            double accuracy,
            double speed,
            double heading,
            const char *description,
            gint64 seconds,
            gint64 milliseconds,
            GTask *task)
{
  if (g_task_get_completed (task))
    return;
  if (latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180)
    g_task_return_pointer (task, app_place_new (latitude, longitude, NULL),
                           (GDestroyNotify) app_place_free);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                             _ ("This computer says that it is at no place on earth."));
  end (task);
}

static void
on_patience_lost (gpointer user_data)
{
  GTask *task = user_data;

  ((Search *) g_task_get_task_data (task))->patience_id = 0;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                           _ ("This computer did not find out where it is."));
  end (task);
}

/* Nobody waits any more: whatever the portal does, it is not listened to. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_get_completed (task))
    {
      g_task_return_error_if_cancelled (task);
      end (task);
    }
  return G_SOURCE_REMOVE;
}

static void
on_started (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (xdp_portal_location_monitor_start_finish (XDP_PORTAL (object), result, &error) ||
      g_task_get_completed (task))
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             _ ("Landline may not know where this computer is."));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             /* translators: %s is a reason */
                             _ ("This computer cannot tell where it is: %s"), error->message);
  end (task);
}

/**
 * app_own_place_find_async:
 * @parent: (nullable): the window to ask in front of
 * @cancellable: (nullable): to stop waiting for the portal
 * @callback: called with the place
 * @user_data: for @callback
 *
 * Asks the location portal where this computer is. The portal asks the person.
 */
void
app_own_place_find_async (GtkWindow *parent,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);
  g_autoptr (GError) error = NULL;
  XdpParent *window = NULL;

  g_task_set_source_tag (task, app_own_place_find_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  search->portal = xdp_portal_initable_new (&error);
  if (search->portal == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _ ("This computer cannot tell where it is: %s"), error->message);
      g_object_unref (task);
      return;
    }
  search->updated_id = g_signal_connect (search->portal, "location-updated",
                                         G_CALLBACK (on_updated), task);
  search->patience_id = g_timeout_add_seconds_once (PATIENCE_SECONDS, on_patience_lost, task);
  if (cancellable != NULL)
    {
      search->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (search->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
      g_source_attach (search->cancelled, NULL);
    }
  if (parent != NULL)
    window = xdp_parent_new_gtk (parent);
  xdp_portal_location_monitor_start (search->portal, window, 0, 0, XDP_LOCATION_ACCURACY_EXACT,
                                     XDP_LOCATION_MONITOR_FLAG_NONE, cancellable, on_started,
                                     g_object_ref (task));
  g_clear_pointer (&window, xdp_parent_free);
}

/**
 * app_own_place_find_finish:
 * @result: the result
 * @error: why the place is not known, as a sentence
 *
 * Returns: (transfer full) (nullable): where this computer is
 */
AppPlace *
app_own_place_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * app_own_place_recall:
 * @display: where the app is shown
 *
 * Returns: (transfer none) (nullable): where this computer was when the person last asked for it,
 * since the app was started; it is written nowhere
 */
const AppPlace *
app_own_place_recall (GdkDisplay *display)
{
  g_return_val_if_fail (GDK_IS_DISPLAY (display), NULL);

  return g_object_get_data (G_OBJECT (display), REMEMBERED);
}

/**
 * app_own_place_remember:
 * @display: where the app is shown
 * @place: (nullable): where this computer is
 *
 * Keeps it for [func@app_own_place_recall].
 */
void
app_own_place_remember (GdkDisplay *display, const AppPlace *place)
{
  g_return_if_fail (GDK_IS_DISPLAY (display));

  g_object_set_data_full (G_OBJECT (display), REMEMBERED,
                          place != NULL ? app_place_copy (place) : NULL,
                          (GDestroyNotify) app_place_free);
}
