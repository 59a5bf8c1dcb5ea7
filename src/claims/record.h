/* The JSON of a claim record as a tree in an arena: a ledger reads thousands of records, and jansson takes a hundred
 * allocations for each. Private to src/claims. */
#ifndef RECOUPE_CLAIMS_RECORD_H
#define RECOUPE_CLAIMS_RECORD_H

#include <jansson.h>

#include "recoupe/base/arena.h"

typedef enum rc_node_kind {
    RC_NODE_NULL,
    RC_NODE_FALSE,
    RC_NODE_TRUE,
    RC_NODE_INTEGER,
    RC_NODE_REAL,
    RC_NODE_STRING,
    RC_NODE_ARRAY,
    RC_NODE_OBJECT
} rc_node_kind;

typedef struct rc_node rc_node;
struct rc_node {
    rc_node_kind kind;
    uint32_t n;    /* items */
    rc_str key;    /* in an object */
    rc_str text;   /* of a string */
    double number; /* of a number */
    int64_t integer;
    rc_node *first, *next; /* first item; the next of the same list */
};

/* The tree of a record as recoupe writes it, its strings borrowed from `json`. NULL: it is not of that plain kind
 * (escapes of code points, deep nesting), or no sound JSON; jansson then reads it, or says why not. */
rc_node *rc_record_parse(rc_str json, rc_arena *arena);

/* The same of what jansson read, its strings borrowed from that. */
rc_node *rc_record_of_json(const json_t *value, rc_arena *arena);

/* NULL: there is none of that name, or no object. */
const rc_node *rc_node_get(const rc_node *object, const char *key);

#endif
