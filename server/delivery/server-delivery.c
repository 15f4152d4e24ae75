/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-delivery"

#include "config.h"

#include "server-delivery.h"

#include <string.h>

#include "server-presence.h"
#include "server-pump-private.h"
#include "server-registry.h"

/* Milliseconds after which a pump looks by itself, and the steps in which all have their turn. */
#define LOOK_INTERVAL 15000

/**
 * ServerDelivery:
 *
 * Knows which devices are connected, and has the pump of each hear of what was committed for its
 * user: the rows themselves from the store of this process, hints from the bus. If neither comes,
 * each pump's inbox is looked at every 15 s, all of a slot in one call. One timer serves all.
 *
 * It is not responsible for what is in an inbox, nor for connections.
 */
struct _ServerDelivery
{
  GObject parent_instance;

  ServerPumpShared shared;
  ServerBus *bus;
  guint subscription;
  ServerRegistry *registry;
  ServerPresence *presence;
  GArray *hints;
  GSource *timer;
  guint interval;
};

G_DEFINE_FINAL_TYPE (ServerDelivery, server_delivery, G_TYPE_OBJECT)

typedef struct
{
  ServerAccount *account;
  ServerSink *sink; /* no #GWeakRef: that leaves memory behind in every channel */
  guint window;
  ServerPosition position;
} Attach;

static void
attach_free (gpointer data)
{
  Attach *attach = data;

  server_account_unref (attach->account);
  g_object_unref (attach->sink);
  g_free (attach);
}

static void
stop_timer (ServerDelivery *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
server_delivery_dispose (GObject *object)
{
  ServerDelivery *self = SERVER_DELIVERY (object);

  stop_timer (self);
  if (self->bus != NULL)
    server_bus_unsubscribe (self->bus, self->subscription);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->presence, server_presence_free);
  g_clear_pointer (&self->registry, server_registry_free);
  g_clear_object (&self->shared.marks);
  g_clear_object (&self->shared.store);

  G_OBJECT_CLASS (server_delivery_parent_class)->dispose (object);
}

static void
server_delivery_finalize (GObject *object)
{
  ServerDelivery *self = SERVER_DELIVERY (object);

  g_string_free (self->shared.scratch, TRUE);
  g_clear_pointer (&self->hints, g_array_unref);

  G_OBJECT_CLASS (server_delivery_parent_class)->finalize (object);
}

static void
server_delivery_class_init (ServerDeliveryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = server_delivery_dispose;
  object_class->finalize = server_delivery_finalize;
}

static void
server_delivery_init (ServerDelivery *self)
{
  self->shared.scratch = g_string_sized_new (4096);
  self->hints = g_array_new (FALSE, FALSE, sizeof (ServerHint));
  self->registry = server_registry_new ();
  self->interval = LOOK_INTERVAL;
}

static void
publish (ServerDelivery *self, const ServerCommittedRow *rows, guint n_rows)
{
  if (!server_bus_has_others (self->bus, self->subscription))
    return;
  g_array_set_size (self->hints, 0);
  for (guint i = 0; i < n_rows; i++)
    {
      ServerHint hint = { rows[i].user_id, server_inbox_row_get_cursor (rows[i].row) };

      g_array_append_val (self->hints, hint);
    }
  server_bus_publish (self->bus, self->subscription, (ServerHint *) self->hints->data,
                      self->hints->len);
}

/* With its first message a conversation begins, and those in it are each other's to see. */
static void
introduce (ServerDelivery *self, const ServerCommittedRow *committed)
{
  const LandlineMessageRow *row;

  if (server_inbox_row_get_kind (committed->row) != SERVER_INBOX_MESSAGE ||
      server_inbox_row_is_own (committed->row))
    return;
  row = server_message_get_row (server_inbox_row_get_message (committed->row));
  if (row->seq == 1)
    server_presence_introduce (self->presence, committed->user_id, row->sender_id);
}

static void
on_committed (ServerStore *store,
              const ServerCommittedRow *rows,
              guint n_rows,
              ServerDelivery *self)
{
  for (guint i = 0; i < n_rows; i++)
    {
      ServerPump *pump = server_registry_get (self->registry, rows[i].user_id);

      for (; pump != NULL; pump = server_pump_get_link (pump)->next)
        server_pump_offer (pump, rows[i].row);
      introduce (self, &rows[i]);
    }
  publish (self, rows, n_rows);
}

static void
on_hints (const ServerHint *hints, guint n_hints, gpointer user_data)
{
  ServerDelivery *self = user_data;

  for (guint i = 0; i < n_hints; i++)
    {
      ServerPump *pump = server_registry_get (self->registry, hints[i].user_id);

      for (; pump != NULL; pump = server_pump_get_link (pump)->next)
        server_pump_hear (pump, hints[i].cursor);
    }
}

/**
 * server_delivery_new:
 * @store: the store
 * @bus: the bus
 *
 * Returns: (transfer full): the delivery, on the store's main context
 */
ServerDelivery *
server_delivery_new (ServerStore *store, ServerBus *bus)
{
  ServerDelivery *self;

  g_return_val_if_fail (SERVER_IS_STORE (store), NULL);
  g_return_val_if_fail (SERVER_IS_BUS (bus), NULL);

  self = g_object_new (SERVER_TYPE_DELIVERY, NULL);
  self->shared.store = g_object_ref (store);
  self->shared.marks = server_marks_new (store);
  self->bus = g_object_ref (bus);
  self->subscription = server_bus_subscribe (bus, on_hints, self);
  self->presence = server_presence_new (store, self->registry);
  g_signal_connect_object (store, "committed", G_CALLBACK (on_committed), self, G_CONNECT_DEFAULT);
  return self;
}

/* Looking without a hint. */

static gboolean
take_heads (ServerStore *store, GAsyncResult *result, GPtrArray *pumps, GError **error)
{
  g_autoptr (GArray) heads = server_store_heads_finish (store, result, error);

  if (heads == NULL)
    return FALSE;
  for (guint i = 0; i < heads->len; i++)
    {
      ServerPump *pump = g_ptr_array_index (pumps, i);
      gint64 head = g_array_index (heads, gint64, i);

      if (!server_pump_is_attached (pump))
        continue;
      if (head < 0)
        server_pump_close (pump, SERVER_CLOSE_REVOKED, "revoked");
      else
        server_pump_hear (pump, head);
    }
  return TRUE;
}

static void
heads_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) pumps = user_data;
  g_autoptr (GError) error = NULL;

  if (!take_heads (SERVER_STORE (source), result, pumps, &error))
    g_debug ("The inboxes could not be looked at: %s", error->message);
}

static GPtrArray *
list_accounts (GPtrArray *pumps)
{
  GPtrArray *accounts;

  accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) server_account_unref);
  for (guint i = 0; i < pumps->len; i++)
    g_ptr_array_add (accounts,
                     server_account_ref (server_pump_get_account (g_ptr_array_index (pumps, i))));
  return accounts;
}

static gboolean
on_timer (gpointer user_data)
{
  ServerDelivery *self = user_data;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GPtrArray) pumps = NULL;

  pumps = server_registry_next_slot (self->registry);
  if (pumps->len == 0)
    return G_SOURCE_CONTINUE;
  accounts = list_accounts (pumps);
  server_store_heads_async (self->shared.store, accounts, NULL, heads_cb, g_steal_pointer (&pumps));
  return G_SOURCE_CONTINUE;
}

static void
start_timer (ServerDelivery *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  stop_timer (self);
  self->timer = g_timeout_source_new (MAX (1, self->interval / SERVER_REGISTRY_SLOTS));
  g_source_set_static_name (self->timer, "server-delivery-look");
  g_source_set_callback (self->timer, on_timer, self, NULL);
  g_source_attach (self->timer, context);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (take_heads (SERVER_STORE (source), result, g_task_get_task_data (task), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * server_delivery_look_async:
 * @self: the delivery
 * @callback: called when all have looked
 * @user_data: for @callback
 *
 * Has all pumps look now: another process has written. The channels of devices that were revoked
 * are closed with 4401 before @callback is called.
 */
void
server_delivery_look_async (ServerDelivery *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GPtrArray) accounts = NULL;
  GPtrArray *pumps;
  GTask *task;

  g_return_if_fail (SERVER_IS_DELIVERY (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, server_delivery_look_async);
  pumps = server_registry_list (self->registry);
  g_task_set_task_data (task, pumps, (GDestroyNotify) g_ptr_array_unref);
  accounts = list_accounts (pumps);
  server_store_heads_async (self->shared.store, accounts, NULL, looked_cb, task);
}

gboolean
server_delivery_look_finish (ServerDelivery *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_delivery_set_look_interval:
 * @self: the delivery
 * @milliseconds: after which a pump looks by itself
 *
 * For tests: makes looking quicker.
 */
void
server_delivery_set_look_interval (ServerDelivery *self, guint milliseconds)
{
  g_return_if_fail (SERVER_IS_DELIVERY (self));

  self->interval = milliseconds;
  if (self->timer != NULL)
    start_timer (self);
}

/* Coming and going. */

static void
attached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ServerDelivery *self = g_task_get_source_object (task);
  Attach *attach = g_task_get_task_data (task);
  ServerPump *pump, *older;
  gboolean comes_online;
  GError *error = NULL;

  if (!server_store_attach_finish (SERVER_STORE (source), result, &attach->position, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->registry == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The delivery has ended.");
      return;
    }
  older = server_registry_find_device (self->registry, attach->account);
  comes_online = server_registry_get (self->registry,
                                      server_account_get_user_id (attach->account)) == NULL;
  pump = server_pump_new (&self->shared, attach->account, attach->sink, &attach->position,
                          attach->window);
  server_registry_add (self->registry, pump);
  if (self->timer == NULL)
    start_timer (self);
  server_presence_greet (self->presence, pump, comes_online);
  if (older != NULL)
    {
      server_pump_close (older, SERVER_CLOSE_REPLACED, "replaced");
      server_delivery_detach (self, older);
    }
  g_task_return_pointer (task, pump, g_object_unref);
}

/**
 * server_delivery_attach_async:
 * @self: the delivery
 * @account: the device
 * @sink: its channel, which is kept until the answer; the pump does not own it
 * @generation: (nullable): what the client says
 * @cursor: what the client says
 * @window: what the client says
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Connects a device's channel to its inbox. An older channel of the same device ends with 4409.
 */
void
server_delivery_attach_async (ServerDelivery *self,
                              ServerAccount *account,
                              ServerSink *sink,
                              const char *generation,
                              gint64 cursor,
                              guint window,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Attach *attach;
  GTask *task;

  g_return_if_fail (SERVER_IS_DELIVERY (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (SERVER_IS_SINK (sink));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_delivery_attach_async);
  attach = g_new0 (Attach, 1);
  attach->account = server_account_ref (account);
  attach->sink = g_object_ref (sink);
  attach->window = window;
  g_task_set_task_data (task, attach, attach_free);
  server_store_attach_async (self->shared.store, account, generation, cursor, cancellable,
                             attached_cb, task);
}

/**
 * server_delivery_attach_finish:
 * @self: the delivery
 * @result: the result
 * @position: (out): where the device stands, for the `welcome`
 * @error: return location for an error
 *
 * Returns: (transfer full): the pump, to be started after the `welcome` and detached at the end
 */
ServerPump *
server_delivery_attach_finish (ServerDelivery *self,
                               GAsyncResult *result,
                               ServerPosition *position,
                               GError **error)
{
  ServerPump *pump;
  Attach *attach;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  attach = g_task_get_task_data (G_TASK (result));
  pump = g_task_propagate_pointer (G_TASK (result), error);
  if (pump != NULL)
    *position = attach->position;
  return pump;
}

/**
 * server_delivery_detach:
 * @self: the delivery
 * @pump: a pump
 *
 * Ends a pump: its channel has ended. More than once is as good as once.
 */
void
server_delivery_detach (ServerDelivery *self, ServerPump *pump)
{
  g_autoptr (ServerPump) keep = NULL;
  ServerAccount *account;

  g_return_if_fail (SERVER_IS_DELIVERY (self));
  g_return_if_fail (SERVER_IS_PUMP (pump));

  if (!server_pump_is_attached (pump))
    return;
  keep = g_object_ref (pump);
  account = server_pump_get_account (pump);
  server_registry_remove (self->registry, pump);
  server_pump_detach (pump);
  if (server_registry_get_n_pumps (self->registry) == 0)
    stop_timer (self);
  server_presence_see_off (self->presence, account,
                           server_registry_get (self->registry,
                                                server_account_get_user_id (account)) == NULL);
}

/**
 * server_delivery_close_device:
 * @self: the delivery
 * @user_id: a user
 * @device_id: a device of theirs
 * @code: a WebSocket close code
 *
 * Ends the device's channel, if it has one.
 */
void
server_delivery_close_device (ServerDelivery *self,
                              const char *user_id,
                              const char *device_id,
                              guint code)
{
  g_autoptr (ServerAccount) account = NULL;
  ServerPump *pump;

  g_return_if_fail (SERVER_IS_DELIVERY (self));

  account = server_account_new (user_id, device_id, FALSE);
  pump = server_registry_find_device (self->registry, account);
  if (pump != NULL)
    server_pump_close (pump, code, "revoked");
}

/**
 * server_delivery_typing:
 * @self: the delivery
 * @pump: whose user types
 * @conversation: where
 *
 * Tells the others in the conversation who are there. Nothing is kept.
 */
void
server_delivery_typing (ServerDelivery *self, ServerPump *pump, const char *conversation)
{
  g_return_if_fail (SERVER_IS_DELIVERY (self));
  g_return_if_fail (SERVER_IS_PUMP (pump));

  server_presence_type (self->presence, server_pump_get_account (pump), conversation);
}

/**
 * server_delivery_reconcile:
 * @self: the delivery
 * @user_id: a user
 * @other: whom they have blocked no longer
 *
 * Tells two who share a conversation, and between whom nothing stands any more, that the other is
 * there.
 */
void
server_delivery_reconcile (ServerDelivery *self, const char *user_id, const char *other)
{
  g_return_if_fail (SERVER_IS_DELIVERY (self));
  g_return_if_fail (user_id != NULL && other != NULL);

  server_presence_reconcile (self->presence, user_id, other);
}

/**
 * server_delivery_part:
 * @self: the delivery
 * @user_id: a user
 * @other: whom they have blocked, and who heard of them until now
 *
 * To both the other goes: from now on they are told nothing of each other.
 */
void
server_delivery_part (ServerDelivery *self, const char *user_id, const char *other)
{
  g_return_if_fail (SERVER_IS_DELIVERY (self));
  g_return_if_fail (user_id != NULL && other != NULL);

  server_presence_part (self->presence, user_id, other);
}

gboolean
server_delivery_is_online (ServerDelivery *self, const char *user_id)
{
  g_return_val_if_fail (SERVER_IS_DELIVERY (self), FALSE);

  return server_registry_get (self->registry, user_id) != NULL;
}

guint
server_delivery_get_n_pumps (ServerDelivery *self)
{
  g_return_val_if_fail (SERVER_IS_DELIVERY (self), 0);

  return server_registry_get_n_pumps (self->registry);
}

/**
 * server_delivery_settle:
 * @self: the delivery
 * @user_id: a user who chose anew what is told of them
 * @peers: (element-type ServerPeer): those for whom that changed something
 *
 * Tells them and the user what they are to know of each other now.
 */
void
server_delivery_settle (ServerDelivery *self, const char *user_id, GPtrArray *peers)
{
  g_return_if_fail (SERVER_IS_DELIVERY (self));
  g_return_if_fail (user_id != NULL && peers != NULL);

  server_presence_settle (self->presence, user_id, peers);
}

/**
 * server_delivery_get_marks:
 * @self: the delivery
 *
 * Returns: (transfer none): what hands the acknowledgements of all pumps to the store
 */
ServerMarks *
server_delivery_get_marks (ServerDelivery *self)
{
  g_return_val_if_fail (SERVER_IS_DELIVERY (self), NULL);

  return self->shared.marks;
}
