/** Hashes: XXH3 for tables and sketches, SHA-256 (FIPS 180-4, libsodium) for evidence. */
#ifndef RECOUPE_BASE_HASH_H
#define RECOUPE_BASE_HASH_H

#include "recoupe/base/str.h"

#define RC_SHA256_BYTES 32

uint64_t rc_hash64(rc_str s);

typedef struct rc_sha256 {
    uint8_t bytes[RC_SHA256_BYTES];
} rc_sha256;

rc_sha256 rc_sha256_of(rc_str s);

/** 64 lower-case hex digits and a NUL. */
void rc_sha256_hex(rc_sha256 hash, char out[2 * RC_SHA256_BYTES + 1]);

#endif
