/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-message-text"

#include "config.h"

#include <string.h>

#include "app-message-text.h"
#include "app-rich-markup.h"

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

/**
 * app_message_text_to_markup:
 * @text: what somebody wrote
 *
 * Shows the usual signs as the looks that they stand for, and makes links.
 *
 * Returns: (transfer full) (nullable): Pango markup, %NULL if there is nothing of it and the text
 * can be shown as it is
 */
char *
app_message_text_to_markup (const char *text)
{
  g_autoptr (AppRichText) rich = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  rich = app_rich_text_parse (text);
  return rich->runs->len > 0 ? app_rich_markup_new (rich, strlen (rich->text)) : NULL;
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

/* What stands after the text that is @shown, room for the time. */
static void
add_reserve (PangoAttrList *attributes, int reserve, gsize shown, const char *gap)
{
  PangoRectangle area = { 0, -RESERVE_ASCENT * PANGO_SCALE, reserve * PANGO_SCALE,
                          (RESERVE_ASCENT + RESERVE_DESCENT) * PANGO_SCALE };
  PangoAttribute *shape = pango_attr_shape_new (&area, &area);

  shape->end_index = shown + strlen (gap);
  shape->start_index = shape->end_index - strlen (SPACE);
  pango_attr_list_insert (attributes, shape);
}

/* The markup of what is shown, and how many bytes are seen of it. */
static char *
build_markup (const AppRichText *rich, gsize fold, gsize *n_shown)
{
  g_autofree char *markup = NULL;
  g_autoptr (GString) folded = NULL;

  *n_shown = fold > 0 ? fold : strlen (rich->text);
  if (fold == 0 && rich->runs->len == 0)
    return NULL;
  markup = app_rich_markup_new (rich, *n_shown);
  if (fold == 0)
    return g_steal_pointer (&markup);
  folded = g_string_new (markup);
  *n_shown += app_rich_markup_append_more (folded);
  return g_string_free_and_steal (g_steal_pointer (&folded));
}

static const char *
choose_gap (GtkLabel *label, const AppRichText *rich, gsize fold, int reserve)
{
  if (reserve == 0)
    return "";
  return fold > 0 || needs_line_of_its_own (label, rich->text) ? "\n" SPACE : BREAK SPACE;
}

/**
 * app_message_text_set:
 * @label: a label made by app_message_text_new()
 * @text: what somebody wrote
 * @reserve: pixels to be left free at the end of the last line, 0 for none
 * @is_folded: whether only the beginning of a very long text is shown
 *
 * Shows @text with its looks and links. Emoji alone are large.
 *
 * Returns: whether there is more than is shown; a link to %APP_RICH_MARKUP_MORE asks for it
 */
gboolean
app_message_text_set (GtkLabel *label, const char *text, int reserve, gboolean is_folded)
{
  g_autoptr (AppRichText) rich = NULL;
  g_autofree char *markup = NULL;
  g_autofree char *full = NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  const char *gap;
  gsize n_shown, fold;

  g_return_val_if_fail (GTK_IS_LABEL (label), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  rich = app_rich_text_parse (text);
  fold = is_folded ? app_rich_text_get_fold (rich->text) : 0;
  markup = build_markup (rich, fold, &n_shown);
  gap = choose_gap (label, rich, fold, reserve);
  full = g_strconcat (markup != NULL ? markup : rich->text, gap, NULL);
  pango_attr_list_insert (attributes,
                          pango_attr_insert_hyphens_new (FALSE)); /* addresses have none */
  app_rich_markup_add_scale (attributes, rich);
  set_least_width (label, rich->text);
  if (reserve > 0)
    add_reserve (attributes, reserve, n_shown, gap);
  gtk_label_set_attributes (label, attributes);
  if (markup != NULL)
    gtk_label_set_markup (label, full);
  else
    gtk_label_set_text (label, full);
  g_object_set_data (G_OBJECT (label), RESERVED_WIDTH,
                     GSIZE_TO_POINTER (g_utf8_strlen (rich->text, fold > 0 ? (gssize) fold : -1)));
  return fold > 0;
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
