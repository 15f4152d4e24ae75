/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "test-timeline"

#include "config.h"

#include "test-timeline.h"

struct _AppTimelineItem
{
  GObject parent_instance;
  TestMessage is;
  LandlineMessage *message;
  char *sender;
  char *error;
  char *reply_name;
};

struct _AppTransfer
{
  GObject parent_instance;
  TestTransfer is;
  char *error;
};

struct _AppTimeline
{
  GObject parent_instance;
  guint n_items;
  TestTimelineFunc func;
  gpointer user_data;
  GHashTable *items; /* number -> AppTimelineItem, not owned */
  guint first;
  guint last;
};

static guint n_items_alive;

GType
app_tick_get_type (void)
{
  static GType type;
  static const GEnumValue values[] = {
    { APP_TICK_NONE, "APP_TICK_NONE", "none" },
    { APP_TICK_WAITING, "APP_TICK_WAITING", "waiting" },
    { APP_TICK_SENT, "APP_TICK_SENT", "sent" },
    { APP_TICK_DELIVERED, "APP_TICK_DELIVERED", "delivered" },
    { APP_TICK_READ, "APP_TICK_READ", "read" },
    { APP_TICK_FAILED, "APP_TICK_FAILED", "failed" },
    { 0, NULL, NULL },
  };

  if (type == 0)
    type = g_enum_register_static ("AppTick", values);
  return type;
}

/* the item */

G_DEFINE_FINAL_TYPE (AppTimelineItem, app_timeline_item, G_TYPE_OBJECT)

static void
clear_item (AppTimelineItem *self)
{
  g_clear_object (&self->is.content);
  g_clear_object (&self->is.file);
  g_clear_object (&self->is.transfer);
  g_clear_object (&self->is.reply);
  g_clear_object (&self->message);
  g_clear_pointer (&self->sender, g_free);
  g_clear_pointer (&self->error, g_free);
  g_clear_pointer (&self->reply_name, g_free);
}

static void
app_timeline_item_finalize (GObject *object)
{
  clear_item (APP_TIMELINE_ITEM (object));
  n_items_alive--;
  G_OBJECT_CLASS (app_timeline_item_parent_class)->finalize (object);
}

static void
app_timeline_item_class_init (AppTimelineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_timeline_item_finalize;
  g_signal_new ("changed", APP_TYPE_TIMELINE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
app_timeline_item_init (AppTimelineItem *self)
{
  n_items_alive++;
}

static void
fill_item (AppTimelineItem *self, const TestMessage *message)
{
  TestMessage old = self->is;
  AppTimelineItem keeps = *self;

  self->is = *message;
  if (message->content != NULL)
    g_object_ref (message->content);
  if (message->file != NULL)
    g_object_ref (message->file);
  if (message->transfer != NULL)
    g_object_ref (message->transfer);
  if (message->reply != NULL)
    g_object_ref (message->reply);
  self->sender = g_strdup (message->sender);
  self->error = g_strdup (message->error);
  self->reply_name = g_strdup (message->reply_name);
  self->message = NULL;
  if (message->content != NULL && !message->unloaded)
    self->message = landline_message_new (message->id != NULL ? message->id : "id",
                                          message->sender != NULL ? message->sender : "102", "c_1",
                                          1, app_timeline_item_get_time (self), message->content,
                                          NULL);
  if (self->message != NULL && message->state != NULL)
    {
      g_autoptr (LandlineMessage) plain = g_steal_pointer (&self->message);

      self->message = landline_message_new_with_state (plain, message->state);
    }
  keeps.is = old;
  clear_item (&keeps);
}

AppTimelineItem *
test_timeline_item_new (const TestMessage *message)
{
  AppTimelineItem *self = g_object_new (APP_TYPE_TIMELINE_ITEM, NULL);

  fill_item (self, message);
  return self;
}

void
test_timeline_item_set (AppTimelineItem *self, const TestMessage *message)
{
  fill_item (self, message);
  g_signal_emit_by_name (self, "changed");
}

guint
test_timeline_item_get_n_alive (void)
{
  return n_items_alive;
}

gint64
app_timeline_item_get_time (AppTimelineItem *self)
{
  return self->is.time != 0 ? self->is.time : G_GINT64_CONSTANT (1717683240000);
}

gboolean
app_timeline_item_get_outgoing (AppTimelineItem *self)
{
  return self->is.outgoing;
}

AppTick
app_timeline_item_get_tick (AppTimelineItem *self)
{
  return self->is.tick;
}

gboolean
app_timeline_item_get_day_start (AppTimelineItem *self)
{
  return self->is.day_start;
}

gboolean
app_timeline_item_get_unread_start (AppTimelineItem *self)
{
  return self->is.unread_start;
}

gboolean
app_timeline_item_get_first_of_group (AppTimelineItem *self)
{
  return !self->is.continues;
}

gboolean
app_timeline_item_get_last_of_group (AppTimelineItem *self)
{
  return !self->is.goes_on;
}

gboolean
app_timeline_item_get_loaded (AppTimelineItem *self)
{
  return self->message != NULL;
}

LandlineMessage *
app_timeline_item_get_message (AppTimelineItem *self)
{
  return self->message;
}

const char *
app_timeline_item_get_sender_avatar (AppTimelineItem *self)
{
  return self->is.sender_avatar;
}

const char *
app_timeline_item_get_sender_name (AppTimelineItem *self)
{
  return self->sender;
}

const char *
app_timeline_item_get_error (AppTimelineItem *self)
{
  return self->error;
}

GFile *
app_timeline_item_get_file (AppTimelineItem *self)
{
  return self->is.file;
}

AppTransfer *
app_timeline_item_get_transfer (AppTimelineItem *self)
{
  return self->is.transfer;
}

LandlineMessage *
app_timeline_item_get_reply (AppTimelineItem *self)
{
  return self->is.reply;
}

const char *const *
app_timeline_item_get_mentions (AppTimelineItem *self, const char **own)
{
  if (own != NULL)
    *own = self->is.own_mention;
  return self->is.mentions;
}

gboolean
app_timeline_item_get_is_line (AppTimelineItem *self)
{
  return self->is.line != NULL;
}

char *
app_timeline_item_dup_line (AppTimelineItem *self)
{
  return self->is.unloaded ? NULL : g_strdup (self->is.line);
}

const char *
app_timeline_item_get_reply_name (AppTimelineItem *self)
{
  return self->reply_name;
}

const LandlineMessageState *
app_timeline_item_get_state (AppTimelineItem *self)
{
  return self->message != NULL ? landline_message_get_state (self->message) : NULL;
}

const char *const *
app_timeline_item_get_reactors (AppTimelineItem *self)
{
  return NULL;
}

gboolean
app_timeline_item_get_starred (AppTimelineItem *self)
{
  return self->is.starred;
}

gint64
app_timeline_item_get_expires (AppTimelineItem *self)
{
  gint64 seconds = self->is.content != NULL ? landline_content_get_expires (self->is.content) : 0;

  return seconds > 0 ? app_timeline_item_get_time (self) + seconds * 1000 : 0;
}

gboolean
app_timeline_item_get_doomed (AppTimelineItem *self)
{
  return FALSE;
}

gboolean
app_timeline_item_get_selected (AppTimelineItem *self)
{
  return FALSE;
}

const char *
app_timeline_item_get_user_id (AppTimelineItem *self)
{
  return "101";
}

/* the transfer */

enum
{
  PROP_0,
  PROP_DONE,
  PROP_STATE,
};

G_DEFINE_FINAL_TYPE (AppTransfer, app_transfer, G_TYPE_OBJECT)

static void
app_transfer_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_STATE)
    g_value_set_int (value, APP_TRANSFER (object)->is.state);
  else
    g_value_set_uint64 (value, APP_TRANSFER (object)->is.done);
}

static void
app_transfer_finalize (GObject *object)
{
  g_free (APP_TRANSFER (object)->error);
  G_OBJECT_CLASS (app_transfer_parent_class)->finalize (object);
}

static void
app_transfer_class_init (AppTransferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = app_transfer_get_property;
  object_class->finalize = app_transfer_finalize;
  g_object_class_install_property (object_class, PROP_DONE,
                                   g_param_spec_uint64 ("done", NULL, NULL, 0, G_MAXUINT64, 0,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (object_class, PROP_STATE,
                                   g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, 0,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
app_transfer_init (AppTransfer *self)
{
}

AppTransfer *
test_transfer_new (const TestTransfer *transfer)
{
  AppTransfer *self = g_object_new (APP_TYPE_TRANSFER, NULL);

  test_transfer_set (self, transfer);
  return self;
}

void
test_transfer_set (AppTransfer *self, const TestTransfer *transfer)
{
  gboolean is_other = self->is.state != transfer->state;

  self->is = *transfer;
  g_set_str (&self->error, transfer->error);
  if (is_other)
    g_object_notify (G_OBJECT (self), "state");
  g_object_notify (G_OBJECT (self), "done");
}

AppTransferState
app_transfer_get_state (AppTransfer *self)
{
  return self->is.state;
}

guint64
app_transfer_get_size (AppTransfer *self)
{
  return self->is.size;
}

guint64
app_transfer_get_done (AppTransfer *self)
{
  return self->is.done;
}

double
app_transfer_get_fraction (AppTransfer *self)
{
  return self->is.size > 0 ? (double) self->is.done / self->is.size : 0;
}

double
app_transfer_get_speed (AppTransfer *self)
{
  return self->is.speed;
}

const char *
app_transfer_get_error (AppTransfer *self)
{
  return self->error;
}

gboolean
app_transfer_get_is_upload (AppTransfer *self)
{
  return self->is.is_upload;
}

/* the timeline */

static void app_timeline_init_model (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppTimeline,
                               app_timeline,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, app_timeline_init_model))

static GType
app_timeline_get_item_type (GListModel *model)
{
  return APP_TYPE_TIMELINE_ITEM;
}

static guint
app_timeline_get_n_items (GListModel *model)
{
  return APP_TIMELINE (model)->n_items;
}

static void
forget_item (gpointer data, GObject *item)
{
  AppTimeline *self = data;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (value == item)
        g_hash_table_iter_remove (&iter);
    }
}

static gpointer
app_timeline_get_item (GListModel *model, guint position)
{
  AppTimeline *self = APP_TIMELINE (model);
  AppTimelineItem *item;

  if (position >= self->n_items)
    return NULL;
  item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (position));
  if (item != NULL)
    return g_object_ref (item);
  item = self->func (position, self->user_data);
  g_object_weak_ref (G_OBJECT (item), forget_item, self);
  g_hash_table_insert (self->items, GUINT_TO_POINTER (position), item);
  return item;
}

static void
app_timeline_init_model (GListModelInterface *iface)
{
  iface->get_item_type = app_timeline_get_item_type;
  iface->get_n_items = app_timeline_get_n_items;
  iface->get_item = app_timeline_get_item;
}

static void
app_timeline_finalize (GObject *object)
{
  AppTimeline *self = APP_TIMELINE (object);

  g_assert_cmpuint (g_hash_table_size (self->items), ==, 0);
  g_hash_table_unref (self->items);
  G_OBJECT_CLASS (app_timeline_parent_class)->finalize (object);
}

static void
app_timeline_class_init (AppTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_timeline_finalize;
}

static void
app_timeline_init (AppTimeline *self)
{
  self->items = g_hash_table_new (NULL, NULL);
}

AppTimeline *
test_timeline_new (guint n_items, TestTimelineFunc func, gpointer user_data)
{
  AppTimeline *self = g_object_new (APP_TYPE_TIMELINE, NULL);

  self->n_items = n_items;
  self->func = func;
  self->user_data = user_data;
  return self;
}

void
test_timeline_append (AppTimeline *self)
{
  self->n_items++;
  g_list_model_items_changed (G_LIST_MODEL (self), self->n_items - 1, 0, 1);
}

void
app_timeline_prefetch (AppTimeline *self, guint first, guint last)
{
  self->first = first;
  self->last = last;
}
