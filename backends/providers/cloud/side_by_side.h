// SPDX-License-Identifier: GPL-3.0-or-later
// The same question about many things, asked at once: as long as the slowest answer, not as all of them together.
#pragma once

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>
#include <type_traits>
#include <vector>

namespace fl {

/// What `ask` answers for each item, in their order; at most so many are on their way. `ask` is called on threads of its own and must bear that.
template <class Item, class Ask>
auto sideBySide(const std::vector<Item> &items, size_t atOnce, Ask ask)
{
    using Answered = std::invoke_result_t<Ask, const Item &>;
    std::vector<std::optional<Answered>> answers(items.size());
    std::atomic_size_t next = 0;
    const auto work = [&] {
        for (size_t i = next++; i < items.size(); i = next++)
            answers[i].emplace(ask(items[i]));
    };
    {
        std::vector<std::jthread> threads; // joined at the end of the block
        for (size_t i = 1; i < std::min(atOnce, items.size()); ++i)
            threads.emplace_back(work);
        work();
    }
    std::vector<Answered> all;
    all.reserve(answers.size());
    for (auto &answer : answers)
        all.push_back(std::move(*answer));
    return all;
}

} // namespace fl
