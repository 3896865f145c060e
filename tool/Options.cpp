//===- Options.cpp - the command line of a subcommand ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "OptionTable.h"
#include "ReportTargets.h"
#include "contract/Contract.h"
#include "contract/Targets.h"
#include "rules/Rules.h"
#include "session/Root.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using llvm::createStringError;
using llvm::Error;
using llvm::StringRef;

namespace pvlint::tool {
namespace {

Error ok() { return Error::success(); }

class Parser {
public:
  Parser(Subcommand Sub, llvm::ArrayRef<const char *> Args)
      : Sub(Sub), Args(Args) {}

  llvm::Expected<Options> run() {
    for (; Next < Args.size(); ++Next) {
      StringRef Arg = Args[Next];
      if (Arg == "--" && !wrapsCompiler()) {
        ++Next;
        break;
      }
      if (!Arg.starts_with("-") || Arg == "-") {
        if (wrapsCompiler())
          break;
        O.In.Files.push_back(Arg.str());
        continue;
      }
      const OptionRow *Row = find(Arg);
      if (!Row) {
        if (wrapsCompiler() && isOfCompiler(Arg))
          break;
        return unknownOption(Arg, Sub);
      }
      if (Error E = set(*Row, Arg))
        return E;
      if (O.Help)
        return O;
    }
    takeRest();
    // A file that a question is about is analysed.
    if (O.Explain && !llvm::is_contained(O.In.Files, O.Explain.File))
      O.In.Files.push_back(O.Explain.File);
    if (Error E = finish())
      return E;
    return O;
  }

private:
  const Subcommand Sub;
  llvm::ArrayRef<const char *> Args;
  size_t Next = 0;
  Parsed O;

  /// Its own options end where those of a compiler, or its name, begin.
  bool wrapsCompiler() const {
    return (Subcommand::Kbuild | Subcommand::Cc).has(Sub);
  }

  const OptionRow *find(StringRef Arg) const {
    for (const OptionRow &Row : optionTable()) {
      if (!Row.Of.has(Sub) || !Arg.starts_with(Row.Name))
        continue;
      StringRef Rest = Arg.drop_front(Row.Name.size());
      if (Rest.empty() || Rest.front() == '=' ||
          (Row.Name == "-j" && llvm::isDigit(Rest.front())))
        return &Row;
    }
    return nullptr;
  }

  /// Its own options end where the compiler's begin, so an unknown one would be
  /// taken for a flag. Compilers and sparse have few with two dashes.
  static bool isOfCompiler(StringRef Arg) {
    return !Arg.starts_with("--") || Arg.starts_with("--arch=") ||
           session::CompileFlags(std::vector<std::string>{Arg.str()})
               .Unknown.empty();
  }

  Error set(const OptionRow &Row, StringRef Arg) {
    StringRef Rest = Arg.drop_front(Row.Name.size());
    bool HasValue = !Rest.empty();
    Rest.consume_front("=");
    if (Row.Takes == Value::None && HasValue)
      return createStringError("option '" + Row.Name + "' takes no value");
    if (Row.Takes == Value::Needed && !HasValue) {
      if (Next + 1 == Args.size() || StringRef(Args[Next + 1]) == "--")
        return createStringError("option '" + Row.Name + "' needs a value");
      Rest = Args[++Next];
    }
    if (Row.Takes == Value::Needed && Rest.empty())
      return createStringError("option '" + Row.Name + "' needs a value");
    return Row.Set(O, Rest);
  }

  void takeRest() {
    std::vector<std::string> Rest(Args.begin() + std::min(Next, Args.size()),
                                  Args.end());
    if (Sub == Subcommand::Solve)
      O.In.Files.insert(O.In.Files.end(), Rest.begin(), Rest.end());
    else if (wrapsCompiler() || (Next > 0 && Next <= Args.size() &&
                                 StringRef(Args[Next - 1]) == "--"))
      O.In.Flags = std::move(Rest);
  }

  /// A program has one contract, so its rules are those of the tree's root; a
  /// unit finds its own.
  Error takeRules() {
    constexpr SubcommandSet OfPrograms =
        Subcommand::Run | Subcommand::Link | Subcommand::Query |
        Subcommand::Census | Subcommand::Contract | Subcommand::Cc;
    if (!OfPrograms.has(Sub) && (Sub != Subcommand::Convert ||
                                 O.Convert.To == convert::Target::Counted))
      return ok();
    std::string Folder = ".";
    auto Root = O.In.BuildPath.empty() ? session::rootOfBuild(".", O.In.Root)
                                       : session::sourceRoot(O.In);
    if (Root)
      Folder = Root->folder();
    else
      llvm::consumeError(Root.takeError()); // is said later
    auto Rules = rules::Rules::find(Folder);
    if (!Rules)
      return Rules.takeError();
    O.ContractFiles.insert(O.ContractFiles.begin(),
                           Rules->contractFiles().begin(),
                           Rules->contractFiles().end());
    return ok();
  }

  Error finish() {
    if (O.CommandsOnly) // nothing is judged
      return O.ContractFiles.empty()
                 ? ok()
                 : createStringError("give either --commands-only or "
                                     "--contract, not both");
    if (Error E = takeRules())
      return E;
    if (!O.FailOnGiven && Sub != Subcommand::Kbuild)
      O.Report.FailOn = checks::Level::Warning;
    if (O.Report.FailOn == checks::Level::Audit && !O.LevelGiven)
      O.Report.Select.Show = checks::Level::Audit;
    if (llvm::count_if(O.Report.Formats,
                       [](const auto &F) { return F.second.empty(); }) > 1)
      return createStringError("option '--format': only one can go to stdout; "
                               "give the others a file: --format FORM=FILE");
    if (Error E = checkReportFiles(O))
      return E;
    if (O.Report.UpdateBaseline && O.Report.BaselineFile.empty())
      return createStringError("option '--update-baseline' needs --baseline "
                               "FILE");
    if (O.Report.DiffRev != "-" && StringRef(O.Report.DiffRev).starts_with("-"))
      return createStringError("option '--diff': '" + O.Report.DiffRev +
                               "' is not a revision");
    if (!O.BaseFolders.empty() && !O.Report.BaselineFile.empty())
      return createStringError("give either --base or --baseline, not both");
    // https://no-color.org
    if (const char *NoColor = ::getenv("NO_COLOR"); NoColor && *NoColor)
      O.Color = O.Color.value_or(false);
    for (const std::string &File : O.ContractFiles) {
      // The contract of a unit depends on its target: one that fits any target
      // may be right.
      Error First = flow::Contract::builtin().addFile(File);
      if (!First)
        continue;
      if (llvm::all_of(flow::targets(), [&](StringRef Target) {
            return llvm::errorToBool(
                flow::Contract::builtin(Target).addFile(File));
          }))
        return First;
      llvm::consumeError(std::move(First));
    }
    return ok();
  }
};

} // namespace

llvm::Expected<Options> parseOptions(Subcommand Sub,
                                     llvm::ArrayRef<const char *> Args) {
  return Parser(Sub, Args).run();
}

} // namespace pvlint::tool
