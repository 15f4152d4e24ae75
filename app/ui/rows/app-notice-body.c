/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-notice-body"

#include "config.h"

#include <glib/gi18n.h>

#include "app-notice-body.h"

/**
 * AppNoticeBody:
 *
 * A line for what is neither text nor file: a place, a contact, or a kind of message that this
 * version does not know. It says so honestly instead of hiding the message.
 */
struct _AppNoticeBody
{
  GtkWidget parent_instance;
  GtkWidget *icon;
  GtkWidget *label;
};

static void app_notice_body_init_body (AppMessageBodyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppNoticeBody,
                               app_notice_body,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_MESSAGE_BODY,
                                                      app_notice_body_init_body))

static char *
describe_location (LandlineContent *content)
{
  const char *name = landline_content_get_name (content);
  double latitude = 0, longitude = 0;

  landline_content_get_location (content, &latitude, &longitude);
  if (name != NULL && *name != '\0')
    /* translators: a place: its name, then latitude and longitude in degrees */
    return g_strdup_printf (_ ("%s\n%.5f, %.5f"), name, latitude, longitude);
  /* translators: a place without a name: latitude and longitude in degrees */
  return g_strdup_printf (_ ("Location\n%.5f, %.5f"), latitude, longitude);
}

static char *
describe_contact (LandlineContent *content)
{
  const char *const *phones = landline_content_get_phones (content);
  g_autoptr (GString) text = g_string_new (landline_content_get_name (content));

  for (guint i = 0; phones != NULL && phones[i] != NULL; i++)
    g_string_append_printf (text, "\n%s", phones[i]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * app_notice_body_describe:
 * @content: what a message holds
 *
 * Returns: (transfer full): it in words
 */
char *
app_notice_body_describe (LandlineContent *content)
{
  g_return_val_if_fail (LANDLINE_IS_CONTENT (content), NULL);

  switch (landline_content_get_content_type (content))
    {
    case LANDLINE_CONTENT_LOCATION:
      return describe_location (content);
    case LANDLINE_CONTENT_CONTACT:
      return describe_contact (content);
    case LANDLINE_CONTENT_TEXT:
    case LANDLINE_CONTENT_MEDIA:
    case LANDLINE_CONTENT_DOCUMENT:
    case LANDLINE_CONTENT_UNSUPPORTED:
    default:
      return g_strdup (_ ("This version of Landline cannot show this kind of message"));
    }
}

static const char *
get_icon_name (LandlineContent *content)
{
  switch (landline_content_get_content_type (content))
    {
    case LANDLINE_CONTENT_LOCATION:
      return "mark-location-symbolic";
    case LANDLINE_CONTENT_CONTACT:
      return "avatar-default-symbolic";
    case LANDLINE_CONTENT_TEXT:
    case LANDLINE_CONTENT_MEDIA:
    case LANDLINE_CONTENT_DOCUMENT:
    case LANDLINE_CONTENT_UNSUPPORTED:
    default:
      return "dialog-question-symbolic";
    }
}

/**
 * app_notice_body_describe_deleted:
 * @state: what became of the message
 * @is_own: whether the person who looks at it had sent it
 *
 * Returns: what is said in the place of a message that was deleted for everyone
 */
const char *
app_notice_body_describe_deleted (const LandlineMessageState *state, gboolean is_own)
{
  if (state->is_deleted_by_admin)
    return _ ("Deleted by an admin");
  return is_own ? _ ("You deleted this message") : _ ("This message was deleted");
}

static void
app_notice_body_bind (AppMessageBody *body, AppTimelineItem *item)
{
  AppNoticeBody *self = APP_NOTICE_BODY (body);
  LandlineContent *content = landline_message_get_content (app_timeline_item_get_message (item));
  const LandlineMessageState *state = app_timeline_item_get_state (item);
  gboolean is_deleted = state->is_deleted;
  g_autofree char *text = is_deleted ? g_strdup (app_notice_body_describe_deleted (
                                           state, app_timeline_item_get_outgoing (item)))
                                     : app_notice_body_describe (content);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                is_deleted ? "user-trash-symbolic" : get_icon_name (content));
  gtk_label_set_text (GTK_LABEL (self->label), text);
}

static void
app_notice_body_unbind (AppMessageBody *body)
{
  gtk_label_set_text (GTK_LABEL (APP_NOTICE_BODY (body)->label), "");
}

static void
app_notice_body_init_body (AppMessageBodyInterface *iface)
{
  iface->bind = app_notice_body_bind;
  iface->unbind = app_notice_body_unbind;
}

static void
app_notice_body_dispose (GObject *object)
{
  AppNoticeBody *self = APP_NOTICE_BODY (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (app_notice_body_parent_class)->dispose (object);
}

static void
app_notice_body_class_init (AppNoticeBodyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_notice_body_dispose;
  gtk_widget_class_set_css_name (widget_class, "noticebody");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
app_notice_body_init (AppNoticeBody *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (widget)), 8);
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, NULL);
  gtk_widget_set_parent (self->icon, widget);
  self->label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                              "xalign", 0.0, "max-width-chars", 40, NULL);
  gtk_widget_set_parent (self->label, widget);
}

/**
 * app_notice_body_new:
 *
 * Returns: (transfer floating): a body without an item
 */
GtkWidget *
app_notice_body_new (void)
{
  return g_object_new (APP_TYPE_NOTICE_BODY, NULL);
}
