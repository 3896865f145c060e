//===- SubjectPrefix.cpp - what subjects about a file begin with ----------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SubjectPrefix.h"
#include "Kbuild.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"

namespace path = llvm::sys::path;
using llvm::StringRef;

namespace pvlint::output {
namespace {

/// What stands behind the name of the subsystem.
enum class Rest : uint8_t { Nothing, Driver, Folder };

struct Subsystem {
  llvm::StringLiteral Folder, Prefix;
  Rest Then;
};

/// As the subsystems' own commits have it; the first that fits.
constexpr Subsystem Subsystems[] = {
    {"block/", "block", Rest::Nothing},
    {"drivers/ata/", "ata: ", Rest::Driver},
    {"drivers/base/power/", "PM: ", Rest::Driver},
    {"drivers/base/regmap/", "regmap", Rest::Nothing},
    {"drivers/base/", "driver core", Rest::Nothing},
    {"drivers/firmware/efi/", "efi", Rest::Nothing},
    {"drivers/gpu/drm/", "drm/", Rest::Folder},
    {"drivers/infiniband/hw/", "RDMA/", Rest::Folder},
    {"drivers/infiniband/", "RDMA/", Rest::Folder},
    {"drivers/net/wireless/", "wifi: ", Rest::Driver},
    {"drivers/net/", "net: ", Rest::Driver},
    {"drivers/nvme/", "nvme", Rest::Nothing},
    {"drivers/scsi/", "scsi: ", Rest::Driver},
    {"drivers/tty/serial/", "serial: ", Rest::Driver},
    {"drivers/usb/", "usb: ", Rest::Driver},
    {"drivers/xen/", "xen/", Rest::Folder},
    {"kernel/irq/", "genirq", Rest::Nothing},
    {"mm/", "mm", Rest::Nothing},
    {"net/core/", "net", Rest::Nothing},
    {"net/", "", Rest::Folder},
    {"sound/soc/", "ASoC: ", Rest::Driver},
    {"sound/", "ALSA: ", Rest::Driver},
};

} // namespace

std::string subjectPrefix(StringRef File, StringRef Makefile) {
  const StringRef Stem = path::stem(File);
  const StringRef Folder = path::filename(path::parent_path(File));
  std::string Driver = moduleOf(Makefile, Stem);
  if (Driver.empty())
    Driver = Stem;
  if (StringRef(Driver).starts_with("snd-"))
    Driver.erase(0, 4); // "ALSA: pcm"
  for (const Subsystem &S : Subsystems) {
    StringRef Below = File;
    if (!Below.consume_front(S.Folder))
      continue;
    switch (S.Then) {
    case Rest::Nothing:
      return S.Prefix.str();
    case Rest::Driver:
      return (S.Prefix + Driver).str();
    case Rest::Folder:
      return (S.Prefix + (Below.contains('/') ? Below.split('/').first : Stem))
          .str();
    }
  }
  llvm::SmallVector<StringRef, 8> Parts;
  File.split(Parts, '/');
  if (Parts.size() < 2 || Parts[0] == "include")
    return Stem.str();
  // "x86/mm", and "x86/alternative" of arch/x86/kernel
  if (Parts[0] == "arch" && Parts.size() > 3)
    return (Parts[1] + "/" + (Parts[2] == "kernel" ? Stem : Parts[2])).str();
  // "parport" of drivers/parport/share.c, "media: vivid" further down
  if (Parts[0] == "drivers" && Parts.size() > 2)
    return Parts.size() == 3 || Driver == Parts[1]
               ? Parts[1].str()
               : (Parts[1] + ": " + Driver).str();
  // "sched" of kernel/sched, "reboot" of kernel/reboot.c
  return Parts.size() > 2 ? Folder.str() : Stem.str();
}

} // namespace pvlint::output
