//===- Result.cpp - findings as reports have them -------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Result.h"
#include "ir/ReadFile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MD5.h"

namespace pvlint::report {

using llvm::StringRef;

StringRef levelName(checks::Level L) {
  switch (L) {
  case checks::Level::Error:
    return "error";
  case checks::Level::Warning:
    return "warning";
  case checks::Level::Audit:
    return "audit";
  }
  return "";
}

StringRef irqsName(checks::IrqsThen I) {
  switch (I) {
  case checks::IrqsThen::Unsaid:
    return "";
  case checks::IrqsThen::Callers:
    return "caller's";
  case checks::IrqsThen::Disabled:
    return "disabled";
  case checks::IrqsThen::Enabled:
    return "enabled";
  }
  return "";
}

StringRef kindName(checks::StepKind K) {
  switch (K) {
  case checks::StepKind::Other:
    return "";
  case checks::StepKind::Begins:
    return "begins";
  case checks::StepKind::Enables:
    return "enables";
  case checks::StepKind::Sleeps:
    return "sleeps";
  case checks::StepKind::Entered:
    return "entered";
  case checks::StepKind::Prints:
    return "prints";
  }
  return "";
}

std::unique_ptr<llvm::MemoryBuffer> Results::source(StringRef Name) const {
  if (const auto It = Given.find(Name); It != Given.end())
    return llvm::MemoryBuffer::getMemBuffer(It->second, Name);
  auto Text = flow::readIfThere(Root.path(Name));
  if (Text && WasAnalysed && !WasAnalysed(Name, Text->getBuffer()))
    return nullptr;
  return Text;
}

bool Results::hasChanged(StringRef Name) const {
  return !source(Name) && flow::readIfThere(Root.path(Name));
}

uint64_t Results::count(checks::Level L) const {
  return llvm::count_if(Findings,
                        [&](const Result &R) { return R.Severity == L; });
}

Result makeResult(const checks::Finding &F,
                  llvm::function_ref<Place(flow::Location)> Where) {
  Result R;
  R.Check = F.Check;
  R.What = F.What;
  R.Severity = F.Severity;
  R.At = Where(F.Loc);
  R.Function = F.Function;
  R.Message = F.Message;
  R.Identity = F.Identity;
  R.Suppressed = F.Suppressed;
  R.Reason = F.Reason;
  R.IsUnneeded = F.IsUnneeded;
  for (const checks::Note &N : F.Notes)
    R.Steps.push_back({Where(N.Loc), N.Text, N.After, N.Role, N.Kind, N.By});
  R.After = F.After;
  R.By = F.By;
  if (llvm::none_of(F.Fix, [](const checks::Edit &E) { return E.NeedsBlock; }))
    for (const checks::Edit &E : F.Fix) {
      const Place End = Where(E.End);
      R.Fix.push_back({Where(E.Begin), End.Line, End.Col, E.Text});
    }
  return R;
}

void Fingerprints::name(Result &R) {
  // Nothing in a path or a name is a line feed.
  const std::string Text = R.Check + '\n' + R.At.Path + '\n' + R.Identity;
  const unsigned Ordinal = Count[Text]++;
  const auto Digest = llvm::MD5::hash(
      llvm::arrayRefFromStringRef(Text + '\n' + std::to_string(Ordinal)));
  R.Fingerprint = llvm::toHex(llvm::ArrayRef<uint8_t>(Digest),
                              /*LowerCase=*/true);
}

} // namespace pvlint::report
