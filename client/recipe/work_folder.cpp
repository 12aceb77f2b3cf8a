// SPDX-License-Identifier: MIT
// Creates, locks and reads the work folder.
#include "client/recipe/work_folder.hpp"

#include "client/recipe/digest.hpp"
#include "client/recipe/trusted_way.hpp"
#include "lib/sys/file.hpp"
#include "lib/sys/root.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace rmcp::recipe {

std::string work_path(const std::string& cache, const Recipe& recipe) {
  return fmt::format("{}/rmcp/build/{}-{}", cache, recipe.name,
                     sha256_text(recipe.file).substr(0, 12));
}

Failure distrust_work(const std::string& work) {
  const auto wrong = distrust_way(work);
  return wrong ? wrong.text + ": set XDG_CACHE_HOME to a folder of root's" : Failure();
}

Expected<WorkFolder> WorkFolder::open(const std::string& path) {
  if (auto wrong = distrust_work(path)) return tl::unexpected(wrong);
  for (const auto& folder : {path, path + "/logs", path + "/sources"})
    if (const auto wrong = sys::failure_at(folder, sys::make_directories(folder, 0700)))
      return tl::unexpected(wrong.text);
  // Once more: what was missing may have been created by somebody else.
  if (auto wrong = distrust_work(path)) return tl::unexpected(wrong);
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0 || !S_ISDIR(info.st_mode) || info.st_uid != ::geteuid())
    return tl::unexpected(
        fmt::format("{}: is not a folder of user {}: set HOME or XDG_CACHE_HOME to one of theirs",
                    path, ::geteuid()));
  sys::Fd lock(::open((path + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!lock) return tl::unexpected(fmt::format("{}/lock: {}", path, sys::describe_errno(errno)));
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
    return tl::unexpected(
        errno == EWOULDBLOCK
            ? fmt::format("{}: another build of this recipe is running there", path)
            : fmt::format("{}/lock: {}", path, sys::describe_errno(errno)));
  return WorkFolder(path, std::move(lock));
}

std::string WorkFolder::log(std::size_t number, const std::string& name) const {
  return fmt::format("{}/logs/{:02}-{}.log", path_, number, name);
}

std::optional<State> WorkFolder::read_state() const { return recipe::read_state(path_); }

std::optional<State> read_state(const std::string& work) {
  const auto text = sys::read_regular(work + "/state.json");
  if (!text) return std::nullopt;
  return state_from(nlohmann::json::parse(*text, nullptr, false));
}

Failure WorkFolder::write_state(const State& state) const {
  const auto file = path_ + "/state.json";
  const auto text =
      to_json(state).dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  return sys::failure_at(file, sys::replace_file(file, text, 0644));
}

}  // namespace rmcp::recipe
