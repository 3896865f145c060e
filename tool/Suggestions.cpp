//===- Suggestions.cpp - what an unknown option may mean ------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An option may be mistyped, be another program's word for the same, be another
// subcommand's, or be a flag of the compiler in the wrong place.
//
//===----------------------------------------------------------------------===//

#include "OptionTable.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using llvm::StringRef;

namespace pvlint::tool {
namespace {

/// Another program's word.
struct Synonym {
  StringRef Typed, Meant;
  StringRef Option; ///< has to be one of the subcommand
};

/// Those that report findings have it, and all forms; others have fewer.
constexpr StringRef OfReports = "--diff";

constexpr Synonym Synonyms[] = {
    {"--json", "--format json", "--format"},
    {"--sarif", "--format sarif", OfReports},
    {"--html", "--format html=FILE", OfReports},
    {"--github", "--format github", OfReports},
    {"--gitlab", "--format gitlab", OfReports},
    {"--rdjson", "--format rdjson", OfReports},
    {"--mail", "--format mail=DIR", OfReports},
    {"--output", "--format FORM=FILE", "--format"},
    {"--output", "-o", "-o"},
    {"--out", "--format FORM=FILE", "--format"},
    {"--severity", "--level", "--level"},
    {"--min-severity", "--level", "--level"},
    {"--error-exitcode", "--fail-on", "--fail-on"},
    {"--exit-code", "--fail-on", "--fail-on"},
    {"--disable", "--checks=-CHECK", "--checks"},
    {"--enable", "--checks=CHECK", "--checks"},
    {"--build", "-p BUILD", "-p"},
    {"--verbose", "--stats", "--stats"},
    {"--since", "--diff REV", "--diff"},
};

bool hasOption(Subcommand Sub, StringRef Name) {
  return llvm::any_of(optionTable(), [&](const OptionRow &Row) {
    return Row.Of.has(Sub) && Row.Name == Name;
  });
}

/// Those that have \p Option: "check, run and link".
std::string subcommandsWith(StringRef Option) {
  llvm::SmallVector<StringRef, 8> Names;
  for (const SubcommandRow &Row : subcommands())
    if (hasOption(Row.Is, Option))
      Names.push_back(Row.Name);
  std::string Text;
  for (size_t I = 0; I != Names.size(); ++I)
    Text += (I == 0                  ? ""
             : I + 1 == Names.size() ? " and "
                                     : ", ") +
            Names[I].str();
  return Text;
}

} // namespace

StringRef nearest(StringRef Typed, llvm::ArrayRef<StringRef> Words,
                  unsigned MaxDistance) {
  StringRef Best;
  unsigned Least = MaxDistance + 1;
  for (StringRef Word : Words) {
    unsigned Distance = Typed.edit_distance(Word, true, Least);
    if (Distance < Least) {
      Least = Distance;
      Best = Word;
    }
  }
  return Best;
}

llvm::Error unknownOption(StringRef Arg, Subcommand Sub) {
  StringRef Name = Arg.split('=').first;
  auto Say = [&](const llvm::Twine &Hint) {
    return llvm::createStringError("unknown option '" + Name + "'" + Hint);
  };
  for (const Synonym &S : Synonyms)
    if (S.Typed == Name && hasOption(Sub, S.Option))
      return Say(" (did you mean '" + S.Meant + "'?)");
  llvm::SmallVector<StringRef, 20> Names;
  for (const OptionRow &Row : optionTable())
    if (Row.Of.has(Sub) && Row.Name.starts_with("--"))
      Names.push_back(Row.Name);
  const bool IsLong = Name.starts_with("--");
  StringRef Near = IsLong ? nearest(Name, Names) : "";
  if (!Near.empty())
    return Say(" (did you mean '" + Near + "'?)");
  // A compiler's flag needs another answer than a typo.
  if (Sub == Subcommand::Check && !IsLong)
    return Say(" (flags of the compiler follow '--')");
  if (std::string Others = subcommandsWith(Name); !Others.empty() && IsLong)
    return Say(": it is one of " + llvm::Twine(Others));
  return Say("");
}

} // namespace pvlint::tool
