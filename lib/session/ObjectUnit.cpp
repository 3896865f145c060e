//===- ObjectUnit.cpp - assembly and objects as units ---------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ObjectUnit.h"
#include "checks/Check.h"
#include "frontend/Target.h"
#include "ir/ReadFile.h"
#include "object/ObjectFile.h"
#include "report/Text.h"
#include "rules/Rules.h"
#include "session/Paths.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include <mutex>

namespace pvlint::session {

using llvm::StringRef;

bool isObject(StringRef File) {
  return llvm::sys::path::extension(File) == ".o";
}

bool isObjectUnit(StringRef File) {
  const StringRef Extension = llvm::sys::path::extension(File);
  return Extension == ".o" || Extension == ".S" || Extension == ".s";
}

namespace {
/// Files that are removed at the end.
struct Temporaries {
  llvm::SmallString<128> Object, Errors, Macros;
  ~Temporaries() {
    for (StringRef Path : {Object, Errors, Macros})
      if (!Path.empty())
        (void)llvm::sys::fs::remove(Path);
  }
};
} // namespace

/// What the assembler said first, in one line.
static std::string firstError(StringRef Path) {
  const auto Buffer = flow::readIfThere(Path);
  if (!Buffer)
    return "cannot be assembled";
  llvm::SmallVector<StringRef, 8> Lines;
  Buffer->getBuffer().split(Lines, '\n');
  for (StringRef Line : Lines)
    if (size_t At = Line.find("error: "); At != StringRef::npos)
      return Line.substr(At + 7).str();
  return "cannot be assembled";
}

/// Megabytes that an assembler may use: `.incbin` of a device has no end, and
/// it would go on after a pvlint that is killed.
static constexpr unsigned MaxAssemblerMemory = 2048;

/// Runs Clang's driver on \p J with \p More and with \p Output as its output;
/// returns what went wrong.
static std::string compile(const Job &J, std::vector<std::string> More,
                           StringRef Output, StringRef Errors) {
  auto Env = llvm::sys::findProgramByName("env");
  if (!Env)
    return "cannot find 'env', which is needed to run the assembler";
  std::vector<std::string> Args = {*Env, "-C", J.Directory, PVLINT_CLANG};
  J.Flags.appendTo(Args);
  Args.push_back("-w");
  // What the kernel's makefiles say of assembly; flags may be a C file's.
  Args.push_back("-D__ASSEMBLY__");
  Args.insert(Args.end(), More.begin(), More.end());
  for (StringRef Arg : {StringRef("-o"), Output, StringRef("--")})
    Args.push_back(Arg.str());
  Args.push_back(J.File);
  std::vector<StringRef> Refs(Args.begin(), Args.end());
  std::string Error;
  const int Status = llvm::sys::ExecuteAndWait(
      *Env, Refs, std::nullopt, {StringRef(), StringRef(), Errors},
      /*SecondsToWait=*/120, MaxAssemblerMemory, &Error);
  if (!Error.empty())
    return "cannot run " PVLINT_CLANG ": " + Error;
  return Status ? firstError(Errors) : "";
}

/// Assembles \p J into \p T.Object; returns what went wrong.
static std::string assemble(const Job &J, Temporaries &T) {
  if (llvm::sys::fs::createTemporaryFile("pvlint", "o", T.Object) ||
      llvm::sys::fs::createTemporaryFile("pvlint", "txt", T.Errors))
    return "cannot write a temporary file";
  // Lines, so that a finding has a place.
  return compile(J, {"-g", "-c"}, T.Object, T.Errors);
}

/// Whether \p J is of a kernel without paravirt ops for interrupts, by its
/// macros.
static bool isNative(const Job &J, Temporaries &T) {
  if (llvm::sys::path::extension(J.File) != ".S" ||
      llvm::sys::fs::createTemporaryFile("pvlint", "h", T.Macros) ||
      !compile(J, {"-E", "-dM"}, T.Macros, T.Errors).empty())
    return false;
  const auto Buffer = flow::readIfThere(T.Macros);
  if (!Buffer)
    return false;
  const StringRef Text = Buffer->getBuffer();
  // Code of 16 bits is not read at all.
  return frontend::isNative(
      [&](StringRef Name) {
        return Text.contains(("#define " + Name + " ").str());
      },
      /*Is16Bit=*/false);
}

/// Keeps of \p Seen what the project and the user want to see.
static std::vector<checks::Finding>
wantedFindings(const solve::Observations &Seen, const flow::Contract &C,
               const rules::Rules &Rules, const UnitOptions &Options,
               llvm::function_ref<std::string(uint32_t)> Path,
               UnitReport &Report) {
  std::vector<checks::Finding> Findings = checks::runChecks(Seen, C);
  if (Options.NoteRules)
    Report.Rules = rules::RuleUse(Rules);
  Rules.apply(Findings, Path, Options.NoteRules ? &Report.Rules : nullptr);
  std::erase_if(Findings, [&](const checks::Finding &F) {
    return !Options.Select.Checks.allows(F.Check);
  });
  return Findings;
}

void analyseObjectUnit(const Job &J, const UnitOptions &Options,
                       UnitReport &Report) {
  auto Fail = [&](std::string Why) {
    Report.Failed = true;
    Report.FirstError = std::move(Why);
  };
  static std::once_flag Once;
  std::call_once(Once, object::initialize);
  // As for a C file: the project's, then the user's.
  const std::string Source = absolute(J.File, J.Directory);
  auto Rules = rules::Rules::find(
      llvm::sys::path::parent_path(Options.Root.amongSources(Source)));
  if (!Rules)
    return Report.fail(Rules.takeError());
  flow::Contract C = flow::Contract::builtin("x86");
  for (const auto &Files : {Rules->contractFiles(), Options.ContractFiles})
    for (const std::string &File : Files)
      if (llvm::Error E = C.addFile(File))
        return Report.fail(std::move(E));
  Temporaries T;
  std::string Path = fullPath(J.File, J.Directory);
  if (!isObject(J.File)) {
    if (std::string Why = assemble(J, T); !Why.empty())
      return Fail(Why);
    Path = T.Object.str().str();
  }
  auto Buffer = flow::readFile(Path, flow::Pipes::Refused);
  if (!Buffer)
    return Fail(llvm::toString(Buffer.takeError()));
  auto Facts = object::analyse({(*Buffer)->getBuffer(), J.File}, C);
  if (!Facts)
    return Fail(llvm::toString(Facts.takeError()));
  if (!Facts->GivenUp.empty())
    return Fail(Facts->GivenUp.front());
  // As the user knows the files.
  for (std::string &File : Facts->Files) {
    StringRef Rest = File;
    if (Rest.consume_front(J.Directory) && Rest.consume_front("/"))
      File = Rest.str();
    if (Options.NameFromRoot)
      File = Options.Root.name(realPath(absolute(File, J.Directory)));
  }
  Report.Bodies = Report.Lowered = Facts->Judged;
  solve::Observations Seen;
  Seen.Implementations = std::move(Facts->Implementations);
  Seen.MachineBypasses = std::move(Facts->Bypasses);
  if (!Seen.MachineBypasses.empty() && isNative(J, T))
    for (solve::MachineBypassObservation &B : Seen.MachineBypasses)
      B.IsNative = true;
  auto FullPath = [&](uint32_t File) {
    const std::string &Name =
        File < Facts->Files.size() ? Facts->Files[File] : J.File;
    if (Options.NameFromRoot)
      return Options.Root.path(Name);
    return fullPath(Name, J.Directory);
  };
  auto Where = [&](flow::Location L) {
    return report::Place{Options.Root.name(FullPath(L.File)), L.Line, L.Col};
  };
  const checks::Level Show = Options.Select.Show;
  // Rules are about files, however an object names them.
  auto RealPath = [&](uint32_t File) {
    return Options.Root.amongSources(realPath(FullPath(File)));
  };
  for (checks::Finding &F :
       wantedFindings(Seen, C, *Rules, Options, RealPath, Report)) {
    UnitFinding Out;
    Out.Severity = F.Severity;
    Out.Key = J.File + F.Function + F.Check + F.Message;
    if (F.Severity <= Show && !F.isSuppressed()) {
      llvm::raw_string_ostream Text(Out.Text);
      // An object without lines is still a place.
      if (!F.Loc.isValid())
        Text << J.File << ": ";
      report::printText(F, Facts->Files, Show, Text);
      llvm::raw_string_ostream Also(Out.Also);
      report::printAlso(F, Facts->Files, Also);
    }
    if (F.Severity <= Show)
      Out.Result = report::makeResult(F, Where);
    Report.Findings.push_back(std::move(Out));
  }
  if (Report.Rules) {
    Report.Files.push_back(realPath(Source));
    for (uint32_t File = 0; File != Facts->Files.size(); ++File)
      Report.Files.push_back(RealPath(File));
  }
}

} // namespace pvlint::session
