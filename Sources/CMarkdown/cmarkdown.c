#include "cmarkdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const extension_names[] = {"table", "strikethrough", "autolink"};
enum { extension_count = sizeof extension_names / sizeof *extension_names };
static cmark_syntax_extension *extensions[extension_count];
static pthread_once_t prepared = PTHREAD_ONCE_INIT;

// The registry is shared and not locked, so it is asked once.
static void prepare(void) {
    cmark_gfm_core_extensions_ensure_registered();
    for (size_t index = 0; index < extension_count; index++)
        extensions[index] = cmark_find_syntax_extension(extension_names[index]);
}

static int is_followed(const char *url) {
    static const char *const schemes[] = {"https://", "http://", "mailto:"};
    for (size_t index = 0; index < sizeof schemes / sizeof *schemes; index++)
        if (strncasecmp(url, schemes[index], strlen(schemes[index])) == 0) return 1;
    return 0;
}

static cmark_node *new_text(const char *words) {
    cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);
    if (node) cmark_node_set_literal(node, words ? words : "");
    return node;
}

// A block of raw HTML is shown as a block of code: it is evidence, not markup.
static void disarm_block(cmark_node *node) {
    cmark_node *block = cmark_node_new(CMARK_NODE_CODE_BLOCK);
    if (!block) return;
    cmark_node_set_literal(block, cmark_node_get_literal(node));
    if (cmark_node_replace(node, block)) cmark_node_free(node);
    else cmark_node_free(block);
}

static void disarm_inline(cmark_node *node) {
    cmark_node *text = new_text(cmark_node_get_literal(node));
    if (!text) return;
    if (cmark_node_replace(node, text)) cmark_node_free(node);
    else cmark_node_free(text);
}

// An image would be asked for from another host. Its description becomes a link to it.
static void disarm_image(cmark_node *node) {
    cmark_node *link = cmark_node_new(CMARK_NODE_LINK);
    if (!link) return;
    const char *url = cmark_node_get_url(node);
    cmark_node_set_url(link, url && is_followed(url) ? url : "");
    cmark_node *child;
    while ((child = cmark_node_first_child(node))) {
        cmark_node_unlink(child);
        if (!cmark_node_append_child(link, child)) cmark_node_free(child);
    }
    if (!cmark_node_first_child(link)) {
        cmark_node *text = new_text("image");
        if (text && !cmark_node_append_child(link, text)) cmark_node_free(text);
    }
    if (cmark_node_replace(node, link)) cmark_node_free(node);
    else cmark_node_free(link);
}

static void disarm(cmark_node *document) {
    cmark_iter *iterator = cmark_iter_new(document);
    cmark_event_type event;
    while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iterator);
        cmark_node_type type = cmark_node_get_type(node);
        // Leaves come once, on entering; containers are changed when the walk leaves them.
        if (type == CMARK_NODE_HTML_BLOCK) disarm_block(node);
        else if (type == CMARK_NODE_HTML_INLINE) disarm_inline(node);
        else if (type == CMARK_NODE_IMAGE && event == CMARK_EVENT_EXIT) disarm_image(node);
        else if (type == CMARK_NODE_LINK && event == CMARK_EVENT_EXIT) {
            const char *url = cmark_node_get_url(node);
            if (!url || !is_followed(url)) cmark_node_set_url(node, "");
        }
    }
    cmark_iter_free(iterator);
}

char *cmarkdown_html(const char *text, size_t length) {
    pthread_once(&prepared, prepare);
    const int options = CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_HARDBREAKS;
    cmark_parser *parser = cmark_parser_new(options);
    if (!parser) return NULL;
    for (size_t index = 0; index < extension_count; index++)
        if (extensions[index]) cmark_parser_attach_syntax_extension(parser, extensions[index]);
    cmark_parser_feed(parser, text, length);
    cmark_node *document = cmark_parser_finish(parser);
    char *html = NULL;
    if (document) {
        disarm(document);
        html = cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser));
        cmark_node_free(document);
    }
    cmark_parser_free(parser);
    return html;
}

void cmarkdown_free(char *html) { free(html); }
