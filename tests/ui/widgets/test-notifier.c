/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "account-fixture.h"
#include "app-notifier.h"
#include "landline-id.h"

typedef struct
{
  AccountFixture account;
  GApplication *application;
  AppNotifier *notifier;
  AppChat *grace;
  AppChat *edsger;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  static const AccountLine lines[] = { { "102", "Hello" } };
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture->account);
  account_fixture_add_user (&fixture->account, "102", "Grace");
  account_fixture_add_user (&fixture->account, "103", "Edsger");
  account_fixture_add_direct (&fixture->account, "c_1", "102", lines, 1, 0);
  account_fixture_add_direct (&fixture->account, "c_2", "103", lines, 1, 0);
  fixture->grace = account_fixture_wait_for_chat (&fixture->account, "c_1");
  fixture->edsger = account_fixture_wait_for_chat (&fixture->account, "c_2");
  fixture->application = g_application_new ("im.landline.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (fixture->application, NULL, &error);
  g_assert_no_error (error);
  fixture->notifier = app_notifier_new (fixture->application, fixture->account.chats);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_assert_finalize_object (fixture->notifier);
  g_assert_finalize_object (fixture->application);
  account_fixture_tear_down (&fixture->account);
}

static void
come_in (Fixture *fixture, AppChat *chat, const char *sender)
{
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineContent) content = landline_content_new_text ("A message");
  g_autoptr (LandlineMessage) message = landline_message_new (id, sender,
                                                              app_chat_get_conversation_id (chat),
                                                              2, 1767268800000, content, NULL);

  g_signal_emit_by_name (fixture->account.session, "incoming", app_chat_get_key (chat), message);
}

static gboolean
is_read (gpointer user_data)
{
  return app_chat_get_unread (user_data) == 0;
}

/* One for each chat, withdrawn when the chat was read. */
static void
test_withdraw (Fixture *fixture, gconstpointer user_data)
{
  come_in (fixture, fixture->grace, "102");
  come_in (fixture, fixture->grace, "102");
  g_assert_cmpuint (app_notifier_get_n_shown (fixture->notifier), ==, 1);
  come_in (fixture, fixture->edsger, "103");
  g_assert_cmpuint (app_notifier_get_n_shown (fixture->notifier), ==, 2);
  app_session_mark_read (fixture->account.session, app_chat_get_key (fixture->grace), 1);
  ui_spin_until (is_read, fixture->grace);
  g_assert_cmpuint (app_notifier_get_n_shown (fixture->notifier), ==, 1);
}

static void
test_seen (Fixture *fixture, gconstpointer user_data)
{
  app_notifier_set_seen_chat (fixture->notifier, fixture->grace);
  come_in (fixture, fixture->grace, "102");
  g_assert_cmpuint (app_notifier_get_n_shown (fixture->notifier), ==, 0);
  come_in (fixture, fixture->edsger, "103");
  g_assert_cmpuint (app_notifier_get_n_shown (fixture->notifier), ==, 1);
  app_notifier_set_seen_chat (fixture->notifier, fixture->edsger);
  g_assert_cmpuint (app_notifier_get_n_shown (fixture->notifier), ==, 0);
}

static void
test_disabled (Fixture *fixture, gconstpointer user_data)
{
  app_notifier_set_enabled (fixture->notifier, FALSE);
  come_in (fixture, fixture->grace, "102");
  g_assert_cmpuint (app_notifier_get_n_shown (fixture->notifier), ==, 0);
  app_notifier_set_enabled (fixture->notifier, TRUE);
  come_in (fixture, fixture->grace, "102");
  g_assert_cmpuint (app_notifier_get_n_shown (fixture->notifier), ==, 1);
}

/* The first message of somebody new is told of before its chat is in the list. */
static void
test_somebody_new (Fixture *fixture, gconstpointer user_data)
{
  static const AccountLine lines[] = { { "104", "A message" } };
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineContent) content = landline_content_new_text ("A message");
  g_autoptr (LandlineMessage) message = landline_message_new (id, "104", "c_3", 1, 1767268800000,
                                                              content, NULL);

  g_signal_emit_by_name (fixture->account.session, "incoming", G_GINT64_CONSTANT (4711), message);
  g_assert_cmpuint (app_notifier_get_n_shown (fixture->notifier), ==, 0);
  account_fixture_add_direct (&fixture->account, "c_3", "104", lines, 1, 0);
  account_fixture_wait_for_chat (&fixture->account, "c_3");
  g_assert_cmpuint (app_notifier_get_n_shown (fixture->notifier), ==, 1);
}

/* By the time that its chat is in the list it was read, on another device. */
static void
test_read_before_listed (Fixture *fixture, gconstpointer user_data)
{
  static const AccountLine lines[] = { { "104", "A message" } };
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineContent) content = landline_content_new_text ("A message");
  g_autoptr (LandlineMessage) message = landline_message_new (id, "104", "c_3", 1, 1767268800000,
                                                              content, NULL);

  g_signal_emit_by_name (fixture->account.session, "incoming", G_GINT64_CONSTANT (4711), message);
  account_fixture_add_direct (&fixture->account, "c_3", "104", lines, 1, 1);
  account_fixture_wait_for_chat (&fixture->account, "c_3");
  g_assert_cmpuint (app_notifier_get_n_shown (fixture->notifier), ==, 0);
}

static gboolean
shows_nothing (gpointer user_data)
{
  return app_notifier_get_n_shown (user_data) == 0;
}

/* A chat that became another one takes its notification with it. */
static void
test_moved (Fixture *fixture, gconstpointer user_data)
{
  static const AccountLine lines[] = { { "104", "A message" } };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AppChat) begun = NULL;
  gpointer unknown;

  account_fixture_add_incoming (&fixture->account, "c_3", "104", 1, "A message");
  unknown = account_fixture_wait_for_chat (&fixture->account, "c_3");
  come_in (fixture, unknown, "104");
  g_assert_cmpuint (app_notifier_get_n_shown (fixture->notifier), ==, 1);
  app_chat_list_ensure_user_async (fixture->account.chats, "104", NULL, account_fixture_store,
                                   &result);
  ui_spin_until (account_fixture_is_set, &result);
  begun = app_chat_list_ensure_user_finish (fixture->account.chats, result, NULL);
  account_fixture_add_direct (&fixture->account, "c_3", "104", lines, 0, 0);
  ui_spin_until (shows_nothing, fixture->notifier);
}

static gboolean
is_named (gpointer user_data)
{
  Fixture *fixture = user_data;

  return g_strcmp0 (app_notifier_get_shown (fixture->notifier, fixture->grace, NULL),
                    "Grace Hopper") == 0;
}

/* The name comes after the first message: the notification that is there takes it. */
static void
test_named_later (Fixture *fixture, gconstpointer user_data)
{
  const char *body;

  come_in (fixture, fixture->grace, "102");
  g_assert_cmpstr (app_notifier_get_shown (fixture->notifier, fixture->grace, &body), ==, "Grace");
  g_assert_cmpstr (body, ==, "A message");
  account_fixture_add_user (&fixture->account, "102", "Grace Hopper");
  ui_spin_until (is_named, fixture);
  app_notifier_get_shown (fixture->notifier, fixture->grace, &body);
  g_assert_cmpstr (body, ==, "A message");
}

static gboolean
shows_one (gpointer user_data)
{
  return app_notifier_get_n_shown (user_data) == 1;
}

/* In a group it says who wrote. */
static void
test_group (Fixture *fixture, gconstpointer user_data)
{
  static const AccountLine lines[] = { { "102", "Hello" } };
  static const char *const members[] = { "102", "103", NULL };
  AppChat *group;
  const char *body;

  account_fixture_add_group (&fixture->account, "c_4", "Boat", members, lines, 1, 0);
  group = account_fixture_wait_for_chat (&fixture->account, "c_4");
  come_in (fixture, group, "102");
  ui_spin_until (shows_one, fixture->notifier);
  g_assert_cmpstr (app_notifier_get_shown (fixture->notifier, group, &body), ==, "Boat");
  g_assert_cmpstr (body, ==, "Grace: A message");
}

/* Who looks over a shoulder does not read it. */
static void
test_content_hidden (Fixture *fixture, gconstpointer user_data)
{
  const char *body;

  g_object_set (fixture->notifier, "content", FALSE, NULL);
  come_in (fixture, fixture->grace, "102");
  g_assert_cmpstr (app_notifier_get_shown (fixture->notifier, fixture->grace, &body), ==, "Grace");
  g_assert_cmpstr (body, ==, "Sent you a message");
}

static void
assert_described (LandlineContent *content, const char *expected)
{
  g_autoptr (LandlineContent) owned = content;
  g_autofree char *body = app_notifier_describe (owned);

  g_assert_cmpstr (body, ==, expected);
}

static void
test_describe (void)
{
  const char *const phones[] = { "102", NULL };

  assert_described (landline_content_new_text ("*Hello* _you_"), "Hello you");
  assert_described (landline_content_new_location (1, 2, "Pier"), "Sent you a location");
  assert_described (landline_content_new_contact ("Dana", phones), "Sent you the contact “Dana”");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  /* There is no notification service here, which GLib warns of. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_test_add ("/ui/notifier/withdraw", Fixture, NULL, set_up, test_withdraw, tear_down);
  g_test_add ("/ui/notifier/seen", Fixture, NULL, set_up, test_seen, tear_down);
  g_test_add ("/ui/notifier/disabled", Fixture, NULL, set_up, test_disabled, tear_down);
  g_test_add ("/ui/notifier/somebody-new", Fixture, NULL, set_up, test_somebody_new, tear_down);
  g_test_add ("/ui/notifier/read-before-listed", Fixture, NULL, set_up, test_read_before_listed,
              tear_down);
  g_test_add ("/ui/notifier/named-later", Fixture, NULL, set_up, test_named_later, tear_down);
  g_test_add ("/ui/notifier/group", Fixture, NULL, set_up, test_group, tear_down);
  g_test_add ("/ui/notifier/content-hidden", Fixture, NULL, set_up, test_content_hidden, tear_down);
  g_test_add_func ("/ui/notifier/describe", test_describe);
  g_test_add ("/ui/notifier/moved", Fixture, NULL, set_up, test_moved, tear_down);
  return g_test_run ();
}
