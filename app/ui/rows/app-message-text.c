/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-message-text"

#include "config.h"

#include <string.h>

#include "app-message-text.h"

/* At the end of the text: a place where the line may break, then a space that is as wide as the
 * time and the ticks. */
#define BREAK "\xe2\x80\x8b"
#define SPACE "\xc2\xa0"

/* What the time needs above and below the line of writing, less than any line of text. */
#define RESERVE_ASCENT  12
#define RESERVE_DESCENT 3

/* A label is never narrower than this part of its longest line, nor wider for it than so many
 * letters. */
#define LINE_PER_LEAST   4
#define MOST_LEAST_CHARS 10

#define RESERVED_WIDTH "app-message-text-reserve"

static const char *const schemes[] = { "https://", "http://", "mailto:" };

/* How long the link at @text is, in bytes; 0 if there is none. */
static gsize
get_link_length (const char *text, gsize *scheme_length)
{
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i]);

      if (g_ascii_strncasecmp (text, schemes[i], length) != 0)
        continue;
      *scheme_length = length;
      for (const char *at = text + length; *at != '\0'; at = g_utf8_next_char (at))
        {
          gunichar c = g_utf8_get_char (at);

          if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || strchr ("<>\"`{}|\\^", (int) c) ||
              g_unichar_type (c) == G_UNICODE_FORMAT)
            break;
          length = g_utf8_next_char (at) - text;
        }
      return length;
    }
  return 0;
}

/* What follows a link in a sentence is not part of it; a bracket is, if it was opened in it. */
static gsize
trim_link (const char *link, gsize length)
{
  while (length > 0)
    {
      char last = link[length - 1];
      guint opened = 0, closed = 0;

      if (strchr (".,;:!?'*", last) != NULL)
        {
          length--;
          continue;
        }
      if (last != ')' && last != ']')
        break;
      for (gsize i = 0; i < length; i++)
        {
          opened += link[i] == (last == ')' ? '(' : '[');
          closed += link[i] == last;
        }
      if (closed <= opened)
        break;
      length--;
    }
  return length;
}

static gboolean
may_start_link (const char *text, const char *at)
{
  return at == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)));
}

static void
append_escaped (GString *markup, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, length);

  g_string_append (markup, escaped);
}

/**
 * app_message_text_to_markup:
 * @text: what somebody wrote
 *
 * Makes links of `http`, `https` and `mailto` addresses. Everything that was written is escaped: no
 * markup comes from others.
 *
 * Returns: (transfer full) (nullable): Pango markup, %NULL if there is no link and the text can be
 * shown as it is
 */
char *
app_message_text_to_markup (const char *text)
{
  g_autoptr (GString) markup = NULL;
  const char *done = text, *at = text;

  g_return_val_if_fail (text != NULL, NULL);

  while ((at = strchr (at, ':')) != NULL)
    {
      const char *start = at;
      gsize length, scheme_length = 0;

      while (start > done && g_ascii_isalpha (start[-1]))
        start--;
      length = may_start_link (text, start) ? get_link_length (start, &scheme_length) : 0;
      length = trim_link (start, length);
      if (length <= scheme_length)
        {
          at++;
          continue;
        }
      if (markup == NULL)
        markup = g_string_new (NULL);
      append_escaped (markup, done, start - done);
      g_string_append (markup, "<a href=\"");
      append_escaped (markup, start, length);
      g_string_append (markup, "\">");
      append_escaped (markup, start, length);
      g_string_append (markup, "</a>");
      done = at = start + length;
    }
  if (markup == NULL)
    return NULL;
  append_escaped (markup, done, strlen (done));
  return g_string_free_and_steal (g_steal_pointer (&markup));
}

/**
 * app_message_text_new:
 *
 * Returns: (transfer floating): a label for what somebody wrote
 */
GtkWidget *
app_message_text_new (void)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "natural-wrap-mode", GTK_NATURAL_WRAP_WORD, "xalign", 0.0,
                                   "max-width-chars", APP_MESSAGE_TEXT_WIDTH_CHARS, NULL);

  gtk_widget_add_css_class (label, "message-text");
  return label;
}

static gboolean
is_rtl_script (GUnicodeScript script)
{
  return script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW ||
         script == G_UNICODE_SCRIPT_SYRIAC || script == G_UNICODE_SCRIPT_THAANA ||
         script == G_UNICODE_SCRIPT_NKO || script == G_UNICODE_SCRIPT_ADLAM;
}

/* The time stands where lines end. Where the last paragraph of the text runs the other way, which
 * its first letter decides, it needs a line of its own. */
static gboolean
needs_line_of_its_own (GtkLabel *label, const char *text)
{
  const char *last = strrchr (text, '\n');
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (label)) == GTK_TEXT_DIR_RTL;

  for (const char *at = last != NULL ? last + 1 : text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalpha (c))
        return is_rtl_script (g_unichar_get_script (c)) != is_rtl;
    }
  return FALSE;
}

/* How many letters the longest line of the text has. Marks take no place of their own. */
static guint
get_line_chars (const char *text)
{
  guint longest = 0, length = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      length = c == '\n' ? 0 : length + !g_unichar_iszerowidth (c);
      longest = MAX (longest, length);
    }
  return longest;
}

/* The least width of a label is what its text needs with a break at every letter, and trying that
 * costs more than all else that a row does. So a longer text needs the place of a few letters, well
 * below what its longest line takes. */
static void
set_least_width (GtkLabel *label, const char *text)
{
  int n_chars = MIN (get_line_chars (text) / LINE_PER_LEAST, MOST_LEAST_CHARS);

  gtk_label_set_width_chars (label, n_chars > 0 ? n_chars : -1);
}

/**
 * app_message_text_set:
 * @label: a label made by app_message_text_new()
 * @text: what somebody wrote
 * @reserve: pixels to be left free at the end of the last line, 0 for none
 *
 * Shows @text, with its links.
 */
void
app_message_text_set (GtkLabel *label, const char *text, int reserve)
{
  g_autofree char *markup = NULL;
  g_autofree char *full = NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  const char *gap;

  g_return_if_fail (GTK_IS_LABEL (label));
  g_return_if_fail (text != NULL);

  markup = app_message_text_to_markup (text);
  gap = reserve == 0 ? "" : needs_line_of_its_own (label, text) ? "\n" SPACE : BREAK SPACE;
  full = g_strconcat (markup != NULL ? markup : text, gap, NULL);
  pango_attr_list_insert (attributes,
                          pango_attr_insert_hyphens_new (FALSE)); /* addresses have none */
  if (reserve > 0)
    {
      PangoRectangle area = { 0, -RESERVE_ASCENT * PANGO_SCALE, reserve * PANGO_SCALE,
                              (RESERVE_ASCENT + RESERVE_DESCENT) * PANGO_SCALE };
      PangoAttribute *shape = pango_attr_shape_new (&area, &area);

      shape->end_index = strlen (text) + strlen (gap);
      shape->start_index = shape->end_index - strlen (SPACE);
      pango_attr_list_insert (attributes, shape);
    }
  set_least_width (label, text);
  gtk_label_set_attributes (label, attributes);
  if (markup != NULL)
    gtk_label_set_markup (label, full);
  else
    gtk_label_set_text (label, full);
  g_object_set_data (G_OBJECT (label), RESERVED_WIDTH, GSIZE_TO_POINTER (g_utf8_strlen (text, -1)));
}

static void
on_has_focus (GtkLabel *label, GParamSpec *pspec, gpointer user_data)
{
  if (gtk_widget_has_focus (GTK_WIDGET (label)))
    return;
  g_signal_handlers_disconnect_by_func (label, on_has_focus, NULL);
  gtk_label_set_selectable (label, FALSE);
}

/**
 * app_message_text_select:
 * @label: a label made by app_message_text_new()
 *
 * Lets the person select parts of the text, until the focus goes elsewhere: a label that could
 * always be selected would be one more stop for the keyboard in each row.
 */
void
app_message_text_select (GtkLabel *label)
{
  g_return_if_fail (GTK_IS_LABEL (label));

  if (gtk_label_get_selectable (label))
    return;
  gtk_label_set_selectable (label, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (label));
  gtk_label_select_region (label, 0,
                           GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (label), RESERVED_WIDTH)));
  g_signal_connect (label, "notify::has-focus", G_CALLBACK (on_has_focus), NULL);
}
