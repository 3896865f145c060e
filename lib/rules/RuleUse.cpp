//===- RuleUse.cpp - rules that suppress nothing --------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/RuleUse.h"
#include "checks/Say.h"
#include "rules/Suppression.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"
#include <algorithm>

namespace pvlint::rules {

using checks::Finding;
using checks::say;
using llvm::StringRef;

/// {0}: the checks, {1}: the files, {2}: the functions.
namespace text {
constexpr char NoFile[] = "no file matches {1}: nothing is suppressed; remove "
                          "the rule, or fix its paths";
constexpr char NoFinding[] =
    "{0} has nothing to report in {1}: remove the suppression";
constexpr char NoFindingOf[] =
    "{0} has nothing to report in {2} of {1}: remove the suppression";
constexpr char AnyFile[] = "any file";
} // namespace text

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

RuleUse::RuleUse(const Rules &R) {
  if (!R.hasSuppressions())
    return;
  File = R.File;
  size_t Count = 0;
  for (const Rules::Rule &One : R.All)
    Count += One.Suppress.size();
  Used.resize(Count);
}

void RuleUse::mayBeUsed(const Rules &R, StringRef Path, StringRef Function) {
  size_t Index = 0;
  for (const Rules::Rule &One : R.All) {
    const bool IsHere = matchesAny(One.Paths, R.relative(Path));
    for (const Rules::Suppressed &S : One.Suppress) {
      Used[Index] |= IsHere && matchesAny(S.Functions, Function);
      ++Index;
    }
  }
}

void UnusedRules::add(const RuleUse &Use) {
  if (!Use)
    return;
  std::vector<char> &Of = Used[Use.File];
  if (Of.size() < Use.Used.size())
    Of.resize(Use.Used.size());
  for (size_t I = 0; I != Use.Used.size(); ++I)
    Of[I] |= Use.Used[I];
}

namespace {

/// The files below the folder of a .pvlint.yaml that it holds for, as its globs
/// see them.
std::vector<std::string> filesBelow(StringRef Folder, bool ToNextRules) {
  std::vector<std::string> Found, Work = {Folder.str()};
  while (!Work.empty()) {
    const std::string At = std::move(Work.back());
    Work.pop_back();
    std::error_code EC;
    for (fs::directory_iterator I(At, EC, /*follow_symlinks=*/false), End;
         !EC && I != End; I.increment(EC)) {
      const StringRef Path = I->path();
      if (path::filename(Path).starts_with("."))
        continue;
      fs::file_type Type = I->type();
      if (Type == fs::file_type::type_unknown)
        Type = fs::get_file_type(Path, /*Follow=*/false);
      if (Type == fs::file_type::directory_file) {
        llvm::SmallString<128> Own(Path);
        path::append(Own, Rules::FileName);
        if (!ToNextRules || !fs::exists(Own))
          Work.push_back(Path.str());
      } else if (Type == fs::file_type::regular_file) {
        Found.push_back(Path.str());
      }
    }
  }
  return Found;
}

/// Those with findings in assembly, which no database lists: one that has
/// nothing to report of C is not for nothing when there is any.
constexpr llvm::StringLiteral ChecksOfAssembly[] = {"pvops-impl-undefined-bits",
                                                    "pvops-native-bypass"};

std::string quoted(const Globs &List) {
  return "'" + llvm::join(List, ", ") + "'";
}

} // namespace

std::vector<std::string> UnusedRules::files() const {
  std::vector<std::string> All;
  for (const auto &[File, Mark] : Used)
    All.push_back(File);
  return All;
}

std::vector<Finding> UnusedRules::take(std::vector<std::string> &Files) const {
  std::vector<Finding> Out;
  for (const auto &[File, Mark] : Used) {
    if (llvm::all_of(Mark, [](char C) { return C; }))
      continue;
    auto R = Rules::read(File);
    if (!R || RuleUse(*R).Used.size() != Mark.size()) {
      // Somebody is changing it.
      llvm::consumeError(R.takeError());
      continue;
    }
    const std::vector<std::string> Below =
        filesBelow(R->Folder, Analysed == Scope::Unit);
    const uint32_t Number = Files.size();
    std::vector<Finding> Here;
    size_t Index = 0;
    for (const Rules::Rule &One : R->All) {
      const auto First = Mark.begin() + Index;
      Index += One.Suppress.size();
      if (std::all_of(First, Mark.begin() + Index, [](char C) { return C; }))
        continue;
      std::vector<llvm::GlobPattern> Paths;
      for (const std::string &Glob : One.Paths)
        Paths.push_back(llvm::cantFail(llvm::GlobPattern::create(Glob)));
      bool IsSomeFile = false, IsSource = false, IsWhole = true;
      bool HasAssembly = false;
      for (const std::string &Path : Below) {
        if (!Paths.empty() && llvm::none_of(Paths, [&](const auto &Glob) {
              return Glob.match(R->relative(Path));
            }))
          continue;
        IsSomeFile = true;
        HasAssembly |= path::extension(Path) == ".S" && !Done.contains(Path);
        if (path::extension(Path) != ".c")
          continue;
        IsSource = true;
        IsWhole = Done.contains(Path);
        if (!IsWhole)
          break;
      }
      for (size_t I = 0; I != One.Suppress.size(); ++I) {
        const Rules::Suppressed &S = One.Suppress[I];
        const bool NeedsProgram =
            Analysed == Scope::Unit && S.Checks.allows(CheckOfPrograms);
        const bool NeedsAssembly =
            HasAssembly && llvm::any_of(ChecksOfAssembly, [&](StringRef Check) {
              return S.Checks.allows(Check);
            });
        if (First[I] || !IsWhole || (IsSomeFile && !IsSource) || NeedsProgram ||
            NeedsAssembly)
          continue;
        Finding F;
        F.Check = SuppressionCheck;
        F.Loc = {Number, S.Line, S.Col};
        const std::string Checks = "'" + S.Checks.text() + "'";
        const std::string Where =
            One.Paths.empty() ? text::AnyFile : quoted(One.Paths);
        F.Message = say(!IsSomeFile           ? text::NoFile
                        : S.Functions.empty() ? text::NoFinding
                                              : text::NoFindingOf,
                        {Checks, Where, quoted(S.Functions)});
        F.Identity = Checks + Where + llvm::join(S.Functions, ",");
        F.IsUnneeded = true;
        Here.push_back(std::move(F));
      }
    }
    Files.push_back(File);
    // A project may not want to hear of this either.
    R->apply(Here, [&](uint32_t) { return File; });
    llvm::append_range(Out, std::move(Here));
  }
  return Out;
}

} // namespace pvlint::rules
