/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "landline-id.h"
#include "landline-limits.h"
#include "wire-parsers.h"

/* Every field of every frame and body, with each value that it takes and each that it does not: at
 * its limits and one past them, of another type, missing, null and twice. A row of the table below
 * is a field; the values follow from its kind. */

#define MESSAGE_ID "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d"
#define DIGEST     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

typedef enum
{
  FIELD_STRING,
  FIELD_TEXT, /* not empty */
  FIELD_NAME, /* with something to show, in one line */
  FIELD_INTEGER,
  FIELD_DEGREES,
  FIELD_BOOLEAN,
  FIELD_USER,
  FIELD_MESSAGE,
  FIELD_ID,
  FIELD_OBJECT,
  FIELD_ARRAY,
  FIELD_EXPIRES,
  FIELD_KEY, /* of a note */
} FieldKind;

typedef struct
{
  const char *body;
  WireParser parse;
  const char *format; /* `@` stands for the member */
  const char *name;
  FieldKind kind;
  gboolean required;
  gint64 minimum;     /* of an integer, or degrees */
  gint64 maximum;     /* of these, or bytes of a string, or elements */
  const char *sample; /* the prefix of an id, or an object or element that is taken */
} Field;

#define INTEGER(required, minimum, maximum) FIELD_INTEGER, required, minimum, maximum, NULL
#define COUNTER(required)                   INTEGER (required, 0, LANDLINE_LIMIT_INTEGER)
#define STRING(kind, required, limit)       kind, required, 0, limit, NULL
#define ID(required, prefix)                FIELD_ID, required, 0, LANDLINE_LIMIT_ID, prefix
#define OBJECT(required, sample)            FIELD_OBJECT, required, 0, 0, sample
#define ARRAY(limit, sample)                FIELD_ARRAY, TRUE, 0, limit, sample
#define OPTIONAL_ARRAY(limit, sample)       FIELD_ARRAY, FALSE, 0, limit, sample
#define USER(required)                      FIELD_USER, required, 0, LANDLINE_LIMIT_ID, NULL
#define MESSAGE(required)                   FIELD_MESSAGE, required, 0, LANDLINE_LIMIT_ID, NULL
#define BOOLEAN                             FIELD_BOOLEAN, FALSE, 0, 0, NULL

#define SEND(members)                                                                              \
  "{\"frame\":\"send\",\"message\":{\"id\":\"" MESSAGE_ID "\",\"receiver_id\":\"101\"," members "}}"
#define MEMBER "{\"user_id\":\"101\"}"
#define ACT    "\"frame\":\"act\",\"id\":\"" MESSAGE_ID "\",\"conversation\":\"c_9f\""
#define ABOUT  "\"message\":\"" MESSAGE_ID "\""
#define ACTION                                                                                     \
  "\"id\":\"" MESSAGE_ID "\",\"conversation\":\"c_9f\"," ABOUT ",\"action\":\"edit\",\"text\":"    \
  "\"x\""
#define NOTE "\"key\":\"disappear\",\"value\":\"5\""
#define SENT "\"id\":\"" MESSAGE_ID "\",\"conversation\":\"c_9f\",\"seq\":1,\"time\":5"
#define MESSAGE_MEMBERS                                                                            \
  "\"id\":\"" MESSAGE_ID "\",\"sender_id\":\"101\",\"conversation\":\"c_9f\",\"seq\":1,\"time\":5"
#define TEXT  "\"type\":\"text\",\"text\":\"x\""
#define MEDIA "\"id\":\"m_7d\",\"content_type\":\"image/png\",\"size\":5,\"sha256\":\"" DIGEST "\""
#define WELCOME                                                                                    \
  "\"frame\":\"welcome\",\"generation\":\"g_1\",\"user_id\":\"101\",\"device\":\"d_1\","           \
  "\"head\":5,\"time\":5"

/* clang-format off */
static const Field fields[] = {
  { "hello", parse_client_frame, "{\"frame\":\"hello\",\"version\":1,@}", "cursor", COUNTER (FALSE) },
  { "hello", parse_client_frame, "{\"frame\":\"hello\",\"version\":1,@}", "window", INTEGER (FALSE, 1, LANDLINE_LIMIT_INTEGER) },
  { "hello", parse_client_frame, "{\"frame\":\"hello\",\"version\":1,@}", "generation", ID (FALSE, "g") },
  { "hello", parse_client_frame, "{\"frame\":\"hello\",@}", "version", INTEGER (TRUE, 1, 1) },
  { "ack", parse_client_frame, "{\"frame\":\"ack\",@}", "cursor", COUNTER (TRUE) },
  { "read", parse_client_frame, "{\"frame\":\"read\",\"seq\":1,@}", "conversation", ID (TRUE, "c") },
  { "read", parse_client_frame, "{\"frame\":\"read\",\"conversation\":\"c_9f\",@}", "seq", COUNTER (TRUE) },
  { "typing", parse_client_frame, "{\"frame\":\"typing\",@}", "conversation", ID (TRUE, "c") },
  { "send", parse_client_frame, "{\"frame\":\"send\",@}", "message", OBJECT (TRUE, "{\"id\":\"" MESSAGE_ID "\",\"receiver_id\":\"101\"," TEXT "}") },
  { "send", parse_client_frame, "{\"frame\":\"send\",\"message\":{\"receiver_id\":\"101\"," TEXT ",@}}", "id", MESSAGE (TRUE) },
  { "send", parse_client_frame, SEND (TEXT ",@"), "reply_to", MESSAGE (FALSE) },
  { "send", parse_client_frame, SEND (TEXT ",@"), "sender_id", USER (FALSE) },
  { "send", parse_client_frame, SEND ("\"type\":\"text\",@"), "text", STRING (FIELD_TEXT, TRUE, LANDLINE_LIMIT_TEXT) },
  { "send-media", parse_client_frame, SEND ("\"type\":\"media\",@"), "media_object", ID (TRUE, "m") },
  { "send-document", parse_client_frame, SEND ("\"type\":\"document\",@"), "document", ID (TRUE, "m") },
  { "send-document", parse_client_frame, SEND ("\"type\":\"document\",\"document\":\"m_7d\",@"), "text", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_TEXT) },
  { "reference", parse_client_frame, SEND ("\"type\":\"media\",\"media_object\":{@}"), "id", ID (TRUE, "m") },
  { "reference", parse_client_frame, SEND ("\"type\":\"media\",\"media_object\":{\"id\":\"m_7d\",@}"), "width", INTEGER (FALSE, 0, LANDLINE_LIMIT_PIXELS_SIDE) },
  { "reference", parse_client_frame, SEND ("\"type\":\"media\",\"media_object\":{\"id\":\"m_7d\",@}"), "height", INTEGER (FALSE, 0, LANDLINE_LIMIT_PIXELS_SIDE) },
  { "reference", parse_client_frame, SEND ("\"type\":\"media\",\"media_object\":{\"id\":\"m_7d\",@}"), "duration", COUNTER (FALSE) },
  { "send-location", parse_client_frame, SEND ("\"type\":\"location\",@"), "location", OBJECT (TRUE, "{\"latitude\":1,\"longitude\":1}") },
  { "location", parse_client_frame, SEND ("\"type\":\"location\",\"location\":{\"longitude\":1,@}"), "latitude", FIELD_DEGREES, TRUE, -90, 90, NULL },
  { "location", parse_client_frame, SEND ("\"type\":\"location\",\"location\":{\"latitude\":1,@}"), "longitude", FIELD_DEGREES, TRUE, -180, 180, NULL },
  { "location", parse_client_frame, SEND ("\"type\":\"location\",\"location\":{\"latitude\":1,\"longitude\":1,@}"), "name", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_NAME) },
  { "send-contact", parse_client_frame, SEND ("\"type\":\"contact\",@"), "contact", OBJECT (TRUE, "{\"name\":\"A\",\"phones\":[]}") },
  { "contact", parse_client_frame, SEND ("\"type\":\"contact\",\"contact\":{\"phones\":[],@}"), "name", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_NAME) },
  { "contact", parse_client_frame, SEND ("\"type\":\"contact\",\"contact\":{\"name\":\"A\",@}"), "phones", ARRAY (LANDLINE_LIMIT_PHONES, "\"103\"") },

  { "send-traits", parse_client_frame, SEND (TEXT ",@"), "forwarded", BOOLEAN },
  { "send-traits", parse_client_frame, SEND (TEXT ",@"), "mentions", OPTIONAL_ARRAY (LANDLINE_LIMIT_MENTIONS, "\"102\"") },
  { "send-traits", parse_client_frame, SEND (TEXT ",@"), "expires", FIELD_EXPIRES, FALSE, 0, 0, NULL },
  { "send-traits", parse_client_frame, SEND ("\"type\":\"document\",\"document\":\"m_7d\",@"), "expires", FIELD_EXPIRES, FALSE, 0, 0, NULL },
  { "act", parse_client_frame, "{\"frame\":\"act\",\"conversation\":\"c_9f\"," ABOUT ",\"action\":\"pin\",@}", "id", MESSAGE (TRUE) },
  { "act", parse_client_frame, "{\"frame\":\"act\",\"id\":\"" MESSAGE_ID "\"," ABOUT ",\"action\":\"pin\",@}", "conversation", ID (TRUE, "c") },
  { "act", parse_client_frame, "{" ACT ",\"action\":\"pin\",@}", "message", MESSAGE (TRUE) },
  { "act-edit", parse_client_frame, "{" ACT "," ABOUT ",\"action\":\"edit\",@}", "text", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_TEXT) },
  { "act-edit", parse_client_frame, "{" ACT "," ABOUT ",\"action\":\"edit\",\"text\":\"x\",@}", "mentions", OPTIONAL_ARRAY (LANDLINE_LIMIT_MENTIONS, "\"102\"") },
  { "note", parse_client_frame, "{\"frame\":\"note\"," NOTE ",@}", "id", MESSAGE (TRUE) },
  { "note", parse_client_frame, "{\"frame\":\"note\",\"id\":\"" MESSAGE_ID "\",\"key\":\"disappear\",@}", "value", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_NOTE_VALUE) },
  { "note", parse_client_frame, "{\"frame\":\"note\",\"id\":\"" MESSAGE_ID "\",\"value\":\"5\",@}", "key", STRING (FIELD_KEY, TRUE, LANDLINE_LIMIT_NOTE_KEY) },

  { "rest-send", parse_send, "{\"receiver_id\":\"101\"," TEXT ",@}", "id", MESSAGE (FALSE) },
  { "rest-send", parse_send, "{\"receiver_id\":\"101\"," TEXT ",@}", "sender_id", USER (FALSE) },
  { "rest-send", parse_send, "{\"receiver_id\":\"101\",\"type\":\"text\",@}", "text", STRING (FIELD_TEXT, TRUE, LANDLINE_LIMIT_TEXT) },
  { "rest-ack", parse_ack, "{@}", "cursor", COUNTER (TRUE) },
  { "register", parse_register, "{\"phone\":\"101\",@}", "name", STRING (FIELD_NAME, TRUE, LANDLINE_LIMIT_NAME) },
  { "register", parse_register, "{\"name\":\"A\",@}", "phone", USER (TRUE) },
  { "register", parse_register, "{\"name\":\"A\",\"phone\":\"101\",@}", "invite", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_INVITE) },
  { "profile", parse_profile_change, "{@}", "name", STRING (FIELD_NAME, FALSE, LANDLINE_LIMIT_NAME) },
  { "profile", parse_profile_change, "{@}", "about", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_ABOUT) },
  { "group", parse_group, "{\"name\":\"Walk\",@}", "id", MESSAGE (TRUE) },
  { "group", parse_group, "{\"id\":\"" MESSAGE_ID "\",@}", "name", STRING (FIELD_NAME, TRUE, LANDLINE_LIMIT_NAME) },
  { "group", parse_group, "{\"id\":\"" MESSAGE_ID "\",\"name\":\"Walk\",@}", "members", OPTIONAL_ARRAY (LANDLINE_LIMIT_MEMBERS, "\"102\"") },
  { "group", parse_group, "{\"id\":\"" MESSAGE_ID "\",\"name\":\"Walk\",@}", "description", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_DESCRIPTION) },
  { "group", parse_group, "{\"id\":\"" MESSAGE_ID "\",\"name\":\"Walk\",@}", "disappear", FIELD_EXPIRES, FALSE, 0, 0, NULL },
  { "group-change", parse_group_change, "{@}", "name", STRING (FIELD_NAME, FALSE, LANDLINE_LIMIT_NAME) },
  { "group-change", parse_group_change, "{@}", "description", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_DESCRIPTION) },
  { "group-change", parse_group_change, "{@}", "disappear", FIELD_EXPIRES, FALSE, 0, 0, NULL },
  { "status-request", parse_status_request, "{\"text\":\"x\",@}", "id", MESSAGE (TRUE) },
  { "status-request", parse_status_request, "{\"id\":\"" MESSAGE_ID "\",@}", "text", STRING (FIELD_TEXT, TRUE, LANDLINE_LIMIT_STATUS_TEXT) },
  { "status-request", parse_status_request, "{\"id\":\"" MESSAGE_ID "\",\"type\":\"media\",@}", "media_object", ID (TRUE, "m") },
  { "status-request", parse_status_request, "{\"id\":\"" MESSAGE_ID "\",\"media_object\":\"m_7d\",@}", "text", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_STATUS_TEXT) },
  { "status-request", parse_status_request, "{\"id\":\"" MESSAGE_ID "\",\"text\":\"x\",@}", "audience", OBJECT (FALSE, "{\"mode\":\"only\",\"users\":[\"102\"]}") },
  { "audience", parse_status_request, "{\"id\":\"" MESSAGE_ID "\",\"text\":\"x\",\"audience\":{\"mode\":\"only\",@}}", "users", OPTIONAL_ARRAY (LANDLINE_LIMIT_AUDIENCE, "\"102\"") },

  { "welcome", parse_server_frame, "{" WELCOME ",@}", "version", INTEGER (TRUE, 1, G_MAXINT) },
  { "welcome", parse_server_frame, "{" WELCOME ",\"version\":1,@}", "reset", BOOLEAN },
  { "welcome", parse_server_frame, "{" WELCOME ",\"version\":1,@}", "keepalive", INTEGER (FALSE, 1, 3600) },
  { "welcome", parse_server_frame, "{" WELCOME ",\"version\":1,@}", "limits", OBJECT (FALSE, "{}") },
  { "limits", parse_server_frame, "{" WELCOME ",\"version\":1,\"limits\":{@}}", "frame", INTEGER (FALSE, 1, G_MAXUINT) },
  { "limits", parse_server_frame, "{" WELCOME ",\"version\":1,\"limits\":{@}}", "text", INTEGER (FALSE, 1, G_MAXUINT) },
  { "limits", parse_server_frame, "{" WELCOME ",\"version\":1,\"limits\":{@}}", "media", COUNTER (FALSE) },
  { "limits", parse_server_frame, "{" WELCOME ",\"version\":1,\"limits\":{@}}", "document", COUNTER (FALSE) },
  { "limits", parse_server_frame, "{" WELCOME ",\"version\":1,\"limits\":{@}}", "in_flight", INTEGER (FALSE, 1, G_MAXUINT) },
  { "synced", parse_server_frame, "{\"frame\":\"synced\",@}", "cursor", COUNTER (TRUE) },
  { "presence", parse_server_frame, "{\"frame\":\"presence\",@}", "user_id", USER (TRUE) },
  { "presence", parse_server_frame, "{\"frame\":\"presence\",\"user_id\":\"101\",@}", "online", BOOLEAN },
  { "presence", parse_server_frame, "{\"frame\":\"presence\",\"user_id\":\"101\",@}", "last_seen", COUNTER (FALSE) },
  { "typing-of", parse_server_frame, "{\"frame\":\"typing\",\"user_id\":\"101\",@}", "conversation", ID (TRUE, "c") },
  { "typing-of", parse_server_frame, "{\"frame\":\"typing\",\"conversation\":\"c_1\",@}", "user_id", USER (TRUE) },
  { "error", parse_server_frame, "{\"frame\":\"error\",\"code\":\"rate\",@}", "id", MESSAGE (FALSE) },
  { "error", parse_server_frame, "{\"frame\":\"error\",@}", "code", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_ID) },
  { "error", parse_server_frame, "{\"frame\":\"error\",\"code\":\"rate\",@}", "retry_after", COUNTER (FALSE) },
  { "bye", parse_server_frame, "{\"frame\":\"bye\",@}", "code", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_ID) },
  { "bye", parse_server_frame, "{\"frame\":\"bye\",\"code\":\"restart\",@}", "retry_after", COUNTER (FALSE) },
  { "event", parse_server_frame, "{\"frame\":\"event\",\"event\":\"sleep\",@}", "cursor", INTEGER (TRUE, 1, LANDLINE_LIMIT_INTEGER) },
  { "event", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,@}", "event", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_ID) },
  { "event", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"message\",@}", "message", OBJECT (TRUE, "{" MESSAGE_MEMBERS "," TEXT "}") },
  { "event", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"sent\",@}", "sent", OBJECT (TRUE, "{" SENT "}") },
  { "event", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"conversation\",\"conversation\":{\"id\":\"c_1\",\"type\":\"group\",\"members\":[]},@}", "by", USER (FALSE) },
  { "event", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"conversation\",\"conversation\":{\"id\":\"c_1\",\"type\":\"group\",\"members\":[]},@}", "change", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_ID) },
  { "event", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"action\",@}", "action", OBJECT (TRUE, "{" ACTION ",\"user_id\":\"101\",\"time\":5,\"version\":1}") },
  { "event", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"note\",@}", "note", OBJECT (TRUE, "{" NOTE ",\"time\":5,\"version\":1}") },
  { "event", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"done\",@}", "done", OBJECT (TRUE, "{\"id\":\"" MESSAGE_ID "\",\"time\":5,\"version\":1}") },
  { "event-action", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"action\",\"action\":{" ACTION ",\"time\":5,\"version\":1,@}}", "user_id", USER (TRUE) },
  { "event-action", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"action\",\"action\":{" ACTION ",\"user_id\":\"101\",\"version\":1,@}}", "time", COUNTER (TRUE) },
  { "event-action", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"action\",\"action\":{" ACTION ",\"user_id\":\"101\",\"time\":5,@}}", "version", INTEGER (TRUE, 1, LANDLINE_LIMIT_INTEGER) },
  { "event-action", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"action\",\"action\":{\"id\":\"" MESSAGE_ID "\",\"conversation\":\"c_9f\"," ABOUT ",\"action\":\"react\",\"user_id\":\"101\",\"time\":5,\"version\":1,@}}", "emoji", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_EMOJI) },
  { "event-note", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"note\",\"note\":{" NOTE ",\"version\":1,@}}", "time", COUNTER (TRUE) },
  { "event-note", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"note\",\"note\":{" NOTE ",\"time\":1,@}}", "version", INTEGER (TRUE, 1, LANDLINE_LIMIT_INTEGER) },
  { "done", parse_server_frame, "{\"frame\":\"done\",\"version\":1,\"time\":5,@}", "id", MESSAGE (TRUE) },
  { "done", parse_server_frame, "{\"frame\":\"done\",\"id\":\"" MESSAGE_ID "\",\"version\":1,\"time\":5,@}", "cursor", COUNTER (FALSE) },
  { "done", parse_server_frame, "{\"frame\":\"done\",\"id\":\"" MESSAGE_ID "\",\"version\":1,\"time\":5,@}", "conversation", ID (FALSE, "c") },
  { "done", parse_server_frame, "{\"frame\":\"done\",\"id\":\"" MESSAGE_ID "\",\"version\":1,\"time\":5,@}", "duplicate", BOOLEAN },
  { "done", parse_server_frame, "{\"frame\":\"done\",\"id\":\"" MESSAGE_ID "\",\"time\":5,@}", "version", INTEGER (TRUE, 1, LANDLINE_LIMIT_INTEGER) },
  { "done", parse_server_frame, "{\"frame\":\"done\",\"id\":\"" MESSAGE_ID "\",\"version\":1,@}", "time", COUNTER (TRUE) },
  { "sent", parse_server_frame, "{\"frame\":\"sent\"," SENT ",@}", "cursor", COUNTER (FALSE) },
  { "sent", parse_server_frame, "{\"frame\":\"sent\"," SENT ",@}", "duplicate", BOOLEAN },

  { "rest-sent", parse_sent, "{\"conversation\":\"c_9f\",\"seq\":1,\"time\":5,@}", "id", MESSAGE (TRUE) },
  { "rest-sent", parse_sent, "{\"id\":\"" MESSAGE_ID "\",\"seq\":1,\"time\":5,@}", "conversation", ID (TRUE, "c") },
  { "rest-sent", parse_sent, "{\"id\":\"" MESSAGE_ID "\",\"conversation\":\"c_9f\",\"time\":5,@}", "seq", INTEGER (TRUE, 1, LANDLINE_LIMIT_INTEGER) },
  { "rest-sent", parse_sent, "{\"id\":\"" MESSAGE_ID "\",\"conversation\":\"c_9f\",\"seq\":5,@}", "time", COUNTER (TRUE) },
  { "registration", parse_registration, "{\"device\":\"d_1\",\"token\":\"x\",@}", "user_id", USER (TRUE) },
  { "registration", parse_registration, "{\"user_id\":\"101\",\"token\":\"x\",@}", "device", ID (TRUE, "d") },
  { "registration", parse_registration, "{\"user_id\":\"101\",\"device\":\"d_1\",@}", "token", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_TOKEN) },
  { "server", parse_server_info, "{\"version\":\"1\",\"policy\":\"open\",@}", "name", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_NAME) },
  { "server", parse_server_info, "{\"name\":\"H\",\"policy\":\"open\",@}", "version", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_ID) },
  { "server", parse_server_info, "{\"name\":\"H\",\"version\":\"1\",@}", "policy", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_ID) },
  { "server", parse_server_info, "{\"name\":\"H\",\"version\":\"1\",\"policy\":\"open\",@}", "key", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_TOKEN) },
  { "server", parse_server_info, "{\"name\":\"H\",\"version\":\"1\",\"policy\":\"open\",@}", "limits", OBJECT (FALSE, "{\"frame\":5}") },
  { "media", parse_media, "{" MEDIA ",@}", "name", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_FILE_NAME) },
  { "media", parse_media, "{\"id\":\"m_7d\",\"name\":\"a\",\"size\":5,\"sha256\":\"" DIGEST "\",@}", "content_type", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_CONTENT_TYPE) },
  { "media", parse_media, "{\"id\":\"m_7d\",\"name\":\"a\",\"content_type\":\"a/b\",\"sha256\":\"" DIGEST "\",@}", "size", COUNTER (TRUE) },
  { "media", parse_media, "{" MEDIA ",\"name\":\"a\",@}", "type", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_ID) },
  { "user", parse_user, "{\"name\":\"A\",@}", "user_id", USER (TRUE) },
  { "user", parse_user, "{\"user_id\":\"101\",@}", "name", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_NAME) },
  { "user", parse_user, "{\"user_id\":\"101\",\"name\":\"A\",@}", "about", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_ABOUT) },
  { "user", parse_user, "{\"user_id\":\"101\",\"name\":\"A\",@}", "avatar", ID (FALSE, "m") },
  { "user", parse_user, "{\"user_id\":\"101\",\"name\":\"A\",@}", "last_seen", COUNTER (FALSE) },
  { "user", parse_user, "{\"user_id\":\"101\",\"name\":\"A\",@}", "admin", BOOLEAN },
  { "conversation", parse_conversation, "{\"type\":\"group\",\"members\":[],@}", "id", ID (TRUE, "c") },
  { "conversation", parse_conversation, "{\"id\":\"c_1\",\"type\":\"group\",\"members\":[],@}", "name", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_NAME) },
  { "conversation", parse_conversation, "{\"id\":\"c_1\",\"type\":\"group\",\"members\":[],@}", "created", COUNTER (FALSE) },
  { "conversation", parse_conversation, "{\"id\":\"c_1\",\"type\":\"group\",\"members\":[],@}", "last_seq", COUNTER (FALSE) },
  { "conversation", parse_conversation, "{\"id\":\"c_1\",\"type\":\"group\",@}", "members", ARRAY (LANDLINE_LIMIT_MEMBERS, MEMBER) },
  { "settings", parse_conversation, "{\"id\":\"c_1\",\"type\":\"group\",\"members\":[],@}", "description", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_DESCRIPTION) },
  { "settings", parse_conversation, "{\"id\":\"c_1\",\"type\":\"group\",\"members\":[],@}", "picture", ID (FALSE, "m") },
  { "settings", parse_conversation, "{\"id\":\"c_1\",\"type\":\"group\",\"members\":[],@}", "who_may_send", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_ID) },
  { "settings", parse_conversation, "{\"id\":\"c_1\",\"type\":\"group\",\"members\":[],@}", "who_may_edit", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_ID) },
  { "settings", parse_conversation, "{\"id\":\"c_1\",\"type\":\"group\",\"members\":[],@}", "history", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_ID) },
  { "settings", parse_conversation, "{\"id\":\"c_1\",\"type\":\"group\",\"members\":[],@}", "disappear", COUNTER (FALSE) },
  { "change", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"conversation\",\"conversation\":{\"id\":\"c_1\",\"type\":\"group\",\"members\":[]},@}", "users", OPTIONAL_ARRAY (LANDLINE_LIMIT_CHANGE_USERS, "\"102\"") },
  { "change", parse_server_frame, "{\"frame\":\"event\",\"cursor\":5,\"event\":\"conversation\",\"conversation\":{\"id\":\"c_1\",\"type\":\"group\",\"members\":[]},@}", "time", COUNTER (FALSE) },
  { "member", parse_conversation, "{\"id\":\"c_1\",\"type\":\"group\",\"members\":[{@}]}", "user_id", USER (TRUE) },
  { "member", parse_conversation, "{\"id\":\"c_1\",\"type\":\"group\",\"members\":[{\"user_id\":\"101\",@}]}", "name", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_NAME) },
  { "member", parse_conversation, "{\"id\":\"c_1\",\"type\":\"group\",\"members\":[{\"user_id\":\"101\",@}]}", "role", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_ID) },
  { "receipt", parse_receipts, "{\"receipts\":[{\"user_id\":\"101\",\"delivered\":5,\"read\":5,@}]}", "conversation", ID (TRUE, "c") },
  { "receipt", parse_receipts, "{\"receipts\":[{\"conversation\":\"c_1\",\"delivered\":5,\"read\":5,@}]}", "user_id", USER (TRUE) },
  { "receipt", parse_receipts, "{\"receipts\":[{\"conversation\":\"c_1\",\"user_id\":\"101\",\"read\":0,@}]}", "delivered", COUNTER (TRUE) },
  { "receipt", parse_receipts, "{\"receipts\":[{\"conversation\":\"c_1\",\"user_id\":\"101\",\"delivered\":7,@}]}", "read", INTEGER (TRUE, 0, 7) },
  { "receipt", parse_receipts, "{\"receipts\":[{\"conversation\":\"c_1\",\"user_id\":\"101\",\"delivered\":7,\"read\":0,@}]}", "delivered_time", INTEGER (FALSE, 0, LANDLINE_LIMIT_INTEGER) },
  { "receipt", parse_receipts, "{\"receipts\":[{\"conversation\":\"c_1\",\"user_id\":\"101\",\"delivered\":7,\"read\":0,@}]}", "read_time", INTEGER (FALSE, 0, LANDLINE_LIMIT_INTEGER) },
  { "device", parse_devices, "{\"devices\":[{\"user_id\":\"101\",@}]}", "id", ID (TRUE, "d") },
  { "device", parse_devices, "{\"devices\":[{\"id\":\"d_1\",@}]}", "user_id", USER (TRUE) },
  { "device", parse_devices, "{\"devices\":[{\"id\":\"d_1\",\"user_id\":\"101\",@}]}", "name", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_DEVICE_NAME) },
  { "device", parse_devices, "{\"devices\":[{\"id\":\"d_1\",\"user_id\":\"101\",@}]}", "created", COUNTER (FALSE) },
  { "device", parse_devices, "{\"devices\":[{\"id\":\"d_1\",\"user_id\":\"101\",@}]}", "last_seen", COUNTER (FALSE) },
  { "status", parse_statuses, "{\"statuses\":[{\"user_id\":\"101\",\"time\":5,\"expires\":6," TEXT ",@}]}", "id", ID (TRUE, "s") },
  { "status", parse_statuses, "{\"statuses\":[{\"id\":\"s_1\",\"time\":5,\"expires\":6," TEXT ",@}]}", "user_id", USER (TRUE) },
  { "status", parse_statuses, "{\"statuses\":[{\"id\":\"s_1\",\"user_id\":\"101\",\"expires\":6," TEXT ",@}]}", "time", COUNTER (TRUE) },
  { "status", parse_statuses, "{\"statuses\":[{\"id\":\"s_1\",\"user_id\":\"101\",\"time\":6," TEXT ",@}]}", "expires", COUNTER (TRUE) },
  { "status", parse_statuses, "{\"statuses\":[{\"id\":\"s_1\",\"user_id\":\"101\",\"time\":5,\"expires\":6," TEXT ",@}]}", "views", INTEGER (FALSE, 0, G_MAXUINT) },
  { "status", parse_statuses, "{\"statuses\":[{\"id\":\"s_1\",\"user_id\":\"101\",\"time\":5,\"expires\":6," TEXT ",@}]}", "viewed", BOOLEAN },
  { "status", parse_statuses, "{\"statuses\":[{\"id\":\"s_1\",\"user_id\":\"101\",\"time\":5,\"expires\":6," TEXT ",@}]}", "removed", BOOLEAN },
  { "status", parse_statuses, "{\"statuses\":[{\"id\":\"s_1\",\"user_id\":\"101\",\"time\":5,\"expires\":6," TEXT ",@}]}", "colour", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_ID) },
  { "view", parse_views, "{\"views\":[{\"user_id\":\"101\",\"time\":5,@}]}", "status", ID (TRUE, "s") },
  { "view", parse_views, "{\"views\":[{\"status\":\"s_1\",\"time\":5,@}]}", "user_id", USER (TRUE) },
  { "view", parse_views, "{\"views\":[{\"status\":\"s_1\",\"user_id\":\"101\",@}]}", "time", COUNTER (TRUE) },
  { "message", parse_messages, "{\"messages\":[{\"sender_id\":\"101\",\"conversation\":\"c_1\",\"seq\":1,\"time\":5," TEXT ",@}]}", "id", MESSAGE (TRUE) },
  { "message", parse_messages, "{\"messages\":[{\"id\":\"" MESSAGE_ID "\",\"conversation\":\"c_1\",\"seq\":1,\"time\":5," TEXT ",@}]}", "sender_id", USER (TRUE) },
  { "message", parse_messages, "{\"messages\":[{" MESSAGE_MEMBERS "," TEXT ",@}]}", "reply_to", MESSAGE (FALSE) },
  { "message", parse_messages, "{\"messages\":[{" MESSAGE_MEMBERS ",\"text\":\"x\",@}]}", "type", STRING (FIELD_TEXT, TRUE, LANDLINE_LIMIT_ID) },
  { "state", parse_messages, "{\"messages\":[{" MESSAGE_MEMBERS "," TEXT ",@}]}", "version", COUNTER (FALSE) },
  { "state", parse_messages, "{\"messages\":[{" MESSAGE_MEMBERS "," TEXT ",@}]}", "edited", COUNTER (FALSE) },
  { "state", parse_messages, "{\"messages\":[{" MESSAGE_MEMBERS "," TEXT ",@}]}", "deleted", BOOLEAN },
  { "state", parse_messages, "{\"messages\":[{" MESSAGE_MEMBERS "," TEXT ",@}]}", "pinned", BOOLEAN },
  { "state", parse_messages, "{\"messages\":[{" MESSAGE_MEMBERS "," TEXT ",@}]}", "reactions", OPTIONAL_ARRAY (LANDLINE_LIMIT_REACTIONS, "{\"emoji\":\"x\",\"user_id\":\"102\"}") },
  { "state", parse_messages, "{\"messages\":[{" MESSAGE_MEMBERS "," TEXT ",@}]}", "forwarded", BOOLEAN },
  { "state", parse_messages, "{\"messages\":[{" MESSAGE_MEMBERS "," TEXT ",@}]}", "mentions", OPTIONAL_ARRAY (LANDLINE_LIMIT_MENTIONS, "\"102\"") },
  { "state", parse_messages, "{\"messages\":[{" MESSAGE_MEMBERS "," TEXT ",@}]}", "expires", COUNTER (FALSE) },
  { "reaction", parse_messages, "{\"messages\":[{" MESSAGE_MEMBERS "," TEXT ",\"reactions\":[{\"emoji\":\"x\",@}]}]}", "user_id", USER (TRUE) },
  { "reaction", parse_messages, "{\"messages\":[{" MESSAGE_MEMBERS "," TEXT ",\"reactions\":[{\"user_id\":\"102\",@}]}]}", "emoji", STRING (FIELD_STRING, TRUE, LANDLINE_LIMIT_EMOJI) },
  { "notes", parse_notes, "{\"notes\":[],@}", "more", BOOLEAN },
  { "action", parse_action, "{" ACTION ",@}", "mentions", OPTIONAL_ARRAY (LANDLINE_LIMIT_MENTIONS, "\"102\"") },
  { "action", parse_action, "{" ACTION ",\"version\":1,\"time\":5,@}", "user_id", USER (TRUE) },
  { "messages", parse_messages, "{\"messages\":[],@}", "more", BOOLEAN },
  { "events", parse_events, "{\"events\":[],@}", "cursor", COUNTER (TRUE) },
  { "events", parse_events, "{\"events\":[],\"cursor\":5,@}", "more", BOOLEAN },
  { "content", parse_content, "{\"type\":\"location\",\"location\":{\"latitude\":1,\"longitude\":1,@}}", "name", STRING (FIELD_STRING, FALSE, LANDLINE_LIMIT_NAME) },
};
/* clang-format on */

/* Puts @members where the format has its `@`, with one unrelated member beside them. */
static char *
make_body (const Field *field, const char *members)
{
  const char *at = strchr (field->format, '@');

  return g_strdup_printf ("%.*s\"unrelated\":[{\"x\":null}]%s%s%s", (int) (at - field->format),
                          field->format, *members != '\0' ? "," : "", members, at + 1);
}

/* @code: -1 for what is taken */
static void
try_members (const Field *field, const char *members, int code)
{
  g_autofree char *body = make_body (field, members);
  g_autoptr (GError) error = NULL;
  gboolean taken = field->parse (body, strlen (body), &error);

  if (taken != (code < 0) || (!taken && error->code != code))
    g_error ("%s: %s", body, error != NULL ? error->message : "was taken");
  if (taken)
    {
      g_assert_no_error (error);
      return;
    }

  g_assert_error (error, LANDLINE_ERROR, code);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
try_value (const Field *field, const char *value, int code)
{
  g_autofree char *member = g_strdup_printf ("\"%s\":%s", field->name, value);

  try_members (field, member, code);
}

static void
try_string (const Field *field, const char *string, int code)
{
  g_autofree char *value = g_strdup_printf ("\"%s\"", string);

  try_value (field, value, code);
}

static void
try_number (const Field *field, gint64 number, int code)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  try_value (field, value, code);
}

static void
try_all (const Field *field, const char *const *values, int code)
{
  for (guint i = 0; values[i] != NULL; i++)
    try_value (field, values[i], code);
}

/* @good: a value that is taken */
static void
try_presence (const Field *field, const char *good)
{
  int missing = field->required ? (int) LANDLINE_ERROR_BAD_FRAME : -1;
  g_autofree char *twice = g_strdup_printf ("\"%s\":%s,\"%s\":%s", field->name, good, field->name,
                                            good);
  g_autofree char *null_first = g_strdup_printf ("\"%s\":null,\"%s\":%s", field->name, field->name,
                                                 good);
  g_autofree char *other_case = g_strdup_printf ("\"%c%s\":%s", g_ascii_toupper (field->name[0]),
                                                 field->name + 1, good);
  g_autofree char *longer = g_strdup_printf ("\"%s\\u0000\":%s", field->name, good);

  try_value (field, good, -1);
  try_members (field, "", missing);
  try_value (field, "null", missing);
  try_members (field, other_case, missing);
  try_members (field, longer, missing);
  try_members (field, twice, LANDLINE_ERROR_BAD_FRAME);
  try_members (field, null_first, LANDLINE_ERROR_BAD_FRAME);
}

/* What is no JSON at all is refused wherever it stands. */
static void
try_malformed (const Field *field)
{
  static const char *const values[] = {
    "",
    "nul",
    "True",
    "NaN",
    "Infinity",
    "-Infinity",
    "+1",
    "01",
    "1.",
    ".5",
    "1e",
    "0x10",
    "1e400",
    "'x'",
    "\"x",
    "[1,]",
    "{\"a\":1,}",
    "{a:1}",
    "/**/1",
    "\"\xff\"",
    "\"\xc0\x80\"",
    "\"\xed\xa0\x80\"",
    "\"\xf4\x90\x80\x80\"",
    "\"\xe2\x82\"",
    "\"a\nb\"",
    "\"a\x01\"",
    "\"\\x41\"",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\u12\"",
    NULL,
  };

  try_all (field, values, LANDLINE_ERROR_BAD_FRAME);
}

static void
try_strings (const Field *field)
{
  static const char *const wrong[] = { "5", "true", "false", "[]", "{}", "[\"x\"]", "0.5", NULL };
  gsize limit = (gsize) field->maximum;
  g_autofree char *at_limit = g_strnfill (limit, 'x');
  g_autofree char *past_limit = g_strnfill (limit + 1, 'x');
  g_autoptr (GString) escaped = g_string_new (NULL);
  g_autoptr (GString) wide = g_string_new (NULL);
  gboolean is_name = field->kind == FIELD_NAME;
  int empty = field->kind == FIELD_STRING ? -1 : (int) LANDLINE_ERROR_BAD_FRAME;
  gboolean is_text = field->kind == FIELD_TEXT && strcmp (field->name, "text") == 0;

  /* The limit counts bytes of UTF-8, not those of the JSON and not characters. */
  for (gsize i = 0; i < limit; i++)
    g_string_append (escaped, i % 2 == 0 ? "\\\"" : "\\u0041");
  for (gsize i = 0; i < limit / 4; i++)
    g_string_append (wide, "\U0001f600");

  try_presence (field, "\"x\"");
  try_all (field, wrong, LANDLINE_ERROR_BAD_FRAME);
  try_string (field, at_limit, -1);
  try_string (field, past_limit, LANDLINE_ERROR_TOO_LARGE);
  if (escaped->len + 1000 < LANDLINE_LIMIT_FRAME)
    try_string (field, escaped->str, -1);
  for (gsize i = wide->len; i < limit; i++)
    g_string_append_c (wide, 'y');
  try_string (field, wide->str, -1);
  g_string_append (wide, "ü");
  try_string (field, wide->str, LANDLINE_ERROR_TOO_LARGE);
  try_string (field, "a\\u0000b", LANDLINE_ERROR_BAD_FRAME);
  try_string (field, "\\u0000", LANDLINE_ERROR_BAD_FRAME);
  if (is_text || is_name || field->kind == FIELD_STRING)
    try_string (field, "", empty);
  try_string (field, "\\ud83d\\ude00", -1);
  try_string (field, "a\\u0007\\u001b[2J\\u007f\\u0085",
              is_name ? (int) LANDLINE_ERROR_BAD_FRAME : -1);
  try_string (field, "a\\nb", is_name ? (int) LANDLINE_ERROR_BAD_FRAME : -1);
  try_string (field, "\\u200b\\u200d\\u2060\\ufeff", is_name ? (int) LANDLINE_ERROR_BAD_FRAME : -1);
  try_string (field, "\\u0301\\ufe0f", is_name ? (int) LANDLINE_ERROR_BAD_FRAME : -1);
  try_string (field, "\\u3164", is_name ? (int) LANDLINE_ERROR_BAD_FRAME : -1);
  try_string (field, "e\\u0301", -1);
  try_string (field, " \\u3000\\u00a0", is_name ? (int) LANDLINE_ERROR_BAD_FRAME : -1);
}

static void
try_integers (const Field *field)
{
  static const char *const wrong[] = { "\"5\"", "true", "false", "[]",   "{}",
                                       "[5]",   "1.0",  "0.5",   "5e0",  "1e3",
                                       "1E-2",  "\"\"", "1e308", "-0.0", NULL };
  static const char *const beyond[] = { "9223372036854775807",        "9223372036854775808",
                                        "18446744073709551615",       "18446744073709551616",
                                        "-9223372036854775808",       "-9223372036854775809",
                                        "99999999999999999999999999", "9007199254740992",
                                        "9007199254740993",           NULL };
  g_autofree char *good = g_strdup_printf ("%" G_GINT64_FORMAT, field->minimum);
  gboolean is_version = strcmp (field->name, "version") == 0;
  int past = is_version && field->maximum == 1 ? LANDLINE_ERROR_UNSUPPORTED
                                               : LANDLINE_ERROR_BAD_FRAME;

  try_presence (field, good);
  try_all (field, wrong, LANDLINE_ERROR_BAD_FRAME);
  try_all (field, beyond, LANDLINE_ERROR_BAD_FRAME);
  try_number (field, field->minimum, -1);
  try_number (field, field->maximum, -1);
  try_number (field, field->maximum + 1, past);
  try_number (field, field->minimum - 1, LANDLINE_ERROR_BAD_FRAME);
  try_number (field, -field->maximum, LANDLINE_ERROR_BAD_FRAME);
}

static void
try_degrees (const Field *field)
{
  static const char *const good[] = { "0", "-0.0", "1e-300", "45.5", "-45", "4.5E1", NULL };
  static const char *const wrong[] = {
    "\"5\"", "true", "[]", "{}", "1e308", "-1e308", "9007199254740993", NULL
  };
  gint64 whole = field->maximum;
  const char *digits = whole == 90 ? "0000000000001" : "000000000001";
  g_autofree char *past = g_strdup_printf ("%" G_GINT64_FORMAT ".%s", whole, digits);
  g_autofree char *before = g_strdup_printf ("-%" G_GINT64_FORMAT ".%s", whole, digits);

  try_presence (field, "1.5");
  try_all (field, good, -1);
  try_all (field, wrong, LANDLINE_ERROR_BAD_FRAME);
  try_number (field, field->minimum, -1);
  try_number (field, field->maximum, -1);
  try_value (field, past, LANDLINE_ERROR_BAD_FRAME);
  try_value (field, before, LANDLINE_ERROR_BAD_FRAME);
}

static void
try_booleans (const Field *field)
{
  static const char *const wrong[] = { "0", "1", "\"true\"", "\"\"", "[]", "{}", "[true]", NULL };

  try_presence (field, "true");
  try_value (field, "false", -1);
  try_all (field, wrong, LANDLINE_ERROR_BAD_FRAME);
}

static void
try_users (const Field *field)
{
  static const char *const good[] = {
    "\"10\"", "\"123456\"", "\"+123456\"", "\"+123456789012345\"", "\"\\u0031\\u0030\"", NULL
  };
  static const char *const wrong[] = { "101",
                                       "\"\"",
                                       "\"1\"",
                                       "\"1234567\"",
                                       "\"+12345\"",
                                       "\"+1234567890123456\"",
                                       "\"101\\u0000\"",
                                       "\"c_9f\"",
                                       "\" 101\"",
                                       "\"+1 555 0101\"",
                                       "\"\u0661\u0662\u0663\"",
                                       "[\"101\"]",
                                       "{}",
                                       "true",
                                       NULL };
  g_autofree char *at_limit = g_strnfill (LANDLINE_LIMIT_ID, '1');
  g_autofree char *past_limit = g_strnfill (LANDLINE_LIMIT_ID + 1, '1');

  try_presence (field, "\"+15550101\"");
  try_all (field, good, -1);
  try_all (field, wrong, LANDLINE_ERROR_BAD_FRAME);
  try_string (field, at_limit, LANDLINE_ERROR_BAD_FRAME);
  try_string (field, past_limit, LANDLINE_ERROR_TOO_LARGE);
}

static void
try_messages (const Field *field)
{
  static const char *const good[] = { "\"01936F2A-7C00-7A1B-AC2D-3E4F5A6B7C8D\"",
                                      "\"00000000-0000-7000-8000-000000000000\"",
                                      "\"ffffffff-ffff-7fff-bfff-ffffffffffff\"", NULL };
  static const char *const wrong[] = { "\"\"",
                                       "5",
                                       "[]",
                                       "\"01936f2a-7c00-4a1b-8c2d-3e4f5a6b7c8d\"",
                                       "\"01936f2a-7c00-7a1b-0c2d-3e4f5a6b7c8d\"",
                                       "\"01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8\"",
                                       "\"01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d0\"",
                                       "\"{01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d}\"",
                                       "\"01936f2a7c007a1b8c2d3e4f5a6b7c8d\"",
                                       "\"01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8g\"",
                                       "\"" MESSAGE_ID "\\u0000\"",
                                       NULL };
  g_autofree char *past_limit = g_strnfill (LANDLINE_LIMIT_ID + 1, 'a');

  try_presence (field, "\"" MESSAGE_ID "\"");
  try_all (field, good, -1);
  try_all (field, wrong, LANDLINE_ERROR_BAD_FRAME);
  try_string (field, past_limit, LANDLINE_ERROR_TOO_LARGE);
}

static void
try_ids (const Field *field)
{
  static const char *const wrong[] = { "5",       "true",    "[]",     "{}", "\"\"",
                                       "\"x_1\"", "\"101\"", "\"_1\"", NULL };
  static const char *const endings[] = { "",     "a/b",    "..",   "a b",    "a\\u0000",
                                         "a%00", "\u00e4", "a\\n", "a\\\"b", NULL };
  g_autofree char *filler = g_strnfill (LANDLINE_LIMIT_ID, '9');
  g_autofree char *shortest = g_strdup_printf ("\"%s_A\"", field->sample);
  g_autofree char *at_limit = g_strdup_printf ("%s_%.*s", field->sample, LANDLINE_LIMIT_ID - 2,
                                               filler);
  g_autofree char *past_limit = g_strdup_printf ("%s_%.*s", field->sample, LANDLINE_LIMIT_ID - 1,
                                                 filler);
  g_autofree char *capital = g_strdup_printf ("%c_1", g_ascii_toupper (*field->sample));

  try_presence (field, shortest);
  try_string (field, at_limit, -1);
  try_string (field, past_limit, LANDLINE_ERROR_TOO_LARGE);
  try_string (field, capital, LANDLINE_ERROR_BAD_FRAME);
  try_all (field, wrong, LANDLINE_ERROR_BAD_FRAME);
  for (guint i = 0; endings[i] != NULL; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s_%s", field->sample, endings[i]);

      try_string (field, id, LANDLINE_ERROR_BAD_FRAME);
    }
}

static void
try_objects (const Field *field)
{
  static const char *const wrong[] = { "5", "true", "\"x\"", "\"{}\"", "[]", "[{}]", NULL };

  try_presence (field, field->sample);
  try_all (field, wrong, LANDLINE_ERROR_BAD_FRAME);
}

static void
try_arrays (const Field *field)
{
  static const char *const wrong[] = { "5",   "true", "\"x\"",           "{}", "[null]",
                                       "[5]", "[[]]", "{\"0\":\"103\"}", NULL };

  try_presence (field, "[]");
  try_all (field, wrong, LANDLINE_ERROR_BAD_FRAME);
  for (gint64 n = field->maximum - 1; n <= field->maximum + 1; n++)
    {
      g_autoptr (GString) list = g_string_new ("[");

      for (gint64 i = 0; i < n; i++)
        g_string_append_printf (list, "%s%s", i > 0 ? "," : "", field->sample);
      g_string_append_c (list, ']');
      try_value (field, list->str, n > field->maximum ? (int) LANDLINE_ERROR_TOO_LARGE : -1);
    }
}

/* Only what is offered is taken from a client. */
static void
try_expires (const Field *field)
{
  static const char *const good[] = { "0", "86400", "604800", "7776000", NULL };
  static const char *const wrong[] = { "1",        "-1",
                                       "86399",    "86401",
                                       "604799",   "604801",
                                       "7775999",  "7776001",
                                       "31536000", "8640e1",
                                       "0.0",      "\"86400\"",
                                       "true",     "[]",
                                       "{}",       "9007199254740991",
                                       "-86400",   "9223372036854775807",
                                       NULL };

  try_presence (field, "86400");
  try_all (field, good, -1);
  try_all (field, wrong, LANDLINE_ERROR_BAD_FRAME);
}

static void
try_keys (const Field *field)
{
  static const char *const good[] = { "\"disappear\"",           "\"mute:c_9f\"",
                                      "\"block:+15550101\"",     "\"block:101\"",
                                      "\"star:" MESSAGE_ID "\"", "\"later\"",
                                      "\"later_on:A-z_9+\"",     NULL };
  static const char *const wrong[] = { "5",
                                       "[]",
                                       "{}",
                                       "true",
                                       "\"\"",
                                       "\":\"",
                                       "\"mute\"",
                                       "\"mute:\"",
                                       "\"mute:101\"",
                                       "\"mute:c_9f:c_9f\"",
                                       "\"star:c_9f\"",
                                       "\"block:c_9f\"",
                                       "\"disappear:c_9f\"",
                                       "\"disappear:\"",
                                       "\"Later\"",
                                       "\"later:\"",
                                       "\"later:a/b\"",
                                       "\"later:a b\"",
                                       "\"later1\"",
                                       "\"l\\u0000\"",
                                       "\"l\u00e4ter\"",
                                       NULL };
  g_autofree char *at_limit = g_strnfill (LANDLINE_LIMIT_NOTE_KEY, 'k');
  g_autofree char *past_limit = g_strnfill (LANDLINE_LIMIT_NOTE_KEY + 1, 'k');

  try_presence (field, "\"disappear\"");
  try_all (field, good, -1);
  try_all (field, wrong, LANDLINE_ERROR_BAD_FRAME);
  try_string (field, at_limit, -1);
  try_string (field, past_limit, LANDLINE_ERROR_TOO_LARGE);
}

static void
test_field (gconstpointer data)
{
  static void (*const attempts[]) (const Field *field) = {
    [FIELD_STRING] = try_strings,   [FIELD_TEXT] = try_strings,     [FIELD_NAME] = try_strings,
    [FIELD_INTEGER] = try_integers, [FIELD_DEGREES] = try_degrees,  [FIELD_BOOLEAN] = try_booleans,
    [FIELD_USER] = try_users,       [FIELD_MESSAGE] = try_messages, [FIELD_ID] = try_ids,
    [FIELD_OBJECT] = try_objects,   [FIELD_ARRAY] = try_arrays,     [FIELD_EXPIRES] = try_expires,
    [FIELD_KEY] = try_keys,
  };
  const Field *field = data;

  attempts[field->kind](field);
  try_malformed (field);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/fields/%s/%s/%u", fields[i].body,
                                               fields[i].name, i);

      g_test_add_data_func (path, &fields[i], test_field);
    }

  return g_test_run ();
}
