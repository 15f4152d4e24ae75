/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "app-filler.h"

#include "app-cache-actions.h"
#include "app-cache-chats.h"
#include "app-cache-members.h"
#include "app-cache-messages.h"
#include "app-cache-users.h"
#include "app-test.h"
#include "landline-id.h"

#define BATCH 2000
#define PAUSE 47000 /* milliseconds between two messages, on average */

static const char *const first_names[] = { "Ada",   "Ben",  "Cem",  "Dora", "Emil", "Finn",
                                           "Greta", "Hana", "Ivo",  "Jana", "Kofi", "Lena",
                                           "Mina",  "Nils", "Olga", "Pia" };
static const char *const last_names[] = { "Adler", "Berg", "Costa", "Dahl",   "Engel", "Frisch",
                                          "Gomez", "Haas", "Ito",   "Jansen", "Kaya",  "Lund" };
static const char *const words[] = {
  "harbour", "morning", "coffee", "the",   "and",   "boat",  "late",    "train", "tomorrow",
  "photo",   "please",  "garden", "rain",  "we",    "you",   "meeting", "after", "lunch",
  "bring",   "keys",    "found",  "small", "river", "music", "letter",  "with",  "without",
  "window",  "again",   "never",  "maybe", "town",  "light", "evening", "call",  "back",
};

char *
app_filler_dup_conversation (guint chat)
{
  return g_strdup_printf ("c_%032x", chat + 1);
}

char *
app_filler_dup_user (guint chat)
{
  return g_strdup_printf ("%u", 1000 + chat);
}

char *
app_filler_dup_name (guint chat)
{
  guint n_first = G_N_ELEMENTS (first_names);

  return g_strdup_printf ("%s %s", first_names[chat % n_first],
                          last_names[(chat / n_first + chat) % G_N_ELEMENTS (last_names)]);
}

typedef struct
{
  const AppFiller *filler;
  guint chat;
  guint first_seq;
  guint n;
  guint n_all;
  GRand *random;
  char *quoted; /* the id of a message of the chat that others answer */
  gint64 version;
} BatchCall;

/* Mostly a line or two, now and then a paragraph; with a rare word to look for. */
static char *
make_text (GRand *random, guint seq)
{
  GString *text = g_string_new (NULL);
  guint n_words = 2 + g_rand_int_range (random, 0, g_rand_int_range (random, 0, 20) == 0 ? 90 : 16);

  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
  if (seq % 1000 == 0)
    g_string_append_printf (text, " number%u", seq);
  return g_string_free (text, FALSE);
}

static LandlineMessage *
make_message (BatchCall *call, guint seq)
{
  g_autofree char *id = landline_id_new_message ();
  g_autofree char *conversation = app_filler_dup_conversation (call->chat);
  g_autofree char *user = app_filler_dup_user (call->chat);
  g_autofree char *text = make_text (call->random, seq);
  g_autoptr (LandlineContent) content = landline_content_new_text (text);
  gint64 time = call->filler->end - (gint64) (call->n_all - seq) * PAUSE - call->chat * 1000;
  const char *reply_to = call->filler->lively && seq % 8 == 7 ? call->quoted : NULL;

  if (seq % 8 == 2)
    g_set_str (&call->quoted, id);
  return landline_message_new (id,
                               g_rand_int_range (call->random, 0, 2) == 0 ? APP_TEST_SELF : user,
                               conversation, seq, time, content, reply_to);
}

static gboolean
act (BatchCall *call,
     AppCacheDatabase *database,
     LandlineMessage *message,
     LandlineActionKind kind,
     const char *user,
     const char *text,
     GError **error)
{
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineAction) action =
      landline_action_new (id, landline_message_get_conversation (message),
                           landline_message_get_id (message), kind, text, NULL);
  g_autoptr (LandlineAction) taken = landline_action_new_taken (
      action, user, landline_message_get_time (message) + 1000, ++call->version);

  return app_cache_actions_put (database, taken, error);
}

/* What was done to a message afterwards */
static gboolean
enliven (BatchCall *call,
         AppCacheDatabase *database,
         LandlineMessage *message,
         guint seq,
         GError **error)
{
  static const char *const emoji[] = { "\xf0\x9f\x91\x8d", "\xe2\x9d\xa4\xef\xb8\x8f",
                                       "\xf0\x9f\x98\x82" };
  g_autofree char *user = app_filler_dup_user (call->chat);

  if (seq % 5 == 0 && !act (call, database, message, LANDLINE_ACTION_REACT, user,
                            emoji[seq / 5 % G_N_ELEMENTS (emoji)], error))
    return FALSE;
  if (seq % 10 == 0 &&
      !act (call, database, message, LANDLINE_ACTION_REACT, APP_TEST_SELF, emoji[0], error))
    return FALSE;
  return seq % 20 != 3 || act (call, database, message, LANDLINE_ACTION_EDIT,
                               landline_message_get_sender_id (message),
                               "said in other words, a little longer than before", error);
}

static gboolean
write_batch (AppCacheDatabase *database, gpointer data, GError **error)
{
  BatchCall *call = data;

  for (guint i = 0; i < call->n; i++)
    {
      g_autoptr (LandlineMessage) message = make_message (call, call->first_seq + i);
      gint64 chat;
      gboolean added;

      if (!app_cache_messages_put (database, message, &chat, &added, error) ||
          (call->filler->lively && !enliven (call, database, message, call->first_seq + i, error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_chat (AppCacheDatabase *database, gpointer data, GError **error)
{
  BatchCall *call = data;
  g_autofree char *id = app_filler_dup_conversation (call->chat);
  g_autofree char *user_id = app_filler_dup_user (call->chat);
  g_autofree char *name = app_filler_dup_name (call->chat);
  g_autoptr (LandlineUser) user = landline_user_new (user_id, name, NULL, NULL, 0, FALSE);
  const LandlineMember members[] = {
    { (char *) APP_TEST_SELF, (char *) "Alex Own", LANDLINE_ROLE_MEMBER },
    { user_id, name, LANDLINE_ROLE_MEMBER },
  };
  g_autoptr (LandlineConversation) conversation = landline_conversation_new (
      id, LANDLINE_CONVERSATION_DIRECT, NULL, members, 2, call->filler->end / 2, call->n_all);
  g_autoptr (LandlineReceipt) receipt = landline_receipt_new (id, user_id, call->n_all,
                                                              call->n_all - MIN (call->n_all, 3));
  gint64 key;

  return app_cache_users_put (database, user, error) &&
         app_cache_chats_put (database, conversation, &key, error) &&
         app_cache_members_put_receipt (database, key, receipt, error) &&
         app_cache_chats_raise_own_read (database, key,
                                         call->n_all -
                                             (call->chat == 0 ? call->filler->n_unread : 0),
                                         TRUE, error);
}

static void
fill_chat (const AppFiller *self, AppCache *cache, guint chat, GRand *random)
{
  BatchCall call = { .filler = self, .chat = chat, .random = random };

  call.n_all = chat == 0 ? self->n_messages : self->n_other_messages;
  app_test_write (cache, write_chat, &call);
  for (call.first_seq = 1; call.first_seq <= call.n_all; call.first_seq += call.n)
    {
      call.n = MIN (BATCH, call.n_all - call.first_seq + 1);
      app_test_write (cache, write_batch, &call);
    }
  g_free (call.quoted);
}

void
app_filler_run (const AppFiller *self, AppCache *cache)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5263);

  for (guint chat = 0; chat < self->n_chats; chat++)
    fill_chat (self, cache, chat, random);
}
