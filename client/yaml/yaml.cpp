// SPDX-License-Identifier: MIT
// yaml-cpp's events as a tree.
#include "client/yaml/yaml.hpp"

#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

namespace rmcp::client {
namespace {

constexpr std::size_t kMostDepth = 16;
constexpr std::size_t kMostValues = 20'000;

Spot spot(const YAML::Mark& mark) {
  if (mark.is_null()) return {};
  return {static_cast<unsigned>(mark.line) + 1, static_cast<unsigned>(mark.column) + 1};
}

/// yaml-cpp's own way out of a parse is an exception; this one has the place and the reason.
struct Refused {
  Fault fault;
};

[[noreturn]] void refuse(const YAML::Mark& mark, std::string text) {
  throw Refused{{spot(mark), std::move(text)}};
}

/// Words that YAML has for null: LACT writes them for a setting that is not set.
bool is_null_word(const std::string& text, bool plain) {
  return plain &&
         (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL");
}

/// Builds the tree from the outside in. `open_` are the lists and tables that are not complete.
class Builder : public YAML::EventHandler {
 public:
  [[nodiscard]] Tree release() { return std::move(root_); }
  [[nodiscard]] bool has_document() const { return has_document_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (has_document_) refuse(mark, "one document expected, a second one begins here");
    has_document_ = true;
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { add({spot(mark), {}}, mark); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse(mark, "aliases are not read: write the value itself");
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    const bool plain = tag == "?";  // yaml-cpp's tag of a text without quotes
    if (is_null_word(value, plain) && !wants_key())
      add({spot(mark), {}}, mark);
    else
      add({spot(mark), value}, mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open({spot(mark), Tree::List()}, mark);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open({spot(mark), Tree::Table()}, mark);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Tree tree;
    std::optional<Branch> key;  // of the value that comes next
  };

  [[nodiscard]] bool wants_key() const {
    return !open_.empty() && open_.back().tree.table() != nullptr && !open_.back().key;
  }

  void open(Tree tree, const YAML::Mark& mark) {
    if (wants_key()) refuse(mark, "the key of a table has to be one word");
    if (open_.size() == kMostDepth)
      refuse(mark, fmt::format("more than {} levels of tables and lists", kMostDepth));
    count(mark);
    open_.push_back({std::move(tree), std::nullopt});
  }

  void close() {
    auto done = std::move(open_.back().tree);
    open_.pop_back();
    put(std::move(done));
  }

  void add(Tree tree, const YAML::Mark& mark) {
    count(mark);
    if (wants_key())
      add_key(tree, mark);
    else
      put(std::move(tree));
  }

  void add_key(const Tree& tree, const YAML::Mark& mark) {
    if (tree.text() == nullptr) refuse(mark, "a key is missing");
    auto& top = open_.back();
    for (const auto& other : *top.tree.table())
      if (other.key == *tree.text())
        refuse(mark, fmt::format("'{}' stands twice in its table, first in line {}",
                                 excerpt(other.key), other.at.line));
    top.key = Branch{*tree.text(), tree.at, {}};
  }

  void put(Tree tree) {
    if (open_.empty()) {
      root_ = std::move(tree);
      return;
    }
    auto& top = open_.back();
    if (auto* list = std::get_if<Tree::List>(&top.tree.data))
      return list->push_back(std::move(tree));
    top.key->value = std::move(tree);
    std::get<Tree::Table>(top.tree.data).push_back(std::move(*top.key));
    top.key.reset();
  }

  void count(const YAML::Mark& mark) {
    if (++values_ > kMostValues) refuse(mark, fmt::format("more than {} values", kMostValues));
  }

  std::vector<Open> open_;
  Tree root_;
  std::size_t values_ = 0;
  bool has_document_ = false;
};

Tree parse(const std::string& text) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  Builder builder;
  while (parser.HandleNextDocument(builder)) continue;
  if (!builder.has_document()) throw Refused{{{}, "the file is empty"}};
  return builder.release();
}

}  // namespace

Translated<Tree> read_yaml(const std::string& text) {
  if (text.size() > kMostYaml)
    return tl::unexpected(Fault{{}, fmt::format("more than {} KiB", kMostYaml / 1024)});
  try {
    return parse(text);
  } catch (const Refused& refused) {
    return tl::unexpected(refused.fault);
  } catch (const YAML::Exception& error) {
    return tl::unexpected(Fault{spot(error.mark), "YAML syntax: " + excerpt(error.msg, 120)});
  }
}

}  // namespace rmcp::client
