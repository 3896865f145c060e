#ifndef PVLINT_TEST_TYPES_H
#define PVLINT_TEST_TYPES_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef signed char s8;
typedef short s16;
typedef int s32;
typedef long long s64;
typedef _Bool bool;
typedef __SIZE_TYPE__ size_t;
typedef unsigned int gfp_t;

enum { false = 0, true = 1 };

#define NULL ((void *)0)

typedef struct { int counter; } atomic_t;
typedef struct { atomic_t refs; } refcount_t;

extern bool refcount_dec_and_test(refcount_t *r);
extern bool refcount_dec_not_one(refcount_t *r);

#define EPERM 1
#define ENOENT 2
#define EIO 5
#define EAGAIN 11
#define ENOMEM 12
#define EBUSY 16
#define ENODEV 19
#define EINVAL 22
#define ETIMEDOUT 110

#endif
