/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-message-info.h"

#include <glib/gi18n.h>

#include "app-group-member.h"
#include "app-message-time.h"
#include "app-session-actions.h"
#include "landline-id.h"
#include "landline-receipt.h"

/* A list view asks for the height of few rows only: where there are more it is given some. */
#define FEW         2
#define LIST_HEIGHT 560

/**
 * AppMessageInfo:
 *
 * When a message was sent and changed, and who has got and read it, as the server says when it is
 * opened.
 */
struct _AppMessageInfo
{
  AdwDialog parent_instance;

  GtkLabel *summary; /* how many have read it, or why that is not known */
  GtkWidget *scroller;
  GListStore *receipts; /* of LandlineReceipt: who came furthest first */
  GHashTable *names;    /* user id → name, of those in a group */
  GCancellable *cancellable;
  AppChat *chat;
  char *own;
  char *sender;
  gint64 seq;
};

G_DEFINE_FINAL_TYPE (AppMessageInfo, app_message_info, ADW_TYPE_DIALOG)

static void
app_message_info_dispose (GObject *object)
{
  AppMessageInfo *self = APP_MESSAGE_INFO (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chat);
  g_clear_object (&self->receipts);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->own, g_free);
  g_clear_pointer (&self->sender, g_free);
  /* libadwaita 1.7 loses the child of a dialog with its last reference. */
  adw_dialog_set_child (ADW_DIALOG (object), NULL);
  G_OBJECT_CLASS (app_message_info_parent_class)->dispose (object);
}

static void
app_message_info_class_init (AppMessageInfoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_message_info_dispose;
}

static void
app_message_info_init (AppMessageInfo *self)
{
  self->cancellable = g_cancellable_new ();
  self->receipts = g_list_store_new (LANDLINE_TYPE_RECEIPT);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Message Info"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 400);
}

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (row, "property");
  adw_preferences_group_add (group, row);
}

static char *
format_time (gint64 time)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = app_message_time_format_day (time, now);
  g_autofree char *clock = app_message_time_format_clock (time);

  return g_strdup_printf ("%s, %s", day, clock);
}

static void
add_names (AppMessageInfo *self, GListModel *members)
{
  guint n = members != NULL ? g_list_model_get_n_items (members) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AppGroupMember) member = g_list_model_get_item (members, i);

      g_hash_table_replace (self->names, g_strdup (app_group_member_get_user_id (member)),
                            g_strdup (app_group_member_get_name (member)));
    }
}

static const char *
get_name (AppMessageInfo *self, const char *user_id)
{
  const char *name = g_hash_table_lookup (self->names, user_id);

  if (g_strcmp0 (app_chat_get_user_id (self->chat), user_id) == 0)
    return app_chat_get_title (self->chat);
  if (name == NULL && landline_id_is_former (user_id))
    return _ ("Former user");
  return name != NULL ? name : user_id;
}

/* The server keeps when a person came so far last: it is the time of this message where that is the
 * last. */
static char *
describe (AppMessageInfo *self, LandlineReceipt *receipt)
{
  gboolean is_read = landline_receipt_get_read (receipt) >= self->seq;
  gboolean is_delivered = landline_receipt_get_delivered (receipt) >= self->seq;
  gint64 time = is_read ? landline_receipt_get_read_time (receipt)
                        : landline_receipt_get_delivered_time (receipt);
  gboolean is_last = (is_read ? landline_receipt_get_read (receipt)
                              : landline_receipt_get_delivered (receipt)) == self->seq;
  const char *word = is_read        ? _ ("Read")
                     : is_delivered ? _ ("Delivered")
                                    : _ ("Not delivered yet");
  g_autofree char *when = is_delivered && is_last && time > 0 ? format_time (time) : NULL;

  return when != NULL ? g_strdup_printf ("%s: %s", word, when) : g_strdup (word);
}

/* Read, delivered, neither */
static int
get_rank (LandlineReceipt *receipt, gint64 seq)
{
  if (landline_receipt_get_read (receipt) >= seq)
    return 0;
  return landline_receipt_get_delivered (receipt) >= seq ? 1 : 2;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  AppMessageInfo *self = user_data;
  LandlineReceipt *receipt_a = (LandlineReceipt *) a;
  LandlineReceipt *receipt_b = (LandlineReceipt *) b;
  int difference = get_rank (receipt_a, self->seq) - get_rank (receipt_b, self->seq);

  if (difference != 0)
    return difference;
  return g_utf8_collate (get_name (self, landline_receipt_get_user_id (receipt_a)),
                         get_name (self, landline_receipt_get_user_id (receipt_b)));
}

static void
summarize (AppMessageInfo *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->receipts));
  guint n_read = 0, n_delivered = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LandlineReceipt) receipt = g_list_model_get_item (G_LIST_MODEL (self->receipts),
                                                                   i);
      int rank = get_rank (receipt, self->seq);

      n_read += rank == 0 ? 1 : 0;
      n_delivered += rank <= 1 ? 1 : 0;
    }
  /* translators: of a message in a group: how many have read and got it, and of how many people */
  text = g_strdup_printf (_ ("Read by %u, delivered to %u of %u"), n_read, n_delivered, n);
  gtk_label_set_label (self->summary, text);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), n > 1);
}

/**
 * app_message_info_set_receipts:
 * @self: the dialog
 * @receipts: (element-type LandlineReceipt): how far each member of the conversation has come
 *
 * Shows who has got and read the message: who has read it first, and how many that are. We and who
 * sent it are left out.
 */
void
app_message_info_set_receipts (AppMessageInfo *self, GPtrArray *receipts)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new ();

  g_return_if_fail (APP_IS_MESSAGE_INFO (self));
  g_return_if_fail (receipts != NULL);

  for (guint i = 0; i < receipts->len; i++)
    {
      LandlineReceipt *receipt = g_ptr_array_index (receipts, i);
      const char *user_id = landline_receipt_get_user_id (receipt);

      if (!g_str_equal (user_id, self->own) && !g_str_equal (user_id, self->sender))
        g_ptr_array_add (others, receipt);
    }
  g_ptr_array_sort_values_with_data (others, compare, self);
  g_list_store_splice (self->receipts, 0, g_list_model_get_n_items (G_LIST_MODEL (self->receipts)),
                       others->pdata, others->len);
  gtk_widget_set_visible (self->scroller, others->len > 0);
  if (others->len > FEW)
    adw_dialog_set_content_height (ADW_DIALOG (self), LIST_HEIGHT);
  summarize (self);
}

static void
receipts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppMessageInfo) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts = app_session_list_receipts_finish (APP_SESSION (source), result,
                                                                     &error);

  if (self->own == NULL)
    return;
  if (receipts != NULL)
    {
      app_message_info_set_receipts (self, receipts);
      return;
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (self->receipts)) > 0)
    return;
  gtk_label_set_label (self->summary, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), TRUE);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize",
                                       PANGO_ELLIPSIZE_END, NULL);

      gtk_widget_add_css_class (label, i == 0 ? "title" : "caption");
      if (i > 0)
        gtk_widget_add_css_class (label, "dimmed");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_child (list_item, box);
}

static void
on_bind (AppMessageInfo *self, GtkListItem *list_item)
{
  LandlineReceipt *receipt = gtk_list_item_get_item (list_item);
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  const char *text = get_name (self, landline_receipt_get_user_id (receipt));
  g_autofree char *state = describe (self, receipt);
  g_autofree char *sentence = g_strdup_printf ("%s, %s", text, state);

  gtk_label_set_label (GTK_LABEL (name), text);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (name)), state);
  gtk_list_item_set_accessible_label (list_item, sentence);
}

/* A list view, since a group has hundreds of people. */
static GtkWidget *
make_list (AppMessageInfo *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (
                                G_LIST_MODEL (g_object_ref (self->receipts)))),
                            factory);
  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Members"), -1);
  self->scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER,
                                 "propagate-natural-height", TRUE, "vexpand", TRUE, "child", list,
                                 "visible", FALSE, NULL);
  return self->scroller;
}

/* When it was sent and changed, and below who has it */
static GtkWidget *
make_content (AppMessageInfo *self, GtkWidget *about)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_child (ADW_CLAMP (clamp), about);
  gtk_widget_set_margin_start (clamp, 12);
  gtk_widget_set_margin_end (clamp, 12);
  gtk_widget_set_margin_top (clamp, 12);
  gtk_widget_set_margin_bottom (clamp, 12);
  self->summary = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "margin-start", 14,
                                "margin-end", 14, "visible", FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "heading");
  gtk_box_append (GTK_BOX (content), clamp);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->summary));
  gtk_box_append (GTK_BOX (content), make_list (self));
  return content;
}

/**
 * app_message_info_new:
 * @session: what asks the server
 * @chat: where the message is
 * @item: the message, loaded
 * @members: (nullable): those of a group
 *
 * Returns: (transfer floating): a dialog about a message
 */
AppMessageInfo *
app_message_info_new (AppSession *session,
                      AppChat *chat,
                      AppTimelineItem *item,
                      GListModel *members)
{
  AppMessageInfo *self = g_object_new (APP_TYPE_MESSAGE_INFO, NULL);
  LandlineMessage *message = app_timeline_item_get_message (item);
  const LandlineMessageState *state = app_timeline_item_get_state (item);
  GtkWidget *about = adw_preferences_group_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  g_autofree char *sent = format_time (app_timeline_item_get_time (item));

  self->chat = g_object_ref (chat);
  add_names (self, members);
  self->own = g_strdup (app_session_get_user_id (session));
  self->sender = g_strdup (landline_message_get_sender_id (message));
  self->seq = app_timeline_item_get_seq (item);
  add_row (ADW_PREFERENCES_GROUP (about), _ ("Sent"), sent);
  if (state->edited > 1)
    {
      g_autofree char *edited = format_time (state->edited);

      add_row (ADW_PREFERENCES_GROUP (about), _ ("Edited"), edited);
    }
  if (app_timeline_item_get_expires (item) > 0)
    {
      g_autofree char *expires = format_time (app_timeline_item_get_expires (item));

      add_row (ADW_PREFERENCES_GROUP (about), _ ("Disappears"), expires);
    }
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_content (self, about));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  if (app_timeline_item_get_outgoing (item))
    app_session_list_receipts_async (session, landline_message_get_conversation (message),
                                     self->cancellable, receipts_cb, g_object_ref (self));
  return self;
}
