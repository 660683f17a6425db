#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES ((size_t)16 << 10)
#define VECTOR_ALIGNMENT ((size_t)64)

struct tf_arena_block {
    struct tf_arena_block *older;
    size_t used, size; /* bytes of payload */
    unsigned char *payload;
};

void tf_arena_init(struct tf_arena *arena)
{
    *arena = (struct tf_arena){NULL, 0};
}

void tf_arena_release(struct tf_arena *arena)
{
    while (arena->newest != NULL) {
        struct tf_arena_block *older = arena->newest->older;
        free(arena->newest);
        arena->newest = older;
    }
    arena->allocated = 0;
}

/* A new block with room for at least bytes, newest of the chain. */
static bool add_block(struct tf_arena *arena, size_t bytes)
{
    size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
    if (size > SIZE_MAX - sizeof(struct tf_arena_block)) {
        return false;
    }
    struct tf_arena_block *block = malloc(sizeof *block + size);
    if (block == NULL) {
        return false;
    }
    *block = (struct tf_arena_block){arena->newest, 0, size, (unsigned char *)(block + 1)};
    arena->newest = block;
    return true;
}

static void *take(struct tf_arena *arena, size_t bytes, size_t alignment)
{
    struct tf_arena_block *block = arena->newest;
    uintptr_t start = 0;
    size_t gap = 0;
    if (block != NULL) {
        start = (uintptr_t)(block->payload + block->used);
        gap = (size_t)(-start & (alignment - 1));
    }
    if (block == NULL || gap > block->size - block->used ||
        bytes > block->size - block->used - gap) {
        if (bytes > SIZE_MAX - alignment || !add_block(arena, bytes + alignment)) {
            return NULL;
        }
        block = arena->newest;
        start = (uintptr_t)block->payload;
        gap = (size_t)(-start & (alignment - 1));
    }
    void *taken = block->payload + block->used + gap;
    block->used += gap + bytes;
    arena->allocated += bytes;
    return memset(taken, 0, bytes);
}

static void *allocate(struct tf_arena *arena, size_t count, size_t size, size_t alignment)
{
    if (size > 0 && count > SIZE_MAX / size) {
        return NULL;
    }
    return take(arena, count * size, alignment);
}

void *tf_arena_alloc(struct tf_arena *arena, size_t count, size_t size)
{
    return allocate(arena, count, size, _Alignof(max_align_t));
}

void *tf_arena_alloc_aligned(struct tf_arena *arena, size_t count, size_t size)
{
    return allocate(arena, count, size, VECTOR_ALIGNMENT);
}

char *tf_arena_strndup(struct tf_arena *arena, const char *text, size_t length)
{
    char *copy = length < SIZE_MAX ? take(arena, length + 1, 1) : NULL;
    if (copy != NULL) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *tf_arena_strdup(struct tf_arena *arena, const char *text)
{
    return tf_arena_strndup(arena, text, strlen(text));
}

char *tf_arena_vprintf(struct tf_arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = length < 0 ? NULL : take(arena, (size_t)length + 1, 1);
    if (text != NULL) {
        vsnprintf(text, (size_t)length + 1, format, arguments);
    }
    return text;
}

char *tf_arena_printf(struct tf_arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = tf_arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}

bool tf_array_reserve(void *items, size_t *capacity, size_t needed, size_t item_size)
{
    void *old;
    size_t wanted = *capacity > 0 ? *capacity : 8;
    if (needed <= *capacity) {
        return true;
    }
    while (wanted < needed) {
        wanted = wanted > SIZE_MAX / 2 ? needed : wanted * 2;
    }
    if (item_size > 0 && wanted > SIZE_MAX / item_size) {
        return false;
    }
    memcpy(&old, items, sizeof old);
    void *grown = realloc(old, wanted * item_size);
    if (grown == NULL) {
        return false;
    }
    memcpy(items, &grown, sizeof grown);
    *capacity = wanted;
    return true;
}

void tf_buffer_init(struct tf_buffer *buffer)
{
    *buffer = (struct tf_buffer){NULL, 0, 0, false};
}

void tf_buffer_release(struct tf_buffer *buffer)
{
    free(buffer->bytes);
    tf_buffer_init(buffer);
}

static bool make_room(struct tf_buffer *buffer, size_t more)
{
    if (!buffer->failed && more < buffer->capacity - buffer->length) {
        return true; /* nearly always; the terminating NUL has room too */
    }
    if (buffer->failed || more > SIZE_MAX - buffer->length - 1 ||
        !tf_array_reserve(&buffer->bytes, &buffer->capacity, buffer->length + more + 1, 1)) {
        buffer->failed = true;
    }
    return !buffer->failed;
}

char *tf_buffer_extend(struct tf_buffer *buffer, size_t length)
{
    if (!make_room(buffer, length)) {
        return NULL;
    }
    char *added = buffer->bytes + buffer->length;
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
    return added;
}

void tf_buffer_append(struct tf_buffer *buffer, const void *bytes, size_t length)
{
    char *added = tf_buffer_extend(buffer, length);
    if (added != NULL && length > 0) {
        memcpy(added, bytes, length);
    }
}

void tf_buffer_text(struct tf_buffer *buffer, const char *text)
{
    tf_buffer_append(buffer, text, strlen(text));
}

void tf_buffer_printf(struct tf_buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0) {
        buffer->failed = true;
    } else if (make_room(buffer, (size_t)length)) {
        vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, arguments);
        buffer->length += (size_t)length;
    }
    va_end(arguments);
}
