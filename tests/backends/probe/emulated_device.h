// SPDX-License-Identifier: GPL-3.0-or-later
// The calls of backends/probe/program/kernels/device.h on the CPU. Each thread of a block is a context of its own, switched at barriers, so the
// kernels' very source runs: staging, indexing and barriers included. Fragments lie as the PTX manual says (m8n8 ldmatrix, m16n8k16 mma).
#pragma once

#include <cstdint>
#include <cstring>

#define FL_KERNEL(threads, perSm) extern "C" void
#define FL_DEVICE static inline
#define FL_SHARED static

namespace emulated {
int thread();
int column();
int row();
void syncAll();
void syncWarp();

float half(u16 bits);

struct Warp {
    const void *rows[32];
    u32 a[32][8], b[32][8];
};
Warp &warp(); ///< of the thread that runs
} // namespace emulated

FL_DEVICE int threadIndex()
{
    return emulated::thread();
}
FL_DEVICE int blockColumn()
{
    return emulated::column();
}
FL_DEVICE int blockRow()
{
    return emulated::row();
}
FL_DEVICE void syncBlock()
{
    emulated::syncAll();
}
FL_DEVICE float multiplyAdd(float a, float b, float c)
{
    return a * b + c;
}

FL_DEVICE void loadWide(Float4 &to, const void *global)
{
    memcpy(&to, global, 16);
}
FL_DEVICE void loadWide(Chunk &to, const void *global)
{
    memcpy(&to, global, 16);
}
FL_DEVICE void storeWide(Float4 &shared, const Float4 &from)
{
    shared = from;
}
FL_DEVICE void storeWide(Chunk &shared, const Chunk &from)
{
    shared = from;
}

FL_DEVICE void copyAsync(void *shared, const void *global)
{
    memcpy(shared, global, 16);
}
FL_DEVICE void commitCopies()
{
}
template <int pending>
FL_DEVICE void waitCopies()
{
}

/// Matrix m is 8 rows of 8 halves, whose addresses lanes 8m … 8m+7 give; register m of a lane holds two neighbours of row lane/4.
static inline void loadMatrices(u32 *r, const void *row, bool transposed)
{
    const int lane = emulated::thread() % 32;
    emulated::Warp &warp = emulated::warp();
    warp.rows[lane] = row;
    emulated::syncWarp();
    for (int m = 0; m < 4; ++m) {
        u16 pair[2];
        for (int e = 0; e < 2; ++e) {
            const int line = transposed ? lane % 4 * 2 + e : lane / 4, place = transposed ? lane / 4 : lane % 4 * 2 + e;
            pair[e] = static_cast<const u16 *>(warp.rows[m * 8 + line])[place];
        }
        memcpy(&r[m], pair, 4);
    }
    emulated::syncWarp();
}
FL_DEVICE void loadFragments(u32 *r, const void *row)
{
    loadMatrices(r, row, false);
}
FL_DEVICE void loadFragmentsTransposed(u32 *r, const void *row)
{
    loadMatrices(r, row, true);
}

FL_DEVICE void multiplyFragments(float *c, const u32 *a, const u32 *b)
{
    const int lane = emulated::thread() % 32;
    emulated::Warp &warp = emulated::warp();
    memcpy(warp.a[lane], a, 16);
    memcpy(warp.b[lane], b, 8);
    emulated::syncWarp();
    const auto element = [](const u32 *registers, int index, int e) {
        return emulated::half(static_cast<u16>(registers[index] >> (16 * e)));
    };
    for (int out = 0; out < 4; ++out) {
        const int i = lane / 4 + out / 2 * 8, j = lane % 4 * 2 + out % 2;
        for (int k = 0; k < 16; ++k) {
            const int owner = i % 8 * 4 + k % 8 / 2, which = i / 8 + k / 8 * 2;
            c[out] += element(warp.a[owner], which, k % 2) * element(warp.b[j * 4 + k % 8 / 2], k / 8, k % 2);
        }
    }
    emulated::syncWarp();
}

// The hardware keeps the layout of these to itself; here lane l holds elements 8l … 8l+7.
static inline void loadTile(u32 *r, const u16 *shared, int stride)
{
    const int lane = emulated::thread() % 32;
    for (int e = 0; e < 8; ++e)
        r[e] = shared[(lane * 8 + e) / 16 * stride + (lane * 8 + e) % 16];
}
FL_DEVICE void loadTileA(u32 *r, const u16 *shared, int stride)
{
    loadTile(r, shared, stride);
}
FL_DEVICE void loadTileB(u32 *r, const u16 *shared, int stride)
{
    loadTile(r, shared, stride);
}
FL_DEVICE void multiplyTiles(float *c, const u32 *a, const u32 *b)
{
    const int lane = emulated::thread() % 32;
    emulated::Warp &warp = emulated::warp();
    memcpy(warp.a[lane], a, 32);
    memcpy(warp.b[lane], b, 32);
    emulated::syncWarp();
    for (int e = 0; e < 8; ++e) {
        const int i = (lane * 8 + e) / 16, j = (lane * 8 + e) % 16;
        for (int k = 0; k < 16; ++k)
            c[e] += emulated::half(static_cast<u16>(warp.a[(i * 16 + k) / 8][(i * 16 + k) % 8]))
                * emulated::half(static_cast<u16>(warp.b[(k * 16 + j) / 8][(k * 16 + j) % 8]));
    }
    emulated::syncWarp();
}
FL_DEVICE void storeTile(float *global, const float *c, int stride)
{
    const int lane = emulated::thread() % 32;
    for (int e = 0; e < 8; ++e)
        global[(lane * 8 + e) / 16 * stride + (lane * 8 + e) % 16] = c[e];
}
