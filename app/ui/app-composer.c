/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-composer.h"

#include <glib/gi18n.h>

#include "app-text-signs.h"

/* How often others are told that somebody is typing, while they are. */
#define TYPING_INTERVAL_USEC (3 * G_USEC_PER_SEC)

/**
 * AppComposer:
 *
 * Where a message is written: a text view that grows to six lines, with buttons to attach, for
 * emoji and to send.
 *
 * It knows nothing of chats. It emits [signal@AppComposer::send] with the trimmed text and leaves
 * it to the receiver to clear it, so that a message that could not be queued is still there; what
 * is pasted that is no text goes out as [signal@AppComposer::paste-texture] and
 * [signal@AppComposer::paste-files].
 */
struct _AppComposer
{
  GtkWidget parent_instance;

  GtkTextView *text_view;
  GtkScrolledWindow *scroller;
  GtkLabel *placeholder;
  GtkLabel *too_long;
  GtkMenuButton *attach_button;
  GtkMenuButton *emoji_button;
  GtkButton *send_button;

  gint64 typing_told;
  guint max_bytes;
  guint restoring : 1;
};

enum
{
  PROP_0,
  PROP_CAN_SEND,
  PROP_MAX_BYTES,
  N_PROPS
};

enum
{
  SIGNAL_SEND,
  SIGNAL_TYPING,
  SIGNAL_TEXT_CHANGED,
  SIGNAL_PASTE_TEXTURE,
  SIGNAL_PASTE_FILES,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppComposer, app_composer, GTK_TYPE_WIDGET)

static GtkTextBuffer *
app_composer_get_buffer (AppComposer *self)
{
  return gtk_text_view_get_buffer (self->text_view);
}

/* The whole text as it is, for a draft. */
static char *
app_composer_dup_raw (AppComposer *self)
{
  GtkTextBuffer *buffer = app_composer_get_buffer (self);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
app_composer_update (AppComposer *self)
{
  g_autofree char *text = app_composer_dup_raw (self);
  gboolean empty = *text == '\0';
  gsize length;
  gboolean too_long, can_send;

  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), empty);
  g_strstrip (text);
  length = strlen (text);
  too_long = self->max_bytes > 0 && length > self->max_bytes;
  can_send = length > 0 && !too_long;

  gtk_widget_set_visible (GTK_WIDGET (self->too_long), too_long);
  if (too_long)
    {
      /* translators: under the message entry; %u is a number of characters */
      g_autofree char *sentence =
          g_strdup_printf (ngettext ("This message is too long by about %u character.",
                                     "This message is too long by about %u characters.",
                                     (guint) (length - self->max_bytes)),
                           (guint) (length - self->max_bytes));

      gtk_label_set_label (self->too_long, sentence);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "composer.send", can_send);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_SEND]);
}

static void
app_composer_on_changed (AppComposer *self, GtkTextBuffer *buffer)
{
  app_composer_update (self);
  if (self->restoring)
    return;
  g_signal_emit (self, signals[SIGNAL_TEXT_CHANGED], 0);
  if (gtk_text_buffer_get_char_count (buffer) > 0)
    {
      gint64 now = g_get_monotonic_time ();

      if (self->typing_told == 0 || now - self->typing_told >= TYPING_INTERVAL_USEC)
        {
          self->typing_told = now;
          g_signal_emit (self, signals[SIGNAL_TYPING], 0);
        }
    }
}

static void
app_composer_send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppComposer *self = APP_COMPOSER (widget);
  g_autofree char *text = app_composer_dup_text (self);

  if (!app_composer_get_can_send (self))
    return;
  g_signal_emit (self, signals[SIGNAL_SEND], 0, text);
}

/* The looks of a text, by the keys that other programs have for them. */
static const struct
{
  const char *action;
  const char *sign;
  guint keyval;
  GdkModifierType modifiers;
} looks[] = {
  { "composer.bold", "*", GDK_KEY_b, GDK_CONTROL_MASK },
  { "composer.italic", "_", GDK_KEY_i, GDK_CONTROL_MASK },
  { "composer.strikethrough", "~", GDK_KEY_x, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "composer.monospace", "`", GDK_KEY_m, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
};

static void
app_composer_look_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_str_equal (name, looks[i].action))
      app_text_signs_toggle (app_composer_get_buffer (APP_COMPOSER (widget)), looks[i].sign);
}

static void
app_composer_install_looks (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      gtk_widget_class_install_action (widget_class, looks[i].action, NULL,
                                       app_composer_look_action);
      gtk_widget_class_add_binding_action (widget_class, looks[i].keyval, looks[i].modifiers,
                                           looks[i].action, NULL);
    }
}

/* Runs before the text view sees the key. The input method is asked first: while it composes
 * (Chinese, Japanese, a dead key, Unicode entry), Enter belongs to it. */
static gboolean
app_composer_on_key (AppComposer *self,
                     guint keyval,
                     guint keycode,
                     GdkModifierType state,
                     GtkEventControllerKey *controller)
{
  GdkEvent *event;

  if (keyval == GDK_KEY_Escape)
    return gtk_widget_activate_action (GTK_WIDGET (self), "chat.leave-message", NULL);
  if ((keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up) &&
      (state & gtk_accelerator_get_default_mod_mask ()) == 0 &&
      gtk_text_buffer_get_char_count (app_composer_get_buffer (self)) == 0)
    return gtk_widget_activate_action (GTK_WIDGET (self), "chat.edit-last", NULL);
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
    return GDK_EVENT_PROPAGATE;
  event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  if (event != NULL && gtk_text_view_im_context_filter_keypress (self->text_view, event))
    return GDK_EVENT_STOP;
  if ((state & (GDK_SHIFT_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "composer.send", NULL);
  return GDK_EVENT_STOP;
}

static void
app_composer_texture_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppComposer) self = APP_COMPOSER (user_data);
  g_autoptr (GdkTexture) texture = NULL;

  texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, NULL);
  if (texture != NULL)
    g_signal_emit (self, signals[SIGNAL_PASTE_TEXTURE], 0, texture);
}

static void
app_composer_files_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppComposer) self = APP_COMPOSER (user_data);
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value != NULL && G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) &&
      g_value_get_boxed (value) != NULL)
    g_signal_emit (self, signals[SIGNAL_PASTE_FILES], 0, g_value_get_boxed (value));
}

/* Files are preferred to the text that names them, text to a picture of it (office programs offer
 * both). */
static void
app_composer_on_paste (AppComposer *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                    app_composer_files_read, g_object_ref (self));
  else if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) &&
           !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING) &&
           !gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8") &&
           !gdk_content_formats_contain_mime_type (formats, "text/plain"))
    gdk_clipboard_read_texture_async (clipboard, NULL, app_composer_texture_read,
                                      g_object_ref (self));
  else
    return;
  g_signal_stop_emission_by_name (self->text_view, "paste-clipboard");
}

static void
app_composer_on_emoji (AppComposer *self, const char *emoji)
{
  GtkTextBuffer *buffer = app_composer_get_buffer (self);

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, emoji, -1);
  gtk_text_buffer_end_user_action (buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

/* The chooser holds thousands of emoji: it is made when first asked for. */
static void
app_composer_make_emoji_popup (GtkMenuButton *button, gpointer user_data)
{
  AppComposer *self = APP_COMPOSER (user_data);
  GtkWidget *chooser;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  chooser = gtk_emoji_chooser_new ();
  g_signal_connect_object (chooser, "emoji-picked", G_CALLBACK (app_composer_on_emoji), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, chooser);
}

static void
app_composer_emoji_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (APP_COMPOSER (widget)->emoji_button);
}

/* Six lines of the font in use, whatever it is. */
static void
app_composer_update_height (AppComposer *self)
{
  g_autoptr (PangoLayout) layout = NULL;
  int height, margins;

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->text_view), "Ay");
  pango_layout_get_pixel_size (layout, NULL, &height);
  margins = gtk_text_view_get_top_margin (self->text_view) +
            gtk_text_view_get_bottom_margin (self->text_view);
  gtk_scrolled_window_set_max_content_height (self->scroller,
                                              APP_COMPOSER_LINES * height + margins);
}

static gboolean
app_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (APP_COMPOSER (widget)->text_view));
}

/* The default would take the focus back through app_composer_grab_focus() when it is to leave
 * backwards. */
static gboolean
app_composer_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (gtk_widget_get_first_child (widget), direction);
}

static void
app_composer_map (GtkWidget *widget)
{
  app_composer_update_height (APP_COMPOSER (widget));
  GTK_WIDGET_CLASS (app_composer_parent_class)->map (widget);
}

static void
app_composer_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (app_composer_parent_class)->system_setting_changed (widget, setting);
  if (setting == GTK_SYSTEM_SETTING_DPI || setting == GTK_SYSTEM_SETTING_FONT_NAME)
    app_composer_update_height (APP_COMPOSER (widget));
}

static void
app_composer_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_COMPOSER);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (app_composer_parent_class)->dispose (object);
}

static void
app_composer_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppComposer *self = APP_COMPOSER (object);

  switch (prop_id)
    {
    case PROP_CAN_SEND:
      g_value_set_boolean (value, app_composer_get_can_send (self));
      break;

    case PROP_MAX_BYTES:
      g_value_set_uint (value, self->max_bytes);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_composer_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_MAX_BYTES:
      app_composer_set_max_bytes (APP_COMPOSER (object), g_value_get_uint (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_composer_install_signals (void)
{
  /**
   * AppComposer::send:
   * @self: the composer
   * @text: what was written, without white space around it
   *
   * The message shall be sent. Who has taken it calls [method@AppComposer.clear].
   */
  signals[SIGNAL_SEND] = g_signal_new ("send", APP_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * AppComposer::typing:
   * @self: the composer
   *
   * Somebody is typing; at most every 3 seconds.
   */
  signals[SIGNAL_TYPING] = g_signal_new ("typing", APP_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  /**
   * AppComposer::text-changed:
   * @self: the composer
   *
   * The person changed the text, so the draft is another one.
   */
  signals[SIGNAL_TEXT_CHANGED] = g_signal_new ("text-changed", APP_TYPE_COMPOSER, G_SIGNAL_RUN_LAST,
                                               0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PASTE_TEXTURE] = g_signal_new ("paste-texture", APP_TYPE_COMPOSER,
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                                1, GDK_TYPE_TEXTURE);
  signals[SIGNAL_PASTE_FILES] = g_signal_new ("paste-files", APP_TYPE_COMPOSER, G_SIGNAL_RUN_LAST,
                                              0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                              GDK_TYPE_FILE_LIST);
}

static void
app_composer_class_init (AppComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_composer_dispose;
  object_class->get_property = app_composer_get_property;
  object_class->set_property = app_composer_set_property;
  widget_class->focus = app_composer_focus;
  widget_class->grab_focus = app_composer_grab_focus;
  widget_class->map = app_composer_map;
  widget_class->system_setting_changed = app_composer_system_setting_changed;

  /**
   * AppComposer:can-send:
   *
   * Whether there is something to send that is not too long.
   */
  properties[PROP_CAN_SEND] = g_param_spec_boolean ("can-send", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                        G_PARAM_STATIC_STRINGS);
  /**
   * AppComposer:max-bytes:
   *
   * How long a message may be, in bytes of UTF-8; 0 for any length.
   */
  properties[PROP_MAX_BYTES] = g_param_spec_uint ("max-bytes", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  app_composer_install_signals ();

  gtk_widget_class_install_action (widget_class, "composer.send", NULL, app_composer_send_action);
  gtk_widget_class_install_action (widget_class, "composer.emoji", NULL, app_composer_emoji_action);
  app_composer_install_looks (widget_class);
  gtk_widget_class_set_css_name (widget_class, "composer");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, AppComposer, attach_button);
  gtk_widget_class_bind_template_child (widget_class, AppComposer, emoji_button);
  gtk_widget_class_bind_template_child (widget_class, AppComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, AppComposer, scroller);
  gtk_widget_class_bind_template_child (widget_class, AppComposer, send_button);
  gtk_widget_class_bind_template_child (widget_class, AppComposer, text_view);
  gtk_widget_class_bind_template_child (widget_class, AppComposer, too_long);
  gtk_widget_class_bind_template_callback (widget_class, app_composer_on_changed);
  gtk_widget_class_bind_template_callback (widget_class, app_composer_on_key);
  gtk_widget_class_bind_template_callback (widget_class, app_composer_on_paste);
}

static void
app_composer_init (AppComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->emoji_button, app_composer_make_emoji_popup, self,
                                         NULL);
  app_composer_update (self);
}

/**
 * app_composer_new:
 *
 * Creates an empty composer.
 *
 * Returns: (transfer floating): the composer
 */
GtkWidget *
app_composer_new (void)
{
  return g_object_new (APP_TYPE_COMPOSER, NULL);
}

/**
 * app_composer_dup_text:
 * @self: the composer
 *
 * What would be sent: the text without white space around it.
 *
 * Returns: (transfer full): the text, possibly empty
 */
char *
app_composer_dup_text (AppComposer *self)
{
  g_return_val_if_fail (APP_IS_COMPOSER (self), NULL);

  return g_strstrip (app_composer_dup_raw (self));
}

/**
 * app_composer_set_text:
 * @self: the composer
 * @text: (nullable): a draft
 *
 * Replaces the text, without telling anybody that somebody is typing.
 */
void
app_composer_set_text (AppComposer *self, const char *text)
{
  GtkTextBuffer *buffer;
  GtkTextIter end;

  g_return_if_fail (APP_IS_COMPOSER (self));

  buffer = app_composer_get_buffer (self);
  self->restoring = TRUE;
  /* A draft of another chat must not come back with Ctrl+Z. */
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
  self->restoring = FALSE;
  self->typing_told = 0;
}

/**
 * app_composer_clear:
 * @self: the composer
 *
 * Empties it after its message was taken; the draft is gone with it.
 */
void
app_composer_clear (AppComposer *self)
{
  g_return_if_fail (APP_IS_COMPOSER (self));

  app_composer_set_text (self, NULL);
  g_signal_emit (self, signals[SIGNAL_TEXT_CHANGED], 0);
}

/**
 * app_composer_set_max_bytes:
 * @self: the composer
 * @max_bytes: the longest message in bytes of UTF-8, 0 for any
 *
 * Sets how long a message may be: longer ones cannot be sent, and the composer says so.
 */
void
app_composer_set_max_bytes (AppComposer *self, guint max_bytes)
{
  g_return_if_fail (APP_IS_COMPOSER (self));

  if (self->max_bytes == max_bytes)
    return;
  self->max_bytes = max_bytes;
  app_composer_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAX_BYTES]);
}

/**
 * app_composer_get_can_send:
 * @self: the composer
 *
 * Returns: whether there is something to send that is not too long
 */
gboolean
app_composer_get_can_send (AppComposer *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (APP_IS_COMPOSER (self), FALSE);

  text = app_composer_dup_text (self);
  return *text != '\0' && (self->max_bytes == 0 || strlen (text) <= self->max_bytes);
}

/**
 * app_composer_get_text_view:
 * @self: the composer
 *
 * Returns: (transfer none): the widget that has the keyboard while one writes
 */
GtkTextView *
app_composer_get_text_view (AppComposer *self)
{
  g_return_val_if_fail (APP_IS_COMPOSER (self), NULL);

  return self->text_view;
}
