/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "landline-file-name.h"
#include "landline-limits.h"

/* What peers call their files becomes something that can be shown and offered for saving. */

static void
test_file_name_table (void)
{
  static const struct
  {
    const char *name;
    const char *clean;
  } cases[] = {
    { "report.pdf", "report.pdf" },
    { "../../etc/passwd", "passwd" },
    { "/etc/shadow", "shadow" },
    { "C:\\Users\\Ann\\photo.jpg", "photo.jpg" },
    { "..", "file" },
    { ".", "file" },
    { "", "file" },
    { NULL, "file" },
    { "///", "file" },
    { "folder/", "folder" },
    { "a//", "a" },
    { "a\\\\", "a" },
    { "b/a/\\/", "a" },
    { "//", "file" },
    { "a/.", "file" },
    { "a/ ", "file" },
    { ".bashrc", "bashrc" },
    { "...hidden", "hidden" },
    { "name. . .", "name" },
    { "  spaced  ", "spaced" },
    { "line\nbreak\ttab\x01\x7f.txt", "linebreaktab.txt" },
    { "invoice\u202egpj.exe", "invoicegpj.exe" },
    { "a\u200e\u200f\u202a\u2066\u2069\u061c\ufeff\u200b\u2028z", "az" },
    { "Grüße 你好 \U0001f600.png", "Grüße 你好 \U0001f600.png" },
    { "broken\xff\xfe.txt", "broken.txt" },
    { "\u202e\u202e", "file" },
    { "semi;quote\"dollar$.txt", "semi;quote\"dollar$.txt" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = landline_file_name_clean (cases[i].name);
      g_autofree char *again = landline_file_name_clean (clean);

      g_assert_cmpstr (clean, ==, cases[i].clean);
      g_assert_cmpstr (again, ==, clean);
    }
}

static void
test_file_name_length (void)
{
  g_autofree char *fits = g_strnfill (LANDLINE_LIMIT_FILE_NAME, 'x');
  g_autofree char *past = g_strnfill (LANDLINE_LIMIT_FILE_NAME + 1, 'x');
  g_autofree char *huge = g_strnfill (4096, 'x');
  g_autofree char *huge_pdf = g_strconcat (huge, ".pdf", NULL);
  g_autofree char *huge_extension = g_strconcat ("a.", huge, NULL);
  g_autofree char *clean_fits = landline_file_name_clean (fits);
  g_autofree char *clean_past = landline_file_name_clean (past);
  g_autofree char *clean_pdf = landline_file_name_clean (huge_pdf);
  g_autofree char *clean_extension = landline_file_name_clean (huge_extension);

  g_assert_cmpstr (clean_fits, ==, fits);
  g_assert_cmpstr (clean_past, ==, fits);
  g_assert_cmpuint (strlen (clean_pdf), ==, LANDLINE_LIMIT_FILE_NAME);
  g_assert_true (g_str_has_suffix (clean_pdf, "x.pdf"));
  g_assert_cmpuint (strlen (clean_extension), ==, LANDLINE_LIMIT_FILE_NAME);
}

/* Cut between characters, whatever the offset. */
static void
test_file_name_character_boundary (void)
{
  for (guint offset = 0; offset < 4; offset++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      g_autofree char *clean = NULL;

      for (guint i = 0; i < offset; i++)
        g_string_append_c (name, 'x');
      for (guint i = 0; i < 200; i++)
        g_string_append (name, "\U0001f600");
      g_string_append (name, ".png");

      clean = landline_file_name_clean (name->str);
      g_assert_true (g_utf8_validate (clean, -1, NULL));
      g_assert_cmpuint (strlen (clean), <=, LANDLINE_LIMIT_FILE_NAME);
      g_assert_cmpuint (strlen (clean), >, LANDLINE_LIMIT_FILE_NAME - 4);
      g_assert_true (g_str_has_suffix (clean, "\U0001f600.png"));
    }
}

/* What other systems keep for themselves is a name like any other: no path is made of it. */
static void
test_file_name_of_devices (void)
{
  static const char *const names[] = { "CON",  "con.txt", "NUL",    "aux.tar.gz",
                                       "COM1", "LPT9.md", "CLOCK$", "desktop.ini" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *clean = landline_file_name_clean (names[i]);
      g_autofree char *path = g_strconcat ("\\\\.\\", names[i], NULL);
      g_autofree char *clean_path = landline_file_name_clean (path);

      g_assert_cmpstr (clean, ==, names[i]);
      g_assert_cmpstr (clean_path, ==, names[i]);
    }
}

/* A name of dots is no name, however many there are and whatever stands between them. */
static void
test_file_name_of_dots (void)
{
  static const char *const between[] = { "", " ", "\u200b", "\t", "\u202e" };

  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);

      for (guint n = 1; n <= 300; n++)
        {
          g_autofree char *clean = NULL;

          g_string_append_c (name, '.');
          g_string_append (name, between[i]);
          clean = landline_file_name_clean (name->str);
          g_assert_cmpstr (clean, ==, "file");
        }
    }
}

/* Every control character of ASCII and of Latin-1 goes, and nothing else does. */
static void
test_file_name_of_controls (void)
{
  for (gunichar c = 1; c < 0x100; c++)
    {
      gboolean is_control = c < 0x20 || (c >= 0x7f && c < 0xa0);
      gboolean is_separator = c == '/' || c == '\\';
      g_autoptr (GString) name = g_string_new ("a");
      g_autoptr (GString) expected = g_string_new (is_separator ? NULL : "a");
      g_autofree char *clean = NULL;

      g_string_append_unichar (name, c);
      g_string_append_c (name, 'b');
      if (!is_control && !is_separator)
        g_string_append_unichar (expected, c);
      g_string_append_c (expected, 'b');

      clean = landline_file_name_clean (name->str);
      g_assert_cmpstr (clean, ==, expected->str);
    }
}

/* Marks that turn the direction of the text, each at the start, in the middle and at the end. */
static void
test_file_name_of_directions (void)
{
  static const gunichar marks[] = { 0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c,
                                    0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069 };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      g_autofree char *clean = NULL;

      g_string_append_unichar (name, marks[i]);
      g_string_append (name, "photo");
      g_string_append_unichar (name, marks[i]);
      g_string_append (name, "gpj.exe");
      g_string_append_unichar (name, marks[i]);

      clean = landline_file_name_clean (name->str);
      g_assert_cmpstr (clean, ==, "photogpj.exe");
    }
}

/* Text that runs from right to left stays as it is, and so do its vowel marks. */
static void
test_file_name_of_scripts (void)
{
  static const char *const names[] = { "שלום.txt",        "مرحبا.pdf",  "हिन्दी.odt",
                                       "ภาษาไทย.ods",     "한국어.png", "e\u0301.txt",
                                       "\u2764\ufe0f.gif" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *clean = landline_file_name_clean (names[i]);

      g_assert_cmpstr (clean, ==, names[i]);
    }
}

/* Folders are left out, whatever their separators and however deep. */
static void
test_file_name_of_paths (void)
{
  g_autoptr (GString) path = g_string_new (NULL);

  for (guint depth = 0; depth < 500; depth++)
    {
      g_autofree char *whole = g_strconcat (path->str, "report.pdf", NULL);
      g_autofree char *folder = g_strconcat (path->str, "report.pdf", depth % 3 == 0 ? "/" : "\\/",
                                             NULL);
      g_autofree char *clean = landline_file_name_clean (whole);
      g_autofree char *clean_folder = landline_file_name_clean (folder);

      g_assert_cmpstr (clean, ==, "report.pdf");
      g_assert_cmpstr (clean_folder, ==, "report.pdf");
      g_string_append (path, depth % 2 == 0 ? "../" : "a b\\");
    }
}

/* An extension is kept up to 16 bytes with its dot; what is longer is part of the name. */
static void
test_file_name_extension (void)
{
  for (guint length = 1; length <= 20; length++)
    {
      g_autofree char *stem = g_strnfill (4096, 'x');
      g_autofree char *extension = g_strnfill (length, 'e');
      g_autofree char *name = g_strconcat (stem, ".", extension, NULL);
      g_autofree char *suffix = g_strconcat ("x.", extension, NULL);
      g_autofree char *clean = landline_file_name_clean (name);

      g_assert_cmpuint (strlen (clean), ==, LANDLINE_LIMIT_FILE_NAME);
      g_assert_cmpint (g_str_has_suffix (clean, suffix), ==, length < 16);
    }
}

/* Bytes that are no UTF-8 at all, in any place. */
static void
test_file_name_of_bytes (void)
{
  for (guint first = 0x80; first <= 0xff; first++)
    {
      const char name[] = { 'a', (char) first, 'b', (char) first, (char) 0xff, '.', 'c', '\0' };
      g_autofree char *clean = landline_file_name_clean (name);

      g_assert_cmpstr (clean, ==, "ab.c");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/file-name/table", test_file_name_table);
  g_test_add_func ("/model/file-name/length", test_file_name_length);
  g_test_add_func ("/model/file-name/character-boundary", test_file_name_character_boundary);
  g_test_add_func ("/model/file-name/of-devices", test_file_name_of_devices);
  g_test_add_func ("/model/file-name/of-dots", test_file_name_of_dots);
  g_test_add_func ("/model/file-name/of-controls", test_file_name_of_controls);
  g_test_add_func ("/model/file-name/of-directions", test_file_name_of_directions);
  g_test_add_func ("/model/file-name/of-scripts", test_file_name_of_scripts);
  g_test_add_func ("/model/file-name/of-paths", test_file_name_of_paths);
  g_test_add_func ("/model/file-name/extension", test_file_name_extension);
  g_test_add_func ("/model/file-name/of-bytes", test_file_name_of_bytes);

  return g_test_run ();
}
