//===- Plugin.cpp - pvlint inside clang -----------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   clang -fplugin=pvlint-22.so [-fplugin-arg-pvlint-KEY=VALUE …] file.c
//
//===----------------------------------------------------------------------===//

#include "frontend/Analysis.h"
#include "frontend/Diagnose.h"
#include "frontend/Target.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;

namespace {

class Consumer : public ASTConsumer {
public:
  Consumer(CompilerInstance &CI, std::vector<std::string> ContractFiles,
           pvlint::frontend::DiagnoseOptions Options, bool Stats)
      : CI(CI), ContractFiles(std::move(ContractFiles)), Options(Options),
        Stats(Stats) {}

  void HandleTranslationUnit(ASTContext &Context) override {
    DiagnosticsEngine &Diags = CI.getDiagnostics();
    // A broken AST gives broken findings; the compiler has said what is wrong.
    if (Diags.hasUncompilableErrorOccurred() || Context.getLangOpts().CPlusPlus)
      return;
    auto Book =
        pvlint::frontend::rulebookFor(CI.getPreprocessor(), ContractFiles);
    if (!Book) {
      std::string Text = llvm::toString(Book.takeError());
      Diags.Report(
          Diags.getCustomDiagID(DiagnosticsEngine::Error, "pvlint: %0"))
          << Text;
      return;
    }
    pvlint::frontend::AnalysisOptions AO;
    AO.Rules = &Book->Rules;
    AO.Native = Book->Native;
    auto Result = pvlint::frontend::analyse(Context, Book->Contract, AO);
    pvlint::frontend::diagnose(Result->Findings, *Result->Locations,
                               Context.getSourceManager(), Diags, Options);
    const std::string Lost = pvlint::frontend::describeTooDeep(*Result);
    if (!Lost.empty())
      llvm::errs() << Lost << '\n';
    if (Stats)
      llvm::errs() << pvlint::frontend::describe(*Result) << '\n';
  }

private:
  CompilerInstance &CI;
  std::vector<std::string> ContractFiles;
  pvlint::frontend::DiagnoseOptions Options;
  bool Stats;
};

class Action : public PluginASTAction {
public:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 StringRef) override {
    return std::make_unique<Consumer>(CI, ContractFiles, Options, Stats);
  }

  bool ParseArgs(const CompilerInstance &CI,
                 const std::vector<std::string> &Args) override {
    DiagnosticsEngine &Diags = CI.getDiagnostics();
    auto Refuse = [&](StringRef Arg, StringRef Expected) {
      Diags.Report(
          Diags.getCustomDiagID(DiagnosticsEngine::Error,
                                "pvlint: unknown argument '%0', expected %1"))
          << Arg << Expected;
      return false;
    };
    for (StringRef Arg : Args) {
      auto [Key, Value] = Arg.split('=');
      if (Key == "level") {
        if (Value == "error")
          Options.Show = pvlint::checks::Level::Error;
        else if (Value == "warning")
          Options.Show = pvlint::checks::Level::Warning;
        else if (Value == "audit")
          Options.Show = pvlint::checks::Level::Audit;
        else
          return Refuse(Arg, "level=error, warning or audit");
      } else if (Key == "werror") {
        if (Value != "yes" && Value != "no")
          return Refuse(Arg, "werror=yes or werror=no");
        Options.AsErrors = Value == "yes";
      } else if (Key == "contract") {
        if (Value.empty())
          return Refuse(Arg, "contract=FILE");
        ContractFiles.push_back(Value.str());
      } else if (Key == "stats" && Value.empty()) {
        Stats = true;
      } else {
        return Refuse(Arg, "level=, werror=, contract= or stats");
      }
    }
    return true;
  }

  ActionType getActionType() override { return AddAfterMainAction; }

private:
  std::vector<std::string> ContractFiles;
  pvlint::frontend::DiagnoseOptions Options;
  bool Stats = false;
};

} // namespace

static FrontendPluginRegistry::Add<Action>
    Registration("pvlint", "interrupt-flags contract of the Linux kernel");
