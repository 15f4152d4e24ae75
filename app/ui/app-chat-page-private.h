/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-chat-find-bar.h"
#include "app-chat-header.h"
#include "app-chat-page.h"
#include "app-compose-bar.h"
#include "app-composer.h"
#include "app-connection-banner.h"
#include "app-group.h"
#include "app-mention-popover.h"
#include "app-hover-bar.h"
#include "app-image-loader.h"
#include "app-map-pictures.h"
#include "app-pinned-bar.h"
#include "app-read-marker.h"
#include "app-timeline.h"
#include "landline-action.h"

G_BEGIN_DECLS

/* Shared by app-chat-page.c and the app-chat-page-….c beside it. */
struct _AppChatPage
{
  AdwNavigationPage parent_instance;

  AppConnectionBanner *banner;
  GtkRevealer *bottom;
  AppComposeBar *compose_bar;
  AppComposer *composer;
  GtkLabel *closed; /* in place of the composer */
  AppChatFindBar *find_bar;
  AppChatHeader *header;
  GtkButton *jump_button;
  GtkLabel *jump_count;
  GtkRevealer *jump_revealer;
  AppHoverBar *hover_bar; /* not owned: of the overlay */
  GtkOverlay *overlay;
  AppPinnedBar *pinned_bar;
  GtkScrolledWindow *scroller;
  GtkWidget *select_bar;
  GtkLabel *select_label;
  GtkEventController *select_click; /* of the messages, while some are selected */
  GtkStack *stack;
  AdwToastOverlay *toasts;

  AppMessageView *view;
  AppReadMarker *marker;
  AppImageLoader *loader;
  AppTransfers *transfers;
  AppAvatars *avatars; /* (nullable) */
  AppTimeline *timeline;
  AppChat *chat;
  AppMentionPopover *mentions;
  AppGroup *group;           /* (nullable): what is known of the chat where it is one */
  GCancellable *cancellable; /* of the chat that is shown */
  guint draft_id;
  guint unread;           /* of the chat, as it was last told */
  gboolean shows_senders; /* of the view: whether rows name who wrote them */
  GSettings *settings;    /* (nullable) */
  AppMapPictures *maps;   /* (nullable): of @settings */
  gint64 wanted_key;      /* a message to show once the timeline is ready, or 0 */
  gint64 wanted_seq;      /* one that may be on the server only: app-chat-page-seek.c, or 0 */
  gboolean seeking;       /* the server was asked for older messages */
  AdwToast *seek_toast;   /* says so, or NULL */

  LandlineMessage *answered; /* what is written answers it, or NULL */
  LandlineMessage *edited;   /* what is written is its new text, or NULL */
  char *before_edit;         /* what was written before */
  GPtrArray *selected;       /* AppTimelineItem: app-chat-page-select.c, or NULL */
  GPtrArray *deletions;      /* that can still be undone: app-chat-page-delete.c */
};

typedef void (*AppChatPageItemFunc) (AppChatPage *self, AppTimelineItem *item);

void app_chat_page_open_group (AppChatPage *self, AppChat *chat);
gboolean app_chat_page_can_send (AppChatPage *self);
AppSession *app_chat_page_get_session (AppChatPage *self);
void app_chat_page_show_error (AppChatPage *self, const char *sentence);
void app_chat_page_class_install_actions (GtkWidgetClass *widget_class);
void app_chat_page_update_actions (AppChatPage *self);
void app_chat_page_with_item (GtkWidget *widget, GVariant *parameter, AppChatPageItemFunc func);
void app_chat_page_class_install_verbs (GtkWidgetClass *widget_class);
void app_chat_page_act (AppChatPage *self,
                        const char *message,
                        LandlineActionKind kind,
                        const char *value);
void app_chat_page_leave_message (AppChatPage *self);
gboolean app_chat_page_finish_edit (AppChatPage *self, const char *text);
void app_chat_page_class_install_selection (GtkWidgetClass *widget_class);
void app_chat_page_init_selection (AppChatPage *self);
void app_chat_page_toggle_selected (AppChatPage *self, AppTimelineItem *item);
void app_chat_page_clear_selection (AppChatPage *self);
void app_chat_page_forward_all (AppChatPage *self, GPtrArray *contents);
void app_chat_page_delete (AppChatPage *self, GPtrArray *messages, gboolean for_all);
void app_chat_page_ask_to_delete (AppChatPage *self, AppTimelineItem *item);
void app_chat_page_ask_to_delete_all (AppChatPage *self, GPtrArray *messages);
void app_chat_page_finish_deletions (AppChatPage *self);
void app_chat_page_class_install_card_actions (GtkWidgetClass *widget_class);
void app_chat_page_update_card_actions (AppChatPage *self);
void app_chat_page_write_contact (AppChatPage *self, LandlineContent *contact, GFile *file);
gboolean app_chat_page_offer_card (AppChatPage *self, AppChat *chat, GListModel *files);
void app_chat_page_show_sheet (AppChatPage *self, AppChat *chat, GListModel *files);
void app_chat_page_seek (AppChatPage *self);
void app_chat_page_stop_seeking (AppChatPage *self);
void app_chat_page_watch_for_seeking (AppChatPage *self);
void app_chat_page_class_install_file_actions (GtkWidgetClass *widget_class);
void app_chat_page_init_drop (AppChatPage *self);
void app_chat_page_on_paste_texture (AppChatPage *self, GdkTexture *texture);
void app_chat_page_on_paste_files (AppChatPage *self, GdkFileList *files);

G_END_DECLS
