#include "cares.h"

#include <arpa/nameser.h>
#include <ares.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

struct answer {
    int status;
    int is_done;
    char *texts;
    size_t length;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int library_status;

static void start_library(void) { library_status = ares_library_init(ARES_LIB_INIT_ALL); }

// Copies the records, a line each.
static int copy(const struct ares_txt_ext *first, struct answer *answer) {
    size_t capacity = 1;
    for (const struct ares_txt_ext *part = first; part; part = part->next) capacity += part->length + 1;
    char *texts = malloc(capacity);
    if (!texts) return ARES_ENOMEM;
    size_t length = 0;
    for (const struct ares_txt_ext *part = first; part; part = part->next) {
        if (part->record_start && length > 0) texts[length++] = '\n';
        for (size_t i = 0; i < part->length; i++) {
            char byte = (char)part->txt[i];
            texts[length++] = byte == '\n' ? ' ' : byte;
        }
    }
    if (first) texts[length++] = '\n';
    answer->texts = texts;
    answer->length = length;
    return ARES_SUCCESS;
}

static void take(void *context, int status, int timeouts, unsigned char *bytes, int length) {
    (void)timeouts;
    struct answer *answer = context;
    answer->is_done = 1;
    answer->status = status;
    if (status != ARES_SUCCESS) return;
    struct ares_txt_ext *records = NULL;
    answer->status = ares_parse_txt_reply_ext(bytes, length, &records);
    if (answer->status == ARES_SUCCESS) answer->status = copy(records, answer);
    if (records) ares_free_data(records);
}

// Waits with poll, because select cannot watch descriptors from 1,024 on, which a busy server has.
static void wait_for(ares_channel channel, struct answer *answer) {
    while (!answer->is_done) {
        ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
        int wanted = ares_getsock(channel, sockets, ARES_GETSOCK_MAXNUM);
        struct pollfd polled[ARES_GETSOCK_MAXNUM];
        nfds_t count = 0;
        for (int i = 0; i < ARES_GETSOCK_MAXNUM; i++) {
            short events = 0;
            if (ARES_GETSOCK_READABLE(wanted, i)) events |= POLLIN;
            if (ARES_GETSOCK_WRITABLE(wanted, i)) events |= POLLOUT;
            if (!events) continue;
            polled[count].fd = sockets[i];
            polled[count].events = events;
            polled[count].revents = 0;
            count++;
        }
        if (count == 0) break;
        struct timeval longest = {1, 0}, room;
        struct timeval *next = ares_timeout(channel, &longest, &room);
        int milliseconds = (int)(next->tv_sec * 1000 + next->tv_usec / 1000) + 1;
        if (poll(polled, count, milliseconds) <= 0) {
            ares_process_fd(channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
            continue;
        }
        for (nfds_t i = 0; i < count; i++) {
            short events = polled[i].revents;
            ares_process_fd(channel, events & (POLLIN | POLLERR | POLLHUP) ? polled[i].fd : ARES_SOCKET_BAD,
                            events & (POLLOUT | POLLERR) ? polled[i].fd : ARES_SOCKET_BAD);
        }
    }
}

int cares_lookup_txt(const char *name, const char *servers, int timeout_ms, int tries, char **texts, size_t *length) {
    *texts = NULL;
    *length = 0;
    pthread_once(&once, start_library);
    if (library_status != ARES_SUCCESS) return library_status;
    struct ares_options options;
    memset(&options, 0, sizeof options);
    options.timeout = timeout_ms;
    options.tries = tries;
    ares_channel channel;
    int status = ares_init_options(&channel, &options, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES);
    if (status != ARES_SUCCESS) return status;
    if (servers) status = ares_set_servers_ports_csv(channel, servers);
    struct answer answer = {ARES_ECONNREFUSED, 0, NULL, 0};
    if (status == ARES_SUCCESS) {
        // ares_query and not ares_search: the system's search domains have no say in whose record this is.
        ares_query(channel, name, ns_c_in, ns_t_txt, take, &answer);
        wait_for(channel, &answer);
        status = answer.status;
    }
    ares_destroy(channel);
    if (status == ARES_ENODATA) return 0;
    if (status != ARES_SUCCESS) {
        free(answer.texts);
        return status;
    }
    *texts = answer.texts;
    *length = answer.length;
    return 0;
}

const char *cares_words(int status) { return ares_strerror(status); }

void cares_free(char *texts) { free(texts); }
