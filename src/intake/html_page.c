#include "intake/html_page.h"

void rc_html_page_reset(rc_html_page *page)
{
    page->words.len = page->lines.len = page->regions.len = page->text.len = 0;
    for (int i = 0; i < RC_HTML_FIELDS; i++) {
        page->fields[i].len = 0;
        page->ranks[i] = 0;
    }
}

void rc_html_page_release(rc_html_page *page)
{
    rc_buf_release(&page->words);
    rc_buf_release(&page->lines);
    rc_buf_release(&page->regions);
    rc_buf_release(&page->text);
    for (int i = 0; i < RC_HTML_FIELDS; i++) rc_buf_release(&page->fields[i]);
}

bool rc_html_page_failed(const rc_html_page *page)
{
    bool failed = page->words.failed || page->lines.failed || page->regions.failed || page->text.failed;
    for (int i = 0; i < RC_HTML_FIELDS; i++) failed = failed || page->fields[i].failed;
    return failed;
}
