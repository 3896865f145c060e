//===- RulesFuzz.cpp - hostile .pvlint.yaml files ------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Read or refused; what is read is applied to findings.
//
//===----------------------------------------------------------------------===//

#include "InputFile.h"
#include "rules/RuleUse.h"
#include "rules/Rules.h"

using namespace pvlint;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  const InputFile File({reinterpret_cast<const char *>(Data), Size});
  auto Rules = rules::Rules::read(File.path());
  if (!Rules) {
    if (llvm::toString(Rules.takeError()).empty())
      std::abort();
    return 0;
  }
  std::vector<checks::Finding> Findings(2);
  Findings[0].Check = "pvops-restore-disables";
  Findings[0].Function = "f";
  Findings[1].Check = "pvops-save-fl-bits";
  Rules->apply(Findings, [](uint32_t) { return "/src/drivers/a.c"; });
  return 0;
}
