/* Hashes of the ledger: fields as netstrings, SHA-256, each history entry over the one before. */
#include "ledger/sql.h"

#include "recoupe/base/hash.h"

/* Decimal digits into the end of `out`: a hash has hundreds of small numbers, and printf would cost more than the
 * hashing. */
static rc_str digits(uint64_t value, bool negative, char out[24])
{
    size_t at = 24;
    do out[--at] = (char)('0' + value % 10);
    while (value /= 10);
    if (negative) out[--at] = '-';
    return (rc_str){out + at, 24 - at};
}

void rc_chain_field(rc_buf *buf, rc_str value)
{
    char text[24];
    rc_buf_put(buf, digits(value.len, false, text));
    rc_buf_putc(buf, ':');
    rc_buf_put(buf, value);
    rc_buf_putc(buf, ',');
}

void rc_chain_int(rc_buf *buf, int64_t value)
{
    char text[24];
    uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    rc_chain_field(buf, digits(magnitude, value < 0, text));
}

void rc_chain_real(rc_buf *buf, double value)
{
    char text[40];
    int n = snprintf(text, sizeof text, "%.9g", value);
    rc_chain_field(buf, (rc_str){text, (size_t)n});
}

void rc_chain_null(rc_buf *buf)
{
    rc_buf_put(buf, RC_STR("~,"));
}

void rc_chain_column(rc_buf *buf, sqlite3_stmt *stmt, int at)
{
    switch (sqlite3_column_type(stmt, at)) {
    case SQLITE_NULL:
        rc_chain_null(buf);
        break;
    case SQLITE_INTEGER:
        rc_chain_int(buf, sqlite3_column_int64(stmt, at));
        break;
    case SQLITE_FLOAT:
        rc_chain_real(buf, sqlite3_column_double(stmt, at));
        break;
    default:
        rc_chain_field(buf, rc_sql_column(stmt, at));
    }
}

void rc_chain_hash(const rc_buf *buf, char out[2 * RC_SHA256_BYTES + 1])
{
    rc_sha256_hex(rc_sha256_of(rc_buf_str(buf)), out);
}

void rc_chain_entry(rc_buf *buf, rc_str prev_hash, int64_t seq, rc_str at, rc_str kind, rc_str subject, rc_str details,
                    char out[2 * RC_SHA256_BYTES + 1])
{
    char payload[2 * RC_SHA256_BYTES + 1];
    rc_sha256_hex(rc_sha256_of(details), payload);
    buf->len = 0;
    rc_chain_field(buf, prev_hash);
    rc_chain_int(buf, seq);
    rc_chain_field(buf, at);
    rc_chain_field(buf, kind);
    rc_chain_field(buf, subject);
    rc_chain_field(buf, rc_str_of(payload));
    rc_chain_hash(buf, out);
}
