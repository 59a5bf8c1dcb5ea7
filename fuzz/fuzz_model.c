/* The loader of language models: random bytes, and a sound model whose bytes were changed and sealed again, so that
 * what lies behind the checksum is reached. What loads can be used. */
#include "recoupe/base/hash.h"
#include "tiny_model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHANGE_BYTES 4

static void load_and_use(const tiny_model *t, rc_str bytes)
{
    rc_error err;
    rc_model *model;
    if (rc_model_from_bytes(&model, bytes, &err) != RC_OK) return;
    tiny_use(model, t->orthography, RC_STR("L'armée du camp quitte la ville. Moussa Diallo parle à 20 000 civils."));
    rc_model_close(model);
}

static void seal(rc_model_head *head, size_t size)
{
    memcpy(head->magic, "RCMODEL", sizeof head->magic);
    head->version = RC_MODEL_VERSION;
    head->n_sections = RC_SECTION_COUNT;
    head->bytes = size;
    head->checksum = rc_hash64((rc_str){(const char *)(head + 1), size - sizeof *head});
}

/* The sound model with some of its bytes changed: three bytes of place, one of value. An odd first byte keeps to the
 * head and the first sections, where the sizes are. */
static void load_changed(const tiny_model *t, char *bytes, const uint8_t *data, size_t size)
{
    rc_str file = t->model->file;
    memcpy(bytes, file.ptr, file.len);
    size_t reach = data[0] & 2 ? 4096 : file.len;
    if (reach > file.len) reach = file.len;
    for (size_t i = 1; i + CHANGE_BYTES <= size; i += CHANGE_BYTES) {
        size_t at = (size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2];
        bytes[at % reach] = (char)data[i + 3];
    }
    seal((rc_model_head *)(void *)bytes, file.len);
    load_and_use(t, (rc_str){bytes, file.len});
}

static void load_random(const tiny_model *t, char *bytes, const uint8_t *data, size_t size)
{
    memcpy(bytes, data, size);
    if (data[0] & 2 && size > sizeof(rc_model_head)) seal((rc_model_head *)(void *)bytes, size);
    load_and_use(t, (rc_str){bytes, size});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static tiny_model t;
    if (!t.model) tiny_train(&t);
    if (!size) return 0;
    size_t room = t.model->file.len > size ? t.model->file.len : size;
    char *bytes = NULL;
    if (posix_memalign((void **)&bytes, 64, room) != 0) return 0; /* as a mapping is aligned */
    if (data[0] & 1)
        load_random(&t, bytes, data, size);
    else
        load_changed(&t, bytes, data, size);
    free(bytes);
    return 0;
}
