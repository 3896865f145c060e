//===- Baseline.cpp - findings that are known already ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Baseline.h"
#include "ir/Notes.h"
#include "ir/ReadFile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"

namespace pvlint::report {

using llvm::StringRef;

static constexpr llvm::StringLiteral FirstLine = "# pvlint baseline 1";

llvm::Expected<Baseline> Baseline::read(StringRef File) {
  auto Buffer = flow::readFile(File, flow::Pipes::Read);
  if (!Buffer)
    return llvm::createStringError("cannot read baseline '" + File +
                                   "': " + toString(Buffer.takeError()) +
                                   " (--update-baseline makes it)");
  auto [First, Rest] = (*Buffer)->getBuffer().split('\n');
  if (First.trim() != FirstLine)
    return llvm::createStringError("'" + File +
                                   "' is not a baseline: its first "
                                   "line is not '" +
                                   FirstLine + "'");
  Baseline B;
  for (unsigned Number = 2; !Rest.empty(); ++Number) {
    StringRef Line;
    std::tie(Line, Rest) = Rest.split('\n');
    if (Line.trim().empty() || Line.starts_with("#"))
      continue;
    Line = Line.rtrim('\r');
    const std::string Path = flow::takeQuotedName(Line);
    llvm::SmallVector<StringRef, 5> Parts;
    Line.split(Parts, '\t', 4); // the first is empty
    if (Parts.size() != 5 || !Parts[0].empty() || Parts[3].size() != 32 ||
        !llvm::all_of(Parts[3], llvm::isHexDigit))
      return llvm::createStringError(
          "baseline '" + File + "' is damaged in line " + llvm::Twine(Number) +
          ": expected path, check, function, "
          "fingerprint and message, with tabs between");
    B.Known[Parts[3]] = {Path, Parts[1].str(), Parts[2].str(), Parts[4].str()};
  }
  return B;
}

std::vector<std::string>
Baseline::missing(const std::vector<Result> &Found,
                  llvm::function_ref<bool(StringRef)> IsInScope) const {
  llvm::StringSet<> Seen;
  for (const Result &R : Found)
    Seen.insert(R.Fingerprint);
  std::vector<std::string> Gone;
  for (const auto &E : Known)
    if (!Seen.contains(E.first()) && IsInScope(E.second.Path))
      Gone.push_back(E.first().str());
  llvm::sort(Gone);
  return Gone;
}

void Baseline::update(const std::vector<Result> &Found,
                      llvm::function_ref<bool(StringRef)> IsInScope) {
  for (const std::string &Gone : missing(Found, IsInScope))
    Known.erase(Gone);
  for (const Result &R : Found)
    add(R);
}

/// A line with '#' in front would be a comment.
static std::string pathOf(const std::string &Path) {
  std::string Name = flow::quotedName(Path);
  return Name.starts_with("#") ? '"' + Name + '"' : Name;
}

void Baseline::write(llvm::raw_ostream &OS) const {
  std::vector<std::string> Lines;
  for (const auto &E : Known)
    Lines.push_back(pathOf(E.second.Path) + '\t' + E.second.Check + '\t' +
                    E.second.Function + '\t' + E.first().str() + '\t' +
                    flow::printable(E.second.Message) + '\n');
  llvm::sort(Lines);
  OS << FirstLine << '\n';
  for (const std::string &Line : Lines)
    OS << Line;
}

} // namespace pvlint::report
