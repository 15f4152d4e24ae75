/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-delivery"

#include "config.h"

#include "server-marks.h"

#include "landline-error.h"
#include "server-limits.h"

/* Milliseconds before what was refused is handed to the store again: doubled each time up to the
 * latter, which is how long a mark is late at most once there is space again. */
#define FIRST_DELAY 250
#define LAST_DELAY  5000
/* Milliseconds that the end of the server waits for the store to take what is kept. */
#define FLUSH_PATIENCE 2000

/**
 * ServerMarks:
 *
 * Hands acknowledgements and read marks to the store, and again when it refuses them for the moment
 * (no space, busy). A client says such a number once and hears of it no more, so it must not be
 * lost with the batch that it was in. Of each device, and of each conversation of it, only the
 * highest number is kept: they are cumulative.
 *
 * It is not responsible for what a client waits to be answered, like a message: the client sends
 * that again.
 */
struct _ServerMarks
{
  GObject parent_instance;

  ServerStore *store;
  GHashTable *kept; /* those that wait for the next try: (element-type Mark) */
  GSource *timer;
  guint delay;
  guint n_reads;      /* the read marks that were refused and are not yet taken */
  guint n_under_way;  /* in the store's hands */
  GPtrArray *flushes; /* those that wait until nothing is kept: (element-type GTask) */
  GSource *deadline;  /* of them */
};

G_DEFINE_FINAL_TYPE (ServerMarks, server_marks, G_TYPE_OBJECT)

typedef struct
{
  ServerMarks *marks; /* while it is in the store's hands */
  ServerAccount *account;
  char *conversation; /* of a read mark */
  gint64 number;
  gboolean urgent;
  gboolean is_counted; /* in n_reads */
  GTask *task;         /* (nullable): who waits for the first answer */
} Mark;

static void
mark_free (gpointer data)
{
  Mark *mark = data;

  g_clear_object (&mark->marks);
  g_clear_object (&mark->task);
  server_account_unref (mark->account);
  g_free (mark->conversation);
  g_free (mark);
}

static guint
mark_hash (gconstpointer data)
{
  const Mark *mark = data;
  guint hash = g_str_hash (server_account_get_device_id (mark->account));

  return mark->conversation != NULL ? hash * 31 + g_str_hash (mark->conversation) : hash;
}

static gboolean
mark_equal (gconstpointer a, gconstpointer b)
{
  const Mark *left = a, *right = b;

  return g_strcmp0 (left->conversation, right->conversation) == 0 &&
         g_str_equal (server_account_get_device_id (left->account),
                      server_account_get_device_id (right->account));
}

static void
stop (GSource **timer)
{
  if (*timer != NULL)
    g_source_destroy (*timer);
  g_clear_pointer (timer, g_source_unref);
}

static void
server_marks_finalize (GObject *object)
{
  ServerMarks *self = SERVER_MARKS (object);

  stop (&self->timer);
  stop (&self->deadline);
  g_clear_pointer (&self->flushes, g_ptr_array_unref);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (server_marks_parent_class)->finalize (object);
}

static void
server_marks_class_init (ServerMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_marks_finalize;
}

static GHashTable *
new_kept (void)
{
  return g_hash_table_new_full (mark_hash, mark_equal, mark_free, NULL);
}

static void
server_marks_init (ServerMarks *self)
{
  self->kept = new_kept ();
  self->flushes = g_ptr_array_new_with_free_func (g_object_unref);
  self->delay = FIRST_DELAY;
}

/**
 * server_marks_new:
 * @store: the store
 *
 * Returns: (transfer full): marks, on the store's main context
 */
ServerMarks *
server_marks_new (ServerStore *store)
{
  ServerMarks *self;

  g_return_val_if_fail (SERVER_IS_STORE (store), NULL);

  self = g_object_new (SERVER_TYPE_MARKS, NULL);
  self->store = g_object_ref (store);
  return self;
}

static void submit (ServerMarks *self, Mark *mark);

static void
submit_kept (ServerMarks *self)
{
  g_autoptr (GHashTable) due = g_steal_pointer (&self->kept);
  GHashTableIter iter;
  gpointer mark;

  self->kept = new_kept ();
  stop (&self->timer);
  g_hash_table_iter_init (&iter, due);
  while (g_hash_table_iter_next (&iter, &mark, NULL))
    {
      g_hash_table_iter_steal (&iter);
      submit (self, mark);
    }
}

static gboolean
on_timer (gpointer user_data)
{
  ServerMarks *self = user_data;

  self->delay = self->flushes->len > 0 ? FIRST_DELAY : MIN (self->delay * 2, LAST_DELAY);
  submit_kept (self);
  return G_SOURCE_REMOVE;
}

static GSource *
start (ServerMarks *self, guint milliseconds, GSourceFunc callback)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  GSource *timer = g_timeout_source_new (milliseconds);

  g_source_set_static_name (timer, "server-marks");
  g_source_set_callback (timer, callback, self, NULL);
  g_source_attach (timer, context);
  return timer;
}

static void
start_timer (ServerMarks *self)
{
  if (self->timer == NULL)
    self->timer = start (self, self->delay, on_timer);
}

static void
drop (ServerMarks *self, Mark *mark)
{
  if (mark->is_counted)
    self->n_reads--;
  mark_free (mark);
}

/* Takes the mark over, unless there are too many: its client is told then. */
static gboolean
keep (ServerMarks *self, Mark *mark)
{
  Mark *older = g_hash_table_lookup (self->kept, mark);

  if (older != NULL)
    {
      older->number = MAX (older->number, mark->number);
      older->urgent |= mark->urgent;
      drop (self, mark);
      return TRUE;
    }
  if (mark->conversation != NULL && !mark->is_counted)
    {
      if (self->n_reads >= SERVER_LIMIT_KEPT_READS)
        return FALSE;
      mark->is_counted = TRUE;
      self->n_reads++;
    }
  g_hash_table_add (self->kept, mark);
  start_timer (self);
  return TRUE;
}

static void
end_flushes (ServerMarks *self)
{
  g_autoptr (GPtrArray) flushes = g_steal_pointer (&self->flushes);
  guint n_kept = g_hash_table_size (self->kept);

  self->flushes = g_ptr_array_new_with_free_func (g_object_unref);
  stop (&self->deadline);
  for (guint i = 0; i < flushes->len; i++)
    if (n_kept + self->n_under_way == 0)
      g_task_return_boolean (g_ptr_array_index (flushes, i), TRUE);
    else
      g_task_return_new_error (g_ptr_array_index (flushes, i), LANDLINE_ERROR, LANDLINE_ERROR_BUSY,
                               "%u acknowledgements and read marks were not taken.",
                               n_kept + self->n_under_way);
}

static gboolean
on_deadline (gpointer user_data)
{
  end_flushes (user_data);
  return G_SOURCE_REMOVE;
}

static void
conclude (Mark *mark, GError *error)
{
  g_autoptr (ServerMarks) self = g_steal_pointer (&mark->marks);
  g_autoptr (GTask) task = g_steal_pointer (&mark->task);
  g_autoptr (GError) failure = error;

  self->n_under_way--;
  if (failure == NULL)
    self->delay = FIRST_DELAY;
  if (failure != NULL && landline_error_is_momentary (failure) && keep (self, mark))
    g_clear_error (&failure);
  else
    drop (self, mark);

  if (self->n_under_way == 0 && g_hash_table_size (self->kept) == 0 && self->flushes->len > 0)
    end_flushes (self);
  if (task == NULL)
    return;
  if (failure != NULL)
    g_task_return_error (task, g_steal_pointer (&failure));
  else
    g_task_return_boolean (task, TRUE);
}

static void
acked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  server_store_ack_finish (SERVER_STORE (source), result, &error);
  conclude (user_data, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;

  server_store_read_mark_finish (SERVER_STORE (source), result, &error);
  conclude (user_data, error);
}

static void
submit (ServerMarks *self, Mark *mark)
{
  mark->marks = g_object_ref (self);
  self->n_under_way++;
  if (mark->conversation == NULL)
    server_store_ack_async (self->store, mark->account, mark->number, mark->urgent, NULL, acked_cb,
                            mark);
  else
    server_store_read_mark_async (self->store, mark->account, mark->conversation, mark->number,
                                  NULL, read_cb, mark);
}

/**
 * server_marks_ack:
 * @self: the marks
 * @account: the device
 * @cursor: up to where it has its mail
 * @urgent: whether somebody waits for a receipt
 *
 * Has the store note it, see server_store_ack_async().
 */
void
server_marks_ack (ServerMarks *self, ServerAccount *account, gint64 cursor, gboolean urgent)
{
  Mark *mark;

  g_return_if_fail (SERVER_IS_MARKS (self));
  g_return_if_fail (account != NULL);

  mark = g_new0 (Mark, 1);
  mark->account = server_account_ref (account);
  mark->number = cursor;
  mark->urgent = urgent;
  submit (self, mark);
}

/**
 * server_marks_read_async:
 * @self: the marks
 * @account: who read
 * @conversation: where
 * @seq: up to where
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Has the store note it, see server_store_read_mark_async(). What it refuses for the moment counts
 * as taken, unless more than %SERVER_LIMIT_KEPT_READS wait already.
 */
void
server_marks_read_async (ServerMarks *self,
                         ServerAccount *account,
                         const char *conversation,
                         gint64 seq,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Mark *mark;

  g_return_if_fail (SERVER_IS_MARKS (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (conversation != NULL);

  mark = g_new0 (Mark, 1);
  mark->account = server_account_ref (account);
  mark->conversation = g_strdup (conversation);
  mark->number = seq;
  mark->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (mark->task, server_marks_read_async);
  submit (self, mark);
}

gboolean
server_marks_read_finish (ServerMarks *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_marks_get_n_kept:
 * @self: the marks
 *
 * Returns: how many wait for the next try
 */
guint
server_marks_get_n_kept (ServerMarks *self)
{
  g_return_val_if_fail (SERVER_IS_MARKS (self), 0);

  return g_hash_table_size (self->kept);
}

/**
 * server_marks_flush_async:
 * @self: the marks
 * @callback: called when nothing is kept any more, or after two seconds
 * @user_data: for @callback
 *
 * Hands what is kept to the store without waiting for the next try, before the store is closed.
 */
void
server_marks_flush_async (ServerMarks *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_MARKS (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, server_marks_flush_async);
  g_ptr_array_add (self->flushes, task);
  self->delay = FIRST_DELAY;
  submit_kept (self);
  if (self->n_under_way == 0)
    end_flushes (self);
  else if (self->deadline == NULL)
    self->deadline = start (self, FLUSH_PATIENCE, on_deadline);
}

/**
 * server_marks_flush_finish:
 * @self: the marks
 * @result: the result
 * @error: return location for an error; %LANDLINE_ERROR_BUSY when the store did not take everything
 *
 * Returns: whether nothing is kept any more
 */
gboolean
server_marks_flush_finish (ServerMarks *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
