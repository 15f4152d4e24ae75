/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-page-private.h"

#include <glib/gi18n.h>

#include "app-mentions.h"
#include "app-message-row-factory.h"
#include "app-sentence-toast.h"

/* A draft is written when the person pauses, not with each letter. */
#define DRAFT_PAUSE_MS 600

/* So near the oldest message in hand, older ones are asked for. */
#define OLDER_ROWS 20

/**
 * AppChatPage:
 *
 * A conversation: its header, the message view, the composer. One page shows one chat after the
 * other.
 *
 * What is done with messages is in app-chat-page-actions.c, what comes in as files in
 * app-chat-page-files.c, and when messages count as read in [class@AppReadMarker].
 */

enum
{
  PROP_0,
  PROP_CHAT,
  PROP_SEEING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AppChatPage, app_chat_page, ADW_TYPE_NAVIGATION_PAGE)

static void
app_chat_page_update_jump (AppChatPage *self)
{
  guint below = app_message_view_get_new_below (self->view);
  g_autofree char *number = g_strdup_printf ("%u", below);
  g_autofree char *name = NULL;

  gtk_revealer_set_reveal_child (self->jump_revealer,
                                 self->timeline != NULL &&
                                     !app_message_view_get_at_end (self->view));
  gtk_widget_set_visible (GTK_WIDGET (self->jump_count), below > 0);
  gtk_label_set_label (self->jump_count, number);
  if (below > 0)
    /* translators: the accessible name of the button that scrolls to the end of a chat */
    name = g_strdup_printf (ngettext ("Newest messages, %u new", "Newest messages, %u new", below),
                            below);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->jump_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : _ ("Newest messages"), -1);
}

static void
app_chat_page_older_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppChatPage) self = APP_CHAT_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  /* Being offline is told by the banner; the next scroll tries again. */
  if (!app_timeline_load_older_finish (APP_TIMELINE (source), result, &error) && error != NULL)
    g_debug ("no older messages: %s", error->message);
}

static void
app_chat_page_on_visible_range (AppChatPage *self)
{
  guint first, last;

  if (self->timeline == NULL || !app_timeline_get_has_older (self->timeline) ||
      app_timeline_get_loading_older (self->timeline) ||
      app_session_get_state (app_chat_page_get_session (self)) != APP_SESSION_ONLINE ||
      !app_message_view_get_visible_range (self->view, &first, &last) || first > OLDER_ROWS)
    return;
  app_timeline_load_older_async (self->timeline, self->cancellable, app_chat_page_older_loaded,
                                 g_object_ref (self));
}

/* The newest keys are there: from here on the view shows the chat, at the first unread message or
 * the end. */
static void
app_chat_page_on_ready (AppChatPage *self)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (self->timeline == NULL || !app_timeline_get_ready (self->timeline) ||
      app_message_view_get_model (self->view) == G_LIST_MODEL (self->timeline))
    return;
  app_timeline_get_unread_position (self->timeline, &position);
  app_message_view_set_model (self->view, G_LIST_MODEL (self->timeline));
  app_message_view_open (self->view, position);
  if (self->wanted_key != 0)
    app_chat_page_show_message (self, self->wanted_key);
  app_chat_page_seek (self);
  /* Behind the jump: what stands where nobody wanted to look is not read. */
  app_read_marker_set_timeline (self->marker, self->timeline);
  app_chat_page_update_jump (self);
}

static void
app_chat_page_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) call = G_TASK (user_data);
  AppChatPage *self = APP_CHAT_PAGE (g_task_get_source_object (call));
  const char *text = g_task_get_task_data (call);
  g_autoptr (GError) error = NULL;

  if (app_session_send_finish (APP_SESSION (source), result, &error) != 0)
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  app_chat_page_show_error (self, error->message);
  /* What was written is not lost, unless something else is being written by now. */
  if (!app_composer_get_can_send (self->composer))
    app_composer_set_text (self->composer, text);
}

static void
app_chat_page_on_send (AppChatPage *self, const char *text)
{
  g_autoptr (LandlineContent) content = NULL;
  GTask *call;

  if (!app_chat_page_can_send (self) || app_chat_page_finish_edit (self, text))
    return;
  call = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (call, g_strdup (text), g_free);
  content = app_mentions_new_text (text, self->group != NULL ? app_group_list_members (self->group)
                                                             : NULL);
  app_session_send_content_async (app_chat_page_get_session (self), app_chat_get_key (self->chat),
                                  content,
                                  self->answered != NULL ? landline_message_get_id (self->answered)
                                                         : NULL,
                                  NULL, app_chat_page_sent, call);
  app_chat_page_leave_message (self);
  app_composer_clear (self->composer);
  app_chat_page_flush_draft (self);
  app_timeline_clear_unread (self->timeline);
  app_message_view_scroll_to_end (self->view);
}

static void
app_chat_page_on_typing (AppChatPage *self)
{
  if (self->chat != NULL && !app_chat_get_is_self (self->chat))
    app_session_send_typing (app_chat_page_get_session (self), app_chat_get_key (self->chat));
}

static void
app_chat_page_on_draft_pause (gpointer user_data)
{
  AppChatPage *self = APP_CHAT_PAGE (user_data);

  self->draft_id = 0;
  app_chat_page_flush_draft (self);
}

static void
app_chat_page_on_text_changed (AppChatPage *self)
{
  if (self->draft_id == 0)
    self->draft_id = g_timeout_add_once (DRAFT_PAUSE_MS, app_chat_page_on_draft_pause, self);
}

/* What comes while nobody looks gets a line in front of it. */
static void
app_chat_page_on_unread (AppChatPage *self)
{
  guint unread = app_chat_get_unread (self->chat);

  if (unread > 0 && self->unread == 0 && !app_chat_page_get_seeing (self))
    app_timeline_renew_unread (self->timeline);
  self->unread = unread;
}

static void
app_chat_page_close_chat (AppChatPage *self)
{
  if (self->chat == NULL)
    return;
  app_chat_page_stop_seeking (self);
  app_chat_page_leave_message (self);
  app_chat_page_clear_selection (self);
  app_pinned_bar_set_pinned (self->pinned_bar, NULL);
  app_chat_page_finish_deletions (self);
  app_chat_page_flush_draft (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_signal_handlers_disconnect_by_data (self->chat, self);
  app_read_marker_set_timeline (self->marker, NULL);
  app_message_view_set_model (self->view, NULL);
  if (self->timeline != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->timeline, self);
      app_timeline_clear_unread (self->timeline);
    }
  g_clear_object (&self->timeline);
  g_clear_object (&self->chat);
}

static void
app_chat_page_on_seeing (AppChatPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEEING]);
}

static void
app_chat_page_on_avatar (AppChatPage *self, AdwAvatar *avatar, const char *media_id)
{
  if (self->avatars != NULL)
    app_avatars_show (self->avatars, avatar, media_id);
}

static void
app_chat_page_on_place (AppChatPage *self, AppPlacePicture *picture)
{
  if (self->maps != NULL)
    app_map_pictures_show (self->maps, picture);
}

/* Groups name who wrote a message, other chats need not. */
static void
app_chat_page_make_view (AppChatPage *self, gboolean shows_senders)
{
  g_autoptr (AppRowFactory) factory = NULL;

  if (self->view != NULL && self->shows_senders == shows_senders)
    return;
  factory = APP_ROW_FACTORY (app_message_row_factory_new (self->loader, shows_senders));
  g_signal_connect_object (factory, "avatar", G_CALLBACK (app_chat_page_on_avatar), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "place", G_CALLBACK (app_chat_page_on_place), self,
                           G_CONNECT_SWAPPED);
  self->shows_senders = shows_senders;
  self->view = app_message_view_new (factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Messages"), -1);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->view));
  g_clear_object (&self->marker);
  self->marker = app_read_marker_new (self->view);
  g_signal_connect_object (self->marker, "notify::seeing", G_CALLBACK (app_chat_page_on_seeing),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::at-end", G_CALLBACK (app_chat_page_update_jump),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::new-below", G_CALLBACK (app_chat_page_update_jump),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "visible-range-changed",
                           G_CALLBACK (app_chat_page_on_visible_range), self, G_CONNECT_SWAPPED);
}

/* The keys come in pieces, the newest first: one that is to be shown may be among the older ones.
 * In front of the view's own handler nothing could be scrolled to yet. */
static void
app_chat_page_on_items_changed (AppChatPage *self)
{
  if (self->wanted_key != 0 &&
      app_message_view_get_model (self->view) == G_LIST_MODEL (self->timeline))
    app_chat_page_show_message (self, self->wanted_key);
  app_chat_page_seek (self);
}

static void
app_chat_page_open_chat (AppChatPage *self, AppChat *chat)
{
  AppSession *session = app_chat_page_get_session (self);
  g_autoptr (AppPinned) pinned = app_pinned_new (session, chat);

  app_pinned_bar_set_pinned (self->pinned_bar, pinned);
  app_chat_page_make_view (self, app_chat_get_is_group (chat));
  self->chat = g_object_ref (chat);
  self->cancellable = g_cancellable_new ();
  self->timeline = app_timeline_new (session, self->transfers, chat);
  g_signal_connect_object (self->timeline, "notify::ready", G_CALLBACK (app_chat_page_on_ready),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->timeline, "items-changed",
                           G_CALLBACK (app_chat_page_on_items_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  app_chat_page_watch_for_seeking (self);
  self->unread = app_chat_get_unread (chat);
  g_signal_connect_object (chat, "notify::unread", G_CALLBACK (app_chat_page_on_unread), self,
                           G_CONNECT_SWAPPED);
  app_composer_set_max_bytes (self->composer, app_session_get_text_length_max (session));
  app_composer_set_text (self->composer, app_chat_get_draft (chat));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), app_chat_get_title (chat));
  app_chat_page_on_ready (self);
}

static void
app_chat_page_on_found (AppChatPage *self, gint64 message_key)
{
  app_chat_page_show_message (self, message_key);
}

static void
app_chat_page_dispose (GObject *object)
{
  AppChatPage *self = APP_CHAT_PAGE (object);

  if (self->view != NULL)
    app_chat_page_close_chat (self);
  g_clear_object (&self->group);
  if (self->mentions != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->mentions)));
  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_clear_object (&self->marker);
  g_clear_object (&self->settings);
  g_clear_object (&self->maps);
  g_clear_object (&self->transfers);
  g_clear_object (&self->avatars);
  g_clear_object (&self->loader);
  self->view = NULL;
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_CHAT_PAGE);
  G_OBJECT_CLASS (app_chat_page_parent_class)->dispose (object);
}

static void
app_chat_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CHAT:
      g_value_set_object (value, APP_CHAT_PAGE (object)->chat);
      break;

    case PROP_SEEING:
      g_value_set_boolean (value, app_chat_page_get_seeing (APP_CHAT_PAGE (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_chat_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CHAT:
      app_chat_page_set_chat (APP_CHAT_PAGE (object), g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_chat_page_class_init (AppChatPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_chat_page_dispose;
  object_class->get_property = app_chat_page_get_property;
  object_class->set_property = app_chat_page_set_property;

  /**
   * AppChatPage:chat:
   *
   * The chat that is shown.
   */
  properties[PROP_CHAT] = g_param_spec_object ("chat", NULL, NULL, APP_TYPE_CHAT,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                   G_PARAM_STATIC_STRINGS);
  /**
   * AppChatPage:seeing:
   *
   * Whether the person looks at the chat.
   */
  properties[PROP_SEEING] = g_param_spec_boolean ("seeing", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (APP_TYPE_CHAT_FIND_BAR);
  g_type_ensure (APP_TYPE_CHAT_HEADER);
  g_type_ensure (APP_TYPE_COMPOSE_BAR);
  g_type_ensure (APP_TYPE_COMPOSER);
  g_type_ensure (APP_TYPE_CONNECTION_BANNER);
  g_type_ensure (APP_TYPE_PINNED_BAR);
  app_chat_page_class_install_actions (widget_class);
  app_chat_page_class_install_selection (widget_class);
  app_chat_page_class_install_verbs (widget_class);
  app_chat_page_class_install_card_actions (widget_class);
  app_chat_page_class_install_file_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-chat-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, banner);
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, closed);
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, compose_bar);
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, composer);
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, find_bar);
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, header);
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, jump_button);
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, jump_count);
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, jump_revealer);
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, overlay);
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, pinned_bar);
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, select_bar);
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AppChatPage, toasts);
  gtk_widget_class_bind_template_callback (widget_class, app_chat_page_focus_composer);
  gtk_widget_class_bind_template_callback (widget_class, app_chat_page_on_found);
  gtk_widget_class_bind_template_callback (widget_class, app_chat_page_on_paste_files);
  gtk_widget_class_bind_template_callback (widget_class, app_chat_page_on_paste_texture);
  gtk_widget_class_bind_template_callback (widget_class, app_chat_page_on_send);
  gtk_widget_class_bind_template_callback (widget_class, app_chat_page_on_text_changed);
  gtk_widget_class_bind_template_callback (widget_class, app_chat_page_on_typing);
}

static void
app_chat_page_init (AppChatPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->loader = app_image_loader_new ();
  self->hover_bar = app_hover_bar_new (self->overlay, self->scroller);
  app_chat_page_make_view (self, FALSE);
  app_chat_page_init_drop (self);
  app_chat_page_init_selection (self);
  self->mentions = app_mention_popover_new (app_composer_get_text_view (self->composer));
  app_chat_page_update_actions (self);
}

/**
 * app_chat_page_get_session:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the session of the account whose chats are shown
 */
AppSession *
app_chat_page_get_session (AppChatPage *self)
{
  return self->transfers != NULL ? app_transfers_get_session (self->transfers) : NULL;
}

/**
 * app_chat_page_set_transfers:
 * @self: the page
 * @transfers: (nullable): the transfers of the account whose chats will be shown
 *
 * Sets what the page acts through. No chat may be shown.
 */
void
app_chat_page_set_transfers (AppChatPage *self, AppTransfers *transfers)
{
  g_return_if_fail (APP_IS_CHAT_PAGE (self));
  g_return_if_fail (transfers == NULL || APP_IS_TRANSFERS (transfers));
  g_return_if_fail (self->chat == NULL);

  if (!g_set_object (&self->transfers, transfers))
    return;
  app_connection_banner_set_session (self->banner, app_chat_page_get_session (self));
  if (transfers != NULL)
    g_signal_connect_object (app_chat_page_get_session (self), "action-refused",
                             G_CALLBACK (app_chat_page_show_error), self, G_CONNECT_SWAPPED);
}

/**
 * app_chat_page_get_chat:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the chat that is shown
 */
AppChat *
app_chat_page_get_chat (AppChatPage *self)
{
  g_return_val_if_fail (APP_IS_CHAT_PAGE (self), NULL);

  return self->chat;
}

/**
 * app_chat_page_set_chat:
 * @self: the page
 * @chat: (nullable): the chat to show
 *
 * Shows another chat, or none. What was begun in the last one is kept as its draft.
 */
void
app_chat_page_set_chat (AppChatPage *self, AppChat *chat)
{
  g_return_if_fail (APP_IS_CHAT_PAGE (self));
  g_return_if_fail (chat == NULL || APP_IS_CHAT (chat));
  g_return_if_fail (chat == NULL || self->transfers != NULL);

  if (self->chat == chat)
    return;
  app_chat_find_bar_close (self->find_bar);
  app_chat_page_close_chat (self);
  self->wanted_key = 0;
  if (chat != NULL)
    app_chat_page_open_chat (self, chat);
  else
    adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("Chat"));
  app_chat_header_set_chat (self->header, chat);
  app_chat_page_open_group (self, chat);
  gtk_stack_set_visible_child_name (self->stack, chat != NULL ? "chat" : "none");
  app_chat_page_update_actions (self);
  app_chat_page_update_jump (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHAT]);
}

/**
 * app_chat_page_move_chat:
 * @self: the page
 * @chat: the chat that has the messages of the one that is shown
 *
 * Goes on with another chat, which the one that is shown turned out to be. What is being written
 * stays in the composer.
 */
void
app_chat_page_move_chat (AppChatPage *self, AppChat *chat)
{
  g_autofree char *text = NULL;
  gboolean has_focus;

  g_return_if_fail (APP_IS_CHAT_PAGE (self));
  g_return_if_fail (APP_IS_CHAT (chat));

  text = app_composer_dup_text (self->composer);
  has_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->composer)) != NULL;
  app_chat_page_set_chat (self, chat);
  if (*text != '\0')
    app_composer_set_text (self->composer, text);
  if (has_focus)
    app_chat_page_focus_composer (self);
}

/**
 * app_chat_page_set_avatars:
 * @self: the page
 * @avatars: (nullable): where the pictures of people are
 *
 * Sets what the header shows the picture with.
 */
void
app_chat_page_set_avatars (AppChatPage *self, AppAvatars *avatars)
{
  g_return_if_fail (APP_IS_CHAT_PAGE (self));

  g_set_object (&self->avatars, avatars);
  app_chat_header_set_avatars (self->header, avatars);
}

/**
 * app_chat_page_set_compact:
 * @self: the page
 * @compact: whether the list of chats is not beside the page
 *
 * In a narrow window the page tells about the connection itself.
 */
void
app_chat_page_set_compact (AppChatPage *self, gboolean compact)
{
  g_return_if_fail (APP_IS_CHAT_PAGE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->banner), compact);
}

/**
 * app_chat_page_show_message:
 * @self: the page
 * @message_key: the key of a message of the chat that is shown
 *
 * Scrolls to a message, now or once the chat is read.
 */
void
app_chat_page_show_message (AppChatPage *self, gint64 message_key)
{
  guint position;

  g_return_if_fail (APP_IS_CHAT_PAGE (self));

  app_chat_page_stop_seeking (self);
  self->wanted_key = message_key;
  if (self->timeline == NULL || !app_timeline_get_ready (self->timeline) ||
      !app_timeline_find_key (self->timeline, message_key, &position))
    return;
  self->wanted_key = 0;
  app_message_view_scroll_to (self->view, position, 0.4, TRUE);
}

/**
 * app_chat_page_flush_draft:
 * @self: the page
 *
 * Keeps what stands in the composer as the draft of the chat, now.
 */
void
app_chat_page_flush_draft (AppChatPage *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (APP_IS_CHAT_PAGE (self));

  g_clear_handle_id (&self->draft_id, g_source_remove);
  if (self->chat == NULL)
    return;
  text = app_composer_dup_text (self->composer);
  if (g_strcmp0 (text, app_chat_get_draft (self->chat) != NULL ? app_chat_get_draft (self->chat)
                                                               : "") != 0)
    app_chat_set_draft (self->chat, text);
}

/**
 * app_chat_page_get_seeing:
 * @self: the page
 *
 * Returns: whether the person looks at the chat, so that nothing has to be announced
 */
gboolean
app_chat_page_get_seeing (AppChatPage *self)
{
  g_return_val_if_fail (APP_IS_CHAT_PAGE (self), FALSE);

  return self->chat != NULL && app_read_marker_get_seeing (self->marker);
}

/**
 * app_chat_page_add_toast:
 * @self: the page
 * @toast: (transfer full): a message to show for a moment
 *
 * Shows a message above the composer.
 */
void
app_chat_page_add_toast (AppChatPage *self, AdwToast *toast)
{
  g_return_if_fail (APP_IS_CHAT_PAGE (self));

  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * app_chat_page_show_error:
 * @self: the page
 * @sentence: what went wrong
 *
 * Says above the composer what went wrong.
 */
void
app_chat_page_show_error (AppChatPage *self, const char *sentence)
{
  AdwToast *toast = app_sentence_toast_new (sentence);

  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  app_chat_page_add_toast (self, toast);
}

/**
 * app_chat_page_focus_composer:
 * @self: the page
 *
 * Puts the keyboard where the next message is written.
 */
void
app_chat_page_focus_composer (AppChatPage *self)
{
  g_return_if_fail (APP_IS_CHAT_PAGE (self));

  if (app_chat_page_can_send (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->composer));
  else if (self->chat != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * app_chat_page_get_view:
 * @self: the page
 *
 * Returns: (transfer none): where the messages are
 */
AppMessageView *
app_chat_page_get_view (AppChatPage *self)
{
  g_return_val_if_fail (APP_IS_CHAT_PAGE (self), NULL);

  return self->view;
}

/**
 * app_chat_page_start_find:
 * @self: the page
 *
 * Searches in the chat that is shown.
 */
void
app_chat_page_start_find (AppChatPage *self)
{
  g_return_if_fail (APP_IS_CHAT_PAGE (self));

  if (self->chat != NULL)
    app_chat_find_bar_open (self->find_bar, app_chat_page_get_session (self), self->chat);
}
