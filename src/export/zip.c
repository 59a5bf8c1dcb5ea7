#include "export/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#define NAME_BYTES 512

struct rc_zip {
    struct archive *archive;
    const char *folder;
    uint64_t most_bytes, bytes;
    time_t now;
};

static rc_status fail(const rc_zip *zip, rc_error *err)
{
    const char *why = archive_error_string(zip->archive);
    return rc_fail(err, RC_EIO, "cannot write the archive: %s", why ? why : "no reason is known");
}

/* Blocks are not filled up at the end: a zip ends where its directory does. */
static bool begin(rc_zip *zip, FILE *file)
{
    struct archive *a = zip->archive;
    return archive_write_set_format_zip(a) == ARCHIVE_OK && archive_write_add_filter_none(a) == ARCHIVE_OK &&
           archive_write_set_format_option(a, "zip", "compression", "deflate") == ARCHIVE_OK &&
           archive_write_set_bytes_in_last_block(a, 1) == ARCHIVE_OK && archive_write_open_FILE(a, file) == ARCHIVE_OK;
}

rc_status rc_zip_new(rc_zip **out, FILE *file, const char *folder, uint64_t most_bytes, rc_error *err)
{
    rc_zip *zip = *out = calloc(1, sizeof *zip);
    if (zip) zip->archive = archive_write_new();
    if (!zip || !zip->archive) return rc_fail(err, RC_ENOMEM, "out of memory");
    zip->folder = folder;
    zip->most_bytes = most_bytes;
    zip->now = time(NULL);
    return begin(zip, file) ? RC_OK : fail(zip, err);
}

static rc_status put(rc_zip *zip, struct archive_entry *entry, const char *name, rc_str what, rc_error *err)
{
    char path[NAME_BYTES];
    if (snprintf(path, sizeof path, "%s/%s", zip->folder, name) >= (int)sizeof path)
        return rc_fail(err, RC_EINVALID, "%s: the name is too long", name);
    archive_entry_set_pathname(entry, path);
    archive_entry_set_size(entry, (la_int64_t)what.len);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, zip->now, 0);
    if (archive_write_header(zip->archive, entry) != ARCHIVE_OK) return fail(zip, err);
    if (what.len && archive_write_data(zip->archive, what.ptr, what.len) != (la_ssize_t)what.len) return fail(zip, err);
    return archive_write_finish_entry(zip->archive) == ARCHIVE_OK ? RC_OK : fail(zip, err);
}

rc_status rc_zip_put(rc_zip *zip, const char *name, rc_str what, rc_error *err)
{
    zip->bytes += what.len;
    if (zip->most_bytes && zip->bytes > zip->most_bytes)
        return rc_fail(err, RC_ELIMIT, "its pages are larger than %" PRIu64 " MB together", zip->most_bytes >> 20);
    struct archive_entry *entry = archive_entry_new();
    if (!entry) return rc_fail(err, RC_ENOMEM, "out of memory");
    rc_status status = put(zip, entry, name, what, err);
    archive_entry_free(entry);
    return status;
}

rc_status rc_zip_finish(rc_zip *zip, rc_error *err)
{
    return archive_write_close(zip->archive) == ARCHIVE_OK ? RC_OK : fail(zip, err);
}

void rc_zip_free(rc_zip *zip)
{
    if (!zip) return;
    archive_write_free(zip->archive);
    free(zip);
}
