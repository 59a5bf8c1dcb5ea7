/** Outlets: who publishes reports and who is quoted in them as a body, by name, by domain and by handle.
 *
 * data/outlets.tsv says what kind of source each is, who owns it, whether it reprints agencies, and which side it
 * belongs to. Two outlets may share a name ("Al-Akhbar" of Lebanon and of Mauritania); domains and handles are unique.
 */
#ifndef RECOUPE_RESOLVE_OUTLET_H
#define RECOUPE_RESOLVE_OUTLET_H

#include "recoupe/base/arena.h"
#include "recoupe/base/status.h"
#include "recoupe/base/str.h"

typedef enum rc_outlet_kind {
    RC_OUTLET_AGENCY, /**< sells its reports to other outlets */
    RC_OUTLET_NEWSPAPER,
    RC_OUTLET_MAGAZINE,
    RC_OUTLET_BROADCASTER,
    RC_OUTLET_SITE,
    RC_OUTLET_MONITOR, /**< counts or checks what others report; relief and rights organisations */
    RC_OUTLET_BODY,    /**< ministry, army, mission, institution */
    RC_OUTLET_CHANNEL, /**< a side's own media */
    RC_OUTLET_AGGREGATOR,
    RC_OUTLET_PLATFORM
} rc_outlet_kind;

typedef enum rc_outlet_owner {
    RC_OWNER_STATE,  /**< a government owns or directs it */
    RC_OWNER_PUBLIC, /**< public service under its own law */
    RC_OWNER_PARTY,  /**< of an armed or political side */
    RC_OWNER_PRIVATE,
    RC_OWNER_NON_PROFIT,
    RC_OWNER_INTERGOVERNMENTAL
} rc_outlet_owner;

typedef struct rc_outlet {
    rc_str name;                    /**< canonical */
    rc_str names, domains, handles; /**< as in the table, separated by '|' */
    rc_str country;                 /**< ISO 3166-1 alpha-2, or empty */
    rc_outlet_kind kind;
    rc_outlet_owner owner;
    bool reprints;   /**< it prints agencies' reports too, so that two of them may be one report */
    rc_str side;     /**< canonical party that it speaks for, or empty */
    rc_str evidence; /**< address where that can be read up */
} rc_outlet;

/** The table, indexed; read-only, shared by threads; lives as long as the arena. */
typedef struct rc_outlets rc_outlets;

/** Read DATA_DIR/data/outlets.tsv. RC_EFORMAT names the line whose kind, owner or country is none, or whose domain or
 * handle another outlet has. */
rc_status rc_outlets_load(rc_outlets **out, const char *data_dir, rc_arena *arena, rc_error *err);

size_t rc_outlets_count(const rc_outlets *outlets);

/** In the order of the table; `i` below the count. */
const rc_outlet *rc_outlets_at(const rc_outlets *outlets, size_t i);

/** The outlet whose canonical name is that, else the first that goes by it; NULL when there is none. Case, accents,
 * hyphens and a leading article ("the", "le", "la", "l'") make no difference. `arena` holds what is made on the way. */
const rc_outlet *rc_outlet_of_name(const rc_outlets *outlets, rc_str name, rc_arena *arena);

/** The outlet of a host name or an address of the web ("https://www.bbc.com/news/1"): the longest domain of the table
 * that the host is or lies under. */
const rc_outlet *rc_outlet_of_domain(const rc_outlets *outlets, rc_str address, rc_arena *arena);

/** The outlet of an account, with or without "@". */
const rc_outlet *rc_outlet_of_handle(const rc_outlets *outlets, rc_str handle, rc_arena *arena);

/** All outlets that `text` may mean as a name, a domain or address, or a handle, each once; how many, at most `cap`. */
size_t rc_outlets_find(const rc_outlets *outlets, rc_str text, const rc_outlet **out, size_t cap, rc_arena *arena);

/** The party of a source that is this outlet: its side, else "media" or, a non-profit monitor, "NGO"; empty
 * for official bodies and platforms without a side. */
rc_str rc_outlet_party(const rc_outlet *outlet);

const char *rc_outlet_kind_name(rc_outlet_kind kind);
const char *rc_outlet_owner_name(rc_outlet_owner owner);

#endif
