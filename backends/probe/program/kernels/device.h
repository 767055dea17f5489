// SPDX-License-Identifier: GPL-3.0-or-later
// What a kernel of matmul.cu may call. nvcc and clang translate it; tests/backends/probe supplies the same calls on the CPU (FL_EMULATED),
// so that the very source of the kernels can be run without a GPU.
#pragma once

using u16 = unsigned short;
using u32 = unsigned int;

struct alignas(16) Float4 {
    float v[4];
};
struct alignas(16) Chunk { ///< eight halves, the unit of a 16-byte copy
    u32 v[4];
};

#if defined(FL_EMULATED)
#include FL_EMULATED
#else

#if defined(__NVCC__)
#define FL_KERNEL(threads, perSm) extern "C" __global__ void __launch_bounds__(threads, perSm)
#define FL_DEVICE static __device__ __forceinline__
#define FL_SHARED __shared__
FL_DEVICE int threadIndex()
{
    return threadIdx.x;
}
FL_DEVICE int blockColumn()
{
    return blockIdx.x;
}
FL_DEVICE int blockRow()
{
    return blockIdx.y;
}
#else // clang, without CUDA's headers
#define FL_KERNEL(threads, perSm) extern "C" __attribute__((global, launch_bounds(threads, perSm))) void
#define FL_DEVICE static __attribute__((device, always_inline)) inline
#define FL_SHARED __attribute__((shared))
FL_DEVICE int threadIndex()
{
    return __nvvm_read_ptx_sreg_tid_x();
}
FL_DEVICE int blockColumn()
{
    return __nvvm_read_ptx_sreg_ctaid_x();
}
FL_DEVICE int blockRow()
{
    return __nvvm_read_ptx_sreg_ctaid_y();
}
#endif

FL_DEVICE void syncBlock()
{
    asm volatile("bar.sync 0;" ::: "memory");
}

FL_DEVICE float multiplyAdd(float a, float b, float c)
{
    float d;
    asm("fma.rn.f32 %0, %1, %2, %3;" : "=f"(d) : "f"(a), "f"(b), "f"(c));
    return d;
}

FL_DEVICE u32 sharedAddress(const void *p)
{
    u32 a;
    asm("{ .reg .u64 t; cvta.to.shared.u64 t, %1; cvt.u32.u64 %0, t; }" : "=r"(a) : "l"(p));
    return a;
}

// 16 bytes at once, and in registers: left to itself, clang takes a struct's way through memory.
FL_DEVICE void loadWide(Float4 &to, const void *global)
{
    unsigned long long g;
    asm("cvta.to.global.u64 %0, %1;" : "=l"(g) : "l"(global));
    asm volatile("ld.global.v4.f32 {%0,%1,%2,%3}, [%4];" : "=f"(to.v[0]), "=f"(to.v[1]), "=f"(to.v[2]), "=f"(to.v[3]) : "l"(g));
}
FL_DEVICE void loadWide(Chunk &to, const void *global)
{
    unsigned long long g;
    asm("cvta.to.global.u64 %0, %1;" : "=l"(g) : "l"(global));
    asm volatile("ld.global.v4.u32 {%0,%1,%2,%3}, [%4];" : "=r"(to.v[0]), "=r"(to.v[1]), "=r"(to.v[2]), "=r"(to.v[3]) : "l"(g));
}
FL_DEVICE void storeWide(Float4 &shared, const Float4 &from)
{
    asm volatile("st.shared.v4.f32 [%0], {%1,%2,%3,%4};" ::"r"(sharedAddress(&shared)), "f"(from.v[0]), "f"(from.v[1]), "f"(from.v[2]),
                 "f"(from.v[3])
                 : "memory");
}
FL_DEVICE void storeWide(Chunk &shared, const Chunk &from)
{
    asm volatile("st.shared.v4.u32 [%0], {%1,%2,%3,%4};" ::"r"(sharedAddress(&shared)), "r"(from.v[0]), "r"(from.v[1]), "r"(from.v[2]),
                 "r"(from.v[3])
                 : "memory");
}

// sm_80 and newer: copies that pass the registers by, and fragments in the layout that the PTX manual gives for m16n8k16.
FL_DEVICE void copyAsync(void *shared, const void *global)
{
    unsigned long long g;
    asm("cvta.to.global.u64 %0, %1;" : "=l"(g) : "l"(global));
    asm volatile("cp.async.cg.shared.global [%0], [%1], 16;" ::"r"(sharedAddress(shared)), "l"(g) : "memory");
}
FL_DEVICE void commitCopies()
{
    asm volatile("cp.async.commit_group;" ::: "memory");
}
/// Waits until at most `pending` of the newest groups are still on their way.
template <int pending>
FL_DEVICE void waitCopies()
{
    asm volatile("cp.async.wait_group %0;" ::"n"(pending) : "memory");
}

FL_DEVICE void loadFragments(u32 *r, const void *row)
{
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0,%1,%2,%3}, [%4];"
                 : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
                 : "r"(sharedAddress(row))
                 : "memory");
}
FL_DEVICE void loadFragmentsTransposed(u32 *r, const void *row)
{
    asm volatile("ldmatrix.sync.aligned.m8n8.x4.trans.shared.b16 {%0,%1,%2,%3}, [%4];"
                 : "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3])
                 : "r"(sharedAddress(row))
                 : "memory");
}
FL_DEVICE void multiplyFragments(float *c, const u32 *a, const u32 *b)
{
    asm volatile("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
                 : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3])
                 : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
}

// sm_70 and newer: 16x16x16 fragments whose layout is the hardware's own business.
#define FL_OUT8(r) "=r"(r[0]), "=r"(r[1]), "=r"(r[2]), "=r"(r[3]), "=r"(r[4]), "=r"(r[5]), "=r"(r[6]), "=r"(r[7])
#define FL_IN8(r) "r"(r[0]), "r"(r[1]), "r"(r[2]), "r"(r[3]), "r"(r[4]), "r"(r[5]), "r"(r[6]), "r"(r[7])
FL_DEVICE void loadTileA(u32 *r, const u16 *shared, int stride)
{
    asm volatile("wmma.load.a.sync.aligned.row.m16n16k16.shared.f16 {%0,%1,%2,%3,%4,%5,%6,%7}, [%8], %9;"
                 : FL_OUT8(r)
                 : "r"(sharedAddress(shared)), "r"(stride)
                 : "memory");
}
FL_DEVICE void loadTileB(u32 *r, const u16 *shared, int stride)
{
    asm volatile("wmma.load.b.sync.aligned.row.m16n16k16.shared.f16 {%0,%1,%2,%3,%4,%5,%6,%7}, [%8], %9;"
                 : FL_OUT8(r)
                 : "r"(sharedAddress(shared)), "r"(stride)
                 : "memory");
}
FL_DEVICE void multiplyTiles(float *c, const u32 *a, const u32 *b)
{
    asm volatile("wmma.mma.sync.aligned.row.row.m16n16k16.f32.f32 {%0,%1,%2,%3,%4,%5,%6,%7}, {%8,%9,%10,%11,%12,%13,%14,%15}, "
                 "{%16,%17,%18,%19,%20,%21,%22,%23}, {%0,%1,%2,%3,%4,%5,%6,%7};"
                 : "+f"(c[0]), "+f"(c[1]), "+f"(c[2]), "+f"(c[3]), "+f"(c[4]), "+f"(c[5]), "+f"(c[6]), "+f"(c[7])
                 : FL_IN8(a), FL_IN8(b));
}
FL_DEVICE void storeTile(float *global, const float *c, int stride)
{
    unsigned long long g;
    asm("cvta.to.global.u64 %0, %1;" : "=l"(g) : "l"(global));
    asm volatile("wmma.store.d.sync.aligned.row.m16n16k16.global.f32 [%0], {%1,%2,%3,%4,%5,%6,%7,%8}, %9;" ::"l"(g), "f"(c[0]), "f"(c[1]),
                 "f"(c[2]), "f"(c[3]), "f"(c[4]), "f"(c[5]), "f"(c[6]), "f"(c[7]), "r"(stride)
                 : "memory");
}
#endif
