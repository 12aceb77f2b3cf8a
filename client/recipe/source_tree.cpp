// SPDX-License-Identifier: MIT
// Fetches folders with cp, tarballs with tar, repositories with git.
#include "client/recipe/source_tree.hpp"

#include "client/recipe/folder.hpp"
#include "client/recipe/space.hpp"
#include "lib/sys/file.hpp"
#include "lib/verify/set_file.hpp"

#include <fmt/format.h>

#include <fcntl.h>

#include <cerrno>

namespace rmcp::recipe {

namespace {

class Fetch {
 public:
  Fetch(const Source& source, const std::string& tree, Site& site)
      : source_(source), tree_(tree), site_(site), log_(site.log("00-source-" + source.name)) {}

  Result<void> folder() {
    return fill("copy", {"cp", "-a", "--reflink=auto", "--", source_.location + "/.", tree_});
  }

  /// Checks and unpacks a copy of its own: the other file may change in between.
  Result<void> tarball() {
    const auto folder = site_.places.work + "/download", copy = folder + "/" + source_.name;
    if (auto wrong = make_folder(folder)) return failure(wrong.text);
    auto copied = fill(
        "copy", {"cp", "--reflink=auto", "--remove-destination", "--", source_.location, copy});
    if (!copied) return copied;
    const sys::Fd fd(::open(copy.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!fd) return failure(fmt::format("{}: {}", copy, sys::describe_errno(errno)));
    const auto hash = verify::sha256_of(fd);
    if (!hash) return failure(fmt::format("{}: {}", copy, hash.error().text));
    if (*hash != source_.pin)
      return failure(fmt::format("{}: its sha256 is {}, the recipe wants {}", source_.location,
                                 *hash, source_.pin));
    return fill("unpack",
                {"tar", "--extract", "--file=" + copy, "--directory=" + tree_, "--no-same-owner",
                 "--no-same-permissions", fmt::format("--strip-components={}", source_.strip)});
  }

  /// Objects stay in a repository of the work folder, so that they are fetched once. A server may
  /// refuse to send a single commit; then all branches and tags are fetched, and the commit is
  /// searched for.
  Result<void> git() {
    const auto folder = site_.places.work + "/git";
    repository_ = folder + "/" + source_.name;
    if (auto wrong = make_folder(folder)) return failure(wrong.text);
    if (!sys::exists(repository_ + "/HEAD"))
      if (auto made = run("git init", git_words({"init", "--quiet", "--bare", repository_}, false));
          !made)
        return made;
    if (!has_commit()) {
      auto one = fill("git fetch", git_words({"fetch", "--quiet", "--no-tags", "--depth=1", "--",
                                              source_.location, source_.pin}));
      if (!one && one.error().signal != 0) return one;
      if (!one || !has_commit()) one = fetch_all();
      if (!one) return one;
    }
    if (!has_commit())
      return failure(fmt::format("source '{}': {} has no commit {} in a branch or tag",
                                 source_.name, source_.location, source_.pin));
    auto words = git_words({"checkout", "--quiet", "--force", source_.pin, "--", "."});
    words.insert(words.begin() + 1, "--work-tree=" + tree_);
    // The caller's configuration may name filters, which are programs.
    return fill("git checkout", words,
                {{"GIT_CONFIG_GLOBAL", "/dev/null"}, {"GIT_CONFIG_NOSYSTEM", "1"}});
  }

 private:
  [[nodiscard]] std::string titled(const std::string& what) const {
    return fmt::format("source '{}': {}", source_.name, what);
  }

  Result<void> run(const std::string& what, std::vector<std::string> words, Environment more = {}) {
    more["GIT_TERMINAL_PROMPT"] = "0";
    return run_helper(site_, titled(what), std::move(words), log_, more);
  }

  /// Commands with much output.
  Result<void> fill(const std::string& what, const std::vector<std::string>& words,
                    const Environment& more = {}) {
    return need_room(site_, titled(what)).and_then([&] { return run(what, words, more); });
  }

  std::vector<std::string> git_words(const std::vector<std::string>& words, bool inside = true) {
    std::vector<std::string> all = {"git"};
    if (inside) all.push_back("--git-dir=" + repository_);
    for (const char* option : {"core.hooksPath=/dev/null", "protocol.ext.allow=never",
                               "core.fsmonitor=false", "advice.detachedHead=false", "gc.auto=0"}) {
      all.emplace_back("-c");
      all.emplace_back(option);
    }
    all.insert(all.end(), words.begin(), words.end());
    return all;
  }

  /// Names of objects are hashes of their contents: an existing one is the right one.
  bool has_commit() {
    return run("git", git_words({"cat-file", "-e", source_.pin + "^{commit}"})).has_value();
  }

  /// A commit that was fetched alone would hide its ancestors from the server.
  Result<void> fetch_all() {
    std::vector<std::string> words = {"fetch", "--quiet", "--no-tags"};
    if (sys::exists(repository_ + "/shallow")) words.emplace_back("--unshallow");
    for (const auto& word :
         {std::string("--"), source_.location, std::string("+refs/heads/*:refs/heads/*"),
          std::string("+refs/tags/*:refs/tags/*")})
      words.push_back(word);
    return fill("git fetch", git_words(words));
  }

  const Source& source_;
  const std::string& tree_;
  Site& site_;
  std::string log_, repository_;
};

}  // namespace

Result<void> fetch(const Source& source, const std::string& tree, Site& site) {
  if (auto wrong = make_folder(tree)) return failure(wrong.text);
  Fetch fetching(source, tree, site);
  const auto fetched = source.kind == Source::Kind::folder    ? fetching.folder()
                       : source.kind == Source::Kind::tarball ? fetching.tarball()
                                                              : fetching.git();
  open_folders(tree);
  return fetched;
}

}  // namespace rmcp::recipe
