/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-rich-markup"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app-rich-markup.h"

#define ELLIPSIS "… "

static const struct
{
  AppRichTextStyle style;
  const char *element;
} elements[] = {
  { APP_RICH_TEXT_BOLD, "b" },
  { APP_RICH_TEXT_ITALIC, "i" },
  { APP_RICH_TEXT_STRIKE, "s" },
  { APP_RICH_TEXT_MONOSPACE, "tt" },
};

/* One emoji is shown as large as three lines of text, three as large as two. */
static const double scales[] = { 1, 3, 2.5, 2 };

G_STATIC_ASSERT (G_N_ELEMENTS (scales) == APP_RICH_TEXT_MOST_EMOJI + 1);

static void
append_escaped (GString *markup, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, length);

  g_string_append (markup, escaped);
}

static void
append_run (GString *markup, const AppRichText *rich, const AppRichTextRun *run, gsize end)
{
  if (run->uri != NULL)
    {
      g_string_append (markup, "<a href=\"");
      append_escaped (markup, run->uri, strlen (run->uri));
      g_string_append (markup, "\">");
    }
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    if (run->style & elements[i].style)
      g_string_append_printf (markup, "<%s>", elements[i].element);
  append_escaped (markup, rich->text + run->start, end - run->start);
  for (guint i = G_N_ELEMENTS (elements); i > 0; i--)
    if (run->style & elements[i - 1].style)
      g_string_append_printf (markup, "</%s>", elements[i - 1].element);
  if (run->uri != NULL)
    g_string_append (markup, "</a>");
}

/**
 * app_rich_markup_new:
 * @rich: what is shown
 * @length: how many bytes of it
 *
 * Everything that was written is escaped: no markup comes from others.
 *
 * Returns: (transfer full): Pango markup, with links as GtkLabel has them
 */
char *
app_rich_markup_new (const AppRichText *rich, gsize length)
{
  g_autoptr (GString) markup = g_string_sized_new (length + 64);
  gsize done = 0;

  for (guint i = 0; i < rich->runs->len; i++)
    {
      const AppRichTextRun *run = &g_array_index (rich->runs, AppRichTextRun, i);

      if (run->start >= length)
        break;
      append_escaped (markup, rich->text + done, run->start - done);
      done = MIN (run->end, length);
      append_run (markup, rich, run, done);
    }
  append_escaped (markup, rich->text + done, length - done);
  return g_string_free_and_steal (g_steal_pointer (&markup));
}

/**
 * app_rich_markup_append_more:
 * @markup: the markup of a text that goes on
 *
 * Appends the link that shows the rest.
 *
 * Returns: how many bytes are seen of it
 */
gsize
app_rich_markup_append_more (GString *markup)
{
  /* translators: a link at the end of the shown part of a long message */
  const char *label = _ ("Read more");
  g_autofree char *escaped = g_markup_escape_text (label, -1);

  g_string_append_printf (markup, ELLIPSIS "<a href=\"" APP_RICH_MARKUP_MORE "\">%s</a>", escaped);
  return strlen (ELLIPSIS) + strlen (label);
}

/**
 * app_rich_markup_add_scale:
 * @attributes: those of a label
 * @rich: what it shows
 *
 * Makes emoji that stand alone large.
 */
void
app_rich_markup_add_scale (PangoAttrList *attributes, const AppRichText *rich)
{
  PangoAttribute *scale;

  if (rich->n_emoji == 0)
    return;
  scale = pango_attr_scale_new (scales[rich->n_emoji]);
  scale->start_index = 0;
  scale->end_index = strlen (rich->text);
  pango_attr_list_insert (attributes, scale);
}
