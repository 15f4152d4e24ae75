/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define APP_RICH_TEXT_MOST_EMOJI 3 /* so many alone are shown large */

/**
 * AppRichTextStyle:
 * @APP_RICH_TEXT_BOLD: between asterisks
 * @APP_RICH_TEXT_ITALIC: between underscores
 * @APP_RICH_TEXT_STRIKE: between tildes
 * @APP_RICH_TEXT_MONOSPACE: between backticks, or three of them for several lines
 */
typedef enum
{
  APP_RICH_TEXT_BOLD = 1 << 0,
  APP_RICH_TEXT_ITALIC = 1 << 1,
  APP_RICH_TEXT_STRIKE = 1 << 2,
  APP_RICH_TEXT_MONOSPACE = 1 << 3,
} AppRichTextStyle;

/**
 * AppRichTextRun:
 * @start: bytes into the text
 * @end: bytes into the text, behind the run
 * @style: how it looks
 * @uri: (nullable): where it leads
 *
 * A piece of a text with one look. Runs are in order and do not overlap; what lies between them is
 * plain.
 */
typedef struct
{
  gsize start;
  gsize end;
  AppRichTextStyle style;
  char *uri;
} AppRichTextRun;

/**
 * AppRichText:
 * @text: what is shown: without the signs
 * @runs: (element-type AppRichTextRun): what is not plain
 * @n_emoji: how many emoji it consists of, 0 if of anything else or of too many
 */
typedef struct
{
  char *text;
  GArray *runs;
  guint n_emoji;
} AppRichText;

AppRichText *app_rich_text_parse (const char *text);
void app_rich_text_free (AppRichText *self);
char *app_rich_text_strip (const char *text);
guint app_rich_text_count_emoji (const char *text);
gsize app_rich_text_get_fold (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppRichText, app_rich_text_free)

G_END_DECLS
