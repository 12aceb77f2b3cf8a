// SPDX-License-Identifier: MIT
// Reads each runtime on a worker of its own.
#include "daemon/publish/runtime_keeper.hpp"

#include <fmt/format.h>

#include <utility>

namespace rmcp::publish {

class RuntimeKeeper::One {
 public:
  One(RuntimeKeeper& keeper, std::string folder)
      : keeper_(keeper),
        folder_(std::move(folder)),
        rounds_(keeper.loop_, keeper.patience_,
                {.done = [this](FoundRuntime found) { keeper_.accept(folder_, std::move(found)); },
                 .failed = [this](const std::string& why) { fail(why); },
                 .late = [this] { fail("unreachable: " + sys::no_answer(rounds_.limit())); }}) {}

  void refresh() {
    rounds_.ask([read = keeper_.read_, folder = folder_] { return read(folder); });
  }

 private:
  void fail(const std::string& why) {
    keeper_.accept(folder_, tl::unexpected(fmt::format("{} is {}", folder_, why)));
  }

  RuntimeKeeper& keeper_;
  std::string folder_;
  sys::Rounds<FoundRuntime> rounds_;
};

RuntimeKeeper::RuntimeKeeper(sys::Loop& loop, std::chrono::milliseconds patience, Read read,
                             Changed changed)
    : loop_(loop), patience_(patience), read_(read), changed_(std::move(changed)) {}

RuntimeKeeper::~RuntimeKeeper() = default;

void RuntimeKeeper::refresh(const std::set<std::string>& folders) {
  const auto forgotten = [&](const auto& item) { return !folders.contains(item.first); };
  std::erase_if(folders_, forgotten);
  std::erase_if(found_, forgotten);
  for (const auto& folder : folders) {
    auto& one = folders_[folder];
    if (!one) one = std::make_unique<One>(*this, folder);
    one->refresh();
  }
}

bool RuntimeKeeper::settled() const { return found_.size() == folders_.size(); }

void RuntimeKeeper::accept(const std::string& folder, FoundRuntime found) {
  const auto before = found_.find(folder);
  const bool known = before != found_.end();
  if (known && before->second == found) return;
  const bool refilled = known && before->second && found && before->second->files != found->files;
  found_.insert_or_assign(folder, std::move(found));
  changed_(folder, refilled);
}

}  // namespace rmcp::publish
