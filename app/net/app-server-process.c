/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-server-process.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "app-back-off.h"
#include "app-error.h"
#include "app-server-program.h"

/* What it says of the address that is ours alone; those of the network are https. */
#define LISTENING_PREFIX         "Listening on http://"
#define LISTENING_NETWORK_PREFIX "Listening on https://"
/* A server that does not listen after so many seconds is given up. */
#define START_TIMEOUT 20
/* One that ran for so many microseconds was well. */
#define WELL_AFTER (30 * G_USEC_PER_SEC)
/* From SIGTERM on it has so many seconds before it is killed. */
#define STOP_TIMEOUT 10
/* Where its port is: below those that systems hand out by themselves, above those that have names.
 */
#define PORT_FIRST 20000
#define PORT_COUNT 10000
/* Where others on the network expect it: "LAND" on the keys of a telephone. */
#define NETWORK_PORT 5263

/* Which ports it is started with, one after the other until it listens */
typedef enum
{
  PORTS_OWN,        /* the one that follows from its folder; for the network the usual one */
  PORTS_OWN_BESIDE, /* the usual one is taken: one that follows from its folder too */
  PORTS_ANY,
} Ports;

/**
 * AppServerProcess:
 *
 * The bundled `landline-server` as a child of the app: on a loopback address, and on those of the
 * network if the person lets others in, there with TLS. Its data is in a folder of the profile. Its
 * port follows from that folder, so that those who were invited find it again; only where that port
 * is taken the system picks another. When it ends by itself it is started again. It dies with the
 * app.
 */
struct _AppServerProcess
{
  GObject parent_instance;

  char *data_folder;
  GSubprocess *process;
  GDataInputStream *output;
  GDataInputStream *log;
  GTask *start_task; /* who waits for it to listen */
  GList *stop_tasks; /* who waits for it to end */
  guint timer;
  gint64 started;
  gboolean on_network;
  gboolean starts_anew; /* it was asked to end for that */
  char *said_address;   /* while it starts */
  guint network_port;   /* 0 for none */
  Ports ports;
  char *last_line; /* of its log: why it ended */

  AppBackOff back_off;
  AppServerProcessState state;
  char *address;
  char *error;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_ADDRESS,
  PROP_ERROR,
  PROP_ON_NETWORK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AppServerProcess, app_server_process, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (AppServerProcessState,
                    app_server_process_state,
                    G_DEFINE_ENUM_VALUE (APP_SERVER_PROCESS_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (APP_SERVER_PROCESS_STARTING, "starting"),
                    G_DEFINE_ENUM_VALUE (APP_SERVER_PROCESS_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (APP_SERVER_PROCESS_WAITING, "waiting"))

static void spawn (AppServerProcess *self);

static void
set_state (AppServerProcess *self,
           AppServerProcessState state,
           const char *address,
           const char *error)
{
  gboolean changed = self->state != state;

  g_object_freeze_notify (G_OBJECT (self));
  self->state = state;
  if (g_set_str (&self->address, address))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESS]);
  if (g_set_str (&self->error, error))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
forget_process (AppServerProcess *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->process);
  g_clear_object (&self->output);
  g_clear_object (&self->log);
  g_clear_pointer (&self->said_address, g_free);
  self->network_port = 0;
}

static void
answer_start (AppServerProcess *self, const char *sentence)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->start_task);

  if (task == NULL)
    return;
  if (sentence == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error_literal (task, APP_ERROR, APP_ERROR_SERVER_PROCESS, sentence);
}

static void
answer_stop (AppServerProcess *self)
{
  GList *tasks = g_steal_pointer (&self->stop_tasks);

  for (GList *l = tasks; l != NULL; l = l->next)
    g_task_return_boolean (l->data, TRUE);
  g_list_free_full (tasks, g_object_unref);
}

static gboolean
restart_cb (gpointer user_data)
{
  AppServerProcess *self = user_data;

  self->timer = 0;
  spawn (self);
  return G_SOURCE_REMOVE;
}

static void
restart_later (AppServerProcess *self, const char *sentence)
{
  if (g_get_monotonic_time () - self->started > WELL_AFTER)
    app_back_off_reset (&self->back_off);
  self->timer = g_timeout_add (app_back_off_next (&self->back_off, g_random_double ()), restart_cb,
                               self);
  set_state (self, APP_SERVER_PROCESS_WAITING, NULL, sentence);
}

/* Without the network there is only one port that may be taken. */
static Ports
next_ports (AppServerProcess *self)
{
  return self->ports == PORTS_OWN && self->on_network ? PORTS_OWN_BESIDE : PORTS_ANY;
}

/* Who starts it wants to know that it cannot; one that had been well is worth another try. */
static void
process_ended (AppServerProcess *self)
{
  g_autofree char *sentence = NULL;
  gboolean was_starting = self->state == APP_SERVER_PROCESS_STARTING;
  gboolean starts_anew = self->starts_anew;

  forget_process (self);
  self->starts_anew = FALSE;
  if (self->stop_tasks == NULL && (starts_anew || (was_starting && self->ports != PORTS_ANY)))
    {
      self->ports = starts_anew ? PORTS_OWN : next_ports (self);
      spawn (self);
      return;
    }
  self->ports = PORTS_OWN;
  if (self->stop_tasks != NULL)
    {
      set_state (self, APP_SERVER_PROCESS_STOPPED, NULL, NULL);
      answer_start (self, _ ("The server was stopped."));
      answer_stop (self);
      return;
    }
  if (self->last_line != NULL)
    /* translators: %s is what the server said last */
    sentence = g_strdup_printf (_ ("The server on this computer ended: %s"), self->last_line);
  else
    sentence = g_strdup (_ ("The server on this computer ended by itself."));
  if (self->start_task == NULL)
    {
      restart_later (self, sentence);
      return;
    }
  set_state (self, APP_SERVER_PROCESS_STOPPED, NULL, sentence);
  answer_start (self, sentence);
}

static void
waited_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppServerProcess) self = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (object), result, NULL);
  if (self->process == G_SUBPROCESS (object))
    process_ended (self);
}

/* A line for each address that it listens on, in the order in which it was told of them. */
static void
take_line (AppServerProcess *self, const char *line)
{
  const char *colon = strrchr (line, ':');

  if (g_str_has_prefix (line, LISTENING_PREFIX))
    g_set_str (&self->said_address, line + strlen (LISTENING_PREFIX));
  else if (g_str_has_prefix (line, LISTENING_NETWORK_PREFIX))
    self->network_port = (guint) g_ascii_strtoull (colon + 1, NULL, 10);
  if (self->said_address == NULL || (self->on_network && self->network_port == 0))
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->last_line, g_free);
  set_state (self, APP_SERVER_PROCESS_RUNNING, self->said_address, NULL);
  answer_start (self, NULL);
}

static void
output_line_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppServerProcess) self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (object),
                                                                     result, NULL, NULL);

  if (line == NULL || self->output != G_DATA_INPUT_STREAM (object))
    return;
  if (self->state == APP_SERVER_PROCESS_STARTING)
    take_line (self, line);
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, NULL, output_line_cb,
                                       g_object_ref (self));
}

/* Its log goes where ours goes. The last line is kept for the person: it says why it ended. */
static void
log_line_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppServerProcess) self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (object),
                                                                     result, NULL, NULL);

  if (line == NULL || self->log != G_DATA_INPUT_STREAM (object))
    return;
  g_printerr ("%s\n", line);
  if (*line != '\0')
    g_set_str (&self->last_line, line);
  g_data_input_stream_read_line_async (self->log, G_PRIORITY_DEFAULT, NULL, log_line_cb,
                                       g_object_ref (self));
}

static gboolean
kill_cb (gpointer user_data)
{
  AppServerProcess *self = user_data;

  self->timer = 0;
  g_subprocess_force_exit (self->process);
  return G_SOURCE_REMOVE;
}

static void
die_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static guint
own_port (AppServerProcess *self, guint beside)
{
  return PORT_FIRST + (g_str_hash (self->data_folder) + beside) % PORT_COUNT;
}

static GSubprocess *
launch (AppServerProcess *self, const char *program, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;

  g_strv_builder_add_many (arguments, program, "serve", "--data", self->data_folder, "--listen",
                           NULL);
  g_strv_builder_take (arguments,
                       g_strdup_printf ("127.0.0.1:%u",
                                        self->ports == PORTS_ANY ? 0 : own_port (self, 0)));
  if (self->on_network)
    {
      guint port = self->ports == PORTS_OWN          ? NETWORK_PORT
                   : self->ports == PORTS_OWN_BESIDE ? own_port (self, PORT_COUNT / 2)
                                                     : 0;

      g_strv_builder_add (arguments, "--listen");
      g_strv_builder_take (arguments, g_strdup_printf ("0.0.0.0:%u", port));
    }
  else
    {
      g_strv_builder_add (arguments, "--plaintext");
    }
  argv = g_strv_builder_end (arguments);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  return g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, error);
}

static void
watch (AppServerProcess *self)
{
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->log = g_data_input_stream_new (g_subprocess_get_stderr_pipe (self->process));
  g_data_input_stream_read_line_async (self->output, G_PRIORITY_DEFAULT, NULL, output_line_cb,
                                       g_object_ref (self));
  g_data_input_stream_read_line_async (self->log, G_PRIORITY_DEFAULT, NULL, log_line_cb,
                                       g_object_ref (self));
  g_subprocess_wait_async (self->process, NULL, waited_cb, g_object_ref (self));
}

static void
spawn (AppServerProcess *self)
{
  g_autofree char *program = app_server_program_find ();
  g_autoptr (GError) error = NULL;

  self->started = g_get_monotonic_time ();
  if (program != NULL)
    self->process = launch (self, program, &error);
  else
    g_set_error_literal (&error, APP_ERROR, APP_ERROR_SERVER_PROCESS,
                         _ ("The program landline-server is not installed."));
  if (self->process == NULL)
    {
      set_state (self, APP_SERVER_PROCESS_STOPPED, NULL, error->message);
      answer_start (self, error->message);
      return;
    }
  set_state (self, APP_SERVER_PROCESS_STARTING, NULL, NULL);
  self->timer = g_timeout_add_seconds (START_TIMEOUT, kill_cb, self);
  watch (self);
}

static void
app_server_process_dispose (GObject *object)
{
  AppServerProcess *self = APP_SERVER_PROCESS (object);

  if (self->process != NULL)
    g_subprocess_send_signal (self->process, SIGTERM);
  forget_process (self);
  G_OBJECT_CLASS (app_server_process_parent_class)->dispose (object);
}

static void
app_server_process_finalize (GObject *object)
{
  AppServerProcess *self = APP_SERVER_PROCESS (object);

  g_clear_pointer (&self->data_folder, g_free);
  g_clear_pointer (&self->last_line, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->error, g_free);
  G_OBJECT_CLASS (app_server_process_parent_class)->finalize (object);
}

static void
app_server_process_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppServerProcess *self = APP_SERVER_PROCESS (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    case PROP_ON_NETWORK:
      g_value_set_boolean (value, self->on_network);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_server_process_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ON_NETWORK:
      app_server_process_set_on_network (APP_SERVER_PROCESS (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_server_process_class_init (AppServerProcessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = app_server_process_dispose;
  object_class->finalize = app_server_process_finalize;
  object_class->get_property = app_server_process_get_property;
  object_class->set_property = app_server_process_set_property;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, APP_TYPE_SERVER_PROCESS_STATE,
                                              APP_SERVER_PROCESS_STOPPED, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  properties[PROP_ON_NETWORK] = g_param_spec_boolean ("on-network", NULL, NULL, FALSE,
                                                      flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_server_process_init (AppServerProcess *self)
{
  self->back_off = (AppBackOff) APP_BACK_OFF_INIT;
}

/**
 * app_server_process_new:
 * @data_folder: where the server keeps its data
 *
 * Returns: (transfer full): a server that does not run
 */
AppServerProcess *
app_server_process_new (const char *data_folder)
{
  AppServerProcess *self;

  g_return_val_if_fail (data_folder != NULL, NULL);

  self = g_object_new (APP_TYPE_SERVER_PROCESS, NULL);
  self->data_folder = g_strdup (data_folder);
  return self;
}

AppServerProcessState
app_server_process_get_state (AppServerProcess *self)
{
  g_return_val_if_fail (APP_IS_SERVER_PROCESS (self), APP_SERVER_PROCESS_STOPPED);

  return self->state;
}

const char *
app_server_process_get_address (AppServerProcess *self)
{
  g_return_val_if_fail (APP_IS_SERVER_PROCESS (self), NULL);

  return self->address;
}

const char *
app_server_process_get_error (AppServerProcess *self)
{
  g_return_val_if_fail (APP_IS_SERVER_PROCESS (self), NULL);

  return self->error;
}

const char *
app_server_process_get_data_folder (AppServerProcess *self)
{
  g_return_val_if_fail (APP_IS_SERVER_PROCESS (self), NULL);

  return self->data_folder;
}

gboolean
app_server_process_get_on_network (AppServerProcess *self)
{
  g_return_val_if_fail (APP_IS_SERVER_PROCESS (self), FALSE);

  return self->on_network;
}

/**
 * app_server_process_get_network_port:
 * @self: a server
 *
 * Returns: where others on the network reach it, 0 while they do not
 */
guint
app_server_process_get_network_port (AppServerProcess *self)
{
  g_return_val_if_fail (APP_IS_SERVER_PROCESS (self), 0);

  return self->network_port;
}

/**
 * app_server_process_set_on_network:
 * @self: a server
 * @on_network: whether others on the network can reach it
 *
 * One that runs is started anew for that: it commits what it has, and its clients are back at once.
 */
void
app_server_process_set_on_network (AppServerProcess *self, gboolean on_network)
{
  g_return_if_fail (APP_IS_SERVER_PROCESS (self));

  on_network = !!on_network;
  if (self->on_network == on_network)
    return;
  self->on_network = on_network;
  if (self->process != NULL && self->stop_tasks == NULL)
    {
      self->starts_anew = TRUE;
      set_state (self, APP_SERVER_PROCESS_WAITING, NULL, NULL);
      g_clear_handle_id (&self->timer, g_source_remove);
      g_subprocess_send_signal (self->process, SIGTERM);
      self->timer = g_timeout_add_seconds (STOP_TIMEOUT, kill_cb, self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ON_NETWORK]);
}

/**
 * app_server_process_get_pid:
 * @self: a server
 *
 * Returns: (nullable): the process id as a string, while it runs
 */
const char *
app_server_process_get_pid (AppServerProcess *self)
{
  g_return_val_if_fail (APP_IS_SERVER_PROCESS (self), NULL);

  return self->process != NULL ? g_subprocess_get_identifier (self->process) : NULL;
}

void
app_server_process_start_async (AppServerProcess *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (APP_IS_SERVER_PROCESS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_server_process_start_async);
  if (self->state == APP_SERVER_PROCESS_RUNNING)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->start_task != NULL)
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_PENDING,
                                       _ ("The server is being started already."));
      return;
    }
  self->start_task = g_steal_pointer (&task);
  if (self->state == APP_SERVER_PROCESS_STARTING)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  spawn (self);
}

gboolean
app_server_process_start_finish (AppServerProcess *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * app_server_process_stop_async:
 * @self: a server
 * @cancellable: (nullable): to stop waiting
 * @callback: called once the process is gone
 * @user_data: for @callback
 *
 * Asks the server to end: it commits what it has. One that does not end in time is killed.
 */
void
app_server_process_stop_async (AppServerProcess *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SERVER_PROCESS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_server_process_stop_async);
  self->stop_tasks = g_list_append (self->stop_tasks, task);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->process == NULL)
    {
      set_state (self, APP_SERVER_PROCESS_STOPPED, NULL, NULL);
      answer_stop (self);
      return;
    }
  g_subprocess_send_signal (self->process, SIGTERM);
  self->timer = g_timeout_add_seconds (STOP_TIMEOUT, kill_cb, self);
}

gboolean
app_server_process_stop_finish (AppServerProcess *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
