//===- LspCommand.cpp - pvlint lsp ----------------------------------------===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "lsp/Input.h"
#include "lsp/Server.h"
#include "session/Unit.h"

namespace pvlint::tool {

ExitStatus runLsp(const Options &O) {
  if (!O.In.Files.empty())
    return fail("'pvlint lsp' takes no files; an editor opens them");
  session::initializeUnits();
  auto In = std::make_unique<lsp::Input>(stdin);
  const lsp::Input &Messages = *In;
  llvm::lsp::JSONTransport Transport(std::move(In), llvm::outs());
  const lsp::Settings Settings{O.Report.Select, O.ContractFiles, O.In.BuildPath,
                               O.Jobs};
  lsp::Server S(Settings, Transport, Messages);
  // By the protocol, a client that disappears without "exit" is a
  // failure.
  return S.run() ? output::Clean : output::Findings;
}

} // namespace pvlint::tool
