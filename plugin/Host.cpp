//===- Host.cpp - asks who loads a plugin before it does ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A plugin has to match the LLVM of its host to the version: in another one it
// lacks symbols, or finds those of other classes. So what is loaded by name,
// pvlint-22.so, needs nothing of LLVM. It asks the host which LLVM that is, and
// loads what does the work, pvlint-22-inside.so, into the right one only.
//
// Limits: only the major version counts, within which LLVM keeps its ABI. A
// host that does not say (it has LLVM in itself, without its C interface) is
// tried, and the loader names the symbol that it lacks.
//
//===----------------------------------------------------------------------===//

#include <cstdlib>
#include <dlfcn.h>
#include <string>
#include <unistd.h>

namespace {

constexpr unsigned BuiltFor = PVLINT_LLVM;

/// In one line. A loader has no other way to say no than to end the program:
/// what it is told otherwise it takes for a fault of the plugin.
[[noreturn]] void refuse(const std::string &Why) {
  const std::string Line = "pvlint: error: this plugin is for LLVM " +
                           std::to_string(BuiltFor) + ", and " + Why + "\n";
  (void)!::write(STDERR_FILENO, Line.data(), Line.size());
  ::_exit(1);
}

void checkVersion() {
  using GetVersion = void(unsigned *Major, unsigned *Minor, unsigned *Patch);
  auto *Ask =
      reinterpret_cast<GetVersion *>(::dlsym(RTLD_DEFAULT, "LLVMGetVersion"));
  if (!Ask)
    return;
  unsigned Major = 0, Minor = 0, Patch = 0;
  Ask(&Major, &Minor, &Patch);
  if (Major == BuiltFor)
    return;
  const std::string Own = std::to_string(Major);
  refuse("its host is LLVM " + Own + "." + std::to_string(Minor) + "." +
         std::to_string(Patch) + ": load the one for that (pvlint" +
         " --plugin-path" + PVLINT_PLUGIN_OPTION + " --llvm " + Own + ")");
}

/// pvlint-22-inside.so beside pvlint-22.so.
std::string inside() {
  Dl_info Self;
  if (!::dladdr(reinterpret_cast<void *>(&checkVersion), &Self))
    refuse("does not find itself");
  std::string Path = Self.dli_fname;
  if (char *Real = ::realpath(Path.c_str(), nullptr)) {
    Path = Real;
    std::free(Real);
  }
  if (Path.size() > 3 && Path.compare(Path.size() - 3, 3, ".so") == 0)
    Path.resize(Path.size() - 3);
  return Path + "-inside.so";
}

/// When the host loads this file.
__attribute__((constructor)) void load() {
  checkVersion();
  if (!::dlopen(inside().c_str(), RTLD_NOW | RTLD_GLOBAL))
    refuse(std::string("its host does not take it: ") + ::dlerror());
}

} // namespace
