/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-rest-reply.h"
#include "rest-fixture.h"
#include "server-limits.h"

/* Other devices of the same person: the links by which they come in, and their end. */

static LandlineDeviceLink *
offer (RestFixture *rest, const char *token)
{
  g_autoptr (RestAnswer) answer = rest_fixture_call (rest, "POST", "/v1/devices/link", token, "{}");
  LandlineDeviceLink *link;

  g_assert_cmpuint (answer->status, ==, 201);
  link = landline_rest_parse_device_link (answer->text, answer->length, NULL);
  g_assert_nonnull (link);
  return link;
}

static RestAnswer *
join (RestFixture *rest, const char *code, const char *token)
{
  g_autofree char *body = g_strdup_printf ("{\"link\":\"%s\",\"device_name\":\"Tablet\"}", code);

  return rest_fixture_call (rest, "POST", "/v1/devices", token, body);
}

static void
join_well (RestFixture *rest, const char *code, LandlineRegistration *registration)
{
  g_autoptr (RestAnswer) answer = join (rest, code, NULL);

  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_true (
      landline_rest_parse_registration (registration, answer->text, answer->length, NULL));
}

static void
assert_over (RestFixture *rest, const char *code)
{
  g_autoptr (RestAnswer) answer = join (rest, code, NULL);

  rest_answer_assert_refused (answer, 403, LANDLINE_ERROR_UNAUTHORIZED);
  g_assert_null (strstr (answer->text, "Ann"));
  g_assert_null (strstr (answer->text, "101"));
}

static guint
get_status (RestFixture *rest, const char *method, const char *path, const char *token)
{
  g_autoptr (RestAnswer) answer = rest_fixture_call (rest, method, path, token, NULL);

  return answer->status;
}

static guint
remove_device (RestFixture *rest, const char *device, const char *token)
{
  g_autofree char *path = g_strconcat ("/v1/devices/", device, NULL);

  return get_status (rest, "DELETE", path, token);
}

static GPtrArray *
list_devices (RestFixture *rest, const char *token)
{
  g_autoptr (RestAnswer) answer = rest_fixture_call (rest, "GET", "/v1/devices", token, NULL);
  GPtrArray *devices = landline_rest_parse_devices (answer->text, answer->length, NULL);

  g_assert_nonnull (devices);
  return devices;
}

static void
test_join (RestFixture *rest, gconstpointer data)
{
  g_auto (LandlineRegistration) tablet = LANDLINE_REGISTRATION_INIT;
  g_autoptr (LandlineDeviceLink) link = NULL;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (RestAnswer) told = NULL;
  g_autoptr (RestAnswer) untold = NULL;
  g_autofree char *ann = NULL;
  g_autofree char *bob = NULL;

  rest_fixture_start (rest);
  ann = rest_fixture_register (rest, "101", "Ann");
  bob = rest_fixture_register (rest, "102", "Bob");
  link = offer (rest, ann);
  g_assert_cmpint (landline_device_link_get_expires (link), ==,
                   landline_device_link_get_created (link) + SERVER_LIMIT_LINK_LIFETIME);
  join_well (rest, landline_device_link_get_code (link), &tablet);
  g_assert_cmpstr (tablet.user_id, ==, "101");
  g_assert_cmpuint (get_status (rest, "GET", "/v1/me", tablet.token), ==, 200);

  devices = list_devices (rest, tablet.token);
  g_assert_cmpuint (devices->len, ==, 2);
  g_assert_cmpstr (landline_device_get_id (devices->pdata[1]), ==, tablet.device);
  g_assert_cmpstr (landline_device_get_name (devices->pdata[1]), ==, "Tablet");
  g_clear_pointer (&devices, g_ptr_array_unref);
  devices = list_devices (rest, bob);
  g_assert_cmpuint (devices->len, ==, 1);

  /* The other device is told, the new one is not, and nobody else. */
  told = rest_fixture_call (rest, "GET", "/v1/messages", ann, NULL);
  g_assert_nonnull (strstr (told->text, "\"event\":\"device\""));
  g_assert_nonnull (strstr (told->text, tablet.device));
  untold = rest_fixture_call (rest, "GET", "/v1/messages", tablet.token, NULL);
  g_assert_null (strstr (untold->text, "\"event\":\"device\""));
  rest_answer_free (g_steal_pointer (&untold));
  untold = rest_fixture_call (rest, "GET", "/v1/messages", bob, NULL);
  g_assert_null (strstr (untold->text, "\"event\":\"device\""));
}

static void
test_over (RestFixture *rest, gconstpointer data)
{
  g_auto (LandlineRegistration) tablet = LANDLINE_REGISTRATION_INIT;
  g_auto (LandlineRegistration) phone = LANDLINE_REGISTRATION_INIT;
  g_autoptr (LandlineDeviceLink) used = NULL;
  g_autoptr (LandlineDeviceLink) cancelled = NULL;
  g_autoptr (LandlineDeviceLink) orphan = NULL;
  g_autoptr (RestAnswer) with_token = NULL;
  g_autofree char *path = NULL;
  g_autofree char *ann = NULL;
  g_autofree char *eve = NULL;

  rest_fixture_start (rest);
  ann = rest_fixture_register (rest, "101", "Ann");
  eve = rest_fixture_register (rest, "103", "Eve");
  used = offer (rest, ann);
  join_well (rest, landline_device_link_get_code (used), &tablet);
  assert_over (rest, landline_device_link_get_code (used));
  assert_over (rest, "AAAAAAAAAAAAAAAAAAAAAA");
  assert_over (rest, landline_device_link_get_id (used));
  /* A token is no link, whoever has it. */
  assert_over (rest, ann);
  with_token = join (rest, landline_device_link_get_code (used), eve);
  rest_answer_assert_refused (with_token, 403, LANDLINE_ERROR_UNAUTHORIZED);

  cancelled = offer (rest, ann);
  path = g_strconcat ("/v1/devices/link/", landline_device_link_get_id (cancelled), NULL);
  g_assert_cmpuint (get_status (rest, "DELETE", path, eve), ==, 404);
  g_assert_cmpuint (get_status (rest, "DELETE", path, tablet.token), ==, 200);
  g_assert_cmpuint (get_status (rest, "DELETE", path, ann), ==, 404);
  assert_over (rest, landline_device_link_get_code (cancelled));

  /* It ends with the device that made it. */
  orphan = offer (rest, tablet.token);
  g_assert_cmpuint (remove_device (rest, tablet.device, eve), ==, 404);
  g_assert_cmpuint (remove_device (rest, tablet.device, ann), ==, 200);
  g_assert_cmpuint (get_status (rest, "GET", "/v1/me", tablet.token), ==, 401);
  assert_over (rest, landline_device_link_get_code (orphan));
}

static void
test_limit (RestFixture *rest, gconstpointer data)
{
  g_autoptr (RestAnswer) one_more = NULL;
  g_autoptr (RestAnswer) listed = NULL;
  g_autoptr (GPtrArray) links = NULL;
  g_autofree char *ann = NULL;
  g_autofree char *bob = NULL;

  rest_fixture_start (rest);
  ann = rest_fixture_register (rest, "101", "Ann");
  bob = rest_fixture_register (rest, "102", "Bob");
  for (guint i = 0; i < SERVER_LIMIT_LINKS; i++)
    g_object_unref (offer (rest, ann));
  one_more = rest_fixture_call (rest, "POST", "/v1/devices/link", ann, "{}");
  rest_answer_assert_refused (one_more, 429, LANDLINE_ERROR_RATE);
  g_object_unref (offer (rest, bob));
  listed = rest_fixture_call (rest, "GET", "/v1/devices/link", ann, NULL);
  links = landline_rest_parse_device_links (listed->text, listed->length, NULL);
  g_assert_cmpuint (links->len, ==, SERVER_LIMIT_LINKS);
  for (guint i = 0; i < links->len; i++)
    g_assert_null (landline_device_link_get_code (links->pdata[i]));
}

#define DEVICES_TEST(path, function)                                                               \
  g_test_add (path, RestFixture, NULL, rest_fixture_set_up, function, rest_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  DEVICES_TEST ("/server/rest/devices/join", test_join);
  DEVICES_TEST ("/server/rest/devices/over", test_over);
  DEVICES_TEST ("/server/rest/devices/limit", test_limit);

  return g_test_run ();
}
