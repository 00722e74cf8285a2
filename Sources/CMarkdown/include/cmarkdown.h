// cmark-gfm (https://github.com/github/cmark-gfm) for Swift: Markdown that anybody may have written, as safe HTML.
#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// HTML for Markdown with tables, strikethrough and bare links. Raw HTML comes out as the text it is, images as links
/// to them, and links lead to http, https and mailto addresses only. To be freed with `cmarkdown_free`. NULL when
/// there is no memory.
char *cmarkdown_html(const char *text, size_t length);

void cmarkdown_free(char *html);

#ifdef __cplusplus
}
#endif
