/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-text-signs.h"

/* Spaces at its ends would keep the signs from meaning anything. */
static void
trim (GtkTextIter *start, GtkTextIter *end)
{
  while (gtk_text_iter_compare (start, end) < 0 &&
         g_unichar_isspace (gtk_text_iter_get_char (start)))
    gtk_text_iter_forward_char (start);
  while (gtk_text_iter_compare (start, end) < 0)
    {
      GtkTextIter last = *end;

      gtk_text_iter_backward_char (&last);
      if (!g_unichar_isspace (gtk_text_iter_get_char (&last)))
        break;
      *end = last;
    }
}

static gboolean
is_between (const GtkTextIter *start, const GtkTextIter *end, gunichar sign)
{
  GtkTextIter before = *start;

  return gtk_text_iter_backward_char (&before) && gtk_text_iter_get_char (&before) == sign &&
         gtk_text_iter_get_char (end) == sign;
}

static void
delete_around (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextMark *mark = gtk_text_buffer_create_mark (buffer, NULL, start, TRUE);
  GtkTextIter other = *end;

  gtk_text_iter_forward_char (&other);
  gtk_text_buffer_delete (buffer, end, &other);
  gtk_text_buffer_get_iter_at_mark (buffer, start, mark);
  other = *start;
  gtk_text_iter_backward_char (&other);
  gtk_text_buffer_delete (buffer, &other, start);
  gtk_text_buffer_delete_mark (buffer, mark);
}

/* What is selected stays so, between its signs; without a selection the cursor is between them. */
static void
insert_around (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end, const char *sign)
{
  int first = gtk_text_iter_get_offset (start), last = gtk_text_iter_get_offset (end);
  GtkTextIter at;

  gtk_text_buffer_insert (buffer, end, sign, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &at, first);
  gtk_text_buffer_insert (buffer, &at, sign, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, start, first + 1);
  gtk_text_buffer_get_iter_at_offset (buffer, end, last + 1);
  gtk_text_buffer_select_range (buffer, end, start);
}

/**
 * app_text_signs_toggle:
 * @buffer: what is being written
 * @sign: the sign of a look, one character
 *
 * Puts the selection between two of the sign, or takes them away where they are there already. It
 * is one step to undo.
 */
void
app_text_signs_toggle (GtkTextBuffer *buffer, const char *sign)
{
  GtkTextIter start, end;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));
  g_return_if_fail (sign != NULL && g_utf8_strlen (sign, -1) == 1);

  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  trim (&start, &end);
  gtk_text_buffer_begin_user_action (buffer);
  if (is_between (&start, &end, g_utf8_get_char (sign)))
    delete_around (buffer, &start, &end);
  else
    insert_around (buffer, &start, &end, sign);
  gtk_text_buffer_end_user_action (buffer);
}
