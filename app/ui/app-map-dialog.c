/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-map-dialog.h"

#include <glib/gi18n.h>

#include "app-map-source.h"
#include "app-own-place.h"

#define FAR_ZOOM  5  /* a country: moving in from there is for the person to do */
#define NEAR_ZOOM 16 /* streets */

/* Of three frames at least two have times that differ from that of any moment between them. */
#define N_REMINDERS 3

/**
 * AppMapDialog:
 *
 * A place on a map. Its pictures come from the internet, which Landline otherwise does without:
 * nothing is fetched before the person has said so once, and what cannot be fetched is said instead
 * of an empty map.
 */
struct _AppMapDialog
{
  AdwDialog parent_instance;

  GtkLabel *coordinates;
  AdwStatusPage *failure;
  AdwBin *map_bin;
  AdwStatusPage *offer;
  GtkStack *stack;

  GSettings *settings;
  AppPlace *place;
  ShumateMapSource *source;
  GCancellable *cancellable;

  GtkWidget *layer; /* of the map: what asks for pictures */
  guint n_reminders;
  guint reminder_frame_id;
  guint reminder_idle_id;
};

G_DEFINE_FINAL_TYPE (AppMapDialog, app_map_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
app_map_dialog_make_marker (void)
{
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name", "mark-location-symbolic",
                                   "pixel-size", 32, "margin-bottom", 28, NULL);
  GtkWidget *marker = GTK_WIDGET (shumate_marker_new ());

  gtk_widget_add_css_class (image, "map-marker");
  shumate_marker_set_child (SHUMATE_MARKER (marker), image);
  return marker;
}

static void app_map_dialog_remind (AppMapDialog *self);

static gboolean
app_map_dialog_reminded (gpointer user_data)
{
  AppMapDialog *self = APP_MAP_DIALOG (user_data);

  self->reminder_idle_id = 0;
  if (--self->n_reminders > 0)
    app_map_dialog_remind (self);
  return G_SOURCE_REMOVE;
}

static gboolean
app_map_dialog_on_frame (GtkWidget *layer, GdkFrameClock *clock, gpointer user_data)
{
  AppMapDialog *self = APP_MAP_DIALOG (user_data);

  self->reminder_frame_id = 0;
  gtk_widget_queue_allocate (layer);
  if (self->reminder_idle_id == 0) /* after the layer's own */
    self->reminder_idle_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE + 1, app_map_dialog_reminded,
                                              self, NULL);
  return G_SOURCE_REMOVE;
}

static void
app_map_dialog_remind (AppMapDialog *self)
{
  if (self->reminder_frame_id == 0)
    self->reminder_frame_id = gtk_widget_add_tick_callback (self->layer, app_map_dialog_on_frame,
                                                            self, NULL);
}

/* The layer puts off what it has to fetch while the map moves quickly, as it does at its first
 * allocation, and looks again in the next frame. Where the time of that frame is the one that the
 * layer saw when it put it off (between frames, GTK may tell the time of the next one), it puts it
 * off without looking again (libshumate 1.4 to 1.6), and the map stays an empty sheet until it is
 * moved. An allocation makes it look. */
static void
app_map_dialog_keep_reminding (AppMapDialog *self)
{
  self->n_reminders = N_REMINDERS;
  if (self->layer != NULL)
    app_map_dialog_remind (self);
}

static void
app_map_dialog_make_map (AppMapDialog *self)
{
  ShumateSimpleMap *map = shumate_simple_map_new ();
  ShumateViewport *viewport = shumate_simple_map_get_viewport (map);
  ShumateMarkerLayer *layer = shumate_marker_layer_new (viewport);
  GtkWidget *marker = app_map_dialog_make_marker ();

  shumate_simple_map_set_map_source (map, self->source);
  shumate_location_set_location (SHUMATE_LOCATION (marker), self->place->latitude,
                                 self->place->longitude);
  shumate_marker_layer_add_marker (layer, SHUMATE_MARKER (marker));
  shumate_simple_map_add_overlay_layer (map, SHUMATE_LAYER (layer));
  shumate_viewport_set_zoom_level (viewport, NEAR_ZOOM);
  shumate_map_center_on (shumate_simple_map_get_map (map), self->place->latitude,
                         self->place->longitude);
  gtk_widget_set_vexpand (GTK_WIDGET (map), TRUE);
  self->layer = GTK_WIDGET (shumate_simple_map_get_base_map_layer (map));
  g_signal_connect_object (self->layer, "map", G_CALLBACK (app_map_dialog_keep_reminding), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (app_map_dialog_keep_reminding), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->map_bin, GTK_WIDGET (map));
}

static void
app_map_dialog_tile_filled (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppMapDialog) self = APP_MAP_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (object), result, &error))
    {
      app_map_dialog_make_map (self);
      gtk_stack_set_visible_child_name (self->stack, "map");
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* translators: %s is a reason */
  sentence = g_strdup_printf (_ ("The map could not be fetched: %s"), error->message);
  adw_status_page_set_description (self->failure, sentence);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

/* One picture, to know that there are any: a map without them is an empty sheet. */
static void
app_map_dialog_fetch (AppMapDialog *self)
{
  double size = shumate_map_source_get_tile_size (self->source);
  guint x = (guint) (shumate_map_source_get_x (self->source, FAR_ZOOM, self->place->longitude) /
                     size);
  guint y = (guint) (shumate_map_source_get_y (self->source, FAR_ZOOM, self->place->latitude) /
                     size);
  guint last = (1 << FAR_ZOOM) - 1;
  g_autoptr (ShumateTile) tile = shumate_tile_new_full (MIN (x, last), MIN (y, last),
                                                        APP_MAP_SOURCE_TILE, FAR_ZOOM);

  gtk_stack_set_visible_child_name (self->stack, "loading");
  shumate_map_source_fill_tile_async (self->source, tile, self->cancellable,
                                      app_map_dialog_tile_filled, g_object_ref (self));
}

static void
app_map_dialog_start (AppMapDialog *self)
{
  g_clear_object (&self->source);
  self->source = app_map_source_new (self->settings);
  app_map_dialog_fetch (self);
}

static void
app_map_dialog_on_retry (AppMapDialog *self)
{
  app_map_dialog_start (self);
}

static void
app_map_dialog_on_allow (AppMapDialog *self)
{
  g_settings_set_boolean (self->settings, "show-maps", TRUE);
  app_map_dialog_start (self);
}

static void
app_map_dialog_describe (AppMapDialog *self)
{
  const AppPlace *own = app_own_place_recall (gdk_display_get_default ());
  g_autofree char *coordinates = app_place_format (self->place->latitude, self->place->longitude);
  g_autofree char *text = NULL;

  if (self->place->name != NULL && *self->place->name != '\0')
    adw_dialog_set_title (ADW_DIALOG (self), self->place->name);
  if (own != NULL)
    {
      g_autofree char *distance = app_place_format_distance (
          app_place_get_distance (own->latitude, own->longitude, self->place->latitude,
                                  self->place->longitude));

      text = g_strdup_printf (_ ("%s\n%s from here"), coordinates, distance);
    }
  gtk_label_set_label (self->coordinates, text != NULL ? text : coordinates);
}

/* Who is asked is said before anybody is. */
static void
app_map_dialog_offer (AppMapDialog *self)
{
  g_autofree char *tiles = g_settings_get_string (self->settings, "map-tiles");
  g_autoptr (GUri) uri = g_uri_parse (tiles, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : tiles;
  g_autofree char *sentence = NULL;

  sentence = g_strdup_printf (
      /* translators: %s is the name of a computer on the internet */
      _ ("Landline sends nothing to the internet by itself. To show maps, here and in your chats, "
         "it asks %s for the pictures of these places, which then knows them and your address."),
      host);
  adw_status_page_set_description (self->offer, sentence);
}

static void
app_map_dialog_dispose (GObject *object)
{
  AppMapDialog *self = APP_MAP_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->reminder_frame_id != 0)
    gtk_widget_remove_tick_callback (self->layer, self->reminder_frame_id);
  self->reminder_frame_id = 0;
  self->layer = NULL;
  g_clear_handle_id (&self->reminder_idle_id, g_source_remove);
  g_clear_object (&self->source);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->place, app_place_free);
  /* libadwaita 1.7 loses the child of a dialog with its last reference. */
  adw_dialog_set_child (ADW_DIALOG (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_MAP_DIALOG);
  G_OBJECT_CLASS (app_map_dialog_parent_class)->dispose (object);
}

static void
app_map_dialog_finalize (GObject *object)
{
  g_object_unref (APP_MAP_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (app_map_dialog_parent_class)->finalize (object);
}

static void
app_map_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (APP_MAP_DIALOG (dialog)->cancellable);
}

static void
app_map_dialog_class_init (AppMapDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_map_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_map_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = app_map_dialog_closed;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-map-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppMapDialog, coordinates);
  gtk_widget_class_bind_template_child (widget_class, AppMapDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, AppMapDialog, map_bin);
  gtk_widget_class_bind_template_child (widget_class, AppMapDialog, offer);
  gtk_widget_class_bind_template_child (widget_class, AppMapDialog, stack);
  gtk_widget_class_bind_template_callback (widget_class, app_map_dialog_on_allow);
  gtk_widget_class_bind_template_callback (widget_class, app_map_dialog_on_retry);
}

static void
app_map_dialog_init (AppMapDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_map_dialog_new:
 * @settings: the settings of the profile: whether maps may be shown, and from where they come
 * @place: what to show
 *
 * Returns: (transfer floating): the dialog
 */
AppMapDialog *
app_map_dialog_new (GSettings *settings, const AppPlace *place)
{
  AppMapDialog *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (place != NULL, NULL);

  self = g_object_new (APP_TYPE_MAP_DIALOG, NULL);
  self->settings = g_object_ref (settings);
  self->place = app_place_copy (place);
  app_map_dialog_describe (self);
  app_map_dialog_offer (self);
  if (g_settings_get_boolean (settings, "show-maps"))
    app_map_dialog_start (self);
  return self;
}
