/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-send-sheet.h"

#include <glib/gi18n.h>

#include "app-send-item.h"
#include "app-send-row.h"

/* Pixels, see app-send-row.ui and style.css */
#define ROW_HEIGHT     68
#define LIST_PADDING   16
#define MOST_SEEN_ROWS 3

/**
 * AppSendSheet:
 *
 * Shows files before they are sent: each with its size and a preview, or with why it cannot be
 * sent. Those that can are handed over by [signal@AppSendSheet::send].
 */
struct _AppSendSheet
{
  AdwDialog parent_instance;

  AdwWindowTitle *window_title;
  GtkButton *send_button;
  GtkScrolledWindow *scroller;
  GtkListView *list_view;
  GtkLabel *notice;
  AdwToggleGroup *kind;
  GtkEntry *caption;

  AppTransfers *transfers;
  AppImageLoader *loader;
  AppChat *chat;
  GListStore *items;
  gboolean too_many;
};

enum
{
  SIGNAL_SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSendSheet, app_send_sheet, ADW_TYPE_DIALOG)

static gboolean
app_send_sheet_get_as_document (AppSendSheet *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->kind), "document") == 0;
}

typedef struct
{
  guint good;
  guint refused;
  guint inspecting;
  guint media;
  guint pictures;
} AppSendSheetCount;

static AppSendSheetCount
app_send_sheet_count (AppSendSheet *self)
{
  AppSendSheetCount count = { 0 };
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AppSendItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      count.good += app_send_item_get_state (item) == APP_SEND_ITEM_GOOD;
      count.refused += app_send_item_get_state (item) == APP_SEND_ITEM_REFUSED;
      count.inspecting += app_send_item_get_state (item) == APP_SEND_ITEM_INSPECTING;
      count.media += app_send_item_get_is_media (item);
      count.pictures += app_send_item_get_is_picture (item);
    }
  return count;
}

static void
app_send_sheet_update_notice (AppSendSheet *self, const AppSendSheetCount *count, gboolean too_long)
{
  g_autofree char *sentence = NULL;

  if (too_long)
    sentence = g_strdup (_ ("This caption is too long."));
  else if (self->too_many)
    sentence = g_strdup_printf (
        /* translators: on the send sheet; %u is a number of files */
        ngettext ("At most %u file can be sent at once. Pack the others into an archive.",
                  "At most %u files can be sent at once. Pack the others into an archive.",
                  APP_SEND_SHEET_FILES_MAX),
        APP_SEND_SHEET_FILES_MAX);
  else if (count->refused > 0 && count->good > 0)
    sentence = g_strdup_printf (
        /* translators: on the send sheet; %u is a number of files */
        ngettext ("%u file cannot be sent, and is left out.",
                  "%u files cannot be sent, and are left out.", count->refused),
        count->refused);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), sentence != NULL);
  gtk_label_set_label (self->notice, sentence != NULL ? sentence : "");
}

/* A list view asks for the height of about one row, however many it has: the first few are to be
 * seen at once. */
static void
app_send_sheet_update_height (AppSendSheet *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  gtk_scrolled_window_set_min_content_height (self->scroller,
                                              LIST_PADDING +
                                                  ROW_HEIGHT * CLAMP (n_items, 1, MOST_SEEN_ROWS));
}

/* Everything that depends on the files: what can be sent, as what, and what is said about the rest.
 */
static void
app_send_sheet_update (AppSendSheet *self)
{
  AppSendSheetCount count = app_send_sheet_count (self);
  AppSession *session = app_transfers_get_session (self->transfers);
  gboolean too_long = strlen (gtk_editable_get_text (GTK_EDITABLE (self->caption))) >
                      app_session_get_text_length_max (session);
  AdwToggle *media = adw_toggle_group_get_toggle_by_name (self->kind, "media");
  g_autofree char *send = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->kind), count.media > 0);
  if (media != NULL)
    adw_toggle_set_label (media, count.pictures == count.media
                                     ? ngettext ("As Picture", "As Pictures", count.media)
                                     : _ ("As Media"));
  if (count.good > 1)
    /* translators: on a button; %u is a number of files */
    send = g_strdup_printf (ngettext ("_Send %u File", "_Send %u Files", count.good), count.good);
  gtk_button_set_label (self->send_button, send != NULL ? send : _ ("_Send"));
  app_send_sheet_update_height (self);
  app_send_sheet_update_notice (self, &count, too_long);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.send",
                                 count.good > 0 && count.inspecting == 0 && !too_long);
}

static void
app_send_sheet_on_kind (AppSendSheet *self)
{
  gboolean as_document = app_send_sheet_get_as_document (self);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AppSendItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      app_send_item_inspect (item, as_document);
    }
  app_send_sheet_update (self);
}

static void
app_send_sheet_on_caption_activate (AppSendSheet *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "sheet.send", NULL);
}

/* The caption belongs to the first file: it is the message above the others. */
static void
app_send_sheet_send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppSendSheet *self = APP_SEND_SHEET (widget);
  g_autofree char *caption = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->caption)));
  g_autoptr (GListStore) files = g_list_store_new (APP_TYPE_OUTGOING_FILE);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  g_strstrip (caption);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AppSendItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      AppOutgoingFile *file = app_send_item_get_file (item);

      if (app_send_item_get_state (item) != APP_SEND_ITEM_GOOD)
        continue;
      if (g_list_model_get_n_items (G_LIST_MODEL (files)) == 0 && *caption != '\0')
        app_outgoing_file_set_caption (file, caption);
      g_list_store_append (files, file);
    }
  g_signal_emit (self, signals[SIGNAL_SEND], 0, self->chat, files);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
app_send_sheet_cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
app_send_sheet_on_remove (AppSendSheet *self, AppSendRow *row)
{
  guint position;

  if (!g_list_store_find (self->items, app_send_row_get_item (row), &position))
    return;
  g_list_store_remove (self->items, position);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->items)) == 0)
    adw_dialog_close (ADW_DIALOG (self));
  else
    app_send_sheet_update (self);
}

static void
app_send_sheet_on_setup (AppSendSheet *self, GtkListItem *list_item)
{
  GtkWidget *row = app_send_row_new ();

  g_signal_connect_object (row, "remove", G_CALLBACK (app_send_sheet_on_remove), self,
                           G_CONNECT_SWAPPED);
  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_child (list_item, row);
}

static void
app_send_sheet_on_bind (AppSendSheet *self, GtkListItem *list_item)
{
  AppSendItem *item = gtk_list_item_get_item (list_item);
  g_autofree char *name = app_send_item_dup_name (item);

  app_send_row_set_item (APP_SEND_ROW (gtk_list_item_get_child (list_item)), item);
  gtk_list_item_set_accessible_label (list_item, name);
}

static void
app_send_sheet_on_unbind (AppSendSheet *self, GtkListItem *list_item)
{
  app_send_row_set_item (APP_SEND_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
app_send_sheet_dispose (GObject *object)
{
  AppSendSheet *self = APP_SEND_SHEET (object);

  g_clear_object (&self->items);
  g_clear_object (&self->transfers);
  g_clear_object (&self->loader);
  g_clear_object (&self->chat);
  /* libadwaita 1.7 loses the child of a dialog with its last reference. */
  adw_dialog_set_child (ADW_DIALOG (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_SEND_SHEET);
  G_OBJECT_CLASS (app_send_sheet_parent_class)->dispose (object);
}

static void
app_send_sheet_class_init (AppSendSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_send_sheet_dispose;

  /**
   * AppSendSheet::send:
   * @self: the sheet
   * @chat: the chat to send to
   * @files: a [iface@Gio.ListModel] of [class@AppOutgoingFile], in order, each good
   *
   * The files shall be sent. The sheet closes.
   */
  signals[SIGNAL_SEND] = g_signal_new ("send", APP_TYPE_SEND_SHEET, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, APP_TYPE_CHAT,
                                       G_TYPE_LIST_MODEL);

  gtk_widget_class_install_action (widget_class, "sheet.send", NULL, app_send_sheet_send_action);
  gtk_widget_class_install_action (widget_class, "sheet.cancel", NULL,
                                   app_send_sheet_cancel_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-send-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSendSheet, caption);
  gtk_widget_class_bind_template_child (widget_class, AppSendSheet, kind);
  gtk_widget_class_bind_template_child (widget_class, AppSendSheet, list_view);
  gtk_widget_class_bind_template_child (widget_class, AppSendSheet, scroller);
  gtk_widget_class_bind_template_child (widget_class, AppSendSheet, notice);
  gtk_widget_class_bind_template_child (widget_class, AppSendSheet, send_button);
  gtk_widget_class_bind_template_child (widget_class, AppSendSheet, window_title);
  gtk_widget_class_bind_template_callback (widget_class, app_send_sheet_on_caption_activate);
  gtk_widget_class_bind_template_callback (widget_class, app_send_sheet_on_kind);
  gtk_widget_class_bind_template_callback (widget_class, app_send_sheet_update);
}

static void
app_send_sheet_init (AppSendSheet *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  self->items = g_list_store_new (APP_TYPE_SEND_ITEM);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (app_send_sheet_on_setup), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (app_send_sheet_on_bind), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (app_send_sheet_on_unbind), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
}

/**
 * app_send_sheet_new:
 * @transfers: what knows the limits of the server
 * @loader: what makes previews and thumbnails of pictures
 * @chat: the chat to send to
 *
 * Creates a sheet without files.
 *
 * Returns: (transfer floating): the sheet
 */
AppSendSheet *
app_send_sheet_new (AppTransfers *transfers, AppImageLoader *loader, AppChat *chat)
{
  AppSendSheet *self;

  g_return_val_if_fail (APP_IS_TRANSFERS (transfers), NULL);
  g_return_val_if_fail (APP_IS_CHAT (chat), NULL);

  self = g_object_new (APP_TYPE_SEND_SHEET, NULL);
  self->transfers = g_object_ref (transfers);
  self->loader = g_object_ref (loader);
  self->chat = g_object_ref (chat);
  adw_window_title_set_subtitle (self->window_title, app_chat_get_title (chat));
  app_send_sheet_update (self);
  return self;
}

/**
 * app_send_sheet_add_file:
 * @self: the sheet
 * @file: a file or, to be refused with a sentence, a folder
 *
 * Puts a file on the sheet, unless it is there already.
 */
void
app_send_sheet_add_file (AppSendSheet *self, GFile *file)
{
  g_autoptr (AppSendItem) item = NULL;
  guint n_items;

  g_return_if_fail (APP_IS_SEND_SHEET (self));
  g_return_if_fail (G_IS_FILE (file));

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AppSendItem) other = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_file_equal (app_outgoing_file_get_file (app_send_item_get_file (other)), file))
        return;
    }
  if (n_items >= APP_SEND_SHEET_FILES_MAX)
    {
      self->too_many = TRUE;
      app_send_sheet_update (self);
      return;
    }
  item = app_send_item_new (self->transfers, self->loader, file);
  g_signal_connect_object (item, "changed", G_CALLBACK (app_send_sheet_update), self,
                           G_CONNECT_SWAPPED);
  g_list_store_append (self->items, item);
  app_send_item_inspect (item, app_send_sheet_get_as_document (self));
  app_send_sheet_update (self);
}

/**
 * app_send_sheet_add_files:
 * @self: the sheet
 * @files: a list of #GFile
 *
 * Puts files on the sheet.
 */
void
app_send_sheet_add_files (AppSendSheet *self, GListModel *files)
{
  guint n_files;

  g_return_if_fail (APP_IS_SEND_SHEET (self));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  n_files = g_list_model_get_n_items (files);
  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      app_send_sheet_add_file (self, file);
    }
}

/**
 * app_send_sheet_set_as_document:
 * @self: the sheet
 * @as_document: whether pictures shall go out as documents
 *
 * Says how pictures begin; the person may say otherwise.
 */
void
app_send_sheet_set_as_document (AppSendSheet *self, gboolean as_document)
{
  g_return_if_fail (APP_IS_SEND_SHEET (self));

  adw_toggle_group_set_active_name (self->kind, as_document ? "document" : "media");
}

/**
 * app_send_sheet_set_caption:
 * @self: the sheet
 * @caption: a caption to begin with
 *
 * Fills in the caption.
 */
void
app_send_sheet_set_caption (AppSendSheet *self, const char *caption)
{
  g_return_if_fail (APP_IS_SEND_SHEET (self));

  gtk_editable_set_text (GTK_EDITABLE (self->caption), caption);
}

/**
 * app_send_sheet_get_items:
 * @self: the sheet
 *
 * Returns: (transfer none): a list of [class@AppSendItem]
 */
GListModel *
app_send_sheet_get_items (AppSendSheet *self)
{
  g_return_val_if_fail (APP_IS_SEND_SHEET (self), NULL);

  return G_LIST_MODEL (self->items);
}

/**
 * app_send_sheet_get_n_good:
 * @self: the sheet
 *
 * Returns: how many of the files can be sent, as far as it is known yet
 */
guint
app_send_sheet_get_n_good (AppSendSheet *self)
{
  g_return_val_if_fail (APP_IS_SEND_SHEET (self), 0);

  return app_send_sheet_count (self).good;
}
