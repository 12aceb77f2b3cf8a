// SPDX-License-Identifier: MIT
// Reads elements one after the other: the files have no other structure that matters here.
#include "liar_interfaces.hpp"

#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>

namespace rmcp::liar {
namespace {

std::string contents_of(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error(file + ": cannot be read");
  const std::string all{std::istreambuf_iterator<char>(in), {}};
  return std::regex_replace(all, std::regex("<!--[^]*?-->"), "");
}

std::string attribute(const std::string& element, const std::string& name) {
  std::smatch found;
  const std::regex wanted(' ' + name + "=\"([^\"]*)\"");
  return std::regex_search(element, found, wanted) ? found[1].str() : "";
}

class Reader {
 public:
  explicit Reader(std::map<std::string, Interface>& out) : out_(out) {}

  void read(const std::string& kind, const std::string& element) {
    const auto name = attribute(element, "name");
    if (kind == "interface") interface_ = &out_[name];
    if (kind == "method") answer_ = &interface_->answers[name];
    if (kind == "signal") answer_ = nullptr;
    if (kind == "property") interface_->properties.emplace_back(name, attribute(element, "type"));
    if (kind == "arg" && answer_ != nullptr && attribute(element, "direction") == "out")
      *answer_ += attribute(element, "type");
  }

 private:
  std::map<std::string, Interface>& out_;
  Interface* interface_ = nullptr;
  std::string* answer_ = nullptr;
};

}  // namespace

std::map<std::string, Interface> read_interfaces(const std::vector<std::string>& xml_files) {
  std::map<std::string, Interface> out;
  const std::regex element("<(interface|method|signal|property|arg)( [^>]*)>");
  for (const auto& file : xml_files) {
    const auto text = contents_of(file);
    Reader reader(out);
    for (std::sregex_iterator it(text.begin(), text.end(), element), end; it != end; ++it)
      reader.read((*it)[1], (*it)[2]);
  }
  return out;
}

}  // namespace rmcp::liar
