/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "actions-fixture.h"
#include "app-cache-actions.h"
#include "app-test.h"
#include "landline-id.h"

/* The property: whatever the order, and however often, all caches come to the same end. */

#define N_MESSAGES 4
#define N_ACTIONS  40
#define N_CACHES   3
#define N_SEEDS    12

typedef struct
{
  char *id;
  char *text;
  gboolean edited;
  gboolean pinned;
  gboolean deleted;
  const char *reactions[2]; /* of the peer, of ourselves; NULL for none */
  gint64 reacted[2];        /* versions */
  gint64 version;
} Model;

typedef enum
{
  STEP_MESSAGE,
  STEP_ACTION,
  STEP_HISTORY,
} StepKind;

typedef struct
{
  StepKind kind;
  LandlineMessage *message;
  LandlineAction *action;
} Step;

static void
step_clear (gpointer data)
{
  Step *step = data;

  g_clear_object (&step->message);
  g_clear_object (&step->action);
}

static const char *const users[] = { APP_TEST_PEER, APP_TEST_SELF };
static const char *const emoji[] = { "👍", "😂", "" };

static LandlineAction *
make_random_action (GRand *random, Model *model, gint64 version)
{
  LandlineActionKind kind = g_rand_int_range (random, 0, 12) == 0
                                ? LANDLINE_ACTION_DELETE
                                : (LandlineActionKind) g_rand_int_range (random, 0, 5);
  int user = g_rand_int_range (random, 0, 2);
  const char *value = NULL;
  g_autofree char *text = NULL;
  g_autoptr (LandlineAction) plain = NULL;

  if (kind == LANDLINE_ACTION_DELETE && g_rand_boolean (random))
    kind = LANDLINE_ACTION_REACT;
  if (kind == LANDLINE_ACTION_REACT)
    value = emoji[g_rand_int_range (random, 0, G_N_ELEMENTS (emoji))];
  else if (kind == LANDLINE_ACTION_EDIT)
    value = text = g_strdup_printf ("text%" G_GINT64_FORMAT, version);
  plain = landline_action_new (NULL, ACTIONS_CONVERSATION, model->id, kind, value, NULL);
  /* As on the server: nothing is done to what is deleted */
  if (model->deleted)
    return NULL;
  model->version = version;
  if (kind == LANDLINE_ACTION_REACT)
    {
      model->reactions[user] = *value != '\0' ? value : NULL;
      model->reacted[user] = version;
    }
  else if (kind == LANDLINE_ACTION_EDIT)
    {
      g_set_str (&model->text, value);
      model->edited = TRUE;
    }
  else if (kind == LANDLINE_ACTION_DELETE)
    model->deleted = TRUE;
  else
    model->pinned = kind == LANDLINE_ACTION_PIN;
  return landline_action_new_taken (plain, users[user], ACTIONS_TIME + version, version);
}

static LandlineMessage *
make_page_message (Model *model, gint64 seq)
{
  g_autoptr (LandlineContent) content = model->deleted ? landline_content_new_deleted ()
                                                       : landline_content_new_text (model->text);
  g_autoptr (LandlineMessage) plain = actions_make_message (model->id, seq, APP_TEST_SELF, content);
  LandlineReaction reactions[2];
  LandlineMessageState state = { .version = model->version, .reactions = reactions };

  state.edited = model->edited && !model->deleted ? ACTIONS_TIME : 0;
  state.is_deleted = model->deleted;
  state.is_pinned = model->pinned && !model->deleted;
  for (guint i = 0; i < 2 && !model->deleted; i++)
    if (model->reactions[i] != NULL)
      reactions[state.n_reactions++] = (LandlineReaction) { (char *) model->reactions[i],
                                                            (char *) users[i] };
  return landline_message_new_with_state (plain, &state);
}

static void
shuffle (GRand *random, GArray *steps)
{
  for (guint i = steps->len; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (int) i);
      Step step = g_array_index (steps, Step, i - 1);

      g_array_index (steps, Step, i - 1) = g_array_index (steps, Step, j);
      g_array_index (steps, Step, j) = step;
    }
}

static gboolean
play_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  GArray *steps = data;

  for (guint i = 0; i < steps->len; i++)
    {
      Step *step = &g_array_index (steps, Step, i);
      gint64 chat;
      gboolean added;

      if (step->kind == STEP_ACTION
              ? !app_cache_actions_put (database, step->action, error)
              : !app_cache_messages_put (database, step->message, &chat, &added, error))
        return FALSE;
    }
  return TRUE;
}

static void
add_step (GArray *steps, StepKind kind, LandlineMessage *message, LandlineAction *action)
{
  Step step = { kind };

  g_set_object (&step.message, message);
  g_set_object (&step.action, action);
  g_array_append_val (steps, step);
}

static GArray *
make_history (GRand *random, Model *models)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));

  g_array_set_clear_func (steps, step_clear);
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      g_autoptr (LandlineContent) content = landline_content_new_text ("first");
      g_autoptr (LandlineMessage) message = NULL;

      models[i] = (Model) { .id = landline_id_new_message (), .text = g_strdup ("first") };
      message = actions_make_message (models[i].id, i + 1, APP_TEST_SELF, content);
      add_step (steps, STEP_MESSAGE, message, NULL);
    }
  for (guint i = 0; i < N_ACTIONS; i++)
    {
      guint which = (guint) g_rand_int_range (random, 0, N_MESSAGES);
      g_autoptr (LandlineAction) action = make_random_action (random, &models[which], i + 1);
      g_autoptr (LandlineMessage) page = NULL;

      if (action == NULL)
        continue;
      for (int n = g_rand_int_range (random, 1, 3); n > 0; n--)
        add_step (steps, STEP_ACTION, NULL, action);
      if (g_rand_int_range (random, 0, 4) != 0)
        continue;
      page = make_page_message (&models[which], which + 1);
      add_step (steps, STEP_HISTORY, page, NULL);
    }
  return steps;
}

/* The reactions stand in the order in which they were given, which a page does not tell. */
static void
assert_model (AppCache *cache, const Model *model)
{
  g_autofree char *text = actions_describe (cache, model->id);
  g_autoptr (GString) expected = g_string_new (model->deleted ? "- deleted" : model->text);
  g_auto (GStrv) words = NULL;

  if (model->edited && !model->deleted)
    g_string_append (expected, " edited");
  if (model->pinned && !model->deleted)
    g_string_append (expected, " pinned");
  g_assert_true (g_str_has_prefix (text, expected->str));
  words = g_strsplit (text + expected->len, " ", -1);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *word = model->reactions[i] != NULL && !model->deleted
                                  ? g_strconcat (users[i], "=", model->reactions[i], NULL)
                                  : NULL;

      if (word != NULL)
        g_assert_true (g_strv_contains ((const char *const *) words, word));
      else
        g_assert_null (strstr (text, users[i]));
    }
}

static void
check_seed (guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  Model models[N_MESSAGES];
  g_autoptr (GArray) steps = make_history (random, models);

  for (guint i = 0; i < N_CACHES; i++)
    {
      g_autofree char *folder = app_test_make_folder ();
      g_autofree char *path = g_build_filename (folder, "cache.sqlite", NULL);
      AppCache *cache = app_test_open_cache (path);

      shuffle (random, steps);
      app_test_write (cache, play_work, steps);
      for (guint j = 0; j < N_MESSAGES; j++)
        {
          g_test_message ("seed %u, cache %u, message %u", seed, i, j);
          assert_model (cache, &models[j]);
          if (!models[j].deleted && models[j].edited)
            g_assert_cmpint (actions_count_found (cache, models[j].text), >=, 1);
          else if (models[j].edited)
            g_assert_cmpint (actions_count_found (cache, models[j].text), ==, 0);
        }
      app_test_close_cache (cache);
      app_test_remove_folder (folder);
    }
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      g_free (models[i].id);
      g_free (models[i].text);
    }
}

static void
test_any_order (void)
{
  for (guint32 seed = 1; seed <= N_SEEDS; seed++)
    check_seed (seed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/cache-convergence/any-order", test_any_order);
  return g_test_run ();
}
