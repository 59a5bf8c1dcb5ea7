/** Tables, feeds, chats and tweets: what other programs write, read by kind. */
#include "intake_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    feed_intake(data, size, "table.csv");
    feed_intake(data, size, "feed.xml");
    return feed_intake(data, size, "result.json");
}
