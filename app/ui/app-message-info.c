/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-message-info.h"

#include <glib/gi18n.h>

#include "app-group-member.h"
#include "app-message-time.h"
#include "app-session-actions.h"
#include "landline-receipt.h"

/**
 * AppMessageInfo:
 *
 * When a message was sent and changed, and who has got and read it, as the server says when it is
 * opened.
 */
struct _AppMessageInfo
{
  AdwDialog parent_instance;

  AdwPreferencesGroup *people;
  GCancellable *cancellable;
  AppChat *chat;
  GListModel *members; /* AppGroupMember, or NULL */
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
  g_clear_object (&self->members);
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

static const char *
get_name (AppMessageInfo *self, const char *user_id)
{
  guint n = self->members != NULL ? g_list_model_get_n_items (self->members) : 0;

  if (g_strcmp0 (app_chat_get_user_id (self->chat), user_id) == 0)
    return app_chat_get_title (self->chat);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AppGroupMember) member = g_list_model_get_item (self->members, i);

      if (g_str_equal (app_group_member_get_user_id (member), user_id))
        return app_group_member_get_name (member);
    }
  return user_id;
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

static void
receipts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppMessageInfo) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts = app_session_list_receipts_finish (APP_SESSION (source), result,
                                                                     &error);

  if (receipts == NULL)
    {
      if (self->own != NULL)
        adw_preferences_group_set_description (self->people, error->message);
      return;
    }
  for (guint i = 0; self->own != NULL && i < receipts->len; i++)
    {
      LandlineReceipt *receipt = g_ptr_array_index (receipts, i);
      const char *user_id = landline_receipt_get_user_id (receipt);
      g_autofree char *state = NULL;

      if (g_str_equal (user_id, self->own) || g_str_equal (user_id, self->sender))
        continue;
      state = describe (self, receipt);
      add_row (self->people, get_name (self, user_id), state);
    }
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
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *about = adw_preferences_group_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  g_autofree char *sent = format_time (app_timeline_item_get_time (item));

  self->chat = g_object_ref (chat);
  g_set_object (&self->members, members);
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
  self->people = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (about));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->people);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  if (app_timeline_item_get_outgoing (item))
    app_session_list_receipts_async (session, landline_message_get_conversation (message),
                                     self->cancellable, receipts_cb, g_object_ref (self));
  return self;
}
