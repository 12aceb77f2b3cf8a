// SPDX-License-Identifier: MIT
// Emulated attributes.
#include "attribute_files.hpp"

#include "capture_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace rmcp::testbed {
namespace {

/// "pp_od_clk_voltage:committed" in two.
std::pair<std::string, std::string_view> split(std::string_view attribute) {
  for (const std::string_view when : {"initial", "committed"}) {
    if (attribute.ends_with(":" + std::string(when)))
      return {std::string(attribute.substr(0, attribute.size() - when.size() - 1)), when};
  }
  return {std::string(attribute), ""};
}

/// The PCI core's files outlive the driver, and looking at them wakes nobody.
bool is_core(const std::string& attribute) {
  return attribute.starts_with("power/") || attribute == "d3cold_allowed";
}

}  // namespace

std::string AttributeFiles::file_name(const std::string& device, const std::string& attribute) {
  std::string name = device + "," + attribute;
  std::ranges::replace(name, '/', ',');
  return name;
}

AttributeFiles::File* AttributeFiles::find(const std::string& device,
                                           const std::string& attribute) {
  const auto found = files_.find(file_name(device, attribute));
  return found == files_.end() ? nullptr : &found->second;
}

void AttributeFiles::add(const std::string& device, const std::string& attribute,
                         const std::string& text) {
  const Lock lock(mutex_);
  files_[file_name(device, attribute)] = {device, attribute, text, text, text, {}, 0};
}

void AttributeFiles::remove_all(const std::string& device, bool keep_core) {
  const Lock lock(mutex_);
  std::erase_if(files_, [&](const auto& entry) {
    const File& file = entry.second;
    return file.device == device && !(keep_core && is_core(file.attribute));
  });
  resets_.erase(device);
  tables_.erase(device);
  released_.notify_all();
}

bool AttributeFiles::has(const std::string& device, const std::string& attribute) const {
  const Lock lock(mutex_);
  return files_.contains(file_name(device, split(attribute).first));
}

std::string AttributeFiles::text_of(const std::string& device, std::string_view attribute) const {
  const auto [name, when] = split(attribute);
  const auto found = files_.find(file_name(device, name));
  if (found == files_.end()) return "";
  const File& file = found->second;
  return when == "initial" ? file.initial : when == "committed" ? file.committed : file.text;
}

std::string AttributeFiles::text(const std::string& device, const std::string& attribute) const {
  const Lock lock(mutex_);
  return text_of(device, attribute);
}

void AttributeFiles::set_text(const std::string& device, const std::string& attribute,
                              const std::string& text) {
  const Lock lock(mutex_);
  if (File* file = find(device, attribute)) file->text = text;
}

void AttributeFiles::behave(const std::string& device, const std::string& attribute,
                            Behaviour behaviour) {
  const Lock lock(mutex_);
  if (File* file = find(device, attribute)) {
    file->behaviour = std::move(behaviour);
    ++file->release;
  }
  released_.notify_all();
}

void AttributeFiles::reset(const std::string& device, int error) {
  const Lock lock(mutex_);
  resets_[device] = error;
}

int AttributeFiles::reset_error(const File& file) const {
  const auto found = resets_.find(file.device);
  return found != resets_.end() && fails_in_reset(file.attribute) ? found->second : 0;
}

void AttributeFiles::release_all() {
  const Lock lock(mutex_);
  for (auto& [name, file] : files_) ++file.release;
  released_.notify_all();
}

void AttributeFiles::close() {
  const Lock lock(mutex_);
  closed_ = true;
  released_.notify_all();
}

bool AttributeFiles::exists(const std::string& name) const {
  const Lock lock(mutex_);
  const auto found = files_.find(name);
  return found != files_.end() && found->second.behaviour.kind != Behaviour::Kind::gone;
}

// Without the lock: the hook may touch files of the test bed.
void AttributeFiles::use(Lock& lock, const std::string& name) {
  const auto found = files_.find(name);
  if (found == files_.end() || is_core(found->second.attribute)) return;
  const std::string device = found->second.device;
  lock.unlock();
  hooks_.on_use(device);
  lock.lock();
}

tl::expected<std::string, int> AttributeFiles::read(const std::string& name) {
  Lock lock(mutex_);
  use(lock, name);
  const auto found = files_.find(name);
  if (found == files_.end()) return tl::make_unexpected(ENODEV);
  const Behaviour& behaviour = found->second.behaviour;
  if (behaviour.kind == Behaviour::Kind::gone) return tl::make_unexpected(ENODEV);
  if (const int error = reset_error(found->second)) return tl::make_unexpected(error);
  if (behaviour.kind == Behaviour::Kind::read_error) return tl::make_unexpected(behaviour.error);
  return found->second.text;
}

OverdriveTable::Texts AttributeFiles::table_texts(const std::string& device,
                                                  std::string File::*text) const {
  OverdriveTable::Texts texts;
  for (const auto& [name, file] : files_) {
    if (file.device == device && OverdriveTable::has(file.attribute))
      texts[file.attribute] = file.*text;
  }
  return texts;
}

OverdriveTable& AttributeFiles::table_of(const std::string& device) {
  const auto found = tables_.find(device);
  if (found != tables_.end()) return found->second;
  return tables_.emplace(device, OverdriveTable(table_texts(device, &File::initial))).first->second;
}

void AttributeFiles::tell_table(const File& file, const std::string& written, bool commit) {
  auto& table = table_of(file.device);
  table.take(file.attribute, trimmed(written), table_texts(file.device, &File::text), commit);
  for (const auto& [attribute, text] : table.in_force())
    if (File* other = find(file.device, attribute)) other->committed = text;
}

void AttributeFiles::set_commits(const std::string& device, Commits commits) {
  const Lock lock(mutex_);
  table_of(device).set_commits(commits);
}

std::string AttributeFiles::take_writes(const std::string& device) {
  const Lock lock(mutex_);
  return std::exchange(writes_[device], {});
}

int AttributeFiles::write_by_driver(File& file, const std::string& written) {
  const auto sibling = [this, &file](std::string_view attribute) {
    return text_of(file.device, attribute);
  };
  WriteAnswer answer = write_by_rule(file.attribute, written, file.text, sibling);
  writes_[file.device] += fmt::format("{} {}{}\n", file.attribute, trimmed(written),
                                      answer.error == 0 ? "" : " refused");
  if (answer.error == 0) file.text = std::move(answer.shown);
  if (answer.error == 0 && OverdriveTable::has(file.attribute))
    tell_table(file, written, answer.committed);
  else if (answer.committed)
    file.committed = file.text;
  for (auto& [attribute, text] : answer.others) {
    if (File* other = find(file.device, attribute)) other->text = std::move(text);
  }
  return answer.error;
}

// The file may be gone or behave otherwise when the writer is let go.
int AttributeFiles::wait_for_release(Lock& lock, const std::string& name) {
  const unsigned before = files_.at(name).release;
  released_.wait(lock, [&] {
    const auto found = files_.find(name);
    return closed_ || found == files_.end() || found->second.release != before;
  });
  return files_.contains(name) ? EIO : ENODEV;
}

int AttributeFiles::write(const std::string& name, const std::string& written) {
  Lock lock(mutex_);
  const auto binding = files_.find(name);
  if (binding != files_.end() && binding->second.device == kDriverFiles) {
    const std::string file = binding->second.attribute;
    lock.unlock();
    return hooks_.on_bind(file, written);
  }
  use(lock, name);
  const auto found = files_.find(name);
  if (found == files_.end()) return ENODEV;
  File& file = found->second;
  if (file.behaviour.kind == Behaviour::Kind::gone) return ENODEV;
  if (const int error = reset_error(file)) return error;
  switch (file.behaviour.kind) {
    case Behaviour::Kind::refuse:
      return file.behaviour.error;
    case Behaviour::Kind::answer:
      file.text = file.behaviour.text;
      return 0;
    case Behaviour::Kind::hang:
      return wait_for_release(lock, name);
    case Behaviour::Kind::driver:
    case Behaviour::Kind::read_error:
    case Behaviour::Kind::gone:
      break;
  }
  return write_by_driver(file, written);
}

}  // namespace rmcp::testbed
