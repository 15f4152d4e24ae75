/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-quote"

#include "config.h"

#include <glib/gi18n.h>

#include "app-message-kind.h"
#include "app-notice-body.h"
#include "app-quote.h"
#include "app-rich-text.h"

#define MOST_CHARS 40

/**
 * AppQuote:
 *
 * What a message answers to: whose it was, and a line of it.
 */
struct _AppQuote
{
  GtkWidget parent_instance;
  GtkWidget *name;
  GtkWidget *text;
};

G_DEFINE_FINAL_TYPE (AppQuote, app_quote, GTK_TYPE_WIDGET)

static void
app_quote_dispose (GObject *object)
{
  AppQuote *self = APP_QUOTE (object);

  g_clear_pointer (&self->name, gtk_widget_unparent);
  g_clear_pointer (&self->text, gtk_widget_unparent);

  G_OBJECT_CLASS (app_quote_parent_class)->dispose (object);
}

static void
app_quote_class_init (AppQuoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_quote_dispose;
  gtk_widget_class_set_css_name (widget_class, "quote");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_label (AppQuote *self, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END,
                                   "single-line-mode", TRUE, "max-width-chars", MOST_CHARS, NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
app_quote_init (AppQuote *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (
                                      gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  self->name = add_label (self, "sender");
  self->text = add_label (self, "quoted");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("In reply to"), -1);
}

/**
 * app_quote_new:
 *
 * Returns: (transfer floating): an empty quote
 */
GtkWidget *
app_quote_new (void)
{
  return g_object_new (APP_TYPE_QUOTE, NULL);
}

/**
 * app_quote_describe:
 * @message: a message
 *
 * Returns: (transfer full): a line that tells the message from others
 */
char *
app_quote_describe (LandlineMessage *message)
{
  LandlineContent *content;
  LandlineMedia *media;
  const char *text;

  g_return_val_if_fail (LANDLINE_IS_MESSAGE (message), NULL);

  if (landline_message_get_state (message)->is_deleted)
    return g_strdup (
        app_notice_body_describe_deleted (landline_message_get_state (message), FALSE));
  content = landline_message_get_content (message);
  text = landline_content_get_text (content);
  if (text != NULL && *text != '\0')
    return app_rich_text_strip (text);
  media = landline_content_get_media (content);
  switch (app_message_kind_of_content (content))
    {
    case APP_MESSAGE_PICTURE:
      return g_strdup (_ ("Picture"));
    case APP_MESSAGE_FILE:
      return g_strdup (landline_media_get_name (media) != NULL ? landline_media_get_name (media)
                                                               : _ ("File"));
    case APP_MESSAGE_CARD:
    case APP_MESSAGE_NOTICE:
      return app_notice_body_describe (content);
    case APP_MESSAGE_LOADING:
    case APP_MESSAGE_TEXT:
    case APP_MESSAGE_N_KINDS:
    default:
      return g_strdup ("");
    }
}

/**
 * app_quote_set:
 * @self: a quote
 * @name: (nullable): whose message it was
 * @message: (nullable): the message, %NULL for nothing
 *
 * Shows what is answered to.
 */
void
app_quote_set (AppQuote *self, const char *name, LandlineMessage *message)
{
  g_autofree char *text = NULL;

  g_return_if_fail (APP_IS_QUOTE (self));

  if (message != NULL)
    text = app_quote_describe (message);
  if (text != NULL)
    g_strdelimit (text, "\n\r", ' ');
  gtk_label_set_text (GTK_LABEL (self->name), name != NULL ? name : "");
  gtk_label_set_text (GTK_LABEL (self->text), text != NULL ? text : "");
}
