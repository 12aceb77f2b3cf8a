// SPDX-License-Identifier: MIT
// nlohmann-json's parser of MessagePack, which calls itself for each level of a document: the
// handler ends it before it is too deep.
#include "lib/elf/message_pack.hpp"

#include <nlohmann/json.hpp>

#include <set>

namespace rmcp::elf {
namespace {

using Json = nlohmann::json;

class Walk : public nlohmann::json_sax<Json> {
 public:
  explicit Walk(const std::function<Failure(const MessagePath&, MessageValue&&)>& seen)
      : seen_(seen) {}

  Failure release() { return std::move(failure_); }

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t value) override {
    return value < 0 || tell({.number = static_cast<std::uint64_t>(value)});
  }
  bool number_unsigned(number_unsigned_t value) override { return tell({.number = value}); }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool string(string_t& value) override { return tell({.text = std::move(value)}); }

  bool start_object(std::size_t) override { return enter(); }
  bool start_array(std::size_t) override { return enter(); }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }
  bool key(string_t& value) override {
    path_.back() = std::move(value);
    if (path_.size() > 1) return true;
    // ROCm's loader takes the first of a name.
    is_repeated_ = !fields_.insert(path_.back()).second;
    return fields_.size() <= kMostFields || fail("it has more fields than any such document");
  }

  bool parse_error(std::size_t at, const std::string&, const Json::exception&) override {
    return fail("it is no MessagePack document, or is cut off, at byte " + std::to_string(at));
  }

 private:
  static constexpr std::size_t kDeepest = 16;
  static constexpr std::size_t kMostFields = 256;

  bool fail(Failure failure) {
    failure_ = std::move(failure);
    return false;
  }

  bool tell(MessageValue&& value) {
    if (is_repeated_) return true;
    auto failure = seen_(path_, std::move(value));
    return !failure || fail(std::move(failure));
  }

  bool enter() {
    if (path_.size() == kDeepest) return fail("it has more levels than any such document");
    path_.emplace_back();
    return true;
  }

  bool leave() {
    path_.pop_back();
    return true;
  }

  const std::function<Failure(const MessagePath&, MessageValue&&)>& seen_;
  MessagePath path_;
  std::set<std::string> fields_;  // of the document itself
  bool is_repeated_ = false;
  Failure failure_;
};

}  // namespace

Failure walk_message(std::string_view bytes,
                     const std::function<Failure(const MessagePath&, MessageValue&&)>& seen) {
  Walk walk(seen);
  // Sections are padded: bytes after the document are no error.
  Json::sax_parse(bytes.begin(), bytes.end(), &walk, Json::input_format_t::msgpack, false);
  return walk.release();
}

}  // namespace rmcp::elf
