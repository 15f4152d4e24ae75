/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-card-body"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app-card-body.h"
#include "app-own-place.h"

#define ICON_SIZE      32
#define MOST_CHARS     30
#define BUTTON_SPACING 6

/* What can be done with a card, in the order of its buttons; the first is what a click on it does.
 */
typedef struct
{
  const char *label;
  const char *icon_name;
  const char *action;
} CardVerb;

static const CardVerb place_verbs[] = {
  { N_ ("Open in Maps"), "mark-location-symbolic", "place.open" },
  { N_ ("Show Map"), "view-reveal-symbolic", "place.show-map" },
  { N_ ("Copy Coordinates"), "edit-copy-symbolic", "place.copy" },
};
static const CardVerb contact_verbs[] = {
  { N_ ("Message"), "mail-send-symbolic", "contact.message" },
  { N_ ("Save as vCard…"), "document-save-as-symbolic", "contact.save" },
  { N_ ("Copy Number"), "edit-copy-symbolic", "contact.copy" },
};

#define N_VERBS G_N_ELEMENTS (place_verbs)

G_STATIC_ASSERT (G_N_ELEMENTS (place_verbs) == G_N_ELEMENTS (contact_verbs));

/**
 * AppCardBody:
 *
 * A place or a person as a card: what it is called, coordinates and distance or numbers, and
 * buttons for what can be done with it. What they do is asked of the page by widget actions: see
 * the README of this folder. A card fetches nothing: a place has room for a small map, which
 * whoever may fetch one shows there.
 */
struct _AppCardBody
{
  GtkWidget parent_instance;
  AppTimelineItem *item;
  const CardVerb *verbs;

  GtkWidget *picture; /* made when a place needs it */
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *detail;
  GtkWidget *buttons[N_VERBS];
};

static void app_card_body_init_body (AppMessageBodyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppCardBody,
                               app_card_body,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_MESSAGE_BODY,
                                                      app_card_body_init_body))

static const CardVerb *
get_verbs (LandlineContent *content)
{
  return landline_content_get_content_type (content) == LANDLINE_CONTENT_LOCATION ? place_verbs
                                                                                  : contact_verbs;
}

/* Without a number there is nobody to write to and nothing to copy. */
static gboolean
makes_sense (LandlineContent *content, const CardVerb *verb)
{
  const char *const *phones = landline_content_get_phones (content);

  return phones == NULL || *phones != NULL || g_str_equal (verb->action, "contact.save");
}

static void
ask (AppCardBody *self, const CardVerb *verb)
{
  LandlineMessage *message = app_timeline_item_get_message (self->item);

  if (message != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), verb->action, "s",
                                landline_message_get_id (message));
}

static void
on_button (AppCardBody *self, GtkWidget *button)
{
  for (guint i = 0; i < N_VERBS; i++)
    if (self->item != NULL && self->buttons[i] == button)
      ask (self, &self->verbs[i]);
}

static void
set_label (GtkWidget *label, const char *text)
{
  if (!g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text))
    gtk_label_set_text (GTK_LABEL (label), text);
}

/* From where this computer was when the person asked for it last, if ever. */
static char *
describe_place (AppCardBody *self, LandlineContent *content)
{
  const AppPlace *own = app_own_place_recall (gtk_widget_get_display (GTK_WIDGET (self)));
  double latitude = 0, longitude = 0;
  g_autofree char *coordinates = NULL;
  g_autofree char *distance = NULL;

  landline_content_get_location (content, &latitude, &longitude);
  coordinates = app_place_format (latitude, longitude);
  if (own == NULL)
    return g_steal_pointer (&coordinates);
  distance = app_place_format_distance (
      app_place_get_distance (own->latitude, own->longitude, latitude, longitude));
  /* translators: under coordinates; %s is a distance like 12.3 km */
  return g_strdup_printf (_ ("%s\n%s from here"), coordinates, distance);
}

/* A line for each. Numbers go from left to right among words of every direction: their groups too.
 */
static char *
describe_phones (LandlineContent *content)
{
  const char *const *phones = landline_content_get_phones (content);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; phones != NULL && phones[i] != NULL; i++)
    g_string_append_printf (lines, "%s\u2066%s\u2069", i > 0 ? "\n" : "", phones[i]);
  return g_string_free (lines, FALSE);
}

static void
show_content (AppCardBody *self, LandlineContent *content)
{
  const char *name = landline_content_get_name (content);
  gboolean is_place = self->verbs == place_verbs;
  g_autofree char *detail = is_place ? describe_place (self, content) : describe_phones (content);

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                is_place ? "mark-location-symbolic" : "avatar-default-symbolic");
  set_label (self->title, name != NULL && *name != '\0' ? name : _ ("Location"));
  set_label (self->detail, detail);
  gtk_widget_set_visible (self->detail, *detail != '\0');
}

static void
show_buttons (AppCardBody *self, LandlineContent *content)
{
  for (guint i = 0; i < N_VERBS; i++)
    {
      const char *label = _ (self->verbs[i].label);

      if (i > 0)
        {
          gtk_button_set_icon_name (GTK_BUTTON (self->buttons[i]), self->verbs[i].icon_name);
          gtk_widget_set_tooltip_text (self->buttons[i], label);
        }
      else
        gtk_button_set_label (GTK_BUTTON (self->buttons[i]), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      gtk_widget_set_visible (self->buttons[i], makes_sense (content, &self->verbs[i]));
    }
}

static void
show_picture (AppCardBody *self, LandlineContent *content)
{
  AppPlace place = { 0, 0, NULL };
  gboolean is_place = landline_content_get_location (content, &place.latitude, &place.longitude);

  if (is_place && self->picture == NULL)
    {
      self->picture = app_place_picture_new ();
      gtk_widget_insert_after (self->picture, GTK_WIDGET (self), NULL);
    }
  if (self->picture != NULL)
    app_place_picture_set_place (APP_PLACE_PICTURE (self->picture), is_place ? &place : NULL);
}

static void
app_card_body_bind (AppMessageBody *body, AppTimelineItem *item)
{
  AppCardBody *self = APP_CARD_BODY (body);
  LandlineContent *content = landline_message_get_content (app_timeline_item_get_message (item));

  g_set_object (&self->item, item);
  self->verbs = get_verbs (content);
  show_picture (self, content);
  show_content (self, content);
  show_buttons (self, content);
}

static void
app_card_body_unbind (AppMessageBody *body)
{
  AppCardBody *self = APP_CARD_BODY (body);

  g_clear_object (&self->item);
  if (self->picture != NULL)
    app_place_picture_set_place (APP_PLACE_PICTURE (self->picture), NULL);
  gtk_label_set_text (GTK_LABEL (self->title), "");
  gtk_label_set_text (GTK_LABEL (self->detail), "");
}

static gboolean
app_card_body_activate (AppMessageBody *body)
{
  AppCardBody *self = APP_CARD_BODY (body);

  if (self->item == NULL || !gtk_widget_get_visible (self->buttons[0]))
    return FALSE;
  ask (self, &self->verbs[0]);
  return TRUE;
}

static void
app_card_body_init_body (AppMessageBodyInterface *iface)
{
  iface->bind = app_card_body_bind;
  iface->unbind = app_card_body_unbind;
  iface->activate = app_card_body_activate;
}

static void
app_card_body_dispose (GObject *object)
{
  AppCardBody *self = APP_CARD_BODY (object);
  GtkWidget *child;

  g_clear_object (&self->item);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (app_card_body_parent_class)->dispose (object);
}

static void
app_card_body_class_init (AppCardBodyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_card_body_dispose;
  gtk_widget_class_set_css_name (widget_class, "cardbody");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_label (GtkWidget *texts, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "max-width-chars", MOST_CHARS, NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (texts), label);
  return label;
}

static void
add_buttons (AppCardBody *self)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "spacing", BUTTON_SPACING, NULL);

  for (guint i = 0; i < N_VERBS; i++)
    {
      self->buttons[i] = gtk_button_new ();
      if (i == 0)
        gtk_widget_set_hexpand (self->buttons[i], TRUE);
      else
        gtk_widget_add_css_class (self->buttons[i], "flat");
      g_signal_connect_object (self->buttons[i], "clicked", G_CALLBACK (on_button), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (row), self->buttons[i]);
    }
  gtk_widget_set_parent (row, GTK_WIDGET (self));
}

static void
app_card_body_init (AppCardBody *self)
{
  GtkWidget *widget = GTK_WIDGET (self), *head, *texts;
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (widget);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  head = g_object_new (GTK_TYPE_BOX, "spacing", 10, NULL);
  gtk_widget_set_parent (head, widget);
  self->icon = g_object_new (GTK_TYPE_IMAGE, "pixel-size", ICON_SIZE, "accessible-role",
                             GTK_ACCESSIBLE_ROLE_NONE, NULL);
  gtk_box_append (GTK_BOX (head), self->icon);
  texts = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "valign",
                        GTK_ALIGN_CENTER, "hexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (head), texts);
  self->title = add_label (texts, "card-title");
  self->detail = add_label (texts, "card-detail");
  add_buttons (self);
}

/**
 * app_card_body_new:
 *
 * Returns: (transfer floating): a body without an item
 */
GtkWidget *
app_card_body_new (void)
{
  return g_object_new (APP_TYPE_CARD_BODY, NULL);
}

/**
 * app_card_body_get_picture:
 * @self: a card
 *
 * Returns: (transfer none) (nullable): where a map of its place can be shown
 */
AppPlacePicture *
app_card_body_get_picture (AppCardBody *self)
{
  g_return_val_if_fail (APP_IS_CARD_BODY (self), NULL);

  return self->item != NULL && self->verbs == place_verbs ? APP_PLACE_PICTURE (self->picture)
                                                          : NULL;
}

/**
 * app_card_body_append_menu:
 * @menu: the context menu of a row
 * @message: its message
 *
 * Appends what can be done with a place or a contact; nothing for other messages.
 */
void
app_card_body_append_menu (GMenu *menu, LandlineMessage *message)
{
  LandlineContent *content = landline_message_get_content (message);
  LandlineContentType type = landline_content_get_content_type (content);
  g_autoptr (GMenu) section = g_menu_new ();
  const CardVerb *verbs = get_verbs (content);

  if (type != LANDLINE_CONTENT_LOCATION && type != LANDLINE_CONTENT_CONTACT)
    return;
  for (guint i = 0; i < N_VERBS; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (verbs[i].label), NULL);

      if (!makes_sense (content, &verbs[i]))
        continue;
      g_menu_item_set_action_and_target (item, verbs[i].action, "s",
                                         landline_message_get_id (message));
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}
