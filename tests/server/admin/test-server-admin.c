/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "landline-error.h"
#include "server-auth.h"
#include "store-fixture.h"

/* The commands as a person types them, beside a store that is open: this process is the running
 * server. */

#define ALICE "+15550101"
#define BOB   "+15550102"

static const char *program;

/* Returns: what it printed; %NULL when it failed, with what it complained about in @complaint */
static char *
run (StoreFixture *fixture, const char *words, char **complaint)
{
  g_autofree char *line = g_strdup_printf ("%s %s --data %s", program, words, fixture->folder);
  g_auto (GStrv) arguments = g_strsplit (line, " ", -1);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  process = g_subprocess_newv ((const char *const *) arguments,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, complaint, &error));
  return g_subprocess_get_successful (process) ? g_steal_pointer (&output) : NULL;
}

static void
assert_prints (StoreFixture *fixture, const char *words, const char *part)
{
  g_autofree char *output = run (fixture, words, NULL);

  g_assert_nonnull (output);
  if (strstr (output, part) == NULL)
    g_error ("“%s” is not in what “%s” prints: %s", part, words, output);
}

static void
assert_refuses (StoreFixture *fixture, const char *words, const char *part)
{
  g_autofree char *complaint = NULL;
  g_autofree char *output = run (fixture, words, &complaint);

  g_assert_null (output);
  g_assert_true (g_str_has_prefix (complaint, "landline-server: "));
  if (strstr (complaint, part) == NULL)
    g_error ("“%s” is not in what “%s” complains of: %s", part, words, complaint);
}

static gboolean
join (ServerAuth *auth, const char *number, const char *link, GError **error)
{
  g_autoptr (GHashTable) parameters = g_uri_parse_params (strchr (link, '?') + 1, -1, "&",
                                                          G_URI_PARAMS_NONE, NULL);
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;
  g_auto (StoreAnswer) answer = { NULL };
  LandlineRegisterRequest request = {
    .invite = g_hash_table_lookup (parameters, "invite"),
    .phone = (char *) number,
    .name = (char *) "Guest",
  };

  server_auth_register_async (auth, &request, NULL, store_answer_cb, &answer);
  return server_auth_register_finish (auth, store_answer_wait (&answer), &registration, error);
}

static void
test_invite (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAuth) auth = server_auth_new (fixture->store, SERVER_POLICY_INVITE);
  g_autofree char *addresses = g_build_filename (fixture->folder, "addresses", NULL);
  g_autofree char *link = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (addresses, "http://127.0.0.1:4711\n", -1, NULL));
  link = run (fixture, "invite --number " ALICE " --expires 2h", NULL);
  g_assert_nonnull (link);
  g_strchomp (link);
  g_assert_true (g_str_has_prefix (link, "landline://join?name="));
  g_assert_nonnull (strstr (link, "&address=127.0.0.1:4711&invite="));
  g_assert_null (strstr (link, "key="));

  g_assert_false (join (auth, BOB, link, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  g_assert_true (join (auth, ALICE, link, &error));
  g_assert_no_error (error);
}

/* With TLS the link names the server's key. */
static void
test_key (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *addresses = g_build_filename (fixture->folder, "addresses", NULL);
  g_autofree char *link = NULL;

  g_assert_true (g_file_set_contents (addresses, "https://192.0.2.1:5263\n", -1, NULL));
  assert_prints (fixture, "invite", "&address=192.0.2.1:5263&key=sha256-");
  link = run (fixture, "invite address", NULL);
  g_assert_nonnull (strstr (link, "&address=192.0.2.1:5263&key=sha256-"));
  g_assert_null (strstr (link, "invite="));
  /* Who runs it inside of an app has an address of their own besides, which is no one else's. */
  g_assert_true (
      g_file_set_contents (addresses, "http://127.0.0.1:4711\nhttps://192.0.2.1:5263\n", -1, NULL));
  assert_prints (fixture, "invite", "&address=192.0.2.1:5263&key=sha256-");
}

/* The fingerprint that invitations name, and its first half as the app writes it. */
static void
test_fingerprint (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "identity.pem", NULL);
  g_autofree char *addresses = g_build_filename (fixture->folder, "addresses", NULL);
  g_autofree char *link = NULL;
  g_autofree char *base64 = NULL;
  g_autofree char *line = NULL;
  g_autofree guchar *bytes = NULL;
  g_autoptr (GString) groups = g_string_new ("To compare     ");
  gsize length;

  /* Nobody has met the server yet. To ask does not make a key. */
  assert_refuses (fixture, "key", "identity.pem is not there");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  g_assert_true (g_file_set_contents (addresses, "https://192.0.2.1:5263\n", -1, NULL));
  link = run (fixture, "invite address", NULL);
  g_assert_nonnull (link);
  g_strchomp (link);
  base64 = g_strconcat (strstr (link, "&key=sha256-") + strlen ("&key=sha256-"), "=", NULL);
  line = g_strdup_printf ("Key             sha256-%.43s\n", base64);
  assert_prints (fixture, "key", line);

  g_strdelimit (base64, "-", '+');
  g_strdelimit (base64, "_", '/');
  bytes = g_base64_decode (base64, &length);
  g_assert_cmpuint (length, ==, 32);
  for (guint i = 0; i < 16; i += 2)
    g_string_append_printf (groups, " %02x%02x", bytes[i], bytes[i + 1]);
  g_string_append_c (groups, '\n');
  assert_prints (fixture, "key", groups->str);

  g_assert_true (g_file_set_contents (path, "no key\n", -1, NULL));
  assert_refuses (fixture, "key", "identity.pem: ");
}

static void
test_invites (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *list = NULL;
  g_autofree char *revoke = NULL;
  const char *id;

  assert_prints (fixture, "invite --uses 3 --expires never", "&invite=");
  list = run (fixture, "invite list", NULL);
  g_assert_nonnull (strstr (list, "0 of 3"));
  g_assert_nonnull (strstr (list, "never"));
  id = strstr (list, "i_");
  revoke = g_strdup_printf ("invite revoke %.*s", (int) strcspn (id, " "), id);
  assert_prints (fixture, revoke, "");
  assert_refuses (fixture, revoke, "No invitation");
}

static void
test_bad_words (StoreFixture *fixture, gconstpointer data)
{
  assert_refuses (fixture, "invite --uses 0", "--uses is 1 to");
  assert_refuses (fixture, "invite --uses 99999999", "--uses is 1 to");
  assert_refuses (fixture, "invite --expires 5x", "--expires");
  assert_refuses (fixture, "invite --expires 99999999d", "--expires");
  assert_refuses (fixture, "invite --number 1", "--number");
  assert_refuses (fixture, "invite something", "invite list");
  assert_refuses (fixture, "users something", "users rename NUMBER NAME");
  assert_refuses (fixture, "devices " ALICE, "No user");
  assert_refuses (fixture, "devices " ALICE " revoke d_none", "No device");
  assert_refuses (fixture, "media --config /nonexistent.conf", "/nonexistent.conf");
}

static void
test_lists (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "B\033[31mob");
  g_autoptr (LandlineMedia) media = store_add_media (fixture->store, alice, "plan.txt");
  g_autofree char *users = NULL;

  assert_prints (fixture, "users", ALICE);
  users = run (fixture, "users", NULL);
  g_assert_null (strchr (users, '\033'));
  assert_prints (fixture, "devices", server_account_get_device_id (bob));
  assert_prints (fixture, "devices " ALICE, server_account_get_device_id (alice));
  assert_prints (fixture, "media list", "plan.txt");
  assert_prints (fixture, "status", "People          2");
  assert_prints (fixture, "status", "Integrity       ok");
}

static void
test_groups (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "B\033[31mob");
  g_autoptr (LandlineConversation) trip = store_add_group (fixture->store, alice, "Trip", BOB);
  g_autoptr (LandlineConversation) alone = store_add_group (fixture->store, bob, "Al\033one", BOB);
  g_autofree char *all = NULL;
  g_autofree char *one = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *words = g_strconcat ("groups ", landline_conversation_get_id (trip), NULL);
  g_autoptr (GError) error = NULL;

  /* A conversation of two is no group. */
  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "secret", NULL, &error));
  for (guint i = 0; i < 3; i++)
    g_assert_true (store_send (fixture->store, bob, NULL, landline_conversation_get_id (trip),
                               "secret", NULL, &error));
  all = run (fixture, "groups", NULL);
  g_assert_nonnull (all);
  g_assert_nonnull (strstr (all, landline_conversation_get_id (trip)));
  g_assert_nonnull (strstr (all, landline_conversation_get_id (alone)));
  g_assert_nonnull (g_strrstr (all, " Trip                           2        3 "));
  g_assert_nonnull (g_strrstr (all, " Al?one                         1        0 "));
  g_assert_null (strchr (all, '\033'));
  g_assert_null (strstr (all, "secret"));
  lines = g_strsplit (all, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);

  one = run (fixture, words, NULL);
  g_assert_nonnull (one);
  g_assert_nonnull (strstr (one, ALICE "         Alice                    yes\n"));
  g_assert_nonnull (strstr (one, BOB "         B?[31mob"));
  g_assert_null (strchr (one, '\033'));
  assert_prints (fixture, "groups list", all);
  assert_refuses (fixture, "groups c_none", "No group c_none");
  assert_refuses (fixture, "groups one two", "groups GROUP");
}

static char *
put_file (StoreFixture *fixture, const char *name)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "media", NULL);
  char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "1234", -1, NULL));
  return path;
}

/* Rows without a file, and files without a row. */
static void
test_orphans (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (LandlineMedia) kept = store_add_media (fixture->store, alice, "kept.txt");
  g_autoptr (LandlineMedia) missing = store_add_media (fixture->store, alice, "missing.txt");
  g_autofree char *kept_path = put_file (fixture, landline_media_get_id (kept));
  g_autofree char *orphan_path = put_file (fixture, "m_orphan");
  g_autofree char *foreign_path = put_file (fixture, "notes.txt");
  g_autofree char *folder = g_path_get_dirname (kept_path);
  g_autofree char *orphans = run (fixture, "media orphans", NULL);
  g_autofree char *uses = run (fixture, "media --by-user", NULL);
  g_autofree char *line = g_strconcat ("Missing:    ", landline_media_get_id (missing), NULL);

  g_assert_nonnull (strstr (orphans, line));
  g_assert_nonnull (strstr (orphans, "missing.txt"));
  g_assert_nonnull (strstr (orphans, "1 files that are missing"));
  g_assert_nonnull (strstr (orphans, "Not needed: m_orphan"));
  g_assert_nonnull (strstr (orphans, "1 files that nobody needs (4 bytes)"));
  g_assert_null (strstr (orphans, landline_media_get_id (kept)));
  g_assert_nonnull (strstr (uses, ALICE));
  g_assert_null (strstr (uses, "m_orphan"));
  assert_refuses (fixture, "media --remove", "media orphans");
  assert_refuses (fixture, "media list --remove", "media orphans");
  g_assert_true (g_file_test (orphan_path, G_FILE_TEST_EXISTS));

  assert_prints (fixture, "media orphans --remove", "Removed:    m_orphan");
  g_assert_false (g_file_test (orphan_path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (foreign_path, G_FILE_TEST_EXISTS));
  assert_prints (fixture, "media orphans --remove", "0 files that nobody needs");
  assert_prints (fixture, "media list", "missing.txt");
  g_assert_cmpint (g_remove (kept_path), ==, 0);
  g_assert_cmpint (g_remove (foreign_path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Only where somebody says that they mean it. */
static void
test_delete (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (LandlineMedia) plan = store_add_media (fixture->store, bob, "plan.txt");
  g_autoptr (GError) error = NULL;
  g_autofree char *users = NULL;
  g_autofree char *media = NULL;

  g_assert_nonnull (plan);
  assert_refuses (fixture, "users delete " BOB, "--yes");
  assert_prints (fixture, "users", BOB);
  assert_prints (fixture, "users delete " BOB " --yes", "");
  assert_refuses (fixture, "users delete " BOB " --yes", "No user " BOB);
  assert_refuses (fixture, "users delete " BOB, "No user " BOB);
  users = run (fixture, "users", NULL);
  g_assert_null (strstr (users, BOB));
  g_assert_null (strstr (users, "ormer"));
  media = run (fixture, "media list", NULL);
  g_assert_null (strstr (media, "plan.txt"));
  g_assert_false (store_send (fixture->store, bob, NULL, ALICE, "x", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
}

/* The running server hears of it: what the device sends is refused. */
static void
test_revoke (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autofree char *words = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (store_send (fixture->store, alice, NULL, ALICE, "Note", NULL, &error));
  words = g_strdup_printf ("devices %s revoke %s", ALICE, server_account_get_device_id (alice));
  output = run (fixture, words, NULL);
  g_assert_nonnull (output);
  g_assert_false (store_send (fixture->store, alice, NULL, ALICE, "Note", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
}

static void
test_help (StoreFixture *fixture, gconstpointer data)
{
  assert_prints (fixture, "--help", "invite");
  assert_prints (fixture, "invite --help", "--expires");
  assert_prints (fixture, "status --help", "--data");
}

static void
add (const char *name, void (*test) (StoreFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/admin/", name, NULL);

  g_test_add (path, StoreFixture, store_fixture_open_sqlite, store_fixture_set_up, test,
              store_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];
  add ("invite", test_invite);
  add ("key", test_key);
  add ("fingerprint", test_fingerprint);
  add ("invites", test_invites);
  add ("bad-words", test_bad_words);
  add ("lists", test_lists);
  add ("groups", test_groups);
  add ("orphans", test_orphans);
  add ("delete", test_delete);
  add ("revoke", test_revoke);
  add ("help", test_help);
  return g_test_run ();
}
