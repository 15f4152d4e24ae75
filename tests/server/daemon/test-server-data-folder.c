/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server-daemon.h"
#include "server-data-folder.h"

/* The folder of data: one server at a time, in a place that it can use; and what a server says that
 * cannot begin. */

typedef struct
{
  char *folder;
  char *data;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("landline-data-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->data = g_build_filename (fixture->folder, "some", "where", NULL);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_assert_cmpint (g_unlink (child), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->data);
}

static void
assert_refused (const char *path, int code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ServerDataFolder) folder = server_data_folder_open (path, &error);

  g_assert_null (folder);
  g_assert_error (error, G_IO_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, part));
}

/* Made with its parents, for its owner alone. */
static void
test_made (Fixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->data);
  g_autofree char *lock = g_build_filename (fixture->data, "lock", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ServerDataFolder) folder = server_data_folder_open (fixture->data, &error);
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_nonnull (folder);
  g_assert_cmpint (g_stat (fixture->data, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0077, ==, 0);
  g_assert_cmpint (g_stat (parent, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0077, ==, 0);
  g_assert_cmpint (g_stat (lock, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0077, ==, 0);
}

/* One at a time, and the next when the first has let go; what was in it is left alone. */
static void
test_one_at_a_time (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->data, "file", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  ServerDataFolder *first = server_data_folder_open (fixture->data, &error);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (file, "mine", -1, NULL));
  assert_refused (fixture->data, G_IO_ERROR_BUSY, "Another server");
  assert_refused (fixture->data, G_IO_ERROR_BUSY, "Another server");
  server_data_folder_close (first);

  for (guint i = 0; i < 3; i++)
    {
      ServerDataFolder *next = server_data_folder_open (fixture->data, &error);

      g_assert_no_error (error);
      server_data_folder_close (next);
    }
  g_assert_true (g_file_get_contents (file, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "mine");
}

/* By another name it is the same folder. */
static void
test_by_a_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ServerDataFolder) first = server_data_folder_open (fixture->data, &error);

  g_assert_no_error (error);
  g_assert_cmpint (symlink (fixture->data, link), ==, 0);
  assert_refused (link, G_IO_ERROR_BUSY, "Another server");
}

/* Two folders are two servers. */
static void
test_two_folders (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other_path = g_build_filename (fixture->folder, "other", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ServerDataFolder) first = server_data_folder_open (fixture->data, &error);
  g_autoptr (ServerDataFolder) second = server_data_folder_open (other_path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (first);
  g_assert_nonnull (second);
}

/* A lock that a server left behind that was killed holds nobody up. */
static void
test_left_behind (Fixture *fixture, gconstpointer data)
{
  g_autofree char *lock = g_build_filename (fixture->data, "lock", NULL);
  g_autoptr (ServerDataFolder) folder = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->data, 0700), ==, 0);
  g_assert_true (g_file_set_contents (lock, "4711\n", -1, NULL));
  folder = server_data_folder_open (fixture->data, &error);
  g_assert_no_error (error);
  g_assert_nonnull (folder);
}

static void
test_unusable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "data", NULL);
  g_autofree char *lock = g_build_filename (fixture->data, "lock", NULL);

  g_assert_true (g_file_set_contents (file, "", -1, NULL));
  assert_refused (below, G_IO_ERROR_NOT_DIRECTORY, "Cannot make the data folder");

  g_assert_cmpint (g_mkdir_with_parents (lock, 0700), ==, 0);
  assert_refused (fixture->data, G_IO_ERROR_IS_DIRECTORY, "Cannot use the data folder");
}

static void
put (Fixture *fixture, const char *name, const char *contents)
{
  g_autofree char *path = g_build_filename (fixture->data, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

static void
assert_holds (Fixture *fixture, const char *name, const char *expected)
{
  g_autofree char *path = g_build_filename (fixture->data, name, NULL);
  g_autofree char *contents = NULL;

  g_file_get_contents (path, &contents, NULL, NULL);
  g_assert_cmpstr (contents, ==, expected);
}

static void
assert_gone (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->data, name, NULL);

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
put_old (Fixture *fixture)
{
  put (fixture, "landline.db", "old");
  put (fixture, "landline.db-wal", "old");
  put (fixture, "landline.db-shm", "old");
  put (fixture, "identity.pem", "old");
  put (fixture, "media/m_old", "old");
  put (fixture, "landline-server.conf", "mine");
}

static void
assert_new (Fixture *fixture)
{
  assert_holds (fixture, "landline.db", "new");
  assert_holds (fixture, "identity.pem", "new");
  assert_holds (fixture, "media/m_new", "new");
  assert_holds (fixture, "landline-server.conf", "mine");
  assert_gone (fixture, "landline.db-wal");
  assert_gone (fixture, "landline.db-shm");
  assert_gone (fixture, "media/m_old");
  assert_gone (fixture, "restore.part");
  assert_gone (fixture, "restore.whole");
  assert_gone (fixture, "restore.old");
}

static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ServerDataFolder) folder = server_data_folder_open (fixture->data, &error);
  g_autofree char *part = NULL;

  g_assert_no_error (error);
  put_old (fixture);
  put (fixture, "restore.part/rest", "of one that was interrupted");
  part = server_data_folder_begin_replacement (folder, &error);
  g_assert_no_error (error);
  g_assert_nonnull (part);
  assert_gone (fixture, "restore.part/rest");
  put (fixture, "restore.part/landline.db", "half");
  server_data_folder_abandon_replacement (folder);
  assert_gone (fixture, "restore.part");
  assert_holds (fixture, "landline.db", "old");
  assert_holds (fixture, "landline.db-wal", "old");

  g_free (g_steal_pointer (&part));
  part = server_data_folder_begin_replacement (folder, &error);
  g_assert_no_error (error);
  put (fixture, "restore.part/landline.db", "new");
  put (fixture, "restore.part/identity.pem", "new");
  put (fixture, "restore.part/media/m_new", "new");
  g_assert_true (server_data_folder_replace (folder, &error));
  g_assert_no_error (error);
  assert_new (fixture);
}

static void
move (Fixture *fixture, const char *from, const char *to)
{
  g_autofree char *old_path = g_build_filename (fixture->data, from, NULL);
  g_autofree char *new_path = g_build_filename (fixture->data, to, NULL);
  g_autofree char *parent = g_path_get_dirname (new_path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_cmpint (g_rename (old_path, new_path), ==, 0);
}

/* Wherever the power went, the next to open the folder has the new data, all of it. */
static void
test_replaced_later (Fixture *fixture, gconstpointer data)
{
  static const char *const moves[][2] = {
    { "landline.db-wal", "restore.old/landline.db-wal" },
    { "landline.db-shm", "restore.old/landline.db-shm" },
    { "landline.db", "restore.old/landline.db" },
    { "restore.whole/landline.db", "landline.db" },
    { "identity.pem", "restore.old/identity.pem" },
    { "restore.whole/identity.pem", "identity.pem" },
    { "media", "restore.old/media" },
    { "restore.whole/media", "media" },
  };

  for (guint n_done = 0; n_done <= G_N_ELEMENTS (moves); n_done++)
    {
      g_autoptr (ServerDataFolder) folder = NULL;
      g_autoptr (GError) error = NULL;

      put_old (fixture);
      put (fixture, "restore.whole/landline.db", "new");
      put (fixture, "restore.whole/identity.pem", "new");
      put (fixture, "restore.whole/media/m_new", "new");
      for (guint i = 0; i < n_done; i++)
        move (fixture, moves[i][0], moves[i][1]);
      folder = server_data_folder_open (fixture->data, &error);
      g_assert_no_error (error);
      g_assert_nonnull (folder);
      assert_new (fixture);
      remove_tree (fixture->data);
    }
}

/* What was not whole yet is no data, and takes no space any longer than needed. */
static void
test_not_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerDataFolder) folder = NULL;
  g_autoptr (GError) error = NULL;

  put_old (fixture);
  put (fixture, "restore.part/landline.db", "half");
  put (fixture, "restore.part/media/m_new", "new");
  folder = server_data_folder_open (fixture->data, &error);
  g_assert_no_error (error);
  assert_holds (fixture, "landline.db", "old");
  assert_holds (fixture, "landline.db-wal", "old");
  assert_holds (fixture, "media/m_old", "old");
  assert_gone (fixture, "restore.part");
}

/* A server that cannot begin says why, and takes everything back: the next one can. */
static ServerConfig *
new_config (Fixture *fixture)
{
  ServerConfig *config = server_config_new ();
  g_autoptr (GError) error = NULL;

  server_config_set_data_folder (config, fixture->data);
  server_config_set_plaintext (config, TRUE);
  server_config_add_address (config, "127.0.0.1:0", &error);
  g_assert_no_error (error);
  return config;
}

static void
assert_opens (ServerConfig *config)
{
  ServerDaemon *daemon = server_daemon_new (config);
  g_autoptr (GError) error = NULL;

  g_assert_true (server_daemon_open (daemon, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (daemon);
}

static void
assert_does_not_open (ServerConfig *config, const char *part)
{
  ServerDaemon *daemon = server_daemon_new (config);
  g_autoptr (GError) error = NULL;

  g_assert_false (server_daemon_open (daemon, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_finalize_object (daemon);
}

static void
test_daemon_beside_another (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerConfig) config = new_config (fixture);
  ServerDaemon *first = server_daemon_new (config);
  g_autoptr (GError) error = NULL;

  g_assert_true (server_daemon_open (first, &error));
  g_assert_no_error (error);
  assert_does_not_open (config, "Another server");
  g_assert_finalize_object (first);
  assert_opens (config);
}

static void
test_daemon_without_port (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (ServerConfig) config = new_config (fixture);
  g_autoptr (ServerConfig) other = new_config (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) taken = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_socket_listener_add_address (listener, wanted, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_TCP, NULL, &taken, &error));
  g_assert_no_error (error);
  text = g_strdup_printf ("127.0.0.1:%u",
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (taken)));
  g_assert_true (server_config_add_address (config, text, &error));
  assert_does_not_open (config, text);

  /* The folder and the first port are free again. */
  assert_opens (other);
}

static void
test_daemon_with_damaged_files (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "landline.db", "identity.pem" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (ServerConfig) config = new_config (fixture);
      g_autofree char *path = g_build_filename (fixture->data, names[i], NULL);
      g_autofree char *text = g_strnfill (8192, 'n');

      g_assert_cmpint (g_mkdir_with_parents (fixture->data, 0700), ==, 0);
      g_assert_true (g_file_set_contents (path, text, -1, NULL));
      assert_does_not_open (config, names[i]);

      /* It was not put right by throwing it away. */
      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
      g_assert_cmpint (g_unlink (path), ==, 0);
      assert_opens (config);
      remove_tree (fixture->data);
    }
}

static void
test_daemon_with_media_in_the_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerConfig) config = new_config (fixture);
  g_autofree char *media = server_config_dup_media_folder (config);

  g_assert_cmpint (g_mkdir_with_parents (fixture->data, 0700), ==, 0);
  g_assert_true (g_file_set_contents (media, "in the way", -1, NULL));
  assert_does_not_open (config, media);
  g_assert_cmpint (g_unlink (media), ==, 0);
  assert_opens (config);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/server/data-folder/made", test_made);
  ADD ("/server/data-folder/one-at-a-time", test_one_at_a_time);
  ADD ("/server/data-folder/by-a-link", test_by_a_link);
  ADD ("/server/data-folder/two-folders", test_two_folders);
  ADD ("/server/data-folder/left-behind", test_left_behind);
  ADD ("/server/data-folder/unusable", test_unusable);
  ADD ("/server/data-folder/replaced", test_replaced);
  ADD ("/server/data-folder/replaced-later", test_replaced_later);
  ADD ("/server/data-folder/not-replaced", test_not_replaced);
  ADD ("/server/daemon/beside-another", test_daemon_beside_another);
  ADD ("/server/daemon/without-port", test_daemon_without_port);
  ADD ("/server/daemon/with-damaged-files", test_daemon_with_damaged_files);
  ADD ("/server/daemon/with-media-in-the-way", test_daemon_with_media_in_the_way);

  return g_test_run ();
}
