#include "recoupe/base/hash.h"

#include <sodium.h>
#include <xxhash.h>

uint64_t rc_hash64(rc_str s)
{
    return XXH3_64bits(s.ptr ? s.ptr : "", s.len);
}

rc_sha256 rc_sha256_of(rc_str s)
{
    rc_sha256 hash;
    crypto_hash_sha256(hash.bytes, (const unsigned char *)(s.ptr ? s.ptr : ""), s.len);
    return hash;
}

void rc_sha256_hex(rc_sha256 hash, char out[2 * RC_SHA256_BYTES + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < RC_SHA256_BYTES; i++) {
        out[2 * i] = digits[hash.bytes[i] >> 4];
        out[2 * i + 1] = digits[hash.bytes[i] & 15];
    }
    out[2 * RC_SHA256_BYTES] = 0;
}
