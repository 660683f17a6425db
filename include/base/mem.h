/* mem: arenas and growing arrays.
 *
 * An arena owns everything allocated from it; releasing the arena frees it all at once. Nothing
 * that came from an arena is freed on its own. Allocation can fail: every function here returns
 * NULL (or false) then, and the caller passes the failure up; tf_out_of_memory() in diag.h makes
 * the message. */
#ifndef TF_BASE_MEM_H
#define TF_BASE_MEM_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct tf_arena_block;

struct tf_arena {
    struct tf_arena_block *newest; /* chain of blocks, newest first; NULL: nothing allocated yet */
    size_t allocated;              /* bytes handed out so far */
};

/* An empty arena; allocates nothing yet. */
void tf_arena_init(struct tf_arena *arena);

/* Frees everything. The arena may be used again as if newly initialised. */
void tf_arena_release(struct tf_arena *arena);

/* count * size bytes, zeroed and aligned for any type; NULL when memory is exhausted or the product
 * overflows. count * size == 0 gives a valid pointer to nothing. */
void *tf_arena_alloc(struct tf_arena *arena, size_t count, size_t size);

/* As tf_arena_alloc, aligned to 64 bytes: what vectors of lanes need. */
void *tf_arena_alloc_aligned(struct tf_arena *arena, size_t count, size_t size);

/* Copies of texts, NUL-terminated. NULL when memory is exhausted. */
char *tf_arena_strndup(struct tf_arena *arena, const char *text, size_t length);
char *tf_arena_strdup(struct tf_arena *arena, const char *text);
char *tf_arena_printf(struct tf_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *tf_arena_vprintf(struct tf_arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Makes room for `needed` items in a heap array that the caller owns and frees with free().
 * `items` points at the array's pointer, `capacity` is counted in items; growth doubles.
 * Returns false (array unchanged) when memory is exhausted or sizes overflow. */
bool tf_array_reserve(void *items, size_t *capacity, size_t needed, size_t item_size);

/* A growing byte buffer on the heap; always NUL-terminated when `bytes` is not NULL.
 * `failed` stays set once an append ran out of memory: check it once at the end. */
struct tf_buffer {
    char *bytes;
    size_t length, capacity;
    bool failed;
};
void tf_buffer_init(struct tf_buffer *buffer);
void tf_buffer_release(struct tf_buffer *buffer);
void tf_buffer_append(struct tf_buffer *buffer, const void *bytes, size_t length);
/* Adds `length` bytes for the caller to fill in. NULL when it failed; valid until the next append.
 */
char *tf_buffer_extend(struct tf_buffer *buffer, size_t length);
void tf_buffer_text(struct tf_buffer *buffer, const char *text);
void tf_buffer_printf(struct tf_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
