// SPDX-License-Identifier: MIT
// The control socket of a machine, both ends.
#include "control.hpp"

#include "lib/sys/fd.hpp"

#include <fmt/format.h>

#include <glib-unix.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace rmcp::testbed {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    errno = ENAMETOOLONG;
    fail(path);
  }
  path.copy(address.sun_path, path.size());
  return address;
}

std::string read_all(int fd, char until) {
  std::string text;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::read(fd, buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(got));
    if (until != '\0' && text.back() == until) break;
  }
  return text;
}

void write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const auto sent = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
}

}  // namespace

std::string to_line(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    if (word.empty()) line += "%-";
    for (const char c : word) {
      const auto byte = static_cast<unsigned char>(c);
      line += byte <= ' ' || c == '%' ? fmt::format("%{:02x}", byte) : std::string(1, c);
    }
  }
  return line;
}

std::vector<std::string> from_line(const std::string& line) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < line.size() && line[i] != '\n'; ++i) {
    if (words.empty()) words.emplace_back();
    if (line[i] == ' ') {
      words.emplace_back();
    } else if (line[i] != '%') {
      words.back() += line[i];
    } else if (line.compare(i, 2, "%-") == 0) {
      ++i;
    } else {
      words.back() += static_cast<char>(std::strtol(line.substr(i + 1, 2).c_str(), nullptr, 16));
      i += 2;
    }
  }
  return words;
}

ControlServer::ControlServer(const std::string& path, Handler handler)
    : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)), handler_(std::move(handler)) {
  const sockaddr_un address = address_of(path);
  if (::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(fd_, 64) != 0) {
    fail(path);
  }
  listen_again();
}

ControlServer::~ControlServer() {
  if (source_ != 0) g_source_remove(source_);
  ::close(fd_);
}

void ControlServer::listen_again() {
  source_ = g_unix_fd_add(
      fd_, G_IO_IN,
      [](gint, GIOCondition, gpointer self) -> gboolean {
        static_cast<ControlServer*>(self)->serve();
        return G_SOURCE_REMOVE;
      },
      this);
}

// Some requests run the main loop until something happened: nobody else is served meanwhile.
void ControlServer::serve() {
  source_ = 0;
  const sys::Fd client(::accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC));
  if (client) {
    Answer answer;
    try {
      answer = handler_(from_line(read_all(client.get(), '\n')));
    } catch (const std::exception& error) {
      answer = {1, std::string(error.what())};
    }
    write_all(client.get(), fmt::format("{}\n{}", answer.code, answer.text));
  }
  listen_again();
}

Answer ask_machine(const std::string& path, const std::vector<std::string>& words) {
  const sys::Fd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_un address = address_of(path);
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    fail(path);
  write_all(fd.get(), to_line(words) + "\n");
  const std::string answer = read_all(fd.get(), '\0');
  const auto end = answer.find('\n');
  if (end == std::string::npos) return {1, "the machine went away"};
  return {static_cast<int>(std::strtol(answer.c_str(), nullptr, 10)), answer.substr(end + 1)};
}

}  // namespace rmcp::testbed
